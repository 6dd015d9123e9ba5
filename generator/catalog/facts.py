"""Merges the facts of the rows of one paper: each fact is that of the most trusted source that states it."""

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import fields, replace
from functools import reduce
from urllib.parse import quote

from ..sources.model import Author, Facts, Link, Record
from .model import Curation

_DOI = "https://doi.org/"
_NOT_IN_PATHS = re.compile(r"[#?%<>\"\s]")  # characters that end or break the path of an address
ARXIV = "https://arxiv.org/abs/"
_LISTS = ("keywords", "links")
_SINGLE = tuple(field.name for field in fields(Facts) if field.name not in _LISTS)
"""The facts of which a paper has the first known value; of the others it has all."""


def merged_facts(rows: Iterable[Record]) -> Facts:
    """Return the facts of rows in the order of trust: the first known value of each, but all keywords and links."""
    return reduce(enriched, (row.facts for row in rows), Facts())


def enriched(facts: Facts, found: Facts) -> Facts:
    """Return facts with unknown ones filled in from `found`; known facts are never replaced.

    Keywords and links that were found come after the known ones.
    """
    missing = {name: getattr(found, name) for name in _SINGLE if not getattr(facts, name)}
    return replace(
        facts,
        **missing,
        keywords=tuple(dict.fromkeys((*facts.keywords, *found.keywords))),
        links=tuple(dict.fromkeys((*facts.links, *found.links))),
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
