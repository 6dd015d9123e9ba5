"""The explorer: filters by tags, listings and paths, and a plain list of all papers for browsers without scripts."""

from calendar import monthrange
from collections.abc import Iterable, Iterator
from functools import partial

from markupsafe import Markup

from ...catalog.model import Facet, Paper
from ..context import CHIPS, EXPLORE, Context, path_path, tag_path
from ..data import HAS
from ..escape import page_link
from ..formatting import ELSEWHERE, count, day, known_date
from ..page import Page
from ..paginate import ListPage, list_pages
from ..sharing.head import UNSEARCHED, WIDE, page_head
from .listings import newest_listings
from .tags import cards_by_day

_ROWS = 5
"""How many papers are in the page itself, so that there is something to read before a script has drawn the list."""

_PLAIN = 20
"""How many papers are in the page itself for browsers without scripts; the pages after it have the others."""

_FIRST = 5
"""How many tags of a facet are shown before the visitor asks for more; `FIRST` in `panel.js` is the same."""

_MONTHS = 24
"""How many months are offered, the newest."""

_STATES = (
    *(("unread", "Unread"), ("read", "Read"), ("bookmarked", "Saved")),
    *(("noted", "Noted"), ("new", "New"), ("hidden", "Hidden")),
)
"""The states of papers for a visitor: value in the address, and name."""

_NAMED = {"code": "Code", "pdf": "PDF", "abstract": "Abstract", "summary": "Summary"}
"""The names of the facts that a paper may have."""

_Filter = tuple[Markup, int]
"""A filter: a link to the page of a tag or path, which a script makes a filter, and its number of papers."""

_Preset = tuple[str, str]
"""A choice of days: what the address says of it, and its name."""

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
        filters=tuple(
            (title, tuple(_most_first(picks)), max(0, len(picks) - _FIRST))
            for title, picks in (
                *((facet.title, tuple(_tags(context, facet))) for facet in context.catalog.vocabulary.facets),
                ("Reading path", tuple(_paths(context))),
            )
        ),
        states=_STATES,
        has=tuple((name, _NAMED[name], sum(map(has, context.numbered))) for name, has in HAS.items()),
        presets=tuple(_presets(context)),
        elsewhere=tuple((name, address.format("%s")) for name, address in ELSEWHERE),
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


def _most_first(picks: Iterable[_Filter]) -> Iterator[tuple[Markup, int, bool]]:
    """Yield filters, those with the most papers first, and whether each waits until the visitor asks for more."""
    for at, (pick, papers) in enumerate(sorted(picks, key=lambda one: -one[1])):
        yield pick, papers, at >= _FIRST


def _presets(context: Context) -> Iterator[tuple[str, tuple[_Preset, ...]]]:
    """Yield the years, the months and the listings that papers are of, the newest first."""
    dated = {paper.dated for paper in context.numbered if paper.dated}
    years = sorted({iso[:4] for iso in dated}, reverse=True)
    months = sorted({iso[:7] for iso in dated if len(iso) >= len("2025-03")}, reverse=True)
    if len(years) > 1:
        yield "Years", tuple((f"from={year}&to={year}", year) for year in years)
    if months:
        yield "Months", tuple((f"from={one}&to={one}", known_date(one)) for one in months[:_MONTHS])
    listings = newest_listings(context)
    if listings:
        yield "Listings", tuple((f"listing={one.slug}", one.title) for one in listings)


def _paths(context: Context) -> Iterator[_Filter]:
    for path in context.catalog.paths:
        link = page_link(EXPLORE, path_path(path.slug), path.title, class_="rl-pick", data_path=path.slug)
        yield link, len(path.steps)
