"""Gathers all that the page of a paper shows, and makes keys: hashes of all that a page shows and is made by.

A page whose key is the same as in the last build has the same bytes, so it is not made again. What a page shows are
values of the catalog and of the insights; `repr` gives all that they consist of.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, fields
from functools import cache
from operator import attrgetter
from typing import Any

from ..catalog.model import Catalog, Paper, ReadingPath, Tag
from ..insights.model import Insights
from ..storage.cache import fingerprint


@dataclass(frozen=True, slots=True, kw_only=True)
class ListingView:
    """A listing as the page of a paper shows it: `entries` and `rows` are their numbers."""

    slug: str
    title: str
    entries: int
    rows: int
    inferred: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class StepView:
    """A step of the reading path with a slug and a title: its number of `steps`, its note, the papers around it."""

    slug: str
    title: str
    number: int
    steps: int
    note: str
    before: Paper | None
    after: Paper | None


@dataclass(frozen=True, slots=True, kw_only=True)
class PaperView:
    """All that the page and the Markdown of a paper show.

    `listings` are those of its appearances and conflicts, by the name of the source. Suggested tags, of a paper without
    curated ones, and related papers come with the words that speak for them.
    """

    paper: Paper
    listings: Mapping[str, ListingView]
    suggested: tuple[tuple[Tag, str], ...]
    related: tuple[tuple[Paper, str], ...]
    steps: tuple[StepView, ...]


def paper_views(catalog: Catalog, insights: Insights) -> dict[str, PaperView]:
    """Return the view of each paper, by its slug."""
    tags, papers = catalog.vocabulary.tags, catalog.papers
    listings = {
        one.source: ListingView(
            slug=one.slug, title=one.title, entries=one.entries, rows=one.rows, inferred=one.inferred
        )
        for one in catalog.listings
    }
    steps = _steps(catalog.paths, papers)
    return {
        slug: PaperView(
            paper=paper,
            listings={name: listings[name] for name in _sources(paper)},
            suggested=tuple(
                (tags[one.tag], ", ".join(one.because))
                for one in insights.suggestions.get(slug, ())
                if one.shown and not paper.tagged
            ),
            related=tuple((papers[one.slug], ", ".join(one.because)) for one in insights.related.get(slug, ())),
            steps=tuple(steps.get(slug, ())),
        )
        for slug, paper in papers.items()
    }


def _sources(paper: Paper) -> list[str]:
    claims = (claim.source for conflict in paper.conflicts for claim in conflict.values)
    return list(dict.fromkeys((*(seen.source for seen in paper.appearances), *claims)))


def _steps(paths: Iterable[ReadingPath], papers: Mapping[str, Paper]) -> dict[str, list[StepView]]:
    """Return the steps of each paper on reading paths, by its slug."""
    found: dict[str, list[StepView]] = {}
    for path in paths:
        around = (None, *(papers[step.paper] for step in path.steps), None)
        for number, step in enumerate(path.steps, 1):
            view = StepView(
                slug=path.slug,
                title=path.title,
                number=number,
                steps=len(path.steps),
                note=step.note,
                before=around[number - 1],
                after=around[number + 1],
            )
            found.setdefault(step.paper, []).append(view)
    return found


_DIGITS = 20
_PLAIN = frozenset({str, int, bool, type(None)})
_PAPER = attrgetter(*(field.name for field in fields(Paper) if field.name not in {"entry", "apart"}))
_TAG = attrgetter(*(field.name for field in fields(Tag) if field.name != "where"))


class Keys:
    """The keys of the pages of one catalog, which are made by the program with the hash `program`.

    A paper counts with the names and colours of its tags and the number of its paths, since wherever it is shown they
    may be, too. Where papers and tags stand in the library does not count: no page shows it.
    """

    def __init__(
        self, program: str, tags: Mapping[str, Tag], colours: Mapping[str, int], paths: Mapping[str, int]
    ) -> None:
        self.program = program
        self._paths = paths
        self._tags = {slug: repr((_TAG(tag), colours[tag.facet])) for slug, tag in tags.items()}
        self._known: dict[int, tuple[str, object]] = {}

    def key(self, *shown: object) -> str:
        """Return the key of a page that shows these values and no others."""
        return fingerprint([self.program, *map(self._text, shown)])[:_DIGITS]

    def _text(self, value: object) -> str:
        kind: Any = type(value)
        if kind in _PLAIN:
            return repr(value)
        if kind is Paper or kind is PaperView:
            return self._once(value, kind)
        if isinstance(value, Tag):
            return self._tags[value.slug]
        if isinstance(value, tuple | list):
            return f"({','.join(map(self._text, value))})"
        if hasattr(kind, "__dataclass_fields__"):
            return self._text(_fields_of(kind)(value))
        return repr(value)

    def _once(self, value: Any, kind: Any) -> str:
        """Return a hash of a value that many pages show."""
        known = self._known.get(id(value))
        if known is None:
            if isinstance(value, Paper):
                parts = [repr((_PAPER(value), self._paths.get(value.slug))), *(self._tags[slug] for slug in value.tags)]
            else:
                parts = [self._text(_fields_of(kind)(value))]
            known = fingerprint(parts), value  # an id is free for another value once this one is gone
            self._known[id(value)] = known
        return known[0]


@cache
def _fields_of(kind: Any) -> Callable[[object], object]:
    return attrgetter(*(field.name for field in fields(kind)))
