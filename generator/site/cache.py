"""Remembers what is expensive to compute, by a hash of everything it was computed from.

The cache can be deleted at any time: what is not there, or is not what was stored, is computed again.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from generator.reading import is_within
from generator.site.files import write_whole
from generator.site.sealed import read_sealed, seal, unseal, write_sealed
from generator.site.system_errors import PlaceError
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
    stored = read_sealed(root / FOLDER / f"{work.name}.json")
    return (stored[1],) if isinstance(stored, list) and stored[0] == work.key else None


def _store(root: Path, work: Work, value: Any, *, write: bool) -> Any:
    if write:
        write_sealed(folder_of(root) / f"{work.name}.json", [work.key, value])
    return value


def recall(root: Path, name: str, key: str) -> bytes | None:
    """Return what was kept under a key in a folder of the cache, or None."""
    try:
        return unseal(_kept(root / FOLDER / name, key).read_bytes())
    except OSError:
        return None


def keep(root: Path, name: str, key: str, data: bytes) -> None:
    """Keep bytes under a key in a folder of the cache, for good: they are asked for again by nobody but a person."""
    write_whole(_kept(folder_of(root, name), key), seal(data))


def _kept(folder: Path, key: str) -> Path:
    return folder / fingerprint([key])[:32]


def folder_of(root: Path, name: str = "") -> Path:
    """Return a folder of the cache, which is made if it is not there; one that lies outside the project is an error."""
    folder = root / FOLDER / name
    if not is_within(folder, root):
        hint = "remove the link: the program makes the folder itself"
        raise PlaceError("a link leads out of the project here", folder, hint)
    folder.mkdir(parents=True, exist_ok=True)
    return folder
