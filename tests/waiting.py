"""Waits for conditions: a test ends a little after what it waits for, however slow the machine is."""

from __future__ import annotations

import time
from collections.abc import Callable

TIMEOUT = 600.0
"""Seconds after which a test that waits counts as hung; nothing that works takes as long on a busy machine."""


def wait_until(condition: Callable[[], bool], state: Callable[[], str] = str) -> None:
    """Return once a condition is true; after TIMEOUT fail with the `state` of what was waited for."""
    end = time.monotonic() + TIMEOUT
    while not condition():
        assert time.monotonic() < end, f"not true after {TIMEOUT:.0f} s: {state()}"
        time.sleep(0.02)
