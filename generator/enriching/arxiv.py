"""Says which papers are asked for, and in which words."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

import arxiv

from ..catalog.model import Paper
from ..sources.facts.authors import people
from ..sources.facts.identifiers import arxiv_of, doi_of
from ..sources.items import one_line, title_of
from ..sources.model import Facts
from .client import PoliteSession, RefusedError, UnavailableError
from .match import Hit, Match, SearchedPaper, best_match

_WORD = re.compile(r"\w+")
_ASCII_WORD = re.compile(r"[a-z0-9]{3,}", re.IGNORECASE | re.ASCII)
_COMMON = frozenset(
    (
        *("and", "are", "but", "can", "for", "from", "has", "have", "how", "into", "its", "not", "our", "that", "the"),
        *("their", "this", "via", "what", "when", "with", "you"),
    )
)
_LONGEST_TITLE = 300  # characters; nobody's title is longer, and addresses must end somewhere
_WORDS = 8


@dataclass(frozen=True, slots=True, kw_only=True)
class Query:
    """What arXiv is asked: words to search for, or else one identifier."""

    words: str = ""
    identifier: str = ""


def wanting(papers: Iterable[Paper], passed_over: frozenset[str]) -> Iterator[SearchedPaper]:
    """Yield the papers that lack an identifier, their authors or their date, in the order given.

    Those whose keys are in `passed_over` are left out.
    """
    for paper in papers:
        if _lacks(paper.facts) and paper.key not in passed_over:
            abstract = "".join(span.text for span in paper.abstract)
            yield SearchedPaper(key=paper.key, title=paper.title_plain, abstract=abstract, facts=paper.facts)


def _lacks(facts: Facts) -> bool:
    return not (facts.arxiv or facts.doi) or not facts.authors or not facts.published


def queries(paper: SearchedPaper) -> Iterator[Query]:
    """Yield what to ask for a paper, one after the other until something is found.

    With an arXiv identifier, that alone. Else the title as a phrase and then, for titles that changed a little or hold
    signs, its most telling words: the longest, in their order.
    """
    if paper.facts.arxiv:
        yield Query(identifier=paper.facts.arxiv)
        return
    title = paper.title[:_LONGEST_TITLE]
    words = _WORD.findall(title.replace("_", " "))
    if words:
        yield Query(words=f'ti:"{" ".join(words)}"')
    telling = list(dict.fromkeys(word for word in _ASCII_WORD.findall(title) if word.lower() not in _COMMON))
    kept = set(sorted(telling, key=lambda word: (-len(word), word))[:_WORDS])
    if len(kept) > 1:
        yield Query(words=" AND ".join(f"ti:{word}" for word in telling if word in kept))


ADDRESS = "https://export.arxiv.org/api/query"
HITS = 10
"""Results of a query that are looked at, the most relevant first."""


class ArxivSearch:
    """Answers queries from arXiv, or from another server at `address` that speaks its language."""

    def __init__(self, session: PoliteSession, address: str = ADDRESS) -> None:
        self._client = arxiv.Client(page_size=HITS, delay_seconds=0, num_retries=0)
        self._client.query_url_format = address.replace("{", "%7B").replace("}", "%7D") + "?{}"
        self._client._session = session

    def hits(self, query: Query) -> tuple[Hit, ...]:
        """Return what was found, most relevant first. Raises UnavailableError or RefusedError."""
        named = [query.identifier] if query.identifier else []
        search = arxiv.Search(query=query.words, id_list=named, max_results=HITS)
        try:
            return tuple(_read_hits(self._client.results(search)))
        except (arxiv.ArxivError, ValueError) as reason:  # a page that is empty all at once; a day that is none
            raise RefusedError(f"the answer makes no sense: {type(reason).__name__}") from reason


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


MOST_REFUSALS = 5
"""Answers in a row that cannot be used: then it is the server, and not the paper."""

Ask = Callable[[Query], tuple[Hit, ...]]


class SearchOutcome(StrEnum):
    """What came of a paper."""

    PROPOSED = "proposed"
    UNCERTAIN = "uncertain"
    ALREADY = "already there"
    NOTHING = "not found"
    REFUSED = "not answered"


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """One paper with what came of it: the best match, if there is one, and a reason where words are needed."""

    paper: SearchedPaper
    result: SearchOutcome
    match: Match | None = None
    reason: str = ""


def ask_for(papers: Iterable[SearchedPaper], ask: Ask, holders: dict[str, str]) -> Iterator[Asked]:
    """Yield what came of each paper, in their order. Raises UnavailableError where going on makes no sense.

    `holders` are the papers of the library by their arXiv identifiers, with those that were proposed or accepted; what
    is found for one paper and is another one already is not proposed.
    """
    refusals = 0
    for paper in papers:
        asked = _one(paper, ask, holders)
        if asked.result is SearchOutcome.PROPOSED and asked.match:
            holders[asked.match.hit.facts.arxiv.casefold()] = paper.key
        yield asked
        refusals = refusals + 1 if asked.result is SearchOutcome.REFUSED else 0
        if refusals == MOST_REFUSALS:
            raise UnavailableError(f"{refusals} answers in a row could not be used, the last because {asked.reason}")


def _one(paper: SearchedPaper, ask: Ask, holders: dict[str, str]) -> Asked:
    try:
        hits = _hits(paper, ask)
    except RefusedError as refusal:
        return Asked(paper=paper, result=SearchOutcome.REFUSED, reason=str(refusal))
    match = best_match(paper, hits)
    if match is None:
        return Asked(paper=paper, result=SearchOutcome.NOTHING)
    if not match.certain:
        return Asked(paper=paper, result=SearchOutcome.UNCERTAIN, match=match)
    holder = holders.get(match.hit.facts.arxiv.casefold(), paper.key)
    if holder != paper.key:
        reason = f"arXiv {match.hit.facts.arxiv} is `{holder}`: join them by `same_as` if they are one paper"
        return Asked(paper=paper, result=SearchOutcome.ALREADY, match=match, reason=reason)
    return Asked(paper=paper, result=SearchOutcome.PROPOSED, match=match)


def _hits(paper: SearchedPaper, ask: Ask) -> tuple[Hit, ...]:
    """Return the hits of the first query that has any."""
    return next(filter(None, map(ask, queries(paper))), ())
