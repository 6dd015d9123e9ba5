"""Computes the insights of a catalog. What takes long is read from the cache if its inputs are the same."""

import json
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import replace
from functools import cache, partial
from pathlib import Path
from sys import intern
from typing import Any, TypeVar

from ..catalog.model import Catalog, Paper
from ..diagnostics import Location, Report, info
from ..storage.cache import CachedTask, compute_cached, fingerprint, read_cached_values
from .model import Insights, Label, Map, Related, RelatedPapers, Suggestion
from .news import newest_first, numbered
from .search_index import index
from .search_ranges import divide, read_index
from .usage import usage

REPORTED = 200
"""The number of pairs of papers that look alike that are reported one by one: nobody reads more."""

_T = TypeVar("_T", Suggestion, Related)

_Packed = dict[str, str]
"""Suggestions or related papers by the slug of the paper, each as JSON: as lists they would take much more memory."""


def compute_insights(catalog: Catalog, root: Path, *, write: bool = False) -> Insights:
    """Return the insights of a catalog; with `write`, those that take long are stored in the project in `root`."""
    return _insights(catalog, *compute_cached(root, insight_tasks(catalog), write=write))


def earlier_insights(catalog: Catalog, root: Path) -> Insights | None:
    """Return the insights that were stored last, whatever they were computed from, without tags that papers now have.

    Returns None if they are not about exactly the papers and tags of the catalog.
    """
    stored = read_cached_values(root, ("related", "suggestions", "search", "alike", "map"))
    try:
        if stored is None or stored[-1]["places"].keys() != catalog.papers.keys():
            return None
        found = _insights(catalog, *stored)
    except (LookupError, TypeError, ValueError, AttributeError):
        return None  # about other papers, or stored by another version
    tags = {one.tag for some in found.suggestions.values() for one in some} | {label.tag for label in found.map.labels}
    papers = {one.slug for some in found.related.values() for one in some}
    if not (tags <= catalog.vocabulary.tags.keys() and papers <= catalog.papers.keys()):
        return None
    fresh = {
        slug: tuple(one for one in some if one.tag not in catalog.papers[slug].tags)
        for slug, some in found.suggestions.items()
    }
    return replace(found, suggestions=fresh)


def _insights(
    catalog: Catalog, related: _Packed, suggestions: _Packed, search: Any, alike: Any, laid_out: Any
) -> Insights:
    return Insights(
        usage=usage(catalog),
        suggestions=_unpack(Suggestion, suggestions, catalog),
        related=_unpack(Related, related, catalog),
        alike=tuple((catalog.papers[one], catalog.papers[two]) for one, two in alike),
        map=read_map(laid_out),
        search=read_index(search),
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
    searched = _key(texts, _hash(map(_searched, papers)), all_names)
    terms = _task("terms", catalog, texts, raw=True)
    matched = _task("phrases", catalog, texts, phrases)
    inverse = _task("inverse", catalog, texts, examples, inputs=(terms,), raw=True)
    return (
        _task("related", catalog, texts, names, inputs=(terms,)),
        _task("suggestions", catalog, texts, tags, phrases, inputs=(terms, matched, inverse)),
        CachedTask(name="search", key=searched, make=partial(_make_search, catalog)),
        _task("alike", catalog, texts, authors),
        _task("map", catalog, texts, tags, facets, inputs=(terms,)),
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


def _task(
    name: str, catalog: Catalog, *keys: str, inputs: tuple[CachedTask, ...] = (), raw: bool = False
) -> CachedTask:
    """Return the task with the maker of this name."""

    def make(*values: Any) -> Any:
        return _makers()[name](catalog, *values)

    return CachedTask(name=name, key=_key(*keys), make=make, inputs=inputs, raw=raw, prepare=_makers)


def _makers() -> dict[str, Callable[..., Any]]:
    """Return the functions that compute what is cached.

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


def _unpack(kind: type[_T], packed: _Packed, catalog: Catalog) -> dict[str, tuple[_T, ...]]:
    """Return what was found for each paper. Equal words are kept once, however many papers have them."""
    return {
        slug: tuple(
            kind(intern(name), score, tuple(map(intern, because)))
            for name, score, because in json.loads(packed.get(slug, "[]"))
        )
        for slug in catalog.papers
    }


def _make_search(catalog: Catalog) -> dict[str, Any]:
    papers = numbered(catalog)
    return divide(index(papers, catalog.vocabulary.tags), len(papers))


def read_map(stored: Mapping[str, Any]) -> Map:
    """Return the map that `make_map` made."""
    return Map(
        places={slug: (x, y) for slug, (x, y) in stored["places"].items()},
        labels=tuple(Label(*label) for label in stored["labels"]),
        facet=stored["facet"],
    )


def surprise(related: RelatedPapers, catalog: Catalog) -> tuple[str, ...]:
    """Return the papers by how far their nearest related paper is, the farthest first, equal ones by slug.

    Papers without an abstract come last: they have no related papers because little is known of them.
    """

    def nearest(slug: str) -> float:
        return max((one.score for one in related.get(slug, ())), default=0.0)

    return tuple(sorted(catalog.papers, key=lambda slug: (not catalog.papers[slug].abstract_text, nearest(slug), slug)))


def report_look_alikes(pairs: Sequence[tuple[Paper, Paper]], report: Report) -> None:
    """Report each pair at the row of the second paper; of more than `REPORTED` pairs, the first."""
    for one, two in pairs[:REPORTED]:
        first, second = one.appearances[0].where, two.appearances[0].where
        twin = f"“{one.title_plain}” ({first.file}:{first.line})"
        hint = f"under `{two.key}` in curation.yml, write `same_as: {one.key}` to join them, or `not_same_as:` to agree"
        info(report, "look-alike", second, f"“{two.title_plain}” looks like {twin}; they are kept apart", hint)
    if len(pairs) > REPORTED:
        where = Location(file=pairs[REPORTED][1].appearances[0].where.file)
        message = f"{len(pairs) - REPORTED:,} more pairs of papers look alike; they are kept apart"
        info(report, "look-alike", where, message, "decide on those named first, then build again to see others")
