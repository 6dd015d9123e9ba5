"""All kinds of pages, and how a catalog is rendered to them.

Each kind of page is a module with a function `Site -> Iterator[Page]` and an entry in `KINDS`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path

import jinja2

from ..catalog.model import Catalog
from ..diagnostics import Diagnostic, Report, error
from ..insights.model import Insights
from ..settings import read_settings
from .api.schemas import schema_pages
from .api.tables import addresses, api_pages
from .context import Context, make_context, template_place
from .data import data_pages
from .exports.files import citation_pages, export_pages
from .feeds.files import feed_pages, overview_pages
from .kinds.bookmarks import compare_pages, kept_pages
from .kinds.desk import desk_pages
from .kinds.digests import digest_pages
from .kinds.explore import explore_pages
from .kinds.home import about_pages, home_pages
from .kinds.listings import listing_pages
from .kinds.map import map_pages
from .kinds.papers import paper_pages
from .kinds.paths import path_pages
from .kinds.pictures import picture_pages
from .kinds.redirects import paper_redirects, tag_redirects
from .kinds.tags import tag_pages
from .kinds.text_files import llms_pages, paper_texts
from .page import Page
from .sharing.cards import card_pages, paper_card_pages

Kind = Callable[[Context], Iterator[Page]]

OF_PAPERS: tuple[Kind, ...] = (paper_pages, paper_redirects, paper_texts, citation_pages, paper_card_pages)
"""The kinds whose files belong to one paper each."""

KINDS: tuple[Kind, ...] = (
    *OF_PAPERS,
    home_pages,
    about_pages,
    tag_pages,
    path_pages,
    tag_redirects,
    listing_pages,
    digest_pages,
    map_pages,
    explore_pages,
    picture_pages,
    desk_pages,
    kept_pages,
    compare_pages,
    api_pages,
    llms_pages,
    schema_pages,
    data_pages,
    export_pages,
    card_pages,
    feed_pages,
    overview_pages,
)
"""Every kind of page; a new one is a function and an entry here."""

AT_ONCE: tuple[Kind, ...] = (home_pages, tag_pages, path_pages, listing_pages, explore_pages, desk_pages)
"""The kinds beside the papers' own pages that show what a curator says of a paper to who looks at the next page."""

LONGEST: tuple[Kind, ...] = (data_pages, export_pages)
"""The kinds whose pages take longest; they are begun first."""


PARTS = 8
"""The number of parts in which the files of papers are made: enough to keep all cores busy to the end."""


class UnrenderableError(Exception):
    """A template is at fault; `finding` says where and how."""

    def __init__(self, finding: Diagnostic) -> None:
        super().__init__(finding.message)
        self.finding = finding


@dataclass(frozen=True, slots=True, kw_only=True)
class RenderPlan:
    """The pages of a site, to be made in parts, of which none needs another; the longest come first.

    `closing` makes the last page, `/urls.txt`, of the paths of all others. A part may raise `UnrenderableError`.
    """

    parts: tuple[Callable[[], Iterator[Page]], ...]
    closing: Callable[[Iterable[str]], Page]


def plan_rendering(
    catalog: Catalog,
    known: Insights,
    found: tuple[Diagnostic, ...],
    root: Path,
    report: Report,
) -> RenderPlan | None:
    """Return how the pages of a catalog are made, for the project in `root` with its templates and its guide.

    `found` are the findings to show on the curator's desk. Returns None with the
    place reported if the settings are at fault.
    """
    settings = read_settings(root, report)
    if settings is None:
        return None
    site = make_context(settings, catalog, known, found, root)
    site.texts.fill()  # nearly every kind of page asks for them
    shares = (replace(site, part=(first, PARTS)) for first in range(PARTS))
    of_many = [kind for kind in KINDS if kind not in OF_PAPERS]
    of_many.sort(key=lambda kind: kind not in LONGEST)
    return RenderPlan(
        parts=(
            *(partial(_made, (kind,), site, root) for kind in of_many[: len(LONGEST)]),
            *(partial(_made, OF_PAPERS, share, root) for share in shares),
            *(partial(_made, (kind,), site, root) for kind in of_many[len(LONGEST) :]),
        ),
        closing=_closing,
    )


def render_at_once(site: Context, root: Path) -> Iterator[Page]:
    """Yield the pages of a site that a curator looks at after a change; they are some of the whole rendering.

    Raises `UnrenderableError`.
    """
    return _made((paper_pages, *AT_ONCE), site, root)


def render(
    catalog: Catalog, known: Insights, found: tuple[Diagnostic, ...], root: Path, report: Report
) -> tuple[Page, ...] | None:
    """Return all pages of a catalog at once, or None with the place reported where a template or a setting is wrong."""
    plan = plan_rendering(catalog, known, found, root, report)
    if plan is None:
        return None
    try:
        pages = tuple(page for part in plan.parts for page in part())
    except UnrenderableError as reason:
        report(reason.finding)
        return None
    return (*pages, plan.closing(page.path for page in pages))


def _made(kinds: Sequence[Kind], site: Context, root: Path) -> Iterator[Page]:
    """Yield the pages of some kinds."""
    try:
        yield from (page for kind in kinds for page in kind(site))
    except jinja2.TemplateError as reason:
        message = reason.message or type(reason).__name__
        hint = "mend the template; the values it may use are in the module of its page in generator/pages/"
        found: list[Diagnostic] = []
        error(found.append, "template-error", template_place(reason, root / "templates"), message, hint)
        raise UnrenderableError(found[0]) from reason


def _closing(paths: Iterable[str]) -> Page:
    """Return the list of all addresses."""
    return addresses(Page(path=path) for path in paths)
