"""Defines the fixtures for slow work: `--quick` leaves out every test that uses one.

A test uses a fixture itself, or through another one. A test that starts a process, runs MkDocs or reads `library/`
without the fixture fails with its name.
"""

from __future__ import annotations

import os
import sys
import threading
from collections.abc import Callable, Iterator
from functools import wraps
from pathlib import Path
from typing import Any

import pytest
from mkdocs.config.defaults import MkDocsConfig

from tests.support.case import ROOT
from tests.support.corpus import CORPUS

SLOW = {
    "processes": "starts a process",
    "mkdocs": "runs MkDocs",
    "shipped_library": "reads the library that comes with the program",
    "corpus": "reads the corpus",
}
"""The fixtures that make a test slow, each with what a test may do only with it."""

LIBRARY = ROOT / "library"
LISTINGS = {
    "000_4bcd0d39a5ba773b.txt",
    "001_8133f32ae392021b.txt",
    "002_b14064bef56a4f4f.txt",
    "003_73fb2e0140c61c42.txt",
    "004_9d2220cffeb7fbb9.txt",
}
"""The sources of the library that comes with the program."""

_STARTS = ("subprocess.Popen", "os.fork", "os.posix_spawn")
_BELOW = f"{LIBRARY}{os.sep}"
_CORPUS = f"{CORPUS}{os.sep}"


def pytest_addoption(parser: pytest.Parser) -> None:
    """Add `--quick`."""
    what = "; ".join(f"`{name}` ({does})" for name, does in SLOW.items())
    parser.addoption("--quick", action="store_true", help=f"leave out tests that ask for a slow fixture: {what}")


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """With `--quick`, leave out the tests that ask for a slow fixture."""
    if not config.getoption("--quick"):
        return
    slow = [item for item in items if _asked(item) & SLOW.keys()]
    config.hook.pytest_deselected(items=slow)
    items[:] = [item for item in items if not _asked(item) & SLOW.keys()]


def _asked(item: pytest.Item) -> set[str]:
    return set(getattr(item, "fixturenames", ()))


@pytest.fixture(scope="session")
def processes() -> None:
    """Allow a test to start processes."""


@pytest.fixture(scope="session")
def mkdocs() -> None:
    """Allow a test to run MkDocs."""


@pytest.fixture(scope="session")
def shipped_library() -> Path:
    """Return the library that comes with the program; skip where `library/` is another one."""
    if {path.name for path in (LIBRARY / "sources").iterdir()} != LISTINGS:
        pytest.skip("library/ is not the one that comes with the program")
    return LIBRARY


@pytest.fixture(scope="session")
def corpus() -> None:
    """Allow a test to read the corpus, which is large."""


class Guard:
    """Fails a test that does slow work without the fixture for it."""

    def __init__(self) -> None:
        self.asked: set[str] | None = None
        sys.addaudithook(self._audit)
        MkDocsConfig.__init__ = self._noting(MkDocsConfig.__init__)  # type: ignore[method-assign]

    @pytest.hookimpl(wrapper=True)
    def pytest_runtest_protocol(self, item: pytest.Item) -> Iterator[None]:
        """Watch a test and its fixtures."""
        self.asked = _asked(item)
        try:
            return (yield)
        finally:
            self.asked = None

    def need(self, fixture: str) -> None:
        """Fail the running test if it lacks the fixture; work of other threads is not attributed to it."""
        if self.asked is None or fixture in self.asked or threading.current_thread() is not threading.main_thread():
            return
        self.asked, asked = None, self.asked  # to fail opens files, too
        try:
            pytest.fail(f"a test that {SLOW[fixture]} asks for the fixture `{fixture}` (tests/support/slow.py)")
        finally:
            self.asked = asked

    def _audit(self, event: str, given: tuple[Any, ...]) -> None:
        if event == "open":
            if str(given[0]).startswith(_BELOW):
                self.need("shipped_library")
            elif str(given[0]).startswith(_CORPUS):
                self.need("corpus")
        elif event in _STARTS:
            self.need("processes")

    def _noting(self, make: Callable[..., None]) -> Callable[..., None]:
        @wraps(make)
        def noted(*args: Any, **more: Any) -> None:
            self.need("mkdocs")
            make(*args, **more)

        return noted


def pytest_configure(config: pytest.Config) -> None:
    """Start to watch tests."""
    config.pluginmanager.register(Guard(), "slow-guard")
