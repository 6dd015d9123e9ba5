"""What the pictures of the collection show: which tags go together, and how much of each day a tag makes up."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from ..catalog.model import Catalog, Tag
from .news import by_day
from .usage import Usage


@dataclass(frozen=True, slots=True, kw_only=True)
class Together:
    """The most used tags, those of one facet side by side, and how many papers carry two of them.

    `papers` has each pair in both orders, and only pairs that some paper carries.
    """

    tags: tuple[Tag, ...]
    papers: Mapping[tuple[str, str], int]


@dataclass(frozen=True, slots=True, kw_only=True)
class Share:
    """On how many papers of each day a tag is found: `carrying` out of the papers that a curator has looked at."""

    tag: Tag
    carrying: tuple[int, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Days:
    """The days of the listings, the oldest first, with how many papers of each a curator has looked at.

    `shares` are of the most used tags, the most used first; a tag is on a paper also through a narrower one.
    """

    days: tuple[date, ...]
    looked_at: tuple[int, ...]
    shares: tuple[Share, ...]


def tags_together(catalog: Catalog, usage: Usage, most: int) -> Together:
    """Return the `most` used tags in the order of the vocabulary's facets, within one by how many papers they have."""
    facets = {facet.slug: number for number, facet in enumerate(catalog.vocabulary.facets)}
    used = [tag for tag in catalog.vocabulary.tags.values() if usage.papers[tag.slug]]
    chosen = sorted(used, key=lambda tag: (-len(usage.papers[tag.slug]), tag.slug))[:most]
    chosen.sort(key=lambda tag: facets[tag.facet])
    shown = {tag.slug for tag in chosen}
    papers = {(slug, other): number for slug in shown for other, number in usage.together[slug] if other in shown}
    return Together(tags=tuple(chosen), papers=papers)


def days_of_tags(catalog: Catalog, usage: Usage, most: int) -> Days:
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
    shares = (Share(tag=tag, carrying=tuple(len(found[day] & within[tag.slug]) for day in days)) for tag in chosen)
    return Days(days=days, looked_at=tuple(len(found[day]) for day in days), shares=tuple(shares))
