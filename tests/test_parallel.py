"""Work in several processes gives the same results as in one, and leaves no process behind."""

from __future__ import annotations

import errno
import os
import signal
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from functools import partial
from pathlib import Path

import pytest

from generator.parallel import JOBS, run_parallel
from tests.support.waiting import TIMEOUT, wait_until

pytestmark = pytest.mark.filterwarnings("ignore:.*fork.*:DeprecationWarning")  # pytest-xdist has threads of its own
forking = pytest.mark.skipif(sys.platform != "linux", reason="elsewhere everything is done in one process")

WAITING = """
import os, signal, sys, time
from pathlib import Path
from generator.parallel import run_parallel

signal.signal(signal.SIGINT, signal.default_int_handler)  # what runs in the background of a shell ignores it

def part():
    Path(sys.argv[1], str(os.getpid())).touch()
    time.sleep(600)

run_parallel([part] * 9)
"""
"""A program whose two processes wait, each after writing an empty file with its number as name."""


@pytest.fixture(autouse=True)
def alone(processes: None, monkeypatch: pytest.MonkeyPatch) -> None:
    """Let the threads of the test runner not keep work in one process."""
    monkeypatch.setattr(threading, "enumerate", lambda: [threading.main_thread()])
    monkeypatch.setenv(JOBS, "2")


def _squares(count: int) -> list[Callable[[], tuple[int, int]]]:
    return [partial(lambda number: (number * number, os.getpid()), number) for number in range(count)]


def test_results_come_in_the_order_of_the_parts() -> None:
    assert [square for square, _ in run_parallel(_squares(50))] == [number * number for number in range(50)]


@forking
def test_parts_are_done_by_copies_that_end_with_the_work() -> None:
    workers = {pid for _, pid in run_parallel(_squares(50))}
    assert os.getpid() not in workers
    for pid in workers:
        with pytest.raises(ProcessLookupError):
            os.kill(pid, 0)


def test_one_job_is_done_here(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(JOBS, "1")
    assert {pid for _, pid in run_parallel(_squares(3))} == {os.getpid()}


def test_beside_another_thread_everything_is_done_here(monkeypatch: pytest.MonkeyPatch) -> None:
    other = threading.Thread()
    monkeypatch.setattr(threading, "enumerate", lambda: [threading.main_thread(), other])
    assert {pid for _, pid in run_parallel(_squares(3))} == {os.getpid()}


def test_a_part_that_fails_raises_what_it_raised() -> None:
    def fail() -> int:
        raise ValueError("this part")

    with pytest.raises(ValueError, match="this part"):
        run_parallel([lambda: 1, fail, lambda: 3])


@forking
def test_the_part_of_a_copy_that_was_stopped_is_done_here() -> None:
    here = os.getpid()

    def stop_if_a_copy() -> int:
        if os.getpid() != here:
            os._exit(9)
        return 2

    assert run_parallel([lambda: 1, stop_if_a_copy, lambda: 3]) == [1, 2, 3]


def test_no_parts_are_no_work() -> None:
    assert run_parallel([]) == []


@contextmanager
def _started(folder: Path) -> Iterator[tuple[subprocess.Popen[str], list[int]]]:
    """Yield `WAITING` as it runs in a process group of its own, and the numbers of its two processes."""
    command = [sys.executable, "-W", "error", "-c", WAITING, str(folder)]
    with subprocess.Popen(command, stderr=subprocess.PIPE, text=True, start_new_session=True) as program:
        try:
            wait_until(lambda: len(list(folder.iterdir())) == 2 or program.poll() is not None)
            yield program, [int(file.name) for file in folder.iterdir()]
        finally:
            with suppress(ProcessLookupError):
                os.killpg(program.pid, signal.SIGKILL)


def _errors(program: subprocess.Popen[str]) -> str:
    """Return what a program and its processes write as errors; all must end, because they hold the pipe."""
    return program.communicate(timeout=TIMEOUT)[1]


def _ended(process: int) -> bool:
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return True
    return False


@forking
@pytest.mark.parametrize("send", [os.kill, os.killpg])
def test_an_interrupt_ends_all_processes_with_one_traceback(send: Callable[[int, int], None], tmp_path: Path) -> None:
    with _started(tmp_path) as (program, processes):
        send(program.pid, signal.SIGINT)
        errors = _errors(program)
    assert program.returncode == -signal.SIGINT
    assert errors.count("Traceback") == 1
    assert errors.endswith("KeyboardInterrupt\n")
    assert len(processes) == 2
    wait_until(lambda: all(map(_ended, processes)))


@forking
def test_the_processes_of_a_killed_program_end_by_themselves(tmp_path: Path) -> None:
    with _started(tmp_path) as (program, processes):
        program.kill()
        assert len(processes) == 2
        assert not _errors(program)


def test_without_shared_semaphores_everything_is_done_here(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object) -> None:
        raise OSError(errno.ENOSYS, "Function not implemented")

    monkeypatch.setattr("concurrent.futures.ProcessPoolExecutor", refuse)
    assert {pid for _, pid in run_parallel(_squares(3))} == {os.getpid()}
