"""The files of all feeds (of the whole list in every format, of each tag, listing and path), and the page of feeds."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from functools import partial

from markupsafe import Markup

from ...catalog.model import Listing, Paper, ReadingPath, Tag
from ...insights.news import newest_first
from ..context import Context
from ..escape import FrontMatter, element, one_line, page_link
from ..page import Page, address_of, finished
from ..sharing.head import UNSEARCHED, WIDE, undated_head
from .feed_formats import FORMATS, XML_HEAD, Feed, FeedEntries, FeedFormat

LATEST = 100
"""How many papers the feed of the whole list has."""

LATEST_OF_ONE = 20
"""How many papers the feed of a tag, a listing or a path has at most."""

_SHARED = 1000
"""How many papers the feeds of all listings have together, so that each of many listings has fewer."""

LEAST = 5
"""How many papers the feed of a listing has at least, however many listings there are."""

_FEEDS = "feeds"
"""The folder of all feeds."""

_WHOLE_LIST = f"{_FEEDS}/papers"
"""The path of the feed of the whole list, without a suffix."""

_OVERVIEW = f"{_FEEDS}/index.md"
_OPML = f"{_FEEDS}/all.opml"


@dataclass(frozen=True, slots=True, kw_only=True)
class FeedSubject:
    """The subject of a feed: the whole list, a tag, a listing or a path.

    `stem` is the path of the feed without a suffix, `page` the path of the page of the subject. `id_name` is the name
    from which the id of the feed derives; it stays when the address changes.
    """

    name: str
    about: str
    page: str
    stem: str
    id_name: str

    @property
    def formats(self) -> tuple[FeedFormat, ...]:
        """The formats of its feed."""
        return tuple(each for each in FORMATS if each.of_parts or self.stem == _WHOLE_LIST)

    def title(self, context: Context) -> str:
        """Return the title of the feed for a list of feeds: the name of the site, then that of the subject."""
        return one_line(f"{context.settings.name}: {self.name}" if self.name else context.settings.name)


def feed_pages(context: Context) -> Iterator[Page]:
    """Yield the files of all feeds; a renamed tag has its feed at its former addresses too.

    If the address of the site is known, `all.opml` lists all feeds for a feed reader.
    """
    writer = FeedEntries(context.settings, context.catalog.vocabulary.tags)
    for subject, papers in _all(context):
        yield from _files(context, writer, subject, papers)
    if context.settings.address:
        yield finished(_OPML, _opml(context))


def _all(context: Context) -> Iterator[tuple[FeedSubject, Sequence[Paper]]]:
    """Yield the subject of each feed with the papers of the feed, the newest first."""
    catalog, within = context.catalog, context.insights.usage.within
    yield list_subject(context), tuple(reversed(context.numbered[-LATEST:]))
    for tag in catalog.vocabulary.tags.values():
        yield tag_subject(tag), within[tag.slug][:LATEST_OF_ONE]
    share = _SHARED // max(1, len(catalog.listings))
    limit = min(LATEST_OF_ONE, max(LEAST, share))
    for listing in catalog.listings:
        yield listing_subject(listing), _last([catalog.papers[slug] for _, slug in listing.papers])[:limit]
    for path in catalog.paths:
        papers = sorted((catalog.papers[step.paper] for step in path.steps), key=newest_first)
        yield path_subject(path), papers[:LATEST_OF_ONE]


def _last(papers: list[Paper]) -> list[Paper]:
    """Return the papers of a listing, the newest first, those of one day from its end, where a listing grows."""
    by_slug = {paper.slug: paper for paper in reversed(papers)}
    return sorted(by_slug.values(), key=lambda paper: paper.first_listed or date.min, reverse=True)


def _files(context: Context, writer: FeedEntries, subject: FeedSubject, papers: Sequence[Paper]) -> Iterator[Page]:
    key = context.keys.key(subject, papers)
    for each in subject.formats:
        for stem in (subject.stem, *_former(context, subject)):
            make = partial(_write, context, writer, subject, papers, each)
            yield Page(path=f"{stem}.{each.suffix}", make=make, key=key)


def _write(
    context: Context, writer: FeedEntries, subject: FeedSubject, papers: Sequence[Paper], each: FeedFormat
) -> bytes:
    feed = Feed(
        id=writer.id("feed", subject.id_name),
        stem=subject.stem,
        title=subject.title(context),
        subtitle=one_line(subject.about),
        page=address_of(subject.page)[1:],
        base=context.settings.address or "../" * subject.stem.count("/"),
        site=one_line(context.settings.name),
        entries=tuple(map(writer.entry, papers)),
    )
    return each.write(feed)


def _former(context: Context, subject: FeedSubject) -> Iterator[str]:
    """Yield the former paths of the feed of a tag; feed readers do not follow pages that redirect."""
    for former, slug in context.catalog.vocabulary.formerly.items():
        if subject.stem == f"{_FEEDS}/tags/{slug}":
            yield f"{_FEEDS}/tags/{former}"


def list_subject(context: Context) -> FeedSubject:
    """Return the whole list as the subject of a feed."""
    about = context.settings.description
    return FeedSubject(name="", about=about, page="index.md", stem=_WHOLE_LIST, id_name="papers")


def tag_subject(tag: Tag) -> FeedSubject:
    """Return a tag as the subject of a feed; its oldest slug is its name in ids."""
    return _subject("tags", tag.slug, tag.name, tag.description, first_slug=(*tag.formerly, tag.slug)[0])


def listing_subject(listing: Listing) -> FeedSubject:
    """Return a listing as the subject of a feed."""
    return _subject("listings", listing.slug, listing.title, listing.note, first_slug=listing.slug)


def path_subject(path: ReadingPath) -> FeedSubject:
    """Return a reading path as the subject of a feed."""
    return _subject("paths", path.slug, path.title, path.description, first_slug=path.slug)


def _subject(folder: str, slug: str, name: str, about: str, *, first_slug: str) -> FeedSubject:
    return FeedSubject(
        name=name,
        about=about,
        page=f"{folder}/{slug}.md",
        stem=f"{_FEEDS}/{folder}/{slug}",
        id_name=f"{folder}/{first_slug}",
    )


def _subjects_by_heading(context: Context) -> tuple[tuple[str, tuple[FeedSubject, ...]], ...]:
    """Return the subjects of all feeds but the whole list, under headings: the facets, then paths, then listings."""
    facets = ((facet.title, tuple(map(tag_subject, facet.tags))) for facet in context.catalog.vocabulary.facets)
    rest = (
        ("Reading paths", tuple(map(path_subject, context.catalog.paths))),
        ("Listings", tuple(map(listing_subject, context.catalog.listings))),
    )
    return tuple((title, subjects) for title, subjects in (*facets, *rest) if subjects)


def _opml(context: Context) -> bytes:
    """Return all feeds under their headings as OPML, without a date, so that it changes only with the feeds."""
    groups = (
        element("outline", _outlines(context, subjects), text=heading) + "\n"
        for heading, subjects in _subjects_by_heading(context)
    )
    head = element("head", element("title", context.settings.name))
    body = element("body", _outlines(context, (list_subject(context),)), *map(Markup, groups))
    root = element("opml", Markup("\n"), head, Markup("\n"), body, Markup("\n"), version="2.0")
    return f"{XML_HEAD}{root}\n".encode()


def _outlines(context: Context, subjects: Iterable[FeedSubject]) -> Markup:
    """Return the feeds of subjects as lines of OPML."""
    return Markup("\n" + "".join(f"{_outline(context, subject)}\n" for subject in subjects))


def _outline(context: Context, subject: FeedSubject) -> Markup:
    title, site = subject.title(context), context.settings.address
    feed, page = f"{site}{subject.stem}.atom", f"{site}{address_of(subject.page)[1:]}"
    return element("outline", type="rss", text=title, title=title, xmlUrl=feed, htmlUrl=page)


def feed_meta(context: Context, subject: FeedSubject) -> FrontMatter:
    """Return the front matter that announces a feed in the head of a page."""
    return {"feed": subject.stem, "feed_title": subject.title(context)}


def follow_links(page: str, subject: FeedSubject) -> tuple[Markup, ...]:
    """Return links on `page` to a feed in each of its formats, and to the page of all feeds."""
    return (*_feed_links(page, subject), page_link(page, _OVERVIEW, "All feeds"))


def _feed_links(page: str, subject: FeedSubject) -> tuple[Markup, ...]:
    """Return links on `page` to a feed, one for each format."""
    formats = subject.formats
    return tuple(page_link(page, f"{subject.stem}.{each.suffix}", each.name, type=each.type) for each in formats)


def feed_overview_pages(context: Context) -> Iterator[Page]:
    """Yield `/feeds/`."""
    whole = list_subject(context)
    about = "Follow the whole list, a tag, a reading path or a listing with a reader of your own."
    head = undated_head(about, ("Feeds", _OVERVIEW))
    meta = {**head, "kind": "feeds", **WIDE, **UNSEARCHED, **feed_meta(context, whole)}

    def links(one: FeedSubject) -> tuple[Markup, tuple[Markup, ...]]:
        return page_link(_OVERVIEW, one.page, one.name), _feed_links(_OVERVIEW, one)

    groups = tuple((title, tuple(map(links, subjects))) for title, subjects in _subjects_by_heading(context))
    yield context.page(
        _OVERVIEW,
        "feeds",
        meta,
        whole=_feed_links(_OVERVIEW, whole),
        opml=page_link(_OVERVIEW, _OPML, "all.opml", download="all.opml") if context.settings.address else "",
        groups=groups,
        latest=LATEST,
        latest_of_one=LATEST_OF_ONE,
    )
