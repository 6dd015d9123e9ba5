"""The whole build: the library becomes a catalog, the catalog pages, and the pages files.

Nothing is written if anything is an error.
"""

from contextlib import nullcontext
from dataclasses import replace
from pathlib import Path

from ..catalog.library import LIBRARY, read_library
from ..diagnostics import Diagnostic, in_order
from ..insights.compute import compute_insights
from ..insights.duplicates import report_look_alikes
from ..pages.registry import UnrenderableError, address_list, rendering_parts
from ..parallel import gc_paused
from ..storage.cache import FOLDER
from ..storage.errors import cannot_write
from ..storage.files import misplaced_links, temporary_folder
from ..storage.lock import AnotherBuildError, build_lock
from .fingerprints import is_docs_unchanged, read_inputs
from .state import BuildResult, last_result, record_result, totals_of
from .write import WriteOptions, report_strange_names, sync

WATCHED = (LIBRARY, "templates", "docs/guide", "docs/assets")
"""The folders that people write in; a preview watches these, and no generated files."""


@gc_paused()
def build(root: Path, *, check: bool = False, strict: bool = False, wait: bool = False) -> BuildResult:
    """Build the project in the folder `root`: read `library/`, render, and bring `docs/` up to date.

    If nothing has changed since the last whole build, nothing is read. With `check`, nothing is written. With
    `strict`, a warning stops the build as an error does. All findings are in the result, sorted by place; neither
    wrong data nor an error of the system raises. While another process builds, this waits if `wait`, and else is an
    error.
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
    inputs = read_inputs(root)
    result = analyse_library(root, write=not check)
    if result.catalog is None or result.insights is None or result.fails(strict=strict):
        return result
    found = [*result.found]
    changes = None
    try:
        parts = rendering_parts(result.catalog, result.insights, result.found, root, found.append)
        if parts:
            with nullcontext() if check else temporary_folder(root / FOLDER) as staging:
                options = WriteOptions(write=not check, trust_manifest=is_docs_unchanged(root), staging=staging)
                changes = sync(parts, address_list, root / "docs", found.append, options)
    except UnrenderableError as reason:
        found.append(reason.finding)
    result = replace(result, found=in_order(found), changes=changes)
    if not check:
        record_result(root, inputs, result)
    return result


def analyse_library(root: Path, *, write: bool = True, curation: bytes | None = None) -> BuildResult:
    """Return the catalog of a project and the insights computed from it; with `write`, insights are cached.

    `curation` replaces the content of curation.yml. After an error there are no insights.
    """
    found: list[Diagnostic] = []
    catalog = read_library(root / LIBRARY, found.append, proposed=curation)
    if catalog is None:
        return BuildResult(found=in_order(found))
    result = BuildResult(found=in_order(found), catalog=catalog, totals=totals_of(catalog))
    if result.fails(strict=False):
        return result
    insights = compute_insights(catalog, root, write=write)
    report_look_alikes(insights.alike, found.append)
    return replace(result, found=in_order(found), insights=insights)
