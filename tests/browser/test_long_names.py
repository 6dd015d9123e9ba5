"""Long names of tags without a space, and papers with many tags, stay inside their place at any width."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from tests.support.long_names import LONG, make_long
from tests.support.project import build_site
from tests.support.windows import Visit, served, settle

pytestmark = pytest.mark.browser

TAG = f"{LONG.lower()}-0"
PAPER = "a-map-that-draws-itself"
ADDRESSES = {
    "home": "/",
    "paper with many tags": f"/papers/{PAPER}/",
    "tags": "/tags/",
    "tag": f"/tags/{TAG}/",
    "companions of a tag": "/tags/models/",
    "path": "/paths/first-steps/",
    "paths": "/paths/",
    "listing": "/listings/autumn/",
    "listings": "/listings/",
    "digest": "/digests/autumn/",
    "feeds": "/feeds/",
    "desk": "/desk/",
    "pictures": "/pictures/",
    "explorer": f"/explore/?tag={TAG}&q=map",
    "comparison": f"/compare/?papers={PAPER},talking-lamps",
    "map": "/map/",
}

STICKS_OUT = """() => {
  const lines = (element) => {
    const range = document.createRange();
    range.selectNodeContents(element);
    return [...range.getClientRects()];
  };
  const found = [];
  for (const element of document.querySelectorAll(".md-content *, .md-header *")) {
    const own = [...element.childNodes].some((node) => node.nodeType === Node.TEXT_NODE && node.data.trim());
    const options = {visibilityProperty: true, opacityProperty: true};
    const apart = element.closest("svg, .rl-hidden, .rl-x-skip, .rl-scroll, .rl-compare__scroll, .rl-tag > .rl-tags");
    if (!own || apart || !element.checkVisibility(options)) continue;
    let right = Math.max(0, ...lines(element).map((line) => line.right));
    for (let box = element; box !== document.body; box = box.parentElement) {
      const {display, textOverflow} = getComputedStyle(box);
      const edge = box.getBoundingClientRect().right;
      if (textOverflow === "ellipsis") break;
      if (display !== "inline" && display !== "contents" && right > edge + 1) {
        found.push(`${element.className || element.localName} in ${box.className || box.localName}`);
        break;
      }
    }
  }
  return found;
}"""


@pytest.fixture(scope="module")
def long_names(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    root = make_long(tmp_path_factory.mktemp("long") / "project")
    with served(build_site(root)) as address:
        yield address


def _overflow(seen: Visit) -> tuple[int, list[str]]:
    wider: int = seen.page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
    sticking: list[str] = seen.page.evaluate(STICKS_OUT)
    return wider, sticking


@pytest.mark.parametrize("kind", ADDRESSES)
def test_a_long_name_stays_inside_its_place(window: Visit, long_names: str, kind: str) -> None:
    settle(window.page, long_names + ADDRESSES[kind])
    for width in (320, 390, 1280):
        window.resize(width)
        assert _overflow(window) == (0, []), width


@pytest.mark.parametrize("width", [320, 1280])
def test_a_long_name_stays_inside_the_search_box(window: Visit, long_names: str, width: int) -> None:
    window.resize(width)
    settle(window.page, long_names + "/")
    window.page.keyboard.press("/")
    window.page.keyboard.type(LONG[:12])
    window.page.locator(".rl-box__popup .t", has_text=LONG[:12]).first.wait_for()
    assert _overflow(window) == (0, [])


def test_a_name_that_is_too_wide_is_found(window: Visit, long_names: str) -> None:
    settle(window.page, f"{long_names}/tags/")
    window.resize(320)
    window.page.evaluate(
        """() => {
          const sheet = new CSSStyleSheet();
          sheet.replaceSync(".md-typeset .t { display: inline; white-space: nowrap !important; }");
          document.adoptedStyleSheets = [sheet];
        }"""
    )
    wider, sticking = _overflow(window)
    assert wider > 0
    assert any(name.startswith("t ") for name in sticking)
