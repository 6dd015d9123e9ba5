"""How a visitor finds the feeds: by the head of a page, by its links, and by the page of all feeds."""

from __future__ import annotations

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.support.windows import Visit, settle, visit

pytestmark = pytest.mark.browser

FEEDS = {
    "/": "feeds/papers",
    "/tags/models/": "feeds/tags/models",
    "/listings/spring/": "feeds/listings/spring",
    "/paths/first-steps/": "feeds/paths/first-steps",
    "/feeds/": "feeds/papers",
}
ALTERNATES = """() => Array.from(
  document.head.querySelectorAll('link[rel="alternate"]'), link => [link.type, link.href])"""
STATUS = "async addresses => Promise.all(addresses.map(async one => (await fetch(one)).status))"


def _announced(page: Page) -> list[list[str]]:
    found: list[list[str]] = page.evaluate(ALTERNATES)
    return found


@pytest.mark.parametrize("page", FEEDS)
def test_the_head_of_a_page_announces_its_feed(window: Visit, tiny: str, page: str) -> None:
    window.page.goto(tiny + page)
    announced = _announced(window.page)
    stem = f"{tiny}/{FEEDS[page]}"
    json_feed = [["application/feed+json", f"{stem}.json"]] if stem.endswith("/papers") else []
    assert announced == [["application/atom+xml", f"{stem}.atom"], *json_feed]
    assert set(window.page.evaluate(STATUS, [address for _, address in announced])) == {200}


@pytest.mark.parametrize("page", FEEDS)
def test_without_scripts_too_and_in_the_plainest_words(browser: Browser, tiny: str, page: str) -> None:
    with visit(browser, scripts=False) as seen:
        seen.page.goto(tiny + page)
        links = seen.page.locator('head > link[rel="alternate"][type="application/atom+xml"]')
        assert links.evaluate_all("found => found.map(link => link.href)") == [f"{tiny}/{FEEDS[page]}.atom"]


def test_a_page_reached_without_a_load_announces_its_own_feed(window: Visit, tiny: str) -> None:
    settle(window.page, tiny + "/tags/models/")
    window.page.evaluate("window.stayed = true")
    window.page.locator(".md-content a", has_text="Small models").first.click()
    window.page.wait_for_url("**/tags/small-models/")
    window.page.locator("h1", has_text="Small models").wait_for()
    assert window.page.evaluate("window.stayed")
    assert [address for _, address in _announced(window.page)] == [f"{tiny}/feeds/tags/small-models.atom"]


def test_a_paper_announces_no_feed(window: Visit, tiny: str) -> None:
    window.page.goto(tiny + "/papers/talking-lamps/")
    assert [kind for kind, _ in _announced(window.page)] == ["text/markdown"]


@pytest.mark.parametrize("page", [page for page in FEEDS if page != "/feeds/"])
def test_feed_links_are_on_the_page_without_copy_buttons(window: Visit, tiny: str, page: str) -> None:
    settle(window.page, tiny + page)
    window.page.locator("summary", has_text="Follow").click()
    row = window.page.locator(".rl-follow")
    assert row.locator("a").all_inner_texts() == ["Atom", *(["JSON Feed"] if page == "/" else []), "All feeds"]
    assert row.locator("button").count() == 0
    row.get_by_role("link", name="All feeds").click()
    window.page.wait_for_url("**/feeds/")


def test_every_link_of_the_page_of_all_feeds_leads_somewhere(browser: Browser, tiny: str) -> None:
    with visit(browser, scripts=False) as seen:
        seen.page.goto(tiny)
        seen.page.locator("footer a", has_text="Feeds").click()
        seen.page.wait_for_url(f"{tiny}/feeds/")
        links = seen.page.locator("article a").evaluate_all("found => found.map(link => link.href)")
        assert f"{tiny}/feeds/all.opml" in links
        assert {f"{tiny}/feeds/papers.json", f"{tiny}/feeds/tags/maps.atom"} <= set(links)
        for link in set(links):
            assert seen.page.request.get(link).status == 200, link


def test_what_is_new_in_a_listing_is_one_click_from_it(window: Visit, tiny: str) -> None:
    window.page.goto(tiny + "/listings/autumn/")
    window.page.get_by_role("link", name="what was new, by tag").click()
    window.page.wait_for_url("**/digests/autumn/")
    expect(window.page.locator("h1")).to_have_text("New in Autumn listing")
