"""Holds the measurements, and saves them as JSON after each one."""

from __future__ import annotations

import dataclasses
import json
import statistics
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any


@dataclass(frozen=True, slots=True, kw_only=True)
class Run:
    """The time of one run of a command in seconds, and its memory in bytes."""

    cpu: float
    wall: float
    peak: int
    tree: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Figure:
    """The runs of a contest at a number of papers, and its output; `ended` says why there are no more runs."""

    contest: str
    papers: int
    runs: tuple[Run, ...] = ()
    size: int = 0
    files: int = 0
    ended: str = ""
    """Empty, or `over` (the limit), or `failed`, or `left out` (after one of these at fewer papers)."""

    def median(self, what: str) -> float:
        """Return the median of one of the figures of the runs; ValueError if there are none."""
        return float(statistics.median(getattr(run, what) or 0 for run in self.runs))


@dataclass(frozen=True, slots=True, kw_only=True)
class Seen:
    """Seconds of each run of an action in a browser, and the bytes that it fetched."""

    what: str
    papers: int
    seconds: tuple[float, ...]
    size: int = 0


@dataclass(slots=True, kw_only=True)
class Record:
    """All measurements of one comparison, with the machine."""

    date: str
    machine: str
    material: str
    limit: float
    versions: dict[str, str] = field(default_factory=dict)
    absent: dict[str, str] = field(default_factory=dict)
    """Titles of missing engines, with the command that installs them."""
    figures: list[Figure] = field(default_factory=list)
    seen: list[Seen] = field(default_factory=list)

    @property
    def sizes(self) -> list[int]:
        """Return the numbers of papers that were measured, in order."""
        return sorted({figure.papers for figure in self.figures} | {seen.papers for seen in self.seen})

    def figure(self, contest: str, papers: int) -> Figure | None:
        """Return the figure of a contest at a number of papers."""
        return next((each for each in self.figures if (each.contest, each.papers) == (contest, papers)), None)

    def save(self, path: Path) -> None:
        """Write the record as JSON, atomically."""
        path.parent.mkdir(parents=True, exist_ok=True)
        beside = path.with_suffix(".new")
        beside.write_text(json.dumps(dataclasses.asdict(self), indent=1, ensure_ascii=False) + "\n", encoding="utf-8")
        beside.replace(path)


def load(path: Path) -> Record:
    """Return the record that `save` wrote."""
    raw: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
    figures = [Figure(**entry | {"runs": tuple(Run(**run) for run in entry["runs"])}) for entry in raw["figures"]]
    seen = [Seen(**entry | {"seconds": tuple(entry["seconds"])}) for entry in raw["seen"]]
    return Record(**raw | {"figures": figures, "seen": seen})
