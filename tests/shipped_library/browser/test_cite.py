"""Papers are taken away: copied, saved, or followed as plain links; the browser makes what the generator would."""

from __future__ import annotations

import hashlib
from codecs import BOM_UTF8
from collections.abc import Iterable, Iterator
from functools import cache
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from generator.catalog.model import Catalog
from generator.insights.usage import usage
from generator.pages.exports.formats import FORMATS
from generator.pages.exports.reference import reference
from tests.support.windows import Visit, settle, visit

pytestmark = pytest.mark.browser

GPTQ = "/papers/gptq-accurate-post-training-quantization-for-generative-pre-trained/"
SLUG = GPTQ.split("/")[2]
SUFFIXES = {"BibTeX": "bib", "RIS": "ris", "CSL-JSON": "csl.json", "Markdown": "txt", "CSV": "csv"}
DRAW = """async ([chosen, name]) => {
  const { exportList } = await ours("export/cite.js");
  const { render } = await ours("../vendor/lit-html/lit-html.js");
  const place = document.createElement("div");
  document.querySelector("article").prepend(place);
  render(exportList(() => chosen, name), place);
}"""


MADE = """async stems => {
  const [{ textOf }, { FORMATS }, { papersOf }, { siteUrl }] = await Promise.all(
    ["export/cite.js", "export/formats.js", "data/catalogue.js", "lib/site.js"].map(ours));
  const made = {};
  for (const stem of stems) for (const format of FORMATS) {
    const text = await textOf(() => papersOf(siteUrl(`${stem}.bib`)), format);
    const hash = new Uint8Array(await crypto.subtle.digest("SHA-256", new TextEncoder().encode(text)));
    made[`${stem}.${format.suffix}`] = Array.from(hash, byte => byte.toString(16).padStart(2, "0")).join("");
  }
  return made;
}"""


class Writer:
    """Writes papers of the shipped library in every format, as the generator does."""

    def __init__(self, catalog: Catalog) -> None:
        self.catalog = catalog
        self._texts = cache(self._written)

    def _written(self, slug: str) -> list[str]:
        facts = reference(self.catalog.papers[slug], self.catalog.vocabulary.tags)
        return [each.write(facts) for each in FORMATS]

    def file(self, slugs: Iterable[str], suffix: str) -> bytes:
        """Return the file of papers in a format."""
        index = [each.suffix for each in FORMATS].index(suffix)
        return FORMATS[index].joined(self._texts(slug)[index] for slug in slugs)

    def lists(self) -> Iterator[tuple[str, list[str]]]:
        """Yield each tag, path and listing with its papers, in the order of its pages."""
        for tag, papers in usage(self.catalog).within.items():
            yield f"tags/{tag}", [paper.slug for paper in papers]
        for path in self.catalog.paths:
            yield f"paths/{path.slug}", [step.paper for step in path.steps]
        for listing in self.catalog.listings:
            yield f"listings/{listing.slug}", [slug for _, slug in listing.papers]


@pytest.fixture(scope="module")
def writer(catalog: Catalog) -> Writer:
    return Writer(catalog)


CITED = [name for name in SUFFIXES if name != "CSV"]
"""The formats of a single paper."""


def open_menu(page: Page, name: str) -> None:
    """Open a menu of the page by its name."""
    page.locator(".rl-menu > summary", has_text=name).click()


def _clipboard(page: Page) -> str:
    text: str = page.evaluate("navigator.clipboard.readText()")
    return text


@pytest.mark.parametrize("name", CITED)
def test_a_button_copies_exactly_the_file(window: Visit, real: str, writer: Writer, name: str) -> None:
    window.page.goto(real + GPTQ)
    open_menu(window.page, "Cite")
    window.page.get_by_role("button", name=f"Copy {name}").click()
    expect(window.page.locator(".rl-export [role=status]")).to_have_text(f"{name} copied")
    file = writer.file([SLUG], SUFFIXES[name])
    assert _clipboard(window.page).encode() == file.removeprefix(BOM_UTF8)


def test_where_the_clipboard_is_refused_the_text_is_shown_selected(browser: Browser, real: str) -> None:
    with visit(browser) as seen:
        seen.page.add_init_script("Object.defineProperty(navigator, 'clipboard', {value: undefined})")
        seen.page.goto(real + GPTQ)
        open_menu(seen.page, "Cite")
        seen.page.get_by_role("button", name="Copy BibTeX").click()
        shown = seen.page.get_by_role("textbox", name="BibTeX")
        assert shown.input_value().startswith("@inproceedings{frantar2023gptq,")
        assert shown.evaluate("area => area.selectionEnd - area.selectionStart === area.value.length")
        expect(seen.page.locator(".rl-export [role=status]")).to_contain_text("Ctrl+C")


def test_every_list_is_made_byte_for_byte_as_the_generator_writes_it(
    window: Visit, real: str, built_real: Path, writer: Writer
) -> None:
    lists = dict(writer.lists())
    assert len(lists) == 80 + 8 + 5
    assert all((built_real / f"{stem}.bib").read_bytes() == writer.file(lists[stem], "bib") for stem in lists)
    window.page.goto(real + GPTQ)
    made = window.page.evaluate(MADE, [*lists])
    assert made == {
        f"{stem}.{suffix}": hashlib.sha256(writer.file(slugs, suffix)).hexdigest()
        for stem, slugs in lists.items()
        for suffix in SUFFIXES.values()
    }


@pytest.mark.parametrize("stem", ["tags/language-models", "paths/quantizing-language-models", "listings/{longest}"])
@pytest.mark.parametrize("name", ["RIS", "CSL-JSON", "Markdown", "CSV"])
def test_a_button_of_a_list_saves_the_file_that_the_site_lacks(
    window: Visit, real: str, built_real: Path, writer: Writer, stem: str, name: str
) -> None:
    lists = dict(writer.lists())
    longest = max((len(slugs), stem) for stem, slugs in lists.items() if stem.startswith("listings/"))[1]
    stem = stem.replace("listings/{longest}", longest)
    file = f"{stem}.{SUFFIXES[name]}"
    assert not (built_real / file).exists()
    window.page.goto(f"{real}/{stem}/")
    open_menu(window.page, "Export")
    with window.page.expect_download() as download:
        window.page.get_by_role("button", name=name, exact=True).click()
    assert download.value.suggested_filename == file.rpartition("/")[2]
    assert download.value.path().read_bytes() == writer.file(lists[stem], SUFFIXES[name])
    expect(window.page.locator(".rl-export [role=status]")).to_have_text(f"{name} saved")


def test_a_selection_is_copied_and_saved_without_removed_papers(window: Visit, real: str, writer: Writer) -> None:
    window.page.goto(real + "/about/")
    window.page.evaluate(DRAW, [[SLUG, "no-such-paper"], "bookmarks"])
    row = window.page.get_by_role("group", name="Export").first
    with window.page.expect_download() as download:
        row.get_by_role("button", name="RIS", exact=True).click()
    assert download.value.suggested_filename == "bookmarks.ris"
    assert download.value.path().read_bytes() == writer.file([SLUG], "ris")
    row.get_by_role("button", name="Copy Markdown").click()
    expect(row.get_by_role("status")).to_have_text("Markdown copied")
    assert _clipboard(window.page).encode() == writer.file([SLUG], "txt")


@pytest.mark.parametrize(
    ("page", "names"),
    [
        (GPTQ, ["BibTeX", "RIS", "CSL-JSON"]),
        ("/tags/kv-cache/", ["BibTeX"]),
        ("/paths/quantizing-language-models/", ["BibTeX"]),
        ("/about/", [*SUFFIXES]),
    ],
)
def test_the_files_are_plain_links_without_buttons(browser: Browser, real: str, page: str, names: list[str]) -> None:
    with visit(browser, scripts=False) as seen:
        seen.page.goto(real + page)
        row = seen.page.locator(".rl-export[data-app=cite]")
        row.locator("xpath=preceding-sibling::summary").click()
        links = row.locator("a")
        assert links.all_inner_texts() == names
        assert not any(button.is_visible() for button in row.locator("button").all())
        for link in links.all():
            answer = seen.page.request.get(link.evaluate("link => link.href"))
            assert answer.ok
            assert len(answer.body()) > 50


def test_every_page_offers_every_format_in_the_same_order(window: Visit, real: str) -> None:
    for page, names in ((GPTQ, CITED), ("/tags/kv-cache/", [*SUFFIXES]), ("/about/", [*SUFFIXES])):
        window.page.goto(real + page)
        row = window.page.locator(".rl-export[data-app=cite]")
        row.locator("[role=status]").wait_for(state="attached")
        assert row.locator("a, .rl-export__save:enabled").all_text_contents() == names


def test_a_link_saves_a_file_under_a_name_of_its_own(window: Visit, real: str) -> None:
    window.page.goto(real + "/tags/kv-cache/")
    open_menu(window.page, "Export")
    with window.page.expect_download() as download:
        window.page.locator(".rl-export a", has_text="BibTeX").click()
    assert download.value.suggested_filename == "kv-cache.bib"
    assert window.page.url == real + "/tags/kv-cache/"


@pytest.mark.parametrize("name", ["BibTeX", "RIS"])
def test_the_first_papers_of_a_list_are_exported_alone(window: Visit, real: str, writer: Writer, name: str) -> None:
    window.page.goto(real + "/tags/kv-cache/")
    open_menu(window.page, "Export")
    window.page.get_by_role("spinbutton", name="First").fill("5")
    row = window.page.locator(".rl-export[data-app=cite]")
    with window.page.expect_download() as download:
        row.locator(f"a:text-is('{name}'), button:text-is('{name}')").click()
    slugs = dict(writer.lists())["tags/kv-cache"][:5]
    assert download.value.path().read_bytes() == writer.file(slugs, SUFFIXES[name])
    assert download.value.suggested_filename == f"kv-cache.{SUFFIXES[name]}"


@pytest.mark.parametrize("width", [320, 1280])
def test_a_menu_says_what_was_done_and_closes_by_escape_or_elsewhere(browser: Browser, real: str, width: int) -> None:
    with visit(browser, width=width) as seen:
        settle(seen.page, real + "/tags/kv-cache/")
        open_menu(seen.page, "Export")
        row = seen.page.get_by_role("button", name="Copy RIS")
        row.click()
        expect(seen.page.locator(".rl-export [role=status]")).to_have_text("RIS copied")
        box = seen.page.locator(".rl-export[data-app=cite]").bounding_box()
        assert box
        assert box["x"] >= 0
        assert box["x"] + box["width"] <= width
        seen.page.keyboard.press("Escape")
        expect(row).not_to_be_visible()
        expect(seen.page.locator(".rl-menu > summary", has_text="Export")).to_be_focused()
        open_menu(seen.page, "Follow")
        expect(seen.page.get_by_role("link", name="Atom")).to_be_visible()
        seen.page.get_by_role("heading", level=1).click()
        expect(seen.page.get_by_role("link", name="Atom")).not_to_be_visible()
