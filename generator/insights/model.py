"""What is computed from a catalog: suggested tags, related papers, papers that look alike, the map, and the counts."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import NamedTuple

from ..catalog.model import Paper
from .usage import Usage

THRESHOLD = 0.35
"""Probability from which on a suggestion is shown; below it, it is only in the data."""


class Suggestion(NamedTuple):
    """A tag that a paper probably deserves: how probable, from 0 to 1, and which of its words speak for it."""

    tag: str
    score: float
    because: tuple[str, ...]

    @property
    def shown(self) -> bool:
        """Whether it is probable enough to be shown."""
        return self.score >= THRESHOLD


Suggestions = Mapping[str, tuple[Suggestion, ...]]
"""Suggested tags by the slug of the paper, the most probable first."""


class Related(NamedTuple):
    """A paper that is near to another: how near, from 0 to 1, and words that stand in both of them."""

    slug: str
    score: float
    because: tuple[str, ...]


RelatedPapers = Mapping[str, tuple[Related, ...]]
"""Related papers by the slug of the paper, the nearest first."""

SIDE = 1000
"""The map is a square: both coordinates are whole numbers from 0 to this."""

Place = tuple[int, int]


class Label(NamedTuple):
    """A tag as the name of a region: where its middle is, and from which level of zoom (0, 1, 2) on it shows."""

    tag: str
    x: int
    y: int
    level: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Map:
    """Where every paper stands, by its slug; the labels, level by level; the facet that the regions follow most."""

    places: Mapping[str, Place]
    labels: tuple[Label, ...]
    facet: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Insights:
    """What is known of a catalog beyond what was written down; `alike` are pairs of papers that look alike."""

    usage: Usage
    suggestions: Suggestions
    related: RelatedPapers
    alike: tuple[tuple[Paper, Paper], ...]
    map: Map
