"""Writes feeds as Atom (RFC 4287) and JSON Feed, and lists of feeds as OPML."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from functools import lru_cache

from ...settings import Settings
from ..escape import Markdown
from ..html import element
from ..page import compact_json
from .model import UNKNOWN_DAY, Feed, FeedEntry, is_absolute

ATOM = "application/atom+xml"
_XML_HEAD = '<?xml version="1.0" encoding="utf-8"?>\n'


def atom(feed: Feed) -> bytes:
    """Return a feed as an Atom document, one element a line.

    If the address of the site is not known, links are relative to the document, as the RFC allows.
    """
    lines = "".join(f"{line}\n" for line in (*_about(feed), *(_atom_entry(feed.base, entry) for entry in feed.entries)))
    root = element("feed", Markdown(f"\n{lines}"), xmlns="http://www.w3.org/2005/Atom")
    return f"{_XML_HEAD}{root}\n".encode()


def _about(feed: Feed) -> Iterator[Markdown]:
    yield element("id", feed.id)
    yield element("title", feed.title)
    if feed.subtitle:
        yield element("subtitle", feed.subtitle)
    yield element("updated", feed.updated)
    # Every entry needs an author. For papers without known authors it is the site.
    home = (element("uri", feed.base),) if feed.absolute else ()
    yield element("author", element("name", feed.site), *home)
    yield _link("self", f"{feed.base}{feed.stem}.atom", ATOM)
    yield _link("alternate", f"{feed.base}{feed.page}", "text/html")


@lru_cache(maxsize=4096)  # a paper is in the feed of each of its tags
def _atom_entry(base: str, entry: FeedEntry) -> Markdown:
    return element("entry", Markdown("\n" + "".join(f"{line}\n" for line in _parts(base, entry))))


def _parts(base: str, entry: FeedEntry) -> Iterator[Markdown]:
    yield element("id", entry.id)
    yield element("title", entry.title)
    yield _link("alternate", f"{base}{entry.page}", "text/html")
    if entry.own:
        yield element("link", rel="related", href=entry.own)
    if entry.listed:
        yield element("published", entry.listed)
    yield element("updated", entry.listed or UNKNOWN_DAY)
    for name in entry.authors:
        yield element("author", element("name", name))
    for slug, name in entry.tags:
        scheme = {"scheme": f"{base}tags/"} if is_absolute(base) else {}
        yield element("category", term=slug, label=name, **scheme)
    if entry.summary:
        yield element("summary", entry.summary)
    if entry.content:
        yield element("content", entry.content, type="html")


def _link(rel: str, href: str, type_: str) -> Markdown:
    return element("link", rel=rel, type=type_, href=href)


JSON_FEED = "application/feed+json"
_VERSION = "https://jsonfeed.org/version/1.1"


def json_feed(feed: Feed) -> bytes:
    """Return a feed as JSON with one entry a line, so that one more paper is one more line.

    If the address of the site is not known, it has no addresses: unlike Atom, the format has no relative ones.
    """
    author = {"name": feed.site, "url": feed.base if feed.absolute else ""}
    about = {
        "version": _VERSION,
        "title": feed.title,
        "home_page_url": f"{feed.base}{feed.page}" if feed.absolute else "",
        "feed_url": f"{feed.base}{feed.stem}.json" if feed.absolute else "",
        "description": feed.subtitle,
        "authors": [_without_empty(author)],
    }
    items = ",\n".join(_json_entry(feed.base, entry) for entry in feed.entries)
    head = compact_json(_without_empty(about)).removesuffix("}")
    return f'{head},"items":[\n{items}]}}\n'.encode()


@lru_cache(maxsize=4096)  # a paper is in the feed of each of its tags
def _json_entry(base: str, entry: FeedEntry) -> str:
    return compact_json(_item(base, entry))


def _item(base: str, entry: FeedEntry) -> dict[str, object]:
    return {
        **_without_empty(
            {
                "id": entry.id,
                "url": f"{base}{entry.page}" if is_absolute(base) else "",
                "external_url": entry.own,
                "title": entry.title,
                "summary": entry.summary,
                "date_published": entry.listed,
                "authors": [{"name": name} for name in entry.authors],
                "tags": [name for _, name in entry.tags],
            }
        ),
        "content_html": entry.content,
    }


def _without_empty(fields: Mapping[str, object]) -> dict[str, object]:
    return {name: value for name, value in fields.items() if value}


_Outline = Iterable[tuple[str, Iterable[tuple[str, str, str]]]]
"""Headings, each with feeds as `(title, path of the feed, path of its page)`. A heading may be empty."""


def opml(settings: Settings, outline: _Outline) -> bytes:
    """Return feeds under their headings as OPML, without a date, so that it changes only with the feeds."""
    groups = "".join(_group(settings.address, heading, feeds) for heading, feeds in outline)
    head = element("head", element("title", settings.name))
    body = element("body", Markdown(f"\n{groups}"))
    root = element("opml", Markdown("\n"), head, Markdown("\n"), body, Markdown("\n"), version="2.0")
    return f"{_XML_HEAD}{root}\n".encode()


def _group(base: str, heading: str, feeds: Iterable[tuple[str, str, str]]) -> str:
    lines = "".join(f"{_feed(base, *feed)}\n" for feed in feeds)
    inside = Markdown(f"\n{lines}")
    return f"{element('outline', inside, text=heading)}\n" if heading else lines


def _feed(base: str, title: str, feed: str, page: str) -> Markdown:
    return Markdown(
        element("outline", type="rss", text=title, title=title, xmlUrl=f"{base}{feed}", htmlUrl=f"{base}{page}")
    )
