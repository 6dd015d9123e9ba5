"""Caches values in files with a checksum, so that an incomplete or changed file is never used."""

import hashlib
import json
from collections import deque
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from functools import partial
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
    _write_bytes(_folder_of(root, name) / _name_of(key), data)


def read_cached(root: Path, name: str, key: str) -> bytes | None:
    """Return the bytes that were stored under a key in a folder of the cache, or None."""
    return _read_bytes(root / FOLDER / name / _name_of(key))


def _read_bytes(path: Path) -> bytes | None:
    """Return the bytes that a file holds after its checksum, or None if there is no file, or if it was changed."""
    try:
        checksum, _, content = path.read_bytes().partition(b"\n")
    except OSError:
        return None
    return content if checksum == _checksum(content) else None


def _write_bytes(path: Path, data: bytes) -> None:
    write_whole(path, b"".join((_checksum(data), b"\n", data)))


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

    `make` gets the values of `inputs`, which are read or computed only if it is called. It returns what JSON can hold;
    with `raw`, bytes. `prepare` is called before, in the process that asks: forked ones share what it imports.
    """

    name: str
    key: str
    make: Callable[..., Any]
    inputs: tuple["CachedTask", ...] = ()
    raw: bool = False
    prepare: Callable[[], object] = lambda: None


def compute_cached(root: Path, tasks: Sequence[CachedTask], *, write: bool) -> list[Any]:
    """Return the value of each task: the stored one if its key is the same, else computed and, with `write`, stored.

    What is not stored is computed in parallel. Only the last value of each name is kept.
    """
    values: dict[str, Any] = {}
    missing = _find_missing(root, tasks, values)
    for task in missing:
        task.prepare()
    while missing:
        ready = [task for task in missing if all(one.name in values for one in task.inputs)]
        made = run_parallel([partial(task.make, *(values[one.name] for one in task.inputs)) for task in ready])
        for task, value in zip(ready, made, strict=True):
            values[task.name] = value
            if write:
                _store(root, task, value)
        missing = [task for task in missing if task.name not in values]
    return [values[task.name] for task in tasks]


def read_cached_values(root: Path, names: Iterable[str]) -> list[Any] | None:
    """Return the last value that was stored under each name, whatever its key; None if any is missing."""
    stored = [read_checked(root / FOLDER / f"{name}.json") for name in names]
    return [one[1] for one in stored] if all(isinstance(one, list) for one in stored) else None


def _find_missing(root: Path, tasks: Iterable[CachedTask], values: dict[str, Any]) -> list[CachedTask]:
    """Return the tasks that are not stored, and those of their inputs; the stored values are added to `values`."""
    missing: dict[str, CachedTask] = {}
    waiting = deque(tasks)
    while waiting:
        task = waiting.popleft()
        if task.name in values or task.name in missing:
            continue
        stored = _stored(root, task)
        if stored:
            values[task.name] = stored[0]
        else:
            missing[task.name] = task
            waiting.extend(task.inputs)
    return list(missing.values())


def _stored(root: Path, task: CachedTask) -> tuple[Any, ...]:
    """Return the stored value of a task, or nothing if there is none under its key."""
    path = root / FOLDER / task.name
    if task.raw:
        key, _, value = (_read_bytes(path.with_suffix(".bin")) or b"").partition(b"\n")
        return (value,) if key == task.key.encode() else ()
    stored = read_checked(path.with_suffix(".json"))
    return (stored[1],) if isinstance(stored, list) and stored[0] == task.key else ()


def _store(root: Path, task: CachedTask, value: Any) -> None:
    path = _folder_of(root) / task.name
    if task.raw:
        _write_bytes(path.with_suffix(".bin"), b"".join((task.key.encode(), b"\n", value)))
    else:
        write_checked(path.with_suffix(".json"), [task.key, value])


def _folder_of(root: Path, name: str = "") -> Path:
    """Return a folder of the cache, created if needed; raise PlaceError if it lies outside the project."""
    folder = root / FOLDER / name
    if not is_within(folder, root):
        hint = "remove the link: the program makes the folder itself"
        raise PlaceError("a link leads out of the project here", folder, hint)
    folder.mkdir(parents=True, exist_ok=True)
    return folder
