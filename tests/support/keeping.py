"""Helpers for tests of bookmarks and notes: papers, and browsers with full or blocked storage."""

from __future__ import annotations

import json
from collections.abc import Mapping

from playwright.sync_api import Page

GPTQ = "gptq-accurate-post-training-quantization-for-generative-pre-trained"
ZEROQUANT = "zeroquant-v2-exploring-post-training-quantization-in-llms-from"
KEPT = "reading-list.kept.1:/"
VISITS = "reading-list.visits.1:/"

BLOCKED = """for (const name of ["localStorage", "sessionStorage"]) {
  Object.defineProperty(window, name, {get() { throw new DOMException("blocked", "SecurityError"); }});
}"""
FULL = """Storage.prototype.setItem = () => { throw new DOMException("full", "QuotaExceededError"); };"""


def kept_text(papers: Mapping[str, Mapping[str, object]]) -> str:
    """Return papers as the browser stores them and as an export has them."""
    return json.dumps({"format": "reading-list-kept", "version": 1, "papers": papers})


def seed(page: Page, **items: str) -> None:
    """Put texts into the storage of every page that opens from now on, unless something is there already."""
    for name, text in items.items():
        key = {"kept": KEPT, "lists": f"{KEPT}.lists", "visits": VISITS}[name]
        page.add_init_script(
            f"if (location.protocol !== 'about:' && localStorage.getItem({json.dumps(key)}) === null)"
            f" localStorage.setItem({json.dumps(key)}, {json.dumps(text)})"
        )


def stored(page: Page) -> dict[str, dict[str, object]]:
    """Return the papers that the browser has stored."""
    found: dict[str, dict[str, object]] = page.evaluate(
        f"JSON.parse(localStorage.getItem({json.dumps(KEPT)}) ?? '{{\"papers\": {{}}}}').papers"
    )
    return found


def overflow(page: Page) -> int:
    """Return by how many pixels a page is wider than the window."""
    wider: int = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
    return wider
