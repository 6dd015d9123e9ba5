"""Reads RIS (`.ris`) from whichever program, the Web of Science included: every record becomes a row or is reported."""

from __future__ import annotations

import re
from dataclasses import replace

from ...diagnostics import Location, Report, error, info, warning
from ...text.repairs import title_text
from ..facts.links import has_too_many, prose, report_nothing
from ..model import Reading, Record
from .fields import RawRecord, facts_of, is_web_of_science, ris, web_of_science, wos_facts_of

_OTHERS = (
    (re.compile(r"PMID ?- "), "PubMed's own format"),
    (re.compile(r"%0 "), "EndNote's own format"),
    (re.compile(r"(?:%.*\n\s*)*@\w+\s*[{(]"), "BibTeX"),
)
_HEAD = 5000  # characters, in which a file says what it is
_TITLES = ("TI", "T1", "CT")
_LETTERS = 40
_BOOKS = {"BOOK", "EDBOOK", "EBOOK", "UNPB"}


def read(text: str, file: str, source: str, report: Report) -> Reading | None:
    """Return the records of a `.ris` file in their order, or None with the reason reported."""
    head = text[:_HEAD].lstrip()
    for begins, name in _OTHERS:
        if begins.match(head):
            hint = "export the list again as RIS; Zotero and most programs of its kind convert it"
            error(report, "unknown-shape", Location(file=file), f"this is {name}, not RIS", hint)
            return None
    is_wos = is_web_of_science(head)
    if has_too_many(text, "\nPT " if is_wos else "\nTY ", file, report):
        return None
    raw = list(web_of_science(text) if is_wos else ris(text))
    if not raw:
        report_nothing(text, "RIS", "TY  - JOUR", file, report)
        return None
    records: list[Record] = []
    for position, one in enumerate(raw, 1):
        record = _record(one, position, source, file, report)
        if record is not None:
            records.append(replace(record, facts=wos_facts_of(one) if is_wos else facts_of(one)))
    return Reading(records=tuple(records), entries=len(raw))


def _record(one: RawRecord, position: int, source: str, file: str, report: Report) -> Record | None:
    """Return a record as a row without its facts, or None with the reason reported."""
    title, where = _title(one), Location(file=file, line=one.line)
    if not title:
        hint = "give it a line `TI`, or remove it"
        warning(report, "no-title", where, f"this entry has no title{_called(one)}, so that it is no paper", hint)
        return None
    if one.fault:
        hint = "what stands there was read; compare it with where it came from"
        info(report, "mended-entry", where, f"this entry is broken: {one.fault}", hint)
    abstract = prose(one.first("AB", "N2"))
    abstract_line = one.line_of("AB", "N2") if abstract else one.line
    return Record(
        source=source,
        position=position,
        title=title,
        abstract=abstract,
        where=where,
        abstract_where=Location(file=file, line=abstract_line),
        key=one.first("ID", "LB") if one.first("TY") else one.first("UT"),  # `ID` has keywords in the Web of Science
    )


def _title(one: RawRecord) -> str:
    """Return the title; a book may have it as that of the whole, and EndNote leaves the short one alone behind."""
    tags = (*_TITLES, *(("BT",) if one.first("TY").upper() in _BOOKS else ()), "ST")
    return next(filter(None, map(title_text, one.all(*tags))), "")


def _called(one: RawRecord) -> str:
    name = one.first("ID", "LB", "UT", "DO")
    return f" (`{name[:_LETTERS]}`)" if name else ""
