"""A long list on several pages: the address of each, what it shows, and the way to those beside it."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby, pairwise
from typing import Generic, TypeVar

from .escape import FrontMatter, Markdown, link
from .formatting import relative

PER_PAGE = 100
"""Papers of a page."""

T = TypeVar("T")


@dataclass(frozen=True, slots=True, kw_only=True)
class Pager:
    """The way through a list on a page of it: where the visitor is, and the steps to other pages."""

    said: str
    steps: tuple[Markdown, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ListPage(Generic[T]):
    """One page of a list: the leaf `number` of `of`, the first is 1; `first` is the path of that one.

    `before` is the last entry of the leaf before, None on the first; `total` is how many entries the list has.
    """

    first: str
    number: int
    of: int
    total: int
    entries: Sequence[T]
    before: T | None

    @property
    def path(self) -> str:
        """The path of its page."""
        return list_page_path(self.first, self.number)

    @property
    def range(self) -> str:
        """Which papers of the list it shows, in words."""
        last = (self.number - 1) * PER_PAGE + len(self.entries)
        return f"Papers {last - len(self.entries) + 1:,} to {last:,} of {self.total:,}"

    def named(self, title: str) -> str:
        """Return the title of its page, for a list that has a title."""
        return title if self.number == 1 else f"{title}, page {self.number}"

    @property
    def beside(self) -> FrontMatter:
        """The front matter by which the head of its page names the pages before and after it, as seen from it."""
        above = "" if self.number == 1 else "../"
        near = {"prev": self.number - 1, "next": self.number + 1}
        there = {rel: number for rel, number in near.items() if 1 <= number <= self.of}
        return {rel: above if number == 1 else f"{above}{number}/" for rel, number in there.items()}

    @property
    def pager(self) -> Pager | None:
        """The steps to other leaves; None where there is no other."""
        if self.of == 1:
            return None
        back = [self._step(self.number - 1, "Previous", " rel=prev")] if self.number > 1 else []
        on = [self._step(self.number + 1, "Next", " rel=next")] if self.number < self.of else []
        return Pager(said=f"Page {self.number:,} of {self.of:,}", steps=(*back, *self._numbers(), *on))

    def _step(self, number: int, words: str, more: str) -> Markdown:
        return link(words, relative(self.path, list_page_path(self.first, number)), f"{{{more} }}")

    def _numbers(self) -> Iterator[Markdown]:
        """Yield the first, the last and the nearest leaves by number, with dots where others are left out."""
        for before, number in pairwise((0, *_shown(self.number, self.of))):
            if number - before > 1:
                yield Markdown('<span class="rl-pager__gap">&#8230;</span>')
            if number == self.number:
                yield Markdown(f'<span aria-current="page">{number}</span>')
            else:
                yield self._step(number, str(number), f' aria-label="Page {number}"')


def _shown(number: int, of: int) -> list[int]:
    """Return the leaves that a pager names: no dots stand for a single one."""
    near = {1, of, *range(max(1, number - 1), min(of, number + 1) + 1)}
    alone = {one + 1 for one, two in pairwise(sorted(near)) if one + 1 == two - 1}
    return sorted(near | alone)


def list_page_path(first: str, number: int) -> str:
    """Return the path of a leaf of the list that begins at a path: `tags/x.md` → `tags/x/2.md`.

    Where the list begins at the index of a folder, its leaves lie in that folder: `desk/index.md` → `desk/2.md`.
    """
    folder = first.removesuffix(".md").removesuffix("/index")
    return first if number == 1 else f"{folder}/{number}.md"


def list_pages(first: str, entries: Sequence[T]) -> Iterator[ListPage[T]]:
    """Yield the leaves of a list that begins at a path; an empty list has one."""
    starts = range(0, len(entries), PER_PAGE) or (0,)
    for number, start in enumerate(starts, 1):
        yield ListPage(
            first=first,
            number=number,
            of=len(starts),
            total=len(entries),
            entries=entries[start : start + PER_PAGE],
            before=entries[start - 1] if start else None,
        )


def under_headings(leaf: ListPage[T], heading: Callable[[T], str]) -> Iterator[tuple[str, tuple[T, ...]]]:
    """Yield the entries of a leaf under their headings; one that the leaf before began is said to continue."""
    open_ = "" if leaf.before is None else heading(leaf.before)
    for title, entries in groupby(leaf.entries, key=heading):
        yield (f"{title}, continued" if title == open_ else title), tuple(entries)
        open_ = ""
