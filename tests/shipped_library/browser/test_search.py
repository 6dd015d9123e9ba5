"""The search box finds what is meant, while it is typed, for mouse, keyboard and screen reader."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Route, expect

from tests.support.case import TINY
from tests.support.keeping import GPTQ
from tests.support.project import build_here, make_project
from tests.support.windows import Visit, check_accessible, held, search, served, settle, visit

pytestmark = pytest.mark.browser

PAPERS = "[data-search-results=papers] [role=option]"
TAGS = "[data-search-results=tags] [role=option]"


@pytest.mark.parametrize(
    ("query", "best"),
    [
        ("gptq", "GPTQ"),
        ("GPTQ accurate post-training quantization", "GPTQ"),
        ("KIVI", "KIVI"),
        ("flm-101b", "FLM-101B"),
        ("search without expansions heuristic", "A* Search"),
        ("melange", "Mélange"),
        ("chemllm", "ChemLLM"),
        ("qmoe sub-1-bit", "QMoE"),
        ("zero quant v2", "ZeroQuant-V2"),
        ("gptq acurate post-trainig quantizaton", "GPTQ"),
        ("consistensy trajectory", "Consistency Trajectory"),
        ("llm in a flash", "LLM in a flash"),
    ],
)
def test_the_paper_that_is_meant_comes_first(window: Visit, real: str, query: str, best: str) -> None:
    window.page.goto(real)
    titles = search(window.page, query)
    assert best in titles[0], titles[:5]


def test_results_come_while_a_word_is_typed(window: Visit, real: str) -> None:
    window.page.goto(real)
    window.page.keyboard.press("/")
    window.page.keyboard.type("quantiz")
    expect(window.page.locator(PAPERS).first).to_contain_text("uantiz")


def test_other_words_for_a_tag_lead_to_the_tag(window: Visit, real: str) -> None:
    window.page.goto(real)
    search(window.page, "llm")
    window.page.locator(TAGS).filter(has_text="Language models").click()
    window.page.wait_for_url("**/tags/language-models/")


def test_a_phrase_an_exclusion_and_a_tag_narrow_what_is_found(window: Visit, real: str) -> None:
    window.page.goto(real)
    status = window.page.locator("header .rl-box [role=status]")

    def found(query: str) -> int:
        search(window.page, query)
        return int(status.inner_text().split()[0])

    cache = found("cache")
    assert 0 < found('"kv cache"') < cache
    assert 0 < found("cache -kv") < cache
    assert 0 < found("cache tag:survey ") < cache
    assert found("cache -kv") + found("cache kv") >= cache


def test_the_help_names_what_can_be_typed_and_writes_it(window: Visit, real: str) -> None:
    page = window.page
    page.goto(real)
    page.keyboard.press("/")
    page.get_by_role("button", name="with a tag").click()
    expect(page.get_by_role("combobox", name="Search", exact=True)).to_have_value("tag:")
    page.keyboard.type("kv")
    page.locator(".rl-box__tags [role=option]", has_text="KV cache").click()
    expect(page.get_by_role("combobox", name="Search", exact=True)).to_have_value("tag:kv-cache ")
    expect(page.locator(PAPERS).first).to_be_visible()


def test_a_tag_that_does_not_exist_is_named_and_finds_no_paper(window: Visit, real: str) -> None:
    window.page.goto(real)
    window.page.keyboard.press("/")
    window.page.get_by_role("combobox", name="Search", exact=True).fill("pruning tag:quantisaton ")
    note = "There is no tag “quantisaton”. Did you mean “quantization”?"
    expect(window.page.locator(".rl-box__note").first).to_have_text(note)
    expect(window.page.locator(PAPERS)).to_have_count(0)


def test_arrows_choose_enter_opens_and_escape_closes(window: Visit, real: str) -> None:
    page = window.page
    page.goto(real)
    first, second = search(page, "speculative decoding")[:2]
    field = page.get_by_role("combobox", name="Search", exact=True)
    expect(field).to_have_attribute("aria-expanded", "true")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("ArrowDown")
    chosen = page.locator(f"#{field.get_attribute('aria-activedescendant')}")
    expect(chosen).to_contain_text(second)
    expect(chosen).to_have_attribute("aria-selected", "true")
    page.keyboard.press("ArrowUp")
    page.keyboard.press("Enter")
    expect(page.locator("h1")).to_have_text(first)
    page.keyboard.press("Control+k")
    expect(field).to_be_focused()
    page.keyboard.press("Escape")
    expect(field).to_have_value("")
    expect(field).to_be_focused()
    page.keyboard.press("Escape")
    expect(field).to_have_attribute("aria-expanded", "false")
    expect(field).not_to_be_focused()


def test_enter_opens_all_results_in_the_explorer_and_closes_the_box(window: Visit, real: str) -> None:
    window.resize(390)
    settle(window.page, real)
    window.page.get_by_role("button", name="Search", exact=True).click()
    window.page.keyboard.type("pruning")
    window.page.keyboard.press("Enter")
    window.page.wait_for_url("**/explore/?q=pruning")
    field = window.page.locator("header .rl-box input")
    expect(field).to_have_attribute("aria-expanded", "false")
    expect(field).not_to_be_focused()


def test_escape_gives_the_focus_back(window: Visit, real: str) -> None:
    settle(window.page, f"{real}/papers/{GPTQ}/")
    bookmark = window.page.get_by_role("button", name="Read later", exact=True)
    bookmark.focus()
    window.page.keyboard.press("/")
    expect(window.page.get_by_role("combobox", name="Search", exact=True)).to_be_focused()
    window.page.keyboard.press("Escape")
    expect(bookmark).to_be_focused()


@pytest.mark.parametrize("last", ["Enter", "ArrowDown", "Escape"])
def test_keys_pressed_before_the_search_has_loaded_count(window: Visit, real: str, last: str) -> None:
    page = window.page
    settle(page, f"{real}/papers/{GPTQ}/")
    page.get_by_role("button", name="Read later", exact=True).focus()
    field = page.get_by_role("combobox", name="Search", exact=True)
    with held(page, "**/js/search/results.js"):
        page.keyboard.press("/")
        page.keyboard.type("speculative decoding")
        page.keyboard.press(last)
    if last == "Enter":
        page.wait_for_url("**/explore/?q=speculative%20decoding")
    elif last == "ArrowDown":
        expect(page.locator(PAPERS).first).to_have_attribute("aria-selected", "true")
    else:
        expect(field).to_have_value("")
        page.keyboard.press(last)
        expect(page.get_by_role("button", name="Read later", exact=True)).to_be_focused()
        expect(field).to_have_attribute("aria-expanded", "false")


def test_the_key_of_the_search_selects_the_words_in_the_box(window: Visit, real: str) -> None:
    page = window.page
    settle(page, real)
    search(page, "pruning")
    field = page.get_by_role("combobox", name="Search", exact=True)
    page.keyboard.press("Control+k")
    expect(field).to_be_focused()
    page.keyboard.type("kv cache")
    expect(field).to_have_value("kv cache")


def test_an_empty_box_offers_recent_searches_and_common_tags(window: Visit, real: str) -> None:
    page = window.page
    settle(page, f"{real}/about/")
    recent = page.get_by_role("group", name="Recent searches")
    for query in ("pruning", "kv cache"):
        search(page, query)
        page.keyboard.press("Enter")
        page.wait_for_url("**/explore/?q=*")
        page.goto(f"{real}/about/")
    page.keyboard.press("/")
    expect(page.get_by_role("group", name="Common tags").get_by_role("option")).to_have_count(8)
    expect(recent.get_by_role("option")).to_have_text(["kv cache", "pruning", "Clear recent searches"])
    check_accessible(page)
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    expect(page.get_by_role("combobox", name="Search", exact=True)).to_have_value("kv cache")
    expect(page.locator(PAPERS).first).to_be_visible()
    page.keyboard.press("Escape")
    recent.get_by_role("option", name="Clear recent searches").click()
    expect(recent).to_have_count(0)


def test_signs_without_a_word_are_said_to_be_none(window: Visit, real: str) -> None:
    window.page.goto(real)
    search(window.page, "(.*)[ 😀")
    expect(window.page.locator(".rl-box__note").first).to_contain_text("There is no word in that")


def test_the_guide_is_found_too(window: Visit, real: str) -> None:
    window.page.goto(real)
    window.page.keyboard.press("/")
    window.page.keyboard.type("share a search")
    window.page.locator("[data-search-results=guide] [role=option]").first.click()
    window.page.wait_for_url("**/guide/**")


def test_nothing_found_names_the_words_that_no_paper_has(window: Visit, real: str) -> None:
    window.page.goto(real)
    window.page.keyboard.press("/")
    window.page.keyboard.type("zzxqyv wwwwqqq")
    said = "No paper has “zzxqyv” or “wwwwqqq”."
    expect(window.page.locator(".rl-box__note")).to_have_text(said)
    expect(window.page.locator("header .rl-box [role=status]")).to_have_text(f"No matching papers. {said}")


@pytest.mark.parametrize(("width", "scheme"), [(320, "light"), (390, "dark"), (1280, "light")])
def test_the_open_box_is_accessible_and_fits(window: Visit, real: str, width: int, scheme: str) -> None:
    window.resize(width)
    window.colour(scheme)
    window.page.goto(real)
    if width < 960:
        window.page.get_by_role("button", name="Search", exact=True).click()
    search(window.page, "llm quantization")
    check_accessible(window.page)
    assert window.page.evaluate("document.documentElement.scrollWidth - innerWidth") <= 0


@pytest.mark.parametrize("width", [390, 1280])
def test_the_field_of_the_home_page_searches_in_place(window: Visit, real: str, width: int) -> None:
    window.resize(width)
    window.page.goto(real)
    field = window.page.get_by_role("combobox", name="Search 540 papers")
    field.click()
    window.page.keyboard.type("pruning")
    expect(window.page.locator(".rl-box--large").locator(PAPERS).first).to_be_visible()
    check_accessible(window.page)
    window.page.keyboard.press("Escape")
    expect(window.page.locator(PAPERS).first).not_to_be_visible()
    field.fill("kv cache")
    window.page.keyboard.press("ArrowDown")
    window.page.keyboard.press("Enter")
    window.page.wait_for_url("**/papers/*/")


def test_without_the_index_the_search_says_so_and_the_page_goes_on(browser: Browser, real: str) -> None:
    def refuse(route: Route) -> None:
        route.fulfill(status=503, body="")

    with visit(browser) as seen:
        seen.expected = "503"
        seen.page.route(f"{real}/data/**", refuse)
        seen.page.goto(real)
        seen.page.keyboard.press("/")
        seen.page.keyboard.type("pruning")
        expect(seen.page.locator(".rl-box__note")).to_contain_text("could not be loaded")


def test_with_the_search_plugin_the_theme_searches(browser: Browser, mkdocs: None, tmp_path: Path) -> None:
    root = make_project(tmp_path / "themed", TINY)
    settings = (root / "mkdocs.yml").read_text(encoding="utf-8")
    (root / "mkdocs.yml").write_text(
        settings.replace("  - reading-list", "  - search\n  - reading-list"), encoding="utf-8"
    )
    site = build_here(root)
    with served(site) as address, visit(browser) as seen:
        settle(seen.page, address)
        seen.page.keyboard.press("/")
        expect(seen.page.locator(".md-search__input")).to_be_focused()
        seen.page.keyboard.type("gardens")
        expect(seen.page.locator(".md-search-result__article h1").first).to_contain_text("Gardens")
        assert seen.page.locator("header .rl-box").count() == 0
    shutil.rmtree(root)
