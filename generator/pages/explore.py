"""The explorer: all tags to combine, all listings and paths to choose from, and every paper in one plain list."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from generator.catalog.model import Facet, Paper
from generator.pages.escape import FrontMatter, Markdown, link
from generator.pages.listings import newest_listings
from generator.pages.page import Page
from generator.pages.sharing.head import page_head
from generator.pages.site import EXPLORE, Site, listing_path, path_path, tag_path
from generator.pages.tags import carried
from generator.pages.words import count, day, relative

ROWS = 5
"""How many papers come with the page, so that there is something to read before a script has drawn the list."""

Pick = tuple[Markdown, int]
"""Something to choose: a link to its own page, which a script turns into a filter, and its number of papers."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """A paper as the script draws it in the list; a tag is its name, slug and colour."""

    slug: str
    title: str
    summary: str
    summarized: bool
    tags: tuple[tuple[str, str, int], ...]
    day: str


def explore_pages(site: Site) -> Iterator[Page]:
    """Yield `/explore/`."""
    papers = count(len(site.numbered), "paper")
    meta: FrontMatter = {
        "title": "Explore",
        "description": f"{papers}, to be narrowed down by tags, words, listings, days and what you have read.",
        "kind": "explore",
        **page_head(site, "Explore", EXPLORE),
        "hide": ["navigation", "toc"],
        "search": {"exclude": True},
    }
    days = sorted(source.listed.isoformat() for source in site.catalog.sources if source.listed)
    yield site.page(
        EXPLORE,
        "explore",
        meta,
        papers=papers,
        facets=tuple(_facet(site, facet) for facet in site.catalog.vocabulary.facets if facet.tags),
        listings=tuple(
            (_pick(source.title, listing_path(source.slug), f"data-listing={source.slug}"), len(source.papers))
            for source in newest_listings(site)
        ),
        paths=tuple(
            (_pick(path.title, path_path(path.slug), f"data-path={path.slug}"), len(path.steps))
            for path in site.catalog.paths
        ),
        first=days[0] if days else "",
        last=days[-1] if days else "",
        rows=tuple(_row(site, paper) for paper in site.numbered[: -ROWS - 1 : -1]),
        plain=tuple((paper.slug, paper.title_plain) for paper in reversed(site.numbered)),
    )


def _row(site: Site, paper: Paper) -> Row:
    tags = site.catalog.vocabulary.tags
    return Row(
        slug=paper.slug,
        title=paper.title_plain,
        summary=paper.summary,
        summarized=paper.summarized,
        tags=tuple((tags[slug].name, slug, site.colours[tags[slug].facet]) for slug in paper.tags),
        day=day(paper.first_listed),
    )


def _facet(site: Site, facet: Facet) -> tuple[str, tuple[Pick, ...]]:
    colour = site.colours[facet.slug]
    return facet.title, tuple(
        (
            _pick(tag.name, tag_path(tag.slug), f".f{colour} data-tag={tag.slug}"),
            carried(site.known.usage, tag.slug),
        )
        for tag in facet.tags
    )


def _pick(name: str, target: str, attributes: str) -> Markdown:
    return link(name, relative(EXPLORE, target), f"{{ .rl-pick {attributes} }}")
