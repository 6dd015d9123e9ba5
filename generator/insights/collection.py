"""Everything computed from a Catalog, in one value, and what its expensive part follows from."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from sys import intern
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


@dataclass(frozen=True, slots=True, kw_only=True)
class Related:
    """A paper that is near to another: how near, from 0 to 1, and words that stand in both of them."""

    slug: str
    score: float
    because: tuple[str, ...]


RelatedPapers = Mapping[str, tuple[Related, ...]]
"""Related papers by the slug of the paper, the nearest first."""

Stored = dict[str, str]
"""Suggestions or related papers by the slug of the paper, each as JSON: those of all papers at once would take a lot of
room as lists."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Insights:
    """What is known of a catalog beyond what was written down; `alike` are pairs of papers that look alike."""

    usage: Usage
    suggestions: Suggestions
    related: RelatedPapers
    alike: tuple[tuple[Paper, Paper], ...]
    map: Map


def insights(
    catalog: Catalog,
    suggested: Stored,
    related: Stored,
    laid_out: Mapping[str, Any],
    alike: tuple[tuple[Paper, Paper], ...],
) -> Insights:
    """Return the insights of a catalog with what was found, or remembered, for it."""
    suggestions = {
        slug: tuple(Suggestion(tag=tag, score=score, because=because) for tag, score, because in _read(suggested, slug))
        for slug in catalog.papers
    }
    near = {
        slug: tuple(Related(slug=other, score=score, because=because) for other, score, because in _read(related, slug))
        for slug in catalog.papers
    }
    drawn = read_map(catalog, laid_out)
    return Insights(usage=usage(catalog), suggestions=suggestions, related=near, map=drawn, alike=alike)


def _read(stored: Stored, slug: str) -> Iterator[tuple[str, float, tuple[str, ...]]]:
    """Yield what was found for a paper. Words are kept once, however many papers have them."""
    for name, score, because in json.loads(stored.get(slug, "[]")):
        yield intern(name), score, tuple(map(intern, because))


def _stored(found: Iterable[tuple[str, float, Sequence[str]]]) -> str:
    return json.dumps([*found], ensure_ascii=False, separators=(",", ":"))


def suggestion_inputs(catalog: Catalog) -> Iterator[str]:
    """Yield every text that suggestions follow from, the program that makes them included."""
    for module in ("collection.py", "suggest.py", "words.py"):
        yield Path(__file__).with_name(module).read_text(encoding="utf-8")
    for tag in catalog.vocabulary.tags.values():
        yield from (tag.slug, tag.name, *tag.aliases, "", *tag.match, "")
    for paper in catalog.papers.values():
        yield from (paper.slug, paper.title_plain, paper.abstract_text, *paper.tags, "", *paper.facts.keywords, "")


def make_suggestions(catalog: Catalog) -> Stored:
    """Return suggestions for every paper of a catalog."""
    # To import numpy and scipy takes a quarter of a second, and most builds remember what they suggested.
    from generator.insights.suggest import suggest  # noqa: PLC0415

    made = suggest(tuple(catalog.papers.values()), catalog.vocabulary)
    return {slug: _stored((one.tag, one.score, one.because) for one in found) for slug, found in made.items()}


def related_inputs(catalog: Catalog) -> Iterator[str]:
    """Yield every text that related papers follow from, the program that finds them included."""
    for module in ("collection.py", "related.py", "words.py"):
        yield Path(__file__).with_name(module).read_text(encoding="utf-8")
    for paper in catalog.papers.values():
        yield from (paper.slug, paper.title_plain)
        for span in paper.abstract:
            yield from (span.kind.value, span.text)
        yield from (*paper.tags, "")


def make_related(catalog: Catalog) -> Stored:
    """Return the related papers of every paper of a catalog."""
    from generator.insights.related import relate  # noqa: PLC0415 (as above)

    found = relate(tuple(catalog.papers.values()))
    return {slug: _stored((one.slug, one.score, one.because) for one in near) for slug, near in found.items()}


def surprise(related: RelatedPapers, catalog: Catalog) -> tuple[str, ...]:
    """Return the papers, the most surprising first: those whose nearest relative is farthest, equal ones by slug.

    Papers without an abstract come last: that nothing is near to them says only how little is known of them.
    """

    def nearest(slug: str) -> float:
        return max((one.score for one in related.get(slug, ())), default=0.0)

    return tuple(sorted(catalog.papers, key=lambda slug: (not catalog.papers[slug].abstract_text, nearest(slug), slug)))
