"""Reads RIS (`.ris`), and the format of the Web of Science: every record becomes a row or is reported.

The lines are parsed here and not by a library: rispy loses a record whose first or last line is missing, and has no
line numbers.
"""

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

from ..diagnostics import Location, Report, error, info
from ..text.repairs import plain_line, title_text
from .facts.authors import ris_name
from .facts.dates import YEAR, joined_date, month_and_day, published_of
from .facts.identifiers import doi_of
from .facts.links import arxiv_in_venue, doi_in, is_arxiv, kind_of, links_to, named_arxiv
from .model import Author, Facts, FileContent, Record
from .rows import has_too_many, report_no_entry, report_no_title, row

_RIS_LINE = re.compile(r"(?P<tag>[A-Z][A-Z0-9])(?P<gap> {1,4})- ?(?P<value>.*)", re.DOTALL)
_WOS_LINE = re.compile(r"(?P<tag>[A-Z][A-Z0-9])(?: (?P<value>.*))?", re.DOTALL)
_WOS_HEAD = re.compile(r"FN |VR |PT [A-Z]\b")
_LINE = re.compile(r"[^\n]+")
_LISTS = {"AU", "A1", "KW", "AF", "CA"}
"""Tags after which each line without a tag is another value."""
_OTHER_FORMATS = (
    (re.compile(r"PMID ?- "), "PubMed's own format"),
    (re.compile(r"%0 "), "EndNote's own format"),
    (re.compile(r"(?:%.*\n\s*)*@\w+\s*[{(]"), "BibTeX"),
)
_HEAD = 5000  # characters that show the format of a file
_NO_END = "no line `ER` ends it"


@dataclass(frozen=True, slots=True, kw_only=True)
class _Entry:
    """A record as it is written: its first line, and its values in order, each with its tag and line.

    `fault` names what it lacks, if anything.
    """

    line: int
    values: tuple[tuple[str, str, int], ...]
    fault: str = ""

    def values_of(self, *tags: str) -> list[tuple[str, int]]:
        """Return all values of some tags that are not blank, with their lines, in the order of the tags."""
        return [(value, line) for wanted in tags for tag, value, line in self.values if tag == wanted and value]

    def all(self, *tags: str) -> list[str]:
        """Return all values of some tags that are not blank, in the order of the tags."""
        return [value for value, _ in self.values_of(*tags)]

    def first(self, *tags: str) -> str:
        """Return the first value of the first of some tags that has one, or ""."""
        return next(iter(self.all(*tags)), "")


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
    facts_of = _wos_facts if is_wos else _ris_facts
    rows = (_record(entry, position, facts_of, file, report) for position, entry in enumerate(entries, 1))
    return FileContent(records=tuple(filter(None, rows)), entries=len(entries))


def _ris_entries(text: str) -> Iterator[_Entry]:
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

    def ended(self, fault: str = "") -> _Entry:
        values = tuple((tag, " ".join(pieces).strip(), line) for tag, pieces, line in self._values)
        return _Entry(line=self._line, values=values, fault=self._fault or fault)


def _entries(
    text: str, parse: Callable[[str], tuple[str, str]], begin: str, skipped: Iterable[str]
) -> Iterator[_Entry]:
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
    entry: _Entry, position: int, facts_of: Callable[[_Entry], Facts], file: str, report: Report
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


_KINDS = {
    "JOUR": "article-journal", "EJOUR": "article-journal", "JFULL": "periodical", "ABST": "article-journal",
    "MGZN": "article-magazine", "NEWS": "article-newspaper", "INPR": "article-journal",
    "CPAPER": "paper-conference", "CONF": "paper-conference", "CHAP": "chapter", "ECHAP": "chapter",
    "DICT": "entry-dictionary", "ENCYC": "entry-encyclopedia", "BOOK": "book", "EBOOK": "book", "EDBOOK": "book",
    "CLSWK": "classic", "SER": "book", "THES": "thesis", "RPRT": "report", "GOVDOC": "report", "STAND": "standard",
    "UNPB": "manuscript", "UNPD": "manuscript", "MANSCPT": "manuscript", "PAMP": "pamphlet",
    "ELEC": "webpage", "WEB": "webpage", "BLOG": "post-weblog", "ICOMM": "personal_communication",
    "PCOMM": "personal_communication", "DATA": "dataset", "DBASE": "dataset", "AGGR": "dataset", "COMP": "software",
    "PAT": "patent", "ART": "graphic", "CHART": "figure", "FIGURE": "figure", "MAP": "map", "SLIDE": "speech",
    "MPCT": "motion_picture", "VIDEO": "motion_picture", "SOUND": "song", "MUSIC": "song", "BILL": "bill",
    "CASE": "legal_case", "STAT": "legislation", "HEAR": "hearing", "LEGAL": "legislation",
    "JOURNAL ARTICLE": "article-journal", "CONFERENCE PAPER": "paper-conference", "BOOK SECTION": "chapter",
    "CONFERENCE PROCEEDINGS": "paper-conference", "THESIS": "thesis", "REPORT": "report", "WEB PAGE": "webpage",
}  # fmt: skip
"""The type of CSL for each type of RIS; `GEN` and unknown types have none."""
_BOOKS = {"BOOK", "EDBOOK", "EBOOK", "UNPB"}
_BOOK = "book"
_WOS_KINDS = {"J": "article-journal", "B": "book", "P": "patent"}


def _ris_facts(entry: _Entry) -> Facts:
    kind = _KINDS.get(entry.first("TY").upper(), "")
    venue = _venue(entry, kind)
    urls = entry.all("UR", "LK", "L1", "L2")
    doi = next(filter(None, (*map(doi_of, entry.all("DO", "M3")), *map(doi_in, urls))), "")
    arxiv = _arxiv(entry, venue, urls)
    return Facts(
        kind=kind_of(kind, venue, arxiv),
        authors=_authors(value for tag, value, _ in entry.values if tag in {"AU", "A1"}),
        published=_published(entry),
        venue="" if is_arxiv(venue) else venue,
        doi=doi,
        arxiv=arxiv,
        keywords=_keywords(entry.all("KW")),
        links=links_to(urls, doi, arxiv),
    )


def _wos_facts(entry: _Entry) -> Facts:
    kind = _WOS_KINDS.get(entry.first("PT"), "")
    if "proceedings paper" in entry.first("DT").lower():
        kind = "paper-conference"
    people = _authors(entry.all("AF") or entry.all("AU"))
    groups = (Author(name=name, family=name) for name in map(title_text, entry.all("CA")))
    return Facts(
        kind=kind,
        authors=(*people, *groups),
        published=joined_date(entry.first("PY"), *month_and_day(entry.first("PD"))),
        venue=title_text(entry.first("SO")) if kind != _BOOK else "",
        doi=doi_of(entry.first("DI")),
        arxiv=named_arxiv(entry.first("AR")),
        keywords=_keywords(word for words in entry.all("DE") for word in words.split(";")),
    )


def _venue(entry: _Entry, kind: str) -> str:
    """Return where a paper appeared; the venue of a book would be a series, and is left out."""
    if kind == _BOOK:
        return ""
    first = ("C3",) if kind == "paper-conference" else ()  # the proceedings; `T2` is the conference then
    last = ("PB",) if kind in {"thesis", "report"} else ()
    tags = (*first, "T2", "JF", "JO", "BT", "JA", "J1", "J2", *last)
    return next(filter(None, map(title_text, entry.all(*tags))), "")


def _arxiv(entry: _Entry, venue: str, urls: Iterable[str]) -> str:
    notes = (note[:100] for note in entry.all("N1") if note.lower().startswith("arxiv"))
    numbers = map(named_arxiv, (*entry.all("DO"), *urls, *entry.all("AN", "M1", "C1", "SN", "SP", "VL"), *notes))
    return next(filter(None, (arxiv_in_venue(venue, entry.first("VL")), *numbers)), "")


def _authors(names: Iterable[str]) -> tuple[Author, ...]:
    return tuple(dict.fromkeys(filter(None, (ris_name(plain_line(name)) for name in names))))


def _keywords(words: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(filter(None, map(plain_line, words))))


def _published(entry: _Entry) -> str:
    """Return the year of `PY` or `Y1`, with month and day of any line that has the same year."""
    lines = entry.all("PY", "Y1", "DA")
    dates = [date for date in map(published_of, lines) if date]
    year = next((date[:4] for date in dates), "") or next((found[0] for found in map(YEAR.search, lines) if found), "")
    if not year:
        return ""
    exact = max((date for date in dates if date.startswith(year)), key=len, default=year)
    if exact != year:
        return exact
    return joined_date(year, *month_and_day(YEAR.sub(" ", entry.first("DA")))) or year
