"""No page breaks its policy, however a visitor comes to it, and a script that is not ours does not run."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.support.windows import Visit, calm, search, settle, visit

PAPER = "papers/on-the-g-ray-of-attention/"
LINKS = (
    *("explore/", "map/", "paths/", "tags/", "listings/", "guide/", "about/", "desk/", "kept/", "compare/", "feeds/"),
    *("tags/theory/", PAPER, "guide/visiting/", "guide/performance/", ""),
)
BROKEN = """window.broken = [];
document.addEventListener("securitypolicyviolation", ({violatedDirective, blockedURI}) =>
  window.broken.push(`${violatedDirective} ${blockedURI}`));"""
FOLLOW = """address => {
  const link = document.querySelector(".md-content").appendChild(document.createElement("a"));
  link.href = address;
  link.click();
  link.remove();
}"""


@pytest.fixture
def held_to_policy(browser: Browser) -> Iterator[Visit]:
    """Return a window whose pages are held to their policy, as those of visitors are, and break it nowhere."""
    with visit(browser, policy=True) as seen:
        seen.page.add_init_script(BROKEN)
        yield seen
        assert seen.page.evaluate("window.broken") == []


def _follow(page: Page, site: str, path: str) -> None:
    page.evaluate(FOLLOW, f"{site}/{path}")
    page.wait_for_url(f"{site}/{path}")
    calm(page)


def test_no_kind_of_page_breaks_the_policy_after_instant_navigation(held_to_policy: Visit, tiny: str) -> None:
    page = held_to_policy.page
    settle(page, tiny + "/")
    page.evaluate("window.stayed = true")
    for path in LINKS:
        _follow(page, tiny, path)
    assert page.evaluate("window.stayed")


@pytest.mark.parametrize("path", [*LINKS, "404.html"])
def test_no_kind_of_page_breaks_the_policy_when_it_is_loaded(held_to_policy: Visit, tiny: str, path: str) -> None:
    settle(held_to_policy.page, f"{tiny}/{path}")


def test_what_a_visitor_does_with_a_paper_breaks_no_policy(held_to_policy: Visit, tiny: str) -> None:
    page = held_to_policy.page
    settle(page, tiny + "/")
    assert search(page, "gardens")
    page.keyboard.press("Escape")
    _follow(page, tiny, PAPER)
    for name in ("Read later", "Compare", "Note"):
        page.get_by_role("button", name=name, exact=True).click()
    page.get_by_role("textbox").last.fill("Of <b>note</b>")
    page.get_by_text("Cite", exact=True).click()
    page.get_by_role("button", name="Copy BibTeX").click()
    expect(page.locator("main .rl-export [role=status]")).to_have_text("BibTeX copied")
    page.locator("h1").click()
    page.keyboard.press("?")
    expect(page.get_by_role("dialog", name="Keys")).to_be_visible()
    page.keyboard.press("Escape")
    _follow(page, tiny, "kept/")
    expect(page.get_by_role("region", name="Notes").get_by_role("textbox")).to_have_value("Of <b>note</b>")
    page.get_by_title("Switch to light colours").click()


def test_what_a_visitor_does_in_explorer_and_map_breaks_no_policy(held_to_policy: Visit, tiny: str) -> None:
    page = held_to_policy.page
    settle(page, tiny + "/explore/?q=gardens")
    page.get_by_role("button", name="Titles").click()
    page.locator(".rl-pick").first.click()
    page.get_by_text("Export", exact=True).click()
    calm(page)
    _follow(page, tiny, "map/")
    page.locator(".rl-chart__surface").focus()
    page.keyboard.press("ArrowRight")
    page.locator(".rl-chart__card a").first.wait_for()


def test_a_script_that_somebody_puts_into_a_page_does_not_run(browser: Browser, tiny: str) -> None:
    with visit(browser, policy=True) as seen:
        seen.expected = "Content Security Policy"
        settle(seen.page, tiny + "/about/")
        refused = seen.page.evaluate(
            """() => new Promise(resolve => {
              const refused = [];
              document.addEventListener("securitypolicyviolation", ({violatedDirective}) =>
                refused.push(violatedDirective) === 2 && resolve(refused));
              const script = document.createElement("script");
              script.textContent = "window.ran = true";
              document.body.append(script);
              document.body.insertAdjacentHTML("beforeend", "<img src=x: onerror='window.ran = true'>");
            })"""
        )
        assert sorted(set(refused)) == ["script-src-attr", "script-src-elem"]
        assert not seen.page.evaluate("window.ran === true")
