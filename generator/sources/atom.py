"""Reads Atom feeds, such as answers of arXiv, with a streaming parser that keeps the lines of the entries.

The parser refuses document types and so all entities, which feeds do not need; it fetches nothing.
"""

import re
from dataclasses import dataclass, field
from xml.sax import SAXParseException
from xml.sax.handler import ContentHandler, feature_namespaces
from xml.sax.xmlreader import AttributesNSImpl, Locator

from defusedxml import DefusedXmlException
from defusedxml.sax import make_parser

from ..diagnostics import Location, Report, error, info
from ..storage.text import Lines
from .facts.authors import people
from .facts.dates import published_of
from .facts.identifiers import arxiv_of, doi_of
from .facts.links import PREPRINT, sort_out
from .items import one_line, title_of
from .model import Facts, FileContent, Record
from .rows import MOST_ENTRIES, report_empty, report_no_title, row

ATOM = "http://www.w3.org/2005/Atom"
ARXIV = "http://arxiv.org/schemas/atom"
SEARCH = "http://a9.com/-/spec/opensearch/1.1/"

_MAX_DEPTH = 32  # levels: a feed needs five, and markup inside a text some more
_ENDLESS_TAG = re.compile(r"<\w[^<>]{20000}")
_Name = tuple[str | None, str]
_IN_FEED = 2
_IN_ENTRY = 3
_TEXTS = {
    **{(ATOM, name): name for name in ("id", "title", "summary", "content", "published")},
    **{(ARXIV, name): name for name in ("doi", "journal_ref")},
}


@dataclass(slots=True, kw_only=True)
class _Entry:
    """One entry: its texts by name, its authors, and its links as `(rel, title, address)`."""

    where: Location
    abstract_where: Location
    texts: dict[str, str] = field(default_factory=dict)
    authors: list[str] = field(default_factory=list)
    links: list[tuple[str, str, str]] = field(default_factory=list)
    primary: str = ""


class _NoFeedError(Exception):
    """Raised at a place that shows that the XML is no feed, or too large or too deep for one."""

    def __init__(self, where: Location, message: str) -> None:
        super().__init__(message)
        self.where = where


class _Handler(ContentHandler):
    """Builds a feed from the events of the parser, which begins after some skipped lines.

    `entries` are those of the feed, and `total` is the number of all results of the search, or "".
    """

    def __init__(self, file: str, skipped: int, parser: Locator) -> None:
        super().__init__()
        self.entries: list[_Entry] = []
        self.total = ""
        self._parser = parser
        self._file = file
        self._skipped = skipped
        self._open: list[_Name] = []
        self._text: list[str] = []

    def place(self) -> Location:
        """Return the place of the parser in the file."""
        line, column = self._parser.getLineNumber() or 1, self._parser.getColumnNumber() or 0
        return Location(file=self._file, line=line + self._skipped, column=column + 1)

    def startElementNS(self, name: _Name, qname: str | None, attrs: AttributesNSImpl) -> None:  # noqa: N802 (SAX calls it so)
        self._open.append(name)
        depth = len(self._open)
        if depth == 1 and name != (ATOM, "feed"):
            raise _NoFeedError(self.place(), f"this XML begins with `<{name[1][:40]}>`, and is not an Atom feed")
        if depth > _MAX_DEPTH:
            raise _NoFeedError(self.place(), f"nested more than {_MAX_DEPTH} levels deep")
        if depth == _IN_FEED and name == (ATOM, "entry"):
            if len(self.entries) == MOST_ENTRIES:
                raise _NoFeedError(self.place(), f"the feed has more than {MOST_ENTRIES:,} entries")
            self.entries.append(_Entry(where=self.place(), abstract_where=self.place()))
        if depth <= _IN_ENTRY or name == (ATOM, "name"):
            self._text = []
        if depth == _IN_ENTRY and self._open[1] == (ATOM, "entry"):
            self._begin(self.entries[-1], name, {key[1]: value for key, value in attrs.items()})

    def _begin(self, entry: _Entry, name: _Name, attributes: dict[str, str]) -> None:
        if name == (ATOM, "link"):
            entry.links.append((attributes.get("rel", ""), attributes.get("title", ""), attributes.get("href", "")))
        elif name == (ARXIV, "primary_category"):
            entry.primary = attributes.get("term", "")
        elif name == (ATOM, "summary"):
            entry.abstract_where = self.place()

    def characters(self, content: str) -> None:
        self._text.append(content)

    def endElementNS(self, name: _Name, qname: str | None) -> None:  # noqa: N802 (SAX calls it so)
        depth = len(self._open)
        self._open.pop()
        if depth == _IN_FEED and name == (SEARCH, "totalResults"):
            self.total = "".join(self._text)
        if depth >= _IN_ENTRY and self._open[1] == (ATOM, "entry"):
            entry, text = self.entries[-1], "".join(self._text)
            if depth == _IN_ENTRY and name in _TEXTS:
                entry.texts.setdefault(_TEXTS[name], text)
            elif name == (ATOM, "name") and self._open[-1] == (ATOM, "author"):
                entry.authors.append(text)


def _parsed(text: str, file: str, report: Report) -> _Handler | None:
    """Return the content of an Atom feed, or None with the one reason reported."""
    skipped = text[: len(text) - len(text.lstrip())].count("\n")  # XML may not begin with a blank line
    endless = _ENDLESS_TAG.search(text)
    if endless:
        where = Lines(text, file).locate(endless.start())
        error(report, "xml-syntax", where, "not XML: a tag begins here and does not end", "fetch the file again")
        return None
    parser = make_parser()
    handler = _Handler(file, skipped, parser)
    parser.forbid_dtd = True
    parser.setFeature(feature_namespaces, True)
    parser.setContentHandler(handler)
    try:
        parser.feed(text.lstrip())  # all at once: older versions of expat read a long tag again for each piece
        parser.close()
        return handler
    except SAXParseException as reason:
        message = f"not XML: {reason.getMessage()}"
        error(report, "xml-syntax", handler.place(), message, "the file may be cut off: fetch it again")
    except DefusedXmlException:
        hint = "remove the text before the first element, if you know where the file comes from"
        error(report, "xml-entity", handler.place(), "the file declares a document type, which no feed needs", hint)
    except _NoFeedError as reason:
        hint = "supported: answers of arXiv, and other Atom feeds, which begin with `<feed>`"
        error(report, "unknown-shape", reason.where, str(reason), hint)
    return None


_ERRORS = "arxiv.org/api/errors"


def read(text: str, file: str, report: Report) -> FileContent | None:
    """Return the rows of a feed."""
    feed = _parsed(text, file, report)
    if feed is None:
        return None
    wrong = next(filter(_is_error, feed.entries), None)
    if wrong is not None:
        message = f"this is not a list of papers, but an error of arXiv: {one_line(wrong.texts.get('summary'))[:300]}"
        error(report, "arxiv-error", wrong.where, message, "correct the query, and fetch the file again")
        return None
    if not feed.entries:
        report_empty(file, report)
        return None
    rows = [_record(entry, position, report) for position, entry in enumerate(feed.entries, 1)]
    _report_more(feed, file, report)
    return FileContent(records=tuple(filter(None, rows)), entries=len(feed.entries))


def _is_error(entry: _Entry) -> bool:
    key = entry.texts.get("id", "")
    return _ERRORS in key or (
        "arxiv.org/" in key and one_line(entry.texts.get("title")) == "Error" and not arxiv_of(key)
    )


def _report_more(feed: _Handler, file: str, report: Report) -> None:
    total = one_line(feed.total)
    if total.isdecimal() and len(total) < len("1000000000") and int(total) > len(feed.entries):
        message = f"the search has {int(total):,} results, and this file holds {len(feed.entries):,} of them"
        hint = "fetch the others with `start` and `max_results`, if they are wanted, into files of their own"
        info(report, "more-results", Location(file=file), message, hint)


def _record(entry: _Entry, position: int, report: Report) -> Record | None:
    texts = {name: one_line(text) for name, text in entry.texts.items()}
    title = title_of(texts.get("title"))
    if not title:
        report_no_title(entry.where, "", report)
    return row(
        position,
        entry.where,
        title=title,
        abstract=texts.get("summary", ""),
        abstract_where=entry.abstract_where,
        key=arxiv_of(texts.get("id", "")) or texts.get("id", ""),
        facts=_facts(entry, texts),
    )


def _facts(entry: _Entry, texts: dict[str, str]) -> Facts:
    arxiv = arxiv_of(texts.get("id", ""))
    found = sort_out((_rel(rel, title), address) for rel, title, address in entry.links)
    return Facts(
        kind=PREPRINT if arxiv else "",
        authors=people(list(entry.authors)),
        published=published_of(texts.get("published", "")),
        venue=title_of(texts.get("journal_ref")),
        doi=doi_of(texts.get("doi", "")) or found.doi,
        arxiv=arxiv or found.arxiv,
        keywords=(entry.primary,) if entry.primary else (),
        links=found.links,
    )


def _rel(rel: str, title: str) -> str:
    """Return the relation of a link: its title, or `paper` for the page of the entry itself."""
    return title or ("paper" if rel in {"", "alternate"} else rel)
