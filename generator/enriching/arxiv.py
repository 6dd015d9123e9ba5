"""Searches arXiv for papers of the library, and returns the best match for each."""

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

import arxiv

from ..sources.facts.authors import people
from ..sources.facts.identifiers import arxiv_of, doi_of
from ..sources.items import one_line, title_of
from ..sources.model import Facts
from ..text.tokens import STOP
from .client import PoliteSession, RefusedError, UnavailableError
from .proposals import Hit, Match, SearchedPaper, best_match

_WORD = re.compile(r"\w+")
_ASCII_WORD = re.compile(r"[a-z0-9]{3,}", re.IGNORECASE | re.ASCII)
_LONGEST_TITLE = 300  # characters; titles are shorter, and addresses have a limited length
_WORDS = 8


@dataclass(frozen=True, slots=True, kw_only=True)
class Query:
    """A query to arXiv: words to search for, or else one identifier."""

    words: str = ""
    identifier: str = ""


def queries(paper: SearchedPaper) -> Iterator[Query]:
    """Yield the queries for a paper, to be asked one after the other until something is found.

    With an arXiv identifier, only that is asked for. Else the title as a phrase and then, for titles that changed a
    little or hold signs, its longest words in their order.
    """
    if paper.facts.arxiv:
        yield Query(identifier=paper.facts.arxiv)
        return
    title = paper.title[:_LONGEST_TITLE]
    words = _WORD.findall(title.replace("_", " "))
    if words:
        yield Query(words=f'ti:"{" ".join(words)}"')
    longer = list(dict.fromkeys(word for word in _ASCII_WORD.findall(title) if word.lower() not in STOP))
    kept = set(sorted(longer, key=lambda word: (-len(word), word))[:_WORDS])
    if len(kept) > 1:
        yield Query(words=" AND ".join(f"ti:{word}" for word in longer if word in kept))


ADDRESS = "https://export.arxiv.org/api/query"
_HITS = 10
"""Results of a query that are compared, the most relevant first."""


class ArxivSearch:
    """A search of arXiv, or of another server at `address` with the same interface."""

    def __init__(self, session: PoliteSession, address: str = ADDRESS) -> None:
        self._client = arxiv.Client(page_size=_HITS, delay_seconds=0, num_retries=0)
        self._client.query_url_format = address.replace("{", "%7B").replace("}", "%7D") + "?{}"
        self._client._session = session

    def hits(self, query: Query) -> tuple[Hit, ...]:
        """Return the hits of a query, the most relevant first. Raises UnavailableError or RefusedError."""
        named = [query.identifier] if query.identifier else []
        search = arxiv.Search(query=query.words, id_list=named, max_results=_HITS)
        try:
            return tuple(_read_hits(self._client.results(search)))
        except (arxiv.ArxivError, ValueError) as reason:  # an empty page of results; an invalid date
            raise RefusedError(f"the answer cannot be understood: {type(reason).__name__}") from reason


def _read_hits(results: Iterator[Any]) -> Iterator[Hit]:
    for result in results:
        identifier = arxiv_of(one_line(result.entry_id))
        if identifier:
            yield Hit(title=title_of(result.title), abstract=one_line(result.summary), facts=_facts(result, identifier))


def _facts(result: Any, identifier: str) -> Facts:
    return Facts(
        kind="article",
        authors=people([author.name for author in result.authors]),
        published=result.published.date().isoformat(),
        venue=one_line(result.journal_ref),
        doi=doi_of(one_line(result.doi)),
        arxiv=identifier,
    )


_MOST_REFUSALS = 5
"""Answers in a row that cannot be used; then the fault is with the server, not with a paper."""

Search = Callable[[Query], tuple[Hit, ...]]


class SearchOutcome(StrEnum):
    """The outcome of the search for a paper."""

    PROPOSED = "proposed"
    UNCERTAIN = "uncertain"
    ALREADY = "already there"
    NOTHING = "not found"
    REFUSED = "not answered"


@dataclass(frozen=True, slots=True, kw_only=True)
class SearchResult:
    """The outcome for one paper, with the best match, if there is one, and a reason where the outcome needs one."""

    paper: SearchedPaper
    outcome: SearchOutcome
    match: Match | None = None
    reason: str = ""


def search_for(papers: Iterable[SearchedPaper], search: Search, holders: dict[str, str]) -> Iterator[SearchResult]:
    """Yield the result for each paper, in their order. Raises UnavailableError if the server cannot be used.

    `holders` are the keys of papers by their arXiv identifiers, found or accepted ones included; a match that
    belongs to another paper already is not proposed.
    """
    refusals = 0
    for paper in papers:
        result = _result(paper, search, holders)
        if result.outcome is SearchOutcome.PROPOSED and result.match:
            holders[result.match.hit.facts.arxiv.casefold()] = paper.key
        yield result
        refusals = refusals + 1 if result.outcome is SearchOutcome.REFUSED else 0
        if refusals == _MOST_REFUSALS:
            raise UnavailableError(f"{refusals} answers in a row could not be used, the last because {result.reason}")


def _result(paper: SearchedPaper, search: Search, holders: dict[str, str]) -> SearchResult:
    try:
        hits = next(filter(None, map(search, queries(paper))), ())
    except RefusedError as refusal:
        return SearchResult(paper=paper, outcome=SearchOutcome.REFUSED, reason=str(refusal))
    match = best_match(paper, hits)
    if match is None:
        return SearchResult(paper=paper, outcome=SearchOutcome.NOTHING)
    if not match.certain:
        return SearchResult(paper=paper, outcome=SearchOutcome.UNCERTAIN, match=match)
    arxiv_id = match.hit.facts.arxiv
    holder = holders.get(arxiv_id.casefold(), paper.key)
    if holder != paper.key:
        reason = f"arXiv {arxiv_id} is `{holder}`: join them by `same_as` if they are one paper"
        return SearchResult(paper=paper, outcome=SearchOutcome.ALREADY, match=match, reason=reason)
    return SearchResult(paper=paper, outcome=SearchOutcome.PROPOSED, match=match)
