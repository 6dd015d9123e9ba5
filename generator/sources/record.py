"""What a source file says: one `Record` a row, and the file itself as a `Listing`."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from generator.diagnostics import Diagnostic, Location


@dataclass(frozen=True, slots=True, kw_only=True)
class Record:
    """One row of a source file, as received: text is neither repaired nor merged.

    `source` is the file's name without its suffix, `position` counts the rows of the file from 1.
    """

    source: str
    position: int
    title: str
    abstract: str
    where: Location
    abstract_where: Location


@dataclass(frozen=True, slots=True, kw_only=True)
class LineCount:
    """Where the lines of a file went: the heading, rows and blanks add up to all of them."""

    heading: int
    rows: int
    blank: int

    @property
    def total(self) -> int:
        """All lines of the file."""
        return self.heading + self.rows + self.blank


@dataclass(frozen=True, slots=True, kw_only=True)
class Day:
    """A day without a year, as a listing states it, with its place."""

    month: int
    day: int
    where: Location


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """What a reader makes of one file: its rows in order, its day, and an account of its lines.

    `suspects` are findings that matter only if the number of rows turns out to be wrong: where to look then.
    """

    records: tuple[Record, ...]
    day: Day | None
    lines: LineCount
    suspects: tuple[Diagnostic, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """What `sources.yml` says of one file; `where` is the place of the file's name there."""

    file: str
    where: Location
    title: str
    listed: date | None = None
    listed_where: Location | None = None
    inferred: bool = False
    url: str = ""
    note: str = ""
    rows: int | None = None
    rows_where: Location | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Listing:
    """One source file with its rows: `listed` is None where the year is not known.

    `slug` is its address; `complete` tells that it has as many rows as `sources.yml` says.
    """

    source: str
    slug: str
    file: str
    title: str
    listed: date | None
    inferred: bool
    url: str
    note: str
    records: tuple[Record, ...]
    lines: LineCount
    complete: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Shelf:
    """All listings that could be read, most trusted first; `whole` tells that none is missing."""

    listings: tuple[Listing, ...] = ()
    whole: bool
