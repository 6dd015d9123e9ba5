"""What a build found and did, and whether what the last one left still stands: then there is nothing to build.

Whoever only wants to know that need not load what builds, so nothing here imports it.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from ..diagnostics import Diagnostic, Location, Severity
from ..storage.files import misplaced_links
from .fingerprints import Stamp, leave_stamp, stamped_result

if TYPE_CHECKING:
    from ..catalog.model import Catalog, Source
    from ..insights.model import Insights


@dataclass(frozen=True, slots=True, kw_only=True)
class Changes:
    """How many files were written, removed, and found as they should be."""

    written: int
    removed: int
    unchanged: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Account:
    """What became of the entries of one listing, as `Source` says it; `lines` are of heading, of rows, and blank."""

    file: str
    entries: int
    rows: int
    merged: int
    hidden: int
    lines: tuple[int, int, int] | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Totals:
    """How much a library holds."""

    papers: int
    rows: int
    listings: tuple[Account, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class BuildResult:
    """What a build found and did; what comes after an error that stood in the way is None.

    `catalog` and `known` are None as well where the last build stands, because nothing was read.
    """

    found: tuple[Diagnostic, ...]
    totals: Totals | None = None
    catalog: Catalog | None = None
    known: Insights | None = None
    changes: Changes | None = None

    def fails(self, *, strict: bool) -> bool:
        """Tell whether anything found is an error or, where `strict`, a warning."""
        gravest = Severity.WARNING if strict else Severity.ERROR
        return any(finding.severity >= gravest for finding in self.found)


def last_result(root: Path, *, strict: bool = False) -> BuildResult | None:
    """Return what a build of the project would find and do if that is nothing new, or None if one must look.

    It is: if all that the last whole build read, and all that it wrote, is as it was.
    """
    kept = stamped_result(root)
    result = result_of(kept) if kept is not None and not misplaced_links(root) else None
    return replace(result, changes=None) if result and result.fails(strict=strict) else result


def is_current(root: Path) -> bool:
    """Tell whether `docs/` is what a build of the project would make of it."""
    return last_result(root) is not None


def record_result(root: Path, stamp: Stamp, result: BuildResult) -> None:
    """Remember what a whole build found and did, for `standing`; the stamp was taken before it read anything."""
    if (kept := kept_of(result)) is not None:
        leave_stamp(root, stamp, kept)


def kept_of(result: BuildResult) -> dict[str, Any] | None:
    """Return the result of a whole build as JSON can hold it, or None of one that came to no end."""
    if result.totals is None or result.changes is None:
        return None
    found = [
        (one.severity.value, one.code, one.where.file, one.where.line, one.where.column, one.message, one.hint)
        for one in result.found
    ]
    files = result.changes.written + result.changes.unchanged
    return {"found": found, "totals": asdict(result.totals), "files": files}


def totals_of(catalog: Catalog) -> Totals:
    """Return how much a catalog holds."""
    return Totals(
        papers=len(catalog.papers), rows=catalog.rows, listings=tuple(_account(source) for source in catalog.sources)
    )


def _account(source: Source) -> Account:
    return Account(
        file=source.file,
        entries=source.entries,
        rows=source.rows,
        merged=source.merged,
        hidden=source.hidden,
        lines=(source.lines.heading, source.lines.rows, source.lines.blank) if source.lines else None,
    )


def result_of(kept: Mapping[str, Any]) -> BuildResult | None:
    """Return the result that was kept, with all files as they were, or None where it is not ours."""
    try:
        found = tuple(_finding(one) for one in kept["found"])
        listings = tuple(
            Account(**{**one, "lines": tuple(one["lines"]) if one["lines"] else None})
            for one in kept["totals"]["listings"]
        )
        totals = Totals(papers=kept["totals"]["papers"], rows=kept["totals"]["rows"], listings=listings)
        return BuildResult(found=found, totals=totals, changes=Changes(written=0, removed=0, unchanged=kept["files"]))
    except (KeyError, TypeError, ValueError):
        return None


def _finding(kept: Sequence[Any]) -> Diagnostic:
    severity, code, file, line, column, message, hint = kept
    where = Location(file=file, line=line, column=column)
    return Diagnostic(severity=Severity(severity), code=code, where=where, message=message, hint=hint)
