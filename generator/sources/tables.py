"""Reads rows of the CSV that Zotero exports.

Source: Zotero's translator `CSV.js` and the types of its `zotero-schema`, which also give the types of CSL for them.
"""

from __future__ import annotations

import csv
from collections.abc import Iterator, Sequence

from ..diagnostics import Diagnostic, Location, Report, error, info, warning
from . import entries
from .csl import preprints_in, venue_of
from .entries import reading_of
from .facts.authors import person
from .facts.dates import agreed, date_of, day_of
from .facts.identifiers import arxiv_of, doi_of
from .facts.links import sort_out
from .items import Item, TooManyError, Value, fields_of, limited, lines_of, one_line, plain, title_of
from .model import Author, Facts, Reading, Record

NO_PAPERS = frozenset({"attachment", "note", "annotation"})
"""Types of what hangs on an item and is none itself."""

_HEADER = {"Key", "Item Type", "Title"}
_KINDS = {
    "preprint": "article", "journalArticle": "article-journal", "magazineArticle": "article-magazine",
    "newspaperArticle": "article-newspaper", "bill": "bill", "book": "book", "bookSection": "chapter",
    "radioBroadcast": "broadcast", "tvBroadcast": "broadcast", "podcast": "song", "audioRecording": "song",
    "dataset": "dataset", "document": "document", "dictionaryEntry": "entry-dictionary", "artwork": "graphic",
    "encyclopediaArticle": "entry-encyclopedia", "hearing": "hearing", "interview": "interview", "case": "legal_case",
    "statute": "legislation", "manuscript": "manuscript", "map": "map", "film": "motion_picture",
    "videoRecording": "motion_picture", "conferencePaper": "paper-conference", "patent": "patent", "letter":
    "personal_communication", "email": "personal_communication", "instantMessage": "personal_communication",
    "forumPost": "post", "blogPost": "post-weblog", "report": "report", "computerProgram": "software",
    "presentation": "speech", "standard": "standard", "thesis": "thesis", "webpage": "webpage",
}  # fmt: skip
_VENUES = ("Publication Title", "Conference Name")


def is_zotero_header(names: Sequence[str]) -> bool:
    """Tell whether the names of columns are those of Zotero."""
    return set(names) >= _HEADER


def zotero_record(item: Item, source: str, position: int) -> Record | None:
    """Return a row of the table as a row of the source, or None if it has no title."""
    cells = {name: one_line(cell) for name, cell in fields_of(item.value).items()}
    title = title_of(cells.get("Title"))
    if not title:
        return None
    return Record(
        source=source,
        position=position,
        title=title,
        abstract=plain(cells.get("Abstract Note")),
        where=item.where,
        abstract_where=item.where,
        key=cells["Key"],
        facts=_facts(cells, item),
        listed=day_of(cells.get("Date Added", "")),
    )


def _facts(cells: dict[str, str], item: Item) -> Facts:
    found = sort_out((("paper", cells.get("Url", "")),))
    kind = _KINDS.get(cells.get("Item Type", ""), "")
    return Facts(
        kind=kind,
        authors=tuple(_authors(cells.get("Author", ""))),
        published=agreed(date_of(cells.get("Date", "")), cells.get("Publication Year", "")),
        venue=venue_of(kind, (title_of(cells.get(name)) for name in _VENUES), title_of(cells.get("Publisher"))),
        doi=doi_of(cells.get("DOI", "")) or found.doi,
        arxiv=_arxiv(cells, item) or found.arxiv,
        keywords=tuple(_keywords(cells)),
        links=found.links,
    )


def _authors(cell: str) -> Iterator[Author]:
    """Yield names `Family, Given; Family, Given`; one without a comma was one piece in Zotero too."""
    for name in cell.split(";"):
        family, _, given = (part.strip() for part in plain(name).partition(","))
        author = person(family, given)
        if author is not None:
            yield author


def _keywords(cells: dict[str, str]) -> Iterator[str]:
    words = (word for name in ("Manual Tags", "Automatic Tags") for word in cells.get(name, "").split(";"))
    yield from dict.fromkeys(filter(None, map(plain, words)))


def _arxiv(cells: dict[str, str], item: Item) -> str:
    extra = fields_of(item.value).get("Extra")
    series = next((cells[name] for name in ("Publisher", "Archive") if "arxiv" in cells.get(name, "").casefold()), "")
    places = (cells.get("DOI", ""), cells.get("Archive Location", "") if series else "", cells.get("Number", ""))
    return next(filter(None, map(arxiv_of, (*places, *preprints_in(extra)))), "")


LONGEST_FIELD = 2_000_000
"""Characters; notes of whole books have been seen in a field. A longer one is a quote that was not closed."""

_LONGEST_HEADER = 20_000  # characters; Zotero's has a thousand
_DELIMITERS = ",;\t"
_SHOWN = 12  # columns in a message, and the letters of each
_LETTERS = 40


def read(text: str, file: str, source: str, report: Report) -> Reading | None:
    """Return the rows of a table in their order, or None with the reason reported."""
    before = csv.field_size_limit(LONGEST_FIELD)  # of the whole program: so it is put back
    try:
        return _read(text, file, source, report)
    finally:
        csv.field_size_limit(before)


def _read(text: str, file: str, source: str, report: Report) -> Reading | None:
    where = Location(file=file)
    if len(next(lines_of(text.lstrip()), "")) > _LONGEST_HEADER:
        hint = "the first row must name the columns, one of them `Title`"
        error(report, "unknown-shape", where, "the first line is too long to name columns", hint)
        return None
    begins = text[: len(text) - len(text.lstrip())].count("\n") + 1
    table = _Table(text.lstrip(), file, begins)
    try:
        header = table.header()
        if not any(header):
            error(report, "empty-listing", where, "the listing is empty", "export it again, or remove the file")
            return None
        if not _has_title(header):
            columns = ", ".join(f"`{one_line(name)[:_LETTERS]}`" for name in header[:_SHOWN])
            message = f"no column holds titles: the first row names {columns}"
            hint = "the first row must name the columns, one of them `Title`; Zotero exports such a table as CSV"
            error(report, "unknown-shape", Location(file=file, line=begins), message, hint)
            return None
        items = tuple(table.items(header))
    except csv.Error as reason:
        hint = "a quote may be missing, or one that is not closed: export the table again"
        error(report, "csv-syntax", table.place(), f"not CSV: {reason}", hint)
        return None
    except TooManyError as reason:
        error(report, "too-large", where, str(reason), "split the file, or remove what does not belong")
        return None
    record = zotero_record if is_zotero_header(header) else entries.record
    return reading_of(items, record, source, file, report, refused=table.refused)


def _has_title(header: list[str]) -> bool:
    return any(entries.plain_name(name) in entries.TITLES for name in header)


class _Table:
    """The rows of a text with their lines; `refused` says of those that are no entries why."""

    def __init__(self, text: str, file: str, begins: int) -> None:
        self.refused: list[Diagnostic] = []
        self._text = text
        self._file = file
        self._begins = begins
        self._rows = csv.reader(())
        self._row_at = begins

    def place(self) -> Location:
        return Location(file=self._file, line=self._row_at)

    def header(self) -> list[str]:
        """Return the names of the columns, parted so that one is the title and there are as many as can be."""
        headers = {mark: self._open(mark) for mark in _DELIMITERS}
        best = max(headers, key=lambda mark: (_has_title(headers[mark]), len(headers[mark])))
        return self._open(best)

    def _open(self, delimiter: str) -> list[str]:
        self._rows = csv.reader(lines_of(self._text), delimiter=delimiter, strict=True)
        self._row_at = self._begins
        try:
            return [name.strip() for name in next(self._rows, [])]
        except csv.Error:  # quotes fit another delimiter, or none
            return []

    def items(self, header: list[str]) -> Iterator[Item]:
        """Yield the rows that are not blank, but those that are refused."""
        self._row_at = self._begins + self._rows.line_num
        for row in limited(self._rows):
            cells: dict[str, Value] = dict(zip(reversed(header), reversed(_filled(row, len(header))), strict=True))
            if any(map(str.strip, row)) and not self._refuses(row, len(header), one_line(cells.get("Item Type"))):
                yield Item(value=cells, where=self.place(), abstract_where=self.place())
            self._row_at = self._begins + self._rows.line_num

    def _refuses(self, row: list[str], columns: int, kind: str) -> bool:
        found = self.refused
        before = len(self.refused)
        if any(row[columns:]):
            message = f"this row has {len(row)} cells, and there are {columns} columns"
            hint = "a text that holds the separator must stand in double quotes"
            warning(found.append, "broken-entry", self.place(), message, hint)
        elif kind in NO_PAPERS:
            message = f"this row is {'a note' if kind == 'note' else f'an {kind}'}, and no paper"
            info(found.append, "not-a-paper", self.place(), message)
        return len(self.refused) > before


def _filled(row: list[str], length: int) -> list[str]:
    """Return a row with as many cells as there are columns."""
    return [*row[:length], *[""] * (length - len(row))]
