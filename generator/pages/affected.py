"""Determines which pages a change of the curation may alter, so that a preview makes only those."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from ..catalog.model import Catalog, Paper
from ..catalog.vocabulary import with_broader
from ..insights.model import Related


@dataclass(frozen=True, slots=True, kw_only=True)
class AffectedSlugs:
    """The papers, tags, listings and reading paths whose own pages may differ after a change, by their slugs.

    `changed` are the papers that changed themselves; the pages of others may show something of them.
    """

    changed: frozenset[str]
    papers: frozenset[str]
    tags: frozenset[str]
    listings: frozenset[str]
    paths: frozenset[str]


def affected_slugs(before: Catalog, after: Catalog, related: Mapping[str, Sequence[Related]]) -> AffectedSlugs | None:
    """Return whose pages may differ in more than line numbers; None if those of all may.

    Insights into all papers together, such as the related ones, must be the same before and after.
    """
    if _shown_everywhere(before) != _shown_everywhere(after):
        return None
    pairs = ((slug, before.papers[slug], paper) for slug, paper in after.papers.items())
    changed = frozenset(slug for slug, was, now in pairs if was != now and _without_place(was) != _without_place(now))
    related_to_changed = {slug for slug, others in related.items() if any(one.slug in changed for one in others)}
    paths = [path for path in after.paths if any(step.paper in changed for step in path.steps)]
    papers = [catalog.papers[slug] for catalog in (before, after) for slug in changed]
    return AffectedSlugs(
        changed=changed,
        papers=frozenset({*changed, *related_to_changed, *_beside(after, changed)}),
        tags=frozenset(with_broader((tag for paper in papers for tag in paper.tags), after.vocabulary.tags)),
        listings=frozenset(
            source.slug for source in after.sources if any(slug in changed for _, slug in source.papers)
        ),
        paths=frozenset(path.slug for path in paths),
    )


def _shown_everywhere(catalog: Catalog) -> tuple[object, ...]:
    """Return what the page of every paper may show: the vocabulary, the listings, the paths, and which papers exist."""
    return catalog.vocabulary, catalog.sources, catalog.paths, catalog.papers.keys()


def _without_place(paper: Paper) -> Paper:
    return replace(paper, entry=None)


def _beside(catalog: Catalog, changed: frozenset[str]) -> Iterator[str]:
    """Yield the papers one step before or after a changed one on a path."""
    for path in catalog.paths:
        steps = [step.paper for step in path.steps]
        for before, after in pairwise(steps):
            yield from ({before, after} if {before, after} & changed else ())
