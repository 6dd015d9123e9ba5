"""Tells where the rows of one paper say different things, or may not be one paper after all.

Rows of dumps are copies of one page: where they differ, something is wrong. Bibliographies are written by many
hands: that they differ is usual, and is shown with the paper.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

from ...diagnostics import Location, Report, info, warning
from ...sources.model import Author, Record
from ...text.repairs import plain_title
from ..model import Claim, Conflict, Curation, Paper
from .addresses import is_bibliographic, natural_slug, row_name
from .grouping import Token, has_tex, identifiers_of, shared_tokens, title_key

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
    for row, other, tie in shared_tokens(rows):
        _report_doubtful(row, other, tie, report)
        if (
            id(row) not in differing
            and row.title != first.title
            and (tie[0] == "abstract" or not is_bibliographic(row))
        ):
            message = f"merged by its abstract with “{first.title}” ({first.where.file}:{first.where.line})"
            info(report, "merged-titles", row.where, message)


def _other_abstract(row: Record, first: Record) -> bool:
    known = bool(row.abstract) and row.abstract != first.abstract
    return known and not is_bibliographic(row) and not is_bibliographic(first)


def _report_repeated(rows: Sequence[Record], report: Report) -> None:
    """Report rows of one source: a dump that has a paper twice was badly copied, a bibliography grew that way."""
    seen: dict[str, Record] = {}
    for row in rows:
        first = seen.setdefault(row.source, row)
        if first is row:
            continue
        message = f"this paper is in the listing twice (line {first.where.line})"
        hint = "the two rows became one paper; nothing is lost"
        if is_bibliographic(row):
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
        names = [f"{names[0]}@{row_name(one)}" for one in (row, other)]
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


_Reading = tuple[str, str]
"""What a row says of a field: as it is shown, and as it is compared."""


def conflicts_of(rows: Sequence[Record], said: Curation | None) -> tuple[Conflict, ...]:
    """Return the facts on which the rows of a paper differ, the rows being in the order of trust.

    Spelling is no difference: titles, abstracts and venues are compared by letters and digits, authors by their
    family names, dates by the year.
    """
    if len(rows) < 2:  # noqa: PLR2004 (one row differs from nothing)
        return ()
    settled = _settled(said)
    return tuple(_conflicts(rows, settled))


def report_conflicts(papers: Iterable[Paper], files: Mapping[str, str], report: Report) -> None:
    """Tell of each file how often it says otherwise than a more trusted one; `files` maps sources to files."""
    counts: dict[str, Counter[str]] = {}
    for paper in papers:
        for conflict in paper.conflicts:
            for claim in conflict.values[1:]:
                counts.setdefault(claim.source, Counter())[conflict.field] += 1
    for source, count in counts.items():
        said = ", ".join(f"{field} {count[field]}" for field in _FIELDS if count[field])
        message = f"a more trusted file says otherwise: {said}"
        hint = "each paper's page shows where its sources differ; curation.yml decides, else the order of sources.yml"
        info(report, "sources-differ", Location(file=files[source]), message, hint)


def _conflicts(rows: Sequence[Record], settled: frozenset[str]) -> Iterator[Conflict]:
    for field, read in _FIELDS.items():
        values: dict[str, Claim] = {}
        for row in rows:
            shown, compared = read(row)
            if compared:
                claim = Claim(value=shown, source=row.source, position=row.position, where=row.where)
                values.setdefault(compared, claim)
        if len(values) > 1:
            yield Conflict(field=field, values=tuple(values.values()), settled=field in settled)


def _settled(said: Curation | None) -> frozenset[str]:
    """Return the fields that the curator states."""
    if said is None:
        return frozenset()
    stated = {"year" if name == "published" else name for name in said.stated}
    return frozenset({*stated, "title"} if said.title else stated)


def _title(row: Record) -> _Reading:
    return row.title, title_key(plain_title(row.title) if has_tex(row.title) else row.title)


def _abstract(row: Record) -> _Reading:
    return row.abstract, title_key(row.abstract) if row.abstract else ""


def _authors(row: Record) -> _Reading:
    authors = row.facts.authors
    return "; ".join(author.name for author in authors), " ".join(map(_family, authors))


def _family(author: Author) -> str:
    """Return the last word of the family name or, if it is not known, of the name, without marks."""
    words = (author.family or author.name).split()
    bare = unicodedata.normalize("NFKD", words[-1] if words else "").casefold()
    return "".join(char for char in bare if char.isalnum())


def _year(row: Record) -> _Reading:
    return row.facts.published, row.facts.published[:4]


def _venue(row: Record) -> _Reading:
    return row.facts.venue, title_key(row.facts.venue) if row.facts.venue else ""


def _doi(row: Record) -> _Reading:
    return row.facts.doi, row.facts.doi


def _arxiv(row: Record) -> _Reading:
    return row.facts.arxiv, row.facts.arxiv.casefold()


_FIELDS: dict[str, Callable[[Record], _Reading]] = {
    "title": _title,
    "abstract": _abstract,
    "authors": _authors,
    "year": _year,
    "venue": _venue,
    "doi": _doi,
    "arxiv": _arxiv,
}
"""What sources may differ on, and how each is read off a row, in the order in which it is shown."""
