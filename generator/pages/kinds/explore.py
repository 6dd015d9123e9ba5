"""The explorer: filters by tags, listings and paths, and a plain list of all papers for browsers without scripts."""

from calendar import monthrange
from collections.abc import Iterator
from functools import partial

from markupsafe import Markup

from ...catalog.model import Facet, Paper
from ..context import CHIPS, EXPLORE, Context, listing_path, path_path, tag_path
from ..escape import page_link
from ..formatting import count, day
from ..page import Page
from ..paginate import ListPage, list_pages
from ..sharing.head import UNSEARCHED, WIDE, page_head
from .listings import newest_listings
from .tags import cards_by_day

_ROWS = 5
"""How many papers are in the page itself, so that there is something to read before a script has drawn the list."""

_PLAIN = 20
"""How many papers are in the page itself for browsers without scripts; the pages after it have the others."""

_Filter = tuple[Markup, int]
"""A filter: a link to the page of a tag, listing or path, which a script makes a filter, and its number of papers."""


_Row = tuple[Paper, str, tuple[tuple[str, str, int], ...], int, str]
"""A paper in the list, as the script draws it: its meta line, the name, slug and colour of its first tags, the
number of the others, and its day."""


def explore_pages(context: Context) -> Iterator[Page]:
    """Yield `/explore/` with the first papers of a plain list, and the later pages of that list."""
    first, *further = list_pages(EXPLORE, context.numbered[::-1], on_first=_PLAIN)
    yield _explorer(context, first)
    for chunk in further:
        make = partial(_further, context, chunk)
        yield context.keyed(chunk.path, make, chunk.entries, chunk.total, chunk.previous)


def _explorer(context: Context, chunk: ListPage[Paper]) -> Page:
    papers = count(len(context.numbered), "paper")
    about = f"{papers}, with filters by word, tag, listing, day and what you have read."
    meta = {**page_head(context, about, ("Explore", EXPLORE)), "kind": "explore", **WIDE, **UNSEARCHED}
    written = any(paper.facts.authors for paper in context.numbered)
    first, last = _span(context)
    return context.page(
        EXPLORE,
        "explore",
        meta,
        papers=papers,
        filters=(
            *((facet.title, tuple(_tags(context, facet))) for facet in context.catalog.vocabulary.facets),
            ("Listing", tuple(_listings(context))),
            ("Reading path", tuple(_paths(context))),
        ),
        placeholder=f"Words, “a phrase”, -without, tag:slug{', author:name' if written else ''}",
        dated=_dated(context),
        first=first,
        last=last,
        rows=tuple(_row(context, paper) for paper in context.numbered[: -_ROWS - 1 : -1]),
        plain=tuple((paper.slug, paper.title_plain) for paper in chunk.entries),
        further=tuple(range(2, chunk.last + 1)),
    )


def _further(context: Context, chunk: ListPage[Paper]) -> Page:
    title = chunk.title("All papers")
    head = page_head(context, f"{chunk.range}, the newest first.", ("Explore", EXPLORE), (title, chunk.path))
    meta = {**head, "kind": "plain", **WIDE, **UNSEARCHED, **chunk.neighbours}
    return context.later_page(chunk, meta, cards_by_day(context, chunk), order=", the newest first", first="Explore")


def _span(context: Context) -> tuple[str, str]:
    """Return the first and the last possible day of any paper, or two empty texts."""
    listed = [day.isoformat() for listing in context.catalog.listings for day in listing.days]
    published = [paper.facts.date for paper in context.numbered if paper.dated and not paper.first_listed]
    days = sorted((*listed, *(f"{iso}-01-01"[:10] for iso in published), *map(_last_day, published)))
    return (days[0], days[-1]) if days else ("", "")


def _last_day(iso: str) -> str:
    """Return the last possible day of an ISO date that may lack the day or the month."""
    year, month = iso[:4], iso[5:7] or "12"
    return f"{year}-{month}-{iso[8:] or monthrange(int(year), int(month))[1]}"


def _dated(context: Context) -> str:
    """Return what the days of the papers mean."""
    listed = any(paper.first_listed for paper in context.numbered)
    published = any(paper.dated and not paper.first_listed for paper in context.numbered)
    return ("First listed or published" if listed else "Published") if published else "First listed"


def _row(context: Context, paper: Paper) -> _Row:
    tags = ((slug, context.catalog.vocabulary.tags[slug]) for slug in paper.tags[:CHIPS])
    shown_tags = tuple((tag.name, slug, context.colours[tag.facet]) for slug, tag in tags)
    in_byline = paper.dated and not paper.first_listed
    return (
        paper,
        context.meta_line(paper),
        shown_tags,
        len(paper.tags[CHIPS:]),
        "" if in_byline else day(paper.first_listed),
    )


def _tags(context: Context, facet: Facet) -> Iterator[_Filter]:
    pick = f"rl-pick f{context.colours[facet.slug]}"
    for tag in facet.tags:
        link = page_link(EXPLORE, tag_path(tag.slug), tag.name, class_=pick, data_tag=tag.slug)
        yield link, context.number_with(tag.slug)


def _listings(context: Context) -> Iterator[_Filter]:
    for one in newest_listings(context):
        link = page_link(EXPLORE, listing_path(one.slug), one.title, class_="rl-pick", data_listing=one.slug)
        yield link, len(one.papers)


def _paths(context: Context) -> Iterator[_Filter]:
    for path in context.catalog.paths:
        link = page_link(EXPLORE, path_path(path.slug), path.title, class_="rl-pick", data_path=path.slug)
        yield link, len(path.steps)
