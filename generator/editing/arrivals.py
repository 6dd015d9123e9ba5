"""What becomes of the rows of one source among all others: new papers, and rows of papers that are known."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from generator.catalog.identity import Token, tokens_of
from generator.catalog.named import Named
from generator.catalog.repairs import plain_title
from generator.diagnostics import Location
from generator.editing.papers import read_named
from generator.sources.record import Record


@dataclass(frozen=True, slots=True, kw_only=True)
class Arrival:
    """A row of the source, and the paper that it belongs to, by key and address.

    `known` is the place of a row of another source that it was merged with, `why` what both have in common; a row
    that a decision of the curator or a further row joins has no such thing. `again`: an earlier row of the source
    is the same paper. Without either, the paper is new.
    """

    title: str
    where: Location
    key: str
    slug: str
    known: Location | None = None
    why: str = ""
    again: bool = False


def arrivals(library: Path, source: str) -> tuple[Arrival, ...]:
    """Return what the rows of a source become, in their order."""
    found = [arrival for paper in read_named(library) for arrival in _of_paper(paper, source)]
    return tuple(sorted(found, key=lambda arrival: arrival.where))


def _of_paper(paper: Named, source: str) -> Iterator[Arrival]:
    mine = [row for row in paper.rows if row.source == source]
    others = [row for row in paper.rows if row.source != source]
    holders: dict[Token, Record] = {}
    for row in others:
        for token in tokens_of(row):
            holders.setdefault(token, row)
    for number, row in enumerate(mine):
        tie = next((token for token in tokens_of(row) if token in holders), None)
        known = holders[tie] if tie else others[0] if others else None
        yield Arrival(
            title=plain_title(row.title),
            where=row.where,
            key=paper.key,
            slug=paper.slug,
            known=known.where if known else None,
            why=_said(tie) if tie else "",
            again=number > 0,
        )


def _said(tie: Token) -> str:
    kind, value = tie
    return f"the same {kind}" if kind in {"title", "abstract"} else f"the same {kind}, {value}"
