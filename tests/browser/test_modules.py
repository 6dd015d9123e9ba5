"""Each page names the modules that it needs, in the folder of their version, and loads no others at first."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Request, Route

from tests.support.windows import Visit, settle, visit

RENDER = """async () => {
  const { html, render } = await ours("../vendor/lit-html/lit-html.js");
  const into = document.createElement("p");
  render(html`<i>${"<b>"}</i>`, into);
  return into.textContent;
}"""
PAGES = [
    *("/", "/about/", "/papers/on-the-g-ray-of-attention/", "/tags/theory/", "/explore/", "/map/", "/kept/"),
    *("/compare/", "/paths/", "/listings/", "/guide/visiting/", "/404.html"),
]


@pytest.mark.parametrize("path", PAGES)
def test_a_page_loads_exactly_the_modules_that_it_names(browser: Browser, tiny: str, path: str) -> None:
    asked: list[str] = []

    def note(request: Request) -> None:
        if request.url.endswith(".js") and "/javascripts/" not in request.url:
            asked.append(request.url)

    with visit(browser) as seen:
        seen.page.on("request", note)
        settle(seen.page, tiny + path)
        named = seen.page.eval_on_selector_all("link[rel=modulepreload]", "links => links.map(link => link.href)")
        needed = seen.page.evaluate(
            "performance.getEntriesByType('resource').map(({name}) => name).filter(name => name.endsWith('.js'))"
        )
    entry = re.compile(r"/assets/[0-9a-f]{6}/reading-list\.js$")
    assert len([url for url in asked if entry.search(url)]) == 1
    ours = {url for url in asked if not entry.search(url)}
    assert ours == set(named) <= set(needed)


def test_modules_are_found_at_every_depth_after_instant_navigation_too(window: Visit, tiny: str) -> None:
    settle(window.page, tiny + "/tags/theory/")
    window.page.evaluate("window.stayed = true")
    window.page.locator(".md-content a", has_text="Ray of Attention").first.click()
    window.page.wait_for_url("**/papers/on-the-g-ray-of-attention/")
    assert window.page.evaluate("window.stayed")
    assert window.page.evaluate(RENDER) == "<b>"


def test_a_page_of_a_later_site_is_loaded_with_its_own_scripts(browser: Browser, tiny: str) -> None:
    def later(route: Route) -> None:
        text = route.fetch().text()
        if route.request.resource_type == "document":
            route.fulfill(content_type="text/html", body=text)
        else:
            body = re.sub(r"assets/[0-9a-f]{6}/", "assets/123456/", text)
            route.fulfill(content_type="text/html", body=body)

    with visit(browser) as seen:
        seen.expected = "404"  # the style sheet of the later site
        settle(seen.page, tiny + "/tags/theory/")
        seen.page.evaluate("window.stayed = true")
        seen.page.route("**/papers/on-the-g-ray-of-attention/", later)
        seen.page.locator(".md-content a", has_text="Ray of Attention").first.click()
        seen.page.wait_for_function("window.stayed === undefined")


def test_only_pages_of_explorer_and_map_name_the_version_of_the_data(built_tiny: Path) -> None:
    pages = {path: path.read_text(encoding="utf-8") for path in built_tiny.rglob("index.html")}
    named = {path.parent.name for path, text in pages.items() if "data-build=" in text or "/data/head.json?v=" in text}
    assert named == {"explore", "map"}
