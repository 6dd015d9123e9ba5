"""Finds differences between the rows of one paper, and rows that may not be one paper.

Rows of dumps are copies of one page: a difference between them is a mistake. Bibliographies have many authors: they
often differ, and each paper's page shows where.
"""

import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence

from ...diagnostics import Location, Report, info, warning
from ...sources.facts.authors import family_key
from ...sources.model import Author, Record
from ...text.repairs import plain_title
from ..model import NO_ENTRY, Claim, Conflict, Curation, Paper
from .addresses import is_bibliographic, natural_slug, row_name
from .grouping import Token, has_tex, identifiers_of, shared_tokens, title_key

_SIMILAR = 0.3  # share of common words from which on two titles are similar
_SHORT = 3  # letters; words up to this length are in any title
_ORDER = ("title", "abstract", "authors", "year", "venue", "doi", "arxiv")


def report_differences(rows: Sequence[Record], report: Report) -> None:
    """Report repeated and different rows of one paper."""
    if len(rows) == 1:
        return
    _report_repeated(rows, report)
    first = next((row for row in rows if row.abstract), rows[0])
    shown = first.abstract_where
    for row in rows:
        if _has_other_abstract(row, first):
            message = f"another abstract than at {shown.file}:{shown.line}, which is shown"
            hint = "the order of the files in sources.yml decides which one is shown"
            warning(report, "two-abstracts", row.abstract_where, message, hint)
    for row, other, token in shared_tokens(rows):
        _report_doubtful(row, other, token, report)
        by_abstract = token[0] == "abstract" or not is_bibliographic(row)
        if by_abstract and row.title != first.title and not _has_other_abstract(row, first):
            message = f"merged by its abstract with “{first.title}” ({first.where.file}:{first.where.line})"
            info(report, "merged-titles", row.where, message)


def _has_other_abstract(row: Record, first: Record) -> bool:
    differs = bool(row.abstract) and row.abstract != first.abstract
    return differs and not is_bibliographic(row) and not is_bibliographic(first)


def _report_repeated(rows: Sequence[Record], report: Report) -> None:
    """Report several rows of one source: a mistake in a dump, usual in a bibliography."""
    seen: dict[str, Record] = {}
    for row in rows:
        first = seen.setdefault(row.source, row)
        message = f"this paper is in the listing twice (line {first.where.line})"
        hint = "the two rows became one paper; nothing is lost"
        if first is not row and is_bibliographic(row):
            info(report, "repeated-entry", row.where, message, hint)
        elif first is not row:
            warning(report, "repeated-row", row.where, message, hint)


def _report_doubtful(row: Record, other: Record, token: Token, report: Report) -> None:
    """Report a row that is joined with another by one token, although their titles or authors differ."""
    kind, value = token
    if token in identifiers_of(row) and not _similar(row.title, other.title):
        reason = f"the {kind} {value}, but their titles differ"
    elif kind == "title" and not (row.abstract and row.abstract == other.abstract) and _no_common_author(row, other):
        reason = "its title, but no author is the same"
    else:
        return
    place = f"“{other.title}” ({other.where.file}:{other.where.line})"
    message = f"“{row.title}” became one paper with {place} by {reason}"
    names = [natural_slug([row]), natural_slug([other])]
    if names[0] == names[1]:
        names = [f"{names[0]}@{row_name(one)}" for one in (row, other)]
    remedy = f"`not_same_as: {names[1]}` under `{names[0]}` to part them, or `same_as:` to agree"
    warning(report, "doubtful-merge", row.where, message, f"in curation.yml, write {remedy}")


def _similar(one: str, other: str) -> bool:
    """Return whether two titles share enough words, or one begins with the other."""
    keys = sorted((title_key(one), title_key(other)), key=len)
    first, second = _words(one), _words(other)
    return keys[1].startswith(keys[0]) or len(first & second) >= _SIMILAR * min(len(first), len(second))


def _words(title: str) -> set[str]:
    return {word for word in re.findall(r"\w+", title.casefold()) if len(word) > _SHORT} or {title_key(title)}


def _no_common_author(row: Record, other: Record) -> bool:
    """Return whether the authors of two rows have no name in common; an institution may be any of them."""
    one, two = row.facts.authors, other.facts.authors
    if not one or not two or any(author.family and not author.given for author in (*one, *two)):
        return False
    return not _names(one) & _names(two)


def _names(authors: Sequence[Author]) -> set[str]:
    """Return the words of all names without accents, in lower case, without initials."""
    text = " ".join(author.name for author in authors)
    bare = "".join(char for char in unicodedata.normalize("NFKD", text) if not unicodedata.combining(char))
    return {word for word in re.findall(r"\w+", bare.casefold()) if len(word) > 1}


def conflicts_of(rows: Sequence[Record], curation: Curation = NO_ENTRY) -> tuple[Conflict, ...]:
    """Return the facts on which the rows of a paper differ, the rows being in the order of trust.

    Spelling is no difference: titles, abstracts and venues are compared by letters and digits, authors by their
    family names, dates by the year.
    """
    if len(rows) == 1:
        return ()
    values: dict[str, dict[str, Claim]] = {}
    for row in rows:
        for field, shown, compared in _statements(row):
            claims = values.setdefault(field, {})
            if compared:
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
        ("doi", facts.doi, facts.doi),
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
