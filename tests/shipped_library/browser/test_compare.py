"""Papers side by side."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Browser, expect

from tests.support.keeping import GPTQ, ZEROQUANT, overflow
from tests.support.windows import Visit, check_accessible, check_steady, settle, visit

pytestmark = pytest.mark.browser

AWQ = "awq-activation-aware-weight-quantization-for-llm-compression-and"
BOTH = f"/compare/?papers={GPTQ},{ZEROQUANT}"


def test_papers_are_chosen_on_their_pages_and_compared_from_the_tray(browser: Browser, real: str) -> None:
    with visit(browser) as seen:
        seen.page.goto(f"{real}/papers/{GPTQ}/")
        seen.page.get_by_role("button", name="Compare").click()
        tray = seen.page.get_by_role("region", name="Selected papers")
        expect(tray).to_contain_text("Select one more to compare.")
        seen.page.goto(f"{real}/papers/{ZEROQUANT}/")
        seen.page.locator(".rl-keep__button").first.wait_for()
        seen.page.keyboard.press("c")
        expect(tray).to_contain_text("2 selected")
        tray.get_by_role("link", name="Compare").click()
        seen.page.wait_for_url(f"**{BOTH}")
        expect(seen.page.locator(".rl-compare__table th[scope=col]")).to_have_count(2)
        expect(tray).to_have_count(0)
        seen.page.goto(f"{real}/papers/{ZEROQUANT}/")
        tray.get_by_role("button", name="Clear").click()
        expect(tray).to_have_count(0)
        expect(seen.page.get_by_role("button", name="Compare")).to_have_attribute("aria-pressed", "false")


def test_the_table_agrees_with_pages_and_names_shared_tags(window: Visit, real: str) -> None:
    window.page.goto(real + BOTH)
    rows = window.page.locator(".rl-compare__table tbody tr")
    names = ["Authors", "Published", "Summary", "Tags", "Listed in", "Abstract", "Links"]
    expect(rows.locator("th")).to_have_text(names)
    expect(rows.nth(0).locator("td").first).to_contain_text("Elias Frantar")
    expect(rows.nth(2).locator("td").first).to_have_text(
        "GPTQ quantizes 175B-parameter GPT models to 3-4 bits in about four GPU hours with second-order information"
        " and little accuracy loss."
    )
    tags = rows.nth(3).locator("td").first
    expect(tags.locator("li", has_text="Quantization")).to_contain_text(re.compile(r"Quantization\s+in both"))
    expect(rows.nth(3).locator("td").nth(1).locator("li", has_text="Empirical")).to_have_text(
        re.compile(r"^\s*Empirical study\s*$")
    )
    expect(rows.nth(4).locator("td").first).to_contain_text("14 March")
    expect(rows.nth(5).locator("td").first).to_contain_text("Generative Pre-trained Transformer models")
    expect(rows.nth(6).locator("td").first).to_contain_text("github.com/IST-DASLab/gptq")
    tags.locator("a", has_text="Quantization").click()
    window.page.wait_for_url("**/tags/quantization/")


def test_rows_that_are_the_same_for_all_come_last_and_once(window: Visit, tiny: str) -> None:
    window.page.goto(f"{tiny}/compare/?papers=a-map-that-draws-itself,talking-lamps")
    same = window.page.locator(".rl-compare__same")
    expect(same.get_by_role("rowheader").first).to_have_text("Same for all")
    names = window.page.locator(".rl-compare__table tbody").first.locator("th").all_inner_texts()
    assert "Abstract" in names
    for name in same.locator("th[scope=row]").all_inner_texts():
        assert name not in names
    for row in same.locator("tr").all()[1:]:
        expect(row.locator("td")).to_have_count(1)


def test_a_paper_is_taken_out_in_the_tray_by_keyboard(browser: Browser, real: str) -> None:
    with visit(browser) as seen:
        for slug in (GPTQ, ZEROQUANT):
            settle(seen.page, f"{real}/papers/{slug}/")
            seen.page.keyboard.press("c")
        tray = seen.page.get_by_role("region", name="Selected papers")
        tray.locator("summary", has_text="2 selected").press("Enter")
        tray.get_by_role("button", name="Take out: GPTQ").press("Enter")
        expect(tray.get_by_role("button", name="Take out: ZeroQuant")).to_be_focused()
        expect(tray).to_contain_text("Select one more to compare.")
        seen.page.keyboard.press("Enter")
        expect(tray).to_have_count(0)


def test_all_papers_are_on_the_printed_page(browser: Browser, real: str) -> None:
    with visit(browser, width=718) as seen:
        seen.page.goto(f"{real}{BOTH},{AWQ}")
        seen.page.locator("th[scope=col]").nth(2).wait_for()
        seen.page.emulate_media(media="print")
        assert overflow(seen.page) <= 0


def test_a_paper_is_taken_out_and_the_address_follows(browser: Browser, real: str) -> None:
    with visit(browser) as seen:
        seen.page.goto(f"{real}{BOTH},{AWQ}")
        expect(seen.page.locator("th[scope=col]")).to_have_count(3)
        seen.page.get_by_role("button", name="Remove: ZeroQuant").click()
        expect(seen.page.locator("th[scope=col]")).to_have_count(2)
        expect(seen.page.locator(".rl-saved__status")).to_contain_text("Removed: ZeroQuant")
        expect(seen.page.get_by_role("region", name="Comparison of 2 papers")).to_be_focused()
        seen.page.wait_for_url(f"{real}/compare/?papers={GPTQ},{AWQ}")


def test_unknown_repeated_and_too_many_papers_are_told(window: Visit, real: str) -> None:
    window.page.goto(f"{real}/compare/?papers={GPTQ},<b>nope</b>,{GPTQ},x,{ZEROQUANT},{AWQ}")
    said = window.page.locator(".rl-saved__status")
    expect(said).to_contain_text("There is no paper “<b>nope</b>” on this list.")
    expect(said).to_contain_text("Only the first 4 papers are shown: 1 more were asked for.")
    expect(window.page.locator("th[scope=col]")).to_have_count(2)


def test_an_empty_comparison_says_how_to_fill_it(window: Visit, real: str) -> None:
    window.page.goto(real + "/compare/")
    expect(window.page.locator(".rl-app")).to_contain_text("a comparison takes two to four")
    window.page.goto(f"{real}/compare/?papers={GPTQ}")
    expect(window.page.locator(".rl-app")).to_contain_text("One paper is here")


def test_no_more_than_four_selected_papers_are_compared(browser: Browser, real: str) -> None:
    with visit(browser) as seen:
        seen.page.goto(real + "/paths/quantizing-language-models/")
        links = seen.page.locator(".rl-steps li > p:first-child a").evaluate_all("all => all.map(link => link.href)")
        for link in links[:5]:
            seen.page.goto(link)
            seen.page.get_by_role("button", name="Compare").click()
        tray = seen.page.get_by_role("region", name="Selected papers")
        expect(tray).to_contain_text("5 selected")
        expect(tray).to_contain_text("Up to 4 can be compared.")
        expect(tray.get_by_role("link", name="Compare")).to_have_count(0)


@pytest.mark.parametrize("width", [320, 390])
def test_two_papers_fit_a_phone_without_scrolling_sideways(window: Visit, real: str, width: int) -> None:
    window.resize(width)
    window.page.goto(real + BOTH)
    window.page.locator("th[scope=col]").nth(1).wait_for()
    assert overflow(window.page) <= 0
    region = window.page.locator(".rl-compare__scroll")
    assert region.evaluate("element => element.scrollWidth - element.clientWidth") <= 0


@pytest.mark.parametrize(("width", "scheme"), [(320, "light"), (390, "dark"), (1440, "dark")])
def test_the_comparison_is_accessible_steady_and_scrolls_by_itself(
    window: Visit, real: str, width: int, scheme: str
) -> None:
    window.resize(width)
    window.colour(scheme)
    for address in (f"{BOTH},{AWQ}", "/compare/"):
        window.page.goto(real + address)
        window.page.locator("th[scope=col], .rl-app .rl-empty").first.wait_for()
        check_steady(window.page)
        assert overflow(window.page) <= 0
        check_accessible(window.page)
