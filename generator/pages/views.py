"""Gathers all that the page of a paper shows, so that a change of anything else leaves the page as it is."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from ..catalog.model import Catalog, Paper, ReadingPath, Tag
from ..insights.model import Insights


@dataclass(frozen=True, slots=True, kw_only=True)
class ListingView:
    """What the page of a paper shows of a listing: `entries` and `rows` are their numbers."""

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
