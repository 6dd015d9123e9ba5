"""Defines the values of a reading list: tags, curation, papers, paths, and the catalog that contains them."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date

from ..diagnostics import Location
from ..located.nodes import TextNode
from ..sources.model import Facts, Link, SourceInfo
from ..text.spans import Span


@dataclass(frozen=True, slots=True, kw_only=True)
class Tag:
    """A tag of the vocabulary; `facet` is the slug of its facet.

    `deprecated` says why no paper should have it any more, and is empty for a tag that is in use.
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
    """All facets; `tags` has each tag by its slug, `aliases` and `formerly` the canonical slug by another name.

    `whole` is False if a facet could not be read: then a tag that is missing here may exist.
    """

    whole: bool
    facets: tuple[Facet, ...] = ()
    tags: Mapping[str, Tag]
    aliases: Mapping[str, str]
    formerly: Mapping[str, str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Curation:
    """An entry of `curation.yml`; `key` is the natural slug of the paper, `where` the place of the key.

    `facts` are the facts that the curator states and `stated` their names: a fact that is stated empty has no value.
    `title` changes the title that is shown, not the slug. `same_as` and `not_same_as` name other papers. `cite_key`
    is its `key`, by which to cite the paper.
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
    cite_key: str = ""

    @property
    def has_content(self) -> bool:
        """Whether the entry has fields other than `same_as` and `not_same_as`, or no field at all."""
        bare = Curation(key=self.key, where=self.where, same_as=self.same_as, not_same_as=self.not_same_as)
        return self != bare or not (self.same_as or self.not_same_as)

    def completed(self, other: "Curation") -> "Curation":
        """Return the entry with all that only another entry of the same paper states."""
        more = other.stated - self.stated
        return replace(
            self,
            **{name: getattr(self, name) or getattr(other, name) for name in _SINGLE},
            **{name: getattr(self if self.tagged else other, name) for name in ("tags", "tagged")},
            **{name: getattr(self if self.slug else other, name) for name in ("slug", "slug_where")},
            links=tuple(dict.fromkeys((*self.links, *other.links))),
            formerly=(*self.formerly, *other.formerly),
            facts=replace(self.facts, **{name: getattr(other.facts, name) for name in more}),
            stated=self.stated | more,
        )


_SINGLE = ("title", "tldr", "note", "hidden", "cite_key")

NO_ENTRY = Curation(key="", where=Location(file=""))
"""The entry of a paper that has none: it states nothing."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Appearance:
    """A row of a listing with a paper: `position` counts the rows from 1, `listed` is None without a year."""

    source: str
    position: int
    listed: date | None
    where: Location


@dataclass(frozen=True, slots=True, kw_only=True)
class Claim:
    """The value of a fact in one source, with its row."""

    value: str
    source: str
    position: int
    where: Location


@dataclass(frozen=True, slots=True, kw_only=True)
class Conflict:
    """A fact on which the sources of a paper differ: each value once, the most trusted source first.

    `field` is title, abstract, authors, year, venue, doi or arxiv. The first value is shown, unless
    the curator states another: then it is `settled`.
    """

    field: str
    values: tuple[Claim, ...]
    settled: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Paper:
    """A paper of the list; `key` is its key in `curation.yml`, which stays when its address changes.

    `title` is as in the source, `title_plain` without TeX, `heading` as spans for its own page. `abstract` is repaired
    (its spans join to the text), `abstract_source` verbatim. `summary` is the curator's sentence or, if `summarized` is
    False, the first sentence of the abstract. `tagged` says that a curator has seen the tags (there may be none).
    `facts` are those of the curator or else of the most trusted source that states them; those of the publication come
    from the record that is cited, and `facts.preprint` is the first version. `conflicts` are the facts on
    which the sources differ. `links` are all its links, those of `facts` included. `entry` is the place of its entry in
    `curation.yml`, or None. `apart` are the addresses of papers that the curator keeps apart from it. `cite_key` is
    the key to cite it by, such as `qiu2024closer`.
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
    cite_key: str = ""

    @property
    def abstract_text(self) -> str:
        """The readable abstract as one string."""
        return "".join(span.text for span in self.abstract)

    @property
    def first_listed(self) -> date | None:
        """The earliest day on which a listing had this paper."""
        return min((seen.listed for seen in self.appearances if seen.listed), default=None)

    @property
    def dated(self) -> str:
        """The ISO date of the day it was first listed or, without one, of its publication.

        The latter may be only a year or a month; empty if nothing is known.
        """
        listed = self.first_listed
        return listed.isoformat() if listed else self.facts.date


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """A paper on a reading path, with the curator's reason to read it here."""

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
class Listing(SourceInfo):
    """A source as the site shows it: `papers` are slugs in its own order, without hidden papers.

    Of its `entries`, `rows` became rows of papers and the rest were rejected; `merged` of the rows belong to papers
    that have a more trusted row, and `hidden` of the others to papers that the curator hides. `days` are those on
    which its rows were listed, the oldest first: more than one if rows state their own days.
    """

    rows: int
    papers: tuple[tuple[int, str], ...]
    merged: int = 0
    hidden: int = 0
    days: tuple[date, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Catalog:
    """The whole reading list: papers by slug in alphabetical order, with their tags, paths and listings."""

    papers: Mapping[str, Paper]
    vocabulary: Vocabulary
    paths: tuple[ReadingPath, ...]
    listings: tuple[Listing, ...]
    rows: int
    titles: int
