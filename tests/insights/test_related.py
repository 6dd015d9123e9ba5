"""Related papers are near by text and tags, and say why in words that both have."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path

import pytest

from generator.build.pipeline import analyse_library
from generator.catalog.library import read_library
from generator.catalog.model import Paper
from generator.insights.features import contains_words, distinct, spellings
from generator.insights.model import Related
from generator.insights.related import find_related
from generator.storage.cache import FOLDER, read_checked
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


def _slugs(found: Iterable[Related]) -> list[str]:
    return [one.slug for one in found]


def test_papers_without_tags_are_related_by_their_texts(some: Paper) -> None:
    one, two, far = (
        _paper(some, "one", "Few-step distillation of diffusion models", "We distil diffusion models into few steps."),
        _paper(some, "two", "Consistency for few-step diffusion models", "Diffusion models sample in few steps."),
        _paper(some, "far", "Soil maps of northern Sweden", "A survey of peat, clay and sand with field samples."),
    )
    found = find_related([far, one, two])
    assert _slugs(found["one"]) == ["two"]
    assert _slugs(found["two"]) == ["one"]
    assert found["far"] == ()
    assert "few steps" in found["one"][0].because


def test_of_equal_texts_common_tags_decide_and_then_the_slug(some: Paper) -> None:
    text = ("Gradient descent on graphs", "Gradient descent converges on sparse graphs.")
    papers = [_paper(some, slug, *text) for slug in ("c", "b", "a")]
    tagged = [replace(paper, tags=("optimizers",) if paper.slug != "b" else ("pruning",)) for paper in papers]
    assert _slugs(find_related(papers)["b"]) == ["a", "c"]
    assert _slugs(find_related(tagged)["a"]) == ["c", "b"]


def test_a_plural_is_no_reason_where_the_other_paper_has_the_singular(some: Paper) -> None:
    papers = [
        _paper(some, "one", "Sparse adapters", "We train sparse adapters for policies."),
        _paper(some, "two", "A sparse adapter", "A sparse adapter for a policy."),
    ]
    assert [one.because for one in find_related(papers)["one"]] == [("sparse",)]
    nothing = [_paper(some, "one", "Adapters"), _paper(some, "two", "An adapter")]
    assert find_related(nothing) == {"one": (), "two": ()}


def test_links_relate_nobody(some: Paper) -> None:
    papers = [
        _paper(some, "one", "Lamps that talk", "Code: https://example.org/zebra/one"),
        _paper(some, "two", "Gardens of glass", "See https://example.org/zebra/two"),
    ]
    assert find_related(papers) == {"one": (), "two": ()}


def test_no_papers_and_papers_without_words_do_not_disturb(some: Paper) -> None:
    assert find_related([]) == {}
    assert find_related([some]) == {some.slug: ()}
    assert find_related([_paper(some, "one", "?", "!"), _paper(some, "two", "?", "!")]) == {"one": (), "two": ()}


def test_a_thousand_papers_on_one_matter_still_have_their_own_relatives(some: Paper) -> None:
    papers = [
        _paper(some, f"p{number:04}", f"Study {number // 2}x of tides", f"We study tides near harbour{number // 2}x.")
        for number in range(1000)
    ]
    found = find_related(papers)
    assert all(found[paper.slug][0].slug == f"p{number ^ 1:04}" for number, paper in enumerate(papers))


def test_a_pair_among_reasons_replaces_its_words_and_none_repeats() -> None:
    assert distinct(["rank", "low", "tuning", "low rank", "low bit"], 3) == ["low rank", "tuning"]
    assert distinct(["fine tuning", "tuning", "adapter", "rank", "loss"], 3) == ["fine tuning", "adapter", "rank"]


def test_spellings_are_those_of_the_text() -> None:
    text = "Layers and layers of one-step, one step LLMs; a layer 2025."
    found = spellings((text,), {"layer", "step", "one step", "llms", "step llms", "2025", "llms a"})
    assert spellings((text,), {"layer"}) == {"layer": ("layers", "layer")}
    assert found["layer"] == ("layers", "layer")
    assert found["step"] == ("one-step", "step")
    assert found["one step"] == ("one-step", "one step")
    assert found["llms"] == ("LLMs",)
    assert "step llms" in found
    assert "2025" not in found
    assert "llms a" not in found
    assert contains_words("step", "in a one-step manner")
    assert not contains_words("step", "steps and footstep")


def test_related_papers_are_stored_and_found_anew_when_a_tag_changes(tmp_path: Path) -> None:
    root = make_project(tmp_path)
    analyse_library(root)
    stored = root / FOLDER / "related.json"
    before = stored.read_bytes()
    key, _ = read_checked(stored)
    analyse_library(root)
    assert stored.read_bytes() == before
    curation = root / "library/curation.yml"
    curation.write_text(curation.read_text(encoding="utf-8").replace("[maps, survey]", "[maps]"), encoding="utf-8")
    analyse_library(root)
    assert stored.read_bytes() != before
    assert read_checked(stored)[0] != key
