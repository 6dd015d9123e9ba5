"""The page of all listings, and the pages of each: its papers in their order."""

from collections.abc import Iterator
from datetime import date

from ...catalog.model import Source
from ..context import Card, Context, digest_path, listing_link, listing_path
from ..escape import FrontMatter, Markdown, link
from ..exports.files import export_links
from ..feeds.files import feed_meta, follow_links, listing_subject
from ..formatting import count, day, shown_address
from ..page import Page, relative
from ..paginate import ListPage, list_pages
from ..sharing.head import UNSEARCHED, WIDE, collection_head, index_head, later_head

INDEX = "listings/index.md"

_Chunk = ListPage[tuple[int, str]]


def listing_pages(context: Context) -> Iterator[Page]:
    """Yield the page of all listings, then the pages of each."""
    sources = newest_listings(context)
    about = f"{count(len(sources), 'listing')} that this reading list was made from."
    meta: FrontMatter = {
        **index_head(
            context, (("Listings", INDEX),), about, [(source.title, listing_path(source.slug)) for source in sources]
        ),
        "kind": "listings",
        "hide": ["toc"],
    }
    lines = tuple(_listing_line(source, INDEX) for source in sources)
    inferred = any(source.inferred for source in sources)
    yield context.page(INDEX, "listings", meta, listings=lines, inferred=inferred)
    for source in sources:
        if context.affected and source.slug not in context.affected.listings:
            continue
        first, *further = list_pages(listing_path(source.slug), source.papers)
        yield _page(context, source, first)
        for chunk in further:
            yield _further(context, source, chunk)


def newest_listings(context: Context) -> tuple[Source, ...]:
    """Return the listings, the newest first and those without a day last."""
    return tuple(
        sorted(context.catalog.sources, key=lambda source: (-(source.listed or date.min).toordinal(), source.slug))
    )


def _listing_line(source: Source, page: str) -> tuple[Markdown, str, str, Markdown]:
    """Return a listing as `(link, day, number of papers, link to its digest)` for a list on `page`."""
    news = link("new, by tag", relative(page, digest_path(source.slug)))
    return listing_link(page, source), listing_day(source), count(len(source.papers), "paper"), news


def listing_day(source: Source) -> str:
    """Return the day of a listing, or its first and last day, and whether its year was inferred."""
    if len(source.days) > 1:
        return f"{day(source.days[0])} to {day(source.days[-1])}"
    return day(source.listed) + (" (year inferred)" if source.listed and source.inferred else "")


def _page(context: Context, source: Source, chunk: _Chunk) -> Page:
    here = chunk.path
    papers = context.catalog.papers
    on = f" {'from' if len(source.days) > 1 else 'on'} {listing_day(source)}" if source.listed else ""
    about = f"{count(len(source.papers), 'paper')} as listed{on}."
    trail = (("Listings", INDEX), (source.title, here))
    meta: FrontMatter = {
        **collection_head(context, trail, about, [papers[slug] for _, slug in source.papers]),
        **_meta(context, source, chunk),
    }
    return context.page(
        here,
        "listing",
        meta,
        source=source,
        origin=link(shown_address(source.url), source.url) if source.url else "",
        day=listing_day(source),
        number=count(source.rows, "row"),
        index=link("Listings", relative(here, INDEX)),
        news=link("what was new, by tag", relative(here, digest_path(source.slug))),
        exports=export_links(context, here, [slug for _, slug in source.papers]),
        follow=follow_links(here, listing_subject(source)),
        cards=_cards(context, chunk),
        pager=chunk.pager,
    )


def _further(context: Context, source: Source, chunk: _Chunk) -> Page:
    title = chunk.title(source.title)
    papers = [context.catalog.papers[slug] for _, slug in chunk.entries]
    trail = (("Listings", INDEX), (source.title, chunk.first), (title, chunk.path))
    meta: FrontMatter = {
        **later_head(context, trail, f"{chunk.range}, in the order of the listing.", papers),
        **_meta(context, source, chunk),
    }
    return context.later_page(chunk, meta, (("", _cards(context, chunk)),))


def _meta(context: Context, source: Source, chunk: _Chunk) -> FrontMatter:
    """Return the front matter that every page of a listing has."""
    return {
        "kind": "listing",
        **WIDE,
        **UNSEARCHED,
        "source": source.file,
        **feed_meta(context, listing_subject(source)),
        **chunk.neighbours,
    }


def _cards(context: Context, chunk: _Chunk) -> tuple[Card, ...]:
    papers = context.catalog.papers
    return tuple(
        context.card(chunk.path, papers[slug], position=at, chips=chunk.last == 1) for at, slug in chunk.entries
    )
