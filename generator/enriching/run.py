"""Asks for one paper after the other, and tells what came of each."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from enum import StrEnum

from generator.enriching.match import Hit, Match, Sought, best_match
from generator.enriching.polite import RefusedError, UnavailableError
from generator.enriching.queries import Query, queries

MOST_REFUSALS = 5
"""Answers in a row that cannot be used: then it is the server, and not the paper."""

Ask = Callable[[Query], tuple[Hit, ...]]


class Result(StrEnum):
    """What came of a paper."""

    PROPOSED = "proposed"
    UNCERTAIN = "uncertain"
    ALREADY = "already there"
    NOTHING = "not found"
    REFUSED = "not answered"


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """One paper with what came of it: the best match, if there is one, and a reason where words are needed."""

    paper: Sought
    result: Result
    match: Match | None = None
    reason: str = ""


def ask_for(papers: Iterable[Sought], ask: Ask, holders: dict[str, str]) -> Iterator[Asked]:
    """Yield what came of each paper, in their order. Raises UnavailableError where going on makes no sense.

    `holders` are the papers of the library by their arXiv identifiers, with those that were proposed or accepted; what
    is found for one paper and is another one already is not proposed.
    """
    refusals = 0
    for paper in papers:
        asked = _one(paper, ask, holders)
        if asked.result is Result.PROPOSED and asked.match:
            holders[asked.match.hit.facts.arxiv.casefold()] = paper.key
        yield asked
        refusals = refusals + 1 if asked.result is Result.REFUSED else 0
        if refusals == MOST_REFUSALS:
            raise UnavailableError(f"{refusals} answers in a row could not be used, the last because {asked.reason}")


def _one(paper: Sought, ask: Ask, holders: dict[str, str]) -> Asked:
    try:
        hits = _hits(paper, ask)
    except RefusedError as refusal:
        return Asked(paper=paper, result=Result.REFUSED, reason=str(refusal))
    match = best_match(paper, hits)
    if match is None:
        return Asked(paper=paper, result=Result.NOTHING)
    if not match.certain:
        return Asked(paper=paper, result=Result.UNCERTAIN, match=match)
    holder = holders.get(match.hit.facts.arxiv.casefold(), paper.key)
    if holder != paper.key:
        reason = f"arXiv {match.hit.facts.arxiv} is `{holder}`: join them by `same_as` if they are one paper"
        return Asked(paper=paper, result=Result.ALREADY, match=match, reason=reason)
    return Asked(paper=paper, result=Result.PROPOSED, match=match)


def _hits(paper: Sought, ask: Ask) -> tuple[Hit, ...]:
    """Return the hits of the first query that has any."""
    return next(filter(None, map(ask, queries(paper))), ())
