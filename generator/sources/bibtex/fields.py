"""Reads title, abstract and facts from the fields of a BibTeX or biblatex entry."""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from datetime import date

from ...text.repairs import plain_line, title_text, with_subtitle
from ...text.tex import plain_address, plain_text
from ..facts.bibtex_names import bibtex_names
from ..facts.dates import YEAR, date_of, day_of, joined_date, month_and_day
from ..facts.identifiers import arxiv_of, doi_in_address, doi_of, named_doi
from ..facts.links import RELATIONS, arxiv_in_venue, is_arxiv, kind_of, named_arxiv, noted_arxiv, sort_out
from ..facts.pages import pages_of
from ..model import Facts

_Fields = Mapping[str, str]
"""The fields of one entry: names in lower case, values as TeX."""

_KINDS = {
    "article": "article-journal", "suppperiodical": "article-journal", "periodical": "periodical",
    "inproceedings": "paper-conference", "conference": "paper-conference",
    "incollection": "chapter", "inbook": "chapter", "bookinbook": "chapter", "suppbook": "chapter",
    "suppcollection": "chapter", "inreference": "entry-encyclopedia",
    "book": "book", "mvbook": "book", "collection": "book", "mvcollection": "book", "proceedings": "book",
    "mvproceedings": "book", "reference": "book", "mvreference": "book", "manual": "book", "booklet": "pamphlet",
    "phdthesis": "thesis", "mastersthesis": "thesis", "bachelorsthesis": "thesis", "thesis": "thesis",
    "techreport": "report", "report": "report", "unpublished": "manuscript",
    "online": "webpage", "electronic": "webpage", "www": "webpage", "webpage": "webpage",
    "patent": "patent", "dataset": "dataset", "data": "dataset", "software": "software", "standard": "standard",
    "legislation": "legislation", "jurisdiction": "legal_case", "artwork": "graphic", "image": "graphic",
    "movie": "motion_picture", "video": "motion_picture", "audio": "song", "music": "song", "review": "review",
}  # fmt: skip
"""The type of CSL for each type of entry; `misc` and unknown types have none."""
_GENRES = {
    "phdthesis": "PhD thesis", "mastersthesis": "Master’s thesis", "mathesis": "Master’s thesis",
    "bachelorsthesis": "Bachelor’s thesis", "bathesis": "Bachelor’s thesis", "proceedings": "proceedings",
    "mvproceedings": "proceedings", "techreport": "technical report", "resreport": "research report",
}  # fmt: skip
"""The genre that types of entries, and words of biblatex in the field `type`, add to the type of CSL."""
_PERIODICALS = {"magazine": "article-magazine", "newspaper": "article-newspaper"}
_VENUES = (
    "journal", "journaltitle", "booktitle", "howpublished", "school", "institution", "organization", "eventtitle",
)  # fmt: skip
_SUBTITLES = {"journal": "journalsubtitle", "journaltitle": "journalsubtitle", "booktitle": "booksubtitle"}
_LINKS = {name: RELATIONS.get(name, "paper") for name in (
    "url", "howpublished", "note", "pdf", "ee", "html", "link", "code", "github", "website", "project", "video", "talk",
    "slides", "poster", "blog", "demo", "data", "dataset", "supp", "supplementary", "annex",
)}  # fmt: skip
"""The relation of the addresses in each field; many people use fields of al-folio, a theme for their own pages."""
_WITH_ARXIV = frozenset((
    "archiveprefix", "eprinttype", "eprint", "arxivid", "arxiv", "doi", "url", "number", "howpublished", "eid", "pages",
    "institution", "publisher", "journal", "journaltitle", "volume", "note",
))  # fmt: skip
_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_PIECES = re.compile(r"[^\\{}]+|\\.?|[{}]", re.DOTALL)
_DOUBLE = re.compile(r"\{([^{}]*\w[^{}]*[,;]\s[^{}]*\w[^{}]*)\}")
"""A list of keywords in one more pair of braces, as the Web of Science writes it."""
_WORDS = ("keywords", "keyword", "mendeley-tags")


def added_of(fields: _Fields) -> date | None:
    """Return the day on which this program added the entry, or None for an entry of another program."""
    text = fields.get("added", "").strip()
    return day_of(text) if _DAY.fullmatch(text) else None


def title_of(fields: _Fields) -> str:
    """Return the title with its subtitle, or ""; in an entry of this program, markup stays as it is typed."""
    if added_of(fields):
        return " ".join(plain_text(fields.get("title", "")).split())
    title = title_text(plain_text(fields.get("title", "")))
    subtitle = title_text(plain_text(fields.get("subtitle", "")))
    return with_subtitle(title, subtitle)


def abstract_of(fields: _Fields) -> str:
    """Return the abstract on one line, or ""; in an entry of this program, markup stays as it is typed."""
    abstract = plain_text(fields.get("abstract", ""))
    return " ".join(abstract.split()) if added_of(fields) else plain_line(abstract)


def facts_of(kind: str, fields: _Fields) -> Facts:
    """Return the facts of an entry of a type of BibTeX."""
    venue = next(_venues(fields), "") if _KINDS.get(kind) != "book" else ""
    texts = {name: plain_address(fields.get(name, "")) for name in ("doi", "note", "url", "howpublished")}
    stated = doi_of(texts["doi"]) or doi_in_address(texts["url"]) or named_doi(texts["note"])
    found = sort_out(_addresses(fields), stated, _arxiv(fields))
    doi, arxiv = found.doi, found.arxiv
    is_directed = fields.get("editortype", "").strip("{} ").lower() == "director"
    directors = fields.get("editor" if is_directed else "director", "")
    type_of_csl = _PERIODICALS.get(fields.get("entrysubtype", "").lower()) or _KINDS.get(kind, "")
    return replace(
        Facts() if is_arxiv(venue) else _place(fields),
        kind=kind_of(type_of_csl, venue, arxiv),
        genre=_genre(kind, fields),
        authors=bibtex_names(fields.get("author", "") or directors),
        editors=() if is_directed else bibtex_names(fields.get("editor", "")),
        published=_published(fields),
        venue="" if is_arxiv(venue) else venue,
        doi=doi,
        arxiv=arxiv,
        keywords=tuple(dict.fromkeys(_keywords(fields))),
        links=found.links,
    )


def _genre(kind: str, fields: _Fields) -> str:
    stated = title_text(plain_text(fields.get("type", "")))
    return _GENRES.get(stated.lower(), stated) or _GENRES.get(kind, "")


def _place(fields: _Fields) -> Facts:
    """Return where a paper stands in its journal or book; an identifier of arXiv is no such place."""
    volume, issue, number, pages, eid, publisher, edition, series, isbn, issn = (
        title_text(plain_text(fields.get(name, "")))
        for name in ("volume", "issue", "number", "pages", "eid", "publisher", "edition", "series", "isbn", "issn")
    )
    return Facts(
        volume=volume,
        number="" if arxiv_of(number) else number or issue,
        pages="" if arxiv_of(pages) else pages_of(pages or eid),
        publisher="" if is_arxiv(publisher) else publisher,
        edition=edition,
        series=series,
        isbn=isbn,
        issn=issn,
    )


def _venues(fields: _Fields) -> Iterator[str]:
    for name in _VENUES:
        text = title_text(plain_text(fields.get(name, "")))
        subtitle = title_text(plain_text(fields.get(_SUBTITLES.get(name, ""), "")))
        if text and "://" not in text and not (name == "howpublished" and (doi_of(text) or arxiv_of(text))):
            yield with_subtitle(text, subtitle)


def _addresses(fields: _Fields) -> Iterator[tuple[str, str]]:
    """Yield texts with addresses and the relation of these: of known fields, and of those that BibDesk numbers."""
    for name, rel in _LINKS.items():
        if name in fields:
            yield rel, plain_address(fields[name])
    for name, value in fields.items():
        if name.startswith("bdsk-url"):
            yield "paper", plain_address(value)


def _arxiv(fields: _Fields) -> str:
    text = {name: plain_address(value) for name, value in fields.items() if name in _WITH_ARXIV}
    archive = (text.get("archiveprefix") or text.get("eprinttype") or "").lower()
    is_archived = any(is_arxiv(text.get(name, "")) for name in ("institution", "publisher", "journal", "journaltitle"))
    found = (
        arxiv_of(text.get("eprint", "")) if not archive or archive.startswith("arxiv") else "",
        arxiv_of(text.get("arxivid") or text.get("arxiv") or ""),
        *(named_arxiv(text.get(name, "")) for name in ("doi", "url", "number", "howpublished", "eid", "pages")),
        *(arxiv_of(text.get(name, "")) for name in ("number", "eid", "pages") if is_archived),
        arxiv_in_venue(text.get("journal") or text.get("journaltitle") or "", text.get("volume", "")),
        noted_arxiv(text.get("note", "")),
    )
    return next(filter(None, found), "")


def _published(fields: _Fields) -> str:
    """Return the date of publication; of a range the first date counts."""
    if date := date_of(plain_text(fields.get("date", "")).strip("{} ")):
        return date
    year = YEAR.search(plain_text(fields.get("year", "")))
    if not year:
        return ""
    month, day = month_and_day(plain_text(fields.get("month", "").replace("~", " ")))
    return joined_date(year[0], month, day or fields.get("day", "").strip("{} "))


def _keywords(fields: _Fields) -> Iterable[str]:
    for name in _WORDS:
        words = fields.get(name, "").strip()
        if found := _DOUBLE.fullmatch(words):
            words = found[1]
        masked = "".join(_masked(words))
        for word in masked.split(";" if ";" in masked else ","):
            if shown := plain_line(plain_text(word.translate(_UNMASKED))):
                yield shown


def _masked(words: str) -> Iterator[str]:
    """Yield the pieces of a list of words, with the separators inside braces masked."""
    depth = 0
    for piece in _PIECES.findall(words):
        depth = max(0, depth + (piece == "{") - (piece == "}"))
        yield piece.translate(_MASKS) if depth else piece


_MASKS = str.maketrans(",;", "\x01\x02")
_UNMASKED = str.maketrans("\x01\x02", ",;")
