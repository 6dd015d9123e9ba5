"""The page that says what a feed is and names all of them."""

from __future__ import annotations

from collections.abc import Iterator

from ..context import Context
from ..escape import FrontMatter, link
from ..feeds.files import LATEST, LATEST_OF_ONE, OPML, OVERVIEW, by_kind, everything, feed_links, feed_meta
from ..formatting import relative
from ..page import Page
from ..sharing.head import undated_head


def overview_pages(site: Context) -> Iterator[Page]:
    """Yield `/feeds/`."""
    whole = everything(site)
    meta: FrontMatter = {
        "title": "Feeds",
        "description": "Follow the whole list, a tag, a reading path or a listing with a reader of your own.",
        "kind": "feeds",
        "hide": ["navigation", "toc"],
        "search": {"exclude": True},
        **feed_meta(site, whole),
        **undated_head(("Feeds", OVERVIEW)),
    }
    groups = tuple(
        (title, tuple((link(one.name, relative(OVERVIEW, one.page)), feed_links(OVERVIEW, one)) for one in found))
        for title, found in by_kind(site)
    )
    yield site.page(
        OVERVIEW,
        "feeds",
        meta,
        whole=feed_links(OVERVIEW, whole),
        opml=link("all.opml", relative(OVERVIEW, OPML), '{ download="all.opml" }') if site.settings.address else "",
        groups=groups,
        latest=LATEST,
        latest_of_one=LATEST_OF_ONE,
    )
