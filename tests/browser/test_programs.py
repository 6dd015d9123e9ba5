"""The Markdown of a paper is named to programs, and asks nothing of a visitor's browser."""

from __future__ import annotations

import pytest
from playwright.sync_api import Browser, Response

from tests.support.windows import visit

pytestmark = pytest.mark.browser


def test_the_alternate_markdown_of_a_paper_is_not_fetched_with_it(browser: Browser, tiny: str) -> None:
    asked: list[str] = []

    def note(answer: Response) -> None:
        asked.append(answer.url)

    with visit(browser) as seen:
        seen.page.on("response", note)
        seen.page.goto(f"{tiny}/papers/a-map-that-draws-itself/")
        seen.page.wait_for_load_state("networkidle")
        named = seen.page.eval_on_selector_all(
            "link[type='text/markdown']", "links => links.map(link => [...link.relList, link.href])"
        )
    assert named == [["alternate", f"{tiny}/papers/a-map-that-draws-itself.md"]]
    assert [url for url in asked if url.endswith(".md") or "/papers/sitemap.xml" in url] == []
