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


def note_on(page: Page, title: str) -> Any:
    """Return the field of a note in the part of the page *Saved* that has all notes."""
    return page.get_by_role("region", name="Notes").get_by_label(f"Note on {title}")


def lists_of(page: Page) -> dict[str, list[str]]:
    """Return the slugs of each list that the browser has stored, in the order of the visitor."""
    lists = page.evaluate(f"JSON.parse(localStorage.getItem('{KEPT}.lists') ?? '{{\"lists\": []}}').lists")
    return {one["name"]: [paper["slug"] for paper in one["papers"]] for one in lists}


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
            expect(seen.page.locator(".rl-keep > [role=status]")).to_have_text(said)
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
        expect(note_on(seen.page, "GPTQ")).to_have_value('b r h <img src=x onerror="alert(1)"> more')
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
        expect(page.locator(".rl-list li").nth(0).locator(".rl-saved-mark")).to_have_text("note")
        expect(page.locator(".rl-list li").nth(2).locator(".rl-saved-mark")).to_have_text("read")
        first = page.locator(".rl-list li").nth(0)
        expect(first.get_by_role("button", name="Read later:")).to_have_attribute("aria-pressed", "true")
        expect(page.get_by_role("link", name="Saved, 1 paper")).to_be_visible()
        assert page.locator(".rl-saved-mark").count() == 2
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
        seen.page.locator(".rl-saved-mark", has_text="read").wait_for()
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
        seen.page.locator(".rl-i-saved").click()
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


def test_the_saved_page_lists_everything_by_title_and_summary(browser: Browser, real: str) -> None:
    with visit(browser) as seen:
        seed(seen.page, kept=several())
        seen.page.goto(real + "/kept/")
        bookmarks = seen.page.get_by_role("region", name="Read later")
        expect(bookmarks.locator(".rl-list > ul > li")).to_have_count(2)
        expect(bookmarks).to_contain_text("GPTQ quantizes 175B-parameter GPT models")
        expect(bookmarks.locator(".rl-list > ul > li", has_text="A paper of another list")).to_contain_text(
            "no longer, on this list"
        )
        expect(note_on(seen.page, "GPTQ")).to_have_value("Mine,\nin <b>two</b> lines.")
        expect(seen.page.get_by_role("region", name="Read", exact=True).locator("li")).to_have_count(1)
        expect(seen.page.get_by_role("region", name="Hidden").locator("li")).to_have_count(1)


def test_what_was_removed_comes_back_with_undo(browser: Browser, real: str) -> None:
    with visit(browser) as seen:
        seed(seen.page, kept=several())
        seen.page.goto(real + "/kept/")
        seen.page.get_by_role("button", name="Delete: GPTQ").click()
        expect(seen.page.locator(".rl-saved__status")).to_contain_text("Note deleted.")
        expect(seen.page.get_by_role("button", name="Undo")).to_be_focused()
        assert "note" not in stored(seen.page)[GPTQ]
        seen.page.keyboard.press("Enter")
        expect(seen.page.locator(".rl-saved__status")).to_contain_text("Restored.")
        assert stored(seen.page) == json.loads(several())["papers"]


def test_an_export_is_imported_elsewhere_and_merges(browser: Browser, real: str, tmp_path: Path) -> None:
    with visit(browser) as seen:
        seed(seen.page, kept=several())
        seen.page.goto(real + "/kept/")
        with seen.page.expect_download() as download:
            seen.page.get_by_role("button", name="Export all as JSON").click()
        download.value.save_as(tmp_path / "kept.json")
        expect(seen.page.locator(".rl-saved__status")).to_contain_text("Saved as reading-list-kept.json")
    with visit(browser) as seen:
        seed(seen.page, kept=kept_text({GPTQ: {"read": True, "note": "Another."}}))
        seen.page.goto(real + "/kept/")
        seen.page.locator("input[type=file]").set_input_files(tmp_path / "kept.json")
        expect(seen.page.locator(".rl-saved__status")).to_contain_text("Read 4 papers: 3 new, 1 changed, 0 as before.")
        kept = stored(seen.page)[GPTQ]
        assert kept["read"] is kept["bookmarked"] is True
        assert kept["note"] == "Another.\n\nMine,\nin <b>two</b> lines."


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("no JSON", "it is not JSON"),
        ('{"format": "reading-list-kept", "version": 9, "papers": {}}', "its version is “9”"),
        ('{"format": "reading-list-kept", "version": 1, "papers": {"a": {"read": "<img src=x>"}}}', "“a” has a “read”"),
        ('{"papers": {"__proto__": {"read": true}}}', "not a file of this kind"),
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
        said = seen.page.locator(".rl-saved__status")
        expect(said).to_contain_text("nothing was changed")
        expect(said).to_contain_text(reason)
        assert stored(seen.page) == json.loads(several())["papers"]


def test_a_double_click_takes_away_one_paper(browser: Browser, real: str) -> None:
    slugs = [GPTQ, ZEROQUANT, "talking-lamps"]
    with visit(browser) as seen:
        seed(seen.page, kept=kept_text({slug: {"bookmarked": True, "title": slug} for slug in slugs}))
        seen.page.goto(real + "/kept/")
        seen.page.get_by_role("button", name="Remove:").first.dblclick()
        expect(seen.page.locator(".rl-saved__undo")).to_be_visible()
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
        seen.page.get_by_role("button", name="Copy a link to share").click()
        expect(seen.page.locator(".rl-saved__status")).to_contain_text("without your notes")
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
        seen.page.get_by_role("button", name="Save them all").click()
        expect(seen.page.get_by_role("button", name="All of them are saved")).to_be_disabled()
        assert list(stored(seen.page)) == [GPTQ]
        seen.page.get_by_role("link", name="Show what I saved").click()
        expect(seen.page.get_by_role("region", name="Read later").locator(".rl-list > ul > li")).to_have_count(1)
        assert not [url for url in asked if "list=" in url.split("#")[0] or "talking-lamps" in url.split("#")[0]]


def test_a_list_is_made_and_filled_by_keyboard(browser: Browser, real: str) -> None:
    with visit(browser) as seen:
        page = seen.page
        seed(page, kept=several())
        settle(page, real + "/kept/")
        page.get_by_label("Name of the list").first.focus()
        page.keyboard.type("  read later ")
        page.keyboard.press("Enter")
        expect(page.locator(".rl-name__problem").first).to_have_text("There is already a list “Read later”.")
        page.keyboard.press("Control+A")
        page.keyboard.type("Thesis")
        page.keyboard.press("Enter")
        expect(page.get_by_role("region", name="Thesis")).to_contain_text("Empty.")
        menu = (
            page.get_by_role("region", name="Read later")
            .locator(".rl-list > ul > li", has_text="GPTQ")
            .locator(".rl-lists")
        )
        menu.locator("summary").focus()
        page.keyboard.press("Enter")
        for key in ("Tab", "Tab", "Space"):
            page.keyboard.press(key)
        expect(page.get_by_role("region", name="Thesis").locator("li > p a")).to_have_text([re.compile("^GPTQ")])
        expect(menu.get_by_label("Thesis")).to_be_focused()
        assert lists_of(page) == {"Thesis": [GPTQ]}


def test_a_list_is_renamed_deleted_and_restored_by_keyboard(browser: Browser, real: str) -> None:
    with visit(browser) as seen:
        page = seen.page
        lists = [{"name": "Thesis", "papers": [{"slug": GPTQ}]}]
        seed(page, lists=json.dumps({"format": "reading-list-lists", "version": 1, "lists": lists}))
        settle(page, real + "/kept/")
        page.get_by_role("button", name="Rename").press("Enter")
        page.keyboard.press("Control+A")
        page.keyboard.type("Chapter 2")
        page.keyboard.press("Enter")
        expect(page.locator(".rl-saved__status")).to_contain_text("The list is called “Chapter 2” now.")
        assert lists_of(page) == {"Chapter 2": [GPTQ]}
        page.get_by_role("button", name="Delete list").press("Enter")
        expect(page.get_by_role("region", name="Chapter 2")).to_have_count(0)
        expect(page.get_by_role("button", name="Undo")).to_be_focused()
        page.keyboard.press("Enter")
        page.reload()
        expect(page.get_by_role("region", name="Chapter 2").locator(".rl-list > ul > li")).to_have_count(1)
        page.get_by_role("button", name="Chapter 2").press("Enter")
        expect(page.get_by_role("button", name="Chapter 2")).to_have_attribute("aria-pressed", "true")
        expect(page.locator(".rl-app section")).to_have_count(1)


def test_a_paper_is_put_into_a_new_list_on_its_page(browser: Browser, real: str) -> None:
    with visit(browser) as seen:
        settle(seen.page, real + PAPER)
        seen.page.locator(".rl-keep summary").click()
        seen.page.get_by_label("Name of the list").fill("Thesis")
        seen.page.keyboard.press("Enter")
        expect(seen.page.get_by_label("Thesis")).to_be_checked()
        expect(seen.page.get_by_role("link", name="Saved, 1 paper")).to_be_visible()
        seen.page.get_by_label("Read later", exact=True).check()
        expect(press(seen.page, "Read later")).to_have_attribute("aria-pressed", "true")
        seen.page.keyboard.press("Escape")
        expect(seen.page.locator(".rl-keep summary")).to_be_focused()
        assert lists_of(seen.page) == {"Thesis": [GPTQ]}
        assert stored(seen.page)[GPTQ]["bookmarked"] is True
        expect(seen.page.get_by_role("link", name="Saved, 1 paper")).to_be_visible()


def titles(page: Page) -> list[str]:
    return page.get_by_role("region", name="Read later").locator("li > p:first-child a").all_inner_texts()


def test_saved_papers_are_ordered_moved_by_keyboard_and_filtered(browser: Browser, real: str) -> None:
    with visit(browser) as seen:
        page = seen.page
        first = "model-compression-via-distillation-and-quantization"
        kept = {slug: {"bookmarked": True} for slug in (ZEROQUANT, first, GPTQ)}
        seed(page, kept=kept_text({**kept, ZEROQUANT: {"bookmarked": True, "note": "Läuft bei mir"}}))
        settle(page, real + "/kept/")
        assert [title[:4] for title in titles(page)] == ["GPTQ", "Mode", "Zero"]
        page.get_by_label("Order").select_option("Title")
        assert titles(page) == sorted(titles(page))
        page.get_by_label("Order").select_option("My order")
        page.get_by_role("button", name="Move down: GPTQ").focus()
        for place, order in ((2, ["Mode", "GPTQ", "Zero"]), (3, ["Mode", "Zero", "GPTQ"])):
            page.keyboard.press("Enter")
            expect(page.locator(".rl-saved__status")).to_contain_text(f"Moved to place {place} of 3: GPTQ")
            assert [title[:4] for title in titles(page)] == order
            expect(page.get_by_role("button", name="Move down: GPTQ")).to_be_focused()
        page.keyboard.press("Enter")  # it is the last already
        settle(page, real + "/kept/")
        assert [title[:4] for title in titles(page)] == ["Mode", "Zero", "GPTQ"]
        page.get_by_label("Filter").fill("lauft zeroquant")
        expect(page.get_by_role("region", name="Read later").locator(".rl-list > ul > li")).to_have_count(1)
        expect(page.get_by_role("region", name="Read later").locator("h2")).to_contain_text("1 of 3")
        page.get_by_label("Filter").fill("grokking")
        expect(page.get_by_role("region", name="Read later")).to_contain_text("No matching papers.")


def test_a_note_is_written_where_it_is_listed_and_exported_as_markdown(
    browser: Browser, real: str, tmp_path: Path
) -> None:
    with visit(browser) as seen:
        page = seen.page
        seed(page, kept=kept_text({GPTQ: {"bookmarked": True}}))
        page.goto(real + "/kept/")
        page.get_by_role("button", name="Add a note: GPTQ").press("Enter")
        page.keyboard.type("First *line*.")
        page.wait_for_function(f"localStorage.getItem({json.dumps(KEPT)})?.includes('First')")
        expect(note_on(page, "GPTQ")).to_have_value("First *line*.")
        page.keyboard.type(" More.")
        with page.expect_download() as download:
            page.get_by_role("button", name="Export notes as Markdown").click()
        download.value.save_as(tmp_path / "notes.md")
        text = (tmp_path / "notes.md").read_text(encoding="utf-8")
        assert text.startswith("# Notes\n\n## [GPTQ: Accurate")
        assert text.endswith(f"]({real}{PAPER})\n\nFirst *line*. More.\n")
        note_on(page, "GPTQ").fill("")
        note_on(page, "GPTQ").type("Again")  # an emptied field stays while it is written in
        note_on(page, "GPTQ").blur()
        assert stored(page)[GPTQ]["note"] == "Again"


def test_damaged_lists_are_moved_aside_and_papers_stay(browser: Browser, real: str) -> None:
    with visit(browser) as seen:
        seed(seen.page, kept=several(), lists='{"format": "reading-list-lists", "version": 9, "lists": []}')
        seen.page.goto(real + "/kept/")
        expect(seen.page.locator(".rl-notices p")).to_contain_text("moved aside, not deleted")
        expect(seen.page.get_by_role("region", name="Read later").locator(".rl-list > ul > li")).to_have_count(2)
        assert '"version": 9' in seen.page.evaluate(f"localStorage.getItem('{KEPT}.lists.aside.1')")


def test_without_javascript_the_page_says_what_it_is(browser: Browser, real: str) -> None:
    with visit(browser, scripts=False) as seen:
        for path in ("/kept/", "/compare/"):
            seen.page.goto(real + path)
            expect(seen.page.get_by_text("This page needs JavaScript")).to_be_visible()
        seen.page.goto(real)
        assert not seen.page.get_by_role("button", name="Surprise me").is_visible()
        seen.page.goto(real + PAPER)
        assert not seen.page.locator(".rl-keep").is_visible()


@pytest.mark.parametrize(("width", "scheme"), [(320, "light"), (390, "dark"), (1440, "dark")])
def test_pages_with_what_is_kept_are_accessible_steady_and_narrow(
    browser: Browser, real: str, width: int, scheme: str
) -> None:
    with visit(browser, width=width, scheme=scheme) as seen:
        page = seen.page
        page.goto(real + "/kept/")
        check(page)
        lists = [{"name": "Thesis", "papers": [{"slug": GPTQ}]}, {"name": "None in it"}]
        seed(page, kept=several(), lists=json.dumps({"format": "reading-list-lists", "version": 1, "lists": lists}))
        for path in ("/kept/", f"/kept/#list={GPTQ},nowhere", PAPER, LISTING, "/tags/quantization/"):
            page.goto("about:blank")
            page.goto(real + path)
            check(page)
        page.goto(real + "/kept/")
        page.get_by_label("Order").select_option("My order")
        page.locator(".rl-app .rl-lists summary").first.click()
        check(page, shift=False)
        page.goto(real + PAPER)
        press(page, "Compare").click()
        press(page, "Note written").click()
        page.locator(".rl-keep summary").click()
        check(page, shift=False)


def check(page: Page, *, shift: bool = True) -> None:
    """Find nothing that axe complains of, nothing that moves, and nothing wider than the window."""
    if shift:
        check_steady(page)
    calm(page)  # notices slide in
    assert overflow(page) <= 0, page.url
    check_accessible(page)
