"""What a source file says: one `Record` a row, and the file itself as a `Listing`."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from ..diagnostics import Diagnostic, Location
from ..located.nodes import TextNode
from .facts.dates import cited_date


@dataclass(frozen=True, slots=True, kw_only=True)
class Link:
    """An address that belongs to a paper; `rel` says what is there (`code`, `link` …)."""

    rel: str
    url: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Author:
    """One author: `name` as it is read, and its parts where the source keeps them apart.

    With `family` alone the name is one piece that nobody may split, such as an institution's. Without either, it is
    a person's name of which the source does not say where the family name begins. `suffix` is what ends `family`
    and is no part of it for those who keep the two apart, such as `Jr.`.
    """

    name: str
    family: str = ""
    given: str = ""
    suffix: str = ""

    @property
    def surname(self) -> str:
        """The family name without the suffix."""
        return self.family.removesuffix(self.suffix).rstrip()


@dataclass(frozen=True, slots=True, kw_only=True)
class Facts:
    """What a source knows of a paper beside its text; what it does not know is empty.

    `kind` is a type of CSL, such as `article-journal` or `paper-conference`; `published` is an ISO date, perhaps of
    a year or a month alone, and mostly that of the first version; `venue` is where it appeared, in the source's
    words. `doi` is bare and in lower case, `arxiv` an identifier without its version. `keywords` are the source's
    words, not tags of the library.
    """

    kind: str = ""
    authors: tuple[Author, ...] = ()
    published: str = ""
    venue: str = ""
    doi: str = ""
    arxiv: str = ""
    keywords: tuple[str, ...] = ()
    links: tuple[Link, ...] = ()

    @property
    def date(self) -> str:
        """The date it is cited by: `published`, or the year of the venue where that is another."""
        return cited_date(self.published, self.venue)

    @property
    def year(self) -> str:
        """The year it is cited by, as four digits."""
        return self.date[:4]


@dataclass(frozen=True, slots=True, kw_only=True)
class Record:
    """One row of a source file, as received: text is neither repaired nor merged.

    `source` is the file's name without its suffix, `position` counts the entries of the file from 1, `key` is what
    the file itself calls the entry. `listed` is the day on which the source listed this row, where it says so: never a
    day of publication. `tags` are tags of the library that `sources.yml` reads from the words of the source. A row
    without an abstract has the place of its title for `abstract_where`.
    """

    source: str
    position: int
    title: str
    abstract: str
    where: Location
    abstract_where: Location
    key: str = ""
    facts: Facts = Facts()
    listed: date | None = None
    tags: tuple[str, ...] = ()


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
    """What a reader makes of one file: its rows in order, its day, and an account of its lines or entries.

    `entries` is how many entries the file holds: those that did not become a row were each reported. `lines` is an
    account of the lines of a dump. `suspects` are findings that matter only if the number of rows turns out to be
    wrong: where to look then.
    """

    records: tuple[Record, ...]
    entries: int
    day: Day | None = None
    lines: LineCount | None = None
    suspects: tuple[Diagnostic, ...] = ()

    @property
    def listed(self) -> date | None:
        """The newest day on which one of the rows was listed."""
        return max((row.listed for row in self.records if row.listed), default=None)


@dataclass(frozen=True, slots=True, kw_only=True)
class Renaming:
    """A word of a source, and the tags of the library that it stands for: with none, the word is passed over."""

    word: TextNode
    tags: tuple[TextNode, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class SourceEntry:
    """What `sources.yml` says of one file; `where` is the place of the file's name there.

    `tags` says which words of the file are tags of the library.
    """

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
    tags: tuple[Renaming, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Listing:
    """One source file with its rows.

    `listed` is its day: the one in `sources.yml`, else the newest of its rows, or None where neither says so.
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
    entries: int
    lines: LineCount | None
    complete: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Sources:
    """All listings that could be read, most trusted first; `whole` tells that none is missing."""

    listings: tuple[Listing, ...] = ()
    whole: bool
