"""Blocks of HTML in our Markdown: elements that hold Markdown, and elements that are passed on.

At the top of a page an element is passed on as it is. Inside an element that holds Markdown, Python-Markdown reads it
into its tree and writes it anew, with its attributes sorted; there, only elements with nothing but text and inline
elements in them are known.
"""

from __future__ import annotations

import re
from functools import lru_cache

from .inline import (
    ATTRIBUTE,
    ATTRIBUTES,
    CONTROLS,
    ENTITY,
    INLINE_TAGS,
    OutsideError,
    Resolve,
    around,
    line,
    parsed,
    written,
)

_HOLDERS = "article|aside|div|footer|header|main|nav|section"
_ROOTS = f"{_HOLDERS}|details|pre"
_BLOCKS = f"{_ROOTS}|dd|dl|dt|figcaption|figure|li|ol|p|summary|table|tbody|td|tfoot|th|thead|tr|ul"
_VOID = {"br", "input", "wbr"}

_OPENING = re.compile(rf"<({_HOLDERS})((?:{ATTRIBUTE})*+ markdown(?:{ATTRIBUTE})*+)>")
_CLOSING = re.compile(rf"</({_HOLDERS})>")
_ROOT = re.compile(rf"</?(?:{_ROOTS})[ >]")
_NAMES = re.compile(r' ([a-zA-Z-]++)(?:="([^"]*+)")?+')
_TOKEN = re.compile(
    rf"<(?P<end>/?)(?P<tag>{_BLOCKS}|{INLINE_TAGS})(?P<attributes>(?:{ATTRIBUTE})*+) ?(?P<empty>/?)>"
    rf"|(?:[^<>&`~{CONTROLS}]|\n|{ENTITY})++"
)
_INLINE = frozenset(INLINE_TAGS.split("|"))


@lru_cache(maxsize=1024)
def tag(line: str) -> tuple[str, str] | None:
    """Return name and HTML of a line that opens or closes an element with Markdown inside; None if it does neither."""
    if match := _CLOSING.fullmatch(line):
        return match[1], f"{line}\n"
    match = _OPENING.fullmatch(line)
    return (match[1], f"<{match[1]}{_sorted(match[2])}>\n") if match else None


def is_html(block: str) -> bool:
    """Tell whether a block begins with a tag of an element that is a block of its own."""
    return bool(_ROOT.match(block))


@lru_cache(maxsize=1024)
def element(block: str, *, held: bool) -> str:
    """Return a block that is one element as HTML; `held` is one inside an element with Markdown."""
    tags = _tags(block)
    root = tags[0]
    if root["empty"]:
        raise OutsideError(block)
    if not held:
        return f"{block}\n\n"
    if any(match["tag"] not in _INLINE for match in tags[1:-1]) or "{" in block or root["tag"] == "details":
        raise OutsideError(block)
    return f"<{root['tag']}{_sorted(root['attributes'])}>{block[root.end() :]}\n"


def _tags(block: str) -> list[re.Match[str]]:
    """Return the tags of a block that is one element, each of whose elements is closed."""
    found: list[re.Match[str]] = []
    opened: list[str] = []
    at = 0
    for match in _TOKEN.finditer(block):
        if match.start() != at or (at and not opened):
            raise OutsideError(block)
        at = match.end()
        if match["tag"]:
            found.append(match)
            _nest(match, opened)
    if opened or at != len(block):
        raise OutsideError(block)
    return found


def _nest(match: re.Match[str], opened: list[str]) -> None:
    tag = match["tag"]
    if match["end"]:
        if not opened or opened.pop() != tag or match["attributes"] or match["empty"]:
            raise OutsideError(match.string)
    elif not match["empty"] and tag not in _VOID:
        opened.append(tag)


def _sorted(attributes: str) -> str:
    """Return attributes as Python-Markdown writes those of an element in its tree."""
    if "&" in attributes:
        raise OutsideError(attributes)
    found: dict[str, str] = {}
    for match in _NAMES.finditer(attributes):
        name = match[1].lower()
        if name in found:
            raise OutsideError(attributes)
        found[name] = name if match[2] is None else match[2]
    found.pop("markdown", "")
    return written(tuple(sorted(found.items())))


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
