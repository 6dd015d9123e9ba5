"""Simulates faults of the operating system at a chosen call that writes below a folder."""

from __future__ import annotations

import errno
import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest

_CALLS = ("open", "write", "fsync", "mkdir", "chmod", "replace", "rename", "link", "unlink", "rmdir")
_TAKES_SPACE = {"open", "write", "fsync", "mkdir"}


class KilledError(BaseException):
    """Stands for SIGKILL: raised at each further call that writes, so that no code can clean up."""


class Faults:
    """Counts the calls that write below a folder; from number `at` on they end in a fault of a `kind`.

    `kill` ends the process, `full` refuses everything that takes space, `once` refuses that one call.
    """

    def __init__(self, folder: Path, kind: str, at: int) -> None:
        self._folder = os.fspath(folder)
        self._kind = kind
        self._at = at
        self._files: set[int] = set()
        self.calls = 0

    @property
    def reached(self) -> bool:
        """Whether the fault was reached."""
        return self.calls >= self._at

    def wrapped(self, name: str, call: Callable[..., Any]) -> Callable[..., Any]:
        """Return a function of `os` that may fail."""

        def wrapper(what: Any, *args: Any, **options: Any) -> Any:
            if not self._writes(name, what, args):
                return call(what, *args, **options)
            self.calls += 1
            self._fail(name)
            result = call(what, *args, **options)
            if name == "open":
                self._files.add(result)
            return result

        return wrapper

    def _writes(self, name: str, what: Any, args: tuple[Any, ...]) -> bool:
        if isinstance(what, int):
            return what in self._files
        below = os.fspath(what).startswith(self._folder)
        return below and (name != "open" or bool(args[0] & os.O_CREAT))

    def _fail(self, name: str) -> None:
        if self._kind == "kill" and self.calls >= self._at:
            raise KilledError
        full = self._kind == "full" and self.calls >= self._at and name in _TAKES_SPACE
        if full or (self._kind == "once" and self.calls == self._at):
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))


@contextmanager
def faults(folder: Path, kind: str, at: int) -> Iterator[Faults]:
    """Let the call number `at` that writes below a folder fail."""
    found = Faults(folder, kind, at)
    with pytest.MonkeyPatch.context() as patched:
        for name in _CALLS:
            patched.setattr(os, name, found.wrapped(name, getattr(os, name)))
        yield found
