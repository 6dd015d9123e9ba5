"""Modules of the site import the libraries that come with it by name, on every page."""

from __future__ import annotations

import pytest
from playwright.sync_api import Browser

from tests.support.windows import settle, visit

IMPORT = """async () => {
  const {html, render} = await import("lit-html");
  const {repeat} = await import("lit-html/directives/repeat.js");
  const into = document.createElement("p");
  render(html`${repeat(["<b>", "&"], word => word, word => html`<i>${word}</i>`)}`, into);
  return into.textContent;
}"""


@pytest.mark.parametrize("path", ["/", "/about/", "/papers/on-the-g-ray-of-attention/", "/404.html"])
def test_lit_html_is_imported_by_name_at_every_depth(browser: Browser, tiny: str, path: str) -> None:
    with visit(browser) as seen:
        settle(seen.page, tiny + path)
        assert seen.page.evaluate(IMPORT) == "<b>&"


def test_lit_html_is_imported_by_name_after_instant_navigation_too(browser: Browser, tiny: str) -> None:
    with visit(browser) as seen:
        settle(seen.page, tiny + "/tags/theory/")
        seen.page.evaluate("window.stayed = true")
        seen.page.locator(".md-content a", has_text="Ray of Attention").first.click()
        seen.page.wait_for_url("**/papers/on-the-g-ray-of-attention/")
        assert seen.page.evaluate("window.stayed")
        assert seen.page.evaluate(IMPORT) == "<b>&"
        assert seen.page.locator("script[type=importmap]").count() == 1
