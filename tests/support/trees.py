"""Compares folders byte for byte, and copies those that tests share."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from posixpath import dirname


def snapshot(folder: Path) -> dict[str, tuple[bytes, int]]:
    """Return the content and the time of the last change of every file below a folder, by its path."""
    return {
        path.relative_to(folder).as_posix(): (path.read_bytes(), path.stat().st_mtime_ns)
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }


def contents(folder: Path) -> dict[str, bytes]:
    """Return the content of every file below a folder, by its path."""
    return {name: data for name, (data, _) in snapshot(folder).items()}


def copy_shared(source: Path, target: Path) -> None:
    """Copy a folder that no test changes; it is read once in a process, because many tests need a copy."""
    for folder, files in _files(source).items():
        (target / folder).mkdir(parents=True, exist_ok=True)
        for name, data in files:
            (target / name).write_bytes(data)


@cache
def _files(source: Path) -> dict[str, list[tuple[str, bytes]]]:
    """Return the names and contents of the files below a folder, by the folder that each lies in."""
    found: dict[str, list[tuple[str, bytes]]] = {}
    for name, data in contents(source).items():
        found.setdefault(dirname(name), []).append((name, data))
    return found
