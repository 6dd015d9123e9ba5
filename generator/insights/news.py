"""Finds new papers: the listing that first had a paper, and the papers listed since a day."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from itertools import chain

from ..catalog.model import Appearance, Catalog, Facet, Listing, Paper, Tag, Vocabulary


@dataclass(frozen=True, slots=True, kw_only=True)
class Group:
    """New papers whose first tag is `tag`, in the order given; without tag and facet those that have none."""

    tag: Tag | None
    facet: Facet | None
    papers: tuple[Paper, ...]


def first_seen(paper: Paper) -> Appearance:
    """Return the first appearance of a paper; one without a day counts as the last."""
    return min(paper.appearances, key=lambda seen: (seen.listed or date.max, seen.source, seen.position))


def by_day(catalog: Catalog, listing: Listing) -> dict[date | None, list[str]]:
    """Return the slugs of a listing's papers by the day on which it listed each, the newest day first."""
    if len(listing.days) <= 1:
        return {listing.listed: [slug for _, slug in listing.papers]}
    found: dict[date | None, list[str]] = {day: [] for day in reversed(listing.days)}
    for position, slug in listing.papers:
        seen = (one for one in catalog.papers[slug].appearances if one.source == listing.source)
        found.setdefault(next(one.listed for one in seen if one.position == position), []).append(slug)
    return found


def newest_of(catalog: Catalog, listing: Listing) -> tuple[Paper, ...]:
    """Return the papers of a listing by day, the newest day first, and in its order within a day."""
    slugs = dict.fromkeys(chain.from_iterable(by_day(catalog, listing).values()))
    return tuple(catalog.papers[slug] for slug in slugs)


def new_in(catalog: Catalog, listing: Listing) -> tuple[Paper, ...]:
    """Return the papers that a listing was the first to have: each paper is new in one listing."""
    return tuple(paper for paper in newest_of(catalog, listing) if first_seen(paper).source == listing.source)


def new_since(catalog: Catalog, day: date) -> tuple[Paper, ...]:
    """Return the papers first listed on a day or later, the newest first."""
    known = (paper for paper in catalog.papers.values() if paper.first_listed and paper.first_listed >= day)
    return tuple(sorted(known, key=newest_first))


def grouped(papers: Iterable[Paper], vocabulary: Vocabulary) -> tuple[Group, ...]:
    """Return papers by their first tag, in the order of the vocabulary; those without tags come last."""
    under: dict[str, list[Paper]] = {}
    for paper in papers:
        under.setdefault(paper.tags[0] if paper.tags else "", []).append(paper)
    groups = [
        Group(tag=tag, facet=facet, papers=tuple(under[tag.slug]))
        for facet in vocabulary.facets
        for tag in facet.tags
        if tag.slug in under
    ]
    rest = under.get("")
    return (*groups, Group(tag=None, facet=None, papers=tuple(rest))) if rest else tuple(groups)


_DIGITS = len("YYYYMMDD")


def newest_first(paper: Paper) -> tuple[int, bool, int, str, int, str]:
    """Return the key that sorts papers by the day they were first listed, the newest first.

    A paper without such a day comes after the listed ones of the year in which it was published; one without a year
    comes last.
    """
    day = int(paper.dated.replace("-", "").ljust(_DIGITS, "0"))  # a year alone comes after the months of that year
    seen = first_seen(paper)
    return (-(day // 10_000), paper.first_listed is None, -day, seen.source, seen.position, paper.slug)


def numbered(catalog: Catalog) -> tuple[Paper, ...]:
    """Return the papers by number, the oldest first."""
    return tuple(sorted(catalog.papers.values(), key=newest_first, reverse=True))
