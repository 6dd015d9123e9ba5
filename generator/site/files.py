"""Writes a file whole: nobody ever sees half of one. What is not ready to be seen waits aside."""

from __future__ import annotations

import os
import shutil
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path


def write_whole(path: Path, data: bytes) -> None:
    """Write a file so that it is never seen half: beside it first, then in its place."""
    beside = f"{path.parent}/.{path.name}.new"
    with open(beside, "wb", buffering=0) as file:
        rest = memoryview(data)
        while rest:
            rest = rest[file.write(rest) :]
    os.replace(beside, path)


@contextmanager
def folder_aside(parent: Path) -> Iterator[Path]:
    """Make a folder in another for as long as it is needed."""
    parent.mkdir(parents=True, exist_ok=True)
    folder = Path(tempfile.mkdtemp(dir=parent))
    try:
        yield folder
    finally:
        shutil.rmtree(folder, ignore_errors=True)


@contextmanager
def append(path: Path | None) -> Iterator[Callable[[bytes], object]]:
    """Open a file to put bytes in one after the other; without a path they are dropped."""
    if path is None:
        yield len
        return
    with path.open("wb") as file:
        yield file.write
