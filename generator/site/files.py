"""Writes a file whole: nobody ever sees half of one. What is not ready to be seen waits aside."""

from __future__ import annotations

import os
import shutil
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

_ANEW = os.O_WRONLY | os.O_CREAT | os.O_TRUNC | getattr(os, "O_BINARY", 0)  # the last is for Windows
_FOR_ALL = 0o666  # as far as the user wishes


def write_whole(path: Path | str, data: bytes) -> None:
    """Write a file so that it is never seen half: beside it first, then in its place."""
    folder, name = os.path.split(path)
    beside = os.path.join(folder, f".{name}.new")
    file = os.open(beside, _ANEW, _FOR_ALL)
    try:
        written = os.write(file, data)
        while written < len(data):  # seldom: a signal, or gigabytes
            written += os.write(file, memoryview(data)[written:])
    finally:
        os.close(file)
    os.replace(beside, path)


Left = tuple[int, int]
"""How a file was left: its size, and when it was changed last, in nanoseconds."""


def files_in(folder: Path, *, hidden: bool = False) -> dict[str, Left]:
    """Return the path of each file under a folder, with `/`, and how it was left; nothing if there is no such folder.

    At the top of the folder, names that begin with a dot count only if `hidden`.
    """
    top = os.fspath(folder)
    found: dict[str, Left] = {}
    waiting = [""] if os.path.isdir(top) else []
    while waiting:
        below = waiting.pop()
        with os.scandir(f"{top}/{below}") as entries:
            for entry in entries:
                if not below and not hidden and entry.name.startswith("."):
                    continue
                if entry.is_dir(follow_symlinks=False):
                    waiting.append(f"{below}{entry.name}/")
                else:
                    stat = entry.stat(follow_symlinks=False)
                    found[below + entry.name] = stat.st_size, stat.st_mtime_ns
    return found


@contextmanager
def folder_aside(parent: Path) -> Iterator[Path]:
    """Make a folder in another for as long as it is needed."""
    parent.mkdir(parents=True, exist_ok=True)
    folder = Path(tempfile.mkdtemp(dir=parent))
    try:
        yield folder
    finally:
        shutil.rmtree(folder, ignore_errors=True)


@contextmanager
def append(path: Path | None) -> Iterator[Callable[[bytes], object]]:
    """Open a file to put bytes in one after the other; without a path they are dropped."""
    if path is None:
        yield len
        return
    with path.open("wb") as file:
        yield file.write
