"""*Edit tags* in a real browser, on the real `mkdocs serve`: by keyboard alone, honest, accessible, nothing lost."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Locator, Page, expect

from generator.storage.files import write_whole
from tests.support.forced_colours import invisible
from tests.support.project import make_project
from tests.support.server import Server
from tests.support.windows import Visit, calm, check_accessible, settle, visit

pytestmark = [pytest.mark.browser, pytest.mark.serve]

MAP = "/papers/a-map-that-draws-itself/"
GARDENS = "/papers/gardens-of-small-models-pruning-what-nobody-waters/"


@pytest.fixture
def server(tmp_path: Path) -> Iterator[Server]:
    """Return a preview that a test may edit."""
    with Server(make_project(tmp_path / "edited")) as running:
        yield running


@pytest.fixture(scope="module")
def unedited(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """Return a preview in which nothing is saved."""
    with Server(make_project(tmp_path_factory.mktemp("unedited"))) as running:
        yield running


@pytest.fixture
def seen(browser: Browser) -> Iterator[Visit]:
    with visit(browser) as window:
        yield window


def _open(server: Server, page: Page, address: str = MAP) -> Locator:
    """Show a paper and press `t`; return the panel."""
    page.goto(f"http://127.0.0.1:{server.port}{address}")
    expect(page.get_by_role("button", name="Edit tags")).to_be_visible()
    page.keyboard.press("t")
    panel = page.get_by_role("dialog", name="Edit tags")
    expect(panel).to_be_visible()
    return panel


def _curation(server: Server) -> str:
    return (server.root / "library/curation.yml").read_text(encoding="utf-8")


def test_tagging_by_keyboard_reloads_the_page_with_the_tag(server: Server, seen: Visit) -> None:
    page = seen.page
    panel = _open(server, page)
    expect(page.get_by_text("library/curation.yml").first).to_be_visible()  # what curators need is open here
    field = panel.get_by_role("combobox", name="Tags")
    expect(field).to_be_focused()
    page.keyboard.type("proofs")  # another word for theory
    expect(panel.get_by_role("option", name="Theory")).to_have_attribute("aria-selected", "true")
    page.keyboard.press("Enter")
    expect(panel.get_by_role("button", name="Remove Theory")).to_be_visible()
    page.keyboard.press("Enter")
    expect(page.get_by_text("Saved, building…")).to_be_visible()
    expect(page.locator(".rl-paper > .rl-tags").get_by_role("link", name="Theory")).to_be_visible()
    expect(page.get_by_role("dialog", name="Edit tags")).to_have_count(0)
    assert "tags: [maps, survey, theory]" in _curation(server)


def test_a_refused_change_shows_message_and_hint_and_keeps_what_was_typed(unedited: Server, seen: Visit) -> None:
    page = seen.page
    seen.expected = "422"
    before = _curation(unedited)
    panel = _open(unedited, page)
    page.keyboard.type("survx")
    page.keyboard.press("Enter")
    panel.get_by_label("Summary").fill("Draws maps.")
    page.keyboard.press("Enter")
    alert = panel.get_by_role("alert").filter(has_text="there is no tag survx")
    expect(alert).to_contain_text("did you mean survey?")
    expect(panel.get_by_role("button", name="Remove survx")).to_be_visible()
    expect(panel.get_by_label("Summary")).to_have_value("Draws maps.")
    assert _curation(unedited) == before


def test_tags_summary_and_note_are_changed_together(server: Server, seen: Visit) -> None:
    page = seen.page
    panel = _open(server, page)
    page.keyboard.press("Backspace")  # takes the last tag away
    expect(panel.get_by_role("button", name="Remove Survey")).to_have_count(0)
    summary = panel.get_by_label("Summary")
    summary.fill("Draws every map.")
    expect(panel.get_by_text("16 / 140")).to_be_visible()
    panel.get_by_label("Note").fill("Read the legend.\n\nThen the map.")
    page.keyboard.press("Control+Enter")
    expect(page.locator(".rl-note")).to_have_count(2)
    expect(page.locator(".rl-summary")).to_have_text("Draws every map.")
    assert "survey" not in _curation(server).partition("gardens-of")[0]


@pytest.mark.parametrize("keys", ["Control+Enter", "Meta+Enter"])
def test_the_marked_tag_is_added_and_saved_from_the_tag_field(keys: str, server: Server, seen: Visit) -> None:
    page = seen.page
    panel = _open(server, page)
    field = panel.get_by_role("combobox", name="Tags")
    expect(field).to_be_focused()
    page.keyboard.type("proofs")
    expect(panel.get_by_role("option", name="Theory")).to_have_attribute("aria-selected", "true")
    page.keyboard.press(keys)
    expect(page.locator(".rl-paper > .rl-tags").get_by_role("link", name="Theory")).to_be_visible()
    assert "tags: [maps, survey, theory]" in _curation(server)


def test_a_summary_is_saved_from_the_tag_field_and_a_button(server: Server, seen: Visit) -> None:
    page = seen.page
    panel = _open(server, page)
    panel.get_by_label("Summary").fill("Draws every map.")
    panel.get_by_role("combobox", name="Tags").focus()
    page.keyboard.press("Control+Enter")
    expect(page.locator(".rl-summary")).to_have_text("Draws every map.")
    panel = _open(server, page)
    panel.get_by_label("Summary").fill("Draws all maps.")
    panel.get_by_role("button", name="Remove Survey").focus()
    page.keyboard.press("Control+Enter")
    expect(page.locator(".rl-summary")).to_have_text("Draws all maps.")
    assert "tags: [maps, survey]" in _curation(server)


def test_escape_asks_once_and_loses_nothing(unedited: Server, seen: Visit) -> None:
    page = seen.page
    panel = _open(unedited, page)
    page.keyboard.type("theo")
    page.keyboard.press("Enter")
    page.keyboard.press("Escape")
    expect(panel.get_by_text("Not saved yet.")).to_be_visible()
    page.keyboard.press("Escape")
    expect(panel).to_have_count(0)
    expect(page.get_by_role("button", name="Edit tags")).to_be_focused()
    page.reload()
    expect(page.get_by_role("button", name="Edit tags")).to_be_visible()
    page.keyboard.press("t")
    expect(page.get_by_role("button", name="Remove Theory")).to_be_visible()
    page.keyboard.press("Escape")
    page.get_by_role("button", name="Discard").click()
    expect(page.get_by_role("dialog", name="Edit tags")).to_have_count(0)
    page.keyboard.press("t")
    expect(page.get_by_role("button", name="Remove Survey")).to_be_visible()
    expect(page.get_by_role("button", name="Remove Theory")).to_have_count(0)
    page.keyboard.press("Escape")  # nothing to ask
    expect(page.get_by_role("dialog", name="Edit tags")).to_have_count(0)


def test_a_key_right_after_closing_opens_the_panel_again(unedited: Server, seen: Visit) -> None:
    panel = _open(unedited, seen.page)
    seen.page.evaluate("""() => {
        document.querySelector(".rlp-close").click();
        const key = new KeyboardEvent("keydown", { key: "t", bubbles: true, cancelable: true });
        (document.activeElement ?? document.body).dispatchEvent(key);
    }""")
    expect(panel.get_by_role("button", name="Remove Survey")).to_be_visible()


def test_a_reload_while_editing_restores_the_panel(unedited: Server, seen: Visit) -> None:
    page = seen.page
    _open(unedited, page).get_by_label("Summary").fill("Half a sen")
    page.reload()
    panel = page.get_by_role("dialog", name="Edit tags")
    expect(panel.get_by_label("Summary")).to_have_value("Half a sen")


def test_brackets_walk_the_queue_and_back(server: Server, seen: Visit) -> None:
    page = seen.page
    library = server.root / "library"
    entry = "on-the-g-ray-of-attention:\n  tags: [theory]\n  tldr: Bounds attention.\n"
    text = _curation(server)
    builds = server.builds_after(
        lambda: write_whole(library / "curation.yml", text.replace(entry, "").encode()),
        lambda: "no curated tags yet" in server.get("/papers/on-the-g-ray-of-attention/"),
    )
    assert builds == 1
    _open(server, page)
    page.keyboard.press("]")
    page.wait_for_url(re.compile(r"/papers/(?!a-map)"))
    first = page.url
    panel = page.get_by_role("dialog", name="Edit tags")
    expect(panel).to_contain_text("1 of ")
    page.keyboard.press("]")
    page.wait_for_url(lambda url: url != first)
    expect(panel).to_contain_text("2 of ")
    page.keyboard.press("[")
    page.wait_for_url(first)
    expect(panel).to_contain_text("1 of ")
    page.keyboard.press("[")
    page.wait_for_url(f"**{MAP}")


def test_tags_are_found_by_name_alias_and_description_and_arrows_move(unedited: Server, seen: Visit) -> None:
    page = seen.page
    panel = _open(unedited, page)
    field = panel.get_by_role("combobox", name="Tags")
    options = panel.get_by_role("option")
    for typed, found in (("small", "Small models"), ("networks", "Models"), ("garden", "Small models")):
        field.fill(typed)
        expect(options.first).to_contain_text(found)
    field.fill("")
    page.keyboard.press("ArrowDown")
    expect(panel.get_by_role("group", name="Subject")).to_be_visible()
    page.keyboard.press("ArrowDown")
    active = field.get_attribute("aria-activedescendant")
    expect(panel.locator(f"#{active}")).to_have_attribute("aria-selected", "true")
    page.keyboard.press("Escape")  # closes the list only
    expect(field).to_have_attribute("aria-expanded", "false")
    expect(panel).to_be_visible()


def test_keys_of_the_theme_and_of_the_panel_do_not_conflict(unedited: Server, seen: Visit) -> None:
    page = seen.page
    page.goto(f"http://127.0.0.1:{unedited.port}{MAP}")
    expect(page.get_by_role("button", name="Edit tags")).to_be_visible()
    page.keyboard.press("/")
    page.keyboard.type("t")
    expect(page.get_by_role("dialog", name="Edit tags")).to_have_count(0)
    panel = _open(unedited, page)
    panel.get_by_role("button", name="Close").focus()
    page.keyboard.press("s")
    calm(page)
    assert page.locator("#__search").is_checked() is False


def test_the_panel_follows_instant_navigation(unedited: Server, seen: Visit) -> None:
    page = seen.page
    settle(page, f"http://127.0.0.1:{unedited.port}/tags/survey/")
    page.evaluate("window.stayed = true")
    assert page.locator(".rlp-open").count() == 0
    page.locator(".md-content a[href*='a-map']").first.click()
    expect(page.get_by_role("button", name="Edit tags")).to_be_visible()
    page.keyboard.press("t")
    expect(page.get_by_role("dialog", name="Edit tags")).to_contain_text("A Map That Draws Itself")
    assert page.evaluate("window.stayed") is True


@pytest.mark.parametrize(("width", "scheme"), [(390, "light"), (1280, "dark")])
def test_the_panel_is_accessible(browser: Browser, unedited: Server, scheme: str, width: int) -> None:
    with visit(browser, width=width, scheme=scheme) as seen:
        panel = _open(unedited, seen.page, GARDENS)
        for step in ("open", "list", "added", "asked"):
            if step == "list":
                seen.page.keyboard.type("o")
            if step in ("added", "asked"):
                seen.page.keyboard.press("Enter" if step == "added" else "Escape")
            check_accessible(seen.page)
        assert panel.evaluate("panel => panel.scrollWidth <= panel.clientWidth")


def test_the_panel_shows_chips_options_fields_and_focus_in_forced_colours(unedited: Server, seen: Visit) -> None:
    panel = _open(unedited, seen.page)
    seen.page.keyboard.type("s")
    panel.locator("[role=option][aria-selected=true]").wait_for()
    for scheme in ("light", "dark"):
        missing, looked = invisible(seen.page, scheme)
        assert missing == {}, scheme
        assert looked["icons"] > 0 < looked["fields"]
    expect(panel.get_by_role("button", name="Save")).to_be_visible()
