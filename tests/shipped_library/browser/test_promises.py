"""The search keeps what the guide promises of it, with the papers of the library that comes with the program."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
import yaml
from playwright.sync_api import Browser, Page, expect

from tests.support.case import ROOT
from tests.support.windows import search, visit

pytestmark = pytest.mark.browser

SPELLINGS = yaml.safe_load((ROOT / "benchmarks" / "spellings.yml").read_text(encoding="utf-8"))
NUMBERS = "async text => (await ours('search/search.js')).search(text).then(({numbers}) => [...numbers])"
"""Searches as box and explorer do."""


@pytest.fixture(scope="module")
def page(browser: Browser, real: str) -> Iterator[Page]:
    """Return a page of the site that stays open."""
    with visit(browser) as seen:
        seen.page.goto(real)
        yield seen.page


@pytest.fixture
def box(page: Page, real: str) -> Page:
    """Return the page with nothing typed."""
    page.goto(real)
    return page


def test_all_spellings_of_one_thing_find_one_list(page: Page) -> None:
    different = []
    for row in SPELLINGS:
        lists = [page.evaluate(NUMBERS, text) for text in row]
        if any(found != lists[0] for found in lists):
            different.append((row, [len(found) for found in lists]))
    assert different == []


@pytest.mark.parametrize(
    ("query", "byline"),
    [
        ("frantar llm", "Frantar"),
        ("icml 2023 bilevel", "ICML"),
        ("cvpr distillation", "CVPR"),
        ("neurips 2022", "NeurIPS 2022"),
    ],
)
def test_authors_venues_and_years_count_without_a_sign(box: Page, query: str, byline: str) -> None:
    search(box, query)
    expect(box.locator("[data-search-results=papers] .rl-by").first).to_contain_text(byline)


def test_a_question_in_plain_words_finds_its_paper(box: Page) -> None:
    titles = search(box, "which method needs no retraining after pruning")
    assert any("Low-Cost Pruning of Diffusion Models" in title for title in titles[:5]), titles


@pytest.mark.parametrize("word", ["grokking", "moefication", "hinton"])
def test_a_word_that_no_paper_has_is_named_in_box_and_explorer(box: Page, real: str, word: str) -> None:
    box.keyboard.press("/")
    box.keyboard.type(word)
    expect(box.locator(".rl-box__note")).to_have_text(f"No paper has “{word}”.")
    expect(box.locator("[data-search-results=papers]")).to_have_count(0)
    box.goto(f"{real}/explore/?q={word}")
    expect(box.locator("[data-part=problems]")).to_contain_text(f"No paper has “{word}”.")
    expect(box.locator("[data-part=count]")).to_have_text("No matching papers")


def test_one_correction_is_looked_for_and_named(box: Page) -> None:
    titles = search(box, "quantizaton")
    assert "uantization" in titles[0]
    expect(box.locator(".rl-box__note")).to_have_text(
        "No paper has “quantizaton”. Searched for “quantization” instead."
    )


def test_papers_with_some_of_the_words_follow_below_a_line(box: Page, real: str) -> None:
    search(box, "mamba video forecasting")
    groups = box.locator("[data-search-results=papers] [role=group]")
    assert [group.get_attribute("aria-label") for group in groups.all()] == ["Papers", "Papers with some of the words"]
    box.goto(f"{real}/explore/?q=mamba+video+forecasting&sort=title")
    expect(box.locator("[data-part=count]")).to_contain_text("of them with some of the words")
    expect(box.locator(".rl-x-some")).to_have_text("Papers with some of the words")


def test_a_name_in_short_ranks_as_the_one_in_full(page: Page) -> None:
    assert page.evaluate(NUMBERS, "state space model") == page.evaluate(NUMBERS, "ssm") != []


@pytest.mark.parametrize("tag", ["pruning", "Pruning and sparsity", "PRUNING-AND-SPARSITY"])
def test_the_address_of_the_explorer_takes_other_names_of_a_tag(box: Page, real: str, tag: str) -> None:
    box.goto(f"{real}/explore/?tag={tag}")
    expect(box.get_by_role("button", name="Remove Pruning and sparsity")).to_be_visible()


@pytest.mark.parametrize("name", ["tag", "any", "not", "listing", "path", "from", "state"])
def test_a_filter_that_does_not_exist_leaves_no_paper(box: Page, real: str, name: str) -> None:
    box.goto(f"{real}/explore/?{name}=prunning")
    expect(box.locator("[data-part=count]")).to_have_text("No matching papers")
    expect(box.locator("[data-part=problems]")).to_contain_text("“prunning”")
    box.get_by_role("button", name="Remove prunning").click()
    expect(box.locator("[data-part=count]")).to_have_text("540 papers")


def test_the_guide_names_every_promise_that_is_tested_here() -> None:
    guide = Path(ROOT, "docs/guide/visiting.md").read_text(encoding="utf-8")
    for words in ("`frantar llm`", "`cvpr distillation`", "“grokking”", "`state space model`", "`quantizaton`"):
        assert words in guide
