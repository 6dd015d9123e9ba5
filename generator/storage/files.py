"""Writes whole files, lists the files of a folder, and finds links that lead out of it.

What is written, removed or published lies in the folder that it is meant for. A link in one of these folders may lead
to another place in the same folder, and nowhere else. The files that a curator edits, such as `library/curation.yml`,
may be links to any place.
"""

import os
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from ..diagnostics import Diagnostic, Location, Report, error
from .text import is_within

_NEW = os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_BINARY", 0)
"""Flags that open a new file, never one that exists, so that no link is followed."""
_FOR_ALL = 0o666  # without the bits of the umask
_RANDOM = 8  # bytes in the name of a temporary file
_TEMPORARY = (".", ".new")  # start and end of the name of a temporary file; hexadecimal digits are between them


def write_whole(path: Path | str, data: bytes) -> None:
    """Write a file atomically: a reader sees the old file or the new one.

    A link at the path is replaced, not followed. After an error the path is unchanged, and no temporary file is left;
    the error names the path.
    """
    temporary = os.path.join(os.path.dirname(path), f"{_TEMPORARY[0]}{os.urandom(_RANDOM).hex()}{_TEMPORARY[1]}")
    try:
        file = open_new(temporary)
    except OSError as reason:
        reason.filename = os.fspath(path)
        raise
    try:
        try:
            write_all(file, data)
        finally:
            os.close(file)
        os.replace(temporary, path)
    except BaseException:  # an interruption, too
        with suppress(OSError):
            os.unlink(temporary)
        raise


def open_new(path: Path | str) -> int:
    """Create a file and return its descriptor; raise OSError if the path exists."""
    return os.open(path, _NEW, _FOR_ALL)


def write_all(file: int, data: bytes) -> None:
    """Write all bytes to a file descriptor."""
    written = os.write(file, data)
    while written < len(data):  # rare: a signal, gigabytes, or the last space of a disk
        written += os.write(file, memoryview(data)[written:])


def write_output(path: Path, data: bytes) -> None:
    """Write to a path that a person chose: atomically, or into the device or pipe at that path."""
    if path.exists() and not path.is_file():
        path.write_bytes(data)
    else:
        write_whole(path, data)


def is_temporary(name: str) -> bool:
    """Return whether a file of this name was made by `write_whole` and left there by a process that was killed."""
    digits = name.removeprefix(_TEMPORARY[0]).removesuffix(_TEMPORARY[1])
    return name == digits.join(_TEMPORARY) and len(digits) == 2 * _RANDOM and set(digits) <= set("0123456789abcdef")


FileStat = tuple[int, int]
"""The size of a file, and the time of its last change in nanoseconds."""


def files_in(folder: Path, *, hidden: bool = False) -> dict[str, FileStat]:
    """Return size and time of each file under a folder by its path with `/`; none if there is no such folder.

    Names at the top of the folder that begin with a dot are included only if `hidden`.
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
    """Create a folder in another one, and remove it at the end."""
    parent.mkdir(parents=True, exist_ok=True)
    folder = Path(tempfile.mkdtemp(dir=parent))
    try:
        yield folder
    finally:
        shutil.rmtree(folder, ignore_errors=True)


_WITHIN_THE_PROJECT = ("docs", "library", "library/sources", "templates", ".cache", ".cache/reading-list")
"""The folders that are read, written and published; each must lie in the project."""
_DEEP, _FLAT = ("docs", "templates"), ("library/sources", ".cache/reading-list")
"""The folders that are searched for links, with all subfolders or without."""


def misplaced_links(root: Path) -> tuple[Diagnostic, ...]:
    """Return an error for each link of a project that leads out of its folder or nowhere."""
    found: list[Diagnostic] = []
    outside = [name for name in _WITHIN_THE_PROJECT if not is_within(root / name, root)]
    for name in outside:
        if not any(name.startswith(f"{above}/") for above in outside):  # one finding for one link
            _report(name, "the project", found.append)
    for name in (*_DEEP, *_FLAT):
        if not any(f"{name}/".startswith(f"{above}/") for above in outside):
            _find_bad_links(root / name, name, found.append, deep=name in _DEEP)
    return tuple(found)


def _report(name: str, bounds: str, report: Report) -> None:
    hint = "put the file or folder itself in the place of the link"
    error(report, "link-outside", _place(name), f"this link leads out of {bounds}", hint)


def _place(name: str) -> Location:
    return Location(file=os.fsencode(name).decode(errors="backslashreplace"))


def _find_bad_links(folder: Path, name: str, report: Report, *, deep: bool) -> None:
    """Report the bad links in a folder and, if `deep`, in its subfolders, linked ones included."""
    top = os.path.realpath(folder)
    waiting: list[tuple[str, str, tuple[str, ...]]] = [(top, name, (top,))] if folder.is_dir() else []
    while waiting:
        below, shown, above = waiting.pop()
        with os.scandir(below) as entries:
            for entry in entries:
                is_link = entry.is_symlink()
                if is_link and _is_bad(entry, f"{shown}/{entry.name}", name, above, report):
                    continue
                if deep and entry.is_dir():
                    real = os.path.realpath(entry.path) if is_link else entry.path
                    waiting.append((real, f"{shown}/{entry.name}", (*above, real)))


def _is_bad(entry: os.DirEntry[str], place: str, name: str, above: tuple[str, ...], report: Report) -> bool:
    """Return whether a link must not be followed, and report it. `above` are the folders above it."""
    if not is_within(entry.path, above[0]):
        _report(place, f"{name}/", report)
    elif not Path(entry.path).exists():
        hint = "remove it, or put the file in its place"
        error(report, "broken-link", _place(place), "this link leads nowhere", hint)
    elif os.path.realpath(entry.path) in above:
        message = "this link leads to a folder that contains it"
        error(report, "broken-link", _place(place), message, "remove it")
    else:
        return False
    return True
