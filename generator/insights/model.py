"""Defines the insights of a catalog: suggested tags, related papers, papers that look alike, the map, and counts."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import NamedTuple

from ..catalog.model import Paper
from .search_ranges import SearchIndex
from .usage import Usage

THRESHOLD = 0.35
"""The probability from which on a suggestion is shown; less probable ones are only in the data."""


class Suggestion(NamedTuple):
    """A tag that a paper should probably have: its probability, from 0 to 1, and the words that support it."""

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
    """A paper that is related to another: the score, from 0 to 1, and words that occur in both."""

    slug: str
    score: float
    because: tuple[str, ...]


RelatedPapers = Mapping[str, tuple[Related, ...]]
"""Related papers by the slug of the paper, the highest score first."""

SIDE = 1000
"""The map is a square: both coordinates are whole numbers from 0 to this."""

Place = tuple[int, int]


class Label(NamedTuple):
    """A tag as the name of a region: its centre, and the zoom level (0, 1, 2) from which on it is shown."""

    tag: str
    x: int
    y: int
    level: int


class Map(NamedTuple):
    """The place of every paper, by its slug; the labels, level by level; the facet whose colours are shown first."""

    places: Mapping[str, Place]
    labels: tuple[Label, ...]
    facet: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Insights:
    """All insights of a catalog; `alike` are pairs of papers that look alike."""

    usage: Usage
    suggestions: Suggestions
    related: RelatedPapers
    alike: tuple[tuple[Paper, Paper], ...]
    map: Map
    search: SearchIndex
