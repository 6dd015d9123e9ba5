"""The map: told by mouse, keyboard, list and address; a region leads to the explorer."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.support.windows import Visit, calm, check_accessible, check_steady, visit

pytestmark = pytest.mark.browser

SURFACE = ".rl-chart__surface"
CARD = ".rl-chart__card"
TOLD = ".rl-chart [role=status]"
OWN = ("map/index.html", "data/map.json", "data/head.json", "data/columns.json")


def _open(page: Page, address: str) -> dict[str, float]:
    """Open a page with the map, wait for it, and return where it is in the window."""
    page.goto(address)
    page.locator(SURFACE).wait_for()
    calm(page)
    page.locator(SURFACE).scroll_into_view_if_needed()
    box: Any = page.locator(SURFACE).bounding_box()
    return dict(box)


def _pixel(box: dict[str, float], x: float, y: float) -> tuple[float, float]:
    """Return where a place of the map is in the window, as long as the whole map is shown."""
    edge = 16
    left = box["x"] + edge + x / 1000 * (box["width"] - 2 * edge)
    return left, box["y"] + edge + y / 1000 * (box["height"] - 2 * edge)


def _data(site: Path, name: str) -> Any:
    return json.loads((site / f"data/{name}.json").read_text(encoding="utf-8"))


def _paper(site: Path, number: int) -> tuple[str, str, str]:
    size = _data(site, "head")["block"]
    slug, title, summary, *_ = _data(site, f"papers/{number // size}")[number % size]
    return slug, title, summary


@pytest.mark.parametrize(("width", "scheme"), [(390, "light"), (1280, "dark")])
def test_the_map_is_accessible_steady_and_quiet(window: Visit, real: str, width: int, scheme: str) -> None:
    window.resize(width)
    window.colour(scheme)
    _open(window.page, f"{real}/map/?area=0,0,400,400")
    check_steady(window.page)
    window.page.locator(SURFACE).focus()
    window.page.keyboard.press("ArrowRight")
    window.page.locator(f"{CARD} a").first.wait_for()
    check_accessible(window.page)


@pytest.mark.parametrize("width", [320, 2560])
def test_the_map_fits_the_narrowest_and_the_widest_screen(window: Visit, real: str, width: int) -> None:
    window.resize(width)
    box = _open(window.page, f"{real}/map/")
    assert box["width"] > 200
    assert window.page.evaluate("document.documentElement.scrollWidth - innerWidth") <= 0


def test_a_point_tells_its_title_and_summary_and_a_press_opens_it(window: Visit, real: str, built_real: Path) -> None:
    drawn, number = _data(built_real, "map"), 77
    slug, title, summary = _paper(built_real, number)
    box = _open(window.page, f"{real}/map/")
    window.page.mouse.move(*_pixel(box, drawn["x"][number], drawn["y"][number]))
    card = window.page.locator(CARD)
    expect(card).to_contain_text(title)
    expect(card).to_contain_text(summary)
    window.page.keyboard.press("Escape")
    expect(card).to_be_hidden()
    window.page.mouse.click(*_pixel(box, drawn["x"][number], drawn["y"][number]))
    window.page.wait_for_url(f"**/papers/{slug}/")


def test_the_keyboard_walks_zooms_tells_and_opens(window: Visit, real: str, built_real: Path) -> None:
    drawn = _data(built_real, "map")
    slugs = [_paper(built_real, number)[0] for number in range(540)]
    page = window.page
    _open(page, f"{real}/map/")
    page.locator(SURFACE).focus()
    link = page.locator(f"{CARD} .rl-chart__title a")
    steps, href = [], ""
    for key in ("ArrowRight", "ArrowRight", "ArrowDown", "+", "ArrowLeft"):
        page.keyboard.press(key)
        if key == "+":
            expect(page.locator(TOLD)).to_have_text("2 times larger.")
        else:
            expect(link).not_to_have_attribute("href", href)
        href = str(link.get_attribute("href"))
        steps.append(slugs.index(href.rstrip("/").rsplit("/", 1)[1]))
    assert drawn["x"][steps[1]] > drawn["x"][steps[0]]
    assert drawn["y"][steps[2]] > drawn["y"][steps[1]]
    assert steps[3] == steps[2]
    assert drawn["x"][steps[4]] < drawn["x"][steps[3]]
    _, title, summary = _paper(built_real, steps[4])
    expect(page.locator(TOLD)).to_contain_text(f"{title}. {summary}")
    page.keyboard.press("Enter")
    page.wait_for_url(f"**/papers/{slugs[steps[4]]}/")


def test_a_dragged_region_tells_its_tags_and_leads_to_the_explorer(window: Visit, real: str, built_real: Path) -> None:
    drawn = _data(built_real, "map")
    page = window.page
    box = _open(page, f"{real}/map/")
    page.get_by_role("button", name="Select a region").click()
    page.mouse.move(*_pixel(box, 100, 100))
    page.mouse.down()
    page.mouse.move(*_pixel(box, 400, 420), steps=4)
    page.mouse.up()
    region = page.locator(".rl-chart__region")
    href = str(region.get_by_role("link", name="Open in the explorer").get_attribute("href"))
    area = re.fullmatch(r".*/explore/\?area=(\d+),(\d+),(\d+),(\d+)", href)
    assert area is not None
    left, top, right, bottom = map(int, area.groups())
    assert [round(value, -1) for value in (left, top, right, bottom)] == [100, 100, 400, 420]
    inside = [
        number
        for number, (x, y) in enumerate(zip(drawn["x"], drawn["y"], strict=True))
        if left <= x <= right and top <= y <= bottom
    ]
    expect(region).to_contain_text(f"{len(inside)} papers in this region")
    counts = [int(text) for text in region.locator(".rl-count").all_inner_texts()]
    assert counts == sorted(counts, reverse=True)
    assert 1 <= len(counts) <= 8
    expect(page).to_have_url(f"{real}/map/?area={left},{top},{right},{bottom}")
    region.get_by_role("button", name="Clear").click()
    expect(region).to_have_count(0)
    expect(page).to_have_url(f"{real}/map/")


def test_a_region_can_be_selected_with_keys_alone(window: Visit, real: str) -> None:
    page = window.page
    _open(page, f"{real}/map/")
    page.locator(SURFACE).focus()
    for key in ("x", "ArrowRight", "ArrowRight", "ArrowUp", "Enter"):
        page.keyboard.press(key)
    link = page.locator(".rl-chart__region").get_by_role("link", name="Open in the explorer")
    assert str(link.get_attribute("href")).endswith("area=440,440,600,540")
    expect(page.locator(TOLD)).to_contain_text("in this region")


def test_the_address_selects_a_region_and_a_paper(window: Visit, real: str, built_real: Path) -> None:
    slug, title, _ = _paper(built_real, 12)
    _open(window.page, f"{real}/map/?area=10,20,300,400&paper={slug}")
    expect(window.page.locator(CARD)).to_contain_text(title)
    expect(window.page.locator(".rl-chart__region a").last).to_have_attribute("href", re.compile("area=10,20,300,400$"))


def test_the_legend_counts_filters_and_follows_the_facet(window: Visit, real: str) -> None:
    page = window.page
    _open(page, f"{real}/map/")
    legend = page.locator(".rl-chart__legend")
    page.get_by_label("Colour by").select_option("Making models cheaper")
    entry = legend.get_by_role("button", name="Quantization")
    number = int(entry.locator(".rl-count").inner_text())
    entry.click()
    expect(entry).to_have_attribute("aria-pressed", "true")
    expect(page.locator(TOLD)).to_have_text(f"{number} papers shown.")
    legend.get_by_role("button", name="Show all papers").click()
    expect(page.locator(TOLD)).to_have_text("540 papers shown.")


def test_without_scripts_the_regions_are_a_list(browser: Browser, real: str) -> None:
    with visit(browser, scripts=False) as seen:
        seen.page.goto(f"{real}/map/")
        expect(seen.page.locator(".rl-chart")).to_be_hidden()
        assert seen.page.locator(".rl-regions h3 a").count() >= 12
        seen.page.locator(".rl-regions li a").first.click()
        seen.page.wait_for_url("**/papers/**")


def test_leaving_the_page_ends_the_map_and_coming_back_begins_it(window: Visit, real: str) -> None:
    _open(window.page, f"{real}/map/")
    window.page.locator(".rl-nav a", has_text="Paths").click()
    window.page.wait_for_url("**/paths/")
    window.page.locator(".rl-nav a", has_text="Map").click()
    window.page.locator(SURFACE).wait_for()
    window.page.get_by_role("button", name="Zoom in").click()
    expect(window.page.locator(TOLD)).to_have_text("2 times larger.")


def test_page_data_and_scripts_of_the_map_stay_light(built_real: Path) -> None:
    scripts = [path.relative_to(built_real).as_posix() for path in (built_real / "assets").glob("*/js/map/*.js")]
    assert scripts
    assert sum((built_real / name).stat().st_size for name in (*OWN, *scripts)) <= 150_000


def test_an_address_of_the_map_that_means_nothing_is_told(window: Visit, real: str) -> None:
    window.page.goto(f"{real}/map/?area=here&paper=no-such-paper")
    told = window.page.locator(".rl-chart__wrong")
    expect(told).to_have_text(
        "“here” is not four numbers from 0 to 1000. There is no paper “no-such-paper” on this list."
    )
    window.page.goto(f"{real}/map/?area=100,200,300,400")
    expect(window.page.get_by_role("region", name="Selected region")).to_be_visible()
    expect(told).to_have_count(0)


def test_the_name_of_a_region_leads_to_its_tag(window: Visit, real: str, built_real: Path) -> None:
    labels, tags = _data(built_real, "map")["labels"], _data(built_real, "head")["tags"]
    tag, x, y, _ = labels[0]  # the most informative one is always drawn
    box = _open(window.page, f"{real}/map/")
    window.page.mouse.move(*_pixel(box, x, y))
    expect(window.page.locator(f"{SURFACE}[data-name]")).to_be_visible()
    window.page.mouse.click(*_pixel(box, x, y))
    window.page.wait_for_url(f"**/tags/{tags[tag]['slug']}/")
