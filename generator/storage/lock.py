"""Locks a project, so that one build at a time writes to it. The system frees the lock when the process ends."""

import os
import stat
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from ..diagnostics import Diagnostic, Location, Severity
from .cache import FOLDER
from .errors import PlaceError

if sys.platform != "win32":
    import fcntl

PLACE = f"{FOLDER}/lock"
_OPEN = os.O_RDWR | os.O_CREAT | getattr(os, "O_NOFOLLOW", 0)
_DIGITS = 20  # more than any process number has, so that one number overwrites another

_held: set[str] = set()  # projects that this process builds: a build within a build needs no lock


class AnotherBuildError(Exception):
    """Another process builds the project; `finding` reports it."""

    def __init__(self, process: int | None) -> None:
        message = f"another build is running{f' (process {process})' if process else ''}"
        super().__init__(message)
        hint, where = "wait until it has ended, then run this again", Location(file=PLACE)
        self.finding = Diagnostic(
            severity=Severity.ERROR, code="build-running", where=where, message=message, hint=hint
        )


@contextmanager
def build_lock(root: Path, *, wait: bool = False) -> Iterator[None]:
    """Lock the project in `root`; if another process builds it, `wait` for its end or raise AnotherBuildError.

    Windows has no such lock: nothing is locked there.
    """
    project = os.path.realpath(root)
    if sys.platform == "win32" or project in _held:
        yield
        return
    path = root / PLACE
    path.parent.mkdir(parents=True, exist_ok=True)
    file = os.open(path, _OPEN, 0o666)
    try:
        _require_own(file, path)
        _lock(file, wait=wait)
        os.pwrite(file, f"{os.getpid():<{_DIGITS}}\n".encode(), 0)
        _held.add(project)
        try:
            yield
        finally:
            _held.remove(project)
    finally:
        os.close(file)  # and the lock with it


def _require_own(file: int, path: Path) -> None:
    """Raise PlaceError if the lock is not a regular file, or has another name by which it may be used."""
    found = os.fstat(file)
    if not stat.S_ISREG(found.st_mode) or found.st_nlink > 1:
        raise PlaceError("this is not a file that only the program uses", path, "remove it: the program makes its own")


def _lock(file: int, *, wait: bool) -> None:
    if sys.platform == "win32":
        return
    try:
        fcntl.flock(file, fcntl.LOCK_EX if wait else fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        number = os.pread(file, _DIGITS, 0).strip()
        raise AnotherBuildError(int(number) if number.isdigit() else None) from None
