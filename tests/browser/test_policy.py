"""No page breaks its policy, however a visitor comes to it, and a script that is not ours does not run."""

from __future__ import annotations

import re

from playwright.sync_api import Browser, expect

from tests.support.windows import calm, search, settle, visit

LINKS = ("explore/", "map/", "paths/", "tags/", "listings/", "guide/", "about/", "desk/", "kept/")
BROKEN = """window.broken = [];
document.addEventListener("securitypolicyviolation", ({violatedDirective, blockedURI}) =>
  window.broken.push(`${violatedDirective} ${blockedURI}`));"""
FOLLOW = """address => {
  const link = document.querySelector(".md-content").appendChild(document.createElement("a"));
  link.href = address;
  link.click();
  link.remove();
}"""


def test_no_kind_of_page_breaks_the_policy_after_instant_navigation(browser: Browser, tiny: str) -> None:
    with visit(browser, policy=True) as seen:
        seen.page.add_init_script(BROKEN)
        settle(seen.page, tiny + "/")
        seen.page.evaluate("window.stayed = true")
        for path in (*LINKS, "tags/theory/", "papers/on-the-g-ray-of-attention/", "guide/visiting/"):
            seen.page.evaluate(FOLLOW, f"{tiny}/{path}")
            seen.page.wait_for_url(f"**/{path}")
            calm(seen.page)
        assert seen.page.evaluate("window.stayed")
        assert search(seen.page, "gardens")
        seen.page.keyboard.press("Escape")
        seen.page.locator("h1").click()
        seen.page.keyboard.press("?")
        expect(seen.page.get_by_role("dialog", name="Keys")).to_be_visible()
        assert seen.page.evaluate("window.broken") == []


def test_a_script_that_somebody_puts_into_a_page_does_not_run(browser: Browser, tiny: str) -> None:
    with visit(browser, policy=True) as seen:
        seen.expected = "Content Security Policy"
        settle(seen.page, tiny + "/about/")
        seen.page.evaluate(
            """() => {
              const script = document.createElement("script");
              script.textContent = "window.ran = true";
              document.body.append(script);
              document.body.insertAdjacentHTML("beforeend", "<img src=x: onerror='window.ran = true'>");
            }"""
        )
        seen.page.wait_for_timeout(0)
        assert not seen.page.evaluate("window.ran === true")
        assert re.search("script-src", seen.page.content())
