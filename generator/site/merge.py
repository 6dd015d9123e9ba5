"""Joins the shards of a site to one: the same files, to the byte, as if one machine had made them all."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import partial
from pathlib import Path

from generator.diagnostics import Report
from generator.pages.page import Drawing, Page
from generator.site.changes import Changes
from generator.site.fitting import Part
from generator.site.sync import MANIFEST, read_manifest, sync


def merge(parts: Sequence[Part], docs: Path, report: Report) -> Changes | None:
    """Bring `docs/` up to date with the files of shards that fit together; None if something is in the way."""
    return sync((page for part in parts for page in _pages(part.docs)), docs, report)


def _pages(docs: Path) -> Iterator[Page]:
    """Yield the files of a shard; what was drawn keeps the key it was drawn by."""
    for path, (mark, *_) in read_manifest(docs / MANIFEST).items():
        key, read = mark.partition(":")[2], partial((docs / path).read_bytes)
        yield Page(path=path, drawing=Drawing(key=key, draw=read)) if key else Page(path=path, data=read())
