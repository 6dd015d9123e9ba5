"""The table of all kinds of pages, and how a catalog is rendered to pages.

To add a kind of page, write a module in `kinds/` with a function from a `Context` to an iterator of `Page`s, and enter
the function in `KINDS`. The files of feeds, exports, data, cards and the API are kinds too, with modules of their own.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence, Set
from dataclasses import replace
from functools import partial
from pathlib import Path

import jinja2

from ..catalog.model import Catalog
from ..diagnostics import Diagnostic, Report
from ..insights.model import Insights
from ..settings import read_settings
from .api.schemas import schema_pages
from .api.tables import api_pages
from .context import Context, make_context
from .data import data_pages
from .exports.files import export_pages, paper_export_pages
from .feeds.files import feed_overview_pages, feed_pages
from .kinds import desk, explore, home, listings, papers, paths, pictures, tags, text_files
from .kinds.map import map_pages
from .links import report_broken_links
from .page import Page, address_of
from .sharing.cards import card_pages, paper_card_pages
from .templates import template_fault

Kind = Callable[[Context], Iterator[Page]]

_KINDS_OF_PAPERS: tuple[Kind, ...] = (
    papers.paper_pages,
    papers.paper_redirects,
    text_files.paper_texts,
    paper_export_pages,
    paper_card_pages,
)
"""The kinds whose files belong to one paper each."""

_SLOWEST: tuple[Kind, ...] = (data_pages, export_pages)
"""The kinds whose pages take longest; they are started first."""

KINDS: tuple[Kind, ...] = (
    *_SLOWEST,
    *_KINDS_OF_PAPERS,
    home.home_pages,
    home.about_pages,
    tags.tag_pages,
    paths.path_pages,
    tags.tag_redirects,
    listings.listing_pages,
    listings.digest_pages,
    map_pages,
    explore.explore_pages,
    pictures.picture_pages,
    desk.desk_pages,
    home.kept_pages,
    home.compare_pages,
    api_pages,
    text_files.llms_pages,
    schema_pages,
    card_pages,
    feed_pages,
    feed_overview_pages,
)
"""Every kind of page; a new one is a function and an entry here."""

SHOW_CURATION = (
    papers.paper_pages,
    home.home_pages,
    tags.tag_pages,
    paths.path_pages,
    listings.listing_pages,
    explore.explore_pages,
    desk.desk_pages,
)
"""The kinds of pages that show what a curator writes about a paper."""

_PARTS = 8
"""The number of parts in which the files of papers are made: enough to keep all cores busy to the end."""


class UnrenderableError(Exception):
    """An error in a template; `finding` has the place and the reason."""

    def __init__(self, finding: Diagnostic) -> None:
        super().__init__(finding.message)
        self.finding = finding


Part = Callable[[], Iterator[Page]]
"""A function that yields some pages of a site, independent of all other parts. It may raise `UnrenderableError`."""


def rendering_parts(
    catalog: Catalog,
    insights: Insights,
    findings: tuple[Diagnostic, ...],
    root: Path,
    report: Report,
) -> tuple[Part, ...] | None:
    """Return the parts in which the pages of a catalog are made, the slowest first; `address_list` is not in them.

    `root` is the project with the templates and the guide. `findings` are those to show on the curator's desk. Returns
    None with the place reported if the settings are wrong.
    """
    settings = read_settings(root, report)
    if settings is None:
        return None
    context = make_context(settings, catalog, insights, findings, root)
    context.exports.fill()  # nearly every kind of page needs them
    of_many = [kind for kind in KINDS if kind not in (*_SLOWEST, *_KINDS_OF_PAPERS)]
    return (
        *(partial(render_kinds, (kind,), context) for kind in _SLOWEST),
        *(partial(render_kinds, _KINDS_OF_PAPERS, replace(context, part=(at, _PARTS))) for at in range(_PARTS)),
        *(partial(render_kinds, (kind,), context) for kind in of_many),
    )


def render(
    catalog: Catalog, insights: Insights, findings: tuple[Diagnostic, ...], root: Path, report: Report
) -> tuple[Page, ...] | None:
    """Return all pages of a catalog, or None with the place reported if a template or a setting is wrong."""
    parts = rendering_parts(catalog, insights, findings, root, report)
    if parts is None:
        return None
    try:
        pages = tuple(page for part in parts for page in part())
    except UnrenderableError as reason:
        report(reason.finding)
        return None
    return (*pages, address_list(page.path for page in pages))


def locate_broken_links(catalog: Catalog, insights: Insights, root: Path, broken: Set[str]) -> list[Diagnostic]:
    """Return a finding for each line of a template that writes a link to a broken address, on the first page it does.

    All pages are rendered once more for it.
    """
    settings = read_settings(root, lambda _: None)
    assert settings is not None, "the pages were rendered before"
    found: list[Diagnostic] = []
    context = make_context(settings, catalog, insights, (), root)
    for _ in render_kinds(KINDS, replace(context, observe=partial(report_broken_links, broken, found.append))):
        pass
    return list({finding.where: finding for finding in reversed(found)}.values())


def render_kinds(kinds: Sequence[Kind], context: Context) -> Iterator[Page]:
    """Yield the pages of some kinds. Raises `UnrenderableError` if a template is wrong."""
    try:
        yield from (page for kind in kinds for page in kind(context))
    except jinja2.TemplateError as reason:
        hint = "mend the template; the values it may use are in the module of its page in generator/pages/"
        raise UnrenderableError(template_fault(reason, context.root, "pages", hint)) from reason


def address_list(paths: Iterable[str]) -> Page:
    """Return `/urls.txt`: the address of every page, old ones that redirect included, one a line, sorted."""
    addresses = sorted(address_of(path) for path in paths if path.endswith((".md", ".html")))
    return Page(path="urls.txt", data="".join(f"{address}\n" for address in addresses).encode())
