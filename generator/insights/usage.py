"""Counts who carries which tag, and which tags go together."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from ..catalog.model import Catalog, Paper
from ..catalog.vocabulary import with_broader

_DIGITS = len("YYYYMMDD")


@dataclass(frozen=True, slots=True, kw_only=True)
class Usage:
    """Who carries a tag, newest first: `papers` themselves, `within` also through its narrower tags.

    `together` counts the other tags that the papers of a tag carry.
    """

    papers: Mapping[str, tuple[Paper, ...]]
    within: Mapping[str, tuple[Paper, ...]]
    together: Mapping[str, tuple[tuple[str, int], ...]]


def newest_first(paper: Paper) -> tuple[int, bool, int, str, int, str]:
    """Return the key that sorts papers by the day they were first listed, the newest first.

    A paper that no listing gives a day stands behind the listed ones of the year it was published in; one of which
    that is unknown too comes last.
    """
    day = int(paper.dated.replace("-", "").ljust(_DIGITS, "0"))  # a year alone comes behind the months of that year
    seen = min(paper.appearances, key=lambda seen: (seen.listed or date.max, seen.source, seen.position))
    return (-(day // 10_000), paper.first_listed is None, -day, seen.source, seen.position, paper.slug)


def usage(catalog: Catalog) -> Usage:
    """Return the papers and companions of every tag of the vocabulary, also of those that nobody carries."""
    tags = catalog.vocabulary.tags
    carried: dict[str, list[Paper]] = {slug: [] for slug in tags}
    within: dict[str, list[Paper]] = {slug: [] for slug in tags}
    together: dict[str, Counter[str]] = defaultdict(Counter)
    for paper in sorted(catalog.papers.values(), key=newest_first):
        for tag in paper.tags:
            carried[tag].append(paper)
            together[tag].update(other for other in paper.tags if other != tag)
        for tag in with_broader(paper.tags, tags):
            within[tag].append(paper)
    return Usage(
        papers={tag: tuple(papers) for tag, papers in carried.items()},
        within={tag: tuple(papers) for tag, papers in within.items()},
        together={tag: tuple(sorted(together[tag].items(), key=lambda pair: (-pair[1], pair[0]))) for tag in carried},
    )
