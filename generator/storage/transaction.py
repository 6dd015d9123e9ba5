"""Replaces files of a library together: all of them or none, also where the process is killed in between.

The new bytes, and those that they replace, are stored in `.pending/` first. Then a journal there becomes valid by one
rename, each file is moved into its place, and the journal is removed. Whoever finds a valid journal takes the change
back, unless every file of it is in place. A lock that the kernel releases with the process keeps others from writing.
"""

from __future__ import annotations

import errno
import hashlib
import json
import os
import re
import shutil
import signal
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import asdict, dataclass
from pathlib import Path, PurePosixPath

from ..diagnostics import Location, Report, error, info, warning
from .files import write_whole

if sys.platform != "win32":
    import fcntl

PENDING = ".pending"
_JOURNAL = "journal.json"
_OWN_NAMES = re.compile(r"\d+\.(?:new|old)|journal\.new|\.gitignore")
_NEW = os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0)  # the last is for Windows
_FOR_ALL = 0o666  # as far as the user wishes


class ChangedError(Exception):
    """Raised where a file no longer holds what it was to be replaced for."""

    def __init__(self, path: str) -> None:
        super().__init__(path)
        self.path = path


@dataclass(frozen=True, slots=True, kw_only=True)
class Replacement:
    """A file by its path in the library (with `/`), the bytes that it must hold, and those that it will.

    Where `before` is None, there must be no such file.
    """

    path: str
    before: bytes | None
    after: bytes


@dataclass(frozen=True, slots=True, kw_only=True)
class _Entry:
    """One file of a journal, with the SHA-256 of what it held, if it was there, and of what it gets."""

    path: str
    before: str | None
    after: str


def replace_files(library: Path, replacements: Sequence[Replacement]) -> None:
    """Replace the files, or raise ChangedError or OSError and leave each as it was.

    Where a path is a link, the file that it leads to is replaced. Other runs are waited for.
    """
    with _locked(library), _uninterrupted():
        _recover(library)
        for one in replacements:
            _require_unchanged(library, one)
        # What a kill leaves outside is never touched later: such a file comes last, so that it completes the change.
        ordered = sorted(replacements, key=lambda one: not _is_inside(library, one.path))
        stored = False
        try:
            _store(library, ordered)
            stored = True
            for number, one in enumerate(ordered):
                _move(library / PENDING / f"{number}.new", (library / one.path).resolve())
        except BaseException:
            with suppress(OSError):  # the journal stays: the next run takes the change back
                _recover(library, trusted=stored)
            raise
        _sync({(library / one.path).resolve().parent for one in ordered})
        _clean(library / PENDING)


def recover(library: Path, report: Report) -> None:
    """Take back a change that a run began and did not complete, and report it; a run that goes on is waited for."""
    if not os.path.lexists(library / PENDING):
        return
    where = Location(file=f"{library.name}/{PENDING}")
    try:
        with _locked(library):
            undone, left = _recover(library)
    except OSError as reason:
        hint = "look at the permissions of the folder, and run the command again"
        message = f"an unfinished change of the library cannot be taken back: {reason.strerror}"
        error(report, "cannot-write", where, message, hint)
        return
    if left:
        names = " and ".join(f"{library.name}/{path}" for path in left)
        hint = f"compare {names} with version control, and repeat what was interrupted"
        message = f"a change was interrupted and taken back, but {names} changed since and stays as it is"
        warning(report, "change-left", where, message, hint)
    elif undone:
        names = ", ".join(f"{library.name}/{path}" for path in undone)
        hint = "repeat the command that was interrupted"
        info(report, "change-undone", where, f"a change was interrupted and is taken back: {names}", hint)


@contextmanager
def _locked(library: Path) -> Iterator[None]:
    """Keep other runs from changing the library meanwhile, where the system can lock a folder."""
    if sys.platform == "win32":
        yield
        return
    handle = os.open(library, os.O_RDONLY)
    try:
        with suppress(OSError):  # some file systems of the network have no locks
            fcntl.flock(handle, fcntl.LOCK_EX)
        yield
    finally:
        with suppress(OSError):  # a copy of this process may hold the handle, too
            fcntl.flock(handle, fcntl.LOCK_UN)
        os.close(handle)


@contextmanager
def _uninterrupted() -> Iterator[None]:
    """Let signals that end the process wait for the end of the change, which takes milliseconds."""
    if not hasattr(signal, "pthread_sigmask"):
        yield
        return
    before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT, signal.SIGTERM, signal.SIGHUP})
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


def _require_unchanged(library: Path, one: Replacement) -> None:
    path = library / one.path
    if path.exists() and not path.is_file() and not path.is_dir():  # to read a pipe may take for ever
        raise FileExistsError(errno.EEXIST, os.strerror(errno.EEXIST), os.fspath(path))
    there = path.read_bytes() if one.before is not None or os.path.lexists(path) else None
    if there != one.before:
        raise ChangedError(one.path)


def _is_inside(library: Path, path: str) -> bool:
    return (library / path).resolve().is_relative_to(library.resolve())


def _store(library: Path, replacements: Sequence[Replacement]) -> None:
    """Store all bytes in `.pending/`; of one file no journal is needed, for it is replaced at once."""
    pending = library / PENDING
    pending.mkdir()
    _create(pending / ".gitignore", b"*\n")
    for number, one in enumerate(replacements):
        target = (library / one.path).resolve()
        _create(pending / f"{number}.new", one.after, like=target)
        if one.before is not None:
            _create(pending / f"{number}.old", one.before, like=target)
    if len(replacements) > 1:
        entries = [asdict(_Entry(path=one.path, before=_hash(one.before), after=_hash(one.after) or ""))
                   for one in replacements]  # fmt: skip
        _create(pending / "journal.new", json.dumps(entries).encode())
        (pending / "journal.new").replace(pending / _JOURNAL)
    _sync({pending})


def _create(path: Path, data: bytes, *, like: Path | None = None) -> None:
    """Write a file that must not be there, with the permissions of another, if that exists."""
    file = os.open(path, _NEW, _FOR_ALL)
    try:
        written = os.write(file, data)
        while written < len(data):  # seldom: a signal, a limit, or gigabytes
            written += os.write(file, memoryview(data)[written:])
        os.fsync(file)
    finally:
        os.close(file)
    if like is not None and like.exists():
        shutil.copymode(like, path)


def _move(source: Path, target: Path) -> None:
    """Put a file in the place of another at once, be it on another disk."""
    try:
        source.replace(target)
    except OSError as reason:
        if reason.errno != errno.EXDEV:
            raise
        write_whole(target, source.read_bytes())


def _sync(folders: set[Path]) -> None:
    """Ask the system to keep the names in folders, where it can be asked: a change survives a loss of power, too."""
    for folder in folders if sys.platform != "win32" else ():
        with suppress(OSError):
            handle = os.open(folder, os.O_RDONLY)
            try:
                os.fsync(handle)
            finally:
                os.close(handle)


def _recover(library: Path, *, trusted: bool = False) -> tuple[list[str], list[str]]:
    """Take back what a journal says and is not complete; return the paths that were taken back, and those left.

    A file that holds neither what the journal found nor what it brought is left, and so is one outside of the library
    unless the journal is `trusted`: anybody may have written one that came with a library.
    """
    pending = library / PENDING
    if pending.is_symlink() or not pending.is_dir():
        return [], []
    entries = _journal(pending)
    now = [_hash_of(library / entry.path) for entry in entries]
    undone: list[str] = []
    left: list[str] = []
    if now != [entry.after for entry in entries]:
        for number, entry in reversed(list(enumerate(entries))):
            if now[number] == entry.before:
                continue
            mine = now[number] == entry.after and (trusted or _is_inside(library, entry.path))
            done = mine and _take_back((library / entry.path).resolve(), pending / f"{number}.old", entry)
            (undone if done else left).insert(0, entry.path)
    _clean(pending)
    return undone, left


def _take_back(target: Path, old: Path, entry: _Entry) -> bool:
    """Let a file be as it was before, and return whether that could be done."""
    if entry.before is None:
        target.unlink()
        return True
    if old.is_symlink() or _hash_of(old) != entry.before:
        return False
    _move(old, target)  # takes no room on a full disk
    return True


def _journal(pending: Path) -> tuple[_Entry, ...]:
    """Return what the journal says, or nothing if there is none that this program wrote."""
    path = pending / _JOURNAL
    if path.is_symlink() or not path.is_file():
        return ()
    try:
        rows = json.loads(path.read_bytes())
    except (ValueError, RecursionError):
        return ()
    valid = isinstance(rows, list) and all(map(_is_entry, rows))
    return tuple(_Entry(**row) for row in rows) if valid else ()


def _is_entry(row: object) -> bool:
    if not isinstance(row, dict) or row.keys() != {"path", "before", "after"}:
        return False
    path, before, after = row["path"], row["before"], row["after"]
    if not (isinstance(path, str) and isinstance(before, str | None) and isinstance(after, str)):
        return False
    parts = PurePosixPath(path).parts
    return bool(parts) and not any(part == ".." or "/" in part or "\\" in part or ":" in part for part in parts)


def _clean(pending: Path) -> None:
    """Remove `.pending/` and what this program stores there, the journal first; anything else stays."""
    with suppress(OSError):
        (pending / _JOURNAL).unlink(missing_ok=True)
        for path in tuple(pending.iterdir()):
            if _OWN_NAMES.fullmatch(path.name):
                path.unlink()
        pending.rmdir()


def _hash_of(path: Path) -> str | None:
    """Return the SHA-256 of a file, or None if there is none, or something else."""
    try:
        return _hash(path.read_bytes()) if path.is_file() else None
    except FileNotFoundError:
        return None


def _hash(data: bytes | None) -> str | None:
    return hashlib.sha256(data).hexdigest() if data is not None else None
