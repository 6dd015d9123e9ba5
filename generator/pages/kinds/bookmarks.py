"""The pages of bookmarks and of papers to compare. Scripts fill them from the browser's storage or the address."""

from __future__ import annotations

from collections.abc import Iterator

from ..context import Context
from ..escape import FrontMatter, link
from ..page import Page
from ..sharing.head import UNSEARCHED, WIDE, undated_head

_KEPT = "kept.md"
_COMPARE = "compare.md"

_UNINDEXED: FrontMatter = {**WIDE, **UNSEARCHED, "noindex": True}


def kept_pages(context: Context) -> Iterator[Page]:
    """Yield `/kept/`."""
    meta: FrontMatter = {
        **undated_head(
            "The papers you bookmarked, read or hid on this site, and your notes. Only your browser knows.",
            ("Kept", _KEPT),
        ),
        "kind": "kept",
        **_UNINDEXED,
    }
    yield context.page(_KEPT, "kept", meta, compare=link("compared side by side", _COMPARE))


def compare_pages(context: Context) -> Iterator[Page]:
    """Yield `/compare/`."""
    meta: FrontMatter = {
        **undated_head("Two to four papers side by side.", ("Compare", _COMPARE)),
        "kind": "compare",
        **_UNINDEXED,
    }
    yield context.page(_COMPARE, "compare", meta)
