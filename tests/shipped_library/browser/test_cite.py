"""Papers are taken away: copied, saved, or followed as plain links; a selection is the same file as a page offers."""

from __future__ import annotations

from codecs import BOM_UTF8
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.support.windows import Visit, visit

pytestmark = pytest.mark.browser

GPTQ = "/papers/gptq-accurate-post-training-quantization-for-generative-pre-trained/"
SUFFIXES = {"BibTeX": "bib", "RIS": "ris", "CSL-JSON": "csl.json", "Markdown": "txt", "CSV": "csv"}
DRAW = """async ([chosen, name]) => {
  const { exportMenu } = await import("/assets/js/cite.js");
  const { render } = await import("lit-html");
  const place = document.createElement("div");
  document.querySelector("article").prepend(place);
  render(exportMenu(() => chosen, name), place);
}"""


def _clipboard(page: Page) -> str:
    text: str = page.evaluate("navigator.clipboard.readText()")
    return text


@pytest.mark.parametrize("name", SUFFIXES)
def test_a_button_copies_exactly_the_file(window: Visit, real: str, built_real: Path, name: str) -> None:
    window.page.goto(real + GPTQ)
    window.page.get_by_role("button", name=f"Copy {name}").click()
    expect(window.page.locator(".rl-take [role=status]")).to_have_text(f"{name} copied")
    file = built_real / GPTQ.strip("/") / f"cite.{SUFFIXES[name]}"
    assert _clipboard(window.page).encode() == file.read_bytes().removeprefix(BOM_UTF8)


def test_where_the_clipboard_is_refused_the_text_is_shown_selected(browser: Browser, real: str) -> None:
    with visit(browser) as seen:
        seen.page.add_init_script("Object.defineProperty(navigator, 'clipboard', {value: undefined})")
        seen.page.goto(real + GPTQ)
        seen.page.get_by_role("button", name="Copy BibTeX").click()
        shown = seen.page.get_by_role("textbox", name="BibTeX")
        assert shown.input_value().startswith("@inproceedings{gptq-accurate")
        assert shown.evaluate("area => area.selectionEnd - area.selectionStart === area.value.length")
        expect(seen.page.locator(".rl-take [role=status]")).to_contain_text("Ctrl+C")


def test_a_selection_is_byte_for_byte_the_file_of_its_papers(window: Visit, real: str) -> None:
    window.page.goto(real + GPTQ)
    differing = window.page.evaluate("""async () => {
      const [{ textOf }, { FORMATS }, { head, columns }] = await Promise.all(
        ["cite", "formats", "catalogue"].map(name => import(`/assets/js/${name}.js`)));
      const { tags } = await head(), { tags: carried } = await columns();
      const differing = [];
      for (const [number, tag] of tags.entries()) {
        for (const format of FORMATS) {
          const bytes = await (await fetch(`/tags/${tag.slug}.${format.suffix}`)).arrayBuffer();
          const file = new TextDecoder("utf-8", {ignoreBOM: true}).decode(bytes);  // with the mark of a CSV file
          const made = await textOf(() => [...carried[number]].reverse(), format);
          if (made !== file || !made) differing.push(`${tag.slug}.${format.suffix}`);
        }
      }
      return [tags.length, differing];
    }""")
    assert differing == [80, []]


def test_a_selection_is_copied_and_saved_without_removed_papers(window: Visit, real: str, built_real: Path) -> None:
    slug = GPTQ.split("/")[2]
    window.page.goto(real + "/about/")
    window.page.evaluate(DRAW, [[slug, "no-such-paper"], "bookmarks"])
    row = window.page.get_by_role("group", name="Take away").first
    with window.page.expect_download() as download:
        row.get_by_role("button", name="RIS", exact=True).click()
    assert download.value.suggested_filename == "bookmarks.ris"
    assert download.value.path().read_bytes() == (built_real / f"papers/{slug}/cite.ris").read_bytes()
    row.get_by_role("button", name="Copy Markdown").click()
    expect(row.get_by_role("status")).to_have_text("Markdown copied")
    assert _clipboard(window.page).encode() == (built_real / f"papers/{slug}/cite.txt").read_bytes()


@pytest.mark.parametrize("page", [GPTQ, "/tags/kv-cache/", "/paths/quantizing-language-models/", "/about/"])
def test_the_files_are_plain_links(browser: Browser, real: str, page: str) -> None:
    with visit(browser, scripts=False) as seen:
        seen.page.goto(real + page)
        links = seen.page.locator(".rl-take[data-app=cite] a")
        assert links.all_inner_texts() == list(SUFFIXES)
        for link in links.all():
            answer = seen.page.request.get(link.evaluate("link => link.href"))
            assert answer.ok
            assert len(answer.body()) > 50


def test_a_link_saves_a_file_under_a_name_of_its_own(window: Visit, real: str) -> None:
    window.page.goto(real + "/tags/kv-cache/")
    with window.page.expect_download() as download:
        window.page.locator(".rl-take a", has_text="CSL-JSON").click()
    assert download.value.suggested_filename == "kv-cache.csl.json"
    assert window.page.url == real + "/tags/kv-cache/"
