"""Keeps what Jinja compiles from templates from build to build, in the cache of the project."""

from __future__ import annotations

from pathlib import Path

from jinja2 import BytecodeCache
from jinja2.bccache import Bucket

from generator.site.cache import keep, recall

_FOLDER = "theme"


class TemplateCache(BytecodeCache):
    """The compiled templates of a project; a file that is not as it was kept counts as none."""

    def __init__(self, root: Path) -> None:
        self._root = root

    def load_bytecode(self, bucket: Bucket) -> None:
        """Fill a bucket with what was kept of its template, if it was."""
        data = recall(self._root, _FOLDER, bucket.key)
        if data is not None:
            bucket.bytecode_from_string(data)

    def dump_bytecode(self, bucket: Bucket) -> None:
        """Keep what was compiled."""
        keep(self._root, _FOLDER, bucket.key, bucket.bytecode_to_string())
