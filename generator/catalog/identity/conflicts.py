"""Finds the facts on which the rows of a paper differ."""

import unicodedata
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence

from ...diagnostics import Location, Report, info
from ...sources.facts.authors import family_key
from ...sources.facts.identifiers import is_second_doi
from ...sources.model import Record
from ..model import NO_ENTRY, Claim, Conflict, Curation, Paper
from ..publication import is_preprint, rank
from .titles import title_key

_OF_PUBLICATION = {"year", "venue", "doi"}


def conflicts_of(rows: Sequence[Record], curation: Curation = NO_ENTRY) -> tuple[Conflict, ...]:
    """Return the facts on which the rows of a paper differ, the rows being in the order of trust.

    Year and DOI of a preprint do not differ from those of the publication. Spelling is no difference: titles, abstracts
    and venues are compared by letters and digits, authors by their family names, dates by the year.
    """
    if len(rows) == 1:
        return ()
    published = [row for row in rows if not is_preprint(row.facts)] or rows
    cited = sorted(published, key=lambda row: rank(row.facts))  # as in `merged_facts`, so that the first is shown
    values: dict[str, dict[str, Claim]] = {}
    for field, (shown, compared) in _STATEMENTS.items():
        for row in cited if field in _OF_PUBLICATION else rows:
            if key := compared(row):
                claim = Claim(value=shown(row), source=row.source, position=row.position, where=row.where)
                values.setdefault(field, {}).setdefault(key, claim)
    settled = {"year" if name == "published" else name for name in curation.stated}
    settled |= {"title"} if curation.title else set()
    return tuple(
        Conflict(field=field, values=tuple(claims.values()), settled=field in settled)
        for field, claims in values.items()
        if len(claims) > 1
    )


def _letters(text: str) -> str:
    return "".join(filter(str.isalnum, unicodedata.normalize("NFKC", text).casefold())) or text


_STATEMENTS: dict[str, tuple[Callable[[Record], str], Callable[[Record], str]]] = {
    "title": (lambda row: row.title, lambda row: title_key(row.title)),
    "abstract": (lambda row: row.abstract, lambda row: _letters(row.abstract)),
    "authors": (
        lambda row: "; ".join(author.name for author in row.facts.authors),
        lambda row: " ".join(map(family_key, row.facts.authors)),
    ),
    "year": (lambda row: row.facts.published, lambda row: row.facts.published[:4]),
    "venue": (lambda row: row.facts.venue, lambda row: title_key(row.facts.venue)),
    "doi": (lambda row: row.facts.doi, lambda row: "" if is_second_doi(row.facts.doi) else row.facts.doi),
    "arxiv": (lambda row: row.facts.arxiv, lambda row: row.facts.arxiv.casefold()),
}
"""The facts on which sources may differ, each as it is shown and as it is compared."""


def report_conflicts(papers: Iterable[Paper], files: Mapping[str, str], report: Report) -> None:
    """Report for each file how often it differs from a more trusted one; `files` maps sources to files."""
    conflicts = (conflict for paper in papers for conflict in paper.conflicts)
    counts = Counter((claim.source, conflict.field) for conflict in conflicts for claim in conflict.values[1:])
    for source in dict.fromkeys(source for source, _ in counts):
        fields = ", ".join(f"{field} {counts[source, field]}" for field in _STATEMENTS if counts[source, field])
        message = f"a more trusted file says otherwise: {fields}"
        hint = "each paper's page shows where its sources differ; curation.yml decides, else the order of sources.yml"
        info(report, "sources-differ", Location(file=files[source]), message, hint)
