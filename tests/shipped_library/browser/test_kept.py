"""What a visitor keeps: on a paper's page, in lists, on the page of it, and whatever the storage does."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.support.keeping import (
    BLOCKED,
    FULL,
    GPTQ,
    KEPT,
    ZEROQUANT,
    kept_text,
    overflow,
    seed,
    stored,
)
from tests.support.windows import calm, check_accessible, check_steady, settle, visit

pytestmark = pytest.mark.browser

PAPER = f"/papers/{GPTQ}/"
LISTING = "/listings/003-73fb2e0140c61c42/"


def press(page: Page, name: str) -> Any:
    """Return the button of a paper's page with a name."""
    return page.locator(".rl-keep").get_by_role("button", name=re.compile(rf"^{name}( written)?$"))


def several() -> str:
    return kept_text(
        {
            GPTQ: {"bookmarked": True, "note": "Mine,\nin <b>two</b> lines."},
            ZEROQUANT: {"read": True},
            "talking-lamps": {"bookmarked": True, "title": "A paper of another list"},
            "how-efficient-is-llm-generated-code-a-rigorous-high-standard-benchmark": {"hidden": True},
        }
    )


def test_buttons_bookmark_read_and_hide_a_paper_for_good(browser: Browser, real: str) -> None:
    with visit(browser) as seen:
        seen.page.goto(real + PAPER)
        for name in ("Read later", "Read", "Hide"):
            press(seen.page, name).click()
        seen.page.reload()
        for name in ("Read later", "Read", "Hide"):
            expect(press(seen.page, name)).to_have_attribute("aria-pressed", "true")
        press(seen.page, "Hide").click()
        expect(press(seen.page, "Hide")).to_have_attribute("aria-pressed", "false")
        kept = stored(seen.page)[GPTQ]
        assert kept["bookmarked"] is kept["read"] is True
        assert "hidden" not in kept
        assert str(kept["title"]).startswith("GPTQ: Accurate")


def test_the_same_is_done_with_keys_and_said(browser: Browser, real: str) -> None:
    with visit(browser) as seen:
        seen.page.goto(real + PAPER)
        press(seen.page, "Read later").wait_for()
        for key, flag, said in (
            ("b", "bookmarked", "Saved to read later."),
            ("r", "read", "Marked as read."),
            ("m", "read", "Marked as unread."),
            ("h", "hidden", "Hidden from lists."),
        ):
            seen.page.keyboard.press(key)
            expect(seen.page.locator(".rl-keep [role=status]")).to_have_text(said)
            assert (flag in stored(seen.page).get(GPTQ, {})) == (key != "m")


def test_a_note_is_stored_while_typed_and_always_plain_text(browser: Browser, real: str) -> None:
    with visit(browser) as seen:
        seen.page.goto(real + PAPER)
        press(seen.page, "Read later").wait_for()
        seen.page.keyboard.press("n")
        seen.page.keyboard.type('b r h <img src=x onerror="alert(1)">')
        seen.page.wait_for_function(f"localStorage.getItem({json.dumps(KEPT)})?.includes('onerror')")
        seen.page.keyboard.type(" more")
        seen.page.keyboard.press("Escape")
        expect(press(seen.page, "Note")).to_be_focused()
        expect(seen.page.locator(".rl-keep textarea")).to_have_count(0)
        assert stored(seen.page)[GPTQ]["note"] == 'b r h <img src=x onerror="alert(1)"> more'
        seen.page.goto(real + "/kept/")
        expect(seen.page.locator(".rl-kept__note")).to_have_text('b r h <img src=x onerror="alert(1)"> more')
        seen.page.goto(real + PAPER)
        press(seen.page, "Note written").click()
        seen.page.locator(".rl-keep textarea").fill("")
        seen.page.goto(real + "/kept/")  # leaving stores what was typed last
        assert stored(seen.page) == {}


def test_lists_mark_what_is_kept_and_move_nothing(browser: Browser, real: str) -> None:
    with visit(browser) as seen:
        page = seen.page
        settle(page, real + LISTING)
        before = page.evaluate("document.querySelector('.rl-list').getBoundingClientRect().height")
        slugs = page.locator(".rl-list li > p:first-child a").evaluate_all(
            "all => all.map(a => a.pathname.split('/')[2])"
        )
        seed(page, kept=kept_text({slugs[0]: {"bookmarked": True, "note": "n"}, slugs[2]: {"read": True}}))
        page.goto(real + LISTING)
        expect(page.locator(".rl-list li").nth(0).locator(".rl-kept-mark")).to_have_text("note")
        expect(page.locator(".rl-list li").nth(2).locator(".rl-kept-mark")).to_have_text("read")
        first = page.locator(".rl-list li").nth(0)
        expect(first.get_by_role("button", name="Read later:")).to_have_attribute("aria-pressed", "true")
        expect(page.get_by_role("link", name="Saved, 1 paper to read later")).to_be_visible()
        assert page.locator(".rl-kept-mark").count() == 2
        calm(page)
        assert page.evaluate("document.querySelector('.rl-list').getBoundingClientRect().height") == before
        check_steady(page)


def test_marks_are_there_after_instant_navigation_too(browser: Browser, real: str) -> None:
    with visit(browser) as seen:
        settle(seen.page, real + PAPER)  # the script that follows links has begun
        press(seen.page, "Read").click()
        seen.page.evaluate("window.stayed = true")
        seen.page.locator(".rl-tags a", has_text="Quantization").click()
        seen.page.wait_for_url("**/tags/quantization/")
        seen.page.locator(".rl-kept-mark", has_text="read").wait_for()
        seen.page.locator(".rl-list a", has_text="GPTQ: Accurate").click()
        expect(press(seen.page, "Read")).to_have_attribute("aria-pressed", "true")
        seen.page.keyboard.press("r")  # bound once, though the page was opened twice
        expect(press(seen.page, "Read")).to_have_attribute("aria-pressed", "false")
        assert seen.page.evaluate("window.stayed") is True


def test_two_tabs_hear_of_each_other_and_never_overwrite_each_other(browser: Browser, real: str) -> None:
    with visit(browser) as seen:
        other = seen.page.context.new_page()
        seen.page.goto(real + PAPER)
        other.goto(f"{real}/papers/{ZEROQUANT}/")
        press(seen.page, "Read later").click()
        press(other, "Read").click()
        third = seen.page.context.new_page()
        third.goto(real + PAPER)
        expect(press(third, "Read later")).to_have_attribute("aria-pressed", "true")
        press(third, "Read").click()
        expect(press(seen.page, "Read")).to_have_attribute("aria-pressed", "true")
        assert set(stored(seen.page)) == {GPTQ, ZEROQUANT}


@pytest.mark.parametrize("harm", [BLOCKED, FULL], ids=["blocked", "full"])
def test_without_storage_changes_hold_for_the_visit_and_that_is_said_once(
    browser: Browser, real: str, harm: str
) -> None:
    with visit(browser) as seen:
        seen.page.add_init_script(harm)
        settle(seen.page, real + PAPER)  # the script that follows links has begun
        press(seen.page, "Read later").wait_for()
        assert seen.page.locator(".rl-notices p").count() == 0
        press(seen.page, "Read later").click()
        press(seen.page, "Read").click()
        notice = seen.page.locator(".rl-notices[role=status] p")
        expect(notice).to_contain_text("held until you close or reload the page")
        assert notice.count() == 1
        notice.get_by_role("button", name="Dismiss").click()
        assert notice.count() == 0
        seen.page.locator(".rl-i-kept").click()
        seen.page.locator("a", has_text="GPTQ: Accurate").first.wait_for()
        expect(seen.page.locator("[role=status]", has_text="stores nothing")).to_be_visible()
        assert notice.count() == 0


def test_what_cannot_be_read_is_moved_aside_and_never_lost(browser: Browser, real: str) -> None:
    with visit(browser) as seen:
        seed(seen.page, kept="{broken")
        seen.page.goto(real + PAPER)
        expect(seen.page.locator(".rl-notices p")).to_contain_text("moved aside, not deleted")
        press(seen.page, "Read later").click()
        assert list(stored(seen.page)) == [GPTQ]
        assert seen.page.evaluate(f"localStorage.getItem('{KEPT}.aside.1')") == "{broken"
        seen.page.reload()
        expect(press(seen.page, "Read later")).to_have_attribute("aria-pressed", "true")
        assert seen.page.locator(".rl-notices p").count() == 0


def test_a_paper_that_was_renamed_is_kept_under_its_new_name(browser: Browser, tiny: str) -> None:
    with visit(browser) as seen:
        seed(seen.page, kept=kept_text({"maps-by-themselves": {"bookmarked": True}, "of-nowhere": {"read": True}}))
        seen.page.goto(tiny + "/papers/a-map-that-draws-itself/")
        expect(press(seen.page, "Read later")).to_have_attribute("aria-pressed", "true")
        assert list(stored(seen.page)) == ["a-map-that-draws-itself", "of-nowhere"]


def test_the_bookmarks_page_lists_everything_by_title_and_summary(browser: Browser, real: str) -> None:
    with visit(browser) as seen:
        seed(seen.page, kept=several())
        seen.page.goto(real + "/kept/")
        bookmarks = seen.page.get_by_role("region", name="Bookmarks")
        expect(bookmarks.locator("li")).to_have_count(2)
        expect(bookmarks).to_contain_text("GPTQ quantizes 175B-parameter GPT models")
        expect(bookmarks.locator("li", has_text="A paper of another list")).to_contain_text("no longer, on this list")
        expect(seen.page.get_by_role("region", name="Notes")).to_contain_text("in <b>two</b> lines.")
        expect(seen.page.get_by_role("region", name="Read").locator("li")).to_have_count(1)
        expect(seen.page.get_by_role("region", name="Hidden").locator("li")).to_have_count(1)


def test_what_was_removed_comes_back_with_undo(browser: Browser, real: str) -> None:
    with visit(browser) as seen:
        seed(seen.page, kept=several())
        seen.page.goto(real + "/kept/")
        seen.page.get_by_role("button", name="Delete: GPTQ").click()
        expect(seen.page.locator(".rl-kept__said")).to_contain_text("Note deleted.")
        expect(seen.page.get_by_role("button", name="Undo")).to_be_focused()
        assert "note" not in stored(seen.page)[GPTQ]
        seen.page.keyboard.press("Enter")
        expect(seen.page.locator(".rl-kept__said")).to_contain_text("It is back.")
        assert stored(seen.page) == json.loads(several())["papers"]


def test_an_export_is_imported_elsewhere_and_merges(browser: Browser, real: str, tmp_path: Path) -> None:
    with visit(browser) as seen:
        seed(seen.page, kept=several())
        seen.page.goto(real + "/kept/")
        with seen.page.expect_download() as download:
            seen.page.get_by_role("button", name="Export as JSON").click()
        download.value.save_as(tmp_path / "kept.json")
        expect(seen.page.locator(".rl-kept__said")).to_contain_text("Saved as reading-list-kept.json")
    with visit(browser) as seen:
        seed(seen.page, kept=kept_text({GPTQ: {"read": True, "note": "Another."}}))
        seen.page.goto(real + "/kept/")
        seen.page.locator("input[type=file]").set_input_files(tmp_path / "kept.json")
        expect(seen.page.locator(".rl-kept__said")).to_contain_text("Read 4 papers: 3 new, 1 changed, 0 as before.")
        kept = stored(seen.page)[GPTQ]
        assert kept["read"] is kept["bookmarked"] is True
        assert kept["note"] == "Another.\n\nMine,\nin <b>two</b> lines."


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("no JSON", "it is not JSON"),
        ('{"format": "reading-list-kept", "version": 9, "papers": {}}', "its version is “9”"),
        ('{"format": "reading-list-kept", "version": 1, "papers": {"a": {"read": "<img src=x>"}}}', "“a” has a “read”"),
        ('{"papers": {"__proto__": {"read": true}}}', "no file of this kind"),
    ],
)
def test_a_foreign_file_is_refused_in_one_sentence_and_changes_nothing(
    browser: Browser, real: str, tmp_path: Path, text: str, reason: str
) -> None:
    (tmp_path / "foreign.json").write_text(text, encoding="utf-8")
    with visit(browser) as seen:
        seed(seen.page, kept=several())
        seen.page.goto(real + "/kept/")
        seen.page.locator("input[type=file]").set_input_files(tmp_path / "foreign.json")
        said = seen.page.locator(".rl-kept__said")
        expect(said).to_contain_text("nothing was changed")
        expect(said).to_contain_text(reason)
        assert stored(seen.page) == json.loads(several())["papers"]


def test_a_double_click_takes_away_one_paper(browser: Browser, real: str) -> None:
    slugs = [GPTQ, ZEROQUANT, "talking-lamps"]
    with visit(browser) as seen:
        seed(seen.page, kept=kept_text({slug: {"bookmarked": True, "title": slug} for slug in slugs}))
        seen.page.goto(real + "/kept/")
        seen.page.get_by_role("button", name="Remove").first.dblclick()
        expect(seen.page.locator(".rl-kept__undo")).to_be_visible()
        assert len(stored(seen.page)) == 2


def test_few_notices_stand_there_at_once_and_each_one_once(browser: Browser, real: str) -> None:
    with visit(browser) as seen:
        seen.page.goto(real + "/kept/")
        seen.page.evaluate(
            """async () => {
              const { notice } = await ours("lib/notice.js");
              for (const text of ["one", "two", "two", "three", "four"]) notice(text);
            }"""
        )
        expect(seen.page.locator(".rl-notices p")).to_have_text(["two Dismiss", "three Dismiss", "four Dismiss"])


def test_a_shared_list_is_shown_and_kept_only_when_asked(browser: Browser, real: str) -> None:
    with visit(browser) as seen:
        seed(seen.page, kept=several())
        seen.page.goto(real + "/kept/")
        seen.page.get_by_role("button", name="Copy a link").click()
        expect(seen.page.locator(".rl-kept__said")).to_contain_text("your notes are not in it")
        link = seen.page.evaluate("navigator.clipboard.readText()")
        assert link == f"http://127.0.0.1:8000/kept/#list=talking-lamps,{GPTQ}".replace("http://127.0.0.1:8000", real)
    with visit(browser) as seen:
        asked: list[str] = []
        seen.page.on("request", lambda request: asked.append(request.url))
        seen.page.goto(link)
        expect(seen.page.get_by_role("heading", name="A shared list of 2 papers")).to_be_visible()
        expect(seen.page.locator(".rl-app")).to_contain_text("Not on this list: talking-lamps.")
        calm(seen.page)
        assert stored(seen.page) == {}
        seen.page.get_by_role("button", name="Keep them all").click()
        expect(seen.page.get_by_role("button", name="All of them are kept")).to_be_disabled()
        assert list(stored(seen.page)) == [GPTQ]
        seen.page.get_by_role("link", name="Show what I keep").click()
        expect(seen.page.get_by_role("region", name="Bookmarks").locator("li")).to_have_count(1)
        assert not [url for url in asked if "list=" in url.split("#")[0] or "talking-lamps" in url.split("#")[0]]


def test_without_javascript_the_page_says_what_it_is(browser: Browser, real: str) -> None:
    with visit(browser, scripts=False) as seen:
        for path in ("/kept/", "/compare/"):
            seen.page.goto(real + path)
            expect(seen.page.get_by_text("This page needs JavaScript")).to_be_visible()
        seen.page.goto(real)
        assert not seen.page.get_by_role("button", name="Surprise me").is_visible()
        seen.page.goto(real + PAPER)
        assert not seen.page.locator(".rl-keep").is_visible()


@pytest.mark.parametrize(("width", "scheme"), [(320, "light"), (1280, "dark")])
def test_pages_with_what_is_kept_are_accessible_steady_and_narrow(
    browser: Browser, real: str, width: int, scheme: str
) -> None:
    with visit(browser, width=width, scheme=scheme) as seen:
        page = seen.page
        page.goto(real + "/kept/")
        check(page)
        seed(page, kept=several())
        for path in ("/kept/", f"/kept/#list={GPTQ},nowhere", PAPER, LISTING, "/tags/quantization/"):
            page.goto("about:blank")
            page.goto(real + path)
            check(page)
        page.goto(real + PAPER)
        press(page, "Compare").click()
        press(page, "Note written").click()
        check(page, shift=False)


def check(page: Page, *, shift: bool = True) -> None:
    """Find nothing that axe complains of, nothing that moves, and nothing wider than the window."""
    if shift:
        check_steady(page)
    calm(page)  # notices slide in
    assert overflow(page) <= 0, page.url
    check_accessible(page)
