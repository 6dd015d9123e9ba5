"""What sources know of papers is seen, found and compared in the browser."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, expect

from tests.support.facts import known_catalog, write_pages
from tests.support.project import build_here
from tests.support.windows import Visit, check_accessible, search, served, settle, visit

pytestmark = pytest.mark.browser

FOG, LANTERN, CROWDED = "charting-the-fog", "a-lantern-without-words", "everybody-at-once"
RESULT = "[data-search-results=papers] [role=option]"
ROW = ".rl-x-row[aria-posinset]"


@pytest.fixture(scope="module")
def known(mkdocs: None, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Return the address of the site of a library whose sources know more than titles."""
    with served(build_here(write_pages(tmp_path_factory.mktemp("known"), known_catalog()))) as address:
        yield address


@pytest.mark.parametrize(
    ("query", "best"),
    [
        ("Ada van der Müller", ["Charting the fog"]),
        ("ada muller", ["Charting the fog", "Fog, again", "Li and the moon"]),  # one author, two, and none
        ("ada mul", ["Charting the fog"]),
        ("bo muller", ["Maps for Bo Müller", "Fog, again"]),  # a title says it, then its author
        ("mullr", ["Maps for Bo Müller"]),
        ("openai", ["A lantern without words"]),
        ('"bo li"', ["Charting the fog"]),
        ("cartography", ["Charting the fog"]),
    ],
)
def test_papers_are_found_by_their_authors(window: Visit, known: str, query: str, best: list[str]) -> None:
    window.page.goto(known)
    assert search(window.page, query)[: len(best)] == best


@pytest.mark.parametrize(
    ("query", "titles"),
    [
        ("author:mül", {"Charting the fog", "Fog, again"}),
        ('author:"bo li"', {"Charting the fog"}),
        ("author:ada -author:cy", {"Fog, again"}),
        ("year:2024", {"Charting the fog", "A lantern without words"}),
        ("year:2019-2021 -author:eve", {"Fog, again", "Li and the moon"}),
        ("fog -year:2024", {"Fog, again"}),
    ],
)
def test_authors_and_years_narrow_the_box_and_the_explorer(
    window: Visit, known: str, query: str, titles: set[str]
) -> None:
    window.page.goto(known)
    assert set(search(window.page, query)) == titles
    window.page.keyboard.press("Enter")
    expect(window.page.locator(ROW)).to_have_count(len(titles))
    assert set(window.page.locator(f"{ROW} .rl-x-title").all_text_contents()) == titles


def test_the_help_names_the_author_where_authors_are_known(window: Visit, known: str, tiny: str) -> None:
    for address, count in ((known, 1), (tiny, 0)):
        window.page.goto(address)
        window.page.keyboard.press("/")
        window.page.get_by_role("button", name="with a tag").wait_for()
        assert window.page.get_by_role("button", name="by an author").count() == count
        window.page.goto(f"{address}/explore/")
        expect(window.page.get_by_placeholder("author:name")).to_have_count(count)


def test_without_known_authors_search_says_so_and_asks_for_none(browser: Browser, tiny: str) -> None:
    with visit(browser) as seen:
        asked: list[str] = []
        seen.page.on("request", lambda request: asked.append(request.url))
        seen.page.goto(tiny)
        search(seen.page, "lamps author:berg")
        expect(seen.page.locator(".rl-box__note").first).to_contain_text("The sources of this list name no authors.")
        assert [url for url in asked if "/data/words/" in url]
        assert not [url for url in asked if "/data/places/" in url]


def test_results_and_rows_name_authors_and_mark_what_was_found(window: Visit, known: str) -> None:
    window.page.goto(known)
    search(window.page, "Ångström fog")
    expect(window.page.locator(f"{RESULT} .rl-by").first).to_contain_text("Ada van der Müller, Bo Li, … Di O’Hara")
    window.page.goto(f"{known}/explore/?q=muller")
    expect(window.page.locator(f"{ROW} .rl-by mark").first).to_have_text("Müller")
    lantern = window.page.goto(f"{known}/explore/?q=lantern") and window.page.locator(ROW)
    assert lantern
    expect(lantern.locator(".rl-by")).to_have_text("OpenAI · 2024")
    assert lantern.locator(".rl-x-summary, .rl-from-abstract, .rl-x-day, .rl-x-why").count() == 0
    window.page.goto(f"{known}/explore/?q=lantern&view=compact")
    expect(window.page.locator(f"{ROW} .rl-x-day")).to_have_text("2024")


def test_the_explorer_uses_publication_dates_without_listing_days(window: Visit, known: str) -> None:
    window.page.goto(f"{known}/explore/?from=2022-01-01&to=2024-02-01")
    expect(window.page.locator(f"{ROW} .rl-x-title")).to_have_text(["A lantern without words", "Everybody at once"])


def test_a_folded_crowd_is_opened_without_a_script(browser: Browser, known: str) -> None:
    with visit(browser, scripts=False) as seen:
        seen.page.goto(f"{known}/papers/{CROWDED}/")
        last = seen.page.locator(".rl-authors > span", has_text="Author No 30")
        expect(last).not_to_be_visible()
        seen.page.get_by_text("and 18 more").click()
        expect(last).to_be_visible()


def test_comparing_names_authors_and_says_what_is_not_known(window: Visit, known: str) -> None:
    window.page.goto(f"{known}/compare/?papers={FOG},{LANTERN},{CROWDED}")
    rows = window.page.locator(".rl-compare__table tbody tr")
    expect(rows.filter(has_text="Authors").locator("td").first).to_have_text(
        "Ada van der Müller, Bo Li, Cy Ångström, Di O’Hara"
    )
    expect(rows.filter(has_text="Authors").locator("td").last).to_have_text(re.compile("Author No 12 and 18 more$"))
    published = rows.filter(has=window.page.locator("th", has_text="Published")).locator("td")
    expect(published).to_have_text(["Journal of Maps & Charts · arXiv March 2024", "2024", "Crowds 22 · November 2022"])
    abstract = rows.filter(has=window.page.locator("th", has_text="Abstract")).locator("td")
    expect(abstract.nth(1)).to_have_text("none")
    expect(rows.filter(has=window.page.locator("th", has_text="Links")).locator("td").first).to_contain_text("doi:")


def test_what_is_kept_names_authors(browser: Browser, known: str) -> None:
    with visit(browser) as seen:
        seen.page.goto(f"{known}/papers/{FOG}/")
        seen.page.get_by_role("button", name="Read later", exact=True).click()
        seen.page.goto(f"{known}/kept/")
        expect(seen.page.locator(".rl-list--saved .rl-by").first).to_contain_text("Ada van der Müller")


@pytest.mark.parametrize(("width", "scheme"), [(320, "light"), (1280, "dark")])
@pytest.mark.parametrize(
    "path", [f"papers/{FOG}/", f"papers/{CROWDED}/", f"papers/{LANTERN}/", "tags/maps/", "listings/books/", "explore/"]
)
def test_pages_of_facts_are_accessible_and_fit(window: Visit, known: str, path: str, width: int, scheme: str) -> None:
    window.resize(width)
    window.colour(scheme)
    settle(window.page, f"{known}/{path}")
    check_accessible(window.page)
    assert window.page.evaluate("document.documentElement.scrollWidth - innerWidth") <= 0
