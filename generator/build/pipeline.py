"""The build: the library becomes a catalog, the catalog pages, and the pages files.

Nothing is written if anything is an error. A preview first builds a part: the pages that show what the curator writes,
with the insights of an earlier build. The next build makes the rest.
"""

from contextlib import nullcontext
from dataclasses import replace
from functools import partial
from pathlib import Path

from ..catalog.library import LIBRARY, read_library
from ..diagnostics import Diagnostic, in_order
from ..insights.compute import compute_insights, earlier_insights, report_look_alikes
from ..pages import registry
from ..pages.context import make_context
from ..pages.templates import UnrenderableError
from ..parallel import gc_paused
from ..settings import read_settings
from ..storage.cache import FOLDER
from ..storage.errors import cannot_write
from ..storage.files import misplaced_links, temporary_folder
from ..storage.lock import AnotherBuildError, build_lock
from .inputs import program_hash, read_inputs
from .manifest import read_manifest
from .result import BuildResult, totals_of
from .state import files_of_docs, is_docs_unchanged, last_result, record_result
from .write import BrokenLinksError, Target, sync

WATCHED = (LIBRARY, "templates", "docs/guide", "docs/assets")
"""The folders that people write in; a preview watches these, and no generated files."""


@gc_paused()
def build(
    root: Path, *, check: bool = False, strict: bool = False, wait: bool = False, part: bool = False
) -> BuildResult:
    """Build the project in the folder `root`: read `library/`, make its pages, and bring `docs/` up to date.

    If nothing has changed since the last whole build, nothing is read. With `check`, nothing is written. With
    `strict`, a warning stops the build as an error does. With `part`, only the pages that show what the curator writes
    are made, if possible with the insights of an earlier build. All findings are in the result, sorted by place;
    neither wrong data nor an error of the system raises. While another process builds, this waits if `wait`, and else
    is an error.
    """
    if (last := last_result(root, strict=strict)) is not None:
        return last
    try:
        if found := misplaced_links(root):
            return BuildResult(found=in_order(found))
        with nullcontext() if check else build_lock(root, wait=wait):
            return _build(root, check=check, strict=strict, part=part)
    except AnotherBuildError as reason:
        return BuildResult(found=(reason.finding,))
    except OSError as reason:
        return BuildResult(found=(cannot_write(reason, root=root),))


def _build(root: Path, *, check: bool, strict: bool, part: bool) -> BuildResult:
    found: list[Diagnostic] = []
    manifest = read_manifest(root / "docs", found.append)
    if manifest is None:
        return BuildResult(found=in_order(found))
    inputs, docs = read_inputs(root), files_of_docs(root)
    result = analyse_library(root, write=not check, earlier=part)
    if result.catalog is None or result.insights is None or result.fails(strict=strict):
        return result
    found += result.found
    changes = None
    trusted = is_docs_unchanged(root, docs)
    try:
        settings = read_settings(root, found.append)
        if settings:
            context = make_context(settings, result.catalog, result.insights, result.found, root, program_hash(inputs))
            pages = registry.site_pages(context, registry.SHOW_CURATION if part else registry.KINDS)
            with nullcontext() if check else temporary_folder(root / FOLDER) as staging:
                target = Target(docs=root / "docs", manifest=manifest, staging=staging, part=part, trusted=trusted)
                changes = sync(pages, partial(registry.closing_pages, context), target, found.append)
    except UnrenderableError as reason:
        found.append(reason.finding)
    except BrokenLinksError as reason:
        found += registry.locate_broken_links(result.catalog, result.insights, root, reason.broken)
    result = replace(result, found=in_order(found), changes=changes)
    if not check:
        # A part does not look at all files: what it did not see must not count as left by a build.
        record_result(root, inputs, docs if trusted or not part else {}, result, part=part)
    return result


def analyse_library(root: Path, *, write: bool = True, earlier: bool = False) -> BuildResult:
    """Return the catalog of a project and the insights computed from it; with `write`, insights are cached.

    With `earlier`, those that were stored last are taken if they still fit. After an error there are no insights.
    """
    found: list[Diagnostic] = []
    catalog = read_library(root / LIBRARY, found.append)
    if catalog is None:
        return BuildResult(found=in_order(found))
    result = BuildResult(found=in_order(found), catalog=catalog, totals=totals_of(catalog))
    if result.fails(strict=False):
        return result
    insights = (earlier_insights(catalog, root) if earlier else None) or compute_insights(catalog, root, write=write)
    report_look_alikes(insights.alike, found.append)
    return replace(result, found=in_order(found), insights=insights)
