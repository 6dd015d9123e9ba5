"""Reads BibTeX and biblatex (`.bib`): every entry becomes a row or is reported."""

from collections.abc import Mapping
from dataclasses import dataclass

from ...diagnostics import Location, Report, error, info, warning
from ..model import FileContent, Record
from ..rows import LETTERS, report_no_entry, report_no_title, row
from .fields import abstract_of, added_of, facts_of, title_of
from .parse import BibtexEntry, Blocks, Value, is_sane

_NO_PAPERS = {"xdata", "set", "control"}
"""Types of entries that only lend fields to other entries."""
_NOT_INHERITED = {
    *("title", "subtitle", "shorttitle", "titleaddon", "abstract", "doi", "url", "eprint", "arxivid", "keywords"),
    *("keyword", "mendeley-tags", "crossref", "xdata", "key", "note", "annote", "file", "pages", "ids", "pdf", "added"),
}
"""Fields that an entry does not inherit from the book or proceedings that it is a part of."""
_DATES = ("date", "year", "month", "day")
_PARTS = {"inproceedings", "conference", "incollection", "inbook", "bookinbook", "suppbook", "suppcollection"}
_QUOTES = '{"'
_LONGEST_VALUE = 100_000  # characters that macros may add to a value
_MOST_FROM_MACROS = 20_000_000  # characters that macros may add to a file
_DEEPEST = 5  # entries that one entry inherits from


@dataclass(frozen=True, slots=True, kw_only=True)
class _Expanded:
    """An entry and its fields with macros expanded; values are TeX."""

    entry: BibtexEntry
    fields: Mapping[str, str]


def read(text: str, file: str, report: Report) -> FileContent | None:
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
    return FileContent(records=tuple(filter(None, rows)), entries=len(papers) + blocks.refused)


def _expanded_entries(blocks: Blocks, file: str, report: Report) -> list[_Expanded] | None:
    """Return the entries with macros expanded, or None if they grow too large.

    The last definition before an entry counts, else the first one after it.
    """
    macros = _Macros()
    entries: list[_Expanded] = []
    where = Location(file=file)
    try:
        for block in blocks.found:
            where = block.where
            if block.kind == "string":
                macros.define(block, only_new=True)
        for block in blocks.found:
            where = block.where
            if block.kind == "string":
                macros.define(block)
            else:
                entries.append(_expanded(block, macros, report))
    except _TooLargeError:
        hint = "a macro is the name of a journal or the like: look at the `@string` lines above"
        error(report, "macro-bomb", where, "macros grow too large here", hint)
        return None
    return entries


class _TooLargeError(Exception):
    """Raised where macros add more text than a list of papers needs."""


class _Macros:
    """The macros of a file, whose names are compared without regard to case; an undefined name stands for itself."""

    def __init__(self) -> None:
        self._texts: dict[str, str] = {}
        self._added = 0

    def define(self, macro: BibtexEntry, *, only_new: bool = False) -> None:
        """Define a macro, or define it anew unless `only_new`."""
        for name, value, _ in macro.fields:
            if name not in self._texts or not only_new:
                self._texts[name] = self.text(value)

    def text(self, value: Value) -> str:
        """Return a value without its braces or quotes and with macros expanded; raise _TooLargeError."""
        added = sum(len(self._texts.get(piece.lower(), "")) for piece in value if piece[0] not in _QUOTES)
        self._added += added
        if added > _LONGEST_VALUE or self._added > _MOST_FROM_MACROS:
            raise _TooLargeError
        return "".join(piece[1:-1] if piece[0] in _QUOTES else self._texts.get(piece.lower(), piece) for piece in value)


def _expanded(entry: BibtexEntry, macros: _Macros, report: Report) -> _Expanded:
    fields: dict[str, str] = {}
    for name, value, line in entry.fields:
        if name in fields:
            where = Location(file=entry.where.file, line=line)
            message = f"`{name}` is there twice; the first one counts"
            info(report, "repeated-field", where, message, "remove one of them")
        else:
            fields[name] = macros.text(value)
    return _Expanded(entry=entry, fields=fields)


def _report_entry(entry: BibtexEntry, earlier: Mapping[str, _Expanded], report: Report) -> None:
    if entry.kind in _NO_PAPERS:
        info(
            report, "not-a-paper", entry.where, f"an entry of the type `{entry.kind}` serves others and is not a paper"
        )
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
    inherited = fields.get("xdata", "").lower().split(",")
    return [*((key.strip(), False) for key in inherited if key.strip()), *([(whole, True)] if whole else [])]


def _inherit(fields: dict[str, str], inherited: Mapping[str, str], kind: str) -> None:
    """Add inherited fields that are missing; by `crossref` (with the `kind` of the entry), only what suits a part."""
    has_date = any(name in fields for name in _DATES)
    if kind in _PARTS and "title" in inherited:
        fields.setdefault("booktitle", inherited.get("booktitle", inherited["title"]))
    for name, value in inherited.items():
        if not (kind and name in _NOT_INHERITED) and not (has_date and name in _DATES):
            fields.setdefault(name, value)


def _record(plain: _Expanded, fields: Mapping[str, str], position: int, report: Report) -> Record | None:
    entry = plain.entry
    title = title_of(fields)
    if not title:
        report_no_title(entry.where, entry.key, report, "give it a `title`, or remove it")
        return None
    added = added_of(fields)
    if added is None and fields.get("added", "").strip():
        message = f"`added = {{{fields['added'][:LETTERS]}}}` is not a date, so that the paper has no day of its own"
        warning(report, "no-day", entry.where, message, "write YYYY-MM-DD")
    abstract_line = next((line for name, _, line in entry.fields if name == "abstract"), entry.where.line)
    return row(
        position,
        entry.where,
        title=title,
        abstract=abstract_of(fields),
        abstract_where=Location(file=entry.where.file, line=abstract_line),
        key=entry.key,
        facts=facts_of(entry.kind, fields),
        listed=added,
    )
