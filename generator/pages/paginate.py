"""Divides a long list into pages: the path, the entries and the pager of each."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby, pairwise
from typing import Generic, TypeVar

from markupsafe import Markup

from .escape import FrontMatter, page_link

PER_PAGE = 100
"""How many papers a page of a list has."""

T = TypeVar("T")


@dataclass(frozen=True, slots=True, kw_only=True)
class Pager:
    """The navigation between the pages of a list: the position, and links to other pages."""

    position: str
    steps: tuple[Markup, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ListPage(Generic[T]):
    """The part of a list that one page shows: chunk `number` of 1 to `last`.

    `first` is the path of the first page, `start` the number of entries on the pages before this one, `total` the
    number of entries in the whole list. `previous` is the last of the entries before, None on the first page.
    """

    first: str
    number: int
    last: int
    start: int
    total: int
    entries: Sequence[T]
    previous: T | None

    @property
    def path(self) -> str:
        """The path of the page."""
        return list_page_path(self.first, self.number)

    @property
    def range(self) -> str:
        """The range of papers on the page, in words."""
        return f"Papers {self.start + 1:,} to {self.start + len(self.entries):,} of {self.total:,}"

    def title(self, of_list: str) -> str:
        """Return the title of the page from the title of the list."""
        return of_list if self.number == 1 else f"{of_list}, page {self.number}"

    @property
    def neighbours(self) -> FrontMatter:
        """The front matter with the relative addresses of the pages before and after this one, as `prev` and `next`."""
        above = "" if self.number == 1 else "../"
        numbers = {"prev": self.number - 1, "next": self.number + 1}
        existing = {rel: number for rel, number in numbers.items() if 1 <= number <= self.last}
        return {rel: above if number == 1 else f"{above}{number}/" for rel, number in existing.items()}

    @property
    def pager(self) -> Pager | None:
        """The pager of the page, None if the list has one page."""
        if self.last == 1:
            return None
        back = [self._step(self.number - 1, "Previous", rel="prev")] if self.number > 1 else []
        on = [self._step(self.number + 1, "Next", rel="next")] if self.number < self.last else []
        return Pager(position=f"Page {self.number:,} of {self.last:,}", steps=(*back, *self._numbers(), *on))

    def _step(self, number: int, words: str, **attributes: str) -> Markup:
        return page_link(self.path, list_page_path(self.first, number), words, **attributes)

    def _numbers(self) -> Iterator[Markup]:
        """Yield the first, the last and the nearest pages by number, with dots where others are left out."""
        for before, number in pairwise((0, *_shown(self.number, self.last))):
            if number - before > 1:
                yield Markup('<span class="rl-pager__gap">…</span>')
            if number == self.number:
                yield Markup(f'<span aria-current="page">{number}</span>')
            else:
                yield self._step(number, str(number), aria_label=f"Page {number}")


def _shown(number: int, of: int) -> list[int]:
    """Return the numbers that a pager shows. A single number is not replaced by dots."""
    shown = {1, of, *range(max(1, number - 1), min(of, number + 1) + 1)}
    single = {one + 1 for one, two in pairwise(sorted(shown)) if one + 1 == two - 1}
    return sorted(shown | single)


def list_page_path(first: str, number: int) -> str:
    """Return the path of a page of the list whose first page is `first`: `tags/x.md` → `tags/x/2.md`.

    If the first page is the index of a folder, the others are in that folder: `desk/index.md` → `desk/2.md`.
    """
    folder = first.removesuffix(".md").removesuffix("/index")
    return first if number == 1 else f"{folder}/{number}.md"


def list_pages(first: str, entries: Sequence[T], *, on_first: int | None = None) -> Iterator[ListPage[T]]:
    """Yield the pages of a list, `first` being the path of the first one, with fewer entries on that one if need be.

    An empty list has one page.
    """
    starts = (0, *range(on_first or PER_PAGE, len(entries), PER_PAGE))
    for number, (start, end) in enumerate(pairwise((*starts, len(entries))), 1):
        yield ListPage(
            first=first,
            number=number,
            last=len(starts),
            start=start,
            total=len(entries),
            entries=entries[start:end],
            previous=entries[start - 1] if start else None,
        )


def under_headings(chunk: ListPage[T], heading: Callable[[T], str]) -> Iterator[tuple[str, tuple[T, ...]]]:
    """Yield the entries of a chunk under their headings. A heading that began on the page before is `continued`."""
    open_ = "" if chunk.previous is None else heading(chunk.previous)
    for title, entries in groupby(chunk.entries, key=heading):
        yield (f"{title}, continued" if title == open_ else title), tuple(entries)
        open_ = ""
