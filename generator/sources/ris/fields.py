"""Reads the facts of a record of RIS or of the Web of Science from its lines."""

from collections.abc import Iterable
from dataclasses import dataclass, replace

from ...text.repairs import plain_line, title_text
from ..facts.authors import ris_name
from ..facts.dates import YEAR, date_of, joined_date, month_and_day
from ..facts.identifiers import arxiv_of, doi_in_address, doi_of, named_doi, serial_number
from ..facts.links import arxiv_in_venue, is_arxiv, kind_of, named_arxiv, noted_arxiv, sort_out
from ..facts.pages import page_range
from ..model import Author, Facts


@dataclass(frozen=True, slots=True, kw_only=True)
class RisEntry:
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
_BOOK = "book"
_NOTE = 300  # characters of a note that may be about the paper itself
_WOS_KINDS = {"J": "article-journal", "B": "book", "P": "patent"}


def ris_facts(entry: RisEntry) -> Facts:
    """Return the facts of a record of RIS."""
    kind = _KINDS.get(entry.first("TY").upper(), "")
    venue = _venue(entry, kind)
    urls, notes = entry.all("UR", "LK", "L1", "L2", "L3", "L4"), [note[:_NOTE] for note in entry.all("N1")]
    stated = (*map(doi_of, entry.all("DO", "M3", "L3")), *map(doi_in_address, urls), *map(named_doi, notes))
    found = sort_out((("paper", url) for url in urls), next(filter(None, stated), ""), _arxiv(entry, venue, urls))
    doi, arxiv = found.doi, found.arxiv
    authors = _authors(value for tag, value, _ in entry.values if tag in {"AU", "A1"})
    editors = _authors(entry.all("ED", *(() if kind == _BOOK else ("A2",))))  # those of a book would be of its series
    is_edited = entry.first("TY").upper() == "EDBOOK"
    return replace(
        Facts() if is_arxiv(venue) else _place(entry, kind),
        kind=kind_of(kind, venue, arxiv),
        authors=() if is_edited else authors,
        editors=(*authors, *editors) if is_edited else editors,
        published=_published(entry),
        venue="" if is_arxiv(venue) else venue,
        doi=doi,
        arxiv=arxiv,
        keywords=_keywords(entry.all("KW")),
        links=found.links,
    )


def _place(entry: RisEntry, kind: str) -> Facts:
    """Return where a paper stands in its journal or book; an identifier of arXiv is no such place."""
    volume, number, genre, own = (
        "" if arxiv_of(text) or doi_of(text) else text
        for text in map(title_text, (*map(entry.first, ("VL", "IS", "M3")), entry.first("M1", "SN")))
    )
    first, publisher = title_text(entry.first("SP")), title_text(entry.first("PB"))
    is_named = kind in {"thesis", "report"}  # of these, the publisher is the venue
    return Facts(
        genre=genre if is_named else "",
        volume=volume,
        number=number or (own if is_named else ""),
        pages="" if arxiv_of(first) else page_range(first, title_text(entry.first("EP"))),
        publisher="" if is_named or is_arxiv(publisher) else publisher,
        edition=title_text(entry.first("ET")),
        series=title_text(entry.first("T3", *(("T2",) if kind == _BOOK else ()))),
        isbn=serial_number(entry.all("SN"), 10, 13),
        issn=serial_number(entry.all("SN"), 8),
    )


def wos_facts(entry: RisEntry) -> Facts:
    """Return the facts of a record of the Web of Science."""
    kind = _WOS_KINDS.get(entry.first("PT"), "")
    if "proceedings paper" in entry.first("DT").lower():
        kind = "paper-conference"
    people = _authors(entry.all("AF") or entry.all("AU"))
    arxiv = named_arxiv(entry.first("AR"))
    groups = (Author(name=name, family=name) for name in map(title_text, entry.all("CA")))
    return Facts(
        kind=kind,
        authors=(*people, *groups),
        published=joined_date(entry.first("PY"), *month_and_day(entry.first("PD"))),
        venue=title_text(entry.first("SO")) if kind != _BOOK else "",
        volume=entry.first("VL"),
        number=entry.first("IS"),
        pages=page_range(entry.first("BP"), entry.first("EP")) or ("" if arxiv else entry.first("AR")),
        publisher=title_text(entry.first("PU")),
        editors=_authors(entry.all("BE")),
        series=title_text(entry.first("SE")),
        isbn=serial_number(entry.all("BN"), 10, 13),
        issn=serial_number(entry.all("SN"), 8),
        doi=doi_of(entry.first("DI")),
        arxiv=arxiv,
        keywords=_keywords(word for words in entry.all("DE") for word in words.split(";")),
    )


def _venue(entry: RisEntry, kind: str) -> str:
    """Return where a paper appeared; the venue of a book would be a series, and is left out."""
    if kind == _BOOK:
        return ""
    first = ("C3",) if kind == "paper-conference" else ()  # the proceedings; `T2` is the conference then
    last = ("PB",) if kind in {"thesis", "report"} else ()
    tags = (*first, "T2", "JF", "JO", "BT", "JA", "J1", "J2", *last)
    return next(filter(None, map(title_text, entry.all(*tags))), "")


def _arxiv(entry: RisEntry, venue: str, urls: Iterable[str]) -> str:
    numbers = (
        *map(named_arxiv, (*entry.all("DO"), *urls, *entry.all("AN", "M1", "C1", "SN", "SP", "VL"))),
        *(noted_arxiv(note[:_NOTE]) for note in entry.all("N1")),
    )
    return next(filter(None, (arxiv_in_venue(venue, entry.first("VL")), *numbers)), "")


def _authors(names: Iterable[str]) -> tuple[Author, ...]:
    apart = (name for line in names for name in plain_line(line).split(";"))
    return tuple(dict.fromkeys(filter(None, map(ris_name, apart))))


def _keywords(lines: Iterable[str]) -> tuple[str, ...]:
    """Return keywords, one a line; a single line may have all of them."""
    words = [word for word in map(plain_line, lines) if word]
    if len(words) == 1:
        words = [word.strip() for word in words[0].split(";" if ";" in words[0] else ",")]
    return tuple(dict.fromkeys(filter(None, words)))


def _published(entry: RisEntry) -> str:
    """Return the year of `PY` or `Y1`, with month and day of any line that has the same year."""
    lines = entry.all("PY", "Y1", "DA")
    dates = [date for date in map(date_of, lines) if date]
    year = next((date[:4] for date in dates), "") or next((found[0] for found in map(YEAR.search, lines) if found), "")
    if not year:
        return ""
    exact = max((date for date in dates if date.startswith(year)), key=len, default=year)
    if exact != year:
        return exact
    return joined_date(year, *month_and_day(YEAR.sub(" ", entry.first("DA")))) or year
