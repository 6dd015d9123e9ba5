"""The text of a YAML file, apart from its values: false line ends, and comments that were meant as text."""

from __future__ import annotations

import re
from dataclasses import dataclass

SHOWN = frozenset({
    *("title", "name", "description", "tldr", "note", "venue", "found", "authors", "aliases"),
})  # fmt: skip
"""Fields whose values are text that people read, or lists of such texts."""

_NOT_LINE_ENDS = "\u0085\u2028\u2029"  # YAML counts these as line ends, editors do not
_TABBED_BLANK = re.compile(r"^[ \t]++$", re.MULTILINE)
_PRIVATE_USE = range(0xE000, 0xF900)
_COMMENT = re.compile(r"([ \t]+)(#[^\r\n]*)")
_REMARK = re.compile(r"(?:  |\t)[ \t]*#+(?:[ \t]|$)")
"""A comment as it is written everywhere: two spaces or a tab before the `#`, and white space behind it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Lost:
    """What YAML takes for a comment: its index in the text, the white space before it, and the words."""

    at: int
    space: str
    words: str


def lost_words(text: str, end: int, name: str) -> Lost | None:
    """Return what stands as a comment behind a plain value that ends at `end`, if it was surely meant as text.

    That is so in a field that people read, unless the comment is written as comments are. Where there is no value yet,
    white space behind the `#` tells that it is one.
    """
    found = _COMMENT.match(text, end) if name in SHOWN else None
    if found is None or _REMARK.match(found[0] if text[end - 1 : end] != ":" else f" {found[0]}"):
        return None
    return Lost(at=found.start(2), space=found[1], words=found[2].rstrip())


def quotable(text: str) -> str:
    """Return a text as it may stand in double quotes."""
    return text.replace("\\", "\\\\").replace('"', '\\"')


def neutral(text: str) -> tuple[str, dict[int, str]]:
    """Return a text of the same length whose lines the parser counts as editors do, and the way back for values."""
    if "\t" in text:
        text = _TABBED_BLANK.sub(lambda match: " " * len(match[0]), text)  # a blank line is a blank line
    swaps = _swaps(text)
    if not swaps:
        return text, {}
    back = {ord(swap): char for char, swap in swaps.items()}
    return text.translate({ord(char): swap for char, swap in swaps.items()}), back


def _swaps(text: str) -> dict[str, str]:
    """Map each false line end in the text to a private-use character that the text does not have."""
    found = [char for char in _NOT_LINE_ENDS if char in text]
    if not found:
        return {}
    taken = set(text)
    free = (chr(code) for code in _PRIVATE_USE if chr(code) not in taken)
    return dict(zip(found, free, strict=False))
