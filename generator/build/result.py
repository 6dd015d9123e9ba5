"""The result of a build: its findings, and what became of the library and of `docs/`.

A build with nothing to do imports this module, so it must load fast.
"""

from __future__ import annotations

from dataclasses import dataclass, field, fields
from typing import TYPE_CHECKING

from ..diagnostics import Diagnostic, Severity

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
    """The numbers of entries of one listing by result, with the meanings of `Listing`.

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


def totals_of(catalog: Catalog) -> Totals:
    """Return the size of the library that a catalog was read from."""
    names = [field.name for field in fields(Account)]
    listings = tuple(Account(**{name: getattr(listing, name) for name in names}) for listing in catalog.listings)
    return Totals(papers=len(catalog.papers), rows=catalog.rows, listings=listings)
