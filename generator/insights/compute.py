"""Computes the insights of a catalog, and orders its papers by them.

What takes long is read from the cache if its inputs are the same.
"""

import json
import math
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import replace
from functools import cache, partial
from pathlib import Path
from sys import intern
from typing import TypeVar

from ..catalog.model import Catalog, Paper
from ..diagnostics import Location, Report, info
from ..storage.cache import CachedTask, compute_cached, fingerprint, json_bytes, last_value
from .model import Insights, Label, Map, Related, RelatedPapers, Suggestion, Suggestions
from .news import newest_first, numbered
from .search_index import index
from .search_ranges import SearchIndex, WordRange, divide
from .usage import usage

REPORTED = 200
"""The number of pairs of papers that look alike that are reported one by one: nobody reads more."""

_T = TypeVar("_T", Suggestion, Related)

_CACHED = ("related", "suggestions", "search", "alike", "map")
"""The names of the insights that are cached, in the order in which `_insights` gets them."""


def compute_insights(catalog: Catalog, root: Path, *, write: bool = False) -> Insights:
    """Return the insights of a catalog; with `write`, those that take long are stored in the project in `root`."""
    return _insights(catalog, *compute_cached(root, insight_tasks(catalog), partial(_maker, catalog), write=write))


def earlier_insights(catalog: Catalog, root: Path) -> Insights | None:
    """Return the insights that were stored last, whatever they were computed from, without tags that papers now have.

    Returns None if they are not about exactly the papers and tags of the catalog.
    """
    try:
        found = _insights(catalog, *(last_value(root, name)[1] for name in _CACHED))
    except (LookupError, TypeError, ValueError, AttributeError):
        return None  # about other papers, or stored by another version
    tags = {one.tag for some in found.suggestions.values() for one in some} | {label.tag for label in found.map.labels}
    papers = {one.slug for some in found.related.values() for one in some}
    known = catalog.papers.keys()
    if found.map.places.keys() != known or not (papers <= known and tags <= catalog.vocabulary.tags.keys()):
        return None
    fresh = {
        slug: tuple(one for one in some if one.tag not in catalog.papers[slug].tags)
        for slug, some in found.suggestions.items()
    }
    return replace(found, suggestions=fresh)


def _insights(
    catalog: Catalog, related: bytes, suggestions: bytes, search: bytes, alike: bytes, laid_out: bytes
) -> Insights:
    ranges, spellings, alone = json.loads(search)
    return Insights(
        usage=usage(catalog),
        suggestions=_by_paper(Suggestion, suggestions),
        related=_by_paper(Related, related),
        alike=tuple((catalog.papers[one], catalog.papers[two]) for one, two in json.loads(alike)),
        map=read_map(laid_out),
        search=SearchIndex([WordRange(*one) for one in ranges], spellings, alone),
    )


def insight_tasks(catalog: Catalog) -> tuple[CachedTask, ...]:
    """Return the insights that take long to compute, the longest first, each with a key of all that it depends on.

    But look-alikes come before the map: they take most memory on top of what the task before has left.
    """
    papers, vocabulary = catalog.papers.values(), catalog.vocabulary.tags.values()
    texts = _hash((paper.slug, paper.title_plain, paper.abstract, paper.facts.keywords) for paper in papers)
    tags = _hash(paper.tags for paper in papers)
    examples = _hash(bool(paper.tags) for paper in papers)
    authors = _hash((paper.facts.authors, sorted(paper.apart)) for paper in papers)
    phrases = _hash((tag.slug, tag.name, tag.aliases, tag.match) for tag in vocabulary)
    names = _hash(catalog.vocabulary.tags)
    facets = _hash((tag.slug, tag.name, tag.facet) for tag in vocabulary)
    all_names = _hash((tag.slug, tag.name, tag.aliases) for tag in vocabulary)
    terms = CachedTask("terms", _key(texts))
    matched = CachedTask("phrases", _key(texts, phrases))
    inverse = CachedTask("inverse", _key(texts, examples), (terms,))
    return (
        CachedTask("related", _key(texts, names), (terms,)),
        CachedTask("suggestions", _key(texts, tags, phrases), (terms, matched, inverse)),
        CachedTask("search", _key(texts, _hash(map(_searched, papers)), all_names)),
        CachedTask("alike", _key(texts, authors)),
        CachedTask("map", _key(texts, tags, facets), (terms,)),
    )


def _searched(paper: Paper) -> tuple[object, ...]:
    """Return what else than title, abstract and keywords of a paper is searched, and what its number follows from."""
    facts = paper.facts
    authors = [author.name for author in facts.authors]
    remarks = (paper.summary if paper.summarized else "", paper.note)
    return (newest_first(paper), *remarks, authors, facts.venue, facts.year, facts.published)


def _hash(inputs: Iterable[object]) -> str:
    return fingerprint(map(repr, inputs))


def _key(*keys: str) -> str:
    return fingerprint([_program(), *keys])


def _maker(catalog: Catalog, name: str) -> Callable[..., bytes]:
    """Return the function that makes the value of the task of a name."""
    return partial(_make_search if name == "search" else _makers()[name], catalog)


def _makers() -> Mapping[str, Callable[..., bytes]]:
    """Return the other functions that make what is cached.

    Importing them takes a quarter of a second, because they use numpy and scipy, and most builds need none of them.
    """
    from .make import MAKERS  # noqa: PLC0415

    return MAKERS


@cache
def _program() -> str:
    """Return all modules of this package and of `text`: what other ones computed is computed again."""
    package = Path(__file__).parent
    modules = sorted([*package.glob("*.py"), *package.with_name("text").glob("*.py")])
    return "".join(path.read_text(encoding="utf-8") for path in modules)


def _by_paper(kind: type[_T], stored: bytes) -> dict[str, tuple[_T, ...]]:
    """Return what was found for each paper, from a line of each. Equal words are kept once, for all papers."""
    return {
        slug: tuple(kind(intern(name), score, tuple(map(intern, because))) for name, score, because in found)
        for slug, found in map(json.loads, stored.splitlines())
    }


def _make_search(catalog: Catalog) -> bytes:
    papers = numbered(catalog)
    return json_bytes(divide(index(papers, catalog.vocabulary.tags), len(papers)))


def read_map(stored: bytes) -> Map:
    """Return the map that `make_map` made."""
    places, labels, facet = json.loads(stored)
    return Map({slug: (x, y) for slug, (x, y) in places.items()}, tuple(Label(*label) for label in labels), facet)


def surprise(related: RelatedPapers, catalog: Catalog) -> tuple[str, ...]:
    """Return the papers by how far their nearest related paper is, the farthest first, equal ones by slug.

    Papers without an abstract come last: they have no related papers because little is known of them.
    """

    def nearest(slug: str) -> float:
        return max((one.score for one in related.get(slug, ())), default=0.0)

    return tuple(sorted(catalog.papers, key=lambda slug: (not catalog.papers[slug].abstract_text, nearest(slug), slug)))


def desk_queue(catalog: Catalog, suggestions: Suggestions) -> tuple[Paper, ...]:
    """Return the papers whose tags no curator has seen, the most uncertain first, then the newest."""
    waiting = (paper for paper in catalog.papers.values() if not paper.tagged)
    return tuple(sorted(waiting, key=lambda one: (-uncertainty(suggestions.get(one.slug, ())), newest_first(one))))


def uncertainty(suggestions: tuple[Suggestion, ...]) -> float:
    """Return how much could be learned from tagging a paper: the summed entropy of its suggestions, in bits.

    Uncertainty sampling (Lewis and Gale 1994), rounded so that equal values stay equal on every machine.
    """
    return round(sum(_entropy(found.score) for found in suggestions), 3)


def _entropy(chance: float) -> float:
    if not 0 < chance < 1:
        return 0.0
    return -chance * math.log2(chance) - (1 - chance) * math.log2(1 - chance)


def report_look_alikes(pairs: Sequence[tuple[Paper, Paper]], report: Report) -> None:
    """Report each pair at the row of the second paper; of more than `REPORTED` pairs, the first."""
    for one, two in pairs[:REPORTED]:
        first, second = one.appearances[0].where, two.appearances[0].where
        twin = f"“{one.title_plain}” ({first.file}:{first.line})"
        hint = (
            f"under `{two.key}` in curation.yml, write `same_as: {one.key}` to join them, or `not_same_as:` to confirm"
        )
        info(report, "look-alike", second, f"“{two.title_plain}” looks like {twin}; they stay two papers", hint)
    if len(pairs) > REPORTED:
        where = Location(file=pairs[REPORTED][1].appearances[0].where.file)
        message = f"{len(pairs) - REPORTED:,} more pairs of papers look alike; they stay two papers"
        info(report, "look-alike", where, message, "decide on those named first, then build again to see others")
