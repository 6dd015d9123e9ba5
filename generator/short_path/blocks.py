"""The blocks of our Markdown: headings, paragraphs, lists; each becomes the HTML of Python-Markdown."""

from __future__ import annotations

import re
from functools import lru_cache

from generator.short_path.inline import ATTRIBUTES, OutsideError, Resolve, around, line, parsed, written

_HEADING = re.compile(rf"(#{{1,6}}) ([^ #](?:[^\n{{]*[^ \n{{#])?)(?: (?:({ATTRIBUTES})|\{{ #([a-z][a-z-]*) \}}))?")
_MARK = re.compile(r"(?:-|([0-9]+)\.) +(?=[^ ])")
_MARKS = frozenset("-0123456789")
_ATTRIBUTES = re.compile(ATTRIBUTES)
_COMMENT = "<!-- -->"


@lru_cache(maxsize=4096)
def attributes(text: str) -> str:
    """Return the attribute list of a block as HTML."""
    if not _ATTRIBUTES.fullmatch(text):
        raise OutsideError(text)
    return written(parsed(text))


@lru_cache(maxsize=4096)  # a page has its own title, and headings that many pages have
def heading(block: str) -> tuple[int, str, tuple[str, str], str]:
    """Return the level of a heading, its text as written, the attributes around its id, and the id if it is given."""
    match = _HEADING.fullmatch(block)
    if not match:
        raise OutsideError(block)
    return len(match[1]), match[2], around(match[3] or "", "id"), match[4] or ""


def paragraph(block: str, resolve: Resolve) -> str:
    """Return a paragraph as HTML; an attribute list on its last line is that of the paragraph."""
    if "\n" not in block:
        return f"<p>{line(block, resolve)}</p>\n"
    lines = block.split("\n")
    given = attributes(lines.pop()) if lines[-1].startswith("{") else ""
    text = "\n".join([line(part, resolve) for part in lines])
    return f"<p{given}>{text}</p>\n"


def begins_list(block: str) -> bool:
    """Tell whether a block begins with an item of a list."""
    return block[0] in _MARKS and _MARK.match(block) is not None


class ListOfItems:
    """A list that is being read, block by block.

    An item is its text alone until a blank line and something that belongs to the list follow: they make a paragraph
    of the text.
    """

    __slots__ = ("_below", "_done", "_nested", "_resolve", "_tag", "_text")

    def __init__(self, block: str, resolve: Resolve) -> None:
        """Begin a list of the kind that the first item of a block makes; its items are yet to be added."""
        self._tag = "ul" if block[0] == "-" else "ol"
        self._resolve = resolve
        self._done: list[str] = []
        self._text = self._below = ""
        self._nested: ListOfItems | None = None

    def add(self, block: str) -> None:
        """Read a block of items; the first is a paragraph if there are items before the blank line."""
        loose = bool(self._text or self._below)
        if loose:
            self._loosen()
        for row in block.split("\n"):
            self._end_item()
            self._text = line(_content(row), self._resolve)
            if loose:
                self._loosen()
                loose = False

    def go_on(self, block: str) -> None:
        """Read a block that belongs to the last item: a paragraph, or items of a list inside it."""
        rows = block.split("\n")
        if not all(row.startswith("    ") and row[4:5] != " " for row in rows):
            raise OutsideError(block)
        self._loosen()
        inside = "\n".join([row[4:] for row in rows])
        if inside and begins_list(inside):
            self._nested = self._nested or ListOfItems(inside, self._resolve)
            self._nested.add(inside)
            return
        self._end_nested()
        self._below += f"{_COMMENT}\n" if inside == _COMMENT else paragraph(inside, self._resolve)

    def as_html(self) -> str:
        """End the list and return it as HTML."""
        self._end_item()
        return f"<{self._tag}>\n{''.join(self._done)}</{self._tag}>\n"

    def _loosen(self) -> None:
        if self._text:
            self._below = f"<p>{self._text}</p>\n"
            self._text = ""

    def _end_nested(self) -> None:
        if self._nested:
            self._below += self._nested.as_html()
            self._nested = None

    def _end_item(self) -> None:
        if self._text:
            self._done.append(f"<li>{self._text}</li>\n")
        elif self._below:
            self._end_nested()
            self._done.append(f"<li>\n{self._below}</li>\n")
        self._text = self._below = ""


def _content(row: str) -> str:
    """Return what an item says behind its mark."""
    if row.startswith("-   ") and row[4:5] != " ":
        return row[4:]
    match = _MARK.match(row)
    if not match:
        raise OutsideError(row)
    return row[match.end() :]
