"""The words of a reading list as values: tags, curation, papers, paths, and the Catalog that holds them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from ..diagnostics import Location
from ..located.nodes import TextNode
from ..sources.model import Facts, LineCount, Link
from ..text.spans import Span


@dataclass(frozen=True, slots=True, kw_only=True)
class Tag:
    """One word of the vocabulary; `facet` is the slug of the facet it stands in.

    `deprecated` says why no paper should carry it any more, and is empty for a tag that is in use.
    """

    slug: str
    name: str
    description: str
    facet: str
    where: Location
    aliases: tuple[str, ...] = ()
    formerly: tuple[str, ...] = ()
    broader: tuple[str, ...] = ()
    match: tuple[str, ...] = ()
    deprecated: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Facet:
    """A group of tags that answer one question, in the order of the file."""

    slug: str
    title: str
    tags: tuple[Tag, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Vocabulary:
    """All facets; `tags` finds a tag by its slug, `aliases` and `formerly` a living slug by another name.

    `whole` is False where a facet could not be read: then nobody can say that a tag does not exist.
    """

    whole: bool
    facets: tuple[Facet, ...] = ()
    tags: Mapping[str, Tag]
    aliases: Mapping[str, str]
    formerly: Mapping[str, str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Curation:
    """What the curator says of one paper; `key` is its natural slug, `where` the place of the key.

    `facts` holds the facts that the curator states and `stated` their names: what is stated empty is known to be
    none. `title` changes what is shown, not what the paper goes by. `same_as` and `not_same_as` name other papers.
    """

    key: str
    where: Location
    title: str = ""
    facts: Facts = field(default_factory=Facts)
    stated: frozenset[str] = frozenset()
    same_as: tuple[TextNode, ...] = ()
    not_same_as: tuple[TextNode, ...] = ()
    tags: tuple[str, ...] = ()
    tagged: bool = False
    tldr: str = ""
    note: str = ""
    links: tuple[Link, ...] = ()
    hidden: bool = False
    formerly: tuple[TextNode, ...] = ()
    slug: str = ""
    slug_where: Location | None = None

    @property
    def has_content(self) -> bool:
        """Whether the entry has fields other than `same_as` and `not_same_as`, or no field at all."""
        bare = Curation(key=self.key, where=self.where, same_as=self.same_as, not_same_as=self.not_same_as)
        return self != bare or not (self.same_as or self.not_same_as)


@dataclass(frozen=True, slots=True, kw_only=True)
class Appearance:
    """Where a listing shows a paper: `position` counts its rows from 1, `listed` is None without a year."""

    source: str
    position: int
    listed: date | None
    where: Location


@dataclass(frozen=True, slots=True, kw_only=True)
class Claim:
    """What one source says of a fact, with the row that says it."""

    value: str
    source: str
    position: int
    where: Location


@dataclass(frozen=True, slots=True, kw_only=True)
class Conflict:
    """A fact on which the sources of a paper differ: each value once, the most trusted source first.

    `field` is title, abstract, authors, year, venue, doi or arxiv. The first value is shown, unless `settled` tells
    that the curator states another.
    """

    field: str
    values: tuple[Claim, ...]
    settled: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Paper:
    """One paper of the list; `key` is its key in `curation.yml`, which stays when its address changes.

    `title` is as a source has it, `title_plain` without TeX, `heading` as spans for its own page. `abstract` is
    readable (its spans join to the text), `abstract_source` verbatim. `summary` is the curator's sentence or,
    where `summarized` is false, the first sentence of the abstract. `tagged` tells that a curator has looked at
    the tags (there may be none). `facts` is what the sources know beside the text, the most trusted source first
    for each of them and the curator before all. `conflicts` are the facts on which the sources differ. `links` are all
    its addresses, those of `facts` included. `entry` is the place of the paper in `curation.yml`, or None. `apart` are
    the addresses of papers that the curator keeps apart from it.
    """

    slug: str
    key: str
    title: str
    title_plain: str
    heading: tuple[Span, ...]
    abstract: tuple[Span, ...]
    abstract_source: str
    summary: str
    summarized: bool
    tags: tuple[str, ...]
    tagged: bool
    note: str
    facts: Facts
    links: tuple[Link, ...]
    appearances: tuple[Appearance, ...]
    formerly: tuple[str, ...]
    entry: Location | None
    conflicts: tuple[Conflict, ...] = ()
    apart: frozenset[str] = frozenset()

    @property
    def abstract_text(self) -> str:
        """The readable abstract as one string."""
        return "".join(span.text for span in self.abstract)

    @property
    def first_listed(self) -> date | None:
        """The earliest day a listing showed this paper."""
        return min((seen.listed for seen in self.appearances if seen.listed), default=None)

    @property
    def dated(self) -> str:
        """The ISO date that says how new it is: the day it was first listed or, without one, the date it is cited by.

        Of the latter a year or a month alone may be known; empty if nothing is.
        """
        listed = self.first_listed
        return listed.isoformat() if listed else self.facts.date


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """One paper on a path, with the curator's reason to read it here."""

    paper: str
    note: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ReadingPath:
    """A reading path: papers in the order in which to read them."""

    slug: str
    title: str
    description: str
    steps: tuple[Step, ...]
    where: Location


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """A listing in the catalog: `papers` are slugs in its own order, hidden papers left out.

    Of its `entries`, `rows` became rows of papers and the rest were refused; `merged` of the rows belong to papers
    that have a more trusted row, and `hidden` of the others to papers that the curator hides. `days` are those on
    which its rows were listed, the oldest first: more than one where rows state days of their own.
    """

    source: str
    slug: str
    file: str
    title: str
    listed: date | None
    inferred: bool
    url: str
    note: str
    rows: int
    entries: int
    lines: LineCount | None
    papers: tuple[tuple[int, str], ...]
    merged: int = 0
    hidden: int = 0
    days: tuple[date, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Catalog:
    """The whole reading list: papers by slug in alphabetical order, and everything that speaks of them."""

    papers: Mapping[str, Paper]
    vocabulary: Vocabulary
    paths: tuple[ReadingPath, ...]
    sources: tuple[Source, ...]
    rows: int
    titles: int
