"""Remembers what is expensive to compute, by a hash of everything it was computed from.

The cache can be deleted at any time: what is not there, or cannot be read, is computed again.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any

from generator.site.files import write_whole

FOLDER = ".cache/reading-list"


def fingerprint(parts: Iterable[str]) -> str:
    """Return a hash of texts in their order."""
    digest = hashlib.sha256()
    for part in parts:
        digest.update(f"{len(part)}:{part}".encode())
    return digest.hexdigest()


def remember(root: Path, name: str, key: str, make: Callable[[], Any], *, write: bool, stale: bool = False) -> Any:
    """Return what was stored under `name` if its key is `key`; else make it and, with `write`, store it.

    `make` returns what JSON can hold. Only the last value of each name is kept. With `stale`, a value that was
    stored under another key will do.
    """
    path = root / FOLDER / f"{name}.json"
    try:
        stored = json.loads(path.read_text(encoding="utf-8"))
        if stale or stored["key"] == key:
            return stored["value"]
    except (OSError, ValueError, KeyError, TypeError):
        pass  # not there, or not ours: computed below
    value = make()
    if write:
        path.parent.mkdir(parents=True, exist_ok=True)
        write_whole(path, json.dumps({"key": key, "value": value}, ensure_ascii=False).encode())
    return value


def recall(root: Path, folder: str, key: str) -> bytes | None:
    """Return what was kept under a key in a folder of the cache, or None."""
    try:
        return _kept(root, folder, key).read_bytes()
    except OSError:
        return None


def keep(root: Path, folder: str, key: str, data: bytes) -> None:
    """Keep bytes under a key in a folder of the cache, for good: they are asked for again by nobody but a person."""
    path = _kept(root, folder, key)
    path.parent.mkdir(parents=True, exist_ok=True)
    write_whole(path, data)


def _kept(root: Path, folder: str, key: str) -> Path:
    return root / FOLDER / folder / fingerprint([key])[:32]


def cache_of(root: Path, name: str) -> Path:
    """Return a folder of the cache for somebody who keeps files in it himself."""
    folder = root / FOLDER / name
    folder.mkdir(parents=True, exist_ok=True)
    return folder
