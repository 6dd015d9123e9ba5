"""The whole pipeline on one screen: a library becomes a catalog, the catalog pages, the pages files.

Nothing is written if anything is an error.
"""

from __future__ import annotations

from contextlib import nullcontext
from dataclasses import replace
from pathlib import Path

from ..catalog.library import LIBRARY, read_library
from ..diagnostics import Diagnostic, in_order
from ..insights.compute import compute_insights
from ..insights.duplicates import report_look_alikes
from ..pages.registry import UnrenderableError, plan_rendering
from ..parallel import gc_paused
from ..storage.cache import FOLDER
from ..storage.errors import cannot_write
from ..storage.files import misplaced_links, temporary_folder
from ..storage.lock import AnotherBuildError, build_lock
from .drafts import WriteOptions
from .fingerprints import is_as_written, take_stamp
from .state import BuildResult, Changes, last_result, record_result, totals_of
from .write import report_strange_names, sync_parts

WATCHED = (LIBRARY, "templates", "docs/guide", "docs/assets")
"""The folders that people write in: a preview follows these, and not what is generated."""


@gc_paused()
def build(root: Path, *, check: bool = False, strict: bool = False, wait: bool = False) -> BuildResult:
    """Build the project in the folder `root`: read `library/`, render, and bring `docs/` up to date.

    If nothing has changed since the last whole build, nothing is read. With `check`, nothing is written. With
    `strict`, a warning stops the build as an error does. All findings are in the result, sorted by place; wrong data
    never raises, nor does what the system refuses. While another process builds, this is an error, unless it is to
    `wait`.
    """
    if (last := last_result(root, strict=strict)) is not None:
        return last
    try:
        found = [*misplaced_links(root)]
        report_strange_names(root / "docs", found.append)
        if found:
            return BuildResult(found=in_order(found))
        with nullcontext() if check else build_lock(root, wait=wait):
            return _build(root, check=check, strict=strict)
    except AnotherBuildError as reason:
        return BuildResult(found=(reason.finding,))
    except OSError as reason:
        return BuildResult(found=(cannot_write(reason, root=root),))


def _build(root: Path, *, check: bool, strict: bool) -> BuildResult:
    stamp = take_stamp(root)
    result = known_library(root, write=not check)
    if result.catalog is None or result.known is None or result.fails(strict=strict):
        return result
    changes, found = _bring_up_to_date(root, result, WriteOptions(write=not check))
    result = replace(result, found=in_order([*result.found, *found]), changes=changes)
    if not check:
        record_result(root, stamp, result)
    return result


def _bring_up_to_date(root: Path, result: BuildResult, way: WriteOptions) -> tuple[Changes | None, list[Diagnostic]]:
    """Render what a library holds and write it, or nothing where anything is an error; return what was found, too."""
    found: list[Diagnostic] = []
    if result.catalog is None or result.known is None:
        return None, found
    plan = plan_rendering(result.catalog, result.known, result.found, root, found.append)
    if plan is None:
        return None, found
    way = replace(way, trusting=is_as_written(root))
    try:
        with temporary_folder(root / FOLDER) if way.write else nullcontext() as aside:
            way = replace(way, aside=aside)
            return sync_parts(plan.parts, plan.closing, root / "docs", found.append, way), found
    except UnrenderableError as reason:
        return None, [*found, reason.finding]


def known_library(root: Path, *, write: bool = True, proposed: bytes | None = None) -> BuildResult:
    """Return the catalog of a project and what is known of it; with `write`, what was expensive is remembered.

    `proposed` stands in for curation.yml.
    """
    found: list[Diagnostic] = []
    catalog = read_library(root / LIBRARY, found.append, proposed=proposed)
    if catalog is None:
        return BuildResult(found=in_order(found))
    result = BuildResult(found=in_order(found), catalog=catalog, totals=totals_of(catalog))
    if result.fails(strict=False):
        return result
    insights = compute_insights(catalog, root, write=write)
    report_look_alikes(insights.alike, found.append)
    return replace(result, found=in_order(found), known=insights)
