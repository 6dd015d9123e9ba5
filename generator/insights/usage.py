"""Counts the papers of each tag, the tags that occur together, and the papers of each tag by day."""

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from ..catalog.model import Catalog, Paper, Tag
from ..catalog.vocabulary import with_broader
from .news import by_day, newest_first

COLOURS = 8
"""The number of tags of a facet that have their own colour on the map; the others share one."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Usage:
    """The papers of each tag, newest first: `papers` have the tag itself, `within` it or a narrower one.

    `together` counts the other tags of the papers that have a tag.
    """

    papers: Mapping[str, tuple[Paper, ...]]
    within: Mapping[str, tuple[Paper, ...]]
    together: Mapping[str, tuple[tuple[str, int], ...]]


def usage(catalog: Catalog) -> Usage:
    """Return the papers of every tag of the vocabulary, also of unused ones, and the tags that occur with it."""
    tags = catalog.vocabulary.tags
    papers: dict[str, list[Paper]] = {slug: [] for slug in tags}
    within: dict[str, list[Paper]] = {slug: [] for slug in tags}
    together: dict[str, Counter[str]] = defaultdict(Counter)
    for paper in sorted(catalog.papers.values(), key=newest_first):
        for tag in paper.tags:
            papers[tag].append(paper)
            together[tag].update(other for other in paper.tags if other != tag)
        for tag in with_broader(paper.tags, tags):
            within[tag].append(paper)
    return Usage(
        papers={tag: tuple(papers[tag]) for tag in tags},
        within={tag: tuple(within[tag]) for tag in tags},
        together={tag: tuple(sorted(together[tag].items(), key=lambda pair: (-pair[1], pair[0]))) for tag in tags},
    )


def coloured_tags(catalog: Catalog) -> dict[str, tuple[str, ...]]:
    """Return for each facet the tags that have their own colour on the map: the most used, equal ones in file order."""
    count = Counter(tag for paper in catalog.papers.values() for tag in paper.tags)
    used = {facet.slug: [tag.slug for tag in facet.tags if count[tag.slug]] for facet in catalog.vocabulary.facets}
    return {facet: tuple(sorted(tags, key=lambda tag: -count[tag])[:COLOURS]) for facet, tags in used.items()}


@dataclass(frozen=True, slots=True, kw_only=True)
class TagPairs:
    """The most used tags, ordered by facet, and the number of papers that have two of them.

    `papers` has each pair in both orders, and only pairs that occur.
    """

    tags: tuple[Tag, ...]
    papers: Mapping[tuple[str, str], int]


def tag_pairs(catalog: Catalog, usage: Usage, most: int) -> TagPairs:
    """Return the `most` used tags, ordered by facet and then by their number of papers, and how often they co-occur."""
    facets = {facet.slug: number for number, facet in enumerate(catalog.vocabulary.facets)}
    tags = sorted(_most_used(catalog, usage.papers, most), key=lambda tag: facets[tag.facet])
    shown = {tag.slug for tag in tags}
    papers = {(slug, other): number for slug in shown for other, number in usage.together[slug] if other in shown}
    return TagPairs(tags=tuple(tags), papers=papers)


@dataclass(frozen=True, slots=True, kw_only=True)
class TagShare:
    """The number of papers of each day that have a tag or a narrower one."""

    tag: Tag
    papers: tuple[int, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class TagsByDay:
    """The days of the listings, the oldest first, and the number of papers of each whose tags a curator has seen.

    `shares` count such papers for the most used tags, the most used first.
    """

    days: tuple[date, ...]
    tagged: tuple[int, ...]
    shares: tuple[TagShare, ...]


def tags_by_day(catalog: Catalog, usage: Usage, most: int) -> TagsByDay:
    """Return the number of papers that each of the `most` used tags has on each day of listings."""
    tagged: dict[date, set[str]] = {}
    for listing in catalog.listings:
        for day, slugs in by_day(catalog, listing).items():
            if day:
                tagged.setdefault(day, set()).update(slug for slug in slugs if catalog.papers[slug].tagged)
    days = tuple(sorted(tagged))
    tags = _most_used(catalog, usage.within, most)
    within = {tag.slug: {paper.slug for paper in usage.within[tag.slug]} for tag in tags}
    shares = (TagShare(tag=tag, papers=tuple(len(tagged[day] & within[tag.slug]) for day in days)) for tag in tags)
    return TagsByDay(days=days, tagged=tuple(len(tagged[day]) for day in days), shares=tuple(shares))


def _most_used(catalog: Catalog, papers: Mapping[str, Sequence[Paper]], most: int) -> list[Tag]:
    """Return the tags that most papers have, equal ones by slug."""
    used = (tag for tag in catalog.vocabulary.tags.values() if papers[tag.slug])
    return sorted(used, key=lambda tag: (-len(papers[tag.slug]), tag.slug))[:most]
