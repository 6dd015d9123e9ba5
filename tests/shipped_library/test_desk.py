"""The numbers on the curator's desk are those of an independent count."""

from __future__ import annotations

import json
from itertools import combinations
from pathlib import Path

import pytest

from generator.build.pipeline import analyse_library
from generator.insights.compute import uncertainty
from generator.pages.kinds.desk import BROAD, NEAR, desk


@pytest.fixture(scope="module")
def project(real_project: Path) -> Path:
    return real_project


def test_coverage_rare_broad_and_near_tags_equal_a_count_from_the_data(project: Path) -> None:
    papers = json.loads((project / "docs/api/v1/papers.json").read_text(encoding="utf-8"))["papers"]
    tags = [tag["slug"] for tag in json.loads((project / "docs/api/v1/tags.json").read_text(encoding="utf-8"))["tags"]]
    result = analyse_library(project)
    assert result.catalog is not None
    assert result.insights is not None
    found = desk(result.catalog, result.insights)
    untagged = [paper for paper in papers if not paper["tags"]]
    suggested = [paper for paper in untagged if any(one["shown"] for one in paper["suggested_tags"])]
    assert (found.curated, found.suggested, found.neither) == (
        len(papers) - len(untagged),
        len(suggested),
        len(untagged) - len(suggested),
    )
    assert {paper.slug for paper in found.queue} == {paper["slug"] for paper in untagged}
    carried = {tag: {paper["slug"] for paper in papers if tag in paper["tags"]} for tag in tags}
    assert {tag.slug: number for tag, number in found.rare} == {
        tag: len(carried[tag]) for tag in tags if len(carried[tag]) < 2
    }
    assert {tag.slug for tag, _ in found.broad} == {tag for tag in tags if len(carried[tag]) > BROAD * found.curated}
    near = {
        frozenset(pair)
        for pair in combinations(tags, 2)
        if len(carried[pair[0]] & carried[pair[1]]) >= max(3, NEAR * len(carried[pair[0]] | carried[pair[1]]))
    }
    assert {frozenset((one.slug, two.slug)) for one, two, _ in found.near} == near
    page = (project / "docs/desk/index.md").read_text(encoding="utf-8")
    assert f">{found.curated}</span> Curated" in page


def test_the_queue_begins_with_the_paper_in_most_doubt(project: Path) -> None:
    result = analyse_library(project, write=False)
    assert result.catalog is not None
    assert result.insights is not None
    doubts = [
        uncertainty(result.insights.suggestions[paper.slug]) for paper in desk(result.catalog, result.insights).queue
    ]
    assert doubts == sorted(doubts, reverse=True)


def test_the_look_alikes_stand_on_the_desk(project: Path) -> None:
    page = (project / "docs/desk/index.md").read_text(encoding="utf-8")
    for part in ("k-Medoids", "A-SDM"):
        assert page.lower().count(part.lower()) >= 2
