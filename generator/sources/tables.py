"""Reads tables: CSV with any separator, by the names of its columns, and the CSV of Zotero.

Source for Zotero: its translator `CSV.js`, and `zotero-schema` for the types of CSL.
"""

import csv
import io
from collections.abc import Iterator

from ..diagnostics import Diagnostic, Location, Report, Severity, error
from . import paper_lists
from .csl import preprints_in, venue_of
from .facts.authors import person
from .facts.dates import agreed, date_of, day_of
from .facts.identifiers import arxiv_of, doi_of
from .facts.links import sort_out
from .items import Item, Value, fields_of, one_line, plain, title_of
from .model import Author, Facts, FileContent, Record
from .rows import content_of, quoted, report_empty, row

_NO_PAPERS = frozenset({"attachment", "note", "annotation"})
"""Types of rows that belong to a paper and are no papers."""

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


def _zotero_record(item: Item, position: int) -> Record | None:
    """Return a row of Zotero's table as a row of the source, or None if it has no title."""
    cells = {name: one_line(cell) for name, cell in fields_of(item.value).items()}
    return row(
        position,
        item.where,
        title=title_of(cells.get("Title")),
        abstract=plain(cells.get("Abstract Note")),
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
    """Yield the authors of `Family, Given; Family, Given`; a name without a comma is one piece, as in Zotero."""
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
"""Characters. Some fields hold notes on whole books; a longer one is a quote that was not closed."""

_LONGEST_HEADER = 20_000  # characters; Zotero's has a thousand
_DELIMITERS = ",;\t"


def read(text: str, file: str, report: Report) -> FileContent | None:
    """Return the rows of a table."""
    before = csv.field_size_limit(LONGEST_FIELD)  # a setting of the whole process, so it is restored
    try:
        return _read(text, file, report)
    finally:
        csv.field_size_limit(before)


def _read(text: str, file: str, report: Report) -> FileContent | None:
    body = text.lstrip()
    begins = text[: len(text) - len(body)].count("\n") + 1
    hint = "the first row must name the columns, one of them `Title`"
    if len(body.partition("\n")[0]) > _LONGEST_HEADER:
        error(report, "unknown-shape", Location(file=file), "the first line is too long to name columns", hint)
        return None
    table = _Table(body, file, begins)
    try:
        header = table.header()
        if not any(header):
            report_empty(file, report)
            return None
        if not _has_title(header):
            message = f"no column holds titles: the first row names {quoted(header)}"
            hint = f"{hint}; Zotero exports such a table as CSV"
            error(report, "unknown-shape", Location(file=file, line=begins), message, hint)
            return None
        record = _zotero_record if set(header) >= _HEADER else paper_lists.record
        return content_of(table.items(header), record, file, report)
    except csv.Error as reason:
        hint = "a quote may be missing, or one that is not closed: export the table again"
        error(report, "csv-syntax", table.place(), f"not CSV: {reason}", hint)
        return None


def _has_title(header: list[str]) -> bool:
    return any(paper_lists.plain_name(name) in paper_lists.TITLES for name in header)


class _Table:
    """The rows of a text, with their lines; the text begins on line `begins` of the file."""

    def __init__(self, text: str, file: str, begins: int) -> None:
        self._text = text
        self._file = file
        self._begins = begins
        self._rows = csv.reader(())
        self._row_at = begins

    def place(self) -> Location:
        return Location(file=self._file, line=self._row_at)

    def header(self) -> list[str]:
        """Return the names of the columns, by the separator that gives a title and the most columns."""
        headers = {mark: self._open(mark) for mark in _DELIMITERS}
        best = max(headers, key=lambda mark: (_has_title(headers[mark]), len(headers[mark])))
        return self._open(best)

    def _open(self, delimiter: str) -> list[str]:
        self._rows = csv.reader(io.StringIO(self._text), delimiter=delimiter, strict=True)
        self._row_at = self._begins
        try:
            return [name.strip() for name in next(self._rows, [])]
        except csv.Error:  # the quotes need another delimiter
            return []

    def items(self, header: list[str]) -> Iterator[Item | Diagnostic]:
        """Yield the rows that are not blank; a finding says why a row is no entry."""
        self._row_at = self._begins + self._rows.line_num
        for cells in self._rows:
            if any(map(str.strip, cells)):
                yield self._item(header, cells)
            self._row_at = self._begins + self._rows.line_num

    def _item(self, header: list[str], cells: list[str]) -> Item | Diagnostic:
        filled = [*cells[: len(header)], *[""] * (len(header) - len(cells))]
        value: dict[str, Value] = dict(zip(reversed(header), reversed(filled), strict=True))
        kind, where = one_line(value.get("Item Type")), self.place()
        if any(cells[len(header) :]):
            message = f"this row has {len(cells)} cells, and there are {len(header)} columns"
            hint = "a text that holds the separator must be in double quotes"
            return Diagnostic(severity=Severity.WARNING, code="broken-row", where=where, message=message, hint=hint)
        if kind in _NO_PAPERS:
            message = f"this row is {'a note' if kind == 'note' else f'an {kind}'}, and no paper"
            return Diagnostic(severity=Severity.INFO, code="not-a-paper", where=where, message=message)
        return Item(value=value, where=where, abstract_where=where)
