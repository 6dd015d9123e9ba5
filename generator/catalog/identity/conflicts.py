"""Finds the facts on which the rows of a paper differ."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence

from ...diagnostics import Location, Report, info
from ...sources.facts.authors import family_key
from ...sources.facts.identifiers import is_second_doi
from ...sources.model import Record
from ...text.repairs import plain_title
from ..model import NO_ENTRY, Claim, Conflict, Curation, Paper
from ..publication import is_preprint
from .titles import has_tex, title_key

_OF_PUBLICATION = {"year", "venue", "doi"}
_ORDER = ("title", "abstract", "authors", "year", "venue", "doi", "arxiv")


def conflicts_of(rows: Sequence[Record], curation: Curation = NO_ENTRY) -> tuple[Conflict, ...]:
    """Return the facts on which the rows of a paper differ, the rows being in the order of trust.

    Year and DOI of a preprint do not differ from those of the publication. Spelling is no difference: titles, abstracts
    and venues are compared by letters and digits, authors by their family names, dates by the year.
    """
    if len(rows) == 1:
        return ()
    values: dict[str, dict[str, Claim]] = {}
    first_versions = [is_preprint(row.facts) for row in rows]
    for row, is_first_version in zip(rows, first_versions, strict=True):
        for field, shown, compared in _statements(row):
            claims = values.setdefault(field, {})
            if compared and not (field in _OF_PUBLICATION and is_first_version and not all(first_versions)):
                claim = Claim(value=shown, source=row.source, position=row.position, where=row.where)
                claims.setdefault(compared, claim)
    settled = {"year" if name == "published" else name for name in curation.stated}
    settled |= {"title"} if curation.title else set()
    return tuple(
        Conflict(field=field, values=tuple(claims.values()), settled=field in settled)
        for field, claims in values.items()
        if len(claims) > 1
    )


def _statements(row: Record) -> tuple[tuple[str, str, str], ...]:
    """Return the fields on which sources may differ, each with its value as it is shown and as it is compared."""
    facts = row.facts
    return (
        ("title", row.title, title_key(plain_title(row.title) if has_tex(row.title) else row.title)),
        ("abstract", row.abstract, title_key(row.abstract)),
        ("authors", "; ".join(author.name for author in facts.authors), " ".join(map(family_key, facts.authors))),
        ("year", facts.published, facts.published[:4]),
        ("venue", facts.venue, title_key(facts.venue)),
        ("doi", facts.doi, "" if is_second_doi(facts.doi) else facts.doi),
        ("arxiv", facts.arxiv, facts.arxiv.casefold()),
    )


def report_conflicts(papers: Iterable[Paper], files: Mapping[str, str], report: Report) -> None:
    """Report for each file how often it differs from a more trusted one; `files` maps sources to files."""
    conflicts = (conflict for paper in papers for conflict in paper.conflicts)
    counts = Counter((claim.source, conflict.field) for conflict in conflicts for claim in conflict.values[1:])
    for source in dict.fromkeys(source for source, _ in counts):
        fields = ", ".join(f"{field} {counts[source, field]}" for field in _ORDER if counts[source, field])
        message = f"a more trusted file says otherwise: {fields}"
        hint = "each paper's page shows where its sources differ; curation.yml decides, else the order of sources.yml"
        info(report, "sources-differ", Location(file=files[source]), message, hint)
