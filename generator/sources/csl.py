"""Reads entries of CSL-JSON and CSL-YAML, as Zotero, Better BibTeX, pandoc and publishers write them.

Source: the schema of CSL data, https://github.com/citation-style-language/schema (csl-data.json).
"""

import re
from collections.abc import Iterable, Mapping
from typing import Any

from .facts.authors import people
from .facts.dates import date_of_parts
from .facts.identifiers import arxiv_of, doi_in_address, doi_of, named_doi
from .facts.links import is_arxiv, sort_out
from .facts.pages import pages_of
from .items import Item, Value, fields_of, items_of, one_line, plain, title_of, words_of
from .model import Facts, Record
from .rows import row

_TYPES = frozenset({
    *("article", "article-journal", "article-magazine", "article-newspaper", "bill", "book", "broadcast", "chapter"),
    *("classic", "collection", "dataset", "document", "entry", "entry-dictionary", "entry-encyclopedia", "event"),
    *("figure", "graphic", "hearing", "interview", "legal_case", "legislation", "manuscript", "map", "motion_picture"),
    *("musical_score", "pamphlet", "paper-conference", "patent", "performance", "periodical", "post", "post-weblog"),
    *("personal_communication", "regulation", "report", "review", "review-book", "software", "song", "speech"),
    *("standard", "thesis", "treaty", "webpage"),
})  # fmt: skip
"""The types of CSL 1.0.2."""

_CSL_ONLY = {"container-title", "issued", "citation-key", "DOI", "title-short"}
_VENUES = ("container-title", "event-title", "event")
_ARCHIVE = re.compile(r"(?:arxiv|corr)\b", re.IGNORECASE)
_PREPRINT_NOTE = re.compile(r"^\s*arxiv:\s*(\S+)(?:\s+\[[\w.-]+\])?\s*$", re.IGNORECASE | re.MULTILINE)
_SHORT_DOI = re.compile(r"10/[a-z0-9]{3,10}")


def matches(item: Item) -> bool:
    """Return whether an entry looks like CSL: by its type, a field that only CSL has, or the parts of its authors."""
    fields = fields_of(item.value)
    authors = items_of(fields.get("author"))
    return (
        one_line(fields.get("type")) in _TYPES
        or not _CSL_ONLY.isdisjoint(fields)
        or any(not {"family", "literal"}.isdisjoint(fields_of(author)) for author in authors)
    )


def record(item: Item, position: int) -> Record | None:
    """Return an entry as a row, or None if it has no title."""
    fields = fields_of(item.value)
    return row(
        position,
        item.where,
        title=title_of(fields.get("title")),
        abstract=plain(fields.get("abstract")),
        abstract_where=item.abstract_where,
        key=one_line(fields.get("citation-key")) or one_line(fields.get("id")) or item.name,
        facts=_facts(fields),
    )


def _facts(fields: Mapping[str, Value]) -> Facts:
    kind = one_line(fields.get("type"))
    note = fields.get("note")
    lines = note.split("\n") if isinstance(note, str) else []
    url, stated = one_line(fields.get("URL")), one_line(fields.get("DOI"))
    doi = doi_of(stated) or doi_in_address(url) or next(filter(None, map(named_doi, lines)), "")
    urls = [("paper", url)]
    if not doi and _SHORT_DOI.fullmatch(stated):
        urls.insert(0, ("paper", f"https://doi.org/{stated}"))  # a link to the paper, but not its DOI
    found = sort_out(urls, doi, _arxiv(fields))
    return Facts(
        kind=kind if kind in _TYPES else "",
        genre=title_of(fields.get("genre")),
        authors=people(fields.get("author")),
        editors=people(fields.get("editor")),
        published=date_of_parts(fields.get("issued")),
        venue=venue_of(kind, (title_of(fields.get(name)) for name in _VENUES), title_of(fields.get("publisher"))),
        **_place(fields, kind),
        doi=found.doi,
        arxiv=found.arxiv,
        keywords=words_of(fields.get("keyword")),
        links=found.links,
    )


def _place(fields: Mapping[str, Value], kind: str) -> dict[str, Any]:
    """Return where a paper stands in its journal or book; an identifier of arXiv is no such place."""
    volume, issue, number, edition, publisher = (
        title_of(fields.get(name)) for name in ("volume", "issue", "number", "edition", "publisher")
    )
    is_named = kind in {"report", "thesis"} or is_arxiv(publisher)  # of a report, the publisher is the venue
    return {
        "volume": volume,
        "number": issue or ("" if arxiv_of(number) else number),
        "pages": pages_of(title_of(fields.get("page"))),
        "publisher": "" if is_named else publisher,
        "edition": edition,
    }


def _arxiv(fields: Mapping[str, Value]) -> str:
    """Return the arXiv identifier of a field for identifiers, or of a line of the note."""
    numbers = [one_line(fields.get(name)) for name in ("number", "archive_location")]
    if all(one_line(fields.get(name)).casefold() != "arxiv" for name in ("archive", "publisher")):
        numbers = [number for number in numbers if number[:5].casefold() == "arxiv"]
    texts = (one_line(fields.get("DOI")), *numbers, *preprints_in(fields.get("note")))
    return next(filter(None, map(arxiv_of, texts)), "")


def venue_of(kind: str, venues: Iterable[str], publisher: str) -> str:
    """Return the first venue other than arXiv; for a report or a thesis, the publisher is the last of them."""
    last = (publisher,) if kind in {"report", "thesis"} else ()
    return next((venue for venue in (*venues, *last) if venue and not _ARCHIVE.match(venue)), "")


def preprints_in(note: Value) -> list[str]:
    """Return the identifiers of lines such as `arXiv:2301.00001 [cs]`, by which Zotero notes the paper's preprint."""
    return _PREPRINT_NOTE.findall(note) if isinstance(note, str) else []
