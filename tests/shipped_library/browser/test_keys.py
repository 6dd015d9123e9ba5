"""Keys: what they do, where they are listed, and how they are switched off."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Browser, expect

from tests.support.keeping import GPTQ, kept_text, overflow, seed
from tests.support.windows import Visit, calm, check_accessible, settle, visit

pytestmark = pytest.mark.browser

PAPER = f"/papers/{GPTQ}/"
PRESS = """keys => {
  for (const key of keys) document.body.dispatchEvent(new KeyboardEvent("keydown", {key, bubbles: true}));
}"""
"""Presses keys one right after the other; from here, a busy machine may take longer than the second key may."""


def test_two_keys_in_a_row_lead_to_the_rooms_of_the_site(window: Visit, real: str) -> None:
    settle(window.page, real + "/about/")
    for keys, path in (("gt", "/tags/"), ("gp", "/paths/"), ("gk", "/kept/"), ("gh", "/")):
        window.page.evaluate(PRESS, keys)
        window.page.wait_for_url(real + path)
        expect(window.page.locator("link[rel=canonical]")).to_have_attribute("href", re.compile(f"[^/]{path}$"))


def test_the_question_mark_lists_keys_and_escape_returns_the_focus(window: Visit, real: str) -> None:
    settle(window.page, real + PAPER)
    link = window.page.locator(".rl-tags a").first
    link.focus()
    window.page.keyboard.press("?")
    dialog = window.page.get_by_role("dialog", name="Keys")
    expect(dialog).to_be_visible()
    for words in ("This paper", "Read later", "Go to", "Reading paths", "On every page", "Surprise me"):
        expect(dialog).to_contain_text(words)
    window.page.keyboard.press("b")  # a key of the page behind it does nothing
    window.page.keyboard.press("Escape")
    expect(dialog).not_to_be_visible()
    expect(link).to_be_focused()
    expect(window.page.get_by_role("button", name="Read later", exact=True)).to_have_attribute("aria-pressed", "false")
    settle(window.page, real + "/about/")
    window.page.keyboard.press("?")
    expect(dialog).to_be_visible()
    assert "Read later" not in dialog.inner_text()


def test_the_footer_lists_the_keys_for_those_who_have_no_question_mark(window: Visit, real: str) -> None:
    settle(window.page, real + "/about/")
    window.page.get_by_role("button", name="Keys").click()
    expect(window.page.get_by_role("dialog", name="Keys")).to_be_visible()
    window.page.get_by_role("button", name="Close", exact=True).click()
    expect(window.page.get_by_role("dialog", name="Keys")).not_to_be_visible()


def test_keys_with_a_modifier_and_keys_in_fields_are_left_alone(window: Visit, real: str) -> None:
    settle(window.page, real + PAPER)
    bookmark = window.page.get_by_role("button", name="Read later", exact=True)
    for keys in ("Control+b", "Alt+b", "Meta+b"):
        window.page.keyboard.press(keys)
    window.page.locator(".rl-box__field").focus()
    window.page.keyboard.type("bg?s")
    expect(window.page.locator(".rl-box__field")).to_have_value("bg?s")
    expect(bookmark).to_have_attribute("aria-pressed", "false")
    assert window.page.url == real + PAPER


def test_single_letter_keys_can_be_switched_off_for_good(browser: Browser, real: str) -> None:
    with visit(browser) as seen:
        settle(seen.page, real + PAPER)
        seen.page.keyboard.press("?")
        seen.page.get_by_role("checkbox", name="Single-letter keys").uncheck()
        seen.page.keyboard.press("Escape")
        seen.page.reload()
        bookmark = seen.page.get_by_role("button", name="Read later", exact=True)
        bookmark.wait_for()
        for key in ("b", "?", "s", "/", "f"):
            seen.page.keyboard.press(key)
        calm(seen.page)
        expect(bookmark).to_have_attribute("aria-pressed", "false")
        assert seen.page.get_by_role("dialog").count() == 0
        assert seen.page.evaluate("document.activeElement === document.body")
        seen.page.get_by_role("button", name="Keys").click()
        seen.page.get_by_role("checkbox", name="Single-letter keys").check()
        seen.page.keyboard.press("Escape")
        seen.page.keyboard.press("b")
        expect(bookmark).to_have_attribute("aria-pressed", "true")


def test_on_a_phone_tab_never_leads_out_of_sight(window: Visit, real: str) -> None:
    window.resize(320)
    settle(window.page, real + "/")
    names = []
    for _ in range(14):
        window.page.keyboard.press("Tab")
        calm(window.page)  # the drawer slides in
        names.append(window.page.evaluate("document.activeElement.textContent.trim()"))
        assert window.page.evaluate(
            """() => { const { left, right } = document.activeElement.getBoundingClientRect();
              return left >= 0 && right <= innerWidth; }"""
        ), names
    assert "Explore" in names


@pytest.mark.parametrize(("width", "scheme"), [(320, "light"), (1280, "dark")])
def test_the_list_of_keys_is_accessible_and_fits(window: Visit, real: str, width: int, scheme: str) -> None:
    window.resize(width)
    window.colour(scheme)
    settle(window.page, real + PAPER)
    window.page.keyboard.press("?")
    expect(window.page.get_by_role("dialog", name="Keys")).to_be_visible()
    assert overflow(window.page) <= 0
    check_accessible(window.page)


def test_surprise_me_opens_a_paper_that_is_neither_read_nor_hidden(browser: Browser, tiny: str) -> None:
    with visit(browser) as seen:
        settle(seen.page, tiny + "/about/")
        slugs = seen.page.evaluate(
            "fetch('/api/v1/papers.json').then(a => a.json()).then(all => all.papers.map(p => p.slug))"
        )
        seed(seen.page, kept=kept_text({slug: {("read", "hidden")[at % 2]: True} for at, slug in enumerate(slugs[1:])}))
        settle(seen.page, tiny + "/")
        seen.page.get_by_role("button", name="Surprise me").click()
        seen.page.wait_for_url(f"**/papers/{slugs[0]}/")
        seen.page.locator(".rl-keep__button").first.wait_for()
        seen.page.keyboard.press("s")
        expect(seen.page.locator(".rl-notices")).to_contain_text("No other paper was found")
