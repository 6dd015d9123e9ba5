"""The map puts alike papers side by side, is the same every time, and its names say what stands around them."""

from __future__ import annotations

from dataclasses import replace
from itertools import combinations
from math import dist
from typing import Any

import numpy as np
import pytest
from scipy.sparse.linalg import svds
from scipy.spatial import cKDTree

from generator.catalog.model import Catalog, Paper
from generator.insights.compute import read_map
from generator.insights.features import nearest, read_papers
from generator.insights.make import make_map, make_terms
from generator.insights.map import lay_out, map_rows
from generator.insights.model import SIDE, Map
from generator.insights.regions import LEAST, most_clustered_facet, name_regions
from generator.insights.usage import coloured_tags
from generator.text.repairs import readable


@pytest.fixture(scope="module")
def papers(catalog: Catalog) -> list[Paper]:
    return list(catalog.papers.values())


@pytest.fixture(scope="module")
def drawn(catalog: Catalog) -> Map:
    return read_map(make_map(catalog, make_terms(catalog)))


def _kept(points: Any, near: Any) -> float:
    """Return the share of the ten nearest papers that are among the thirty nearest on a map."""
    around = cKDTree(points).query(points, 31)[1][:, 1:]
    return float((near.other[:, None] == around[near.one]).any(axis=1).mean())


def test_papers_that_are_alike_stand_side_by_side(papers: list[Paper], drawn: Map) -> None:
    rows = map_rows(papers, read_papers(papers))
    near = nearest(rows, 10)
    chance = np.random.default_rng(1)
    left, size, _ = svds(rows.astype(float), k=3, rng=np.random.default_rng(1))
    on_map = _kept(np.array(list(drawn.places.values())) + chance.random((len(papers), 2)) / 100, near)
    assert on_map > 0.65
    assert on_map > 1.8 * _kept((left * size)[:, :2], near)
    assert on_map > 8 * _kept(chance.random((len(papers), 2)), near)


def test_every_paper_has_a_place_of_its_own_inside_the_map(drawn: Map) -> None:
    places = list(drawn.places.values())
    assert len(set(places)) == len(places) == 540
    assert all(0 <= value <= SIDE and value == int(value) for place in places for value in place)
    assert min(dist(one, other) for one, other in combinations(places, 2)) > 10
    for axis in (0, 1):
        values = [place[axis] for place in places]
        assert min(values) < 40
        assert max(values) > SIDE - 40


def test_the_same_papers_give_the_same_map(catalog: Catalog, drawn: Map) -> None:
    assert read_map(make_map(catalog, make_terms(catalog))) == drawn


@pytest.mark.parametrize("number", [0, 1, 2, 3, 5, 13])
def test_a_small_library_has_a_map(catalog: Catalog, papers: list[Paper], number: int) -> None:
    few = papers[:number]
    places = lay_out(few, read_papers(few))
    assert len(set(places)) == number
    assert all(0 <= value <= SIDE for place in places for value in place)
    tags = tuple(catalog.vocabulary.tags.values())
    assert all(label.tag in catalog.vocabulary.tags for label in name_regions(few, places, tags))
    most_clustered_facet(few, places, coloured_tags(catalog))


def test_papers_without_words_or_with_the_same_words_do_not_disturb(papers: list[Paper]) -> None:
    silent = [replace(papers[0], slug=f"s{at}", title_plain="?", abstract=readable("!"), tags=()) for at in range(3)]
    twins = [replace(papers[1], slug=f"t{at}") for at in range(20)]
    every = [*papers[:40], *silent, *twins]
    places = lay_out(every, read_papers(every))
    assert len(set(places)) == 63


def test_a_name_stands_where_its_tag_is_more_common_than_elsewhere(catalog: Catalog, drawn: Map) -> None:
    first = [label for label in drawn.labels if label.level == 0]
    assert 12 <= len(first) <= 22
    for label in first:
        here = [slug for slug, (x, y) in drawn.places.items() if max(abs(x - label.x), abs(y - label.y)) <= SIDE * 0.12]
        carriers = [slug for slug in here if label.tag in catalog.papers[slug].tags]
        usual = sum(label.tag in paper.tags for paper in catalog.papers.values()) / len(catalog.papers)
        assert len(carriers) >= LEAST
        assert len(carriers) / len(here) > 2 * usual


def test_names_of_a_level_do_not_overlap(catalog: Catalog, drawn: Map) -> None:
    labels = drawn.labels
    names = {tag.slug: tag.name for tag in catalog.vocabulary.tags.values()}
    for one, other in combinations([label for label in labels if label.level == 0], 2):
        apart = abs(one.x - other.x) / (3 * (len(names[one.tag]) + len(names[other.tag]))), abs(one.y - other.y) / 25
        assert max(apart) > 1, (one, other)


def test_the_colours_begin_with_the_tag_of_most_papers(catalog: Catalog, drawn: Map) -> None:
    coloured = coloured_tags(catalog)
    assert drawn.facet in coloured
    for tags in coloured.values():
        carried = [sum(tag in paper.tags for paper in catalog.papers.values()) for tag in tags]
        assert len(tags) <= 8
        assert carried == sorted(carried, reverse=True)
        assert 0 not in carried


def test_neighbours_are_the_most_alike_and_never_oneself(papers: list[Paper]) -> None:
    rows = map_rows(papers[:40], read_papers(papers[:40]))
    found = nearest(rows, 5)
    table = (rows @ rows.T).toarray()
    np.fill_diagonal(table, -1)
    for paper in range(40):
        others, similarity = found.other[found.one == paper], found.similarity[found.one == paper]
        assert paper not in others
        assert list(similarity) == sorted(similarity, reverse=True)
        assert np.allclose(similarity, np.sort(table[paper])[::-1][: len(others)], atol=1e-6)
        assert len(others) == min(5, np.count_nonzero(table[paper] > 0))
    assert len(nearest(rows[:1], 5).one) == 0
