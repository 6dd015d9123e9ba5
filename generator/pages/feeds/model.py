"""The content of a feed in any format: its id, its subject, and its entries, the newest first.

No date comes from the clock: the date of an entry is the day on which its paper was first listed. Ids derive from names
that stay when an address changes, so that no feed reader shows a paper again because it moved.
"""

from __future__ import annotations

import html
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from uuid import UUID, uuid5

from ...catalog.model import Paper, Tag
from ...settings import Settings
from ...text.spans import Kind, Span
from ..escape import one_line, quoted
from ..exports.reference import reference

FEEDS = "feeds"
"""The folder of all feeds."""

UNKNOWN_DAY = "1970-01-01T00:00:00Z"
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
        return is_absolute(self.base)

    @property
    def updated(self) -> str:
        """The start of the newest day of an entry."""
        return max((entry.listed for entry in self.entries if entry.listed), default=UNKNOWN_DAY)


def is_absolute(base: str) -> bool:
    """Return whether a prefix makes absolute addresses of paths."""
    return "://" in base


class EntryWriter:
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
