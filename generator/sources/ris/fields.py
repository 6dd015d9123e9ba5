"""Parts a RIS file, or one of the Web of Science, into records of tags and values: every record is accounted for.

The lines are read here and not by a library: rispy loses a record whose end or beginning is missing, and says of none
on which line it stands.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

from ...text.repairs import title_text
from ..facts.authors import ris_name
from ..facts.dates import month_and_day
from ..facts.identifiers import doi_of, published_of
from ..facts.links import PREPRINT, arxiv_in_venue, doi_in, is_arxiv, is_preprint, links_to, named_arxiv, prose
from ..model import Author, Facts

Line = tuple[str, str]
"""A tag and its value; without a tag, the line goes on with what stands above it."""

_RIS = re.compile(r"(?P<tag>[A-Z][A-Z0-9])(?P<gap> {1,4})- ?(?P<value>.*)", re.DOTALL)
_WOS = re.compile(r"(?P<tag>[A-Z][A-Z0-9])(?: (?P<value>.*))?", re.DOTALL)
_WOS_HEAD = re.compile(r"FN |VR |PT [A-Z]\b")
_LINE = re.compile(r"[^\n]+")
_LISTS = {"AU", "A1", "KW", "AF", "CA"}
"""Tags below which each further line is a value of its own."""


@dataclass(frozen=True, slots=True, kw_only=True)
class RawRecord:
    """A record as it is written: the line it begins on, and its values with their tags and lines, in order.

    `fault` says what it lacks, if anything.
    """

    line: int
    values: tuple[tuple[str, str, int], ...]
    fault: str = ""

    def all(self, *tags: str) -> list[str]:
        """Return all values of some tags that are not blank, in the order of the tags."""
        return [value for wanted in tags for tag, value, _ in self.values if tag == wanted and value]

    def first(self, *tags: str) -> str:
        """Return the first value of the first of some tags that has one, or ""."""
        return next(iter(self.all(*tags)), "")

    def line_of(self, *tags: str) -> int:
        """Return the line of the first value of the first of some tags that has one, or that of the record."""
        lines = (line for wanted in tags for tag, value, line in self.values if tag == wanted and value)
        return next(lines, self.line)


def is_web_of_science(head: str) -> bool:
    """Tell whether a file that begins so is in the dialect of the Web of Science."""
    return _WOS_HEAD.match(head) is not None


def web_of_science(text: str) -> Iterator[RawRecord]:
    """Yield the records of a file of the Web of Science."""
    return _records(text, _wos_line, "PT", {"FN", "VR", "EF"})


def ris(text: str) -> Iterator[RawRecord]:
    """Yield the records of a RIS file."""
    head = re.search(r"(?m:^)\ufeff?[ \t]*TY( {1,4})-", text)
    gaps = {"  ", head[1]} if head else {"  "}
    return _records(text, lambda line: _ris_line(line, gaps), "TY", set())


def _lines(text: str) -> Iterator[tuple[int, str]]:
    """Yield the lines that are not empty, each with its number."""
    number = end = 0
    for found in _LINE.finditer(text):
        number += text.count("\n", end, found.start())
        end = found.start()
        yield number + 1, found[0].rstrip("\r").lstrip("\ufeff")


def _ris_line(line: str, gaps: set[str]) -> Line:
    """Return tag and value; the sign between them is what it is in the line `TY`: `AI - based` is a piece of prose."""
    found = _RIS.fullmatch(line)
    return (found["tag"], found["value"].strip()) if found and found["gap"] in gaps else ("", line.strip())


def _wos_line(line: str) -> Line:
    found = _WOS.fullmatch(line)
    return (found["tag"], (found["value"] or "").strip()) if found else ("", line.strip())


class _Open:
    """A record that is being read; further lines of a value are put together when it ends."""

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

    def ended(self, fault: str = "") -> RawRecord:
        values = tuple((tag, " ".join(pieces).strip(), line) for tag, pieces, line in self._values)
        return RawRecord(line=self._line, values=values, fault=self._fault or fault)


_NO_END = "no line `ER` ends it"


def _records(text: str, parse: Callable[[str], Line], begin: str, passed: set[str]) -> Iterator[RawRecord]:
    record: _Open | None = None
    for number, line in _lines(text):
        tag, value = parse(line)
        if tag == begin:
            if record is not None:
                yield record.ended(_NO_END)
            record = _Open(number)
            record.add(tag, value, number)
        elif tag == "ER":
            if record is not None:
                yield record.ended()
            record = None
        elif tag and tag not in passed:
            record = record or _Open(number, f"no line `{begin}` begins it")
            record.add(tag, value, number)
        elif record is not None and value and not tag:
            record.go_on(value, number)
    if record is not None:
        yield record.ended(_NO_END)


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
"""The type of CSL for each type of RIS; `GEN` and what is not known have none."""
_LOOSE = {"", "webpage", "manuscript", "report", "article-journal"}
_BOOK = "book"
_WOS_KINDS = {"J": "article-journal", "B": "book", "P": "patent"}
_YEAR = re.compile(r"(?<!\d)\d{4}(?!\d)")


def facts_of(record: RawRecord) -> Facts:
    """Return what a record of RIS says beside its title and abstract."""
    kind = _KINDS.get(record.first("TY").upper(), "")
    venue = _venue(record, kind)
    urls = record.all("UR", "LK", "L1", "L2")
    doi = next(filter(None, (*map(doi_of, record.all("DO", "M3")), *map(doi_in, urls))), "")
    arxiv = _arxiv(record, venue, urls)
    return Facts(
        kind=PREPRINT if kind in _LOOSE and (is_preprint(venue) or (arxiv and not venue)) else kind,
        authors=_authors(value for tag, value, _ in record.values if tag in {"AU", "A1"}),
        published=_published(record),
        venue="" if is_arxiv(venue) else venue,
        doi=doi,
        arxiv=arxiv,
        keywords=_keywords(record.all("KW")),
        links=links_to(urls, doi, arxiv),
    )


def wos_facts_of(record: RawRecord) -> Facts:
    """Return what a record of the Web of Science says beside its title and abstract."""
    kind = _WOS_KINDS.get(record.first("PT"), "")
    if "proceedings paper" in record.first("DT").lower():
        kind = "paper-conference"
    people = _authors(record.all("AF") or record.all("AU"))
    groups = (Author(name=name, family=name) for name in map(title_text, record.all("CA")))
    year, (month, day) = record.first("PY"), month_and_day(record.first("PD"))
    return Facts(
        kind=kind,
        authors=(*people, *groups),
        published=published_of("-".join(filter(None, (year, month, day)))),
        venue=title_text(record.first("SO")) if kind != _BOOK else "",
        doi=doi_of(record.first("DI")),
        arxiv=named_arxiv(record.first("AR")),
        keywords=_keywords(word for words in record.all("DE") for word in words.split(";")),
    )


def _venue(record: RawRecord, kind: str) -> str:
    """Return where a paper appeared; a book, which appears in nothing else, names a series there."""
    if kind == _BOOK:
        return ""
    first = ("C3",) if kind == "paper-conference" else ()  # the proceedings; `T2` is the conference there
    last = ("PB",) if kind in {"thesis", "report"} else ()
    tags = (*first, "T2", "JF", "JO", "BT", "JA", "J1", "J2", *last)
    return next(filter(None, map(title_text, record.all(*tags))), "")


def _arxiv(record: RawRecord, venue: str, urls: Iterable[str]) -> str:
    notes = (note[:100] for note in record.all("N1") if note.lower().startswith("arxiv"))
    numbers = map(named_arxiv, (*record.all("DO"), *urls, *record.all("AN", "M1", "C1", "SN", "SP", "VL"), *notes))
    return next(filter(None, (arxiv_in_venue(venue, record.first("VL")), *numbers)), "")


def _authors(names: Iterable[str]) -> tuple[Author, ...]:
    authors = (ris_name(prose(name)) for name in names)
    return tuple(dict.fromkeys(author for author in authors if author is not None))


def _keywords(words: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(filter(None, map(prose, words))))


def _published(record: RawRecord) -> str:
    """Return when it was published: the year of `PY` or `Y1`, with the month and the day of any line that agrees."""
    said = record.all("PY", "Y1", "DA")
    dates = [date for date in map(published_of, said) if date]
    year = next((date[:4] for date in dates), "") or next((found[0] for found in map(_YEAR.search, said) if found), "")
    if not year:
        return ""
    exact = max((date for date in dates if date.startswith(year)), key=len, default=year)
    if exact != year:
        return exact
    month, day = month_and_day(_YEAR.sub(" ", record.first("DA")))
    return published_of("-".join(filter(None, (year, month, day)))) or year
