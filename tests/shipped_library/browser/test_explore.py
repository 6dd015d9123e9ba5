"""The explorer shows what its address asks for, counts what it shows, and is reached by mouse, keyboard and history."""

from __future__ import annotations

import json
import random
import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

import pytest
from playwright.sync_api import Browser, Locator, Page, expect

from tests.support.windows import Visit, calm, check_accessible, held, settle, visit

pytestmark = pytest.mark.browser

STATES = 28
LISTED = """() => Array.from(document.querySelectorAll(".rl-x-row .rl-x-title a"),
  link => link.pathname.split("/").at(-2))"""
COUNTS = """() => Object.fromEntries(Array.from(document.querySelectorAll("a[data-tag]"),
  link => [link.dataset.tag, Number(link.nextElementSibling.textContent.replace(",", ""))]))"""
READY = """() => document.querySelector("[data-search-results]")?.getAttribute("aria-busy") === "false" &&
  !document.querySelector(".rl-x-gap") &&
  document.querySelectorAll(".rl-x-row").length ===
    (parseInt(document.querySelector("[data-part=count]").textContent.replace(",", "")) || 0)"""
SHOWS = f"expected => ({READY})() && JSON.stringify(({LISTED})()) === JSON.stringify(expected)"
PLACE_KEPT = """() => {
  const places = JSON.parse(sessionStorage.getItem("reading-list.places.1:/") ?? "[]");
  return places.at(-1)?.[1].y === scrollY;
}"""
FIRST = """() => {
  const rows = Array.from(document.querySelectorAll(".rl-x-row"), row => [row, row.getBoundingClientRect()]);
  const [row, {top}] = rows.find(([, {bottom}]) => bottom > 0);
  return [row.querySelector("a").pathname, Math.round(top)];
}"""
IS_FIRST = f"([row, top]) => (([now, at]) => now === row && Math.abs(at - top) <= 3)(({FIRST})())"
SEARCH = """async q => {
  const { search } = await ours("search/search.js");
  const { papers } = await ours("data/catalogue.js");
  return (await papers((await search(q)).numbers)).map(({slug}) => slug);
}"""
KEEP = """async kept => {
  const { keep } = await ours("saved/saved.js");
  for (const [slug, entry] of Object.entries(kept)) keep.set(slug, entry);
}"""
FOLLOW = """address => {
  const link = document.querySelector(".md-content").appendChild(document.createElement("a"));
  link.href = address;
  link.click();
  link.remove();
}"""
UNFOLD = (
    """tag => tag.closest("[data-folded]") && tag.closest(".rl-x-facet").querySelector(":scope > button").click()"""
)
EVERYTHING: dict[str, Any] = {"tag": [], "any": [], "not": [], "listing": [], "has": []}


@dataclass(frozen=True, kw_only=True)
class Library:
    """What programs are told of the library, read without any of the code that is tested."""

    papers: dict[str, Any]
    tags: dict[str, Any]
    listings: dict[str, Any]
    paths: dict[str, Any]
    with_pdf: frozenset[str]
    """The papers whose pages have a link to a PDF."""

    @classmethod
    def read(cls, site: Path) -> Library:
        """Read the four files under `/api/v1/`."""
        tables = {}
        for name in ("papers", "tags", "listings", "paths"):
            rows = json.loads((site / f"api/v1/{name}.json").read_text(encoding="utf-8"))[name]
            tables[name] = {row["slug"]: row for row in rows}
        pages = {slug: site / f"papers/{slug}/index.html" for slug in tables["papers"]}
        with_pdf = frozenset(slug for slug, page in pages.items() if ">PDF</a>" in page.read_text(encoding="utf-8"))
        return cls(**tables, with_pdf=with_pdf)

    def carried(self, slug: str) -> set[str]:
        """Return the tags of a paper with all that are broader."""
        found: set[str] = set()
        waiting = list(self.papers[slug]["tags"])
        while waiting:
            tag = waiting.pop()
            if tag not in found:
                found.add(tag)
                waiting += self.tags[tag]["broader"]
        return found

    def newest_first(self) -> list[str]:
        """Return all papers in the order of the site."""

        def key(paper: dict[str, Any]) -> tuple[int, str, int, str]:
            seen = min(paper["appearances"], key=lambda one: (one["listed"] or "9999", one["source"], one["position"]))
            listed = paper["first_listed"]
            return (
                -(date.fromisoformat(listed).toordinal() if listed else 0),
                seen["source"],
                seen["position"],
                paper["slug"],
            )

        return [paper["slug"] for paper in sorted(self.papers.values(), key=key)]

    def shown(self, wish: dict[str, Any], kept: dict[str, dict[str, object]], found: list[str] | None) -> list[str]:
        """Return the papers that a wish asks for, in order."""
        order = self.newest_first()
        if wish.get("sort") == "title":
            order.sort(key=lambda slug: self.papers[slug]["title_plain"].casefold())
        elif found is not None and wish.get("sort") != "date":
            order = found
        hits = set(order if found is None else found)
        return [slug for slug in order if slug in hits and self._fits(slug, wish, kept.get(slug, {}))]

    def _fits(self, slug: str, wish: dict[str, Any], kept: dict[str, object]) -> bool:
        paper, carried = self.papers[slug], self.carried(slug)
        inside = {
            name for name, listing in self.listings.items() if any(row["slug"] == slug for row in listing["papers"])
        }
        day, state = paper["first_listed"] or "", wish.get("state", "")
        first, last = wish.get("from", ""), wish.get("to", "9999")
        facts = {
            "code": any(link["rel"] == "code" for link in paper["links"]),
            "pdf": slug in self.with_pdf,
            "abstract": bool(paper["abstract"]),
            "summary": bool(paper["tldr"]),
        }
        return (
            set(wish["tag"]) <= carried
            and (not wish["any"] or bool(carried & set(wish["any"])))
            and not carried & set(wish["not"])
            and (not wish["listing"] or bool(inside & set(wish["listing"])))
            and wish.get("path", "") in {"", *paper["paths"]}
            and ((first <= day and day[: len(last)] <= last) if {"from", "to"} & set(wish) else True)
            and all(facts[name] for name in wish["has"])
            and (not kept.get("hidden") or state == "hidden")
            and (state in {"", "unread"} or bool(kept.get("note" if state == "noted" else state)))
            and not (state == "unread" and kept.get("read"))
        )

    def counts(self, shown: Iterable[str]) -> dict[str, int]:
        """Return how many of some papers carry each tag."""
        carried = [self.carried(slug) for slug in shown]
        return {tag: sum(tag in tags for tags in carried) for tag in self.tags}


@pytest.fixture(scope="module")
def library(built_real: Path) -> Library:
    """Return the real library."""
    return Library.read(built_real)


def _address(real: str, wish: dict[str, Any]) -> str:
    return f"{real}/explore/?{urlencode(wish, doseq=True)}"


def _ready(page: Page) -> list[str]:
    page.wait_for_function(READY)
    listed: list[str] = page.evaluate(LISTED)
    return listed


def _show(page: Page, expected: list[str]) -> None:
    """Wait until a page shows these papers."""
    page.wait_for_function(SHOWS, arg=expected)


def _tag(page: Page, slug: str) -> Locator:
    """Return a tag among the filters; its facet is unfolded, if need be."""
    tag = page.locator(f"a[data-tag={slug}]")
    tag.evaluate(UNFOLD)
    expect(tag).to_be_visible()
    return tag


def _rest(page: Page) -> None:
    """Wait until the place at which the window stands is kept."""
    calm(page)
    page.wait_for_function(PLACE_KEPT)


def _wish(chance: random.Random, library: Library) -> dict[str, Any]:
    """Return a wish that some paper fulfils more often than not: its tags are those of one paper."""
    paper = library.papers[chance.choice(sorted(library.papers))]
    tags, own = sorted(library.tags), list(paper["tags"])
    wish = {
        "tag": chance.sample(own, min(len(own), chance.choice((0, 0, 1, 1, 2)))),
        "any": chance.sample(tags, chance.choice((0, 0, 0, 2, 4))),
        "not": chance.sample(tags, chance.choice((0, 0, 0, 1, 2))),
        "listing": chance.sample(sorted(library.listings), chance.choice((0, 0, 0, 1, 2))),
        "has": chance.sample(("code", "pdf", "abstract", "summary"), chance.choice((0, 0, 0, 1, 2))),
    }
    days = sorted({paper["first_listed"] for paper in library.papers.values()})
    maybe: list[tuple[float, str, Callable[[], str]]] = [
        (0.1, "path", lambda: chance.choice(sorted(library.paths))),
        (0.2, "from", lambda: str(chance.choice(days))[: chance.choice((4, 7, 10))]),
        (0.2, "to", lambda: str(chance.choice(days))[: chance.choice((4, 7, 10))]),
        (0.3, "state", lambda: chance.choice(("unread", "read", "bookmarked", "noted", "hidden"))),
        (0.3, "sort", lambda: chance.choice(("title", "date"))),
        (0.25, "q", lambda: chance.choice(("quantization", "kv cache", "distill -video", '"language models"'))),
        (0.3, "view", lambda: "compact"),
    ]
    return wish | {name: make() for share, name, make in maybe if chance.random() < share}


def test_random_filters_show_what_data_says_and_addresses_restore_them(
    browser: Browser, real: str, library: Library
) -> None:
    chance = random.Random(20)
    slugs = sorted(library.papers)
    states: dict[str, tuple[float, object]] = {
        "read": (0.3, True),
        "bookmarked": (0.2, True),
        "note": (0.2, "Mine."),
        "hidden": (0.1, True),
    }
    kept = {slug: {name: value for name, (share, value) in states.items() if chance.random() < share} for slug in slugs}
    some = 0
    with visit(browser) as seen:
        seen.page.goto(f"{real}/about/")
        seen.page.evaluate(KEEP, kept)
        for number in range(STATES):
            wish = _wish(chance, library)
            if number % 4 == 0:
                seen.page.goto(_address(real, wish))
            else:  # by a link, which is followed without a load
                seen.page.evaluate(FOLLOW, _address(real, wish))
            if number % 20 == 0:
                _ready(seen.page)
                seen.page.reload()
            listed = _ready(seen.page)
            found = seen.page.evaluate(SEARCH, wish["q"]) if "q" in wish else None
            expected = library.shown(wish, kept, found)
            assert listed == expected, wish
            assert seen.page.evaluate(COUNTS) == library.counts(expected), wish
            some += len(expected) > 0
    assert some > STATES / 3


def test_a_clicked_filter_is_in_the_address_and_a_new_tab(browser: Browser, real: str, library: Library) -> None:
    with visit(browser) as seen:
        page = seen.page
        page.goto(f"{real}/explore/")
        _ready(page)
        _tag(page, "language-models").click()
        _tag(page, "quantization").click(modifiers=["Shift"])
        _tag(page, "kv-cache").click(modifiers=["Shift"])
        _tag(page, "attention").click(modifiers=["Alt"])
        page.locator("[data-part=sort]").select_option("title")
        page.locator("[data-view=compact]").click()
        listed = _ready(page)
        wish = {**EVERYTHING, "tag": ["language-models"], "any": ["quantization", "kv-cache"], "not": ["attention"]}
        assert listed == library.shown(wish | {"sort": "title"}, {}, None)
        assert len(listed) > 3
        asked = {
            "tag": "language-models",
            "any": ["quantization", "kv-cache"],
            "not": "attention",
            "sort": "title",
            "view": "compact",
        }
        expect(page).to_have_url(_address(real, asked))
        tab = page.context.new_page()
        tab.goto(page.url)
        _show(tab, listed)
        assert tab.locator(".is-compact").count() == 1
        assert tab.evaluate(COUNTS) == library.counts(listed)


def test_back_and_forward_go_through_choices_without_loading_a_page(
    browser: Browser, real: str, library: Library
) -> None:
    with visit(browser) as seen:
        page = seen.page
        page.goto(f"{real}/explore/")
        everything = _ready(page)
        page.evaluate("window.stayed = true")
        _tag(page, "quantization").click()
        one = _ready(page)
        page.locator("[data-part=search] input").press_sequentially("kv cache")
        page.keyboard.press("Enter")
        found = page.evaluate(SEARCH, "kv cache")
        two = library.shown({**EVERYTHING, "tag": ["quantization"]}, {}, found)
        _show(page, two)
        assert 0 < len(two) < len(one) < len(everything)
        for step, expected in (
            (page.go_back, one),
            (page.go_back, everything),
            (page.go_forward, one),
            (page.go_forward, two),
        ):
            step()
            _show(page, expected)
        expect(page.locator("[data-part=search] input")).to_have_value("kv cache")
        assert page.evaluate("window.stayed") is True


def test_a_visitor_comes_back_from_a_paper_to_the_same_place(browser: Browser, real: str, library: Library) -> None:
    with visit(browser) as seen:
        page = seen.page
        settle(page, f"{real}/explore/?tag=language-models")
        listed = _ready(page)
        page.evaluate("window.stayed = true")
        link = page.locator(f".rl-x-title a[href*='{listed[60]}']")
        link.scroll_into_view_if_needed()
        _rest(page)
        before = page.evaluate(FIRST)
        link.click()
        page.wait_for_url("**/papers/**")
        page.locator(".rl-paper").wait_for()
        page.go_back()
        page.locator(".rl-x-row").first.wait_for()
        _show(page, listed)
        page.wait_for_function(IS_FIRST, arg=before)
        expect(link).to_be_focused()
        assert page.evaluate("window.stayed") is True
        _tag(page, "quantization").click()
        _show(page, library.shown({**EVERYTHING, "tag": ["language-models", "quantization"]}, {}, None))
        expect(page.locator("[data-part=count]")).to_be_in_viewport()


def test_a_link_to_the_explorer_on_the_explorer_is_followed(browser: Browser, real: str, library: Library) -> None:
    with visit(browser) as seen:
        page = seen.page
        page.goto(f"{real}/explore/?tag=kv-cache")
        cached = library.shown({**EVERYTHING, "tag": ["kv-cache"]}, {}, None)
        assert _ready(page) == cached
        page.locator(".rl-x-row").first.locator(".t", has_text="Language models").click()
        page.wait_for_url("**/explore/?tag=language-models&tag=kv-cache")
        narrowed = library.shown({**EVERYTHING, "tag": ["language-models", "kv-cache"]}, {}, None)
        assert 0 < len(narrowed) < len(cached)
        _show(page, narrowed)
        page.evaluate("window.stayed = true")
        page.locator(".rl-nav a", has_text="Explore").click()
        page.wait_for_url("**/explore/")
        _show(page, library.newest_first())
        page.go_back()
        page.wait_for_url("**/explore/?tag=language-models&tag=kv-cache")


def test_tags_are_chosen_by_key_and_paper_counts_announced(window: Visit, real: str, library: Library) -> None:
    page = window.page
    page.goto(f"{real}/explore/")
    _ready(page)
    status = page.get_by_role("status").filter(has_text="papers")
    page.locator("[data-part=find]").focus()
    page.keyboard.type("quantiz")
    page.keyboard.press("Enter")
    page.wait_for_url("**/explore/?tag=quantization")
    expect(status).to_have_text(f"{len(library.shown({**EVERYTHING, 'tag': ['quantization']}, {}, None))} papers")
    page.keyboard.press("Escape")
    page.keyboard.type("kv")
    page.keyboard.press("ArrowDown")
    expect(_tag(page, "kv-cache")).to_be_focused()
    for key, search in (
        ("o", "?tag=quantization&any=kv-cache"),
        ("n", "?tag=quantization&not=kv-cache"),
        ("-", "?tag=quantization"),
    ):
        page.keyboard.press(key)
        expect(page).to_have_url(f"{real}/explore/{search}")
    page.keyboard.press("Space")
    expect(page).to_have_url(f"{real}/explore/?tag=quantization&tag=kv-cache")
    expect(_tag(page, "kv-cache")).to_have_attribute("aria-pressed", "true")


def test_results_are_walked_through_bookmarked_and_opened_by_key(browser: Browser, real: str) -> None:
    with visit(browser) as seen:
        page = seen.page
        page.goto(f"{real}/explore/?tag=quantization&tag=kv-cache")
        listed = _ready(page)
        page.locator("#filters .rl-x-skip").focus()
        page.keyboard.press("Enter")
        expect(page.locator("#results")).to_be_focused()
        for key, at in (("j", 0), ("ArrowDown", 1), ("j", 2), ("k", 1)):
            page.keyboard.press(key)
            expect(page.locator(f".rl-x-title a[href$='/papers/{listed[at]}/']")).to_be_focused()
        page.keyboard.press("x")
        saved = page.locator(".rl-x-row").nth(1).get_by_role("button", name="Read later:")
        expect(saved).to_have_attribute("aria-pressed", "true")
        page.keyboard.press("Enter")
        page.wait_for_url(f"**/papers/{listed[1]}/")


def test_a_token_changes_how_a_tag_counts_and_takes_it_away(window: Visit, real: str, library: Library) -> None:
    page = window.page
    page.goto(f"{real}/explore/?tag=quantization&tag=kv-cache")
    _ready(page)
    page.get_by_label("How KV cache counts").select_option("not")
    page.wait_for_url("**/explore/?tag=quantization&not=kv-cache")
    assert _ready(page) == library.shown({**EVERYTHING, "tag": ["quantization"], "not": ["kv-cache"]}, {}, None)
    page.get_by_role("button", name="Remove Quantization").click()
    page.wait_for_url("**/explore/?not=kv-cache")
    page.get_by_role("button", name="Clear all").click()
    assert len(_ready(page)) == 540


def test_an_empty_list_names_the_filter_to_remove_and_address_errors(window: Visit, real: str) -> None:
    page = window.page
    page.goto(f"{real}/explore/?tag=quantization&tag=graph-networks&sort=nonsense&size=big")
    _ready(page)
    assert page.locator("[data-part=count]").inner_text() == "No matching papers"
    text = page.locator("[data-part=problems]").inner_text()
    assert "“nonsense” is not one of" in text
    assert "“size”" in text
    page.get_by_role("button", name="Without “Quantization”").click()
    assert len(_ready(page)) > 0


def test_hidden_papers_are_left_out_and_counted(browser: Browser, real: str, library: Library) -> None:
    with visit(browser) as seen:
        page = seen.page
        page.goto(f"{real}/explore/?tag=kv-cache")
        listed = _ready(page)
        page.evaluate(KEEP, {listed[0]: {"hidden": True}, listed[1]: {"read": True}})
        page.reload()
        assert _ready(page) == listed[1:]
        assert page.locator("[data-part=count]").inner_text() == f"{len(listed) - 1} papers, 1 hidden by you not shown"
        page.locator("[data-state=unread]").click()
        assert _ready(page) == listed[2:]
        page.locator("[data-state=hidden]").click()
        assert _ready(page) == listed[:1]


def test_words_are_marked_in_titles_and_abstracts(window: Visit, real: str) -> None:
    page = window.page
    page.goto(f"{real}/explore/?q=speculative+decoding")
    _ready(page)
    page.locator(".rl-x-why mark").first.wait_for()
    assert page.locator(".rl-x-title mark").count() > 0
    assert page.locator("[data-part=sort]").input_value() == "relevance"


def test_filters_on_a_phone_are_a_dialog_that_keeps_focus(window: Visit, real: str, library: Library) -> None:
    window.resize(320)
    page = window.page
    page.goto(f"{real}/explore/")
    _ready(page)
    opener = page.get_by_role("button", name="Filters", exact=True)
    opener.click()
    sheet = page.get_by_role("dialog", name="Filters")
    expect(sheet.get_by_role("button", name="Close")).to_be_focused()
    for _ in range(3):
        page.keyboard.press("Shift+Tab")
        assert page.locator(":focus:not(dialog *, dialog, body)").count() == 0
    sheet.locator("a[data-tag=quantization]").click()
    number = len(library.shown({**EVERYTHING, "tag": ["quantization"]}, {}, None))
    sheet.get_by_role("button", name=f"Show {number} papers").click()
    expect(sheet).to_have_count(0)
    opener = page.get_by_role("button", name="Filters (1)")
    expect(opener).to_be_focused()
    opener.click()
    page.keyboard.press("Escape")
    expect(opener).to_be_focused()
    assert page.evaluate("document.documentElement.scrollWidth") <= 320


def test_without_scripts_the_explorer_is_a_list_with_tag_links(browser: Browser, real: str, library: Library) -> None:
    with visit(browser, scripts=False) as seen:
        page = seen.page
        page.goto(f"{real}/explore/")
        further = [page.url + address for address in _hrefs(page.locator("noscript .rl-pager li a").all())]
        links = _hrefs(page.locator(".rl-x-plain a").all())
        for address in further:
            page.goto(address)
            links += _hrefs(page.locator(".rl-list a[href*='/papers/']").all())
        assert [link.strip("/").split("/")[-1] for link in links] == library.newest_first()
        page.goto(f"{real}/explore/")
        assert not page.locator("[data-part=search]").is_visible()
        _tag(page, "quantization").click()
        page.wait_for_url(f"{real}/tags/quantization/")


def _hrefs(links: Iterable[Any]) -> list[str]:
    return [str(link.get_attribute("href")) for link in links]


@pytest.mark.parametrize(("width", "scheme"), [(390, "light"), (1280, "dark")])
@pytest.mark.parametrize(
    "search", ["", "?q=cache&tag=quantization&any=kv-cache&not=attention&from=2025-03-01&state=unread"]
)
def test_the_explorer_is_accessible_with_and_without_filters(
    window: Visit, real: str, search: str, width: int, scheme: str
) -> None:
    window.resize(width)
    window.colour(scheme)
    window.page.goto(f"{real}/explore/{search}")
    _ready(window.page)
    check_accessible(window.page)
    if width == 390:
        window.page.get_by_role("button", name="Filters").click()
        check_accessible(window.page)


def test_the_papers_shown_are_saved_as_a_file_in_their_order(window: Visit, real: str, library: Library) -> None:
    page = window.page
    page.goto(f"{real}/explore/?tag=kv-cache&any=quantization")
    listed = _ready(page)
    page.locator("[data-part=take] summary").click()
    with page.expect_download() as download:
        page.get_by_role("button", name="CSL-JSON", exact=True).click()
    titles = [entry["title"] for entry in json.loads(download.value.path().read_text(encoding="utf-8"))]
    assert len(titles) == len(listed) > 1
    assert titles[0][:12] == library.papers[listed[0]]["title_plain"][:12]


CAME = """() => Array.from(document.querySelectorAll(".rl-x-came .rl-x-title a"), link => link.pathname)"""
SHIFT = """() => new Promise(done => new PerformanceObserver(list => done(list.getEntries()
  .filter(entry => !entry.hadRecentInput).reduce((sum, entry) => sum + entry.value, 0)))
  .observe({type: "layout-shift", buffered: true}) ?? setTimeout(() => done(0), 500))"""


@pytest.mark.parametrize("width", [390, 1280])
def test_the_first_rows_are_replaced_by_themselves_without_layout_shift(window: Visit, real: str, width: int) -> None:
    window.resize(width)
    with held(window.page, "**/data/head.json*"):
        window.page.goto(f"{real}/explore/", wait_until="commit")
        window.page.wait_for_selector(".rl-x-came", state="visible")
        came = window.page.evaluate(CAME)
    window.page.wait_for_function(READY)
    assert window.page.locator(".rl-x-came").count() == 0
    shown = window.page.eval_on_selector_all(".rl-x-row .rl-x-title a", "links => links.map(link => link.pathname)")
    assert came
    assert shown[: len(came)] == came
    assert window.page.evaluate(SHIFT) < 0.02


def test_an_address_with_filters_never_shows_the_unfiltered_rows(browser: Browser, real: str) -> None:
    with visit(browser) as seen:
        seen.page.route("**/data/head.json*", lambda route: None)  # never answered
        seen.page.goto(f"{real}/explore/?q=pruning", wait_until="domcontentloaded")
        assert seen.page.locator(".rl-x-came").count() > 0
        assert not seen.page.locator(".rl-x-came").first.is_visible()


def test_what_is_chosen_can_be_followed(window: Visit, real: str) -> None:
    window.page.goto(f"{real}/explore/")
    _ready(window.page)
    follow = window.page.get_by_role("group", name="Follow")
    window.page.get_by_text("Export", exact=True).click()
    expect(follow.locator("a")).to_have_count(1)
    assert follow.locator("a").get_attribute("href") == f"{real}/feeds/papers.atom"
    window.page.goto(f"{real}/explore/?tag=pruning-and-sparsity&any=survey&not=quantization")
    _ready(window.page)
    window.page.get_by_text("Export", exact=True).click()
    expect(follow.locator("a")).to_have_count(2)
    links = [str(link.get_attribute("href")) for link in follow.locator("a").all()]
    assert [link.removeprefix(f"{real}/feeds/") for link in links] == [
        f"tags/{tag}.atom" for tag in ("pruning-and-sparsity", "survey")
    ]
    assert all(window.page.request.get(link).ok for link in links)


def test_an_export_menu_opened_early_is_filled_with_the_catalogue(browser: Browser, tiny: str) -> None:
    with visit(browser) as seen:
        with held(seen.page, "**/data/head.json*"):
            seen.page.goto(f"{tiny}/explore/", wait_until="domcontentloaded")
            seen.page.get_by_text("Export", exact=True).click()
            seen.page.wait_for_function("() => document.querySelector('[data-part=take]').open")
        expect(seen.page.get_by_role("group", name="Follow").locator("a")).to_have_count(1)


def test_words_typed_early_are_searched_once_the_catalogue_is_there(
    browser: Browser, real: str, library: Library
) -> None:
    with visit(browser) as seen:
        field = seen.page.locator("[data-part=search] input")
        with held(seen.page, "**/data/head.json*"):
            seen.page.goto(f"{real}/explore/?tag=language-models", wait_until="domcontentloaded")
            field.press_sequentially("pruning")
        seen.page.wait_for_url("**/explore/?q=pruning&tag=language-models")
        expect(field).to_have_value("pruning")
        found = seen.page.evaluate(SEARCH, "pruning")
        shown = library.shown({**EVERYTHING, "tag": ["language-models"]}, {}, found)
        assert 0 < len(shown) < 100
        _show(seen.page, shown)


def test_a_search_that_works_again_says_no_longer_that_it_does_not(browser: Browser, real: str) -> None:
    with visit(browser) as seen:
        page, wrong = seen.page, seen.page.locator(".rl-x-wrong")
        page.goto(f"{real}/explore/?size=big")
        _ready(page)
        seen.expected = "Failed to load resource"
        page.route("**/data/words/*", lambda route: route.abort())
        page.locator("[data-part=search] input").fill("quantile regression")
        expect(wrong).to_contain_text("The search could not be loaded")
        page.unroute("**/data/words/*")
        page.locator("[data-part=search] input").press("Enter")
        expect(page.locator("[data-part=count]")).to_contain_text("26 papers")
        expect(wrong).to_have_count(0)


def test_a_typed_day_counts_when_complete_and_is_one_history_step(browser: Browser, real: str) -> None:
    with visit(browser) as seen:
        page, field = seen.page, seen.page.locator("[data-part=from]")
        page.goto(f"{real}/explore/")
        _ready(page)
        page.evaluate("""() => {
          window.asked = [];
          for (const name of ["pushState", "replaceState"]) {
            const real = history[name].bind(history);
            history[name] = (state, unused, url) => {
              if (url) window.asked.push([name, String(url).split("?")[1]]);
              real(state, unused, url);
            };
          }
        }""")
        field.focus()
        page.keyboard.type("03142025")
        for key in ("ArrowLeft", "ArrowUp"):  # the next day
            page.keyboard.press(key)
        page.locator("[data-part=find]").focus()
        page.wait_for_function("window.asked.length > 1")
        assert page.evaluate("window.asked") == [["pushState", "from=2025-03-14"], ["replaceState", "from=2025-03-15"]]
        page.go_back()
        page.wait_for_url("**/explore/")
        expect(field).to_have_value("")
        field.focus()
        page.keyboard.type("03140202")
        page.locator("[data-part=find]").focus()
        expect(field).to_have_value("")
        assert page.url.endswith("/explore/")
        field.focus()
        page.keyboard.type("03141999")
        assert page.url.endswith("/explore/")
        page.locator("[data-part=find]").focus()
        page.wait_for_url("**/explore/?from=1999-03-14")


def test_an_open_export_menu_follows_filters_and_closes_without_focus(window: Visit, real: str) -> None:
    page = window.page
    page.goto(f"{real}/explore/?tag=dataset")
    _ready(page)
    follow, menu = page.get_by_role("group", name="Follow"), page.locator("[data-part=take]")
    page.get_by_text("Export", exact=True).click()
    expect(follow).to_contain_text("Dataset")
    page.get_by_role("button", name="Remove Dataset").press("Enter")
    expect(follow).to_contain_text("All papers")
    follow.locator("p").click()
    expect(menu).to_have_attribute("open", "")
    page.keyboard.press("Escape")
    expect(menu).not_to_have_attribute("open", "")
    expect(menu.locator("summary")).to_be_focused()
    page.keyboard.press("Enter")
    expect(menu).to_have_attribute("open", "")
    page.locator("[data-part=count]").click()
    expect(menu).not_to_have_attribute("open", "")


def test_the_focus_stays_near_what_was_taken_away_by_key(window: Visit, real: str) -> None:
    page, field = window.page, window.page.locator("[data-part=search] input")
    page.goto(f"{real}/explore/?tag=language-models&tag=quantization&tag=kv-cache")
    _ready(page)
    for name, next_one in (("KV cache", "Quantization"), ("Language models", "Quantization")):
        page.get_by_role("button", name=f"Remove {name}").press("Enter")
        expect(page.get_by_role("button", name=f"Remove {next_one}")).to_be_focused()
    page.keyboard.press("Enter")
    expect(field).to_be_focused()
    page.goto(f"{real}/explore/?tag=quantization&tag=graph-networks")
    _ready(page)
    page.get_by_role("button", name="Show all papers").press("Enter")
    expect(field).to_be_focused()
    _tag(page, "quantization").click()
    page.get_by_role("button", name="Clear all").press("Enter")
    expect(field).to_be_focused()


def test_filters_that_are_no_dialog_any_more_keep_the_focus(window: Visit, real: str) -> None:
    window.resize(390)
    page = window.page
    page.goto(f"{real}/explore/")
    _ready(page)
    for inside, then in (("[data-part=close]", "[data-part=find]"), ("[data-tag]", "[data-tag]")):
        page.get_by_role("button", name="Filters", exact=True).click()
        page.locator(f"#filters {inside}").first.focus()
        window.resize(1280)
        expect(page.locator(f"#filters {then}").first).to_be_focused()
        window.resize(390)


def test_no_papers_are_not_offered_as_a_file(window: Visit, real: str) -> None:
    window.page.goto(f"{real}/explore/?tag=quantization&tag=graph-networks")
    _ready(window.page)
    window.page.get_by_text("Export", exact=True).click()
    expect(window.page.locator("[data-part=out]")).to_contain_text("No matching papers")
    assert window.page.get_by_role("group", name="Export").count() == 0


def test_keys_do_nothing_behind_the_open_filters(window: Visit, real: str) -> None:
    window.resize(390)
    page = window.page
    page.goto(f"{real}/explore/")
    _ready(page)
    page.get_by_role("button", name="Filters", exact=True).click()
    close = page.locator("[data-part=close]")
    for key in "j/?":
        page.keyboard.press(key)
        calm(page)
        expect(close).to_be_focused()
    _tag(page, "quantization").focus()
    page.keyboard.press("n")
    page.wait_for_url("**/explore/?not=quantization")
    page.keyboard.press("Escape")
    page.keyboard.press("j")
    expect(page.locator(".rl-x-row a").first).to_be_focused()


def test_a_reload_or_return_shows_the_same_place(browser: Browser, real: str) -> None:
    with visit(browser, width=390) as seen:
        page = seen.page
        page.goto(f"{real}/explore/?not=kv-cache")
        _ready(page)
        page.locator("[aria-posinset='301']").scroll_into_view_if_needed()
        _rest(page)
        before = page.evaluate(FIRST)
        for come in (page.reload, lambda: (page.goto(f"{real}/about/"), page.go_back())):
            come()
            _ready(page)
            page.wait_for_function(IS_FIRST, arg=before)
            _rest(page)
        page.goto(f"{real}/about/")  # to open the address that is open is to load it again
        page.goto(f"{real}/explore/?not=kv-cache")
        _ready(page)
        calm(page)
        assert page.evaluate("scrollY") == 0


def test_march_with_code_but_not_quantization_takes_four_clicks_without_scrolling(
    window: Visit, real: str, library: Library
) -> None:
    page = window.page
    page.set_viewport_size({"width": 1440, "height": 900})
    page.goto(f"{real}/explore/")
    _ready(page)
    page.locator("[data-part=preset]").select_option("March 2025")  # two clicks: the list opens first
    page.get_by_role("button", name="Code", exact=False).and_(page.locator("[data-has=code]")).click()
    page.locator("a[data-tag=quantization]").hover()
    exclude = page.get_by_role("button", name="Exclude Quantization")
    expect(exclude).to_be_in_viewport(ratio=1)
    exclude.click()
    assert page.evaluate("[scrollY, document.querySelector('#filters').scrollTop]") == [0, 0]
    wish = {**EVERYTHING, "not": ["quantization"], "has": ["code"], "from": "2025-03", "to": "2025-03"}
    expected = library.shown(wish, {}, None)
    assert len(expected) > 10
    _show(page, expected)
    expect(page.get_by_role("list", name="Chosen filters")).to_contain_text("March 2025")
    page.get_by_role("button", name="Require Quantization").click()
    _show(page, library.shown({**wish, "tag": ["quantization"], "not": []}, {}, None))
    page.locator("[data-part=preset]").select_option("")
    _show(page, library.shown({**EVERYTHING, "tag": ["quantization"], "has": ["code"]}, {}, None))


FACET = """() => Array.from(document.querySelectorAll(".rl-x-facet li"))
  .filter(item => item.closest(".rl-x-facet").querySelector("[data-tag=quantization]"))
  .map(item => [item.querySelector("a").dataset.tag, item.checkVisibility()])"""


def test_a_facet_shows_its_five_commonest_tags_and_those_chosen(window: Visit, real: str, library: Library) -> None:
    page = window.page
    page.goto(f"{real}/explore/?listing=002-b14064bef56a4f4f&tag=kv-cache")
    counts = library.counts(_ready(page))
    shown = page.evaluate(FACET)
    facet = library.tags["quantization"]["facet"]
    numbers = [counts[tag] for tag, _ in shown]
    assert {tag for tag, _ in shown} == {tag for tag, row in library.tags.items() if row["facet"] == facet}
    assert numbers == sorted(numbers, reverse=True)
    visible = [tag for tag, is_visible in shown if is_visible]
    first = [tag for tag, _ in shown[:5]]
    assert visible == [*first, *(["kv-cache"] if "kv-cache" not in first else [])]
    more = page.locator(".rl-x-facet:has([data-tag=quantization]) > button")
    expect(more).to_have_text(f"Show {len(shown) - len(visible)} more")
    more.click()
    expect(more).to_have_text("Show fewer")
    page.get_by_role("button", name="Remove KV cache").click()
    page.wait_for_url("**/explore/?listing=*")
    expect(page.locator("a[data-tag=kv-cache]")).to_be_visible()
    assert all(is_visible for _, is_visible in page.evaluate(FACET))


@pytest.mark.parametrize(
    "search",
    [
        "?tag=quantization&tag=robotics-and-driving&has=summary",
        "?q=zzxqyv+pruning&tag=robotics-and-driving&from=2025-09",
        "?q=%22kv+cache%22+%22graph+networks%22",
        "?q=quantizatoin&state=read",
    ],
)
def test_each_offer_of_an_empty_list_leads_to_the_papers_it_counts(window: Visit, real: str, search: str) -> None:
    page = window.page
    page.goto(f"{real}/explore/{search}")
    _ready(page)
    expect(page.locator("[data-part=count]")).to_have_text("No matching papers")
    offers = page.locator("[data-part=ways] li")
    expect(offers.last).to_contain_text("Show all papers")
    texts = offers.all_inner_texts()
    assert len(texts) > 1
    check_accessible(page)
    for text in texts:
        name, _, papers = text.rpartition(" ")[0].rpartition(" ")
        page.get_by_role("button", name=name, exact=True).click()
        assert len(_ready(page)) == int(papers) > 0
        page.go_back()
        expect(offers).to_have_text(texts)


def test_an_empty_list_offers_near_tags_and_the_search_elsewhere(window: Visit, real: str) -> None:
    page = window.page
    page.goto(f"{real}/explore/?q=%22distilation+zzz%22")
    _ready(page)
    elsewhere = page.locator("[data-part=elsewhere]")
    expect(elsewhere.get_by_role("link", name="arXiv")).to_have_attribute(
        "href", "https://arxiv.org/search/?searchtype=title&query=distilation%20zzz"
    )
    page.locator("[data-part=ways] .t", has_text="Distillation").click()
    page.wait_for_url("**/explore/?tag=distillation")
    expect(elsewhere).to_be_hidden()


OLDER = """() => {
  const key = Object.keys(localStorage).find(key => key.startsWith("reading-list.searches.1"));
  const older = JSON.parse(localStorage.getItem(key)).map(saved => ({...saved, rows: {}}));
  localStorage.setItem(key, JSON.stringify(older));
}"""


def test_a_saved_search_says_how_many_papers_came_since_it_was_opened(
    browser: Browser, real: str, library: Library
) -> None:
    with visit(browser) as seen:
        page = seen.page
        page.goto(f"{real}/explore/")
        _ready(page)
        save = page.get_by_role("button", name="Save this search")
        expect(save).to_be_disabled()
        _tag(page, "kv-cache").click()
        cached = _ready(page)
        save.click()
        saved = page.get_by_role("list", name="Saved searches")
        expect(saved.get_by_role("link")).to_have_text("KV cache")
        expect(saved).not_to_contain_text("new")
        page.evaluate(OLDER)
        page.goto(f"{real}/explore/")
        expect(saved).to_contain_text(f"{len(cached)} new")
        saved.get_by_role("link", name="KV cache").click()
        _show(page, cached)
        expect(saved.get_by_role("link")).to_have_attribute("aria-current", "page")
        page.reload()
        expect(saved).to_have_text("KV cache")
        check_accessible(page)
        saved.get_by_role("button", name="Remove the saved search KV cache").click()
        expect(saved).to_have_count(0)
        expect(save).to_be_focused()


def test_the_addresses_of_the_guide_lead_to_papers(window: Visit, real: str) -> None:
    guide = (Path(__file__).parents[3] / "docs/guide/visiting.md").read_text(encoding="utf-8")
    table = guide.partition("| in the address |")[2].partition("\n\n")[0]
    addresses = [address for address in re.findall(r"`([^`]+=[^`…]+)`", table) if not address.startswith("state=")]
    assert len(addresses) > 5
    page = window.page
    for address in addresses:
        page.goto(f"{real}/explore/?{address}")
        expect(page.locator(".rl-x-row:not(.rl-x-came)").first, address).to_be_visible()
        expect(page.locator(".rl-x-wrong"), address).to_have_count(0)
