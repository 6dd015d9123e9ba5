"""The table of all kinds of pages, and how a catalog is rendered to pages.

To add a kind of page, write a module in `kinds/` with a function from a `Context` to an iterator of `Page`s, and enter
the function in `KINDS`. The files of feeds, exports, data, cards and the API are kinds too, with modules of their own.
"""

import hashlib
from collections.abc import Callable, Iterable, Iterator, Mapping, Set
from dataclasses import replace
from functools import partial
from pathlib import Path

from ..catalog.model import Catalog
from ..diagnostics import Diagnostic, Report
from ..insights.model import Insights
from ..settings import read_settings
from .api.tables import api_pages, schema_pages
from .context import Context, make_context
from .data import data_pages, head_page
from .exports.export_files import export_pages, paper_export_pages
from .feeds.feed_files import feed_overview_pages, feed_pages
from .kinds import desk, explore, home, listings, papers, pictures, tags, text_files
from .page import Page, address_of, finished
from .sharing.cards import card_pages, paper_card_pages
from .templates import UnrenderableError, report_broken_links

Kind = Callable[[Context], Iterator[Page]]

KINDS: tuple[Kind, ...] = (
    data_pages,
    export_pages,
    papers.paper_pages,
    papers.paper_redirects,
    text_files.paper_texts,
    paper_export_pages,
    paper_card_pages,
    home.home_pages,
    home.about_pages,
    tags.tag_pages,
    listings.path_pages,
    tags.tag_redirects,
    listings.listing_pages,
    listings.digest_pages,
    pictures.map_pages,
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
"""Every kind of page, those that take long first; a new one is a function and an entry here."""

SHOW_CURATION = (
    papers.paper_pages,
    home.home_pages,
    tags.tag_pages,
    listings.path_pages,
    listings.listing_pages,
    explore.explore_pages,
    desk.desk_pages,
)
"""The kinds of pages that show what a curator writes about a paper."""


def site_pages(context: Context, kinds: Iterable[Kind] = KINDS) -> Iterator[Page]:
    """Yield the pages of some kinds, by default all but those that `closing_pages` yields."""
    return (page for kind in kinds for page in kind(context))


def closing_pages(context: Context, hashes: Mapping[str, str]) -> Iterator[Page]:
    """Yield the pages that depend on the others: `/urls.txt` and `/data/head.json`.

    `hashes` has the hash of each other page by its path.
    """
    yield address_list(hashes)
    yield head_page(context, hashes)


def render(
    catalog: Catalog, insights: Insights, findings: tuple[Diagnostic, ...], root: Path, report: Report
) -> tuple[Page, ...] | None:
    """Return all pages of a catalog, or None with the place reported if a template or a setting is wrong."""
    settings = read_settings(root, report)
    if settings is None:
        return None
    try:
        context = make_context(settings, catalog, insights, findings, root)
        pages = [page if page.path.endswith(".png") else finished(page.path, page.data) for page in site_pages(context)]
    except UnrenderableError as reason:
        report(reason.finding)
        return None
    hashes = {page.path: page.key or hashlib.sha256(page.data).hexdigest() for page in pages}
    return (*pages, *closing_pages(context, hashes))


def locate_broken_links(catalog: Catalog, insights: Insights, root: Path, broken: Set[str]) -> list[Diagnostic]:
    """Return a finding for each line of a template that writes a link to a broken address, on the first page it does.

    All pages are rendered once more for it.
    """
    settings = read_settings(root, lambda _: None)
    assert settings is not None, "the pages were rendered before"
    found: list[Diagnostic] = []
    context = make_context(settings, catalog, insights, (), root)
    for page in site_pages(replace(context, observe=partial(report_broken_links, broken, found.append))):
        if page.path.endswith(".md"):
            page.make()
    return list({finding.where: finding for finding in reversed(found)}.values())


def address_list(paths: Iterable[str]) -> Page:
    """Return `/urls.txt`: the address of every page, old ones that redirect included, one a line, sorted."""
    addresses = sorted(address_of(path) for path in paths if path.endswith((".md", ".html")))
    return finished("urls.txt", "".join(f"{address}\n" for address in addresses).encode())
