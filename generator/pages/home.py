"""The home page and the page about the collection."""

from __future__ import annotations

from collections.abc import Iterator

from generator.pages.escape import FrontMatter, link
from generator.pages.exports.files import LIBRARY, take_away
from generator.pages.listings import newest_listings, stated
from generator.pages.page import Page
from generator.pages.paths import path_line
from generator.pages.site import Site, listing_path
from generator.pages.tags import carried
from generator.pages.words import count

HOME = "index.md"
ABOUT = "about.md"
NEWEST = 6
"""How many papers of the newest listing the home page shows."""


def home_pages(site: Site) -> Iterator[Page]:
    """Yield the home page and `/about/`."""
    catalog = site.catalog
    figures = (
        link(count(len(catalog.vocabulary.tags), "tag"), "tags/index.md"),
        link(count(len(catalog.paths), "reading path"), "paths/index.md"),
        link(count(len(catalog.sources), "listing"), "listings/index.md"),
    )
    facets = tuple(
        (facet.title, tuple(site.chip(HOME, tag, carried(site.known.usage, tag.slug)) for tag in facet.tags))
        for facet in catalog.vocabulary.facets
        if facet.tags
    )
    newest = newest_listings(site)[0] if catalog.sources else None
    meta: FrontMatter = {"title": "Home", "kind": "home", "hide": ["navigation", "toc"], "search": {"exclude": True}}
    yield site.page(
        HOME,
        "home",
        meta,
        figures=figures,
        papers=count(len(catalog.papers), "paper"),
        newest=newest,
        all_newest=link(f"All {count(len(newest.papers), 'paper')} of this listing", listing_path(newest.slug))
        if newest
        else "",
        cards=tuple(site.card(HOME, catalog.papers[slug]) for _, slug in newest.papers[:NEWEST]) if newest else (),
        day=stated(newest) if newest else "",
        facets=facets,
        paths=tuple(path_line(path, HOME) for path in catalog.paths),
    )
    yield _about(site)


def _about(site: Site) -> Page:
    catalog = site.catalog
    papers = catalog.papers.values()
    meta = {
        "title": "About",
        "description": "Where the papers of this reading list come from, and what was done to them.",
        "kind": "about",
    }
    return site.page(
        ABOUT,
        "about",
        meta,
        papers=count(len(catalog.papers), "paper"),
        rows=count(catalog.rows, "row"),
        titles=count(catalog.titles, "different title"),
        listings=count(len(catalog.sources), "listing"),
        tags=count(len(catalog.vocabulary.tags), "tag"),
        facets=count(len(catalog.vocabulary.facets), "facet"),
        tagged=count(sum(paper.tagged for paper in papers), "paper"),
        waiting=count(sum(not paper.tagged for paper in papers), "paper"),
        take=take_away(ABOUT, LIBRARY, "reading-list", site.written(reversed(site.numbered))),
        inferred=tuple(source.title for source in newest_listings(site) if source.inferred),
    )
