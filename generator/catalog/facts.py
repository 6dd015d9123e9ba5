"""Merges the facts of the rows of one paper: each fact is that of the most trusted source that states it."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import replace
from typing import TypeVar
from urllib.parse import quote

from ..sources.model import Author, Facts, Link, Record
from .model import Curation

_DOI = "https://doi.org/"
_NOT_IN_PATHS = re.compile(r"[#?%<>\"\s]")  # characters that end or break the path of an address
ARXIV = "https://arxiv.org/abs/"

_T = TypeVar("_T")


def merged_facts(rows: Iterable[Record]) -> Facts:
    """Return the facts of rows in the order of trust: the first known value of each, but all keywords and links."""
    known = [row.facts for row in rows]
    return Facts(
        kind=_first(facts.kind for facts in known),
        authors=next((facts.authors for facts in known if facts.authors), ()),
        published=_first(facts.published for facts in known),
        venue=_first(facts.venue for facts in known),
        doi=_first(facts.doi for facts in known),
        arxiv=_first(facts.arxiv for facts in known),
        keywords=_once(word for facts in known for word in facts.keywords),
        links=_once(link for facts in known for link in facts.links),
    )


def curated(facts: Facts, curation: Curation) -> Facts:
    """Return facts, with those that the curator states in place of those of the sources."""
    return replace(facts, **{name: getattr(curation.facts, name) for name in curation.stated})


def links_of(facts: Facts) -> tuple[Link, ...]:
    """Return the links of a paper: those of its identifiers, then those of its sources."""
    return (*identifiers(facts), *facts.links)


def doi_address(doi: str) -> str:
    """Return the address of a DOI; only characters that would end its path are percent-encoded."""
    return _DOI + _NOT_IN_PATHS.sub(lambda found: quote(found[0]), doi)


def identifiers(facts: Facts) -> tuple[Link, ...]:
    """Return the links of a paper's DOI and of its arXiv identifier, as far as they are known."""
    doi = (Link(rel="doi", url=doi_address(facts.doi)),) if facts.doi else ()
    arxiv = (Link(rel="arxiv", url=f"{ARXIV}{facts.arxiv}"),) if facts.arxiv else ()
    return (*doi, *arxiv)


def family_key(author: Author) -> str:
    """Return the last word of the family name or, if that is not known, of the name, without accents and case."""
    words = unicodedata.normalize("NFKD", author.family or author.name).casefold().split()
    return "".join(char for char in words[-1] if char.isalnum()) if words else ""


def _first(words: Iterable[str]) -> str:
    return next(filter(None, words), "")


def _once(things: Iterable[_T]) -> tuple[_T, ...]:
    return tuple(dict.fromkeys(things))
