"""Writes whole files, lists folders, and says whether a path lies in the folder it is meant for."""

from __future__ import annotations

import os
import shutil
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

_NEW = os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_BINARY", 0)
"""How a temporary file is opened: it is made, never found, so that no link can lead elsewhere."""
_FOR_ALL = 0o666  # less what the umask takes away
_RANDOM = 8  # bytes in the name of a temporary file
TEMPORARY = (".", ".new")
"""How the name of a temporary file begins and ends. Between them are hexadecimal digits."""


def write_whole(path: Path | str, data: bytes) -> None:
    """Put a file with these bytes at a path; nobody ever sees half of it.

    A link at the path is replaced, not followed. After an error the path is as it was, and nothing is left beside it;
    the error names the path.
    """
    temporary = os.path.join(os.path.dirname(path), f"{TEMPORARY[0]}{os.urandom(_RANDOM).hex()}{TEMPORARY[1]}")
    try:
        file = os.open(temporary, _NEW, _FOR_ALL)
    except OSError as reason:
        reason.filename = os.fspath(path)
        raise
    try:
        try:
            written = os.write(file, data)
            while written < len(data):  # seldom: a signal, gigabytes, or the last space of a disk
                written += os.write(file, memoryview(data)[written:])
        finally:
            os.close(file)
        os.replace(temporary, path)
    except BaseException:  # an interruption, too
        with suppress(OSError):
            os.unlink(temporary)
        raise


def write_output(path: Path, data: bytes) -> None:
    """Write what a person wants in a file of their choice: as a whole, or into a device or pipe that is there."""
    if path.exists() and not path.is_file():
        path.write_bytes(data)
    else:
        write_whole(path, data)


def is_temporary(name: str) -> bool:
    """Return whether a file of this name was made by `write_whole` and left there by a process that was killed."""
    digits = name.removeprefix(TEMPORARY[0]).removesuffix(TEMPORARY[1])
    return name == digits.join(TEMPORARY) and len(digits) == 2 * _RANDOM and set(digits) <= set("0123456789abcdef")


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
