"""Writes whole files, lists folders, and says whether a path lies in the folder it is meant for."""

from __future__ import annotations

import os
import shutil
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from ..diagnostics import Diagnostic, Location, Report, error
from .text import is_within

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


FileStat = tuple[int, int]
"""How a file was left: its size, and when it was changed last, in nanoseconds."""


def files_in(folder: Path, *, hidden: bool = False) -> dict[str, FileStat]:
    """Return the path of each file under a folder, with `/`, and how it was left; nothing if there is no such folder.

    At the top of the folder, names that begin with a dot count only if `hidden`.
    """
    top = os.fspath(folder)
    found: dict[str, FileStat] = {}
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
def temporary_folder(parent: Path) -> Iterator[Path]:
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


_WITHIN_THE_PROJECT = ("docs", "library", "library/sources", "templates", ".cache", ".cache/reading-list")
"""The folders that are read, written and published: each lies in the project."""
_DEEP, _FLAT = ("docs", "templates"), ("library/sources", ".cache/reading-list")
"""Those that are looked through, with all folders below or alone."""


def misplaced_links(root: Path) -> tuple[Diagnostic, ...]:
    """Return an error for each link of a project that leads out of its folder or nowhere."""
    found: list[Diagnostic] = []
    outside = [name for name in _WITHIN_THE_PROJECT if not is_within(root / name, root)]
    for name in outside:
        if not any(name.startswith(f"{above}/") for above in outside):  # one message for one link
            _report(name, "the project", found.append)
    for name in (*_DEEP, *_FLAT):
        if not any(f"{name}/".startswith(f"{above}/") for above in outside):
            _look_through(root / name, name, found.append, deep=name in _DEEP)
    return tuple(found)


def _report(name: str, bounds: str, report: Report) -> None:
    hint = "put the file or folder itself in the place of the link"
    error(report, "link-outside", _place(name), f"this link leads out of {bounds}", hint)


def _place(name: str) -> Location:
    return Location(file=os.fsencode(name).decode(errors="backslashreplace"))


def _look_through(folder: Path, name: str, report: Report, *, deep: bool) -> None:
    """Report the bad links in a folder and, if `deep`, in those below, however one comes to them."""
    top = os.path.realpath(folder)
    waiting: list[tuple[str, str, tuple[str, ...]]] = [(top, name, (top,))] if folder.is_dir() else []
    while waiting:
        below, shown, above = waiting.pop()
        with os.scandir(below) as entries:
            for entry in entries:
                place = f"{shown}/{entry.name}"
                if entry.is_symlink() and _is_bad(entry, place, name, above, report):
                    continue
                if deep and entry.is_dir():
                    real = os.path.realpath(entry.path) if entry.is_symlink() else entry.path
                    waiting.append((real, place, (*above, real)))


def _is_bad(entry: os.DirEntry[str], place: str, name: str, above: tuple[str, ...], report: Report) -> bool:
    """Return whether a link must not be followed, and report it. `above` are the folders on the way to it."""
    if not is_within(entry.path, above[0]):
        _report(place, f"{name}/", report)
    elif not Path(entry.path).exists():
        error(
            report, "broken-link", _place(place), "this link leads nowhere", "remove it, or put the file in its place"
        )
    elif os.path.realpath(entry.path) in above:
        message = "this link leads to a folder that it lies in"
        error(report, "broken-link", _place(place), message, "remove it")
    else:
        return False
    return True
