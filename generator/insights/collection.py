"""Everything computed from a Catalog, in one value, and what its expensive part follows from."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from generator.catalog.model import Catalog, Paper
from generator.insights.map import Map, read_map
from generator.insights.usage import Usage, usage

THRESHOLD = 0.35
"""Probability from which on a suggestion is shown; below it, it is only in the data."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Suggestion:
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

Stored = dict[str, list[tuple[str, float, list[str]]]]
"""Suggestions in a form that JSON can hold."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Insights:
    """What is known of a catalog beyond what was written down; `alike` are pairs of papers that look alike."""

    usage: Usage
    suggestions: Suggestions
    alike: tuple[tuple[Paper, Paper], ...]
    map: Map


def insights(
    catalog: Catalog, stored: Stored, alike: tuple[tuple[Paper, Paper], ...], laid_out: Mapping[str, Any]
) -> Insights:
    """Return the insights of a catalog with suggestions and a map that were made, or remembered, for it."""
    tags = catalog.vocabulary.tags
    # What was remembered may be older than the library: what is no more is left out.
    suggestions = {
        slug: tuple(
            Suggestion(tag=tag, score=score, because=tuple(because))
            for tag, score, because in stored.get(slug, ())
            if tag in tags and tag not in paper.tags
        )
        for slug, paper in catalog.papers.items()
    }
    return Insights(usage=usage(catalog), suggestions=suggestions, alike=alike, map=read_map(catalog, laid_out))


def suggestion_inputs(catalog: Catalog) -> Iterator[str]:
    """Yield every text that suggestions follow from, the program that makes them included."""
    for module in ("suggest.py", "words.py"):
        yield Path(__file__).with_name(module).read_text(encoding="utf-8")
    for tag in catalog.vocabulary.tags.values():
        yield from (tag.slug, tag.name, *tag.aliases, "", *tag.match, "")
    for paper in catalog.papers.values():
        yield from (paper.slug, paper.title_plain, paper.abstract_text, *paper.tags, "")


def make_suggestions(catalog: Catalog) -> Stored:
    """Return suggestions for every paper of a catalog."""
    # To import numpy and scipy takes a quarter of a second, and most builds remember what they suggested.
    from generator.insights.suggest import suggest  # noqa: PLC0415

    made = suggest(tuple(catalog.papers.values()), catalog.vocabulary)
    return {slug: [(one.tag, one.score, list(one.because)) for one in found] for slug, found in made.items()}
