"""The page of the map is a list of its regions; its data refer to papers by number."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from generator.build.pipeline import analyse_library, build
from generator.insights.news import numbered


@pytest.fixture(scope="module")
def project(real_project: Path) -> Path:
    return real_project


def test_places_stand_in_the_order_of_the_numbers(project: Path) -> None:
    drawn = json.loads((project / "docs/data/map.json").read_text(encoding="utf-8"))
    result = analyse_library(project, write=False)
    assert result.catalog is not None
    assert result.insights is not None
    places = [result.insights.map.places[paper.slug] for paper in numbered(result.catalog)]
    assert list(zip(drawn["x"], drawn["y"], strict=True)) == places
    tags = list(result.catalog.vocabulary.tags)
    assert [tags[label[0]] for label in drawn["labels"]] == [label.tag for label in result.insights.map.labels]
    assert len(drawn["colours"]) == len(result.catalog.vocabulary.facets)
    assert (project / "docs/data/map.json").stat().st_size < 10_000


def test_the_page_lists_each_region_once_with_its_nearest_papers(project: Path) -> None:
    page = (project / "docs/map/index.md").read_text(encoding="utf-8")
    regions = page.split("\n<h3 ")[1:]
    assert 12 <= len(regions) <= 22
    assert len({region.partition("</h3>")[0] for region in regions}) == len(regions)
    links = [line for line in page.splitlines() if line.startswith("<li><p><a ")]
    assert len(links) == len(set(links))
    assert all(1 <= region.count("\n<li>") <= 6 for region in regions)


def test_the_map_is_remembered_until_words_or_tags_change(project: Path) -> None:
    kept = project / ".cache/reading-list/map.bin"
    before = kept.stat().st_mtime_ns
    build(project)
    assert kept.stat().st_mtime_ns == before
