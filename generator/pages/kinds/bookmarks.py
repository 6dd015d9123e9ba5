"""The pages of bookmarks and of papers to compare; the browser fills them from what it stores or their address."""

from __future__ import annotations

from collections.abc import Iterator

from ..context import Context
from ..escape import FrontMatter, link
from ..page import Page
from ..sharing.head import UNSEARCHED, WIDE, undated_head

KEPT = "kept.md"
COMPARE = "compare.md"

_UNINDEXED: FrontMatter = {**WIDE, **UNSEARCHED, "noindex": True}


def kept_pages(context: Context) -> Iterator[Page]:
    """Yield `/kept/`."""
    meta: FrontMatter = {
        **undated_head(
            "The papers you bookmarked, read or hid on this site, and your notes. Only your browser knows.",
            ("Kept", KEPT),
        ),
        "kind": "kept",
        **_UNINDEXED,
    }
    yield context.page(KEPT, "kept", meta, compare=link("compared side by side", COMPARE))


def compare_pages(context: Context) -> Iterator[Page]:
    """Yield `/compare/`."""
    meta: FrontMatter = {
        **undated_head("Two to four papers side by side.", ("Compare", COMPARE)),
        "kind": "compare",
        **_UNINDEXED,
    }
    yield context.page(COMPARE, "compare", meta)
