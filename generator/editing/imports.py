"""Plans the import of a file of papers, reports what would be added, and adds it."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

from ..catalog.identity.addresses import PaperRows
from ..catalog.identity.rules import Token, tokens_of
from ..catalog.library import LIBRARY, REGISTER, SOURCES, read_library
from ..diagnostics import Diagnostic, Location, Report, Severity, error, errors_in, in_order
from ..located.nodes import read_yaml
from ..sources.model import Record
from ..storage.files import write_whole
from ..storage.text import is_too_large
from ..storage.transaction import Replacement
from ..text.repairs import plain_title
from .entries import add_source
from .find_papers import read_named
from .saving import copy_of, current, kind_of, report_errors_before, save
from .tree import quoted


@dataclass(frozen=True, slots=True, kw_only=True)
class ImportedRow:
    """A row of the file, and the slug of the paper that it belongs to.

    `merged_with` is the place of a row of another source that belongs to the same paper, `reason` says what both have
    in common; it is empty if a decision of the curator or a further row joins them. `repeated` means that an earlier
    row of the file is the same paper. Without either, the paper is new.
    """

    title: str
    where: Location
    slug: str
    merged_with: Location | None = None
    reason: str = ""
    repeated: bool = False


def _imported_rows(library: Path, source: str) -> tuple[ImportedRow, ...]:
    """Return the rows of a source with the papers that they belong to, in their order."""
    rows = (row for paper in read_named(library) for row in _rows_of(paper, source))
    return tuple(sorted(rows, key=lambda row: row.where))


def _rows_of(paper: PaperRows, source: str) -> Iterator[ImportedRow]:
    mine = [row for row in paper.rows if row.source == source]
    others = [row for row in paper.rows if row.source != source]
    holders: dict[Token, Record] = {}
    for row in others:
        for token in tokens_of(row):
            holders.setdefault(token, row)
    for number, row in enumerate(mine):
        shared = next((token for token in tokens_of(row) if token in holders), None)
        other = holders[shared] if shared else others[0] if others else None
        yield ImportedRow(
            title=plain_title(row.title),
            where=row.where,
            slug=paper.slug,
            merged_with=other.where if other else None,
            reason=_reason(shared) if shared else "",
            repeated=number > 0,
        )


def _reason(shared: Token) -> str:
    kind, value = shared
    return f"the same {kind}" if kind in {"title", "abstract"} else f"the same {kind}, {value}"


@dataclass(frozen=True, slots=True, kw_only=True)
class ImportFile:
    """A file to add: its content, its name in `sources/` with the suffix of its kind, and the fields of its entry."""

    data: bytes
    name: str
    title: str
    listed: str = ""
    url: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class ImportPlan:
    """The effect of adding a file: its entries, the papers of its rows, the findings, and the changes of files.

    `entries` counts the entries of the file, also those without a row. `listed` is the day of the listing.
    """

    file: ImportFile
    found: tuple[Diagnostic, ...]
    entries: int = 0
    rows: tuple[ImportedRow, ...] = ()
    listed: date | None = None
    changes: tuple[Replacement, ...] = ()

    @property
    def path(self) -> str:
        """The path of the file in the project."""
        return f"{SOURCES}/{self.file.name}"

    @property
    def refused(self) -> bool:
        """Whether an error prevents the import."""
        return bool(errors_in(self.found))


def plan_import(root: Path, file: ImportFile) -> ImportPlan:
    """Return the effect of adding the file to the library of the project; nothing is written."""
    found: list[Diagnostic] = []
    before = current(root / REGISTER)
    _check_name(root, file, found.append)
    register = read_yaml(root / REGISTER if before is None else before, REGISTER, found.append)
    if before is None or register is None or errors_in(found):
        return ImportPlan(file=file, found=tuple(found))
    day = (("listed", file.listed), ("year", "stated")) if file.listed else ()
    url = (("url", quoted(file.url)),) if file.url else ()
    after = add_source(before, file.name, (("title", quoted(file.title)), *day, *url), found.append)
    copy = Replacement(path=f"sources/{file.name}", before=None, after=file.data)
    changes = (copy, Replacement(path="sources.yml", before=before, after=after))
    plan = ImportPlan(file=file, found=tuple(found), changes=changes)
    return plan if plan.refused else _tried(root, plan)


def carry_out(root: Path, plan: ImportPlan) -> ImportPlan:
    """Add the file as planned, and return the plan with all findings; if the library changed meanwhile, add nothing."""
    found = list(plan.found)
    if not plan.refused:
        save(root, plan.changes, found.append)
    return replace(plan, found=tuple(found))


def _check_name(root: Path, file: ImportFile, report: Report) -> None:
    """Report a name that no listing can have, one that is taken, and a file that is there already."""
    where = Location(file=f"{SOURCES}/{file.name}")
    hint = "choose another name: --as NAME"
    if is_too_large(len(file.data), where.file, report):
        return
    if re.search(r'[/\\:*?"<>|\x00-\x1f]', file.name) or file.name.startswith((".", "README")):
        error(report, "listing-name", where, f"a listing cannot be called `{file.name}`", hint)
        return
    folder = root / SOURCES
    for path in sorted(folder.iterdir()) if folder.is_dir() else ():
        if path.stem.casefold() == Path(file.name).stem.casefold():
            error(report, "listing-name", where, f"there is a listing of this name already: `{path.name}`", hint)
        elif path.is_file() and path.stat().st_size == len(file.data) and path.read_bytes() == file.data:
            hint = "there is nothing to add"
            error(report, "listing-there", where, f"the library has this file already: `{path.name}`", hint)


def _tried(root: Path, plan: ImportPlan) -> ImportPlan:
    """Return the plan with the effect that it has in a copy of the library."""
    earlier: list[Diagnostic] = []
    read_library(root / LIBRARY, earlier.append)
    found: list[Diagnostic] = []
    with copy_of(root) as draft:
        for change in plan.changes:
            write_whole(draft / LIBRARY / change.path, change.after)
        catalog = read_library(draft / LIBRARY, found.append)
        rows = _imported_rows(draft / LIBRARY, Path(plan.file.name).stem)
    known = set(map(kind_of, earlier))
    new = [one for one in found if kind_of(one) not in known and _concerns(one, plan.path)]
    if errors := [one for one in errors_in(found) if kind_of(one) in known]:
        new += errors
        report_errors_before(new.append)
    listing = next((one for one in catalog.listings if one.file == plan.path), None) if catalog else None
    plan = replace(plan, found=in_order(new), rows=rows)
    return replace(plan, entries=listing.entries, listed=listing.listed) if listing else plan


def _concerns(finding: Diagnostic, file: str) -> bool:
    """Return whether a finding is about the file, or more than a note."""
    return finding.severity > Severity.INFO or finding.where.file == file
