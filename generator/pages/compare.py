"""The page that shows papers side by side; the browser fills it from the pages of the papers its address names."""

from __future__ import annotations

from collections.abc import Iterator

from generator.pages.escape import FrontMatter
from generator.pages.page import Page
from generator.pages.sharing.head import undated_head
from generator.pages.site import Site

COMPARE = "compare.md"


def compare_pages(site: Site) -> Iterator[Page]:
    """Yield `/compare/`."""
    meta: FrontMatter = {
        "title": "Compare",
        "description": "Two to four papers side by side.",
        "kind": "compare",
        "hide": ["navigation", "toc"],
        "search": {"exclude": True},
        "noindex": True,
        **undated_head(("Compare", COMPARE)),
    }
    yield site.page(COMPARE, "compare", meta)
