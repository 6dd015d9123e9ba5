"""Makes at once the pages that a change of the curation shows, of what is known already; it writes nothing.

All that is learned from all papers together, such as the related ones, may be that of the last whole build.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from pathlib import Path

from generator.build import LIBRARY, known_library, read_library
from generator.catalog.model import Catalog
from generator.diagnostics import Diagnostic
from generator.insights.collection import Insights
from generator.insights.lookalikes import report_look_alikes
from generator.insights.usage import usage
from generator.pages.haste import Wanted, touched
from generator.pages.page import Page
from generator.pages.rendering import UnrenderableError, render_at_once
from generator.pages.site import Site, make_site, site_after
from generator.settings import read_settings
from generator.standing import Result


@dataclass(frozen=True, slots=True, kw_only=True)
class Glance:
    """What a look at a change showed: all findings, the pages that may differ, and the site after it.

    There is no site where anything is an error: then the one before stays.
    """

    found: tuple[Diagnostic, ...]
    pages: tuple[Page, ...] = ()
    site: Site | None = None


def recall(root: Path, before: Site | None = None, curation: bytes | None = None) -> Site | None:
    """Return the site of a project as it is, to compare later changes with; None where anything is an error.

    Of the one `before`, what stays is kept. What `curation` says stands in for the file, which may change meanwhile.
    """
    result = known_library(root, write=False, proposed=curation)
    settings = read_settings(root, lambda _: None)
    if result.catalog is None or result.known is None or settings is None:
        return None
    wanted = touched(before.catalog, result.catalog, result.known.related) if before else None
    if before and wanted:
        return site_after(before, result.catalog, result.known, result.found, wanted)
    return make_site(settings, result.catalog, result.known, result.found, root)


def glance(root: Path, before: Site) -> Glance | None:
    """Look at a project of which nothing but the curation changed; None if more pages may differ than are made here."""
    found: list[Diagnostic] = []
    catalog = read_library(root / LIBRARY, found.append)
    report_look_alikes(before.known.alike, found.append)
    result = Result(found=tuple(sorted(set(found), key=lambda finding: finding.place)))
    if catalog is None or result.fails(strict=False):
        return Glance(found=result.found)
    wanted = touched(before.catalog, catalog, before.known.related)
    if wanted is None:
        return None
    site = site_after(before, catalog, _known_after(before.known, catalog, wanted), result.found, wanted)
    try:
        return Glance(found=result.found, pages=tuple(render_at_once(site, root)), site=site)
    except UnrenderableError as reason:
        return Glance(found=(*result.found, reason.finding))


def _known_after(before: Insights, catalog: Catalog, wanted: Wanted) -> Insights:
    """Return what is known of a catalog after a change: who carries which tag is counted, the rest stays."""
    suggestions = {
        slug: tuple(one for one in before.suggestions.get(slug, ()) if one.tag not in catalog.papers[slug].tags)
        for slug in wanted.changed
    }
    return replace(before, usage=usage(catalog), suggestions={**before.suggestions, **suggestions})
