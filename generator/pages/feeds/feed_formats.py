"""The content of a feed, and its formats: Atom (RFC 4287) and JSON Feed.

No date comes from the clock: the date of an entry is the day on which its paper was first listed. Ids derive from names
that stay when an address changes, so that no feed reader shows a paper again because it moved.
"""

import html
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property, lru_cache
from uuid import UUID, uuid5

from markupsafe import Markup

from ...catalog.model import Paper, Tag
from ...settings import Settings
from ...storage.cache import compact_json
from ...text.spans import Kind, Span
from ..escape import element, one_line, quoted
from ..exports.reference import reference

_UNKNOWN_DAY = "1970-01-01T00:00:00Z"
"""The date of an entry whose day is not known, for formats that require one."""

_NAMESPACE = UUID("b3f6f0a4-7c1e-5d0a-9a55-0f3b7c2f6a11")
"""The UUID namespace of all ids of this program."""


@dataclass(frozen=True, slots=True, kw_only=True)
class FeedEntry:
    """One paper in a feed. All texts are one line, but for `content`, which is HTML.

    `page` is its path on the site, `own` the paper's own address. `listed` is the start of the day on which it was
    first listed, or empty. `tags` are pairs of slug and name.
    """

    id: str
    title: str
    page: str
    own: str
    summary: str
    content: str
    listed: str
    authors: tuple[str, ...]
    tags: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Feed:
    """One feed: `stem` is its path without a suffix, `page` the path of the page of its subject.

    `base` is the prefix that makes an address of a path: the address of the site or, if that is not known, the
    relative path to the site from the folder of the feed.
    """

    id: str
    stem: str
    title: str
    subtitle: str
    page: str
    base: str
    site: str
    entries: tuple[FeedEntry, ...]

    @property
    def absolute(self) -> bool:
        """Whether its addresses are absolute."""
        return _is_absolute(self.base)

    @property
    def updated(self) -> str:
        """The start of the newest day of an entry."""
        return max((entry.listed for entry in self.entries if entry.listed), default=_UNKNOWN_DAY)


def _is_absolute(base: str) -> bool:
    """Return whether a prefix makes absolute addresses of paths."""
    return "://" in base


class FeedEntries:
    """Makes the entries of papers, each once for all feeds."""

    def __init__(self, settings: Settings, tags: Mapping[str, Tag]) -> None:
        self._settings = settings
        self._tags = tags
        self._entries: dict[str, FeedEntry] = {}

    def entry(self, paper: Paper) -> FeedEntry:
        """Return the entry of a paper."""
        if paper.slug not in self._entries:
            self._entries[paper.slug] = self._entry(paper)
        return self._entries[paper.slug]

    def _entry(self, paper: Paper) -> FeedEntry:
        facts = reference(paper, self._tags)
        return FeedEntry(
            id=self.id("paper", _oldest_name(paper)),
            title=facts.title,
            page=f"papers/{paper.slug}/",
            own=facts.url,
            summary=one_line(paper.summary),
            content=_content(paper),
            listed=_start_of_day(paper.first_listed),
            authors=tuple(author.name for author in facts.authors if author.name),
            tags=tuple((slug, one_line(self._tags[slug].name)) for slug in paper.tags),
        )

    def id(self, kind: str, name: str) -> str:
        """Return the id of a thing on the site, as the URN of a UUID that derives from its kind and name."""
        return uuid5(self._site, f"{kind}:{name}").urn

    @cached_property
    def _site(self) -> UUID:
        return uuid5(_NAMESPACE, self._settings.identity)


def _oldest_name(paper: Paper) -> str:
    """Return the oldest known name of a paper, which stays when the paper gets another title or address.

    That is its key in `curation.yml`. With a new title it gets a new key, and the old one is the first address in
    `formerly`. If the key is not the address, `formerly` counts only if it contains the key.
    """
    back_to_the_key = paper.slug == paper.key or paper.key in paper.formerly
    return paper.formerly[0] if paper.formerly and back_to_the_key else paper.key


def _start_of_day(day: date | None) -> str:
    """Return the start of a day (RFC 3339), or an empty text for None."""
    return f"{day.isoformat()}T00:00:00Z" if day else ""


def _content(paper: Paper) -> str:
    """Return the curator's summary and the abstract with its links as HTML; mathematics stays TeX."""
    summary = [html.escape(one_line(paper.summary))] if paper.summarized else []
    abstract = "".join(_spans(paper.abstract)).strip()
    return "".join(f"<p>{text}</p>" for text in (*summary, abstract) if text)


def _spans(spans: Iterable[Span]) -> Iterable[str]:
    for span in spans:
        text = html.escape(one_line(span.text))
        link = span.kind is Kind.LINK and span.target.startswith(("https://", "http://"))
        yield f'<a href="{html.escape(quoted(span.target))}">{text}</a>' if link else text


_ATOM = "application/atom+xml"
XML_HEAD = '<?xml version="1.0" encoding="utf-8"?>\n'


def atom(feed: Feed) -> bytes:
    """Return a feed as an Atom document, one element a line.

    If the address of the site is not known, links are relative to the document, as the RFC allows.
    """
    lines = "".join(f"{line}\n" for line in (*_about(feed), *(_atom_entry(feed.base, entry) for entry in feed.entries)))
    root = element("feed", Markup(f"\n{lines}"), xmlns="http://www.w3.org/2005/Atom")
    return f"{XML_HEAD}{root}\n".encode()


def _about(feed: Feed) -> Iterator[Markup]:
    yield element("id", feed.id)
    yield element("title", feed.title)
    if feed.subtitle:
        yield element("subtitle", feed.subtitle)
    yield element("updated", feed.updated)
    # Every entry needs an author. For papers without known authors it is the site.
    home = (element("uri", feed.base),) if feed.absolute else ()
    yield element("author", element("name", feed.site), *home)
    yield _link("self", f"{feed.base}{feed.stem}.atom", _ATOM)
    yield _link("alternate", f"{feed.base}{feed.page}", "text/html")


@lru_cache(maxsize=4096)  # a paper is in the feed of each of its tags
def _atom_entry(base: str, entry: FeedEntry) -> Markup:
    return element("entry", Markup("\n" + "".join(f"{line}\n" for line in _parts(base, entry))))


def _parts(base: str, entry: FeedEntry) -> Iterator[Markup]:
    yield element("id", entry.id)
    yield element("title", entry.title)
    yield _link("alternate", f"{base}{entry.page}", "text/html")
    if entry.own:
        yield element("link", rel="related", href=entry.own)
    if entry.listed:
        yield element("published", entry.listed)
    yield element("updated", entry.listed or _UNKNOWN_DAY)
    for name in entry.authors:
        yield element("author", element("name", name))
    for slug, name in entry.tags:
        scheme = {"scheme": f"{base}tags/"} if _is_absolute(base) else {}
        yield element("category", term=slug, label=name, **scheme)
    if entry.summary:
        yield element("summary", entry.summary)
    if entry.content:
        yield element("content", entry.content, type="html")


def _link(rel: str, href: str, type_: str) -> Markup:
    return element("link", rel=rel, type=type_, href=href)


_JSON_FEED = "application/feed+json"
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
    items = ",\n".join(compact_json(_item(feed.base, entry)) for entry in feed.entries)
    head = compact_json(_without_empty(about)).removesuffix("}")
    return f'{head},"items":[\n{items}]}}\n'.encode()


def _item(base: str, entry: FeedEntry) -> dict[str, object]:
    return {
        **_without_empty(
            {
                "id": entry.id,
                "url": f"{base}{entry.page}" if _is_absolute(base) else "",
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


@dataclass(frozen=True, slots=True, kw_only=True)
class FeedFormat:
    """A format of feeds: its name, the suffix and media type of its files, and the function that writes a feed.

    `of_parts` says whether it has the feeds of tags, listings and paths, too.
    """

    name: str
    suffix: str
    type: str
    write: Callable[[Feed], bytes]
    of_parts: bool


FORMATS = (
    FeedFormat(name="Atom", suffix="atom", type=_ATOM, write=atom, of_parts=True),
    FeedFormat(name="JSON Feed", suffix="json", type=_JSON_FEED, write=json_feed, of_parts=False),
)
"""Every format; a new one is a function and an entry here, and its line in the head of `templates/theme/main.html`."""
