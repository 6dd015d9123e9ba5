"""Orders the papers that a curator should tag next."""

import math

from ..catalog.model import Catalog, Paper
from .model import Suggestion, Suggestions
from .news import newest_first


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
