"""Modules of the site import the libraries that come with it by name, on every page."""

from __future__ import annotations

import pytest

from tests.support.windows import Visit, settle

IMPORT = """async () => {
  const {html, render} = await import("lit-html");
  const {repeat} = await import("lit-html/directives/repeat.js");
  const into = document.createElement("p");
  render(html`${repeat(["<b>", "&"], word => word, word => html`<i>${word}</i>`)}`, into);
  return into.textContent;
}"""


@pytest.mark.parametrize("path", ["/", "/about/", "/papers/on-the-g-ray-of-attention/", "/404.html"])
def test_lit_html_is_imported_by_name_at_every_depth(window: Visit, tiny: str, path: str) -> None:
    settle(window.page, tiny + path)
    assert window.page.evaluate(IMPORT) == "<b>&"


def test_lit_html_is_imported_by_name_after_instant_navigation_too(window: Visit, tiny: str) -> None:
    settle(window.page, tiny + "/tags/theory/")
    window.page.evaluate("window.stayed = true")
    window.page.locator(".md-content a", has_text="Ray of Attention").first.click()
    window.page.wait_for_url("**/papers/on-the-g-ray-of-attention/")
    assert window.page.evaluate("window.stayed")
    assert window.page.evaluate(IMPORT) == "<b>&"
    assert window.page.locator("script[type=importmap]").count() == 1
