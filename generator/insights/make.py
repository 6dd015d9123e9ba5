"""Makes what is cached of a catalog: its insights that take long, and what they are made from."""

import json
from collections.abc import Callable, Mapping

from ..catalog.model import Catalog
from ..storage.cache import json_bytes
from .features import read_papers, unpack
from .map import lay_out
from .model import Map, Related, Suggestion
from .regions import most_clustered_facet, name_regions
from .related import find_related, look_alikes
from .suggest import example_rows, find_phrases, invert, suggest
from .usage import coloured_tags


def make_terms(catalog: Catalog) -> bytes:
    """Return the terms of all papers, which depend on their texts alone."""
    return read_papers(catalog.papers.values()).pack()


def _make_phrases(catalog: Catalog) -> bytes:
    return json_bytes(find_phrases(catalog.papers.values(), catalog.vocabulary))


def _make_inverse(catalog: Catalog, terms: bytes) -> bytes:
    return invert(unpack(terms), example_rows(catalog.papers.values()))


def _make_related(catalog: Catalog, terms: bytes) -> bytes:
    return _lines(find_related(tuple(catalog.papers.values()), unpack(terms), catalog.vocabulary.tags))


def _make_suggestions(catalog: Catalog, terms: bytes, phrases: bytes, inverse: bytes) -> bytes:
    papers = tuple(catalog.papers.values())
    return _lines(suggest(papers, catalog.vocabulary, unpack(terms), json.loads(phrases), inverse))


def _lines(found: Mapping[str, tuple[Related | Suggestion, ...]]) -> bytes:
    """Return what was found as a line for each paper: read one by one, they take little memory."""
    return b"\n".join(map(json_bytes, found.items()))


def _make_alike(catalog: Catalog) -> bytes:
    return json_bytes([(one.slug, two.slug) for one, two in look_alikes(catalog.papers.values())])


def make_map(catalog: Catalog, terms: bytes) -> bytes:
    """Return the map of a catalog, as `read_map` reads it."""
    papers = tuple(catalog.papers.values())
    places = lay_out(papers, unpack(terms))
    drawn = Map(
        places={paper.slug: place for paper, place in zip(papers, places, strict=True)},
        labels=name_regions(papers, places, tuple(catalog.vocabulary.tags.values())),
        facet=most_clustered_facet(papers, places, coloured_tags(catalog)),
    )
    return json_bytes(drawn)


MAKERS: Mapping[str, Callable[..., bytes]] = {
    "terms": make_terms,
    "phrases": _make_phrases,
    "inverse": _make_inverse,
    "related": _make_related,
    "suggestions": _make_suggestions,
    "alike": _make_alike,
    "map": make_map,
}
"""The function that makes each of these, from the catalog and the values of its inputs."""
