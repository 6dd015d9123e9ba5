"""The digest of each listing: the pages of the papers that were new in it."""

from collections.abc import Iterator
from itertools import groupby

from ...catalog.model import Paper, Source, Tag
from ...insights.news import new_in
from ..context import Card, Context, digest_path, listing_path, tag_path
from ..digest import by_facet, count_new
from ..escape import FrontMatter, Markdown, link
from ..page import Page, relative
from ..paginate import ListPage, list_pages, under_headings
from ..sharing.head import UNSEARCHED, WIDE, later_head
from .listings import INDEX, listing_day

_Entry = tuple[str, Tag | None, Paper]
"""A new paper, with its first tag and the title of the facet of this tag."""


def digest_pages(context: Context) -> Iterator[Page]:
    """Yield `/digests/<listing>/` of each listing."""
    for source in context.catalog.sources:
        papers = new_in(context.catalog, source)
        entries = [
            (title, group.tag, paper)
            for title, groups in by_facet(papers, context.catalog)
            for group in groups
            for paper in group.papers
        ]
        number = count_new(len(papers), len({slug for _, slug in source.papers}))
        for chunk in list_pages(digest_path(source.slug), entries):
            yield _page(context, source, chunk, number)


def _page(context: Context, source: Source, chunk: ListPage[_Entry], number: str) -> Page:
    here, title = chunk.path, chunk.title(f"New in {source.title}")
    shown = number if chunk.last == 1 else f"{number}: {chunk.range[:1].lower()}{chunk.range[1:]}"
    meta: FrontMatter = {
        **later_head(
            context,
            (("Listings", INDEX), (source.title, listing_path(source.slug)), (title, here)),
            f"What this listing was the first to show, by tag: {shown}.",
            [paper for _, _, paper in chunk.entries],
        ),
        "kind": "digest",
        **WIDE,
        **UNSEARCHED,
        "source": source.file,
        **chunk.neighbours,
    }
    return context.page(
        here,
        "digest",
        meta,
        title=title,
        day=listing_day(source),
        number=number if chunk.number == 1 else chunk.range,
        listing=link("the listing in its own order", relative(here, listing_path(source.slug))),
        sections=tuple(
            (heading, tuple(_groups(context, chunk, entries)))
            for heading, entries in under_headings(chunk, lambda entry: entry[0])
        ),
        pager=chunk.pager,
    )


def _groups(
    context: Context, chunk: ListPage[_Entry], entries: tuple[_Entry, ...]
) -> Iterator[tuple[Markdown | str, tuple[Card, ...]]]:
    """Yield each tag as a link, or an empty text, with its new papers. One from the page before is `continued`."""
    for tag, tagged in groupby(entries, key=lambda entry: entry[1]):
        name = link(tag.name, relative(chunk.path, tag_path(tag.slug))) if tag else ""
        papers = [paper for _, _, paper in tagged]
        continues = chunk.previous and chunk.previous[1] is tag and papers[0] is chunk.entries[0][2]
        heading = Markdown(f"{name}, continued") if name and continues else name
        yield heading, tuple(context.card(chunk.path, paper, chips=False) for paper in papers)
