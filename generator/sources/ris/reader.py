"""Reads RIS (`.ris`), and the format of the Web of Science: every record becomes a row or is reported.

The lines are parsed here and not by a library: rispy loses a record whose first or last line is missing, and has no
line numbers.
"""

import re
from collections.abc import Callable, Iterable, Iterator

from ...diagnostics import Location, Report, error, info
from ...text.repairs import plain_line, title_text
from ..model import Facts, FileContent, Record
from ..rows import has_too_many, report_no_entry, report_no_title, row
from .fields import RisEntry, ris_facts, wos_facts

_RIS_LINE = re.compile(r"(?P<tag>[A-Z][A-Z0-9])(?P<gap> {1,4})- ?(?P<value>.*)", re.DOTALL)
_WOS_LINE = re.compile(r"(?P<tag>[A-Z][A-Z0-9])(?: (?P<value>.*))?", re.DOTALL)
_WOS_HEAD = re.compile(r"FN |VR |PT [A-Z]\b")
_LINE = re.compile(r"[^\n]+")
_LISTS = {"AU", "A1", "A2", "ED", "BE", "KW", "AF", "CA"}
"""Tags after which each line without a tag is another value."""
_OTHER_FORMATS = (
    (re.compile(r"PMID ?- "), "PubMed's own format"),
    (re.compile(r"%0 "), "EndNote's own format"),
    (re.compile(r"(?:%.*\n\s*)*@\w+\s*[{(]"), "BibTeX"),
)
_HEAD = 5000  # characters that show the format of a file
_NO_END = "no line `ER` ends it"
_BOOKS = {"BOOK", "EDBOOK", "EBOOK", "UNPB"}


def read(text: str, file: str, report: Report) -> FileContent | None:
    """Return the rows of a file of RIS or of the Web of Science."""
    head = text[:_HEAD].lstrip()
    for begins, name in _OTHER_FORMATS:
        if begins.match(head):
            hint = "export the list again as RIS; Zotero and most programs of its kind convert it"
            error(report, "unknown-shape", Location(file=file), f"this is {name}, not RIS", hint)
            return None
    is_wos = _WOS_HEAD.match(head) is not None
    if has_too_many(text, "\nPT " if is_wos else "\nTY ", file, report):
        return None
    entries = list(_entries(text, _parsed_wos, "PT", {"FN", "VR", "EF"}) if is_wos else _ris_entries(text))
    if not entries:
        report_no_entry(text, "RIS", "TY  - JOUR", file, report)
        return None
    facts_of = wos_facts if is_wos else ris_facts
    rows = (_record(entry, position, facts_of, file, report) for position, entry in enumerate(entries, 1))
    return FileContent(records=tuple(filter(None, rows)), entries=len(entries))


def _ris_entries(text: str) -> Iterator[RisEntry]:
    head = re.search(r"(?m:^)\ufeff?[ \t]*TY( {1,4})-", text)
    gaps = {"  ", head[1]} if head else {"  "}
    return _entries(text, lambda line: _parsed_ris(line, gaps), "TY", ())


def _lines(text: str) -> Iterator[tuple[int, str]]:
    """Yield the lines that are not empty, each with its number."""
    number = end = 0
    for found in _LINE.finditer(text):
        number += text.count("\n", end, found.start())
        end = found.start()
        yield number + 1, found[0].rstrip("\r").lstrip("\ufeff")


def _parsed_ris(line: str, gaps: set[str]) -> tuple[str, str]:
    """Return tag and value of a line, the tag "" if it has none.

    The gap before the hyphen must be that of the line `TY`: `AI - based` is running text.
    """
    found = _RIS_LINE.fullmatch(line)
    return (found["tag"], found["value"].strip()) if found and found["gap"] in gaps else ("", line.strip())


def _parsed_wos(line: str) -> tuple[str, str]:
    found = _WOS_LINE.fullmatch(line)
    return (found["tag"], (found["value"] or "").strip()) if found else ("", line.strip())


class _OpenEntry:
    """A record that is being read; the lines of a value are joined when it ends."""

    def __init__(self, line: int, fault: str = "") -> None:
        self._line = line
        self._fault = fault
        self._values: list[tuple[str, list[str], int]] = []

    def add(self, tag: str, value: str, line: int) -> None:
        self._values.append((tag, [value], line))

    def go_on(self, value: str, line: int) -> None:
        tag, pieces, _ = self._values[-1]
        if tag in _LISTS:
            self.add(tag, value, line)
        else:
            pieces.append(value)

    def ended(self, fault: str = "") -> RisEntry:
        values = tuple((tag, " ".join(pieces).strip(), line) for tag, pieces, line in self._values)
        return RisEntry(line=self._line, values=values, fault=self._fault or fault)


def _entries(
    text: str, parse: Callable[[str], tuple[str, str]], begin: str, skipped: Iterable[str]
) -> Iterator[RisEntry]:
    """Yield the records of a text; each begins with a line `begin` and ends with a line `ER`."""
    entry: _OpenEntry | None = None
    for number, line in _lines(text):
        tag, value = parse(line)
        if tag == begin:
            if entry is not None:
                yield entry.ended(_NO_END)
            entry = _OpenEntry(number)
            entry.add(tag, value, number)
        elif tag == "ER":
            if entry is not None:
                yield entry.ended()
            entry = None
        elif tag and tag not in skipped:
            entry = entry or _OpenEntry(number, f"no line `{begin}` begins it")
            entry.add(tag, value, number)
        elif entry is not None and value and not tag:
            entry.go_on(value, number)
    if entry is not None:
        yield entry.ended(_NO_END)


def _record(
    entry: RisEntry, position: int, facts_of: Callable[[RisEntry], Facts], file: str, report: Report
) -> Record | None:
    """Return a record as a row; without a title, report it and return None."""
    where = Location(file=file, line=entry.line)
    # A book may have its title as that of the whole, and EndNote may write the short title alone.
    tags = ("TI", "T1", "CT", *(("BT",) if entry.first("TY").upper() in _BOOKS else ()), "ST")
    title = next(filter(None, map(title_text, entry.all(*tags))), "")
    if not title:
        report_no_title(where, entry.first("ID", "LB", "UT", "DO"), report, "give it a line `TI`, or remove it")
        return None
    if entry.fault:
        hint = "its lines were read; compare it with where it came from"
        info(report, "mended-entry", where, f"this entry is broken: {entry.fault}", hint)
    abstract, line = next(iter(entry.values_of("AB", "N2")), ("", entry.line))
    return row(
        position,
        where,
        title=title,
        abstract=plain_line(abstract),
        abstract_where=Location(file=file, line=line),
        key=entry.first("ID", "LB") if entry.first("TY") else entry.first("UT"),  # `ID` is keywords in Web of Science
        facts=facts_of(entry),
    )
