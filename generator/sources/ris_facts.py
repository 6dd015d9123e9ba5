"""What the lines of a RIS record say of a paper, whichever program wrote them; and those of the Web of Science.

Sources: the tables of EndNote, Reference Manager and Zotero (its translator `RIS.js`); the field tags that Clarivate
lists for the Web of Science.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from generator.sources.identifiers import doi_of, published_of
from generator.sources.markup import title_text
from generator.sources.months import month_and_day
from generator.sources.names import ris_name
from generator.sources.record import Author, Facts
from generator.sources.references import (
    PREPRINT,
    arxiv_in_venue,
    doi_in,
    is_arxiv,
    is_preprint,
    links_to,
    named_arxiv,
    prose,
)
from generator.sources.ris_lines import RawRecord

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
