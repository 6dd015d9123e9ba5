"""The result of a build, and the result of the last one if nothing has changed since.

A build with nothing to do imports this module and no other that builds, so it must load fast.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass, field, fields, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from ..diagnostics import Diagnostic, Location, Severity
from ..storage.files import FileStat, misplaced_links
from .inputs import Inputs
from .state import after_changes, record_build, recorded_result

if TYPE_CHECKING:
    from ..catalog.model import Catalog
    from ..insights.model import Insights


@dataclass(frozen=True, slots=True, kw_only=True)
class Changes:
    """How many files of `docs/` were written, removed and left as they were."""

    written: int
    removed: int
    unchanged: int
    paths: frozenset[str] = field(default=frozenset(), compare=False, repr=False)
    """The paths of the files that were written or removed."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Account:
    """What became of the entries of one listing, with the meanings of `Listing`.

    `lines` counts the lines of heading, of rows, and blank ones; it is None for a listing that is not text.
    """

    file: str
    entries: int
    rows: int
    merged: int
    hidden: int
    lines: tuple[int, int, int] | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Totals:
    """The size of a library."""

    papers: int
    rows: int
    listings: tuple[Account, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class BuildResult:
    """The findings of a build and what it did; what an error prevented is None.

    `catalog` and `insights` are None too if nothing had changed since the last build, because nothing was read.
    """

    found: tuple[Diagnostic, ...]
    totals: Totals | None = None
    catalog: Catalog | None = None
    insights: Insights | None = None
    changes: Changes | None = None

    def fails(self, *, strict: bool) -> bool:
        """Return whether any finding is an error or, if `strict`, a warning."""
        lowest = Severity.WARNING if strict else Severity.ERROR
        return any(finding.severity >= lowest for finding in self.found)


def last_result(root: Path, *, strict: bool = False) -> BuildResult | None:
    """Return the result of the last build if all that it read and wrote is unchanged, else None.

    If `strict` and the last build had warnings, the result has no changes: a strict build would write nothing.
    """
    stored = recorded_result(root)
    result = _from_json(stored) if stored is not None and not misplaced_links(root) else None
    return replace(result, changes=None) if result and result.fails(strict=strict) else result


def record_result(
    root: Path, inputs: Inputs, docs: Mapping[str, FileStat], result: BuildResult, *, part: bool = False
) -> None:
    """Record the result of a build, unless an error stopped it.

    `inputs` and the generated files of `docs` were read before the build changed them. Of a build of a `part`, only
    what it left in `docs/` is recorded.
    """
    if result.totals is not None and result.changes is not None:
        left = after_changes(root, docs, result.changes.paths)
        files = result.changes.written + result.changes.unchanged
        found = [asdict(finding) for finding in result.found]
        value = {"found": found, "totals": asdict(result.totals), "files": files}
        record_build(root, inputs, left, None if part else value)


def _from_json(stored: Mapping[str, Any]) -> BuildResult | None:
    """Return a stored result, with all files unchanged, or None if another version of the program stored it."""
    try:
        listings = tuple(
            Account(**{**one, "lines": tuple(one["lines"]) if one["lines"] else None})
            for one in stored["totals"]["listings"]
        )
        return BuildResult(
            found=tuple(map(_finding, stored["found"])),
            totals=Totals(papers=stored["totals"]["papers"], rows=stored["totals"]["rows"], listings=listings),
            changes=Changes(written=0, removed=0, unchanged=stored["files"]),
        )
    except (KeyError, TypeError, ValueError):
        return None


def _finding(stored: Mapping[str, Any]) -> Diagnostic:
    severity, where = Severity(stored["severity"]), Location(**stored["where"])
    return Diagnostic(**{**stored, "severity": severity, "where": where})


def totals_of(catalog: Catalog) -> Totals:
    """Return the size of the library that a catalog was read from."""
    names = [field.name for field in fields(Account)]
    listings = tuple(Account(**{name: getattr(listing, name) for name in names}) for listing in catalog.listings)
    return Totals(papers=len(catalog.papers), rows=catalog.rows, listings=listings)
