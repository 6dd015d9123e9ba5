"""Related papers are near by text, say why in words that both have, and are the same every time."""

from __future__ import annotations

import re
from collections.abc import Iterable

import pytest

from generator.catalog.model import Catalog
from generator.insights.compute import surprise
from generator.insights.features import read_papers
from generator.insights.model import Related, RelatedPapers
from generator.insights.related import FLOOR, MOST, find_related


@pytest.fixture(scope="module")
def related(catalog: Catalog) -> RelatedPapers:
    papers = tuple(catalog.papers.values())
    return find_related(papers, read_papers(papers), catalog.vocabulary.tags)


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


def test_every_reason_stands_in_both_papers_as_it_is_written(catalog: Catalog, related: RelatedPapers) -> None:
    for slug, near in related.items():
        for one in near:
            assert len(one.because) <= 3
            for paper in (catalog.papers[slug], catalog.papers[one.slug]):
                text = f"{paper.title} {paper.abstract_text}".lower()
                for reason in one.because:
                    assert re.search(rf"(?<!\w){re.escape(reason.lower())}(?!\w)", text.replace("_", " ")), reason


def test_most_related_papers_have_a_reason_that_tells(related: RelatedPapers) -> None:
    reasons = [one.because for near in related.values() for one in near]
    assert sum(map(bool, reasons)) >= 0.9 * len(reasons)
    assert not {"then", "emerged", "relative", "shot"} & {reason.lower() for some in reasons for reason in some}


def test_neighbours_share_tags_more_often_than_by_plain_chance(catalog: Catalog, related: RelatedPapers) -> None:
    papers = catalog.papers
    curated = [slug for slug, paper in papers.items() if paper.tags]
    first = [bool(set(papers[slug].tags) & set(papers[one.slug].tags)) for slug in curated for one in related[slug][:1]]
    every = [bool(set(papers[slug].tags) & set(papers[one.slug].tags)) for slug in curated for one in related[slug]]
    assert sum(first) / len(curated) >= 0.78  # plain TF-IDF: 0.757
    assert sum(every) / len(curated) / MOST >= 0.69  # plain TF-IDF: 0.659


def test_the_most_surprising_paper_has_the_farthest_relative(catalog: Catalog, related: RelatedPapers) -> None:
    order = surprise(related, catalog)
    assert sorted(order) == sorted(catalog.papers)
    assert list(order) == sorted(order, key=lambda slug: (related[slug][0].score if related[slug] else 0.0, slug))
    assert surprise({}, catalog) == tuple(sorted(catalog.papers))
