"""Remembers what is expensive to compute, by a hash of everything it was computed from.

The cache can be deleted at any time: what is not there, or cannot be read, is computed again.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from generator.site.files import write_whole
from generator.together import together

FOLDER = ".cache/reading-list"


def fingerprint(parts: Iterable[str]) -> str:
    """Return a hash of texts in their order."""
    digest = hashlib.sha256()
    for part in parts:
        digest.update(f"{len(part)}:{part}".encode())
    return digest.hexdigest()


@dataclass(frozen=True, slots=True, kw_only=True)
class Work:
    """What is to be remembered under `name`: it follows from what has the hash `key`, and `make` makes it.

    `make` returns what JSON can hold.
    """

    name: str
    key: str
    make: Callable[[], Any]


def remember(root: Path, works: Sequence[Work], *, write: bool) -> list[Any]:
    """Return what was stored of each work if its key is the same; else make it and, with `write`, store it.

    What is not stored is made at the same time. Only the last value of each name is kept.
    """
    found = [_stored(root, work) for work in works]
    made = iter(together([work.make for work, stored in zip(works, found, strict=True) if stored is None]))
    return [
        stored[0] if stored else _store(root, work, next(made), write=write)
        for work, stored in zip(works, found, strict=True)
    ]


def _stored(root: Path, work: Work) -> tuple[Any] | None:
    try:
        stored = json.loads((root / FOLDER / f"{work.name}.json").read_text(encoding="utf-8"))
        return (stored["value"],) if stored["key"] == work.key else None
    except (OSError, ValueError, KeyError, TypeError):
        return None  # not there, or not ours: it is made again


def _store(root: Path, work: Work, value: Any, *, write: bool) -> Any:
    if write:
        path = root / FOLDER / f"{work.name}.json"
        path.parent.mkdir(parents=True, exist_ok=True)
        write_whole(path, json.dumps({"key": work.key, "value": value}, ensure_ascii=False).encode())
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
