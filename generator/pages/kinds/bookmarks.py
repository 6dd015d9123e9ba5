"""The page of what a visitor keeps; the browser fills it, because nobody else knows."""

from __future__ import annotations

from collections.abc import Iterator

from ..context import Context
from ..escape import FrontMatter, link
from ..page import Page
from ..sharing.head import undated_head

KEPT = "kept.md"


def kept_pages(context: Context) -> Iterator[Page]:
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
    yield context.page(KEPT, "kept", meta, compare=link("compared side by side", COMPARE))


COMPARE = "compare.md"


def compare_pages(context: Context) -> Iterator[Page]:
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
    yield context.page(COMPARE, "compare", meta)
