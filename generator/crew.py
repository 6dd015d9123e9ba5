"""Shares work out among processes, where that is possible and worth it; the result is the same without."""

from __future__ import annotations

import multiprocessing
import os
import threading
from collections.abc import Callable, Sequence
from multiprocessing.connection import Connection
from typing import Any, TypeVar

Item = TypeVar("Item")
Part = TypeVar("Part")


def hands() -> int:
    """Return how many processes may work at once."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def share(work: Callable[[Sequence[Item]], Part], items: Sequence[Item], *, least: int) -> list[Part]:
    """Return what `work` makes of the items, in as many parts as there are hands, none smaller than `least` items.

    Each part but the first is done by a copy of this process, so `work` may use all that is known here, and what it
    returns must be such that it can be sent. There is one part only where processes cannot be copied, or not safely:
    beside other threads. ChildProcessError if a copy came to grief; it has said why.
    """
    parts = min(hands(), len(items) // least)
    alone = parts <= 1 or "fork" not in multiprocessing.get_all_start_methods()
    if alone or threading.active_count() > 1:
        return [work(items)]
    context = multiprocessing.get_context("fork")
    copies = []
    for number in range(1, parts):
        here, there = context.Pipe(duplex=False)
        copy = context.Process(target=_send, args=(there, work, items[number::parts]), daemon=True)
        copy.start()
        there.close()
        copies.append((copy, here))
    try:
        results = [work(items[::parts])]
        for copy, here in copies:
            results.append(_received(here))
            copy.join()
    finally:
        for copy, _ in copies:
            copy.terminate()
    return results


def _send(there: Connection, work: Callable[[Sequence[Item]], Part], items: Sequence[Item]) -> None:
    there.send(work(items))
    there.close()


def _received(here: Connection) -> Any:
    try:
        return here.recv()
    except EOFError:
        raise ChildProcessError("a process that shared the work came to grief (above)") from None
