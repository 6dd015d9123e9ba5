"""Reads tables: CSV with any separator, by the names of its columns."""

import csv
import io
from collections.abc import Iterator

from ..diagnostics import Diagnostic, Location, Report, Severity, error
from .items import Item, Value
from .model import FileContent
from .named_fields import names_titles, no_paper, record
from .rows import content_of, quoted, report_empty

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
        if not names_titles(header):
            message = f"no column holds titles: the first row names {quoted(header)}"
            hint = f"{hint}; Zotero exports such a table as CSV"
            error(report, "unknown-shape", Location(file=file, line=begins), message, hint)
            return None
        return content_of(table.items(header), record, file, report)
    except csv.Error as reason:
        hint = "a quote may be missing, or one that is not closed: export the table again"
        error(report, "csv-syntax", table.place(), f"not CSV: {reason}", hint)
        return None


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
        best = max(headers, key=lambda mark: (names_titles(headers[mark]), len(headers[mark])))
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
        where = self.place()
        if any(cells[len(header) :]):
            message = f"this row has {len(cells)} cells, and there are {len(header)} columns"
            hint = "a text that holds the separator must be in double quotes"
            return Diagnostic(severity=Severity.WARNING, code="broken-row", where=where, message=message, hint=hint)
        item = Item(value=value, where=where, abstract_where=where)
        return no_paper(item) or item
