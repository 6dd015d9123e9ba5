"""Counts the papers of each tag, the tags that occur together, and the share of each tag by day."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from ..catalog.model import Catalog, Paper, Tag
from ..catalog.vocabulary import with_broader
from .news import by_day, newest_first


@dataclass(frozen=True, slots=True, kw_only=True)
class Usage:
    """Who carries a tag, newest first: `papers` themselves, `within` also through its narrower tags.

    `together` counts the other tags that the papers of a tag carry.
    """

    papers: Mapping[str, tuple[Paper, ...]]
    within: Mapping[str, tuple[Paper, ...]]
    together: Mapping[str, tuple[tuple[str, int], ...]]


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


@dataclass(frozen=True, slots=True, kw_only=True)
class TagPairs:
    """The most used tags, those of one facet side by side, and how many papers carry two of them.

    `papers` has each pair in both orders, and only pairs that some paper carries.
    """

    tags: tuple[Tag, ...]
    papers: Mapping[tuple[str, str], int]


@dataclass(frozen=True, slots=True, kw_only=True)
class TagShare:
    """On how many papers of each day a tag is found: `carrying` out of the papers that a curator has looked at."""

    tag: Tag
    carrying: tuple[int, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class TagsByDay:
    """The days of the listings, the oldest first, with how many papers of each a curator has looked at.

    `shares` are of the most used tags, the most used first; a tag is on a paper also through a narrower one.
    """

    days: tuple[date, ...]
    looked_at: tuple[int, ...]
    shares: tuple[TagShare, ...]


def tag_pairs(catalog: Catalog, usage: Usage, most: int) -> TagPairs:
    """Return the `most` used tags in the order of the vocabulary's facets, within one by how many papers they have."""
    facets = {facet.slug: number for number, facet in enumerate(catalog.vocabulary.facets)}
    used = [tag for tag in catalog.vocabulary.tags.values() if usage.papers[tag.slug]]
    chosen = sorted(used, key=lambda tag: (-len(usage.papers[tag.slug]), tag.slug))[:most]
    chosen.sort(key=lambda tag: facets[tag.facet])
    shown = {tag.slug for tag in chosen}
    papers = {(slug, other): number for slug in shown for other, number in usage.together[slug] if other in shown}
    return TagPairs(tags=tuple(chosen), papers=papers)


def tags_by_day(catalog: Catalog, usage: Usage, most: int) -> TagsByDay:
    """Return the share that each of the `most` used tags has of the papers of each day of listings."""
    found: dict[date, set[str]] = {}
    for source in catalog.sources:
        for day, slugs in by_day(catalog, source).items():
            if day:
                found.setdefault(day, set()).update(slug for slug in slugs if catalog.papers[slug].tagged)
    days = tuple(sorted(found))
    used = [tag for tag in catalog.vocabulary.tags.values() if usage.within[tag.slug]]
    chosen = sorted(used, key=lambda tag: (-len(usage.within[tag.slug]), tag.slug))[:most]
    within = {tag.slug: {paper.slug for paper in usage.within[tag.slug]} for tag in chosen}
    shares = (TagShare(tag=tag, carrying=tuple(len(found[day] & within[tag.slug]) for day in days)) for tag in chosen)
    return TagsByDay(days=days, looked_at=tuple(len(found[day]) for day in days), shares=tuple(shares))


COLOURS = 8
"""How many tags of a facet have a colour of their own on the map; the others share one."""


def coloured_tags(catalog: Catalog) -> dict[str, tuple[str, ...]]:
    """Return for each facet the tags that have a colour of their own on the map: those that most papers carry."""
    count = dict.fromkeys(catalog.vocabulary.tags, 0)
    for paper in catalog.papers.values():
        for tag in paper.tags:
            count[tag] = count.get(tag, 0) + 1
    return {facet.slug: _most(count, [tag.slug for tag in facet.tags]) for facet in catalog.vocabulary.facets}


def _most(count: Mapping[str, int], tags: Sequence[str]) -> tuple[str, ...]:
    ranked = sorted((tag for tag in tags if count[tag]), key=lambda tag: -count[tag])  # stable: then as in the file
    return tuple(ranked[:COLOURS])
