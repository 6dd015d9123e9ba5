"""A feed as Atom (RFC 4287)."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache

from generator.pages.escape import Markdown
from generator.pages.feeds.feed import UNKNOWN_DAY, Entry, Feed, is_absolute
from generator.pages.markup import element

TYPE = "application/atom+xml"
_HEAD = '<?xml version="1.0" encoding="utf-8"?>\n'


def atom(feed: Feed) -> bytes:
    """Return a feed as an Atom document, an element a line.

    Without an address of the site, links are relative to the document, as the RFC allows.
    """
    lines = "".join(f"{line}\n" for line in (*_about(feed), *(_entry(feed.base, entry) for entry in feed.entries)))
    root = element("feed", Markdown(f"\n{lines}"), xmlns="http://www.w3.org/2005/Atom")
    return f"{_HEAD}{root}\n".encode()


def _about(feed: Feed) -> Iterator[Markdown]:
    yield element("id", feed.id)
    yield element("title", feed.title)
    if feed.subtitle:
        yield element("subtitle", feed.subtitle)
    yield element("updated", feed.updated)
    # Every entry needs an author, and of most papers no source names one: then it is the site that speaks.
    home = (element("uri", feed.base),) if feed.absolute else ()
    yield element("author", element("name", feed.site), *home)
    yield _link("self", f"{feed.base}{feed.stem}.atom", TYPE)
    yield _link("alternate", f"{feed.base}{feed.page}", "text/html")


@lru_cache(maxsize=4096)  # a paper is in the feed of each of its tags
def _entry(base: str, entry: Entry) -> Markdown:
    return element("entry", Markdown("\n" + "".join(f"{line}\n" for line in _parts(base, entry))))


def _parts(base: str, entry: Entry) -> Iterator[Markdown]:
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
