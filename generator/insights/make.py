"""Makes what is cached of a catalog: its insights that take long, and what they are made from."""

from collections.abc import Callable, Mapping
from typing import Any

from ..catalog.model import Catalog
from ..storage.cache import compact_json
from .duplicates import look_alikes
from .features import read_papers, unpack
from .map import lay_out
from .model import Related, Suggestion
from .regions import most_clustered_facet, name_regions
from .related import find_related
from .suggest import example_rows, find_phrases, invert, suggest
from .usage import coloured_tags


def make_terms(catalog: Catalog) -> bytes:
    """Return the terms of all papers, which depend on their texts alone."""
    return read_papers(catalog.papers.values()).pack()


def _make_phrases(catalog: Catalog) -> Any:
    return find_phrases(catalog.papers.values(), catalog.vocabulary)


def _make_inverse(catalog: Catalog, terms: bytes) -> bytes:
    return invert(unpack(terms), example_rows(catalog.papers.values()))


def _make_related(catalog: Catalog, terms: bytes) -> dict[str, str]:
    return _pack(find_related(tuple(catalog.papers.values()), unpack(terms), catalog.vocabulary.tags))


def _make_suggestions(catalog: Catalog, terms: bytes, phrases: Any, inverse: bytes) -> dict[str, str]:
    return _pack(suggest(tuple(catalog.papers.values()), catalog.vocabulary, unpack(terms), phrases, inverse))


def _pack(found: Mapping[str, tuple[Related | Suggestion, ...]]) -> dict[str, str]:
    return {slug: compact_json(one) for slug, one in found.items()}


def _make_alike(catalog: Catalog) -> list[tuple[str, str]]:
    return [(one.slug, two.slug) for one, two in look_alikes(catalog.papers.values())]


def make_map(catalog: Catalog, terms: bytes) -> dict[str, Any]:
    """Return the map of a catalog in a form that JSON can hold."""
    papers = tuple(catalog.papers.values())
    places = lay_out(papers, unpack(terms))
    return {
        "places": {paper.slug: place for paper, place in zip(papers, places, strict=True)},
        "labels": name_regions(papers, places, tuple(catalog.vocabulary.tags.values())),
        "facet": most_clustered_facet(papers, places, coloured_tags(catalog)),
    }


MAKERS: dict[str, Callable[..., Any]] = {
    "terms": make_terms,
    "phrases": _make_phrases,
    "inverse": _make_inverse,
    "related": _make_related,
    "suggestions": _make_suggestions,
    "alike": _make_alike,
    "map": make_map,
}
"""The function that makes each of these, from the catalog and the values of its inputs; the result is bytes for `terms`
and `inverse`, else what JSON can hold."""
