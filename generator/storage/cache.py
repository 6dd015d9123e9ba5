"""Caches values in files with a checksum, so that an incomplete or changed file is never used."""

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

FOLDER = ".cache/reading-list"
_BEFORE, _BETWEEN, _AFTER = b'{"sha256": "', b'", "value": ', b"}\n"
_DIGITS = 64


def compact_json(value: object) -> str:
    """Return a value as JSON without white space between its parts."""
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))


def write_checked(path: Path, value: Any) -> None:
    """Write a value that JSON can hold, with its checksum, as one JSON object; the folder is created if needed."""
    path.parent.mkdir(parents=True, exist_ok=True)
    write_whole(path, checked_line(value))


def read_checked(path: Path) -> Any:
    """Return the value in a file, or None if there is no file, or if it was changed."""
    try:
        return value_of_line(path.read_bytes())
    except OSError:
        return None


def checked_line(value: Any) -> bytes:
    """Return a value that JSON can hold, with its checksum, as one line of JSON."""
    data = compact_json(value).encode("utf-8", "surrogatepass")
    return b"".join((_BEFORE, _checksum(data), _BETWEEN, data, _AFTER))


def value_of_line(line: bytes) -> Any:
    """Return the value in a line that `checked_line` made, or None if the line was changed."""
    value = line[len(_BEFORE) + _DIGITS + len(_BETWEEN) : -len(_AFTER)]
    if line != b"".join((_BEFORE, _checksum(value), _BETWEEN, value, _AFTER)):
        return None
    try:
        return json.loads(value.decode("utf-8", "surrogatepass"))
    except (ValueError, RecursionError):
        return None


def write_cached(root: Path, name: str, key: str, data: bytes) -> None:
    """Store bytes under a key in a folder of the cache of the project in `root`; only a person removes them."""
    write_whole(_folder_of(root, name) / _name_of(key), _checksum(data) + b"\n" + data)


def read_cached(root: Path, name: str, key: str) -> bytes | None:
    """Return the bytes that were stored under a key in a folder of the cache, or None."""
    try:
        data = (root / FOLDER / name / _name_of(key)).read_bytes()
    except OSError:
        return None
    checksum, _, content = data.partition(b"\n")
    return content if checksum == _checksum(content) else None


def _name_of(key: str) -> str:
    return fingerprint([key])[:32]


def _checksum(data: bytes) -> bytes:
    return hashlib.sha256(data).hexdigest().encode()


def fingerprint(parts: Iterable[str]) -> str:
    """Return a hash of texts in their order; other boundaries between the texts give another hash."""
    digest = hashlib.sha256()
    for part in parts:
        digest.update(f"{len(part)}:{part}".encode())
    return digest.hexdigest()


@dataclass(frozen=True, slots=True, kw_only=True)
class CachedTask:
    """A value to be cached under `name`: `key` is a hash of all that it depends on, and `make` computes it.

    `make` returns what JSON can hold.
    """

    name: str
    key: str
    make: Callable[[], Any]


def compute_cached(root: Path, tasks: Sequence[CachedTask], *, write: bool) -> list[Any]:
    """Return the value of each task: the stored one if its key is the same, else computed and, with `write`, stored.

    What is not stored is computed in parallel. Only the last value of each name is kept.
    """
    values: dict[str, Any] = {}
    for task in tasks:
        stored = read_checked(root / FOLDER / f"{task.name}.json")
        if isinstance(stored, list) and stored[0] == task.key:
            values[task.name] = stored[1]
    missing = [task for task in tasks if task.name not in values]
    for task, value in zip(missing, run_parallel([task.make for task in missing]), strict=True):
        values[task.name] = value
        if write:
            write_checked(_folder_of(root) / f"{task.name}.json", [task.key, value])
    return [values[task.name] for task in tasks]


def read_cached_values(root: Path, names: Iterable[str]) -> list[Any] | None:
    """Return the last value that was stored under each name, whatever its key; None if any is missing."""
    stored = [read_checked(root / FOLDER / f"{name}.json") for name in names]
    return [one[1] for one in stored] if all(isinstance(one, list) for one in stored) else None


def _folder_of(root: Path, name: str = "") -> Path:
    """Return a folder of the cache, created if needed; raise PlaceError if it lies outside the project."""
    folder = root / FOLDER / name
    if not is_within(folder, root):
        hint = "remove the link: the program makes the folder itself"
        raise PlaceError("a link leads out of the project here", folder, hint)
    folder.mkdir(parents=True, exist_ok=True)
    return folder
