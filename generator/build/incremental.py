"""Renders only the pages that a change of curation.yml affects, for the preview; nothing is written.

The insights that depend on all papers, such as related papers, stay those of the last whole build.
"""

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
from ..pages.kinds.desk import desk_pages
from ..pages.kinds.explore import explore_pages
from ..pages.kinds.home import home_pages
from ..pages.kinds.listings import listing_pages
from ..pages.kinds.papers import paper_pages
from ..pages.kinds.paths import path_pages
from ..pages.kinds.tags import tag_pages
from ..pages.page import Page
from ..pages.registry import UnrenderableError, render_kinds
from ..settings import read_settings
from .pipeline import analyse_library
from .state import BuildResult

_SHOWN_AFTER_AN_EDIT = (paper_pages, home_pages, tag_pages, path_pages, listing_pages, explore_pages, desk_pages)
"""The kinds of pages that show what a curator writes about a paper."""


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
        return AffectedPages(found=found, pages=tuple(render_kinds(_SHOWN_AFTER_AN_EDIT, context)), context=context)
    except UnrenderableError as reason:
        return AffectedPages(found=(*found, reason.finding))


def _insights_after(before: Insights, catalog: Catalog, affected: AffectedSlugs) -> Insights:
    """Return the insights after a change: the papers by tag are computed anew, and all else stays."""
    suggestions = {
        slug: tuple(one for one in before.suggestions.get(slug, ()) if one.tag not in catalog.papers[slug].tags)
        for slug in affected.changed
    }
    return replace(before, usage=usage(catalog), suggestions={**before.suggestions, **suggestions})
