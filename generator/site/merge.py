"""Joins the shards of a site to one: the same files, to the byte, as if one machine had made them all."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import partial
from pathlib import Path

from generator.diagnostics import Report
from generator.pages.page import Drawing, Page
from generator.site.fitting import fitting
from generator.site.sync import MANIFEST, Changes, read_manifest, sync


def merge(folders: Sequence[Path], root: Path, inputs: str, report: Report) -> Changes | None:
    """Bring `docs/` up to date with the shards in some folders; `inputs` is the hash of what the project is now.

    Returns None, with everything reported and nothing written, if they do not make one site.
    """
    parts = fitting(folders, root, inputs, report)
    if parts is None:
        return None
    return sync((page for part in parts for page in _pages(part.docs)), root / "docs", report)


def _pages(docs: Path) -> Iterator[Page]:
    """Yield the files of a shard; what was drawn keeps the key it was drawn by."""
    for path, (mark, *_) in read_manifest(docs / MANIFEST).items():
        key, read = mark.partition(":")[2], partial((docs / path).read_bytes)
        yield Page(path=path, drawing=Drawing(key=key, draw=read)) if key else Page(path=path, data=read())
