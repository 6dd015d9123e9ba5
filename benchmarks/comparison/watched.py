"""Runs one command and prints as JSON what it took: a program of its own, and small, for a child starts as big as it.

    python -I -S watched.py SECONDS LOG COMMAND …

`cpu` and `wall` are seconds, `peak` is the most memory of the largest process and `tree` that of all together (shared
pages counted once, looked at ten times a second; null where there is no /proc), both in bytes. After SECONDS the
command and what it started are ended, and `over` is true.
"""

import contextlib
import json
import os
import signal
import subprocess
import sys
import time

INTERVAL = 0.1  # seconds between two looks at the memory
UNIT = 1 if sys.platform == "darwin" else 1024  # of ru_maxrss


def main() -> None:
    """Run the command in the arguments, and print its time and memory."""
    limit, log, *command = sys.argv[1:]
    with open(log, "wb") as output:  # noqa: PTH123 - pathlib would double the size of this process
        started = time.perf_counter()
        child = subprocess.Popen(
            command, stdin=subprocess.DEVNULL, stdout=output, stderr=subprocess.STDOUT, start_new_session=True
        )

        def give_up(number: int, frame: object) -> None:
            end(child.pid)
            os._exit(1)  # nothing reads the output any more

        signal.signal(signal.SIGTERM, give_up)
        print(json.dumps(watch(child.pid, started, float(limit))))


def watch(pid: int, started: float, limit: float) -> dict[str, object]:
    """Wait for a child and watch its memory; return its time and memory."""
    tree, over = 0, False
    while True:
        done, status, used = os.wait4(pid, os.WNOHANG)
        wall = time.perf_counter() - started
        if done:
            break
        tree = max(tree, sum(map(memory, family(pid))))
        if wall > limit and not over:
            over = True
            end(pid)
        time.sleep(min(INTERVAL, 0.002 + wall / 50))  # a short run is not rounded up
    return {
        "cpu": used.ru_utime + used.ru_stime,
        "wall": wall,
        "peak": used.ru_maxrss * UNIT,
        "tree": tree or None,
        "over": over,
        "status": os.waitstatus_to_exitcode(status),
    }


def end(pid: int) -> None:
    """End a process and all that it started."""
    with contextlib.suppress(ProcessLookupError):
        os.killpg(pid, signal.SIGKILL)


def family(pid: int) -> list[int]:
    """Return a process and its descendants, as far as /proc lists them."""
    found = [pid]
    for parent in found:
        found += children(parent)
    return found


def children(pid: int) -> list[int]:
    """Return the processes that a process has started, from any of its threads."""
    found = []
    try:
        for thread in os.listdir(f"/proc/{pid}/task"):  # noqa: PTH208
            with open(f"/proc/{pid}/task/{thread}/children", encoding="ascii") as lines:  # noqa: PTH123
                found += [int(word) for word in lines.read().split()]
    except OSError:
        pass
    return found


def memory(pid: int) -> int:
    """Return the memory of a process in bytes, its part of shared pages alone; 0 once it has ended."""
    try:
        with open(f"/proc/{pid}/smaps_rollup", encoding="ascii") as lines:  # noqa: PTH123
            return next(int(line.split()[1]) * 1024 for line in lines if line.startswith("Pss:"))
    except (OSError, StopIteration):
        return 0


if __name__ == "__main__":
    main()
