"""Related papers are near by text and tags, say why in words that both have, and are the same every time."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path

import pytest

from generator.build import known_library, read_library
from generator.catalog.model import Catalog, Paper
from generator.catalog.repairs import readable
from generator.insights.collection import Related, RelatedPapers, related_inputs, surprise
from generator.insights.related import FLOOR, MOST, relate
from generator.insights.words import distinct, spellings, stands
from generator.site.cache import FOLDER
from tests.project import REAL_LIBRARY, make_project


@pytest.fixture(scope="module")
def catalog() -> Catalog:
    found = read_library(REAL_LIBRARY, lambda finding: None)
    assert found is not None
    return found


@pytest.fixture(scope="module")
def related(catalog: Catalog) -> RelatedPapers:
    return relate(tuple(catalog.papers.values()))


@pytest.fixture
def some(catalog: Catalog) -> Paper:
    return next(iter(catalog.papers.values()))


def _paper(like: Paper, slug: str, title: str, abstract: str = "", tags: tuple[str, ...] = ()) -> Paper:
    return replace(like, slug=slug, title=title, title_plain=title, abstract=readable(abstract), tags=tags)


def _slugs(found: Iterable[Related]) -> list[str]:
    return [one.slug for one in found]


def test_each_paper_has_few_relatives_ranked_and_never_itself(catalog: Catalog, related: RelatedPapers) -> None:
    assert set(related) == set(catalog.papers)
    for slug, near in related.items():
        assert len(near) <= MOST
        assert slug not in _slugs(near)
        assert len(set(_slugs(near))) == len(near)
        assert [(-one.score, one.slug) for one in near] == sorted((-one.score, one.slug) for one in near)
        assert all(FLOOR <= one.score <= 1 for one in near)
    assert sum(len(near) == MOST for near in related.values()) > 450


def test_the_order_of_the_papers_does_not_matter(catalog: Catalog, related: RelatedPapers) -> None:
    assert relate(tuple(catalog.papers.values())[::-1]) == related


def test_every_reason_stands_in_both_papers_as_it_is_written(catalog: Catalog, related: RelatedPapers) -> None:
    for slug, near in related.items():
        for one in near:
            assert 1 <= len(one.because) <= 3
            for paper in (catalog.papers[slug], catalog.papers[one.slug]):
                text = f"{paper.title} {paper.abstract_text}".lower()
                for reason in one.because:
                    assert re.search(rf"(?<!\w){re.escape(reason.lower())}(?!\w)", text.replace("_", " ")), reason


def test_neighbours_share_hidden_tags_more_often_than_by_plain_chance(catalog: Catalog) -> None:
    papers = catalog.papers
    found = relate([replace(paper, tags=()) for paper in papers.values()])
    curated = [slug for slug, paper in papers.items() if paper.tags]
    first = [bool(set(papers[slug].tags) & set(papers[one.slug].tags)) for slug in curated for one in found[slug][:1]]
    every = [bool(set(papers[slug].tags) & set(papers[one.slug].tags)) for slug in curated for one in found[slug]]
    assert sum(first) / len(curated) >= 0.78  # plain TF-IDF: 0.757
    assert sum(every) / len(curated) / MOST >= 0.69  # plain TF-IDF: 0.659


def test_papers_without_tags_are_related_by_their_texts(some: Paper) -> None:
    one, two, far = (
        _paper(some, "one", "Few-step distillation of diffusion models", "We distil diffusion models into few steps."),
        _paper(some, "two", "Consistency for few-step diffusion models", "Diffusion models sample in few steps."),
        _paper(some, "far", "Soil maps of northern Sweden", "A survey of peat, clay and sand with field samples."),
    )
    found = relate([far, one, two])
    assert _slugs(found["one"]) == ["two"]
    assert _slugs(found["two"]) == ["one"]
    assert found["far"] == ()
    assert "few steps" in found["one"][0].because


def test_of_equal_texts_common_tags_decide_and_then_the_slug(some: Paper) -> None:
    text = ("Gradient descent on graphs", "Gradient descent converges on sparse graphs.")
    papers = [_paper(some, slug, *text) for slug in ("c", "b", "a")]
    tagged = [replace(paper, tags=("optimizers",) if paper.slug != "b" else ("pruning",)) for paper in papers]
    assert _slugs(relate(papers)["b"]) == ["a", "c"]
    assert _slugs(relate(tagged)["a"]) == ["c", "b"]


def test_a_plural_is_no_reason_where_the_other_paper_has_the_singular(some: Paper) -> None:
    papers = [
        _paper(some, "one", "Sparse adapters", "We train sparse adapters for policies."),
        _paper(some, "two", "A sparse adapter", "A sparse adapter for a policy."),
    ]
    assert [one.because for one in relate(papers)["one"]] == [("sparse",)]
    nothing = [_paper(some, "one", "Adapters"), _paper(some, "two", "An adapter")]
    assert relate(nothing) == {"one": (), "two": ()}


def test_links_relate_nobody(some: Paper) -> None:
    papers = [
        _paper(some, "one", "Lamps that talk", "Code: https://example.org/zebra/one"),
        _paper(some, "two", "Gardens of glass", "See https://example.org/zebra/two"),
    ]
    assert relate(papers) == {"one": (), "two": ()}


def test_no_papers_and_papers_without_words_do_not_disturb(some: Paper) -> None:
    assert relate([]) == {}
    assert relate([some]) == {some.slug: ()}
    assert relate([_paper(some, "one", "?", "!"), _paper(some, "two", "?", "!")]) == {"one": (), "two": ()}


def test_a_thousand_papers_on_one_matter_still_have_their_own_relatives(some: Paper) -> None:
    papers = [
        _paper(some, f"p{number:04}", f"Study {number // 2}x of tides", f"We study tides near harbour{number // 2}x.")
        for number in range(1000)
    ]
    found = relate(papers)
    assert all(found[paper.slug][0].slug == f"p{number ^ 1:04}" for number, paper in enumerate(papers))


def test_the_most_surprising_paper_has_the_farthest_relative(catalog: Catalog, related: RelatedPapers) -> None:
    order = surprise(related, catalog)
    assert sorted(order) == sorted(catalog.papers)
    assert list(order) == sorted(order, key=lambda slug: (related[slug][0].score if related[slug] else 0.0, slug))
    assert surprise({}, catalog) == tuple(sorted(catalog.papers))


def test_related_papers_are_remembered_and_found_anew_when_a_tag_changes(tmp_path: Path) -> None:
    root = make_project(tmp_path)
    first = known_library(root)
    stored = root / FOLDER / "related.json"
    before = stored.read_bytes()
    assert first.catalog is not None
    inputs = list(related_inputs(first.catalog))
    known_library(root)
    assert stored.read_bytes() == before
    curation = root / "library/curation.yml"
    curation.write_text(curation.read_text(encoding="utf-8").replace("[maps, survey]", "[maps]"), encoding="utf-8")
    again = known_library(root)
    assert again.catalog is not None
    assert list(related_inputs(again.catalog)) != inputs
    assert stored.read_bytes() != before


def test_of_reasons_a_pair_takes_the_place_of_its_words_and_no_word_comes_twice() -> None:
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
    assert stands("step", "in a one-step manner")
    assert not stands("step", "steps and footstep")
