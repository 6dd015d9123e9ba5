"""STAGE 3: the Catalog becomes Pages: a path and the finished bytes.

Each kind of page is a module with a function `Site -> Iterator[Page]` and an entry in `KINDS`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
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
from generator.pages.home import home_pages
from generator.pages.kept import kept_pages
from generator.pages.listings import listing_pages
from generator.pages.llms import llms_pages
from generator.pages.map import map_pages
from generator.pages.page import Page
from generator.pages.paper_texts import paper_texts
from generator.pages.papers import paper_pages
from generator.pages.paths import path_pages
from generator.pages.pictures import picture_pages
from generator.pages.redirects import redirect_pages
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


def render(
    catalog: Catalog,
    known: Insights,
    found: tuple[Diagnostic, ...],
    root: Path,
    report: Report,
    shard: Shard = WHOLE,
) -> tuple[Page, ...] | None:
    """Return all pages of a catalog, for the project in the folder `root` with its templates and its guide.

    Of a shard, return its pages.

    `found` are the findings to show on the curator's desk. Returns None with the place reported if a template is
    at fault, or the settings are.
    """
    settings = read_settings(root, report)
    if settings is None:
        return None
    site = make_site(settings, catalog, known, found, root, shard)
    try:
        pages = tuple(page for kind in (KINDS if shard.first else OF_PAPERS) for page in kind(site))
    except jinja2.TemplateError as reason:
        message = reason.message or type(reason).__name__
        hint = "mend the template; the values it may use are in the module of its page in generator/pages/"
        error(report, "template-error", template_place(reason, root / "templates"), message, hint)
        return None
    if shard.first:
        others = (Page(path=paper_path(slug)) for slug in catalog.papers if not shard.has_paper(slug))
        pages = (*pages, addresses((*pages, *others)))
    return tuple(page for page in pages if shard.owns(page.path))
