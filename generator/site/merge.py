"""Joins the shards of a site to one: the same files, to the byte, as if one machine had made them all."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import partial
from pathlib import Path

from generator.diagnostics import Report
from generator.pages.page import Drawing, Page
from generator.site.changes import Changes
from generator.site.drafts import Way
from generator.site.fitting import Part
from generator.site.sync import MANIFEST, read_manifest, sync_parts

AT_ONCE = 5_000
"""Files of a shard that are brought by one hand; the others are brought at the same time."""


def merge(parts: Sequence[Part], docs: Path, report: Report, way: Way) -> Changes | None:
    """Bring `docs/` up to date with the files of shards that fit together; None if something is in the way."""
    loads = [partial(_pages, part.docs, files) for part in parts for files in _loads(part.docs)]
    return sync_parts(loads, None, docs, report, way)


def _loads(docs: Path) -> Iterator[Sequence[tuple[str, str]]]:
    """Yield the files of a shard with their marks, some at a time."""
    files = [(path, mark) for path, (mark, *_) in read_manifest(docs / MANIFEST).items()]
    yield from (files[start : start + AT_ONCE] for start in range(0, len(files), AT_ONCE))


def _pages(docs: Path, files: Sequence[tuple[str, str]]) -> Iterator[Page]:
    """Yield files of a shard; what was drawn keeps the key it was drawn by."""
    for path, mark in files:
        key, read = mark.partition(":")[2], partial((docs / path).read_bytes)
        yield Page(path=path, drawing=Drawing(key=key, draw=read)) if key else Page(path=path, data=read())
