"""Search finds names by their parts, puts titles first, and shares its query."""

from __future__ import annotations

import pytest
from playwright.sync_api import Browser, Page

from tests.browser.conftest import visit

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("browser")]


def _search(page: Page, query: str) -> list[str]:
    """Type a query and return the titles of the results, best first."""
    page.keyboard.press("/")
    page.locator(".md-search__input").fill(query)
    page.locator(".md-search-result__article h1").first.wait_for()
    page.wait_for_timeout(400)
    return page.locator(".md-search-result__article h1").all_inner_texts()


@pytest.mark.parametrize(
    ("query", "best"),
    [
        ("gptq", "GPTQ"),
        ("GPTQ accurate post-training quantization", "GPTQ"),
        ("KIVI", "KIVI"),
        ("flm-101b", "FLM-101B"),
        ("search without expansions heuristic", "A* Search"),
        ("Mélange", "Mélange"),
        ("chemllm", "ChemLLM"),
    ],
)
def test_a_title_is_found_first(browser: Browser, real: str, query: str, best: str) -> None:
    with visit(browser) as seen:
        seen.page.goto(real)
        titles = _search(seen.page, query)
        assert best in titles[0], titles[:5]


def test_a_tag_page_leads_for_the_name_of_a_tag(browser: Browser, real: str) -> None:
    with visit(browser) as seen:
        seen.page.goto(real)
        assert "KV cache" in _search(seen.page, "kv-cache")[:3]


def test_results_are_highlighted_and_the_query_can_be_shared(browser: Browser, real: str) -> None:
    with visit(browser) as seen:
        seen.page.goto(f"{real}/?q=speculative+decoding")
        seen.page.locator(".md-search-result__article h1").first.wait_for()
        assert seen.page.locator(".md-search__input").input_value() == "speculative decoding"
        seen.page.locator(".md-search-result__article mark").first.wait_for()
        seen.page.locator(".md-search-result__link").first.click()
        seen.page.wait_for_url("**?h=*")
        seen.page.locator(".md-content mark").first.wait_for()


def test_the_search_box_of_the_home_page_opens_the_search(browser: Browser, real: str) -> None:
    with visit(browser) as seen:
        seen.page.goto(real)
        seen.page.locator(".rl-search").click()
        seen.page.keyboard.type("pruning")
        seen.page.locator(".md-search-result__article h1").first.wait_for()
