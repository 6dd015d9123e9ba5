"""Makes at once the pages that a change of the curation shows, of what is known already; it writes nothing.

All that is learned from all papers together, such as the related ones, may be that of the last whole build.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from pathlib import Path

from ..catalog.library import LIBRARY, read_library
from ..catalog.model import Catalog
from ..diagnostics import Diagnostic, in_order
from ..insights.duplicates import report_look_alikes
from ..insights.model import Insights
from ..insights.usage import usage
from ..pages.affected import AffectedSlugs, affected_slugs
from ..pages.context import Context, context_after, make_context
from ..pages.page import Page
from ..pages.registry import UnrenderableError, render_after_an_edit
from ..settings import read_settings
from .pipeline import known_library
from .state import BuildResult


@dataclass(frozen=True, slots=True, kw_only=True)
class AffectedPages:
    """What a look at a change showed: all findings, the pages that may differ, and the site after it.

    There is no site where anything is an error: then the one before stays.
    """

    found: tuple[Diagnostic, ...]
    pages: tuple[Page, ...] = ()
    site: Context | None = None


def read_context(root: Path, before: Context | None = None, curation: bytes | None = None) -> Context | None:
    """Return the site of a project as it is, to compare later changes with; None where anything is an error.

    Of the one `before`, what stays is kept. What `curation` says stands in for the file, which may change meanwhile.
    """
    result = known_library(root, write=False, proposed=curation)
    settings = read_settings(root, lambda _: None)
    if result.catalog is None or result.known is None or settings is None:
        return None
    wanted = affected_slugs(before.catalog, result.catalog, result.known.related) if before else None
    if before and wanted:
        return context_after(before, result.catalog, result.known, result.found, wanted)
    return make_context(settings, result.catalog, result.known, result.found, root)


def affected_pages(root: Path, before: Context) -> AffectedPages | None:
    """Look at a project of which nothing but the curation changed; None if more pages may differ than are made here."""
    found: list[Diagnostic] = []
    catalog = read_library(root / LIBRARY, found.append)
    report_look_alikes(before.insights.alike, found.append)
    result = BuildResult(found=in_order(found))
    if catalog is None or result.fails(strict=False):
        return AffectedPages(found=result.found)
    wanted = affected_slugs(before.catalog, catalog, before.insights.related)
    if wanted is None:
        return None
    site = context_after(before, catalog, _known_after(before.insights, catalog, wanted), result.found, wanted)
    try:
        return AffectedPages(found=result.found, pages=tuple(render_after_an_edit(site)), site=site)
    except UnrenderableError as reason:
        return AffectedPages(found=(*result.found, reason.finding))


def _known_after(before: Insights, catalog: Catalog, wanted: AffectedSlugs) -> Insights:
    """Return what is known of a catalog after a change: who carries which tag is counted, the rest stays."""
    suggestions = {
        slug: tuple(one for one in before.suggestions.get(slug, ()) if one.tag not in catalog.papers[slug].tags)
        for slug in wanted.changed
    }
    return replace(before, usage=usage(catalog), suggestions={**before.suggestions, **suggestions})
