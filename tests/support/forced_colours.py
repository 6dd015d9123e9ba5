"""Measures in the browser what a page shows under forced colours (contrast themes of Windows)."""

from __future__ import annotations

from pathlib import Path

from playwright.sync_api import Page

AUDIT = Path(__file__).with_suffix(".js").read_text(encoding="utf-8")


def invisible(page: Page, scheme: str) -> tuple[dict[str, list[str]], dict[str, int]]:
    """Return what cannot be seen under forced colours, by kind of thing, and how many of each kind were looked at.

    Icons are what a mask draws; a state is compared with the same element without it.
    """
    page.emulate_media(forced_colors="active", color_scheme="dark" if scheme == "dark" else "light")
    assert page.evaluate("matchMedia('(forced-colors: active)').matches")
    measured = page.evaluate(AUDIT)
    return {kind: names for kind, names in measured["found"].items() if names}, measured["looked"]
