"""Reads BibTeX and biblatex (`.bib`), from whichever program: every entry becomes a row or is reported."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from ...diagnostics import Location, Report, error, info, warning
from ..facts.links import report_nothing
from ..model import Reading, Record
from .blocks import BibtexEntry, Blocks, Macro, is_sane
from .fields import abstract_of, added_of, facts_of, title_of
from .macros import BurstError, Macros, MalformedError

_NO_PAPERS = {"xdata", "set", "control"}
"""Types of entries that serve other entries."""
_OWN = {
    *("title", "subtitle", "shorttitle", "titleaddon", "abstract", "doi", "url", "eprint", "arxivid", "keywords"),
    *("keyword", "mendeley-tags", "crossref", "xdata", "key", "note", "annote", "file", "pages", "ids", "pdf", "added"),
}
"""What an entry never inherits from the whole that it is a part of."""
_WHEN = ("date", "year", "month", "day")
_PARTS = {"inproceedings", "conference", "incollection", "inbook", "bookinbook", "suppbook", "suppcollection"}
_LETTERS = 40
_DEEPEST = 5  # a part of a part of … a whole


@dataclass(frozen=True, slots=True, kw_only=True)
class _Plain:
    """An entry with its macros filled in; values are TeX, and `abstract_line` is that of its abstract."""

    entry: BibtexEntry
    fields: Mapping[str, str]
    abstract_line: int


def read(text: str, file: str, source: str, report: Report) -> Reading | None:
    """Return the entries of a `.bib` file in their order, or None with the reason reported."""
    if not is_sane(text, file, report):
        return None
    blocks = Blocks(text, file, report)
    entries = _filled_in(blocks, file, report)
    if entries is None:
        return None
    if not entries and not blocks.refused:
        report_nothing(text, "BibTeX", "@article{key,", file, report)
        return None
    by_key: dict[str, _Plain] = {}
    for plain in entries:
        _report_entry(plain.entry, by_key, report)
        by_key.setdefault(plain.entry.key.lower(), plain)
    papers = [plain for plain in entries if plain.entry.kind not in _NO_PAPERS]
    made = (
        _record(plain, _inherited(plain, by_key), source, position, report) for position, plain in enumerate(papers, 1)
    )
    return Reading(records=tuple(filter(None, made)), entries=len(papers) + blocks.refused)


def _filled_in(blocks: Blocks, file: str, report: Report) -> list[_Plain] | None:
    """Return the entries with macros filled in, as they are defined so far or at all; None if they burst."""
    macros = Macros()
    plain: list[_Plain] = []
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
                plain.append(_plain(block, blocks, macros, report))
    except BurstError:
        hint = "a macro is the name of a journal or the like: look at the `@string` lines above"
        error(report, "macro-bomb", where, "macros grow beyond all measure here", hint)
        return None
    return plain


def _define(macro: Macro, macros: Macros, report: Report | None = None) -> None:
    try:
        macros.define(macro.name, macro.value)
    except MalformedError:
        if report is not None:
            hint = 'write `@string{name = "text"}`'
            warning(report, "broken-entry", macro.where, f"the macro `{macro.name}` cannot be read", hint)


def _plain(entry: BibtexEntry, blocks: Blocks, macros: Macros, report: Report) -> _Plain:
    """Return an entry with macros filled in; one with a value that makes no sense is read again, line by line."""
    plain = _with_values(entry, macros, report)
    again = blocks.remend(entry) if plain is None else None
    if again is not None:
        plain = _with_values(again, macros, report)
    return plain or _Plain(entry=entry, fields={}, abstract_line=entry.where.line)


def _with_values(entry: BibtexEntry, macros: Macros, report: Report) -> _Plain | None:
    """Return an entry with macros filled in, or None if a value is malformed."""
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
    return _Plain(entry=entry, fields=fields, abstract_line=abstract_line)


def _report_entry(entry: BibtexEntry, earlier: Mapping[str, _Plain], report: Report) -> None:
    if entry.kind in _NO_PAPERS:
        info(report, "not-a-paper", entry.where, f"an entry of the type `{entry.kind}` serves others and is no paper")
    first = earlier.get(entry.key.lower())
    if entry.key and first is not None:
        message = f"`{entry.key}` is the key of another entry too (line {first.entry.where.line})"
        info(report, "repeated-entry-key", entry.where, message, "both were read; what refers to it means the first")


def _inherited(plain: _Plain, by_key: Mapping[str, _Plain]) -> Mapping[str, str]:
    """Return the fields of an entry with those of the whole that it is a part of, and of what lends it fields."""
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
    """Add to fields what they lack and another entry lends: all of it or, to a part (`kind`), what suits a part."""
    lacking: Iterable[tuple[str, str]] = [item for item in lent.items() if item[0] not in fields]
    has_date = any(name in fields for name in _WHEN)
    if kind in _PARTS and "title" in lent:
        fields.setdefault("booktitle", lent.get("booktitle", lent["title"]))
    for name, value in lacking:
        if not (kind and name in _OWN) and not (has_date and name in _WHEN):
            fields.setdefault(name, value)


def _record(plain: _Plain, fields: Mapping[str, str], source: str, position: int, report: Report) -> Record | None:
    entry = plain.entry
    title = title_of(fields)
    if not title:
        called = f" (`{entry.key[:_LETTERS]}`)" if entry.key else ""
        message = f"this entry has no title{called}, so that it is no paper"
        warning(report, "no-title", entry.where, message, "give it a `title`, or remove it")
        return None
    if entry.is_mended:
        hint = "a brace, a quote or a comma is missing, or one is too many: compare the paper's page with the entry"
        info(report, "mended-entry", entry.where, "this entry is broken and was read line by line", hint)
    added = added_of(fields)
    if added is None and fields.get("added", "").strip():
        message = f"`added = {{{fields['added'][:_LETTERS]}}}` is not a date, so that the paper has no day of its own"
        warning(report, "bad-date", entry.where, message, "write YYYY-MM-DD")
    abstract = abstract_of(fields)
    return Record(
        source=source,
        position=position,
        title=title,
        abstract=abstract,
        where=entry.where,
        abstract_where=Location(file=entry.where.file, line=plain.abstract_line) if abstract else entry.where,
        key=entry.key,
        facts=facts_of(entry.kind, fields),
        listed=added,
    )
