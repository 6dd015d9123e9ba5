"""Related papers are near by text, and say why in words that both have."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path

import pytest

from generator.build.pipeline import analyse_library
from generator.catalog.library import read_library
from generator.catalog.model import Paper
from generator.insights.features import read_papers
from generator.insights.model import Related, RelatedPapers
from generator.insights.related import find_related
from generator.storage.cache import FOLDER, last_value
from generator.text.repairs import readable
from tests.support.case import TINY
from tests.support.project import make_project


@pytest.fixture
def some() -> Paper:
    catalog = read_library(TINY, lambda finding: None)
    assert catalog is not None
    return next(iter(catalog.papers.values()))


def _paper(like: Paper, slug: str, title: str, abstract: str = "", tags: tuple[str, ...] = ()) -> Paper:
    return replace(like, slug=slug, title=title, title_plain=title, abstract=readable(abstract), tags=tags)


def _related(papers: Iterable[Paper], tags: Iterable[str] = ()) -> RelatedPapers:
    listed = sorted(papers, key=lambda paper: paper.slug)
    return find_related(listed, read_papers(listed), tags)


def _slugs(found: Iterable[Related]) -> list[str]:
    return [one.slug for one in found]


def test_papers_without_tags_are_related_by_their_texts(some: Paper) -> None:
    one, two, far = (
        _paper(some, "one", "Few-step distillation of diffusion models", "We distil diffusion models into few steps."),
        _paper(some, "two", "Consistency for few-step diffusion models", "Diffusion models sample in few steps."),
        _paper(some, "far", "Soil maps of northern Sweden", "A survey of peat, clay and sand with field samples."),
    )
    found = _related([far, one, two])
    assert _slugs(found["one"]) == ["two"]
    assert _slugs(found["two"]) == ["one"]
    assert found["far"] == ()
    assert "Few-step" in found["one"][0].because


def test_of_equal_texts_the_slug_decides_and_tags_do_not_count(some: Paper) -> None:
    text = ("Gradient descent on graphs", "Gradient descent converges on sparse graphs.")
    papers = [_paper(some, slug, *text) for slug in ("c", "b", "a")]
    tagged = [replace(paper, tags=("optimizers",) if paper.slug != "b" else ("pruning",)) for paper in papers]
    assert _slugs(_related(papers)["b"]) == ["a", "c"]
    assert _related(tagged) == _related(papers)


def test_a_plural_is_no_reason_where_the_other_paper_has_the_singular(some: Paper) -> None:
    papers = [
        _paper(some, "one", "Sparse adapters", "We train sparse adapters for policies."),
        _paper(some, "two", "A sparse adapter", "A sparse adapter for a policy."),
    ]
    assert [one.because for one in _related(papers)["one"]] == [("sparse",)]


def test_papers_without_a_telling_word_in_common_have_no_reason(some: Paper) -> None:
    papers = [_paper(some, "one", "Adapters"), _paper(some, "two", "An adapter")]
    assert _related(papers)["one"] == (Related("two", 1.0, ()),)


def test_words_that_stand_in_no_title_are_no_reason(some: Paper) -> None:
    papers = [
        _paper(some, "one", "Zebra lamps", "Then zebra lamps emerged."),
        _paper(some, "two", "Zebra lamps at night", "What emerged then are zebra lamps."),
    ]
    assert _related(papers)["one"][0].because == ("zebra lamps",)


@pytest.mark.parametrize("word", ["then", "emerged", "relative", "further", "recent", "using", "closer", "rethinking"])
def test_a_general_word_is_no_reason_even_in_titles(some: Paper, word: str) -> None:
    papers = [_paper(some, slug, f"{word} zebras {word}", f"On {word} zebras.") for slug in ("one", "two")]
    assert _related(papers)["one"][0].because == ("zebras",)


def test_a_general_word_joined_by_a_hyphen_may_be_a_reason(some: Paper) -> None:
    papers = [_paper(some, slug, "One-step lamps", "We use one-step lamps.") for slug in ("one", "two")]
    assert _related(papers)["one"][0].because == ("one-step", "lamps")


def test_the_name_of_a_tag_is_a_reason_even_of_general_words(some: Paper) -> None:
    papers = [_paper(some, slug, "Tool use", "We study tool use.") for slug in ("one", "two")]
    assert [_related(papers, tags)["one"][0].because for tags in ([], ["tool-use"])] == [(), ("tool use",)]


def test_a_word_that_abstracts_do_not_repeat_is_no_reason(some: Paper) -> None:
    zebras = [_paper(some, f"p{at}", f"Sturdy and zebras {at}x", "Zebras, once sturdy, are zebras.") for at in range(6)]
    others = [_paper(some, f"q{at}", f"Cellar {at}y", "A wine.") for at in range(60)]
    assert _related([*zebras, *others])["p0"][0].because == ("zebras",)


def test_a_part_of_a_word_with_hyphens_is_no_reason(some: Paper) -> None:
    papers = [_paper(some, "one", "Few-shot gardens"), _paper(some, "two", "One-shot gardens")]
    assert _related(papers)["one"][0].because == ("gardens",)


def test_part_of_a_hyphenated_word_is_named_as_the_whole(some: Paper) -> None:
    papers = [_paper(some, slug, "Mixture-of-Experts", "A mixture-of-experts.") for slug in ("one", "two")]
    assert _related(papers)["one"][0].because == ("mixture-of-experts",)


def test_an_abbreviation_is_a_reason_without_any_title(some: Paper) -> None:
    papers = [_paper(some, slug, f"On {slug}", "We train an MoE.") for slug in ("gardens", "lamps")]
    assert _related(papers)["lamps"][0].because == ("MoE",)


def test_the_name_of_a_tag_is_a_reason_however_common(some: Paper) -> None:
    papers = [_paper(some, f"p{at}", f"Lamps {at}", "We use pruning.") for at in range(9)]
    assert all(one.because == ("pruning",) for one in _related(papers, ["pruning"])["p1"])


def test_links_relate_nobody(some: Paper) -> None:
    papers = [
        _paper(some, "one", "Lamps that talk", "Code: https://example.org/zebra/one"),
        _paper(some, "two", "Gardens of glass", "See https://example.org/zebra/two"),
    ]
    assert _related(papers) == {"one": (), "two": ()}


def test_no_papers_and_papers_without_words_do_not_disturb(some: Paper) -> None:
    assert _related([]) == {}
    assert _related([some]) == {some.slug: ()}
    assert _related([_paper(some, "one", "?", "!"), _paper(some, "two", "?", "!")]) == {"one": (), "two": ()}


def test_a_thousand_papers_on_one_matter_still_have_their_own_relatives(some: Paper) -> None:
    papers = [
        _paper(some, f"p{number:04}", f"Study {number // 2}x of tides", f"We study tides near harbour{number // 2}x.")
        for number in range(1000)
    ]
    found = _related(papers)
    assert all(found[paper.slug][0].slug == f"p{number ^ 1:04}" for number, paper in enumerate(papers))


def test_related_papers_are_stored_and_found_anew_when_a_text_changes(tmp_path: Path) -> None:
    root = make_project(tmp_path)
    analyse_library(root)
    stored = root / FOLDER / "related.bin"
    before = stored.read_bytes()
    key, _ = last_value(root, "related")
    analyse_library(root)
    assert stored.read_bytes() == before
    curation = root / "library/curation.yml"
    written = curation.read_text(encoding="utf-8")
    curation.write_text(written.replace("[maps, survey]", "[maps]"), encoding="utf-8")
    analyse_library(root)
    assert stored.read_bytes() == before
    curation.write_text(written.replace("tldr: Bounds", "title: Bounds"), encoding="utf-8")
    analyse_library(root)
    assert stored.read_bytes() != before
    assert last_value(root, "related")[0] != key
