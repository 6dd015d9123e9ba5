"""All kinds of pages, and how a catalog is rendered to them.

Each kind of page is a module with a function `Site -> Iterator[Page]` and an entry in `KINDS`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path

import jinja2

from generator.catalog.model import Catalog
from generator.diagnostics import Diagnostic, Report, error
from generator.insights.collection import Insights
from generator.pages.api import addresses, api_pages
from generator.pages.compare import compare_pages
from generator.pages.data import data_pages
from generator.pages.desk import desk_pages
from generator.pages.digest.pages import digest_pages
from generator.pages.explore import explore_pages
from generator.pages.exports.files import citation_pages, export_pages
from generator.pages.feeds.files import feed_pages
from generator.pages.feeds.overview import overview_pages
from generator.pages.home import about_pages, home_pages
from generator.pages.kept import kept_pages
from generator.pages.listings import listing_pages
from generator.pages.llms import llms_pages
from generator.pages.map import map_pages
from generator.pages.page import Page
from generator.pages.paper_texts import paper_texts
from generator.pages.papers import paper_pages
from generator.pages.paths import path_pages
from generator.pages.pictures import picture_pages
from generator.pages.redirects import redirect_pages, redirect_path
from generator.pages.schemas import schema_pages
from generator.pages.sharing.cards import card_pages, paper_card_pages
from generator.pages.site import Site, make_site, paper_path, template_place
from generator.pages.tags import tag_pages
from generator.settings import read_settings
from generator.shard import WHOLE, Shard

Kind = Callable[[Site], Iterator[Page]]

OF_PAPERS: tuple[Kind, ...] = (paper_pages, redirect_pages, paper_texts, citation_pages, paper_card_pages)
"""The kinds whose files belong to one paper each: every shard has its own of them."""

KINDS: tuple[Kind, ...] = (
    *OF_PAPERS,
    home_pages,
    about_pages,
    tag_pages,
    path_pages,
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


TURNS = 8
"""In how many parts the files of papers are made, so that all cores have something to do to the end."""


class UnrenderableError(Exception):
    """A template is at fault; `finding` says where and how."""

    def __init__(self, finding: Diagnostic) -> None:
        super().__init__(finding.message)
        self.finding = finding


@dataclass(frozen=True, slots=True, kw_only=True)
class Rendering:
    """The pages of a site, to be made in parts, of which none needs another; the longest come first.

    `closing` makes of the paths of all of them the page that comes last, if there is one. Both may raise
    `UnrenderableError`.
    """

    parts: tuple[Callable[[], Iterator[Page]], ...]
    closing: Callable[[Iterable[str]], Page] | None


def rendering(
    catalog: Catalog,
    known: Insights,
    found: tuple[Diagnostic, ...],
    root: Path,
    report: Report,
    shard: Shard = WHOLE,
) -> Rendering | None:
    """Return how the pages of a catalog are made, for the project in `root` with its templates and its guide.

    Of a shard, they are its pages. `found` are the findings to show on the curator's desk. Returns None with the
    place reported if the settings are at fault.
    """
    settings = read_settings(root, report)
    if settings is None:
        return None
    site = make_site(settings, catalog, known, found, root, shard)
    if shard.first:
        site.texts.fill()  # nearly every kind of page asks for them
    turns = (replace(site, shard=turn) for turn in shard.parted(TURNS))
    of_many = [kind for kind in KINDS if shard.first and kind not in OF_PAPERS]
    of_many.sort(key=lambda kind: kind not in LONGEST)
    return Rendering(
        parts=(
            *(partial(_made, (kind,), site, root, shard) for kind in of_many[: len(LONGEST)]),
            *(partial(_made, OF_PAPERS, turn, root, turn.shard) for turn in turns),
            *(partial(_made, (kind,), site, root, shard) for kind in of_many[len(LONGEST) :]),
        ),
        closing=partial(_closing, catalog, shard) if shard.first else None,
    )


def render_at_once(site: Site, root: Path) -> Iterator[Page]:
    """Yield the pages of a site that a curator looks at after a change; they are some of the whole rendering.

    Raises `UnrenderableError`.
    """
    return _made((paper_pages, *AT_ONCE), site, root, WHOLE)


def render(
    catalog: Catalog, known: Insights, found: tuple[Diagnostic, ...], root: Path, report: Report
) -> tuple[Page, ...] | None:
    """Return all pages of a catalog at once, or None with the place reported where a template or a setting is wrong."""
    plan = rendering(catalog, known, found, root, report)
    if plan is None or plan.closing is None:
        return None
    try:
        pages = tuple(page for part in plan.parts for page in part())
    except UnrenderableError as reason:
        report(reason.finding)
        return None
    return (*pages, plan.closing(page.path for page in pages))


def _made(kinds: Sequence[Kind], site: Site, root: Path, shard: Shard) -> Iterator[Page]:
    """Yield the pages of some kinds that belong to a shard."""
    try:
        yield from (page for kind in kinds for page in kind(site) if shard.owns(page.path))
    except jinja2.TemplateError as reason:
        message = reason.message or type(reason).__name__
        hint = "mend the template; the values it may use are in the module of its page in generator/pages/"
        found: list[Diagnostic] = []
        error(found.append, "template-error", template_place(reason, root / "templates"), message, hint)
        raise UnrenderableError(found[0]) from reason


def _closing(catalog: Catalog, shard: Shard, paths: Iterable[str]) -> Page:
    """Return the list of all addresses, those of the other shards included."""
    papers = catalog.papers.values()
    redirects = (redirect_path(slug) for paper in papers for slug in paper.formerly)
    of_papers = (*(paper_path(slug) for slug in catalog.papers), *redirects)
    others = (path for path in of_papers if not shard.owns(path))
    return addresses(Page(path=path) for path in (*paths, *others))
