"""The page of the vocabulary by facet, and the pages of each tag."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import partial

from ...catalog.library import TAGS
from ...catalog.model import Paper, Tag
from ..context import Chip, Context, Groups, combine_link, tag_path
from ..escape import FrontMatter, page_link
from ..exports.export_files import export_links
from ..feeds.feed_files import feed_meta, follow_links, tag_subject
from ..formatting import count, day
from ..page import Page, redirect, relative
from ..paginate import ListPage, list_page_path, list_pages, under_headings
from ..sharing.head import UNSEARCHED, WIDE, collection_head, index_head, later_head

_COMPANIONS = 12
"""How many of the tags that often occur with a tag its page lists."""

INDEX = "tags/index.md"

_Counts = tuple[tuple[Tag, int], ...]
"""Tags, each with a number of papers."""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Around:
    """The other tags that the page of a tag shows, and the title of its facet."""

    facet: str
    broader: _Counts
    narrower: _Counts
    companions: _Counts


def tag_pages(context: Context) -> Iterator[Page]:
    """Yield the page of the vocabulary, then the pages of each tag."""
    yield _index(context)
    narrower: dict[str, list[str]] = {}
    for tag in context.catalog.vocabulary.tags.values():
        for above in tag.broader:
            narrower.setdefault(above, []).append(tag.slug)
    facets = {facet.slug: facet.title for facet in context.catalog.vocabulary.facets}
    for tag in context.catalog.vocabulary.tags.values():
        papers = context.insights.usage.within[tag.slug]
        first, *further = list_pages(tag_path(tag.slug), papers)
        around = _Around(
            facet=facets[tag.facet],
            broader=_counted(context, tag.broader),
            narrower=_counted(context, narrower.get(tag.slug, ())),
            companions=_companions(context, tag),
        )
        yield context.keyed(first.path, partial(_page, context, tag, first, around), tag, around, papers)
        for chunk in further:
            make = partial(_further, context, tag, chunk)
            yield context.keyed(chunk.path, make, tag, chunk.entries, chunk.total, chunk.previous)


def _index(context: Context) -> Page:
    vocabulary = context.catalog.vocabulary

    def line(tag: Tag) -> tuple[Chip, str]:
        return context.chip(INDEX, tag, context.number_with(tag.slug)), tag.description

    facets = tuple((facet.title, tuple(map(line, facet.tags))) for facet in vocabulary.facets)
    described = f"{count(len(vocabulary.tags), 'tag')} in {count(len(vocabulary.facets), 'facet')}"
    about = f"The vocabulary of this reading list: {described}."
    entries = [(tag.name, tag_path(tag.slug)) for tag in vocabulary.tags.values()]
    meta = {**index_head(context, (("Tags", INDEX),), about, entries), "kind": "tags", **UNSEARCHED}
    return context.page(INDEX, "tags", meta, described=described, facets=facets)


def _counted(context: Context, slugs: Iterable[str]) -> _Counts:
    """Return the tags among some slugs, each with the number of papers that have it or a narrower one."""
    tags = context.catalog.vocabulary.tags
    return tuple((tags[slug], context.number_with(slug)) for slug in slugs if slug in tags)


def _companions(context: Context, tag: Tag) -> _Counts:
    """Return the tags that occur most often with a tag, each with the number of papers that have both."""
    tags, together = context.catalog.vocabulary.tags, context.insights.usage.together[tag.slug]
    often = [pair for pair in together if pair[1] > 1] or together  # one common paper says little
    return tuple((tags[slug], number) for slug, number in often[:_COMPANIONS])


def _page(context: Context, tag: Tag, chunk: ListPage[Paper], around: _Around) -> Page:
    here = chunk.path
    papers = context.insights.usage.within[tag.slug]
    number = count(len(papers), "paper")
    about = f"{number} on {tag.name.lower()}. {tag.description}".strip()
    head = collection_head(context, (("Tags", INDEX), (tag.name, here)), about, papers)
    return context.page(
        here,
        "tag",
        {**head, **_meta(context, tag, chunk), "search": {"boost": 2}},
        tag=tag,
        number=number,
        facet=page_link(here, INDEX, around.facet),
        combine=combine_link(here, f"tag={tag.slug}"),
        broader=tuple(context.chip(here, other) for other, _ in around.broader),
        narrower=tuple(context.chip(here, *counted) for counted in around.narrower),
        exports=export_links(here, papers) if papers else (),
        follow=follow_links(here, tag_subject(tag)),
        companions=tuple(context.chip(here, *counted) for counted in around.companions),
        days=cards_by_day(context, chunk, tag.slug),
        pager=chunk.pager,
    )


def _further(context: Context, tag: Tag, chunk: ListPage[Paper]) -> Page:
    title = chunk.title(tag.name)
    trail = (("Tags", INDEX), (tag.name, chunk.first), (title, chunk.path))
    head = later_head(context, trail, f"{chunk.range} on {tag.name.lower()}.", chunk.entries)
    meta = {**head, **_meta(context, tag, chunk), **UNSEARCHED}
    return context.later_page(chunk, meta, cards_by_day(context, chunk, tag.slug))


def _meta(context: Context, tag: Tag, chunk: ListPage[Paper]) -> FrontMatter:
    """Return the front matter that every page of a tag has."""
    feed = feed_meta(context, tag_subject(tag))
    return {"kind": "tag", **WIDE, "source": TAGS, **feed, **chunk.neighbours}


def cards_by_day(context: Context, chunk: ListPage[Paper], without: str = "") -> Groups:
    """Return papers under the day they were first listed or, where none is known, the year they were published.

    `without` is a tag that is not shown. A list on several pages has no tags, to stay small.
    """
    return tuple(
        (heading, tuple(context.card(chunk.path, paper, without=without, chips=chunk.last == 1) for paper in papers))
        for heading, papers in under_headings(chunk, _day)
    )


def _day(paper: Paper) -> str:
    published = paper.facts.year if not paper.first_listed else ""
    return f"Published in {published}" if published else day(paper.first_listed)


def tag_redirects(context: Context) -> Iterator[Page]:
    """Yield a redirect for each former address of each page of a tag."""
    vocabulary = context.catalog.vocabulary
    for former, slug in vocabulary.formerly.items():
        name = vocabulary.tags[slug].name
        for chunk in list_pages(tag_path(former), context.insights.usage.within[slug]):
            target = relative(chunk.path, list_page_path(tag_path(slug), chunk.number))
            yield redirect(f"{chunk.path.removesuffix('.md')}/index.html", target, chunk.title(name))
