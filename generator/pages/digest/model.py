"""What a digest says, whatever its format: new papers under the facet and the name of their first tag."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from itertools import groupby

from ...catalog.model import Catalog, Paper, Source
from ...insights.news import Group, grouped, new_in, new_since
from ...settings import Settings
from ..escape import one_line
from ..facts import byline
from ..formatting import count, day, one_sentence
from ..kinds.listings import stated

UNTAGGED = "Without tags"
"""What stands above papers that carry no tag."""


@dataclass(frozen=True, slots=True, kw_only=True)
class DigestItem:
    """One paper: `address` is empty where that of the site is not known; all texts are one line.

    `byline` is who wrote it, where and when, as far as that is known.
    """

    title: str
    address: str
    summary: str
    byline: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Section:
    """The new papers of one facet, under its tags; a section of papers without tags has one nameless group."""

    title: str
    groups: tuple[tuple[str, tuple[DigestItem, ...]], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Digest:
    """What is new: `more` is where all of it stands on the site, `remark` what the reader should know of it."""

    title: str
    site: str
    lead: str
    sections: tuple[Section, ...]
    more: str = ""
    remark: str = ""

    @property
    def papers(self) -> int:
        """How many papers are new."""
        return sum(len(items) for section in self.sections for _, items in section.groups)


def digest_of_listing(catalog: Catalog, source: Source, settings: Settings) -> Digest:
    """Return what a listing was the first to show."""
    papers = new_in(catalog, source)
    shown = len({slug for _, slug in source.papers})
    return Digest(
        title=one_line(f"New in {source.title}"),
        site=one_line(settings.name),
        lead=f"{stated(source)[:1].upper()}{stated(source)[1:]}: {of_them_new(len(papers), shown)}.",
        sections=_sections(papers, catalog, settings),
        more=f"{settings.address}digests/{source.slug}/" if settings.address else "",
    )


def digest_since(catalog: Catalog, since: date, settings: Settings) -> Digest:
    """Return what was first listed on a day or later; papers without a known day are counted in the remark."""
    papers = new_since(catalog, since)
    unknown = sum(paper.first_listed is None for paper in catalog.papers.values())
    remark = f"{count(unknown, 'paper')} of which no listing states a day may be new, too." if unknown else ""
    return Digest(
        title=f"New since {day(since)}",
        site=one_line(settings.name),
        lead=f"{count(len(papers), 'paper')} first listed on {day(since)} or later.",
        sections=_sections(papers, catalog, settings),
        more=settings.address,
        remark=remark,
    )


def of_them_new(new: int, shown: int) -> str:
    """Return how many papers of a listing are new, as a page says it."""
    if new == shown:
        return f"{count(new, 'paper')}, all new" if new > 1 else f"{count(new, 'paper')}, new"
    return f"{new:,} of {count(shown, 'paper')} {'is' if new == 1 else 'are'} new"


def by_facet(papers: Iterable[Paper], catalog: Catalog) -> tuple[tuple[str, tuple[Group, ...]], ...]:
    """Return papers by their first tag, with the title of the facet above its tags."""
    groups = groupby(grouped(papers, catalog.vocabulary), key=lambda group: group.facet)
    return tuple((facet.title if facet else UNTAGGED, tuple(found)) for facet, found in groups)


def _sections(papers: Iterable[Paper], catalog: Catalog, settings: Settings) -> tuple[Section, ...]:
    return tuple(
        Section(
            title=one_line(title),
            groups=tuple(
                (
                    one_line(group.tag.name) if group.tag else "",
                    tuple(_item(paper, settings) for paper in group.papers),
                )
                for group in groups
            ),
        )
        for title, groups in by_facet(papers, catalog)
    )


def _item(paper: Paper, settings: Settings) -> DigestItem:
    return DigestItem(
        title=one_line(paper.title_plain),
        address=f"{settings.address}papers/{paper.slug}/" if settings.address else "",
        summary=one_line(one_sentence(paper)),
        byline=one_line(byline(paper.facts)),
    )
