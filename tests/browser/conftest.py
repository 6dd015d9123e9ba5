"""Sites to look at, served to a real Chromium that notes every complaint."""

from __future__ import annotations

import functools
import http.server
import os
import shutil
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Browser, Dialog, Page, Route, sync_playwright

from tests.case import TINY
from tests.project import build_site, make_project

NAMES = ("chromium", "chromium-browser", "google-chrome-stable", "google-chrome")
FLAGS = ["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-component-update"]


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """Return Chromium: the one `CHROMIUM` names, or the first on PATH."""
    path = os.environ.get("CHROMIUM") or next(filter(None, map(shutil.which, NAMES)), None)
    if path is None:
        if os.environ.get("READING_LIST_REQUIRE_BROWSER"):
            pytest.fail("no Chromium on PATH, and CHROMIUM names none")
        pytest.skip("no Chromium on PATH, and CHROMIUM names none")
    with sync_playwright() as playwright:
        running = playwright.chromium.launch(executable_path=path, args=FLAGS)
        yield running
        running.close()


class _Quiet(http.server.SimpleHTTPRequestHandler):
    def log_message(self, format: str, *args: object) -> None:
        """Say nothing: the tests look at the pages, not at the server."""


class _Patient(http.server.ThreadingHTTPServer):
    def handle_error(self, request: object, client_address: object) -> None:
        """Say nothing of a browser that left before it had read a file: windows close at the end of each test."""
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
def real_site(built_real: Path) -> Path:
    """Return the built site of the real library."""
    return built_real


@pytest.fixture(scope="session")
def tiny_site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the built site of the invented library."""
    return build_site(make_project(tmp_path_factory.mktemp("tiny"), TINY))


@pytest.fixture(scope="session")
def real(real_site: Path) -> Iterator[str]:
    """Return the address of the real library's site."""
    with served(real_site) as address:
        yield address


@pytest.fixture(scope="session")
def tiny(tiny_site: Path) -> Iterator[str]:
    """Return the address of the invented library's site."""
    with served(tiny_site) as address:
        yield address


@dataclass
class Visit:
    """A page of the browser with what it complained of: errors of the console, and requests to other hosts."""

    page: Page
    complaints: list[str] = field(default_factory=list)

    def refuse(self, dialog: Dialog) -> None:
        """Note a dialog, which no page of ours opens, and close it."""
        self.complaints.append(f"dialog: {dialog.message}")
        dialog.dismiss()


@contextmanager
def visit(browser: Browser, *, width: int = 1280, scheme: str = "light", scripts: bool = True) -> Iterator[Visit]:
    """Open a window; on leaving it, nothing may have gone wrong in it."""
    context = browser.new_context(
        viewport={"width": width, "height": 900},
        color_scheme="dark" if scheme == "dark" else "light",
        java_script_enabled=scripts,
    )
    context.grant_permissions(["clipboard-read", "clipboard-write"])
    seen = Visit(page=context.new_page())
    seen.page.on("console", lambda message: seen.complaints.append(message.text) if message.type == "error" else None)
    seen.page.on("pageerror", lambda problem: seen.complaints.append(str(problem)))
    seen.page.on("dialog", seen.refuse)
    seen.page.on("request", lambda request: seen.complaints.extend(_foreign(request.url)))
    yield seen
    context.close()
    assert seen.complaints == []


def settle(page: Page, address: str) -> None:
    """Open a page and wait until its scripts have run: all have come, and the browser has nothing left to do."""
    page.goto(address, wait_until="networkidle")
    page.evaluate("() => new Promise(done => requestIdleCallback(done))")


@contextmanager
def held(page: Page, pattern: str) -> Iterator[None]:
    """Let requests for some addresses wait until this is left."""
    waiting: list[Route] = []

    def hold(route: Route) -> None:
        waiting.append(route)

    page.route(pattern, hold)
    yield
    while waiting:
        waiting.pop().continue_()
    page.unroute(pattern)  # which lets go whatever came meanwhile


def _foreign(url: str) -> list[str]:
    return [] if urlsplit(url).hostname in {"127.0.0.1", None} else [f"request to another host: {url}"]
