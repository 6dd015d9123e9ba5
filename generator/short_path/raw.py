"""Blocks of HTML in our Markdown: elements that hold Markdown, and elements that are passed on.

At the top of a page an element is passed on as it is. Inside an element that holds Markdown, Python-Markdown reads it
into its tree and writes it anew, with its attributes sorted; there, only elements with nothing but text and inline
elements in them are known.
"""

from __future__ import annotations

import re
from functools import lru_cache

from generator.short_path.inline import ATTRIBUTE, CONTROLS, ENTITY, INLINE_TAGS, OutsideError, written

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
