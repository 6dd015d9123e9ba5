"""Collects what a curator should look at next: papers without tags, and tags that are rare, broad or alike."""

import math
from collections.abc import Iterator
from dataclasses import dataclass

from ..catalog.model import Catalog, Paper, Tag
from .model import Insights, Suggestion, Suggestions
from .news import newest_first

BROAD = 0.25
"""The share of the tagged papers from which on a tag is too broad."""

NEAR = 0.5
"""The overlap of their papers (Jaccard index) from which on two tags may mean the same."""

_FEW = 3  # papers in common, the least number to compare two tags


@dataclass(frozen=True, slots=True, kw_only=True)
class Desk:
    """The curator's desk. Every paper is either `curated` (a curator has seen its tags), `suggested` (not curated,
    but at least one tag is suggested) or `neither`; `queue` are the papers not curated, the most uncertain first.
    """

    curated: int
    suggested: int
    neither: int
    queue: tuple[Paper, ...]
    rare: tuple[tuple[Tag, int], ...]
    near: tuple[tuple[Tag, Tag, int], ...]
    broad: tuple[tuple[Tag, int], ...]


def desk(catalog: Catalog, insights: Insights) -> Desk:
    """Return the desk of a catalog."""
    queue = desk_queue(catalog, insights.suggestions)
    curated = len(catalog.papers) - len(queue)
    suggested = sum(any(found.shown for found in insights.suggestions.get(paper.slug, ())) for paper in queue)
    counts = [(tag, len(insights.usage.papers[tag.slug])) for tag in catalog.vocabulary.tags.values()]
    return Desk(
        curated=curated,
        suggested=suggested,
        neither=len(queue) - suggested,
        queue=queue,
        rare=tuple((tag, count) for tag, count in counts if count <= 1),
        near=tuple(_near(catalog, insights)),
        broad=tuple((tag, count) for tag, count in counts if curated and count > BROAD * curated),
    )


def desk_queue(catalog: Catalog, suggestions: Suggestions) -> tuple[Paper, ...]:
    """Return the papers whose tags no curator has seen, the most uncertain first, then the newest."""
    waiting = (paper for paper in catalog.papers.values() if not paper.tagged)
    return tuple(sorted(waiting, key=lambda one: (-uncertainty(suggestions.get(one.slug, ())), newest_first(one))))


def uncertainty(suggestions: tuple[Suggestion, ...]) -> float:
    """Return how much could be learned from tagging a paper: the summed entropy of its suggestions, in bits.

    Uncertainty sampling (Lewis and Gale 1994), rounded so that equal values stay equal on every machine.
    """
    return round(sum(_entropy(found.score) for found in suggestions), 3)


def _entropy(chance: float) -> float:
    if not 0 < chance < 1:
        return 0.0
    return -chance * math.log2(chance) - (1 - chance) * math.log2(1 - chance)


def _near(catalog: Catalog, insights: Insights) -> Iterator[tuple[Tag, Tag, int]]:
    """Yield pairs of tags that mostly the same papers have, with the number of common papers."""
    tags = catalog.vocabulary.tags
    for slug, companions in insights.usage.together.items():
        for other, shared in companions:
            either = len(insights.usage.papers[slug]) + len(insights.usage.papers[other]) - shared
            if slug < other and shared >= _FEW and shared >= NEAR * either:
                yield tags[slug], tags[other], shared
