"""Measures waiting times in a browser: the search from a cold cache, and the preview after a save."""

from __future__ import annotations

import os
import shutil
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from statistics import median

from playwright.sync_api import Browser, sync_playwright
from playwright.sync_api import Error as BrowserError

from compressed import serve
from search import COLD, FLAGS, OURS, THEIRS, cold

from .record import Seen
from .sizes import edit_a_tag, edited_paper, forget_site

SERVE = (sys.executable, "-m", "mkdocs", "serve", "--quiet", "--dev-addr")
"""The command of `make serve`, without the address."""
GENERATE = (sys.executable, "-m", "generator", "build")
PATIENCE = 300.0
_OTHER_TAGS = (
    "before => document.readyState !== 'loading' && document.querySelector('.rl-tags')?.textContent !== before"
)


def browser_path() -> str | None:
    """Return the path of the browser in CHROMIUM, or of the one on PATH."""
    names = ("chromium", "chromium-browser", "google-chrome-stable", "google-chrome")
    return os.environ.get("CHROMIUM") or next(filter(None, map(shutil.which, names)), None)


@contextmanager
def browser_open() -> Iterator[Browser]:
    """Run a browser while the `with` block runs."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=browser_path(), args=FLAGS)
        try:
            yield browser
        finally:
            browser.close()


def searches(papers: int, sites: dict[str, Path]) -> Iterator[Seen]:
    """Yield bytes and seconds to the first result, from a cold cache, for our search and the theme's on its site."""
    for what, engine in (("ours", OURS), ("stock", THEIRS)):
        if what not in sites:
            continue
        with browser_open() as browser, serve(sites[what]) as address:
            try:
                taken = [cold(browser, address, engine, text) for text in COLD]
            except BrowserError:  # no result within half a minute
                yield Seen(what=f"search-{what}", papers=papers, seconds=())
                continue
        seconds, sizes = zip(*taken, strict=True)
        yield Seen(what=f"search-{what}", papers=papers, seconds=seconds, size=int(median(sizes)))


def previews(papers: int, project: Path, rounds: int) -> Iterator[Seen]:
    """Yield seconds from the start of the preview to its first page, and from a save to the page with other tags.

    What is generated is there before the start, as it is for a curator who goes on where the day before ended.
    """
    firsts, saves = [], []
    for _ in range(rounds):
        forget_site(project)
        subprocess.run(GENERATE, cwd=project, env=_environment(project), stdout=subprocess.DEVNULL, check=True)
        with _server(project) as (address, started), browser_open() as browser:
            _answered(address)
            firsts.append(time.perf_counter() - started)
            saves.append(_save_to_page(browser, address, project))
    yield Seen(what="serve-first", papers=papers, seconds=tuple(firsts))
    yield Seen(what="serve-save", papers=papers, seconds=tuple(saves))


def _save_to_page(browser: Browser, address: str, project: Path) -> float:
    """Return seconds from a save to the moment at which a browser, which reloads by itself, shows the other tags."""
    page = browser.new_page()
    page.goto(f"{address}papers/{edited_paper(project)}/")
    before = page.locator(".rl-tags").first.text_content()
    page.wait_for_timeout(1000)  # the page has asked to be told of the next build
    started = time.perf_counter()
    edit_a_tag(project)
    page.wait_for_function(_OTHER_TAGS, arg=before, timeout=PATIENCE * 1000)
    return time.perf_counter() - started


@contextmanager
def _server(project: Path) -> Iterator[tuple[str, float]]:
    """Run the preview while the `with` block runs; yields its address and when it was started."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        at = f"127.0.0.1:{free.getsockname()[1]}"
    started = time.perf_counter()
    process = subprocess.Popen(
        [*SERVE, at], cwd=project, env=_environment(project), start_new_session=True, stderr=subprocess.DEVNULL
    )
    try:
        yield f"http://{at}/", started
    finally:
        os.killpg(process.pid, signal.SIGTERM)
        process.wait()


def _environment(project: Path) -> dict[str, str]:
    return {**os.environ, "NO_MKDOCS_2_WARNING": "1", "PYTHONPATH": str(project)}


def _answered(address: str) -> None:
    """Wait until an address answers; TimeoutError if it does not in time."""
    end = time.monotonic() + PATIENCE
    while time.monotonic() < end:
        try:
            with urllib.request.urlopen(address, timeout=PATIENCE) as answer:
                answer.read()
                return
        except urllib.error.URLError:
            time.sleep(0.02)
    raise TimeoutError(address)
