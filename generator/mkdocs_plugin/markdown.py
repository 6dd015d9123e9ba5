"""Turns the Markdown that our own templates write into the HTML that Python-Markdown makes of it, byte for byte.

The dialect is small and closed: `inline` says what may stand in a line, `blocks` and `raw` which blocks there are.
For anything else there is no answer, and the page goes the long way.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache
from html import unescape

from markdown.extensions.toc import slugify, unique

from .blocks import ListOfItems, begins_list, element, heading, is_html, paragraph, tag
from .inline import OutsideError, line

_TAG = re.compile(r"<[^>]*>")


@dataclass(frozen=True, slots=True, kw_only=True)
class Heading:
    """A heading in the table of contents: its text as HTML without elements, its id and its level."""

    title: str
    id: str
    level: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Body:
    """The body of a page, its headings in order (no other element has an id), and its title if a heading begins it."""

    html: str
    toc: tuple[Heading, ...]
    title: str | None


def body(markdown: str, resolve: Callable[[str], str | None]) -> Body | None:
    """Return the body of a page, given as Markdown without front matter; None if it is not in our dialect.

    `resolve` turns the target of a link as written (`../tags/pruning.md#top`) into the address that MkDocs puts in its
    place, before it is escaped as HTML, or says None if it does not know.
    """
    if "  \n" in markdown or "\n \n" in markdown:
        return None  # line breaks, and blank lines that are not empty
    reading = _Reading(resolve)
    try:
        for part in markdown.strip("\n").split("\n\n"):
            if block := part.strip("\n"):
                reading.read(block)
        return reading.done()
    except OutsideError:
        return None


class _Reading:
    """What was read of a page so far."""

    __slots__ = ("_entries", "_ids", "_list", "_open", "_out", "_resolve")

    def __init__(self, resolve: Callable[[str], str | None]) -> None:
        self._resolve = resolve
        self._out: list[str] = []
        self._open: list[tuple[str, int]] = []  # elements with Markdown inside: name, and where in `_out` they begin
        self._list: ListOfItems | None = None
        self._entries: list[Heading] = []
        self._ids: set[str] = set()

    def read(self, block: str) -> None:
        """Read what stands between two blank lines."""
        first = block[0]
        if first == " ":
            if self._list is None:
                raise OutsideError(block)
            self._list.go_on(block)
        elif begins_list(block):
            if self._list is None:
                self._list = ListOfItems(block, self._resolve)
            self._list.add(block)
        else:
            self._close_list()
            if first == "#":
                self._out.append(self._heading(block))
            elif first == "<" and is_html(block):
                self._read_html(block)
            else:
                self._out.append(paragraph(block, self._resolve))

    def _read_html(self, block: str) -> None:
        """Read tags of elements with Markdown inside, one a line; or one raw element."""
        rows = block.split("\n")
        if not tag(rows[0]):
            self._out.append(element(block, held=bool(self._open)))
            return
        for row in rows:
            self._read_tag(row)

    def _read_tag(self, row: str) -> None:
        found = tag(row)
        if not found:
            raise OutsideError(row)
        name, html = found
        if not html.startswith("</"):
            self._open.append((name, len(self._out)))
        elif not self._open or self._open[-1][0] != name:
            raise OutsideError(row)
        elif self._open.pop()[1] == len(self._out) - 1:
            self._out[-1] = self._out[-1].rstrip("\n")  # nothing is inside
        self._out.append(html)

    def done(self) -> Body:
        """Return what was read."""
        self._close_list()
        if self._open:
            raise OutsideError(self._open[-1][0])
        html = "".join(self._out).strip()
        title = self._entries[0].title if html.startswith("<h1") else None
        return Body(html=html, toc=tuple(self._entries), title=title)

    def _close_list(self) -> None:
        if self._list:
            self._out.append(self._list.as_html())
            self._list = None

    def _heading(self, block: str) -> str:
        level, text, (before, behind), given = heading(block)
        inside = line(text, self._resolve)
        name = " ".join((_TAG.sub("", inside) if "<" in inside else inside).split())
        key = given or unique(_slug(name), self._ids)
        if given in self._ids:
            raise OutsideError(block)  # the heading that has it would get another
        self._ids.add(key)
        self._entries.append(Heading(title=name, id=key, level=level))
        return f'<h{level}{before} id="{key}"{behind}>{inside}</h{level}>\n'


@lru_cache(maxsize=4096)
def _slug(name: str) -> str:
    return slugify(unescape(name), "-")
