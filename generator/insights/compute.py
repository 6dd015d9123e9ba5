"""Everything computed from a Catalog, in one value, and what its expensive part follows from."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from statistics import fmean
from sys import intern
from typing import Any

from ..catalog.model import Catalog, Paper
from .model import SIDE, Insights, Label, Map, Place, Related, RelatedPapers, Stored, Suggestion, package_text
from .usage import coloured_tags, usage


def read_insights(
    catalog: Catalog,
    suggested: Stored,
    related: Stored,
    laid_out: Mapping[str, Any],
    alike: tuple[tuple[Paper, Paper], ...],
) -> Insights:
    """Return the insights of a catalog with what was found, or remembered, for it."""
    suggestions = {
        slug: tuple(Suggestion(tag=tag, score=score, because=because) for tag, score, because in _read(suggested, slug))
        for slug in catalog.papers
    }
    near = {
        slug: tuple(Related(slug=other, score=score, because=because) for other, score, because in _read(related, slug))
        for slug in catalog.papers
    }
    drawn = read_map(catalog, laid_out)
    return Insights(usage=usage(catalog), suggestions=suggestions, related=near, map=drawn, alike=alike)


def _read(stored: Stored, slug: str) -> Iterator[tuple[str, float, tuple[str, ...]]]:
    """Yield what was found for a paper. Words are kept once, however many papers have them."""
    for name, score, because in json.loads(stored.get(slug, "[]")):
        yield intern(name), score, tuple(map(intern, because))


def _stored(found: Iterable[tuple[str, float, Sequence[str]]]) -> str:
    return json.dumps([*found], ensure_ascii=False, separators=(",", ":"))


def suggestion_inputs(catalog: Catalog) -> Iterator[str]:
    """Yield every text that suggestions follow from, the program that makes them included."""
    yield package_text()
    for tag in catalog.vocabulary.tags.values():
        yield from (tag.slug, tag.name, *tag.aliases, "", *tag.match, "")
    for paper in catalog.papers.values():
        yield from (paper.slug, paper.title_plain, paper.abstract_text, *paper.tags, "", *paper.facts.keywords, "")


def make_suggestions(catalog: Catalog) -> Stored:
    """Return suggestions for every paper of a catalog."""
    # To import numpy and scipy takes a quarter of a second, and most builds remember what they suggested.
    from .suggest import suggest  # noqa: PLC0415

    made = suggest(tuple(catalog.papers.values()), catalog.vocabulary)
    return {slug: _stored((one.tag, one.score, one.because) for one in found) for slug, found in made.items()}


def related_inputs(catalog: Catalog) -> Iterator[str]:
    """Yield every text that related papers follow from, the program that finds them included."""
    yield package_text()
    for paper in catalog.papers.values():
        yield from (paper.slug, paper.title_plain)
        for span in paper.abstract:
            yield from (span.kind.value, span.text)
        yield from (*paper.tags, "")


def make_related(catalog: Catalog) -> Stored:
    """Return the related papers of every paper of a catalog."""
    from .related import find_related  # noqa: PLC0415 (as above)

    found = find_related(tuple(catalog.papers.values()))
    return {slug: _stored((one.slug, one.score, one.because) for one in near) for slug, near in found.items()}


def surprise(related: RelatedPapers, catalog: Catalog) -> tuple[str, ...]:
    """Return the papers, the most surprising first: those whose nearest relative is farthest, equal ones by slug.

    Papers without an abstract come last: that nothing is near to them says only how little is known of them.
    """

    def nearest(slug: str) -> float:
        return max((one.score for one in related.get(slug, ())), default=0.0)

    return tuple(sorted(catalog.papers, key=lambda slug: (not catalog.papers[slug].abstract_text, nearest(slug), slug)))


def map_inputs(catalog: Catalog) -> Iterator[str]:
    """Yield every text that the map follows from, the program that makes it included."""
    yield package_text()
    for tag in catalog.vocabulary.tags.values():
        yield from (tag.slug, tag.name, tag.facet)
    for paper in catalog.papers.values():
        yield from (paper.slug, paper.title_plain, paper.abstract_text, *paper.tags, "")


def make_map(catalog: Catalog) -> dict[str, Any]:
    """Return the map of a catalog in a form that JSON can hold."""
    # To import numpy and scipy takes a quarter of a second, and most builds remember the map.
    from .layout import lay_out  # noqa: PLC0415
    from .regions import most_clustered_facet, name_regions  # noqa: PLC0415

    papers = tuple(catalog.papers.values())
    places = lay_out(papers)
    labels = name_regions(papers, places, tuple(catalog.vocabulary.tags.values()))
    return {
        "places": {paper.slug: place for paper, place in zip(papers, places, strict=True)},
        "labels": [(label.tag, label.x, label.y, label.level) for label in labels],
        "facet": most_clustered_facet(papers, places, coloured_tags(catalog)),
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
