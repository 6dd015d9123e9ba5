"""Makes the pages of a site part by part; of what is to be written the bytes wait on disk, not in memory."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import NamedTuple

from ..pages.page import Page
from ..parallel import run_parallel
from ..storage.files import append

Marks = Mapping[str, Sequence[str]]
"""The marks of the files of ours by their paths: more than one where a build was cut off."""


@dataclass(frozen=True, slots=True, kw_only=True)
class WriteOptions:
    """How `docs/` is brought up to date.

    Without `write`, files are only counted. With `trusting`, files are what the manifest says, and are not read to
    see it.
    `aside` is the folder in which bytes wait to be written; without one, they wait in memory.
    """

    write: bool = True
    trusting: bool = False
    aside: Path | None = None


class Draft(NamedTuple):
    """A file to be written: the hash of what is there now, if anything is, and the bytes, unless they wait on disk."""

    path: str
    mark: str
    there: str | None
    data: bytes
    size: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Drafts:
    """What a part of the pages came to: files to be written, and the marks of those that stay as they are."""

    new: tuple[Draft, ...]
    kept: Mapping[str, str]
    waiting: Path | None = None

    def contents(self) -> Iterator[tuple[Draft, bytes]]:
        """Yield the files to be written with their bytes."""
        if self.waiting is None:
            yield from ((draft, draft.data) for draft in self.new)
            return
        if self.new:
            with self.waiting.open("rb") as file:
                yield from ((draft, file.read(draft.size)) for draft in self.new)


def draft_all(
    parts: Sequence[Callable[[], Iterable[Page]]], docs: Path, ours: Marks, way: WriteOptions, *, first: int = 0
) -> list[Drafts]:
    """Return what each part of the pages comes to; the parts are made at the same time."""
    return run_parallel([partial(_draft, part, docs, ours, way, number) for number, part in enumerate(parts, first)])


def _draft(part: Callable[[], Iterable[Page]], docs: Path, ours: Marks, way: WriteOptions, number: int) -> Drafts:
    waiting = way.aside / str(number) if way.aside and way.write else None
    new: list[Draft] = []
    kept: dict[str, str] = {}
    with append(waiting) as put_aside:
        for page in part():
            marks = ours.get(page.path, ())
            there = _hash_in(marks[0]) if way.trusting and marks else hash_of(f"{docs}/{page.path}")
            if there is not None and (mark := _mark_if_current(page, there, marks)):
                kept[page.path] = mark
                continue
            data = page.made() if way.write else page.data
            new.append(Draft(page.path, mark_of(page, data), there, b"" if waiting else data, len(data)))
            put_aside(data)
    return Drafts(new=tuple(new), kept=kept, waiting=waiting)


def _mark_if_current(page: Page, there: str, marks: Sequence[str]) -> str:
    """Return the mark of a file with the hash `there` if it is the page already, else nothing.

    A drawing with the key it had is not drawn again to see that.
    """
    if page.drawing is None:
        return there if there == hash_bytes(page.data) else ""
    mark = f"{there}:{page.drawing.key}"
    foreign = there not in map(_hash_in, marks)
    return mark if mark in marks or (foreign and there == hash_bytes(page.made())) else ""


def _hash_in(mark: str) -> str:
    """Return the hash in a mark, which is a hash or, of a drawing, a hash, a colon and the drawing's key."""
    return mark.partition(":")[0]


def hashes(ours: Marks, path: str) -> set[str]:
    """Return the hashes that a file of ours may have."""
    return set(map(_hash_in, ours.get(path, ())))


def mark_of(page: Page, data: bytes) -> str:
    """Return what the manifest says of a file: the hash of its bytes and, of a drawing, its key."""
    return f"{hash_bytes(data)}:{page.drawing.key}" if page.drawing else hash_bytes(data)


def hash_bytes(data: bytes) -> str:
    """Return the hash of bytes as it stands in the manifest."""
    return hashlib.sha256(data).hexdigest()[:32]


def hash_of(path: Path | str) -> str | None:
    """Return the hash of a file, or None where there is none."""
    try:
        with open(path, "rb", buffering=0) as file:  # noqa: PTH123 (to make a Path takes longer than to open it)
            return hash_bytes(file.read())
    except OSError:  # not there, or no file: what is in its way is looked at by the caller
        return None
