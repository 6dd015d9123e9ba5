"""Looks at the text of a YAML file: for characters that only YAML counts as line ends, and comments meant as text."""

import re
from dataclasses import dataclass

_SHOWN = frozenset({"title", "name", "description", "tldr", "note", "venue", "found", "authors", "aliases"})
"""Fields of text that people read, or lists of such texts."""

_NOT_LINE_ENDS = "\u0085\u2028\u2029"  # YAML counts these as line ends, editors do not
_TABBED_BLANK = re.compile(r"^[ \t]++$", re.MULTILINE)
_PRIVATE_USE = range(0xE000, 0xF900)
_COMMENT = re.compile(r"([ \t]+)(#[^\r\n]*)")
_REMARK = re.compile(r"(?:  |\t)[ \t]*#+(?:[ \t]|$)")
"""A comment as it is usually written: two spaces or a tab before the `#`, and white space after it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class LostWords:
    """Words that YAML reads as a comment: their index in the text, the white space before them, and the words."""

    at: int
    space: str
    words: str


def lost_words(text: str, end: int, name: str) -> LostWords | None:
    """Return the comment after a plain value that ends at `end`, if it was surely meant as text.

    It was in a field that people read, unless it is written as comments usually are. Where the value is empty, white
    space after the `#` is enough for a comment.
    """
    found = _COMMENT.match(text, end) if name in _SHOWN else None
    if found is None or _REMARK.match(found[0] if text[end - 1 : end] != ":" else f" {found[0]}"):
        return None
    return LostWords(at=found.start(2), space=found[1], words=found[2].rstrip())


def quotable(text: str) -> str:
    """Return a text with the escapes that it needs in double quotes."""
    return text.replace("\\", "\\\\").replace('"', '\\"')


def neutral(text: str) -> tuple[str, dict[int, str]]:
    """Return a text of the same length whose lines the parser counts as editors do, and a table to translate back."""
    if "\t" in text:
        text = _TABBED_BLANK.sub(lambda match: " " * len(match[0]), text)  # a line of tabs is blank
    swaps = _swaps(text)
    if not swaps:
        return text, {}
    back = {ord(swap): char for char, swap in swaps.items()}
    return text.translate({ord(char): swap for char, swap in swaps.items()}), back


def _swaps(text: str) -> dict[str, str]:
    """Map each character that only YAML counts as a line end to a private-use character that is not in the text."""
    found = [char for char in _NOT_LINE_ENDS if char in text]
    if not found:
        return {}
    taken = set(text)
    free = (chr(code) for code in _PRIVATE_USE if chr(code) not in taken)
    return dict(zip(found, free, strict=False))
