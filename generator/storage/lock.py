"""Lets one build at a time write into a project. The system frees the lock when a process ends, however it ends."""

from __future__ import annotations

import os
import stat
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from ..diagnostics import Diagnostic, Location, error
from .errors import PlaceError

if sys.platform != "win32":
    import fcntl

PLACE = ".cache/reading-list/lock"
_OPEN = os.O_RDWR | os.O_CREAT | getattr(os, "O_NOFOLLOW", 0)
_DIGITS = 20  # more than the number of any process has, so that one number overwrites another

_held: set[str] = set()  # projects that this process builds: what it begins within a build need not wait for it


class AnotherBuildError(Exception):
    """Another process builds the project, as `finding` says."""

    def __init__(self, process: int | None) -> None:
        message = f"another build is running{f' (process {process})' if process else ''}"
        super().__init__(message)
        found: list[Diagnostic] = []
        error(
            found.append, "build-running", Location(file=PLACE), message, "wait until it has ended, then run this again"
        )
        self.finding = found[0]


@contextmanager
def build_lock(root: Path, *, wait: bool = False) -> Iterator[None]:
    """Keep other processes from building the project in `root` meanwhile; if one does, raise or `wait` for its end.

    Windows has no such lock, and there nobody is kept from anything.
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
    """Raise PlaceError if what was opened is no file, or is also known by another name, under which it may matter."""
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
