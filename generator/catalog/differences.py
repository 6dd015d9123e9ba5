"""Tells where the rows of one paper say different things, or may not be one paper after all.

Rows of dumps are copies of one page: where they differ, something is wrong. Bibliographies are written by many
hands: that they differ is usual, and is shown with the paper.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence

from generator.catalog.identity import Token, identifiers_of, ties, title_key
from generator.catalog.naming import bibliographic, natural_slug, row_place
from generator.diagnostics import Report, info, warning
from generator.sources.record import Author, Record

_ALIKE = 0.3
"""Share of the words of two titles, without the commonest, below which one identifier for both is doubtful."""

_SMALL = 3  # letters; shorter words stand in any title


def report_differences(rows: Sequence[Record], report: Report, *, decided: bool) -> None:
    """Report rows of one paper that are there twice, or differ; where the curator `decided`, all is said."""
    if decided or len(rows) < 2:  # noqa: PLR2004 (one row differs from nothing)
        return
    _report_repeated(rows, report)
    first = next((row for row in rows if row.abstract), rows[0])
    differing = {id(row) for row in rows if _other_abstract(row, first)}
    for row in rows:
        if id(row) in differing:
            message = (
                f"another abstract than at {first.abstract_where.file}:{first.abstract_where.line}, which is shown"
            )
            hint = "the order of the files in sources.yml decides which one is shown"
            warning(report, "two-abstracts", row.abstract_where, message, hint)
    for row, other, tie in ties(rows):
        _report_doubtful(row, other, tie, report)
        if id(row) not in differing and row.title != first.title and (tie[0] == "abstract" or not bibliographic(row)):
            message = f"merged by its abstract with “{first.title}” ({first.where.file}:{first.where.line})"
            info(report, "merged-titles", row.where, message)


def _other_abstract(row: Record, first: Record) -> bool:
    known = bool(row.abstract) and row.abstract != first.abstract
    return known and not bibliographic(row) and not bibliographic(first)


def _report_repeated(rows: Sequence[Record], report: Report) -> None:
    """Report rows of one source: a dump that has a paper twice was badly copied, a bibliography grew that way."""
    seen: dict[str, Record] = {}
    for row in rows:
        first = seen.setdefault(row.source, row)
        if first is row:
            continue
        message = f"this paper is in the listing twice (line {first.where.line})"
        hint = "the two rows became one paper; nothing is lost"
        if bibliographic(row):
            info(report, "repeated-row", row.where, message, hint)
        else:
            warning(report, "repeated-row", row.where, message, hint)


def _report_doubtful(row: Record, other: Record, tie: Token, report: Report) -> None:
    """Report a row that one thing alone joins with another, while all the rest speaks against it."""
    place = f"“{other.title}” ({other.where.file}:{other.where.line})"
    if tie in identifiers_of(row) and not _similar(row.title, other.title):
        message = f"“{row.title}” became one paper with {place} by the {tie[0]} {tie[1]}, but their titles differ"
        warning(report, "doubtful-merge", row.where, message, _remedy(row, other))
    elif tie[0] == "title" and not _one_text(row, other) and _strangers(row.facts.authors, other.facts.authors):
        message = f"“{row.title}” became one paper with {place} by its title, but no author is the same"
        warning(report, "doubtful-merge", row.where, message, _remedy(row, other))


def _one_text(row: Record, other: Record) -> bool:
    return bool(row.abstract) and row.abstract == other.abstract


def _remedy(row: Record, other: Record) -> str:
    """Return a hint with the two names by which the curator can part the rows, or join them for good."""
    names = [natural_slug(row), natural_slug(other)]
    if names[0] == names[1]:
        names = [f"{names[0]}@{row_place(one)}" for one in (row, other)]
    return f"in curation.yml, write `not_same_as: {names[1]}` under `{names[0]}` to part them, or `same_as:` to agree"


def _similar(one: str, other: str) -> bool:
    """Tell whether two titles share enough words, or one begins with the other."""
    keys = sorted((title_key(one), title_key(other)), key=len)
    first, second = _words(one), _words(other)
    return keys[1].startswith(keys[0]) or len(first & second) >= _ALIKE * min(len(first), len(second))


def _words(title: str) -> set[str]:
    return {word for word in re.findall(r"\w+", title.casefold()) if len(word) > _SMALL} or {title_key(title)}


def _strangers(one: Sequence[Author], other: Sequence[Author]) -> bool:
    """Tell whether two lists of persons have no name in common; an institution may stand for any of them."""
    if not one or not other or any(author.family and not author.given for author in (*one, *other)):
        return False
    return not _names(one) & _names(other)


def _names(authors: Sequence[Author]) -> set[str]:
    """Return the words of all names without marks, in small letters; initials left out."""
    text = " ".join(author.name for author in authors)
    bare = "".join(char for char in unicodedata.normalize("NFKD", text) if not unicodedata.combining(char))
    return {word for word in re.findall(r"\w+", bare.casefold()) if len(word) > 1}
