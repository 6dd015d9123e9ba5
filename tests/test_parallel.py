"""Work in several processes gives the same results as in one, and leaves no process behind."""

from __future__ import annotations

import os
import sys
import threading
from collections.abc import Callable
from functools import partial

import pytest

from generator.parallel import JOBS, run_parallel

pytestmark = pytest.mark.filterwarnings("ignore:.*fork.*:DeprecationWarning")  # pytest-xdist has threads of its own
forking = pytest.mark.skipif(sys.platform != "linux", reason="elsewhere everything is done in one process")


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
