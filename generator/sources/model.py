"""Records of papers as a source states them, and the sources themselves."""

from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

from ..diagnostics import Diagnostic, Location
from ..located.nodes import TextNode
from .facts.dates import venue_year


@dataclass(frozen=True, slots=True, kw_only=True)
class Link:
    """A web address of a paper; `rel` is what the address leads to (`code`, `link` …)."""

    rel: str
    url: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Author:
    """One author: the name in reading order, and its parts if the source separates them.

    A name with `family` alone is one piece that must not be split, such as an institution's. A name without parts is a
    person's, and the source does not say where the family name begins. `suffix` is the end of `family` that some
    formats separate from it, such as `Jr.`.
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
class Preprint:
    """The first version of a paper: the server that has it, its identifier there, and when it appeared.

    `identifier` is an identifier of arXiv without its version, or a DOI. `published` is a date as in `Facts`.
    """

    server: str = ""
    identifier: str = ""
    published: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Facts:
    """The facts that a source states about a paper besides title and abstract; unknown facts are empty.

    `kind` is a type of CSL, such as `article-journal` or `paper-conference`; `genre` says more, such as `Master’s
    thesis`. `published` is `YYYY`, `YYYY-MM` or `YYYY-MM-DD`; a record may state the day of the first version beside a
    later venue. `venue` is where the paper appeared, in the words of the source: of a thesis or report, the
    institution. `series` is that of a book or of proceedings. An en dash separates the first of the `pages` from the
    last. `isbn` and `issn` are as the source writes them. `doi` is bare and in lower case, `arxiv`
    an identifier without its version. `preprint` is the first version, if the source says more of it than `arxiv`.
    `keywords` are words of the source, not tags of the library.
    """

    kind: str = ""
    genre: str = ""
    authors: tuple[Author, ...] = ()
    editors: tuple[Author, ...] = ()
    published: str = ""
    venue: str = ""
    volume: str = ""
    number: str = ""
    pages: str = ""
    publisher: str = ""
    edition: str = ""
    series: str = ""
    isbn: str = ""
    issn: str = ""
    doi: str = ""
    arxiv: str = ""
    preprint: Preprint | None = None
    keywords: tuple[str, ...] = ()
    links: tuple[Link, ...] = ()

    @property
    def date(self) -> str:
        """The date to cite: `published`, or the year that the venue names if it is another."""
        year = venue_year(self.venue)
        return year if year and self.published[:4] != year else self.published

    @property
    def year(self) -> str:
        """The year to cite, as four digits, or ""."""
        return self.date[:4]


@dataclass(frozen=True, slots=True, kw_only=True)
class Record:
    """One row of a source, as received: its text is neither repaired nor merged.

    `source` is the name of the file without its suffix, `position` counts the entries of the file from 1, and `key`
    is the name of the entry in the file. `listed` is the day on which the source listed the row, if it states one;
    this is not the day of publication. `tags` are the tags of the library that `sources.yml` assigns to keywords of
    the source. Without an abstract, `abstract_where` is `where`.
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


class LineCount(NamedTuple):
    """The number of lines of each kind in a file, which add up to all lines."""

    heading: int
    rows: int
    blank: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Day:
    """A day without a year, as a source states it, with its place."""

    month: int
    day: int
    where: Location


@dataclass(frozen=True, slots=True, kw_only=True)
class FileContent:
    """The content of one file: its rows in order, and the number of its entries.

    Each entry that is no row was reported. `day` and `lines` are those of a dump. `suspects` are findings that matter
    only if the number of rows is wrong: they are places to look at.
    """

    records: tuple[Record, ...]
    entries: int
    day: Day | None = None
    lines: LineCount | None = None
    suspects: tuple[Diagnostic, ...] = ()

    @property
    def listed(self) -> date | None:
        """The newest day on which a row was listed, or None."""
        return max((row.listed for row in self.records if row.listed), default=None)


@dataclass(frozen=True, slots=True, kw_only=True)
class Renaming:
    """A keyword of a source, and the tags of the library that replace it; without tags, the word is dropped."""

    word: TextNode
    tags: tuple[TextNode, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class SourceEntry:
    """The entry of one file in `sources.yml`; `where` is the place of the file's name there.

    `tags` says which keywords of the file are tags of the library.
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
class SourceInfo:
    """Facts about a source besides its rows: `entries` are those of its file, whether rows or not.

    `listed` is its day: that of `sources.yml`, else the newest of its rows, or None. `slug` is its address.
    """

    source: str
    slug: str
    file: str
    title: str
    listed: date | None
    inferred: bool
    url: str
    note: str
    entries: int
    lines: LineCount | None


@dataclass(frozen=True, slots=True, kw_only=True)
class SourceFile(SourceInfo):
    """A source with its rows. `complete` says whether `sources.yml` states another number of entries, or not."""

    records: tuple[Record, ...]
    complete: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Sources:
    """All sources that could be read, most trusted first; `whole` says whether all were, completely."""

    files: tuple[SourceFile, ...] = ()
    whole: bool
