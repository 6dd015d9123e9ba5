"""The page of each listing that says what was new in it."""

from __future__ import annotations

from collections.abc import Iterator

from generator.catalog.model import Source
from generator.insights.news import Group, new_in
from generator.pages.digest.digest import by_facet, of_them_new
from generator.pages.escape import FrontMatter, Markdown, link
from generator.pages.listings import stated
from generator.pages.page import Page
from generator.pages.site import Card, Site, digest_path, listing_path, tag_path
from generator.pages.words import relative


def digest_pages(site: Site) -> Iterator[Page]:
    """Yield `/digests/<listing>/` of each listing."""
    for source in site.catalog.sources:
        yield _page(site, source)


def _page(site: Site, source: Source) -> Page:
    here = digest_path(source.slug)
    papers = new_in(site.catalog, source)
    number = of_them_new(len(papers), len({slug for _, slug in source.papers}))
    meta: FrontMatter = {
        "title": f"New in {source.title}",
        "description": f"What this listing was the first to show, by tag: {number}.",
        "kind": "digest",
        "hide": ["navigation", "toc"],
        "search": {"exclude": True},
        "source": source.file,
    }
    return site.page(
        here,
        "digest",
        meta,
        title=f"New in {source.title}",
        day=stated(source),
        number=number,
        listing=link("the listing in its own order", relative(here, listing_path(source.slug))),
        sections=tuple(
            (title, tuple(_group(site, here, group) for group in groups))
            for title, groups in by_facet(papers, site.catalog)
        ),
    )


def _group(site: Site, here: str, group: Group) -> tuple[Markdown | str, tuple[Card, ...]]:
    """Return a tag as a link, or '' for none, and its new papers."""
    name = link(group.tag.name, relative(here, tag_path(group.tag.slug))) if group.tag else ""
    return name, tuple(site.card(here, paper, chips=False) for paper in group.papers)
