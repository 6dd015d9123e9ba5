"""Does the parts of a work on all cores at once, with the results as if they had been done one after the other.

Each part runs in a copy of this process (fork), so it sees all there is and nothing has to be sent to it; what it
returns is sent back. Where a copy may not be made, the parts are done here in their order. Nothing is left behind:
the copies end with the call, however it ends.
"""

from __future__ import annotations

import gc
import os
import pickle
import signal
import sys
import tempfile
import threading
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from typing import IO, Any, NoReturn, TypeVar

T = TypeVar("T")

JOBS = "READING_LIST_JOBS"
"""The variable that says how many parts are done at once; 1 keeps everything in one process."""

_NUMBER = 4  # bytes in which the number of a part is handed on


def run_parallel(parts: Sequence[Callable[[], T]]) -> list[T]:
    """Return what each part returns, in their order.

    A part that fails in a copy is done again here: so it fails, or not, as it would have without copies.
    """
    copies = min(worker_count(), len(parts))
    done: dict[int, T] = _done_by_copies(parts, copies) if copies > 1 and _may_copy() else {}
    return [done[number] if number in done else part() for number, part in enumerate(parts)]


@contextmanager
def gc_paused() -> Iterator[None]:
    """Keep Python from looking for waste while much is made of which nothing is: that takes a tenth of the time."""
    collecting = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if collecting:
            gc.enable()


def worker_count() -> int:
    """Return how many parts are done at once."""
    wanted = os.environ.get(JOBS, "")
    if wanted.isdecimal() and int(wanted):
        return int(wanted)
    return len(os.sched_getaffinity(0)) if sys.platform == "linux" else 1


def _may_copy() -> bool:
    """Tell whether this process may be copied: a lock that another thread holds would stay locked in the copy."""
    threads = (thread for thread in threading.enumerate() if thread is not threading.main_thread())
    return sys.platform == "linux" and all(isinstance(thread, threading.Timer) for thread in threads)


def _done_by_copies(parts: Sequence[Callable[[], T]], worker_count: int) -> dict[int, T]:
    waiting = _queue(len(parts))
    copies: dict[int, IO[bytes]] = {}
    done: dict[int, T] = {}
    gc.freeze()  # what is there stays there: to look for waste in it would make each copy as large as the original
    try:
        for _ in range(worker_count):
            told: IO[bytes] = tempfile.TemporaryFile()  # noqa: SIM115 (closed below, when it was read)
            pid = os.fork()
            if pid == 0:
                _work(parts, waiting, told)
            copies[pid] = told
        while copies:
            pid = next(iter(copies))
            os.waitpid(pid, 0)
            with copies.pop(pid) as answers:
                done.update(_told(answers))
    finally:
        os.close(waiting)
        for pid, answers in copies.items():
            os.kill(pid, signal.SIGKILL)
            os.waitpid(pid, 0)
            answers.close()
        gc.unfreeze()
    return done


def _queue(size: int) -> int:
    """Return a pipe in which the numbers of the parts wait for whoever is free."""
    waiting, entrance = os.pipe()
    os.write(entrance, b"".join(number.to_bytes(_NUMBER, "little") for number in range(size)))
    os.close(entrance)
    return waiting


def _work(parts: Sequence[Callable[[], Any]], waiting: int, told: IO[bytes]) -> NoReturn:
    """Do parts until none waits, and end this copy without a word, also where a part fails."""
    try:
        while number := os.read(waiting, _NUMBER):
            at = int.from_bytes(number, "little")
            pickle.dump((at, parts[at]()), told, pickle.HIGHEST_PROTOCOL)
            told.flush()
    finally:
        os._exit(0)


def _told(file: IO[bytes]) -> Iterator[tuple[int, Any]]:
    """Yield the numbers and results that a copy told; of one that was stopped, the last may be cut short."""
    file.seek(0)
    while True:
        try:
            yield pickle.load(file)  # written by a copy of this process, into a file that nobody else can open
        except (EOFError, pickle.UnpicklingError):
            return
