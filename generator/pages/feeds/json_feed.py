"""A feed as JSON Feed 1.1."""

from __future__ import annotations

import json
from collections.abc import Mapping
from functools import lru_cache

from generator.pages.feeds.feed import Entry, Feed, is_absolute

TYPE = "application/feed+json"
VERSION = "https://jsonfeed.org/version/1.1"


def json_feed(feed: Feed) -> bytes:
    """Return a feed as JSON with an entry a line, so that one paper more is one line more.

    Without an address of the site there are no addresses in it: unlike Atom, the format knows no relative ones.
    """
    author = {"name": feed.site, "url": feed.base if feed.absolute else ""}
    about = {
        "version": VERSION,
        "title": feed.title,
        "home_page_url": f"{feed.base}{feed.page}" if feed.absolute else "",
        "feed_url": f"{feed.base}{feed.stem}.json" if feed.absolute else "",
        "description": feed.subtitle,
        "authors": [_known(author)],
    }
    items = ",\n".join(_entry(feed.base, entry) for entry in feed.entries)
    head = _written(_known(about)).removesuffix("}")
    return f'{head},"items":[\n{items}]}}\n'.encode()


@lru_cache(maxsize=4096)  # a paper is in the feed of each of its tags
def _entry(base: str, entry: Entry) -> str:
    return _written(_item(base, entry))


def _item(base: str, entry: Entry) -> dict[str, object]:
    return {
        **_known(
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


def _known(fields: Mapping[str, object]) -> dict[str, object]:
    return {name: value for name, value in fields.items() if value}


def _written(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))
