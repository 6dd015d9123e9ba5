"""Serves sites to a real Chromium, and records errors of the console and requests to other hosts."""

from __future__ import annotations

import functools
import http.server
import os
import shutil
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import urljoin, urlsplit

import pytest
from axe_playwright_python.base import AXE_SCRIPT, AxeResults
from playwright.sync_api import Browser, BrowserContext, CDPSession, Dialog, Page, Route, expect, sync_playwright

from tests.support.waiting import TIMEOUT

MOST = TIMEOUT * 1000
"""Milliseconds for which the browser and `expect` wait for a condition."""
expect.set_options(timeout=MOST)

NAMES = ("chromium", "chromium-browser", "google-chrome-stable", "google-chrome")
FLAGS = ["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-component-update"]

LAYOUT_SHIFT = """() => new Promise(resolve => {
  let shift = 0;
  const observer = new PerformanceObserver(list => {
    for (const {entryType, value} of list.getEntries()) if (entryType === "layout-shift") shift += value;
    if (list.getEntriesByType("paint").length > 0) resolve(shift);  // comes last
  });
  for (const type of ["layout-shift", "paint"]) observer.observe({type, buffered: true});
})"""

OURS = """window.ours = path => {
  const loaded = performance.getEntriesByType("resource").find(({ name }) => name.endsWith("/reading-list.js"));
  return import(new URL(`js/${path}`, loaded.name));
};"""
"""Defines what imports a module of the site by its path in `docs/assets/js/`."""

CALM = """async () => {
  if (document.querySelector("script[src$='/reading-list.js']")) await (await ours("../reading-list.js")).ready();
  await document.fonts.ready;
  const moves = ({ playState, effect }) => playState === "running" && effect.getComputedTiming().endTime < Infinity &&
    effect.target.checkVisibility({ contentVisibilityAuto: true });  // out of sight, time stands still
  do await new Promise(requestAnimationFrame); while (document.getAnimations().some(moves));
}"""

STILL = """() => {
  const sheet = new CSSStyleSheet();
  sheet.replaceSync("*, ::before, ::after { transition: none !important }");
  document.adoptedStyleSheets = [sheet];
}"""
"""Stops what moves; a style element would be against the policy of the page."""
ACCESSIBLE = Path(__file__).with_name("accessible.js").read_text(encoding="utf-8")
ALIKE = [[".rl-x-row:nth-child(n + 40)"], [".rl-x-plain li:nth-child(n + 40)"]]
COLOURS = ["color-contrast", "link-in-text-block"]
"""The rules of axe that depend on the scheme."""
SCHEME_SHOWN = "shown => [undefined, shown].includes(document.body.dataset.mdColorScheme)"

FOUND = """query => document.querySelector(".rl-box__all")?.getAttribute("href")
  .endsWith(`?q=${encodeURIComponent(query.trim())}`)"""


@pytest.fixture(scope="session")
def browser(processes: None) -> Iterator[Browser]:
    """Return Chromium: the one `CHROMIUM` names, or the first on PATH."""
    path = os.environ.get("CHROMIUM") or next(filter(None, map(shutil.which, NAMES)), None)
    if path is None:
        if os.environ.get("READING_LIST_REQUIRE_BROWSER"):
            pytest.fail("no Chromium on PATH, and CHROMIUM names none")
        pytest.skip("no Chromium on PATH, and CHROMIUM names none")
    with sync_playwright() as playwright:
        running = playwright.chromium.launch(executable_path=path, args=FLAGS, timeout=MOST)
        yield running
        running.close()


class _Quiet(http.server.SimpleHTTPRequestHandler):
    def log_message(self, format: str, *args: object) -> None:
        """Write no log: the tests look at the pages, not at the server."""


class _Patient(http.server.ThreadingHTTPServer):
    request_queue_size = 128

    def handle_error(self, request: object, client_address: object) -> None:
        """Ignore a browser that left before it had read a file: windows close at the end of each test."""
        if not isinstance(sys.exception(), ConnectionError):
            super().handle_error(request, client_address)  # type: ignore[arg-type]


@contextmanager
def served(folder: Path) -> Iterator[str]:
    """Serve a folder on a port of its own; yields its address."""
    handler = functools.partial(_Quiet, directory=str(folder))
    with _Patient(("127.0.0.1", 0), handler) as server:
        thread = threading.Thread(target=server.serve_forever, daemon=True)
        thread.start()
        yield f"http://127.0.0.1:{server.server_port}"
        server.shutdown()
        thread.join()


@pytest.fixture(scope="session")
def tiny(built_tiny: Path) -> Iterator[str]:
    """Return the address of the invented library's site."""
    with served(built_tiny) as address:
        yield address


@dataclass
class Visit:
    """A page of the browser with its errors: those of the console, and requests to other hosts."""

    page: Page
    complaints: list[str] = field(default_factory=list)
    expected: str = ""
    """The messages of console errors that a test provokes; the browser may report them late."""
    origins: set[str] = field(default_factory=set)
    """Where the pages came from that it has shown."""

    def note(self, error: str) -> None:
        """Note an error of the console, unless it is expected."""
        if not self.expected or self.expected not in error:
            self.complaints.append(error)

    def resize(self, width: int) -> None:
        """Make the window narrower or wider."""
        self.page.set_viewport_size({"width": width, "height": 900})

    def colour(self, scheme: str) -> None:
        """Ask for the light or the dark scheme, as the visitor's system does."""
        self.page.emulate_media(color_scheme="dark" if scheme == "dark" else "light")

    def forget(self) -> None:
        """Forget what was stored, except for this tab, by pages that are left."""
        for origin in self.origins:
            _cleaner(self.page.context).send("Storage.clearDataForOrigin", {"origin": origin, "storageTypes": "all"})

    def refuse(self, dialog: Dialog) -> None:
        """Note a dialog, which no page of ours opens, and close it."""
        self.complaints.append(f"dialog: {dialog.message}")
        dialog.dismiss()


@functools.cache
def _context(browser: Browser, *, scripts: bool, policy: bool) -> BrowserContext:
    """Return what all windows are opened in; a blank page of our host stays open in it.

    Without `policy`, pages are not held to theirs: it forbids what the browser evaluates for tests.
    Opening a window costs half of what it costs in a context of its own, or as the only one.
    """
    context = browser.new_context(java_script_enabled=scripts, bypass_csp=not policy)
    context.set_default_timeout(MOST)
    context.add_init_script(OURS)
    context.grant_permissions(["clipboard-read", "clipboard-write"])
    blank = context.new_page()
    blank.route("**/*", lambda route: route.fulfill(body=""))
    blank.goto("http://127.0.0.1/")
    return context


@functools.cache
def _cleaner(context: BrowserContext) -> CDPSession:
    """Return the tools of the blank page, which stays when windows close."""
    return context.new_cdp_session(context.pages[0])


@contextmanager
def visit(
    browser: Browser, *, width: int = 1280, scheme: str = "light", scripts: bool = True, policy: bool = False
) -> Iterator[Visit]:
    """Open a window that nothing is stored or cached for; on leaving it, nothing may have gone wrong in it."""
    context = _context(browser, scripts=scripts, policy=policy)
    before = set(context.pages)
    page = context.new_page()
    seen = Visit(page=page)
    seen.resize(width)
    seen.colour(scheme)
    devtools = context.new_cdp_session(page)
    devtools.send("Network.setCacheDisabled", {"cacheDisabled": True})
    page.on("console", lambda message: seen.note(message.text) if message.type == "error" else None)
    page.on("pageerror", lambda problem: seen.complaints.append(str(problem)))
    page.on("dialog", seen.refuse)
    page.on("request", lambda request: seen.complaints.extend(_foreign(request.url)))
    page.on("framenavigated", lambda frame: seen.origins.add(urljoin(frame.url, "/")))
    try:
        yield seen
    finally:
        for opened in set(context.pages) - before:
            opened.close()
        seen.forget()
    assert seen.complaints == []


@pytest.fixture(scope="module")
def _window(browser: Browser) -> Iterator[Visit]:
    with visit(browser) as seen:
        yield seen


@pytest.fixture
def window(_window: Visit) -> Iterator[Visit]:
    """Return a window through which all tests of a file look, one after the other, where they keep nothing in the tab.

    To open one takes as long as the look.
    """
    _window.resize(1280)
    _window.colour("light")
    _window.page.mouse.move(0, 0)
    yield _window
    _window.page.goto("about:blank")
    _window.forget()
    complaints, _window.complaints[:] = list(_window.complaints), []
    assert complaints == []


def calm(page: Page) -> None:
    """Wait until the page answers to whatever a visitor does, and nothing on it moves."""
    page.evaluate(CALM)


def settle(page: Page, address: str) -> None:
    """Open a page and wait until all that its scripts show at first is there."""
    page.goto(address)
    calm(page)


def search(page: Page, query: str) -> list[str]:
    """Type a query into the box of the header and return the titles of the results, best first."""
    page.keyboard.press("/")
    page.get_by_role("combobox", name="Search", exact=True).fill(query)
    page.wait_for_function(FOUND, arg=query)
    return page.locator("[data-search-results=papers] [role=option] .rl-box__title").all_inner_texts()


def check_steady(page: Page) -> None:
    """Require that hardly anything on a page has moved since it was opened, or moves now."""
    calm(page)
    assert page.evaluate(LAYOUT_SHIFT) < 0.02, page.url


def check_accessible(page: Page) -> None:
    """Require that axe reports nothing in the scheme of the window, and nothing about colours in the other scheme.

    Of the explorer's rows, which are all alike, it looks at the first forty.
    """
    calm(page)
    if not page.evaluate("'axe' in window"):
        page.evaluate(AXE_SCRIPT)
    # Rows out of sight would change their colours when they come into sight, not before axe looks at them.
    page.evaluate(STILL)
    dark = page.evaluate("matchMedia('(prefers-color-scheme: dark)').matches")
    for scheme, rules in ((not dark, COLOURS), (dark, None)):
        page.emulate_media(color_scheme="dark" if scheme else "light")
        page.wait_for_function(SCHEME_SHOWN, arg="slate" if scheme else "default")
        report = AxeResults({"violations": page.evaluate(ACCESSIBLE, [ALIKE, rules])})
        assert report.violations_count == 0, report.generate_report()
    page.evaluate("document.adoptedStyleSheets = []")


@contextmanager
def held(page: Page, pattern: str) -> Iterator[None]:
    """Let requests for some addresses wait until this is left, and at least one has come."""
    waiting: list[Route] = []

    def hold(route: Route) -> None:
        waiting.append(route)

    page.route(pattern, hold)
    yield
    end = time.monotonic() + TIMEOUT
    while not waiting:
        assert time.monotonic() < end, f"the page has asked for nothing like {pattern}"
        page.wait_for_timeout(20)  # lets Playwright tell of requests
    while waiting:
        waiting.pop().continue_()
    page.unroute(pattern)  # which lets go whatever came meanwhile


def _foreign(url: str) -> list[str]:
    return [] if urlsplit(url).hostname in {"127.0.0.1", None} else [f"request to another host: {url}"]
