"""Where the sources of one paper say different things of it: every value is kept, with who says it."""

from __future__ import annotations

import unicodedata
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

from generator.catalog.identity import has_tex, title_key
from generator.catalog.model import Claim, Conflict, Curation, Paper
from generator.catalog.repairs import plain_title
from generator.diagnostics import Location, Report, info
from generator.sources.record import Author, Record

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
