"""What a feed says, whatever its format: who it is, what it follows, and its entries, the newest first.

Nothing here comes from a clock: an entry is dated by the day a listing first showed its paper. An id follows from
names that stay when an address changes, so no reader takes a paper for a new one because it moved.
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
"""Stands for a day that is not known where a format demands one: the same for ever, and plainly no day of a listing."""

_NAMESPACE = UUID("b3f6f0a4-7c1e-5d0a-9a55-0f3b7c2f6a11")
"""Of all ids; no other program has it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class FeedEntry:
    """One paper: texts are one line, `content` is HTML, `page` its path on the site, `own` the paper's own address.

    `listed` is the moment its day began, or empty. `tags` are pairs of slug and name.
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
    """One feed: `stem` is its path without a suffix, `page` the path of the page it belongs to.

    `base` is what stands before a path to make it an address: that of the site or, where it is not known, the way
    there from the folder of the feed.
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
        """Whether its addresses hold anywhere."""
        return is_absolute(self.base)

    @property
    def updated(self) -> str:
        """The moment the newest day in it began."""
        return max((entry.listed for entry in self.entries if entry.listed), default=UNKNOWN_DAY)


def is_absolute(base: str) -> bool:
    """Tell whether what stands before paths makes addresses of them that hold anywhere."""
    return "://" in base


class EntryWriter:
    """Makes entries of papers, each once, however many feeds it is in."""

    def __init__(self, settings: Settings, tags: Mapping[str, Tag]) -> None:
        self._settings = settings
        self._tags = tags
        self._made: dict[str, FeedEntry] = {}

    def entry(self, paper: Paper) -> FeedEntry:
        """Return the entry of a paper."""
        if paper.slug not in self._made:
            self._made[paper.slug] = self._entry(paper)
        return self._made[paper.slug]

    def _entry(self, paper: Paper) -> FeedEntry:
        known = reference(paper, self._tags)
        return FeedEntry(
            id=self.id("paper", _oldest_name(paper)),
            title=known.title,
            page=f"papers/{paper.slug}/",
            own=known.url,
            summary=one_line(paper.summary),
            content=_content(paper),
            listed=_start_of_day(paper.first_listed),
            authors=tuple(author.name for author in known.authors if author.name),
            tags=tuple((slug, one_line(self._tags[slug].name)) for slug in paper.tags),
        )

    def id(self, kind: str, name: str) -> str:
        """Return the id of something of the site, as the URN of a UUID that follows from its names."""
        return uuid5(self._site, f"{kind}:{name}").urn

    @cached_property
    def _site(self) -> UUID:
        return uuid5(_NAMESPACE, self._settings.identity)


def _oldest_name(paper: Paper) -> str:
    """Return the oldest name of a paper that is still known, which stays whatever it is called from now on.

    That is its key in `curation.yml`. A new title gives it a new key, and then the old one is the first address in
    `formerly`; where the key is not the address, `formerly` holds older addresses only if it goes back to the key.
    """
    back_to_the_key = paper.slug == paper.key or paper.key in paper.formerly
    return paper.formerly[0] if paper.formerly and back_to_the_key else paper.key


def _start_of_day(day: date | None) -> str:
    """Return when a day began (RFC 3339), or '' for none."""
    return f"{day.isoformat()}T00:00:00Z" if day else ""


def _content(paper: Paper) -> str:
    """Return the curator's summary and the abstract with its links, as HTML; mathematics stays TeX."""
    told = [html.escape(one_line(paper.summary))] if paper.summarized else []
    abstract = "".join(_spans(paper.abstract)).strip()
    return "".join(f"<p>{text}</p>" for text in (*told, abstract) if text)


def _spans(spans: Iterable[Span]) -> Iterable[str]:
    for span in spans:
        text = html.escape(one_line(span.text))
        link = span.kind is Kind.LINK and span.target.startswith(("https://", "http://"))
        yield f'<a href="{html.escape(quoted(span.target))}">{text}</a>' if link else text
