"""Runs functions in parallel on all cores, with the same results as one after the other.

The functions run in forked processes: these see all data of this process, so that only numbers and results are sent.
Where forking is not possible, the functions run here in their order: they use data that cannot be sent, such as the
catalog with its templates. All processes end with the call, even after an error.
"""

import gc
import os
import pickle
import signal
import sys
import tempfile
import threading
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack, contextmanager
from typing import IO, Any, TypeVar

T = TypeVar("T")

JOBS = "READING_LIST_JOBS"
"""The environment variable with the number of processes; 1 runs everything in this process."""

_work: list[tuple[Callable[[], Any], IO[bytes]]] = []
"""The parts that forked processes run, each with the file for its result.

Results are not returned through the pipe of the executor: it would wait without end for the rest of one that was
being sent when its process was killed.
"""


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
    import multiprocessing  # noqa: PLC0415 (most commands start no process, and loading both takes 20 ms)
    from concurrent.futures import ProcessPoolExecutor, wait  # noqa: PLC0415 (as above)

    others = set(multiprocessing.active_children())
    try:
        pool = ProcessPoolExecutor(processes, multiprocessing.get_context("fork"), _end_with_parent)
    except (ImportError, NotImplementedError, OSError):  # a system without shared semaphores
        return {}
    with ExitStack() as stack:
        _work[:] = [(part, stack.enter_context(tempfile.TemporaryFile())) for part in parts]
        stack.callback(_work.clear)
        gc.freeze()  # a collection in a forked process would copy all memory of this one
        stack.callback(gc.unfreeze)
        try:
            with _interrupts_blocked():  # the processes stay so: Ctrl-C interrupts only this one, which ends them
                futures = [pool.submit(_run, number) for number in range(len(parts))]
            wait(futures)
        except BaseException:
            for process in set(multiprocessing.active_children()) - others:
                process.kill()
            raise
        finally:
            pool.shutdown(cancel_futures=True)
        return {number: _result(number) for number, future in enumerate(futures) if not future.exception()}


@contextmanager
def _interrupts_blocked() -> Iterator[None]:
    before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


def _end_with_parent() -> None:
    """Start a thread that ends this forked process when its parent ends, even if the parent was killed."""
    threading.Thread(target=_wait_for_parent, daemon=True).start()


def _wait_for_parent() -> None:
    from multiprocessing import parent_process  # noqa: PLC0415 (as above)

    if parent := parent_process():
        parent.join()
        os._exit(1)


def _run(number: int) -> None:
    part, file = _work[number]
    pickle.dump(part(), file, pickle.HIGHEST_PROTOCOL)
    file.flush()


def _result(number: int) -> Any:
    _, file = _work[number]
    file.seek(0)
    return pickle.load(file)  # written by a fork of this process, into a file that no one else can open
