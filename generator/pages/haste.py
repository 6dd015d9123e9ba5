"""Which papers' pages a change of their curation touches, so that a preview need not make those of all others."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import pairwise

from generator.catalog.model import Catalog, Paper
from generator.insights.collection import Related


def touched(before: Catalog, after: Catalog, related: Mapping[str, Sequence[Related]]) -> frozenset[str] | None:
    """Return the slugs of the papers whose pages differ in more than line numbers; None if all pages may.

    What is known of all papers together, such as the related ones, must be the same before and after.
    """
    if _frame(before) != _frame(after):
        return None
    changed = {
        slug for slug, paper in after.papers.items() if _without_place(paper) != _without_place(before.papers[slug])
    }
    near = {slug for slug, found in related.items() if any(one.slug in changed for one in found)}
    return frozenset({*changed, *near, *_beside(after, changed)})


def _frame(catalog: Catalog) -> tuple[object, ...]:
    """Return what the page of every paper may show: the vocabulary, the listings, the paths, and who there is."""
    return catalog.vocabulary, catalog.sources, catalog.paths, catalog.papers.keys()


def _without_place(paper: Paper) -> Paper:
    return replace(paper, entry=None)


def _beside(catalog: Catalog, changed: set[str]) -> Iterator[str]:
    """Yield the papers one step before or after a changed one on a path."""
    for path in catalog.paths:
        steps = [step.paper for step in path.steps]
        for before, after in pairwise(steps):
            yield from ({before, after} if {before, after} & changed else ())
