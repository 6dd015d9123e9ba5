"""The blocks of our Markdown: headings, paragraphs, lists, elements; each becomes the HTML of Python-Markdown."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from functools import lru_cache

from generator.short_path.inline import ATTRIBUTES, OutsideError, Resolve, line, parsed, written

_HEADING = re.compile(rf"(#{{1,6}}) ([^ #](?:[^\n{{]*[^ \n{{#])?)(?: ({ATTRIBUTES}))?")
_LIST = re.compile(r"(?:-|([0-9]+)\.) +")
_ITEM = re.compile(r"(?:-|[0-9]+\.) +([^ ].*)")
_ATTRIBUTES = re.compile(ATTRIBUTES)
_COMMENT = "<!-- -->"


@lru_cache(maxsize=4096)
def attributes(text: str) -> str:
    """Return the attribute list of a block as HTML."""
    if not _ATTRIBUTES.fullmatch(text):
        raise OutsideError(text)
    return written(parsed(text))


def heading(block: str) -> tuple[int, str, str]:
    """Return the level, the text as written and the attribute list of a heading."""
    match = _HEADING.fullmatch(block)
    if not match:
        raise OutsideError(block)
    return len(match[1]), match[2], match[3] or ""


def paragraph(block: str, resolve: Resolve) -> str:
    """Return a paragraph as HTML; an attribute list on its last line is that of the paragraph."""
    if "\n" not in block:
        return f"<p>{line(block, resolve)}</p>\n"
    lines = block.split("\n")
    given = attributes(lines.pop()) if lines[-1].startswith("{") else ""
    text = "\n".join([line(part, resolve) for part in lines])
    return f"<p{given}>{text}</p>\n"


@dataclass(slots=True, kw_only=True)
class Item:
    """An item of a list: its text, and what stands below it once a blank line made a paragraph of the text."""

    text: str
    below: list[str] = field(default_factory=list)
    nested: ListOfItems | None = None

    def loosen(self) -> None:
        """Make a paragraph of the text, as the first thing that follows behind a blank line does."""
        if self.text:
            self.below.insert(0, f"<p>{self.text}</p>\n")
            self.text = ""

    def close(self) -> None:
        """End a list inside this item."""
        if self.nested:
            self.below.append(self.nested.as_html())
            self.nested = None

    def as_html(self) -> str:
        """Return the item as HTML."""
        self.close()
        if self.text:
            return f"<li>{self.text}{''.join(self.below)}</li>\n"
        return f"<li>\n{''.join(self.below)}</li>\n"


@dataclass(slots=True, kw_only=True)
class ListOfItems:
    """A list that is being read, block by block."""

    tag: str
    resolve: Resolve
    items: list[Item] = field(default_factory=list)

    def add(self, block: str) -> None:
        """Read a block of items; the first is a paragraph if there are items before the blank line."""
        more = bool(self.items)
        if more:
            self.items[-1].loosen()
        for row in block.split("\n"):
            match = _ITEM.fullmatch(row)
            if not match:
                raise OutsideError(row)
            self.items.append(Item(text=line(match[1], self.resolve)))
            if more:
                self.items[-1].loosen()
                more = False

    def go_on(self, block: str) -> None:
        """Read a block that belongs to the last item: a paragraph, or items of a list inside it."""
        item = self.items[-1]
        item.loosen()
        rows = block.split("\n")
        if any(not row.startswith("    ") or row[4:5] == " " for row in rows):
            raise OutsideError(block)
        inside = "\n".join([row[4:] for row in rows])
        if not _LIST.match(inside):
            item.close()
            item.below.append(f"{_COMMENT}\n" if inside == _COMMENT else paragraph(inside, self.resolve))
            return
        if item.nested is None:
            item.nested = list_of(inside, self.resolve)
        item.nested.add(inside)

    def as_html(self) -> str:
        """Return the list as HTML."""
        return f"<{self.tag}>\n{''.join([item.as_html() for item in self.items])}</{self.tag}>\n"


def list_of(block: str, resolve: Resolve) -> ListOfItems:
    """Return a list, yet empty, of the kind that the first item of a block makes."""
    match = _LIST.match(block)
    return ListOfItems(tag="ol" if match and match[1] else "ul", resolve=resolve)


def begins_list(block: str) -> bool:
    """Tell whether a block begins with an item of a list."""
    return bool(_LIST.match(block))
