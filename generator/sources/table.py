"""Reads tables of papers: the CSV of Zotero, and any other with a column for the title.

The first row names the columns. They are parted by commas, semicolons or tabs: by what makes the title a column.
"""

from __future__ import annotations

import csv
from collections.abc import Iterator

from generator.diagnostics import Diagnostic, Location, Report, error, info, warning
from generator.sources import papers, zotero
from generator.sources.entries import reading_of
from generator.sources.record import Reading
from generator.sources.values import Item, TooManyError, Value, limited, lines_of, one_line

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
    record = zotero.record if zotero.is_header(header) else papers.record
    return reading_of(items, record, source, file, report, refused=table.refused)


def _has_title(header: list[str]) -> bool:
    return any(papers.plain_name(name) in papers.TITLES for name in header)


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
        elif kind in zotero.NO_PAPERS:
            message = f"this row is {'a note' if kind == 'note' else f'an {kind}'}, and no paper"
            info(found.append, "not-a-paper", self.place(), message)
        return len(self.refused) > before


def _filled(row: list[str], length: int) -> list[str]:
    """Return a row with as many cells as there are columns."""
    return [*row[:length], *[""] * (length - len(row))]
