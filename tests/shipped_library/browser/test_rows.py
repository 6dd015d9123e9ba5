"""Each paper of a list can be saved, read and selected, and several together exported, compared or saved."""

from __future__ import annotations

from collections.abc import Iterable

import pytest
from playwright.sync_api import Browser, Locator, Page, expect

from tests.support.keeping import stored
from tests.support.windows import check_accessible, check_steady, settle, visit

pytestmark = pytest.mark.browser

TAG = "/tags/quantization/"


def _buttons(page: Page, name: str) -> Locator:
    return page.get_by_role("button", name=f"{name}:")


def _selected(page: Page) -> Locator:
    return page.get_by_role("region", name="Selected papers")


def _rows(page: Page) -> list[str]:
    """Return the slugs of the papers of a list."""
    links = page.locator(".rl-list li > p:first-child a")
    found: Iterable[str] = links.evaluate_all("all => all.map(a => a.pathname.split('/').at(-2))")
    return [*found]


@pytest.mark.parametrize("address", [TAG, "/", "/explore/", "/papers/{paper}/", "/listings/003-73fb2e0140c61c42/"])
def test_one_click_saves_a_paper_of_any_list(browser: Browser, real: str, address: str) -> None:
    paper = "gptq-accurate-post-training-quantization-for-generative-pre-trained"
    with visit(browser) as seen:
        settle(seen.page, real + address.format(paper=paper))
        button = _buttons(seen.page, "Read later").first
        button.click()
        expect(button).to_have_attribute("aria-pressed", "true")
        assert [entry["bookmarked"] for entry in stored(seen.page).values()] == [True]
        expect(seen.page.get_by_role("link", name="Saved, 1 paper")).to_be_visible()
        button.click()
        assert stored(seen.page) == {}


def test_shift_selects_all_down_to_a_paper_and_the_tray_exports_them(browser: Browser, real: str) -> None:
    with visit(browser) as seen:
        settle(seen.page, real + TAG)
        slugs = _rows(seen.page)[:5]
        _buttons(seen.page, "Select").nth(0).click()
        _buttons(seen.page, "Select").nth(4).click(modifiers=["Shift"])
        expect(_selected(seen.page)).to_contain_text("5 selected")
        _selected(seen.page).get_by_text("Export").click()
        with seen.page.expect_download() as download:
            _selected(seen.page).get_by_role("button", name="RIS", exact=True).click()
        text = download.value.path().read_text(encoding="utf-8")
        assert [line[6:] for line in text.splitlines() if line.startswith("UR  -")] != []
        assert text.count("TY  - ") == len(slugs)


def test_selected_papers_are_compared_from_a_list_by_keyboard(browser: Browser, real: str) -> None:
    with visit(browser) as seen:
        settle(seen.page, real + TAG)
        slugs = _rows(seen.page)[:3]
        for at in range(3):
            _buttons(seen.page, "Select").nth(at).press("Enter")
        expect(_buttons(seen.page, "Select").nth(2)).to_be_focused()
        _selected(seen.page).get_by_role("link", name="Compare").press("Enter")
        seen.page.wait_for_url(f"**/compare/?papers={','.join(slugs)}")
        expect(seen.page.locator(".rl-compare__table th[scope=col]")).to_have_count(3)


def test_all_selected_papers_are_saved_to_read_later_at_once(browser: Browser, real: str) -> None:
    with visit(browser) as seen:
        settle(seen.page, real + "/explore/")
        for at in (0, 2):
            _buttons(seen.page, "Select").nth(at).click()
        _selected(seen.page).get_by_role("button", name="Read later").click()
        expect(_selected(seen.page)).to_have_count(0)
        expect(seen.page.get_by_role("link", name="Saved, 2 papers")).to_be_visible()


@pytest.mark.parametrize(("width", "scheme"), [(320, "light"), (390, "dark"), (1280, "light")])
def test_rows_with_buttons_are_accessible_and_move_nothing(
    browser: Browser, real: str, width: int, scheme: str
) -> None:
    with visit(browser, width=width, scheme=scheme) as seen:
        for address in (TAG, "/explore/"):
            settle(seen.page, real + address)
            _buttons(seen.page, "Select").first.click()
            expect(_selected(seen.page)).to_be_visible()
            check_accessible(seen.page)
            _selected(seen.page).get_by_role("button", name="Clear").click()
        settle(seen.page, real + TAG)
        check_steady(seen.page)
