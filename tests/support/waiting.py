"""Waits for conditions: a test ends soon after what it waits for, however slow the machine is."""

from __future__ import annotations

import os
import sqlite3
import time
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from pathlib import Path

import pytest

TIMEOUT = float(os.environ.get("READING_LIST_TEST_TIMEOUT", "300"))
"""Seconds after which a test that waits counts as hung; nothing that works takes as long on a busy machine."""


def wait_until(condition: Callable[[], bool], state: Callable[[], str] = str) -> None:
    """Return once a condition is true; after TIMEOUT fail with the `state` of what was waited for."""
    end = time.monotonic() + TIMEOUT
    while not condition():
        assert time.monotonic() < end, f"not true after {TIMEOUT:.0f} s: {state()}"
        time.sleep(0.02)


def once(factory: pytest.TempPathFactory, name: str, make: Callable[[Path], object]) -> Path:
    """Return a folder that one worker makes and all of a run share; the others wait as long as it is at work."""
    base = factory.getbasetemp()
    folder = (base.parent if "PYTEST_XDIST_WORKER" in os.environ else base) / name
    done, failed = folder.with_suffix(".done"), folder.with_suffix(".failed")
    with _alone(folder.with_suffix(".lock")):
        if failed.exists():
            pytest.fail(f"{name} could not be made, by another worker or before: see the first message")
        if not done.exists():
            failed.touch()  # which stays if this worker dies
            make(folder)
            failed.rename(done)
    return folder


@contextmanager
def _alone(path: Path) -> Iterator[None]:
    """Hold a lock that every system knows, and that is free as soon as its holder ends, however it ends."""
    with closing(sqlite3.connect(path, timeout=TIMEOUT, isolation_level=None)) as lock:
        lock.execute("BEGIN EXCLUSIVE")
        yield
