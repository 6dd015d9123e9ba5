"""Reads BibTeX and biblatex (`.bib`): every entry becomes a row or is reported."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from ...diagnostics import Location, Report, error, info, warning
from ..model import Reading, Record
from ..rows import report_no_entry, report_no_title, row
from .blocks import BibtexEntry, Blocks, Macro, is_sane
from .fields import abstract_of, added_of, facts_of, title_of
from .macros import BurstError, Macros, MalformedError

_NO_PAPERS = {"xdata", "set", "control"}
"""Types of entries that only lend fields to other entries."""
_NOT_INHERITED = {
    *("title", "subtitle", "shorttitle", "titleaddon", "abstract", "doi", "url", "eprint", "arxivid", "keywords"),
    *("keyword", "mendeley-tags", "crossref", "xdata", "key", "note", "annote", "file", "pages", "ids", "pdf", "added"),
}
"""Fields that an entry does not inherit from the book or proceedings that it is a part of."""
_DATES = ("date", "year", "month", "day")
_PARTS = {"inproceedings", "conference", "incollection", "inbook", "bookinbook", "suppbook", "suppcollection"}
_LETTERS = 40
_DEEPEST = 5  # entries that one entry inherits from


@dataclass(frozen=True, slots=True, kw_only=True)
class _Expanded:
    """An entry with its macros expanded; values are TeX, and `abstract_line` is that of its abstract."""

    entry: BibtexEntry
    fields: Mapping[str, str]
    abstract_line: int


def read(text: str, file: str, report: Report) -> Reading | None:
    """Return the rows of a `.bib` file."""
    if not is_sane(text, file, report):
        return None
    blocks = Blocks(text, file, report)
    entries = _expanded_entries(blocks, file, report)
    if entries is None:
        return None
    if not entries and not blocks.refused:
        report_no_entry(text, "BibTeX", "@article{key,", file, report)
        return None
    by_key: dict[str, _Expanded] = {}
    for plain in entries:
        _report_entry(plain.entry, by_key, report)
        by_key.setdefault(plain.entry.key.lower(), plain)
    papers = [plain for plain in entries if plain.entry.kind not in _NO_PAPERS]
    rows = (_record(plain, _inherited(plain, by_key), position, report) for position, plain in enumerate(papers, 1))
    return Reading(records=tuple(filter(None, rows)), entries=len(papers) + blocks.refused)


def _expanded_entries(blocks: Blocks, file: str, report: Report) -> list[_Expanded] | None:
    """Return the entries with macros expanded, or None if they grow too large.

    The last definition before an entry counts, else the first one after it.
    """
    macros = Macros()
    plain: list[_Expanded] = []
    where = Location(file=file)
    try:
        for block in blocks.found:
            where = block.where
            if isinstance(block, Macro) and block.name not in macros:
                _define(block, macros, report)
        for block in blocks.found:
            where = block.where
            if isinstance(block, Macro):
                _define(block, macros)
            else:
                plain.append(_expanded(block, blocks, macros, report))
    except BurstError:
        hint = "a macro is the name of a journal or the like: look at the `@string` lines above"
        error(report, "macro-bomb", where, "macros grow too large here", hint)
        return None
    return plain


def _define(macro: Macro, macros: Macros, report: Report | None = None) -> None:
    try:
        macros.define(macro.name, macro.value)
    except MalformedError:
        if report is not None:
            hint = 'write `@string{name = "text"}`'
            warning(report, "broken-entry", macro.where, f"the macro `{macro.name}` cannot be read", hint)


def _expanded(entry: BibtexEntry, blocks: Blocks, macros: Macros, report: Report) -> _Expanded:
    """Return an entry with macros expanded; one with a malformed value is read again, line by line."""
    plain = _with_values(entry, macros, report)
    again = blocks.remend(entry) if plain is None else None
    if again is not None:
        plain = _with_values(again, macros, report)
    return plain or _Expanded(entry=entry, fields={}, abstract_line=entry.where.line)


def _with_values(entry: BibtexEntry, macros: Macros, report: Report) -> _Expanded | None:
    """Return an entry with macros expanded, or None if a value is malformed."""
    fields: dict[str, str] = {}
    twice: list[tuple[str, int]] = []
    abstract_line = entry.where.line
    for name, value, line in entry.fields:
        if name in fields:
            twice.append((name, line))
            continue
        try:
            fields[name] = macros.text(value)
        except MalformedError:
            return None
        if name == "abstract":
            abstract_line = line
    for name, line in twice:
        where = Location(file=entry.where.file, line=line)
        info(report, "repeated-field", where, f"`{name}` is there twice; the first one counts", "remove one of them")
    return _Expanded(entry=entry, fields=fields, abstract_line=abstract_line)


def _report_entry(entry: BibtexEntry, earlier: Mapping[str, _Expanded], report: Report) -> None:
    if entry.kind in _NO_PAPERS:
        info(report, "not-a-paper", entry.where, f"an entry of the type `{entry.kind}` serves others and is no paper")
    first = earlier.get(entry.key.lower())
    if entry.key and first is not None:
        message = f"`{entry.key}` is the key of another entry too (line {first.entry.where.line})"
        info(
            report,
            "repeated-entry-key",
            entry.where,
            message,
            "both were read; `crossref` and `xdata` refer to the first",
        )


def _inherited(plain: _Expanded, by_key: Mapping[str, _Expanded]) -> Mapping[str, str]:
    """Return the fields of an entry with those that it inherits by `crossref` and `xdata`."""
    fields = dict(plain.fields)
    seen = {plain.entry.key.lower()}
    ahead = _referred(plain.fields)
    while ahead and len(seen) <= _DEEPEST:
        key, is_whole = ahead.pop(0)
        lender = by_key.get(key)
        if lender is None or key in seen:
            continue
        seen.add(key)
        _inherit(fields, lender.fields, plain.entry.kind if is_whole else "")
        ahead += _referred(lender.fields)
    return fields


def _referred(fields: Mapping[str, str]) -> list[tuple[str, bool]]:
    whole = fields.get("crossref", "").strip().lower()
    lent = fields.get("xdata", "").lower().split(",")
    return [*((key.strip(), False) for key in lent if key.strip()), *([(whole, True)] if whole else [])]


def _inherit(fields: dict[str, str], lent: Mapping[str, str], kind: str) -> None:
    """Add inherited fields that are missing; by `crossref` (with the `kind` of the entry), only what suits a part."""
    has_date = any(name in fields for name in _DATES)
    if kind in _PARTS and "title" in lent:
        fields.setdefault("booktitle", lent.get("booktitle", lent["title"]))
    for name, value in lent.items():
        if not (kind and name in _NOT_INHERITED) and not (has_date and name in _DATES):
            fields.setdefault(name, value)


def _record(plain: _Expanded, fields: Mapping[str, str], position: int, report: Report) -> Record | None:
    entry = plain.entry
    title = title_of(fields)
    if not title:
        report_no_title(entry.where, entry.key, report, "give it a `title`, or remove it")
        return None
    if entry.is_mended:
        hint = "a brace, a quote or a comma is missing, or one is too many: compare the paper's page with the entry"
        info(report, "mended-entry", entry.where, "this entry is broken and was read line by line", hint)
    added = added_of(fields)
    if added is None and fields.get("added", "").strip():
        message = f"`added = {{{fields['added'][:_LETTERS]}}}` is not a date, so that the paper has no day of its own"
        warning(report, "bad-date", entry.where, message, "write YYYY-MM-DD")
    return row(
        position,
        entry.where,
        title=title,
        abstract=abstract_of(fields),
        abstract_where=Location(file=entry.where.file, line=plain.abstract_line),
        key=entry.key,
        facts=facts_of(entry.kind, fields),
        listed=added,
    )
