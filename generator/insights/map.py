"""The map of the collection: where each paper stands, what its regions are called, what its colours may say."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from statistics import fmean
from typing import Any

from ..catalog.model import Catalog, Paper
from .model import SIDE, Label, Map, Place, program

COLOURS = 8
"""How many tags of a facet have a colour of their own on the map; the others share one."""


def map_inputs(catalog: Catalog) -> Iterator[str]:
    """Yield every text that the map follows from, the program that makes it included."""
    yield program()
    for tag in catalog.vocabulary.tags.values():
        yield from (tag.slug, tag.name, tag.facet)
    for paper in catalog.papers.values():
        yield from (paper.slug, paper.title_plain, paper.abstract_text, *paper.tags, "")


def make_map(catalog: Catalog) -> dict[str, Any]:
    """Return the map of a catalog in a form that JSON can hold."""
    # To import numpy and scipy takes a quarter of a second, and most builds remember the map.
    from .layout import lay_out  # noqa: PLC0415
    from .regions import name_regions, telling_facet  # noqa: PLC0415

    papers = tuple(catalog.papers.values())
    places = lay_out(papers)
    labels = name_regions(papers, places, tuple(catalog.vocabulary.tags.values()))
    return {
        "places": {paper.slug: place for paper, place in zip(papers, places, strict=True)},
        "labels": [(label.tag, label.x, label.y, label.level) for label in labels],
        "facet": telling_facet(papers, places, coloured_tags(catalog)),
    }


def read_map(catalog: Catalog, stored: Mapping[str, Any]) -> Map:
    """Return the map of a catalog from what was made, or remembered, for it."""
    # What was remembered may be older than the library: a new paper stands among those with its tags meanwhile.
    known = {slug: (x, y) for slug, (x, y) in stored["places"].items() if slug in catalog.papers}
    tags = catalog.vocabulary.tags
    return Map(
        places={slug: known.get(slug) or _among(paper, catalog, known) for slug, paper in catalog.papers.items()},
        labels=tuple(Label(tag=tag, x=x, y=y, level=level) for tag, x, y, level in stored["labels"] if tag in tags),
        facet=stored["facet"],
    )


def _among(paper: Paper, catalog: Catalog, known: Mapping[str, Place]) -> Place:
    mates = [place for slug, place in known.items() if set(paper.tags) & set(catalog.papers[slug].tags)]
    if not mates:
        return SIDE // 2, SIDE // 2
    return round(fmean(x for x, _ in mates)), round(fmean(y for _, y in mates))


def coloured_tags(catalog: Catalog) -> dict[str, tuple[str, ...]]:
    """Return for each facet the tags that have a colour of their own on the map: those that most papers carry."""
    count = dict.fromkeys(catalog.vocabulary.tags, 0)
    for paper in catalog.papers.values():
        for tag in paper.tags:
            count[tag] = count.get(tag, 0) + 1
    return {facet.slug: _most(count, [tag.slug for tag in facet.tags]) for facet in catalog.vocabulary.facets}


def _most(count: Mapping[str, int], tags: Sequence[str]) -> tuple[str, ...]:
    ranked = sorted((tag for tag in tags if count[tag]), key=lambda tag: -count[tag])  # stable: then as in the file
    return tuple(ranked[:COLOURS])
