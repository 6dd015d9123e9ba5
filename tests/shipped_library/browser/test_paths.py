"""Reading paths with progress, and what is new since the last visit."""

from __future__ import annotations

import json

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.support.keeping import GPTQ, VISITS, kept_text, overflow, seed, stored
from tests.support.windows import check_accessible, check_steady, settle, visit

pytestmark = pytest.mark.browser

PATH = "/paths/quantizing-language-models/"
FIRST = "model-compression-via-distillation-and-quantization"


def test_a_step_marked_as_read_leads_to_the_next_step(browser: Browser, real: str) -> None:
    with visit(browser) as seen:
        seen.page.goto(real + PATH)
        progress = seen.page.locator(".rl-progress")
        expect(progress).to_contain_text("0 of 9 read")
        expect(progress).to_contain_text("Begin with: Model compression via distillation")
        button = seen.page.get_by_role("button", name="Read: Model compression")
        button.focus()
        seen.page.keyboard.press("Enter")
        expect(button).to_have_attribute("aria-pressed", "true")
        expect(progress).to_contain_text("1 of 9 read")
        expect(progress.locator("[role=status]")).to_have_text(
            "Marked as read: Model compression via distillation and quantization."
        )
        expect(progress.locator("progress")).to_have_attribute("value", "1")
        assert stored(seen.page)[FIRST]["read"] is True
        progress.get_by_role("link", name="GPTQ").click()
        seen.page.wait_for_url(f"**/papers/{GPTQ}/")
        expect(seen.page.locator("a[rel=next]")).to_contain_text("ZeroQuant-V2")
        expect(seen.page.locator("a[rel=prev]")).to_contain_text("Model compression")


def test_a_path_that_is_read_says_so(browser: Browser, real: str) -> None:
    with visit(browser) as seen:
        seen.page.goto(real + PATH)
        for at in range(9):
            seen.page.locator(".rl-step-read").nth(at).click()
        expect(seen.page.locator(".rl-progress")).to_contain_text("9 of 9 read")
        expect(seen.page.locator(".rl-progress")).to_contain_text("You have read all papers of this path.")


def test_the_list_of_paths_shows_the_progress_of_each(browser: Browser, real: str) -> None:
    with visit(browser) as seen:
        seed(seen.page, kept=kept_text({GPTQ: {"read": True}, FIRST: {"read": True}}))
        for page in ("/paths/", "/"):
            seen.page.goto(real + page)
            card = seen.page.locator(".rl-paths li", has_text="Quantizing language models")
            expect(card.locator(".rl-saved-mark")).to_have_text("2 of 9 read")
            expect(card).to_contain_text("9 papers · about 10 minutes")
            seen.page.reload()
            expect(card.locator(".rl-saved-mark")).to_have_text("2 of 9 read")
        check_steady(seen.page)


def test_a_path_tells_how_long_it_takes(browser: Browser, real: str) -> None:
    with visit(browser, scripts=False) as seen:
        seen.page.goto(real + PATH)
        expect(seen.page.locator(".rl-facts").first).to_contain_text(
            "about 10 minutes for the abstracts, at 230 words a minute"
        )
        assert not seen.page.locator(".rl-step-read").first.is_visible()


def last_visit(page: Page, real: str, *, without: int) -> None:
    """Let there have been a visit long ago, when the newest listings were not there yet."""
    page.goto(real + "/about/")
    listings = page.evaluate("fetch('/data/head.json').then(a => a.json()).then(head => head.listings)")
    rows = {listing["source"]: listing["rows"] for listing in listings[without:]}
    page.goto("about:blank")
    visits = json.dumps(json.dumps({"last": 0, "now": rows, "before": None}))
    page.add_init_script(
        "if (location.protocol !== 'about:' && !sessionStorage.seeded) { sessionStorage.seeded = '1';"
        f" localStorage.setItem({json.dumps(VISITS)}, {visits}); }}"
    )


@pytest.mark.parametrize("width", [320, 390, 1280])
def test_the_home_page_shows_new_papers_without_layout_shift(browser: Browser, real: str, width: int) -> None:
    with visit(browser, width=width) as seen:
        last_visit(seen.page, real, without=1)
        seen.page.goto(real + "/")
        fresh = seen.page.locator(".rl-continue")
        expect(fresh).to_contain_text("Since your last visit")
        check_steady(seen.page)
        assert overflow(seen.page) <= 0
        expect(fresh.locator("a").first).to_have_attribute("href", f"{real}/explore/?state=new")
        seen.page.reload()  # still the same visit
        expect(fresh).to_contain_text("Since your last visit")
        check_accessible(seen.page)


def test_the_home_page_leads_to_the_next_step_and_to_saved_papers(browser: Browser, real: str) -> None:
    with visit(browser) as seen:
        seed(seen.page, kept=kept_text({GPTQ: {"read": True}, FIRST: {"read": True, "bookmarked": True}}))
        seen.page.goto(real + "/")
        ways = seen.page.locator(".rl-continue a")
        expect(ways).to_have_count(1)  # the saved paper is read already
        expect(ways).to_contain_text("Quantizing language models, 2 of 9 read")
        ways.click()
        seen.page.wait_for_url("**/papers/*/")
        expect(seen.page.locator(".rl-main")).to_contain_text("Quantizing language models")
        seen.page.locator(".rl-keep").get_by_role("button", name="Read later").click()
        seen.page.goto(real + "/")
        expect(ways).to_have_count(2)
        expect(ways.last).to_contain_text("1 paper to read later")


def test_nothing_is_new_at_the_first_visit_or_without_changes(browser: Browser, real: str) -> None:
    with visit(browser) as seen:
        settle(seen.page, real + "/")
        expect(seen.page.locator(".rl-continue")).to_be_empty()
    with visit(browser) as seen:
        last_visit(seen.page, real, without=0)
        settle(seen.page, real + "/")
        expect(seen.page.locator(".rl-continue")).to_be_empty()


@pytest.mark.parametrize(("width", "scheme"), [(320, "light"), (1280, "dark")])
def test_a_path_with_progress_is_accessible_and_steady(browser: Browser, real: str, width: int, scheme: str) -> None:
    with visit(browser, width=width, scheme=scheme) as seen:
        seed(seen.page, kept=kept_text({GPTQ: {"read": True}, FIRST: {"read": True}}))
        for path in (PATH, "/paths/"):
            seen.page.goto(real + path)
            seen.page.locator(".rl-saved-mark, .rl-progress progress").first.wait_for()
            check_steady(seen.page)
            assert overflow(seen.page) <= 0
            check_accessible(seen.page)
