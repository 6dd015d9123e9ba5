"""All feeds in one file, as OPML 2.0, which readers import."""

from __future__ import annotations

from collections.abc import Iterable

from generator.pages.escape import Markdown
from generator.pages.markup import element
from generator.settings import Settings

_HEAD = '<?xml version="1.0" encoding="utf-8"?>\n'

Outline = Iterable[tuple[str, Iterable[tuple[str, str, str]]]]
"""Headings, each with feeds as `(title, path of the feed, path of its page)`; without a heading they stand alone."""


def opml(settings: Settings, outline: Outline) -> bytes:
    """Return feeds under their headings; it holds no date, since none of it is of a day."""
    groups = "".join(_group(settings.address, heading, feeds) for heading, feeds in outline)
    head = element("head", element("title", settings.name))
    body = element("body", Markdown(f"\n{groups}"))
    root = element("opml", Markdown("\n"), head, Markdown("\n"), body, Markdown("\n"), version="2.0")
    return f"{_HEAD}{root}\n".encode()


def _group(base: str, heading: str, feeds: Iterable[tuple[str, str, str]]) -> str:
    lines = "".join(f"{_feed(base, *feed)}\n" for feed in feeds)
    inside = Markdown(f"\n{lines}")
    return f"{element('outline', inside, text=heading)}\n" if heading else lines


def _feed(base: str, title: str, feed: str, page: str) -> Markdown:
    return Markdown(
        element("outline", type="rss", text=title, title=title, xmlUrl=f"{base}{feed}", htmlUrl=f"{base}{page}")
    )
