"""The page of what a visitor keeps; the browser fills it, because nobody else knows."""

from __future__ import annotations

from collections.abc import Iterator

from generator.pages.compare import COMPARE
from generator.pages.escape import FrontMatter, link
from generator.pages.page import Page
from generator.pages.sharing.head import undated_head
from generator.pages.site import Site

KEPT = "kept.md"


def kept_pages(site: Site) -> Iterator[Page]:
    """Yield `/kept/`."""
    meta: FrontMatter = {
        "title": "Kept",
        "description": "The papers you bookmarked, read or hid on this site, and your notes. Only your browser knows.",
        "kind": "kept",
        "hide": ["navigation", "toc"],
        "search": {"exclude": True},
        "noindex": True,
        **undated_head(("Kept", KEPT)),
    }
    yield site.page(KEPT, "kept", meta, compare=link("compared side by side", COMPARE))
