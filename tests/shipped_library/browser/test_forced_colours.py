"""Under forced colours (contrast themes of Windows) everything that can be used can be seen."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import Browser, Page

from tests.shipped_library.browser.test_pages import KINDS
from tests.support.forced_colours import invisible
from tests.support.keeping import GPTQ, ZEROQUANT, kept_text, seed
from tests.support.windows import Visit, settle, visit

pytestmark = pytest.mark.browser

SCHEMES = ("light", "dark")


@pytest.fixture(scope="module")
def reader(browser: Browser) -> Iterator[Visit]:
    """Return a window of a visitor who has kept papers; its pages are looked at, and nothing more is kept."""
    with visit(browser) as seen:
        seed(seen.page, kept=kept_text({GPTQ: {"bookmarked": True, "note": "Mine."}, ZEROQUANT: {"read": True}}))
        yield seen


def _search(page: Page) -> None:
    page.keyboard.press("/")
    page.keyboard.type("quantization")
    page.locator("[role=option][href$='q=quantization']").wait_for()  # results for the first letters mark none later
    page.keyboard.press("ArrowDown")
    page.locator("[role=option][aria-selected=true]").wait_for()


def _keys(page: Page) -> None:
    page.keyboard.press("?")
    page.locator("dialog[open]").wait_for()


def _note(page: Page) -> None:
    page.get_by_role("button", name="Note").click()
    page.get_by_label("Your note on this paper").wait_for()


def _lists(page: Page) -> None:
    page.get_by_label("Order").select_option("My order")
    page.get_by_label("Name of the list").first.fill("Thesis")
    page.keyboard.press("Enter")
    page.get_by_role("region", name="Thesis").wait_for()


def _tray(page: Page) -> None:
    page.get_by_role("button", name="Compare").click()
    page.locator(".rl-compare-bar section").wait_for()


def _export(page: Page) -> None:
    page.locator(".rl-x-out summary").click()
    page.locator(".rl-x-out .rl-export button").first.wait_for()


def _legend(page: Page) -> None:
    page.locator(".rl-chart__legend li button").first.click()
    page.locator(".rl-chart__legend li button[aria-pressed=true]").wait_for()
    page.locator(".rl-chart__surface").focus()
    page.keyboard.press("ArrowRight")
    page.locator(".rl-chart__card:not([hidden])").wait_for()


INKS = """chosen => {
  document.body.setAttribute("data-md-color-scheme", chosen);
  const probe = document.body.appendChild(document.createElement("i"));
  probe.style.cssText = "forced-color-adjust: none; color: CanvasText";
  const inks = [...document.querySelectorAll(".rl-graph text")].map((word) => getComputedStyle(word).fill);
  return [inks, getComputedStyle(probe).color];
}"""

STATES: dict[str, tuple[str, Callable[[Page], None]]] = {
    "search box": ("/", _search),
    "list of keys": ("/tags/", _keys),
    "note": (f"/papers/{GPTQ}/", _note),
    "lists": ("/kept/", _lists),
    "papers to compare": (f"/papers/{ZEROQUANT}/", _tray),
    "export menu": ("/explore/?q=cache&tag=quantization&state=unread", _export),
    "map with a choice": ("/map/", _legend),
}
ADDRESSES = {
    **KINDS,
    "map": "/map/",
    "explorer with one of two tags": "/explore/?any=quantization,distillation&view=compact",
    "explorer without a tag": "/explore/?not=quantization",
    "comparison": f"/compare/?papers={GPTQ},{ZEROQUANT}",
}


@pytest.mark.parametrize("kind", ADDRESSES)
def test_a_page_shows_icons_states_fields_and_focus_in_forced_colours(reader: Visit, real: str, kind: str) -> None:
    settle(reader.page, real + ADDRESSES[kind])
    for scheme in SCHEMES:
        missing, looked = invisible(reader.page, scheme)
        assert missing == {}, scheme
        assert min(looked[thing] for thing in ("icons", "texts", "fields", "focus")) > 0


@pytest.mark.parametrize("chosen", ["default", "slate"])
def test_words_in_charts_have_system_colours_in_every_scheme(reader: Visit, real: str, chosen: str) -> None:
    settle(reader.page, real + "/pictures/")
    reader.page.emulate_media(forced_colors="active")
    inks, text = reader.page.evaluate(INKS, chosen)
    assert set(inks) == {text}


@pytest.mark.parametrize("scheme", SCHEMES)
@pytest.mark.parametrize("state", STATES)
def test_what_is_opened_or_pressed_shows_in_forced_colours(
    browser: Browser, real: str, state: str, scheme: str
) -> None:
    address, act = STATES[state]
    with visit(browser) as seen:
        settle(seen.page, real + address)
        act(seen.page)
        missing, looked = invisible(seen.page, scheme)
        assert missing == {}
        assert looked["states"] > 0 or state in {"list of keys", "papers to compare"}


@pytest.mark.parametrize("scheme", SCHEMES)
def test_the_map_is_drawn_anew_in_colours_of_the_system(reader: Visit, real: str, scheme: str) -> None:
    page = reader.page
    page.emulate_media(forced_colors="none")
    settle(page, real + "/map/")
    page.emulate_media(forced_colors="active", color_scheme="dark" if scheme == "dark" else "light")
    wanted = [255, 255, 255] if scheme == "dark" else [0, 0, 0]
    page.wait_for_function(
        """wanted => {
          const canvas = document.querySelector(".rl-chart__surface canvas");
          const {data} = canvas.getContext("2d").getImageData(0, 0, canvas.width, canvas.height);
          let found = 0;
          for (let at = 0; at < data.length; at += 4) {
            if (data[at + 3] === 255 && wanted.every((part, index) => data[at + index] === part)) found += 1;
          }
          return found > 2000;
        }""",
        arg=wanted,
    )


PLANTED = {
    "icons": "<button style='border:1px solid'><i style='display:block;width:20px;height:20px;background:currentcolor;"
    'mask:linear-gradient(red,red)\'></i></button><input style="border:1px solid">',
    "states": "<style>[aria-pressed=true]{box-shadow:0 0 0 2px red;color:red}</style>"
    "<button aria-pressed=true>Pressed</button>",
    "states on the same ground": "<style>[aria-pressed=true]{background:red} button{background:none}</style>"
    "<button aria-pressed=true>Pressed</button>",
    "fields": "<label>Field <input style='border:0;box-shadow:0 0 0 1px red'></label>",
    "focus": "<style>a:focus-visible{outline:0;box-shadow:0 0 0 2px red}</style><a href='#'>Link</a>",
    "texts": "<p style='color:Canvas'>Hidden</p>",
    "shapes": "<svg class='rl-graph' width='9' height='9'><rect width='9' height='9' style='fill:Canvas'/></svg>",
}


@pytest.mark.parametrize("scheme", SCHEMES)
@pytest.mark.parametrize("thing", PLANTED)
def test_what_only_a_mask_shadow_or_background_draws_is_reported(window: Visit, thing: str, scheme: str) -> None:
    window.page.set_content(PLANTED[thing])
    missing, _ = invisible(window.page, scheme)
    assert list(missing) == thing.split()[:1]
