"""Replaces several files of a library in one transaction: all of them or none, even if the process is killed.

The new and the old bytes are first stored in `.pending/`. Then a journal there becomes valid by one rename, each file
is moved to its place, and the journal is removed. The next run that finds a valid journal rolls the change back,
unless all its files are in place. A lock, which the kernel releases with the process, keeps other runs from writing.
"""

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
from .files import open_new, write_all, write_whole

if sys.platform != "win32":
    import fcntl

PENDING = ".pending"
_JOURNAL = "journal.json"
_OWN_NAMES = re.compile(r"\d+\.(?:new|old)|journal\.new|\.gitignore")


class ChangedError(Exception):
    """Raised if a file no longer holds the bytes that were to be replaced."""

    def __init__(self, path: str) -> None:
        super().__init__(path)
        self.path = path


@dataclass(frozen=True, slots=True, kw_only=True)
class Replacement:
    """A file by its path in the library (with `/`), its old bytes and its new ones.

    If `before` is None, there must be no such file.
    """

    path: str
    before: bytes | None
    after: bytes


@dataclass(frozen=True, slots=True, kw_only=True)
class _Entry:
    """A file of a journal, with the SHA-256 of its old bytes, if it existed, and of its new ones."""

    path: str
    before: str | None
    after: str


def replace_files(library: Path, replacements: Sequence[Replacement]) -> None:
    """Replace the files, or raise ChangedError or OSError and leave each unchanged.

    If a path is a link, the file that it leads to is replaced. Waits until no other run writes.
    """
    with _locked(library), _uninterrupted():
        _recover(library)
        for one in replacements:
            _require_unchanged(library, one)
        # A file outside of the library is never rolled back after a kill: it comes last and completes the change.
        ordered = sorted(replacements, key=lambda one: not _is_inside(library, one.path))
        stored = False
        try:
            _store(library, ordered)
            stored = True
            for number, one in enumerate(ordered):
                _move(library / PENDING / f"{number}.new", (library / one.path).resolve())
        except BaseException:
            with suppress(OSError):  # the journal stays: the next run rolls the change back
                _recover(library, trusted=stored)
            raise
        _sync({(library / one.path).resolve().parent for one in ordered})
        _clean(library / PENDING)


def recover(library: Path, report: Report) -> None:
    """Roll back a change that another run did not complete, and report it; waits until no other run writes."""
    if not os.path.lexists(library / PENDING):
        return
    where = Location(file=f"{library.name}/{PENDING}")
    try:
        with _locked(library):
            undone, left = _recover(library)
    except OSError as reason:
        hint = "look at the permissions of the folder, and run the command again"
        message = f"an unfinished change of the library cannot be undone: {reason.strerror}"
        error(report, "cannot-write", where, message, hint)
        return
    if left:
        names = " and ".join(f"{library.name}/{path}" for path in left)
        hint = f"compare {names} with version control, and repeat what was interrupted"
        message = f"an interrupted change was undone, but {names} changed since and stays as it is"
        warning(report, "change-left", where, message, hint)
    elif undone:
        names = ", ".join(f"{library.name}/{path}" for path in undone)
        hint = "repeat the command that was interrupted"
        info(report, "change-undone", where, f"an interrupted change was undone: {names}", hint)


@contextmanager
def _locked(library: Path) -> Iterator[None]:
    """Keep other runs from changing the library, if the system can lock a folder."""
    if sys.platform == "win32":
        yield
        return
    handle = os.open(library, os.O_RDONLY)
    try:
        with suppress(OSError):  # some network file systems have no locks
            fcntl.flock(handle, fcntl.LOCK_EX)
        yield
    finally:
        with suppress(OSError):  # a forked process may hold the handle, too
            fcntl.flock(handle, fcntl.LOCK_UN)
        os.close(handle)


@contextmanager
def _uninterrupted() -> Iterator[None]:
    """Block signals that end the process until the change is complete, which takes milliseconds."""
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
    if path.exists() and not path.is_file() and not path.is_dir():  # reading a pipe may never end
        raise FileExistsError(errno.EEXIST, os.strerror(errno.EEXIST), os.fspath(path))
    there = path.read_bytes() if one.before is not None or os.path.lexists(path) else None
    if there != one.before:
        raise ChangedError(one.path)


def _is_inside(library: Path, path: str) -> bool:
    return (library / path).resolve().is_relative_to(library.resolve())


def _store(library: Path, replacements: Sequence[Replacement]) -> None:
    """Store all bytes in `.pending/`; a single file needs no journal, because it is replaced atomically."""
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
    """Write a new file with the permissions of another one, if that exists."""
    file = open_new(path)
    try:
        write_all(file, data)
        os.fsync(file)
    finally:
        os.close(file)
    if like is not None and like.exists():
        shutil.copymode(like, path)


def _move(source: Path, target: Path) -> None:
    """Replace a file by another one atomically, even on another disk."""
    try:
        source.replace(target)
    except OSError as reason:
        if reason.errno != errno.EXDEV:
            raise
        write_whole(target, source.read_bytes())


def _sync(folders: set[Path]) -> None:
    """Write folders to disk, if the system can: so a change survives a loss of power."""
    for folder in folders if sys.platform != "win32" else ():
        with suppress(OSError):
            handle = os.open(folder, os.O_RDONLY)
            try:
                os.fsync(handle)
            finally:
                os.close(handle)


def _recover(library: Path, *, trusted: bool = False) -> tuple[list[str], list[str]]:
    """Roll back the change of a journal unless it is complete; return the paths that were restored, and those left.

    A file with neither the old nor the new bytes is left, and so is one outside of the library unless the journal is
    `trusted`: a journal that came with a library may be by anybody.
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
            done = mine and _restore((library / entry.path).resolve(), pending / f"{number}.old", entry)
            (undone if done else left).insert(0, entry.path)
    _clean(pending)
    return undone, left


def _restore(target: Path, old: Path, entry: _Entry) -> bool:
    """Restore the old bytes of a file, and return whether that was possible."""
    if entry.before is None:
        target.unlink()
        return True
    if old.is_symlink() or _hash_of(old) != entry.before:
        return False
    _move(old, target)  # works on a full disk
    return True


def _journal(pending: Path) -> tuple[_Entry, ...]:
    """Return the entries of the journal; none if there is no journal that this program wrote."""
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
    """Remove `.pending/` and the files of this program there, the journal first; other files stay."""
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
