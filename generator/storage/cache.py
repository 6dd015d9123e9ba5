"""Caches values in files with a checksum, so that an incomplete or changed file is never used."""

import hashlib
import json
from collections import deque
from collections.abc import Callable, Iterable, Sequence
from functools import partial
from pathlib import Path
from typing import NamedTuple

from ..parallel import run_parallel
from .errors import PlaceError
from .files import write_whole
from .text import is_within

FOLDER = ".cache/reading-list"


def compact_json(value: object) -> str:
    """Return a value as JSON without white space between its parts."""
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))


def json_bytes(value: object) -> bytes:
    """Return a value as one line of JSON that `json.loads` reads, whatever its texts contain."""
    return compact_json(value).encode("utf-8", "surrogatepass")


def sealed(data: bytes) -> bytes:
    """Return bytes after their checksum."""
    return b" ".join((_checksum(data), data))


def unsealed(data: bytes) -> bytes | None:
    """Return the bytes that `sealed` got, or None if they were changed since."""
    checksum, _, content = data.partition(b" ")
    return content if checksum == _checksum(content) else None


def _checksum(data: bytes) -> bytes:
    return hashlib.sha256(data).hexdigest().encode()


def write_cached(root: Path, name: str, data: bytes) -> None:
    """Store bytes under a name, such as `arxiv/1`, in the cache of the project in `root`.

    Raises PlaceError if the cache lies outside the project.
    """
    path = root / FOLDER / name
    if not is_within(path.parent, root):
        hint = "remove the link: the program makes the folder itself"
        raise PlaceError("a link leads out of the project here", path.parent, hint)
    path.parent.mkdir(parents=True, exist_ok=True)
    write_whole(path, sealed(data))


def read_cached(root: Path, name: str) -> bytes | None:
    """Return the bytes that were stored under a name, or None if there are none, or if they were changed."""
    try:
        return unsealed((root / FOLDER / name).read_bytes())
    except OSError:
        return None


def fingerprint(parts: Iterable[str]) -> str:
    """Return a hash of texts in their order; other boundaries between the texts give another hash."""
    digest = hashlib.sha256()
    for part in parts:
        digest.update(f"{len(part)}:{part}".encode("utf-8", "surrogatepass"))
    return digest.hexdigest()


class CachedTask(NamedTuple):
    """A value to be cached under `name`: `key` is a hash of all that it depends on; it is made of those of `inputs`."""

    name: str
    key: str
    inputs: tuple["CachedTask", ...] = ()


def compute_cached(
    root: Path, tasks: Sequence[CachedTask], maker: Callable[[str], Callable[..., bytes]], *, write: bool
) -> list[bytes]:
    """Return the value of each task: the stored one if its key is the same, else made and, with `write`, stored.

    `maker` returns the function that makes the value of a name from the values of its inputs, which are read or made
    only for it. What is not stored is made in parallel. Only the last value of each name is kept.
    """
    values: dict[str, bytes] = {}
    missing = _find_missing(root, tasks, values)
    while missing:
        ready = [task for task in missing if all(one.name in values for one in task.inputs)]
        made = run_parallel([partial(maker(one.name), *(values[of.name] for of in one.inputs)) for one in ready])
        for task, value in zip(ready, made, strict=True):
            values[task.name] = value
            if write:
                write_cached(root, _file(task.name), b"\n".join((task.key.encode(), value)))
        missing = [task for task in missing if task.name not in values]
    return [values[task.name] for task in tasks]


def last_value(root: Path, name: str) -> tuple[str, bytes]:
    """Return the key and the value of the task of a name that was stored last, whatever its key; both may be empty."""
    key, _, value = (read_cached(root, _file(name)) or b"").partition(b"\n")
    return key.decode(), value


def _file(name: str) -> str:
    return f"{name}.bin"


def _find_missing(root: Path, tasks: Iterable[CachedTask], values: dict[str, bytes]) -> list[CachedTask]:
    """Return the tasks that are not stored, and those of their inputs; the stored values are added to `values`."""
    missing: dict[str, CachedTask] = {}
    waiting = deque(tasks)
    while waiting:
        task = waiting.popleft()
        if task.name in values or task.name in missing:
            continue
        key, value = last_value(root, task.name)
        if key == task.key:
            values[task.name] = value
        else:
            missing[task.name] = task
            waiting.extend(task.inputs)
    return list(missing.values())
