"""Every kind of page, in a real browser: whole, quiet, accessible, at any width and in both schemes."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, expect

from tests.support.windows import MOST, Visit, calm, check_accessible, check_steady, held, settle, visit

pytestmark = pytest.mark.browser

HERE = "http://127.0.0.1:8000"
"""Where the site says it is published."""

GPTQ = "/papers/gptq-accurate-post-training-quantization-for-generative-pre-trained/"
KINDS = {
    "home": "/",
    "paper": GPTQ,
    "paper without curation": "/papers/pangu-p-enhancing-language-model-architectures-via-nonlinearity/",
    "tags": "/tags/",
    "tag": "/tags/kv-cache/",
    "long tag": "/tags/language-models/",
    "further page": "/tags/language-models/2/",
    "paths": "/paths/",
    "path": "/paths/quantizing-language-models/",
    "listings": "/listings/",
    "listing": "/listings/003-73fb2e0140c61c42/",
    "digest": "/digests/003-73fb2e0140c61c42/",
    "feeds": "/feeds/",
    "desk": "/desk/",
    "explorer": "/explore/",
    "explorer with filters": "/explore/?q=cache&tag=quantization",
    "pictures": "/pictures/",
    "kept": "/kept/",
    "compare": "/compare/",
    "about": "/about/",
    "guide": "/guide/curating/",
    "messages": "/guide/messages/",
    "not found": "/404.html",
}


@pytest.mark.parametrize(("width", "utmost"), [(390, 320), (1280, 2560)])
@pytest.mark.parametrize("kind", KINDS)
def test_a_page_is_accessible_steady_and_fits_any_screen(
    window: Visit, real: str, kind: str, width: int, utmost: int
) -> None:
    window.resize(width)
    window.page.goto(real + KINDS[kind])
    calm(window.page)
    assert _overflow(window.page) <= 0
    check_accessible(window.page)
    check_steady(window.page)
    window.resize(utmost)
    calm(window.page)
    assert _overflow(window.page) <= 0
    assert window.page.locator("h1").first.is_visible()


@pytest.mark.parametrize(
    ("address", "loaded", "shown"),
    [
        ("/map/", "data/map.json", ".rl-chart__surface canvas"),
        ("/explore/?q=cache", "data/words/*", ".rl-x-row mark"),
        (f"/compare/?papers={GPTQ.split('/')[2]}", GPTQ.strip("/") + "/", ".rl-compare__table"),
    ],
    ids=["map", "explorer", "comparison"],
)
def test_a_page_is_ready_when_what_it_has_loaded_is_shown(
    window: Visit, real: str, address: str, loaded: str, shown: str
) -> None:
    page = window.page
    with held(page, f"**/{loaded}*"):
        page.goto(real + address)
        page.evaluate(
            """shown => {
              window.there = ours("../reading-list.js").then(({ready}) => ready())
                .then(() => document.querySelector(shown) !== null);
            }""",
            shown,
        )
    assert page.evaluate("window.there")


def _overflow(page: Any) -> int:
    """Return by how many pixels a page is wider than the window."""
    overflow: int = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
    return overflow


def test_all_titles_and_abstracts_are_plain_text_in_the_dom(window: Visit, real: str, built_real: Path) -> None:
    table = json.loads((built_real / "api/v1/papers.json").read_text(encoding="utf-8"))
    expected = {paper["slug"]: [paper["title_plain"], paper["abstract"]] for paper in table["papers"]}
    window.page.goto(real)
    shown = window.page.evaluate(
        """async slugs => Object.fromEntries(await Promise.all(slugs.map(async slug => {
          const text = await (await fetch(`/papers/${slug}/`)).text();
          const page = new DOMParser().parseFromString(text, "text/html");
          return [slug, [page.querySelector("h1").textContent, page.querySelector(".rl-abstract").textContent]];
        })))""",
        list(expected),
    )
    assert len(expected) == 540
    assert shown == expected


def test_hostile_text_is_shown_and_does_nothing(window: Visit, tiny: str) -> None:
    window.page.goto(tiny + "/papers/script-alert-1-script-bold-claims-c-eos/")
    assert window.page.locator("h1").inner_text() == "<script>alert(1)</script> & **Bold** _Claims_ (c) <EOS>"
    assert window.page.title() == "<script>alert(1)</script> & **Bold** _Claims_ (c) <EOS> - Reading List"
    assert window.page.locator(".rl-abstract").inner_text() == (
        'Tokens such as "<EOS>" vs. "apple" and **bold** claims; [links](javascript:alert(1)) &copy; `code` '
        ":smile: --- 1. one. Visit www.example.org/lamps."
    )
    window.page.keyboard.press("/")
    window.page.keyboard.type("alert")
    expect(window.page.locator("[data-search-results=papers] a").first).to_contain_text("<script>")


RAY = "/papers/on-the-g-ray-of-attention/"


@pytest.mark.parametrize("scripts", [True, False])
def test_mathematics_is_set_but_not_money_or_unknown_macros(browser: Browser, tiny: str, scripts: bool) -> None:
    with visit(browser, scripts=scripts) as seen:
        seen.page.goto(tiny + RAY)
        formula = seen.page.locator(".rl-abstract .rl-math").first
        assert formula.locator("math msubsup").is_visible()
        assert formula.text_content() == r"$\sum_i \alpha_i^2$"
        text = seen.page.locator(".rl-abstract").inner_text()
        assert "and pay $5 or $100K for it" in text
        assert r"$\nosuchmacro{x}$" in text


def test_mathematics_is_set_after_instant_navigation_too(window: Visit, tiny: str) -> None:
    settle(window.page, tiny + "/tags/theory/")
    window.page.evaluate("window.stayed = true")
    window.page.locator(".md-content a", has_text="Ray of Attention").first.click()
    window.page.locator(".rl-math msubsup").first.wait_for()
    assert window.page.url == tiny + RAY
    assert window.page.evaluate("window.stayed")


def test_the_site_reads_without_scripts(browser: Browser, real: str) -> None:
    with visit(browser, scripts=False) as seen:
        seen.page.goto(real)
        seen.page.locator(".md-content a", has_text="Quantization").first.click()
        seen.page.wait_for_url("**/tags/quantization/")
        seen.page.locator(".md-content a", has_text="GPTQ").first.click()
        seen.page.wait_for_url(real + GPTQ)
        assert seen.page.locator(".rl-abstract").is_visible()


def test_an_uncurated_paper_says_so_and_lends_the_first_sentence(window: Visit, real: str, built_real: Path) -> None:
    table = json.loads((built_real / "api/v1/papers.json").read_text(encoding="utf-8"))
    paper = next(paper for paper in table["papers"] if paper["tldr"] is None)
    window.page.goto(f"{real}/papers/{paper['slug']}/")
    text = window.page.locator("article").inner_text().lower()
    assert "first sentence of the abstract" in text
    assert "suggested tags, not yet reviewed" in text or "no tags yet" in text


def test_a_path_leads_from_paper_to_paper(window: Visit, real: str) -> None:
    window.page.goto(real + GPTQ)
    window.page.locator("article a", has_text="ZeroQuant").first.click()
    window.page.wait_for_url("**/papers/zeroquant-v2-*/")
    expect(window.page.locator("article a", has_text="GPTQ").first).to_be_attached()


def test_the_pages_of_a_tag_list_all_its_papers_newest_first(window: Visit, real: str, built_real: Path) -> None:
    table = json.loads((built_real / "api/v1/papers.json").read_text(encoding="utf-8"))
    carrying = {paper["slug"]: paper["first_listed"] for paper in table["papers"] if "language-models" in paper["tags"]}
    links = []
    for address in ("/tags/language-models/", "/tags/language-models/2/"):
        window.page.goto(real + address)
        links += window.page.locator("article li a[href*='/papers/']").evaluate_all(
            "found => found.map(link => link.pathname.split('/')[2])"
        )
        assert window.page.locator("link[rel=canonical]").get_attribute("href") == HERE + address
    assert set(links) == set(carrying)
    assert len(links) == len(carrying) == 195
    days = [carrying[slug] for slug in links]
    assert days == sorted(days, reverse=True)


def test_keys_turn_the_pages_of_a_list_without_a_load(browser: Browser, real: str) -> None:
    asked: list[str] = []
    with visit(browser, width=320) as seen:
        page = seen.page
        page.on("request", lambda request: asked.append(request.url))
        settle(page, f"{real}/tags/language-models/")
        page.evaluate("window.stayed = true")
        page.get_by_role("navigation", name="Pages").get_by_role("link", name="Next").focus()
        page.keyboard.press("Enter")
        page.get_by_role("heading", level=1, name="Language models, page 2").wait_for()
        assert page.evaluate("link => link.href", page.query_selector("link[rel=prev]")) == page.url[: -len("2/")]
        pager = page.get_by_role("navigation", name="Pages")
        assert pager.locator("[aria-current=page]").inner_text() == "2"
        pager.get_by_role("link", name="Page 1").click()
        page.get_by_role("heading", level=1, name="Language models", exact=True).wait_for()
        page.go_back()
        page.get_by_role("heading", level=1, name="Language models, page 2").wait_for()
        assert page.evaluate("window.stayed") is True
    assert [url for url in asked if "sitemap" in url] == []


def test_a_link_to_what_is_no_page_of_the_theme_is_loaded(window: Visit, tiny: str) -> None:
    settle(window.page, tiny + "/tags/theory/")
    window.page.evaluate(
        """() => {
          const link = Object.assign(document.createElement("a"), {href: "/papers/maps-by-themselves/", id: "old"});
          link.textContent = "An old address";
          document.querySelector(".rl-facts").append(link);
        }"""
    )
    window.page.locator("#old").click()
    window.page.wait_for_url("**/papers/a-map-that-draws-itself/")
    expect(window.page.locator("h1")).to_have_text("A Map That Draws Itself")


def test_the_site_can_be_read_from_a_disk(browser: Browser, built_tiny: Path) -> None:
    page = browser.new_context().new_page()
    page.set_default_timeout(MOST)
    page.goto((built_tiny / "explore/index.html").as_uri())
    page.locator(".rl-x-plain a").first.click()
    page.wait_for_url("**/papers/*/index.html")
    assert page.locator("h1").is_visible()
    assert page.locator(".rl-keep, .rl-box").filter(visible=True).count() == 0
    page.locator(".rl-tags a, .rl-aside a[href*=listings]").first.click()
    page.wait_for_url("**/index.html")
    page.goto((built_tiny / "kept/index.html").as_uri())
    page.get_by_text("This page needs JavaScript").wait_for()
    page.context.close()


def test_titles_have_the_typeface_in_the_characters_of_the_page(window: Visit, real: str) -> None:
    settle(window.page, f"{real}/tags/quantization/")
    window.page.evaluate("document.fonts.ready.then(() => null)")
    title = window.page.locator(".rl-list p:first-child").first
    assert title.evaluate("title => getComputedStyle(title).fontFamily").startswith('"Source Serif 4"')
    loaded = window.page.evaluate(
        "Array.from(document.fonts).filter(({ family, status }) => family.includes('Source') && status === 'loaded')"
        ".map(({ weight, unicodeRange }) => `${weight} ${unicodeRange.slice(0, 7)}`)"
    )
    assert {"400 U+20-7E", "600 U+20-7E"} <= set(loaded)
    assert not [name for name in loaded if "U+400" in name]  # no Cyrillic letter is on the page


def test_the_style_sheet_names_each_font_file_beside_its_licence(built_real: Path) -> None:
    (sheet,) = built_real.glob("assets/*/reading-list.css")
    named = {
        (sheet.parent / path).resolve() for path in re.findall(r'url\("([^":]+\.woff2)"\)', sheet.read_text("utf-8"))
    }
    folder = built_real.resolve() / "assets/fonts"
    assert named == set(folder.glob("*.woff2"))
    assert (folder / "OFL.txt").is_file()


HOLE = """() => {
  const found = [[0, document.querySelector("main").getBoundingClientRect().top]];
  const texts = document.createTreeWalker(document.querySelector(".md-container"), NodeFilter.SHOW_TEXT);
  for (let text = texts.nextNode(); text; text = texts.nextNode()) {
    if (!text.data.trim() || !text.parentElement.checkVisibility({ visibilityProperty: true })) continue;
    const range = document.createRange();
    range.selectNodeContents(text);
    for (const { top, bottom, width } of range.getClientRects()) if (width > 1) found.push([top, bottom]);
  }
  for (const drawn of document.querySelectorAll("main :is(svg, img, input, hr)")) {
    const { top, bottom, height } = drawn.getBoundingClientRect();
    if (height > 1 && drawn.checkVisibility()) found.push([top, bottom]);
  }
  found.sort(([one], [two]) => one - two);
  let end = 0;
  let most = 0;
  for (const [top, bottom] of found) {
    most = Math.max(most, top - end);
    end = Math.max(end, bottom);
  }
  return most;
}"""
"""Returns the height of the largest part of a page, down to the footer, that shows nothing."""


@pytest.mark.parametrize("width", [390, 1440])
def test_without_scripts_pages_have_no_hole_and_say_what_is_missing(browser: Browser, real: str, width: int) -> None:
    with visit(browser, scripts=False, width=width) as seen:
        for path in ("/", GPTQ, "/tags/kv-cache/", "/explore/", "/map/", "/kept/", "/compare/", "/paths/", "/guide/"):
            seen.page.goto(real + path)
            devtools = seen.page.context.new_cdp_session(seen.page)
            hole = devtools.send("Runtime.evaluate", {"expression": f"({HOLE})()", "returnByValue": True})
            assert hole["result"]["value"] <= 200, path
            expect(seen.page.locator(".rl-missing")).to_contain_text("need JavaScript")


def test_a_printed_paper_has_its_reference_its_address_and_the_day(window: Visit, real: str) -> None:
    page = window.page
    settle(page, real + GPTQ)
    expect(page.locator(".rl-printed").first).to_be_hidden()
    page.emulate_media(media="print")
    page.evaluate("dispatchEvent(new Event('beforeprint'))")
    reference, address = page.locator(".rl-printed").all()
    expect(reference).to_contain_text("GPTQ: Accurate Post-Training Quantization")
    expect(address).to_have_text(HERE + GPTQ)
    day = page.evaluate("new Date().toLocaleDateString('en-GB', { dateStyle: 'long' })")
    printed = "element => getComputedStyle(element, '::after').content"
    assert day.split()[-1] in address.evaluate(printed)
    page.emulate_media(media="screen")


def test_a_part_that_is_not_loaded_is_reported_and_the_others_work(browser: Browser, real: str) -> None:
    with visit(browser) as seen:
        seen.expected = "net::ERR_FAILED"
        seen.page.route("**/js/export/cite.js", lambda route: route.abort())
        seen.page.goto(real + GPTQ)
        expect(seen.page.locator(".rl-notices")).to_contain_text("could not be loaded")
        seen.page.get_by_role("button", name="Read later", exact=True).click()
        expect(seen.page.get_by_role("button", name="Read later", exact=True)).to_have_attribute("aria-pressed", "true")


def test_a_page_from_a_disk_says_that_it_needs_a_server(browser: Browser, built_real: Path) -> None:
    page = browser.new_page()
    try:
        page.goto((built_real / "map/index.html").as_uri())
        expect(page.locator(".rl-missing")).to_contain_text("python3 -m http.server")
        expect(page.locator(".rl-chart")).to_be_hidden()
    finally:
        page.close()


def test_a_phone_shows_the_first_paper_of_a_tag_without_scrolling(browser: Browser, real: str) -> None:
    with visit(browser, width=390) as seen:
        seen.page.goto(f"{real}/tags/quantization/")
        first = seen.page.locator(".rl-list li").first.bounding_box()
        assert first
        assert first["y"] < 500
