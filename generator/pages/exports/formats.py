"""Writes papers in every format of the exports: CSL-JSON, RIS, CSV and Markdown here, BibTeX in `bibtex`."""

from __future__ import annotations

import json
import re
import unicodedata
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

from ...catalog.model import Catalog
from ...sources.facts.dates import venue_year
from ...sources.model import Author
from .bibtex import bibtex
from .reference import Reference, reference

_BY_ITSELF = {"thesis", "report"}
"""Types of CSL whose venue is the institution that publishes them."""
_NUMBERED = {*_BY_ITSELF, "book", "patent", "standard", "legislation", "bill", "software", "dataset"}
"""Types of CSL that have a number of their own, rather than that of an issue."""


def csl(paper: Reference) -> str:
    """Return a paper as one item of a CSL-JSON list, without the fields that are not known."""
    arxiv = f"arXiv:{paper.arxiv}" if paper.arxiv else ""
    by_itself = paper.type in _BY_ITSELF
    has_issue = paper.type not in _NUMBERED
    own = "" if has_issue else paper.number
    item = {
        "id": paper.key,
        "type": paper.type or "document",  # the general type of CSL
        "genre": paper.genre,
        "author": list(map(_csl_name, paper.authors)),
        "editor": list(map(_csl_name, paper.editors)),
        "title": paper.title,
        "container-title": "" if by_itself else paper.venue,
        "publisher": paper.venue if by_itself else paper.publisher,
        "edition": paper.edition,
        "collection-title": paper.series,
        "ISBN": paper.isbn,
        "ISSN": paper.issn,
        "volume": paper.volume,
        "issue": paper.number if has_issue else "",
        "page": paper.pages if "-" in paper.pages else paper.pages.replace("–", "-"),
        "issued": {"date-parts": [list(map(int, paper.date.split("-")))]} if paper.date else {},
        "DOI": paper.doi,
        "number": own or arxiv,
        "URL": paper.url,
        "abstract": paper.abstract,
        "keyword": ", ".join(paper.subjects),
        "note": "\n".join(filter(None, (arxiv if own else "", " ".join(paper.remarks)))),
    }
    return json.dumps({name: value for name, value in item.items() if value}, ensure_ascii=False, indent=2)


def _csl_name(author: Author) -> dict[str, str]:
    if author.family and author.given:
        suffix = {"suffix": author.suffix} if author.suffix else {}
        return {"family": author.surname, "given": author.given, **suffix}
    return {"literal": author.name}


END = "\r\n"
_LOW = str.maketrans("₀₁₂₃₄₅₆₇₈₉", "0123456789")
_BEFORE = re.compile(r"(?<![\w)\]}])[⁰¹²³⁴-⁹]+(?=[A-Z])")  # an isotope has its number before its letter

_TYPES = {
    "article-journal": "JOUR", "article-magazine": "MGZN", "article-newspaper": "NEWS", "paper-conference": "CPAPER",
    "book": "BOOK", "chapter": "CHAP", "entry-encyclopedia": "ENCYC", "entry-dictionary": "DICT", "thesis": "THES",
    "report": "RPRT", "dataset": "DATA", "software": "COMP", "webpage": "ELEC", "manuscript": "UNPB", "patent": "PAT",
    "standard": "STAND", "pamphlet": "PAMP", "map": "MAP", "figure": "FIGURE", "graphic": "ART", "speech": "SLIDE",
    "motion_picture": "MPCT", "song": "SOUND", "post-weblog": "BLOG", "legislation": "STAT", "bill": "BILL",
    "legal_case": "CASE", "hearing": "HEAR", "personal_communication": "PCOMM",
}  # fmt: skip
"""The type of RIS for each type of CSL."""


def ris(paper: Reference) -> str:
    """Return a paper as a record of a `.ris` file, without the fields that are not known."""
    kind = _TYPES.get(paper.type, "GEN")
    lines = [f"{tag}  - {value}{END}" for tag, value in _fields(paper) if value]
    return "".join([f"TY  - {kind}{END}", *lines, f"ER  - {END}"])


def _fields(paper: Reference) -> Iterator[tuple[str, str]]:
    yield "ID", paper.key
    for author in paper.authors:
        yield "AU", _ris_name(author)
    for editor in paper.editors:
        yield "ED" if paper.type == "book" else "A2", _ris_name(editor)  # of a book, `A2` are the editors of the series
    by_itself = paper.type in _BY_ITSELF and not paper.publisher
    first, last = paper.page_range
    yield "TI", typed(paper.title)
    yield "T2", "" if by_itself else paper.venue
    yield "PB", paper.venue if by_itself else paper.publisher
    yield "ET", paper.edition
    yield "T3", paper.series
    yield "SN", paper.isbn
    yield "SN", paper.issn
    yield "VL", paper.volume
    yield "M1" if paper.type in _BY_ITSELF else "IS", paper.number
    yield "SP", first
    yield "EP", last
    yield "M3", paper.genre
    yield "PY", paper.year
    yield "DA", paper.date.replace("-", "/") if "-" in paper.date else ""
    yield "DO", paper.doi
    yield "UR", paper.url
    yield "AB", paper.abstract
    for keyword in paper.subjects:
        yield "KW", keyword
    yield "N1", f"arXiv: {paper.arxiv}" if paper.arxiv else ""
    for remark in paper.remarks:
        yield "N1", remark


def typed(title: str) -> str:
    """Return a title with the digits of formulas as they are typed: `CO₂` is `CO2`, `¹³C` is `13C`; powers stay."""
    return _BEFORE.sub(lambda found: unicodedata.normalize("NFKC", found[0]), title.translate(_LOW))


def _ris_name(author: Author) -> str:
    if author.family and author.given:
        return ", ".join(filter(None, (author.surname, author.given, author.suffix)))
    return author.name


COLUMNS = (
    *("slug", "title", "authors", "year", "published", "venue", "doi", "arxiv", "url"),
    *("tags", "keywords", "summary", "abstract", "first_listed"),
    *("type", "editors", "volume", "number", "pages", "publisher", "edition", "key"),
    *("series", "isbn", "issn"),
)
"""The columns of a CSV file."""

BEFORE = f"\ufeff{','.join(COLUMNS)}\r\n"
"""The beginning of a CSV file: a byte order mark and the header."""

# Spreadsheets in some languages read the wide forms as the narrow ones.
_COMPUTED = re.compile(r"'*[=+\-@＝＋－＠]")
_QUOTED = re.compile(r'[",\r\n]|^\s|\s$')


def csv_row(paper: Reference) -> str:
    """Return a paper as a row of a CSV file; unknown facts are empty cells."""
    cells = (
        *(paper.slug, paper.title, _joined(author.name for author in paper.authors), paper.year, paper.published),
        *(paper.venue, paper.doi, paper.arxiv, paper.url),
        *(_joined(paper.tags), _joined(paper.keywords), paper.summary, paper.abstract, paper.listed),
        *(paper.type, _joined(editor.name for editor in paper.editors), paper.volume, paper.number, paper.pages),
        *(paper.publisher, paper.edition, paper.key, paper.series, paper.isbn, paper.issn),
    )
    return f"{','.join(map(_cell, cells))}\r\n"


def _joined(items: Iterable[str]) -> str:
    return "; ".join(item.replace(";", ",") for item in items)


def _cell(text: str) -> str:
    safe = f"'{text}" if _COMPUTED.match(text) else text
    return f'"{safe.replace(chr(34), chr(34) * 2)}"' if _QUOTED.search(safe) else safe


# Every Markdown supports a backslash before one of these. The others became special later, and only a character
# reference is safe for them everywhere.
_OLD = re.compile(r"[\\`*_{}\[\]]")
_NEW = re.compile(r"[<>$~^|]|&(?=#?\w)|=(?==)|:(?=\w[\w+-]*:)")
_BEGINS = re.compile(r"([#+\-!])|(\d+)([.)])|([=:/?@%])")


def markdown(paper: Reference) -> str:
    """Return a paper as a list item of Markdown: title, linked if an address is known, origin, summary and links."""
    title = markdown_text(paper.title)
    lines = [f"[{title}]({paper.url})" if paper.url else markdown_line(title)]
    year = "" if venue_year(paper.venue) else paper.year  # the venue has it
    origin = " · ".join(filter(None, (", ".join(author.name for author in paper.authors), paper.venue, year)))
    lines += [markdown_line(markdown_text(origin))] if origin else []
    lines += [markdown_line(markdown_text(paper.summary))] if paper.summary else []
    lines += [" · ".join(f"[{markdown_text(link.rel)}]({link.url})" for link in paper.links)] if paper.links else []
    return "- " + "  \n  ".join(lines) + "\n"  # two spaces break a line in every Markdown


def markdown_text(text: str) -> str:
    """Return text as Markdown that shows exactly that text within a line."""
    return _NEW.sub(lambda match: f"&#{ord(match[0])};", _OLD.sub(r"\\\g<0>", text))


def markdown_line(text: str) -> str:
    """Return Markdown for the start of a line, so that it does not begin a heading, list or rule."""
    return _BEGINS.sub(_start, text, count=1) if _BEGINS.match(text) else text


def _start(match: re.Match[str]) -> str:
    if match[1]:
        return f"\\{match[1]}"
    if match[2]:
        return f"{match[2]}\\{match[3]}" if match[3] == "." else f"{match[2]}&#41;"
    return f"&#{ord(match[4])};"


@dataclass(frozen=True, slots=True, kw_only=True)
class ExportFormat:
    """One export format: its name, the suffix of its files, and the function that writes a paper.

    `scopes` are the folders that have files of it, and `library` for all papers. `tabular` says whether it makes a row
    of each paper. A file is `before`, the papers separated by `between`, and `after`. The browser joins papers by
    the same rule (`docs/assets/js/export/formats.js`), so what it makes equals a file of the same papers byte for byte.
    """

    name: str
    suffix: str
    write: Callable[[Reference], str]
    scopes: tuple[str, ...] = ("library",)
    tabular: bool = False
    before: str = ""
    between: str = ""
    after: str = ""

    def joined(self, papers: Iterable[str]) -> bytes:
        """Return a file of papers that are written in this format already."""
        # Joined as bytes: in a str, one rare character would make millions of characters four times as large.
        inner = self.between.encode().join(map(str.encode, papers))
        return b"".join((self.before.encode(), inner, self.after.encode()))


_EACH = ("papers", "library")

FORMATS = (
    ExportFormat(name="BibTeX", suffix="bib", write=bibtex, scopes=(*_EACH, "tags", "paths", "listings"), between="\n"),
    ExportFormat(name="RIS", suffix="ris", write=ris, scopes=_EACH, between="\r\n"),
    ExportFormat(
        name="CSL-JSON", suffix="csl.json", write=csl, scopes=_EACH, before="[\n", between=",\n", after="\n]\n"
    ),
    ExportFormat(name="Markdown", suffix="txt", write=markdown),
    ExportFormat(name="CSV", suffix="csv", tabular=True, write=csv_row, before=BEFORE),
)
"""Every format; a new one is a function and an entry here, and its line in `formats.js`."""


class ExportedPapers:
    """The papers of a catalog in every export format."""

    def __init__(self, catalog: Catalog) -> None:
        self._catalog = catalog
        self._references: dict[str, Reference] = {}  # a paper is in many files, …
        self._bibtex: dict[str, str] = {}  # … most of them in this format

    def __getitem__(self, slug: str) -> tuple[str, ...]:
        """Return a paper in every format, in the order of `FORMATS`."""
        return tuple(self._text(each, slug) for each in FORMATS)

    def file(self, each: ExportFormat, slugs: Iterable[str]) -> bytes:
        """Return a file of papers in a format."""
        return each.joined(self._text(each, slug) for slug in slugs)

    def _text(self, each: ExportFormat, slug: str) -> str:
        if each.write is not bibtex:
            return each.write(self._reference(slug))
        if slug not in self._bibtex:
            self._bibtex[slug] = bibtex(self._reference(slug))
        return self._bibtex[slug]

    def _reference(self, slug: str) -> Reference:
        if slug not in self._references:
            self._references[slug] = reference(self._catalog.papers[slug], self._catalog.vocabulary.tags)
        return self._references[slug]
