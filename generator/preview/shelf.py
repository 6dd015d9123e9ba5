"""The library as it is on disk now: a page that was built before a save knows less."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from threading import Lock
from typing import Any

from generator.build import LIBRARY, read_library
from generator.catalog.model import Catalog
from generator.diagnostics import Diagnostic, Severity
from generator.insights.collection import Suggestion, Suggestions

TABLE = Path("docs", "api", "v1", "papers.json")
"""Where the last build wrote down what it suggests."""

_Marks = frozenset[tuple[str, int, int]]


@dataclass(frozen=True, slots=True, kw_only=True)
class State:
    """What was read: the catalog, and the errors that make it less than the library; then nothing may be edited."""

    catalog: Catalog | None
    errors: tuple[Diagnostic, ...]


@dataclass(slots=True, kw_only=True)
class Shelf:
    """Reads the library of the project in `root` when it is asked, and again when a file of it has changed."""

    root: Path
    _lock: Lock = field(default_factory=Lock)
    _marks: _Marks | None = None
    _state: State = State(catalog=None, errors=())

    def read(self) -> State:
        """Return the library as it is now."""
        with self._lock:
            marks = frozenset(self._files())
            if marks != self._marks:
                found: list[Diagnostic] = []
                catalog = read_library(self.root / LIBRARY, found.append)
                errors = tuple(finding for finding in found if finding.severity is Severity.ERROR)
                self._marks, self._state = marks, State(catalog=catalog, errors=errors)
            return self._state

    def _files(self) -> Iterator[tuple[str, int, int]]:
        for path in (self.root / LIBRARY).rglob("*"):
            try:
                stat = path.stat()
            except OSError:  # gone since: somebody saves at this moment
                continue
            yield str(path), stat.st_mtime_ns, stat.st_size

    def suggestions(self) -> Suggestions:
        """Return what the last build suggested for each paper, best first; nothing if it suggested nothing."""
        try:
            rows = json.loads((self.root / TABLE).read_bytes())["papers"]
            return {row["slug"]: tuple(map(_suggestion, row.get("suggested_tags", ()))) for row in rows}
        except (OSError, ValueError, KeyError, TypeError, AttributeError):  # no build yet, or one of another version
            return {}


def _suggestion(row: dict[str, Any]) -> Suggestion:
    return Suggestion(tag=str(row["tag"]), score=float(row["score"]), because=tuple(map(str, row["because"])))
