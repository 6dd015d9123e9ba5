"""Keeps values with a hash of their own, so that a file that was cut off or changed counts as none."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from ..parallel import run_parallel
from .errors import PlaceError
from .files import write_whole
from .text import is_within

_BEFORE, _BETWEEN, _AFTER = b'{"sha256": "', b'", "value": ', b"}\n"
_DIGITS = 64


def write_checked(path: Path, value: Any) -> None:
    """Write what JSON can hold, and a hash of it, as one JSON object; the folder is made if it is not there."""
    data = json.dumps(value, ensure_ascii=False, separators=(",", ":")).encode("utf-8", "surrogatepass")
    path.parent.mkdir(parents=True, exist_ok=True)
    write_whole(path, b"".join((_BEFORE, _hash(data), _BETWEEN, data, _AFTER)))


def read_checked(path: Path) -> Any:
    """Return the value in a file, or None if there is none, or if it is not what was written."""
    try:
        data = path.read_bytes()
        start = len(_BEFORE) + _DIGITS + len(_BETWEEN)
        value = data[start : -len(_AFTER)]
        whole = data == b"".join((_BEFORE, _hash(value), _BETWEEN, value, _AFTER))
        return json.loads(value.decode("utf-8", "surrogatepass")) if whole else None
    except (OSError, ValueError, RecursionError):
        return None


def seal(data: bytes) -> bytes:
    """Return bytes with a hash of them in front."""
    return _hash(data) + b"\n" + data


def unseal(data: bytes) -> bytes | None:
    """Return the bytes that were sealed, or None if these are others."""
    inside = data[_DIGITS + 1 :]
    return inside if data == seal(inside) else None


def _hash(data: bytes) -> bytes:
    return hashlib.sha256(data).hexdigest().encode()


FOLDER = ".cache/reading-list"


def fingerprint(parts: Iterable[str]) -> str:
    """Return a hash of texts in their order."""
    digest = hashlib.sha256()
    for part in parts:
        digest.update(f"{len(part)}:{part}".encode())
    return digest.hexdigest()


@dataclass(frozen=True, slots=True, kw_only=True)
class CachedTask:
    """What is to be remembered under `name`: it follows from what has the hash `key`, and `make` makes it.

    `make` returns what JSON can hold.
    """

    name: str
    key: str
    make: Callable[[], Any]


def compute_cached(root: Path, works: Sequence[CachedTask], *, write: bool) -> list[Any]:
    """Return what was stored of each work if its key is the same; else make it and, with `write`, store it.

    What is not stored is made at the same time. Only the last value of each name is kept.
    """
    found = [_stored(root, work) for work in works]
    made = iter(run_parallel([work.make for work, stored in zip(works, found, strict=True) if stored is None]))
    return [
        stored[0] if stored else _store(root, work, next(made), write=write)
        for work, stored in zip(works, found, strict=True)
    ]


def _stored(root: Path, work: CachedTask) -> tuple[Any] | None:
    stored = read_checked(root / FOLDER / f"{work.name}.json")
    return (stored[1],) if isinstance(stored, list) and stored[0] == work.key else None


def _store(root: Path, work: CachedTask, value: Any, *, write: bool) -> Any:
    if write:
        write_checked(folder_of(root) / f"{work.name}.json", [work.key, value])
    return value


def read_cached(root: Path, name: str, key: str) -> bytes | None:
    """Return what was kept under a key in a folder of the cache, or None."""
    try:
        return unseal(_kept(root / FOLDER / name, key).read_bytes())
    except OSError:
        return None


def write_cached(root: Path, name: str, key: str, data: bytes) -> None:
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
