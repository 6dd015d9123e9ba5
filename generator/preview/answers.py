"""The library as it is on disk now: a page that was built before a save knows less."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from threading import Lock
from typing import Any

from ..catalog.library import LIBRARY, read_library
from ..catalog.model import Catalog, Paper, Vocabulary
from ..diagnostics import Diagnostic, Severity
from ..insights.desk import uncertainty
from ..insights.model import Suggestion, Suggestions
from ..insights.news import newest_first
from ..pages.context import COLOURS

TABLE = Path("docs", "api", "v1", "papers.json")
"""Where the last build wrote down what it suggests."""

_Marks = frozenset[tuple[str, int, int]]


@dataclass(frozen=True, slots=True, kw_only=True)
class State:
    """What was read: the catalog, and the errors that make it less than the library; then nothing may be edited."""

    catalog: Catalog | None
    errors: tuple[Diagnostic, ...]


@dataclass(slots=True, kw_only=True)
class CurrentLibrary:
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


Json = dict[str, object]


def paper(paper: Paper, key: str, suggestions: Iterable[Suggestion]) -> Json:
    """Return what the panel shows of a paper; `tldr` is null where the abstract had to lend a sentence."""
    return {
        "slug": paper.slug,
        "key": key,
        "title": paper.title_plain,
        "tagged": paper.tagged,
        "tags": paper.tags,
        "tldr": paper.summary if paper.summarized else None,
        "note": paper.note,
        "suggestions": [
            {"tag": found.tag, "score": found.score, "because": ", ".join(found.because), "shown": found.shown}
            for found in suggestions
            if found.tag not in paper.tags
        ],
    }


def vocabulary(vocabulary: Vocabulary) -> Json:
    """Return all tags in the order of the file, each with the title and the colour of its facet."""
    return {
        "tags": [
            {
                "slug": tag.slug,
                "name": tag.name,
                "description": tag.description,
                "facet": facet.title,
                "colour": index % COLOURS + 1,
                "aliases": (*tag.aliases, *tag.formerly),
            }
            for index, facet in enumerate(vocabulary.facets)
            for tag in facet.tags
        ]
    }


def queue(catalog: Catalog, suggestions: Suggestions) -> Json:
    """Return the papers that no curator has looked at, in the order of the desk: most telling first."""
    waiting = [paper for paper in catalog.papers.values() if not paper.tagged]
    waiting.sort(key=lambda paper: (-uncertainty(suggestions.get(paper.slug, ())), newest_first(paper)))
    return {"papers": [paper.slug for paper in waiting]}


def findings(found: Iterable[Diagnostic]) -> list[Json]:
    """Return findings as flat objects."""
    return [
        {
            "severity": finding.severity.word,
            "code": finding.code,
            "where": str(finding.where),
            "message": finding.message,
            "hint": finding.hint,
        }
        for finding in found
    ]
