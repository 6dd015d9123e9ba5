"""The build: the library becomes a catalog, the catalog pages, and the pages files.

Nothing is written if anything is an error. The incremental build of the preview renders only the pages that a change of
curation.yml affects, and writes nothing; the insights that depend on all papers, such as related papers, then stay
those of the last whole build.
"""

from contextlib import nullcontext
from dataclasses import dataclass, replace
from pathlib import Path

from ..catalog.library import LIBRARY, read_library
from ..catalog.model import Catalog
from ..diagnostics import Diagnostic, in_order
from ..insights.compute import compute_insights, report_look_alikes
from ..insights.model import Insights
from ..insights.usage import usage
from ..pages import registry
from ..pages.affected import AffectedSlugs, affected_slugs
from ..pages.context import Context, context_after, make_context
from ..pages.page import Page
from ..pages.templates import UnrenderableError
from ..parallel import gc_paused
from ..settings import read_settings
from ..storage.cache import FOLDER
from ..storage.errors import cannot_write
from ..storage.files import misplaced_links, temporary_folder
from ..storage.lock import AnotherBuildError, build_lock
from .fingerprints import is_docs_unchanged, program_hash, read_inputs
from .manifest import report_strange_names
from .state import BuildResult, last_result, record_result, totals_of
from .write import BrokenLinksError, WriteOptions, sync

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
        settings = read_settings(root, found.append)
        if settings:
            context = make_context(settings, result.catalog, result.insights, result.found, root, program_hash(inputs))
            with nullcontext() if check else temporary_folder(root / FOLDER) as staging:
                options = WriteOptions(write=not check, trust_manifest=is_docs_unchanged(root), staging=staging)
                pages = registry.site_pages(context)
                changes = sync(pages, registry.closing_pages, root / "docs", found.append, options)
    except UnrenderableError as reason:
        found.append(reason.finding)
    except BrokenLinksError as reason:
        found += registry.locate_broken_links(result.catalog, result.insights, root, reason.broken)
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


@dataclass(frozen=True, slots=True, kw_only=True)
class AffectedPages:
    """The findings after a change, the pages that the change may affect, and the context that they were rendered with.

    After an error there are no pages, and `context` is None.
    """

    found: tuple[Diagnostic, ...]
    pages: tuple[Page, ...] = ()
    context: Context | None = None


def read_context(root: Path, before: Context | None = None, curation: bytes | None = None) -> Context | None:
    """Return the context of a project, to compare later changes with; None if anything is an error.

    What is unchanged is taken from `before`. `curation` is the content of curation.yml if the file may change
    meanwhile.
    """
    result = analyse_library(root, write=False, curation=curation)
    settings = read_settings(root, lambda _: None)
    if result.catalog is None or result.insights is None or settings is None:
        return None
    affected = affected_slugs(before.catalog, result.catalog, result.insights.related) if before else None
    if before and affected:
        return context_after(before, result.catalog, result.insights, result.found, affected)
    return make_context(settings, result.catalog, result.insights, result.found, root)


def affected_pages(root: Path, before: Context) -> AffectedPages | None:
    """Return the pages of a project in which only curation.yml changed; None if a change may affect other pages too."""
    reported: list[Diagnostic] = []
    catalog = read_library(root / LIBRARY, reported.append)
    report_look_alikes(before.insights.alike, reported.append)
    found = in_order(reported)
    if catalog is None or BuildResult(found=found).fails(strict=False):
        return AffectedPages(found=found)
    affected = affected_slugs(before.catalog, catalog, before.insights.related)
    if affected is None:
        return None
    context = context_after(before, catalog, _insights_after(before.insights, catalog, affected), found, affected)
    try:
        return AffectedPages(
            found=found, pages=tuple(registry.render_kinds(registry.SHOW_CURATION, context)), context=context
        )
    except UnrenderableError as reason:
        return AffectedPages(found=(*found, reason.finding))


def _insights_after(before: Insights, catalog: Catalog, affected: AffectedSlugs) -> Insights:
    """Return the insights after a change: the papers by tag are computed anew, and all else stays."""
    suggestions = {
        slug: tuple(one for one in before.suggestions.get(slug, ()) if one.tag not in catalog.papers[slug].tags)
        for slug in affected.changed
    }
    return replace(before, usage=usage(catalog), suggestions={**before.suggestions, **suggestions})
