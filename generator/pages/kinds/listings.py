"""The pages of listings (each in its order, and what was new in it, by tag), and of reading paths."""

from collections.abc import Iterator
from datetime import date
from functools import partial
from itertools import groupby
from math import ceil

from markupsafe import Markup

from ...catalog.library import PATHS
from ...catalog.model import Catalog, Listing, Paper, ReadingPath, Tag
from ...insights.news import new_in
from ..context import Card, Context, combine_link, digest_path, listing_link, listing_path, path_path, tag_path
from ..digest import by_facet, count_new
from ..escape import FrontMatter, link, page_link
from ..exports.export_files import export_links
from ..feeds.feed_files import feed_meta, follow_links, listing_subject, path_subject
from ..formatting import count, listing_day, shown_address
from ..page import Page
from ..paginate import ListPage, list_pages, under_headings
from ..sharing.head import UNSEARCHED, WIDE, collection_head, index_head, later_head

_INDEX = "listings/index.md"
_PATHS = "paths/index.md"

_WORDS_A_MINUTE = 230
"""The reading speed; measured means for English non-fiction are between 200 and 260 words a minute."""

_Chunk = ListPage[tuple[int, str]]
_New = tuple[str, Tag | None, Paper]
"""A new paper, with its first tag and the title of the facet of this tag."""


def listing_pages(context: Context) -> Iterator[Page]:
    """Yield the page of all listings, then the pages of each."""
    listings = newest_listings(context)
    about = f"{count(len(listings), 'listing')} that this reading list was made from."
    entries = [(one.title, listing_path(one.slug)) for one in listings]
    head = index_head(context, (("Listings", _INDEX),), about, entries)
    meta = {**head, "kind": "listings", "hide": ["toc"]}
    lines = tuple(map(_listing_line, listings))
    inferred = any(listing.inferred for listing in listings)
    yield context.page(_INDEX, "listings", meta, listings=lines, inferred=inferred)
    for listing in listings:
        first, *further = list_pages(listing_path(listing.slug), listing.papers)
        listed = [context.catalog.papers[slug] for _, slug in listing.papers]
        yield context.keyed(first.path, partial(_page, context, listing, first), repr(listing), listed)
        for chunk in further:
            yield context.keyed(chunk.path, partial(_further, context, listing, chunk), repr(listing), listed)


def newest_listings(context: Context) -> tuple[Listing, ...]:
    """Return the listings, the newest first and those without a day last."""
    return tuple(
        sorted(context.catalog.listings, key=lambda listing: (-(listing.listed or date.min).toordinal(), listing.slug))
    )


def _listing_line(listing: Listing) -> tuple[Markup, str, str, Markup]:
    """Return a listing as `(link, day, number of papers, link to its digest)`."""
    news = page_link(_INDEX, digest_path(listing.slug), "new, by tag")
    return listing_link(_INDEX, listing), listing_day(listing), count(len(listing.papers), "paper"), news


def _page(context: Context, listing: Listing, chunk: _Chunk) -> Page:
    here = chunk.path
    papers = context.catalog.papers
    on = f" {'from' if len(listing.days) > 1 else 'on'} {listing_day(listing)}" if listing.listed else ""
    about = f"{count(len(listing.papers), 'paper')} as listed{on}."
    trail = (("Listings", _INDEX), (listing.title, here))
    head = collection_head(context, trail, about, [papers[slug] for _, slug in listing.papers])
    return context.page(
        here,
        "listing",
        {**head, **_meta(context, listing, chunk)},
        source=listing,
        origin=link(shown_address(listing.url), listing.url) if listing.url else "",
        day=listing_day(listing),
        number=count(listing.rows, "row"),
        index=page_link(here, _INDEX, "Listings"),
        news=page_link(here, digest_path(listing.slug), "what was new, by tag"),
        exports=export_links(here, [papers[slug] for _, slug in listing.papers]),
        follow=follow_links(here, listing_subject(listing)),
        cards=_cards(context, chunk),
        pager=chunk.pager,
    )


def _further(context: Context, listing: Listing, chunk: _Chunk) -> Page:
    title = chunk.title(listing.title)
    papers = [context.catalog.papers[slug] for _, slug in chunk.entries]
    trail = (("Listings", _INDEX), (listing.title, chunk.first), (title, chunk.path))
    head = later_head(context, trail, f"{chunk.range}, in the order of the listing.", papers)
    meta = {**head, **_meta(context, listing, chunk)}
    return context.later_page(chunk, meta, (("", _cards(context, chunk)),))


def _meta(context: Context, listing: Listing, chunk: _Chunk) -> FrontMatter:
    """Return the front matter that every page of a listing has."""
    feed = feed_meta(context, listing_subject(listing))
    return {"kind": "listing", **WIDE, **UNSEARCHED, "source": listing.file, **feed, **chunk.neighbours}


def _cards(context: Context, chunk: _Chunk) -> tuple[Card, ...]:
    papers = context.catalog.papers
    return tuple(
        context.card(chunk.path, papers[slug], position=at, chips=chunk.last == 1) for at, slug in chunk.entries
    )


def digest_pages(context: Context) -> Iterator[Page]:
    """Yield `/digests/<listing>/` of each listing."""
    for listing in context.catalog.listings:
        papers = new_in(context.catalog, listing)
        entries = [
            (title, group.tag, paper)
            for title, groups in by_facet(papers, context.catalog)
            for group in groups
            for paper in group.papers
        ]
        number = count_new(len(papers), len({slug for _, slug in listing.papers}))
        for chunk in list_pages(digest_path(listing.slug), entries):
            make = partial(_digest, context, listing, chunk, number)
            yield context.keyed(chunk.path, make, repr(listing), entries)


def _digest(context: Context, listing: Listing, chunk: ListPage[_New], number: str) -> Page:
    here, title = chunk.path, chunk.title(f"New in {listing.title}")
    shown = number if chunk.last == 1 else f"{number}: {chunk.range[:1].lower()}{chunk.range[1:]}"
    trail = (("Listings", _INDEX), (listing.title, listing_path(listing.slug)), (title, here))
    about = f"Papers that this listing was the first to have, by tag: {shown}."
    head = later_head(context, trail, about, [paper for _, _, paper in chunk.entries])
    meta = {**head, "kind": "digest", **WIDE, **UNSEARCHED, "source": listing.file, **chunk.neighbours}
    return context.page(
        here,
        "digest",
        meta,
        title=title,
        day=listing_day(listing),
        number=number if chunk.number == 1 else chunk.range,
        listing=page_link(here, listing_path(listing.slug), "the listing in its own order"),
        sections=tuple(
            (heading, tuple(_groups(context, chunk, entries)))
            for heading, entries in under_headings(chunk, lambda entry: entry[0])
        ),
        pager=chunk.pager,
    )


def _groups(
    context: Context, chunk: ListPage[_New], entries: tuple[_New, ...]
) -> Iterator[tuple[Markup | str, tuple[Card, ...]]]:
    """Yield each tag as a link, or an empty text, with its new papers. One from the page before is `continued`."""
    for tag, tagged in groupby(entries, key=lambda entry: entry[1]):
        name = page_link(chunk.path, tag_path(tag.slug), tag.name) if tag else ""
        papers = [paper for _, _, paper in tagged]
        continues = chunk.previous and chunk.previous[1] is tag and papers[0] is chunk.entries[0][2]
        heading = Markup(f"{name}, continued") if name and continues else name
        yield heading, tuple(context.card(chunk.path, paper, chips=False) for paper in papers)


def path_pages(context: Context) -> Iterator[Page]:
    """Yield the page of all paths, then the page of each."""
    paths = context.catalog.paths
    about = f"{count(len(paths), 'reading path')}: papers in the order in which to read them."
    entries = [(path.title, path_path(path.slug)) for path in paths]
    head = index_head(context, (("Reading paths", _PATHS),), about, entries)
    meta = {**head, "kind": "paths", "hide": ["toc"]}
    yield context.page(_PATHS, "paths", meta, paths=tuple(path_line(path, _PATHS, context.catalog) for path in paths))
    for path in paths:
        yield _path_page(context, path)


def path_line(path: ReadingPath, page: str, catalog: Catalog) -> tuple[Markup, str, str]:
    """Return a path as `(link, description, number of papers and reading time)` for a list on `page`."""
    figures = f"{count(len(path.steps), 'paper')} · {reading_time(path, catalog)}"
    return page_link(page, path_path(path.slug), path.title), path.description, figures


def _path_page(context: Context, path: ReadingPath) -> Page:
    here = path_path(path.slug)
    papers = context.catalog.papers
    about = path.description or f"A reading path of {count(len(path.steps), 'paper')}."
    trail = (("Reading paths", _PATHS), (path.title, here))
    head = collection_head(context, trail, about, [papers[step.paper] for step in path.steps])
    meta = {**head, "kind": "path", **WIDE, "source": PATHS, **feed_meta(context, path_subject(path))}
    return context.page(
        here,
        "path",
        meta,
        path=path,
        number=count(len(path.steps), "paper"),
        minutes=f"{reading_time(path, context.catalog)} for the abstracts, at {_WORDS_A_MINUTE} words a minute",
        index=page_link(here, _PATHS, "Reading paths"),
        combine=combine_link(here, f"path={path.slug}"),
        exports=export_links(here, [papers[step.paper] for step in path.steps]),
        follow=follow_links(here, path_subject(path)),
        steps=tuple((step.note, context.card(here, papers[step.paper], paths=False)) for step in path.steps),
    )


def reading_time(path: ReadingPath, catalog: Catalog) -> str:
    """Return about how many minutes the titles, abstracts and notes of a path take."""
    papers = [(catalog.papers[step.paper], step.note) for step in path.steps]
    text = " ".join(f"{paper.title_plain} {paper.abstract_text} {note}" for paper, note in papers)
    minutes = max(1, ceil(len(text.split()) / _WORDS_A_MINUTE))
    return f"about {count(minutes, 'minute')}"
