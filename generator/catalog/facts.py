"""What the rows of one paper know beside its text, put together: for each fact the most trusted source speaks."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import replace
from typing import TypeVar
from urllib.parse import quote

from ..sources.model import Facts, Link, Record
from .model import Curation

_DOI = "https://doi.org/"
_NOT_IN_PATHS = re.compile(r"[#?%<>\"\s]")  # the path of an address ends or breaks at one
ARXIV = "https://arxiv.org/abs/"

_T = TypeVar("_T")


def merged_facts(rows: Iterable[Record]) -> Facts:
    """Return the facts of rows in the order of trust: of each the first that is known, of words and links all."""
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


def curated(facts: Facts, said: Curation) -> Facts:
    """Return facts with those that the curator states in the place of what the sources say."""
    return replace(facts, **{name: getattr(said.facts, name) for name in said.stated})


def links_of(facts: Facts) -> tuple[Link, ...]:
    """Return the addresses that follow from facts: the paper's identifiers, then what its sources link to."""
    return (*identifiers(facts), *facts.links)


def doi_address(doi: str) -> str:
    """Return the address of a DOI; what would end its path is percent-encoded, and all else as people know it."""
    return _DOI + _NOT_IN_PATHS.sub(lambda found: quote(found[0]), doi)


def identifiers(facts: Facts) -> tuple[Link, ...]:
    """Return the addresses of a paper's DOI and of its arXiv identifier, as far as they are known."""
    doi = (Link(rel="doi", url=doi_address(facts.doi)),) if facts.doi else ()
    arxiv = (Link(rel="arxiv", url=f"{ARXIV}{facts.arxiv}"),) if facts.arxiv else ()
    return (*doi, *arxiv)


def _first(words: Iterable[str]) -> str:
    return next(filter(None, words), "")


def _once(things: Iterable[_T]) -> tuple[_T, ...]:
    return tuple(dict.fromkeys(things))
