"""Runs functions in parallel on all cores, with the same results as one after the other.

Each function runs in a forked process: it sees all data of this process, and only its result is sent back. Where
forking is not possible, the functions run here in their order. All processes end with the call, even after an error.
"""

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
"""The environment variable with the number of processes; 1 runs everything in this process."""

_SIZE = 4  # bytes of a number in the queue


def run_parallel(parts: Sequence[Callable[[], T]]) -> list[T]:
    """Return the result of each part, in their order.

    A part that fails in a forked process runs again here, so that it raises its error here.
    """
    processes = min(worker_count(), len(parts))
    done: dict[int, T] = _run_forked(parts, processes) if processes > 1 and _may_fork() else {}
    return [done[number] if number in done else part() for number, part in enumerate(parts)]


@contextmanager
def gc_paused() -> Iterator[None]:
    """Pause garbage collection while many objects are created and few are freed: that saves a tenth of the time."""
    enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if enabled:
            gc.enable()


def worker_count() -> int:
    """Return the number of processes: the value of `JOBS`, else the number of cores on Linux, else 1."""
    wanted = os.environ.get(JOBS, "")
    if wanted.isdecimal() and int(wanted):
        return int(wanted)
    return len(os.sched_getaffinity(0)) if sys.platform == "linux" else 1


def _may_fork() -> bool:
    """Return whether this process may fork: a lock of another thread would stay locked in the forked process."""
    threads = (thread for thread in threading.enumerate() if thread is not threading.main_thread())
    return sys.platform == "linux" and all(isinstance(thread, threading.Timer) for thread in threads)


def _run_forked(parts: Sequence[Callable[[], T]], processes: int) -> dict[int, T]:
    queue = _queue(len(parts))
    running: dict[int, IO[bytes]] = {}
    done: dict[int, T] = {}
    gc.freeze()  # a collection in a forked process would copy all memory of this one
    try:
        for _ in range(processes):
            results: IO[bytes] = tempfile.TemporaryFile()  # noqa: SIM115 (closed below, after it was read)
            pid = os.fork()
            if pid == 0:
                _work(parts, queue, results)
            running[pid] = results
        while running:
            pid = next(iter(running))
            os.waitpid(pid, 0)
            with running.pop(pid) as results:
                done.update(_read_results(results))
    finally:
        os.close(queue)
        for pid, results in running.items():
            os.kill(pid, signal.SIGKILL)
            os.waitpid(pid, 0)
            results.close()
        gc.unfreeze()
    return done


def _queue(size: int) -> int:
    """Return the reading end of a pipe with the numbers of all parts."""
    reading, writing = os.pipe()
    os.write(writing, b"".join(number.to_bytes(_SIZE, "little") for number in range(size)))
    os.close(writing)
    return reading


def _work(parts: Sequence[Callable[[], Any]], queue: int, results: IO[bytes]) -> NoReturn:
    """Run parts until the queue is empty, and end this process without a message, even if a part fails."""
    try:
        while number := os.read(queue, _SIZE):
            at = int.from_bytes(number, "little")
            pickle.dump((at, parts[at]()), results, pickle.HIGHEST_PROTOCOL)
            results.flush()
    finally:
        os._exit(0)


def _read_results(file: IO[bytes]) -> Iterator[tuple[int, Any]]:
    """Yield the numbers and results in a file; the last may be incomplete if the process was killed."""
    file.seek(0)
    while True:
        try:
            yield pickle.load(file)  # written by a fork of this process, into a file that no one else can open
        except (EOFError, pickle.UnpicklingError):
            return
