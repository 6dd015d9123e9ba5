"""Compares folders byte for byte."""

from __future__ import annotations

from pathlib import Path


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
