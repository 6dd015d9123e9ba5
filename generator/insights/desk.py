"""What a curator should look at next: how much is done, what waits, and what in the vocabulary looks odd."""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import dataclass

from ..catalog.model import Catalog, Paper, Tag
from .model import Insights, Suggestion
from .news import newest_first

BROAD = 0.25
"""Share of the tagged papers from which on a tag says too little."""

NEAR = 0.5
"""Overlap of their papers (Jaccard index) from which on two tags may be one."""

_FEW = 3  # papers in common; fewer say nothing about two tags


@dataclass(frozen=True, slots=True, kw_only=True)
class Desk:
    """The curator's desk. Every paper is either `curated` (looked at by a curator), `suggested` (not looked at,
    but at least one tag is suggested) or `neither`; `queue` are the papers not looked at, most telling first.
    """

    curated: int
    suggested: int
    neither: int
    queue: tuple[Paper, ...]
    rare: tuple[tuple[Tag, int], ...]
    near: tuple[tuple[Tag, Tag, int], ...]
    broad: tuple[tuple[Tag, int], ...]


def desk(catalog: Catalog, known: Insights) -> Desk:
    """Return what is on the desk for a catalog."""
    waiting = [paper for paper in catalog.papers.values() if not paper.tagged]
    curated = len(catalog.papers) - len(waiting)
    suggested = sum(any(found.shown for found in known.suggestions.get(paper.slug, ())) for paper in waiting)
    tags = catalog.vocabulary.tags.values()
    counts = [(tag, len(known.usage.papers[tag.slug])) for tag in tags]
    return Desk(
        curated=curated,
        suggested=suggested,
        neither=len(waiting) - suggested,
        queue=tuple(
            sorted(
                waiting, key=lambda paper: (-uncertainty(known.suggestions.get(paper.slug, ())), newest_first(paper))
            )
        ),
        rare=tuple((tag, count) for tag, count in counts if count <= 1),
        near=tuple(_near(catalog, known)),
        broad=tuple((tag, count) for tag, count in counts if curated and count > BROAD * curated),
    )


def uncertainty(suggestions: tuple[Suggestion, ...]) -> float:
    """Return how much the suggester would learn from a paper: the entropy of its suggestions, in bits, summed.

    Uncertainty sampling (Lewis and Gale 1994), rounded so that equal doubts stay equal on every machine.
    """
    return round(sum(_entropy(found.score) for found in suggestions), 3)


def _entropy(chance: float) -> float:
    if not 0 < chance < 1:
        return 0.0
    return -chance * math.log2(chance) - (1 - chance) * math.log2(1 - chance)


def _near(catalog: Catalog, known: Insights) -> Iterator[tuple[Tag, Tag, int]]:
    """Yield pairs of tags that mostly the same papers carry, with how many papers they share."""
    tags = catalog.vocabulary.tags
    for slug, companions in known.usage.together.items():
        for other, shared in companions:
            either = len(known.usage.papers[slug]) + len(known.usage.papers[other]) - shared
            if slug < other and shared >= _FEW and shared >= NEAR * either:
                yield tags[slug], tags[other], shared
