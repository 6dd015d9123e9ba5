"""Reads an entry of BibTeX that is broken, line by line: a field begins where a line, or what ends a value, says so.

What a forgotten brace or comma would swallow is so found again, but for what nobody can tell apart.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from generator.sources.bibtex_values import closing

HEAD = re.compile(r"@(?P<kind>[A-Za-z][\w-]*)\s*[{(]")
"""The head of an entry, a macro or a comment."""
START = re.compile(rf"(?:(?m:^)|(?<=[}})]))[ \t]*{HEAD.pattern}")
"""Where one begins: at the head of a line, or behind what ends another."""
_SIGN = r"[A-Za-z][\w+:.-]*[ \t]*="
_BARE = rf"\w+[ \t]*(?:[,}})]*[ \t]*(?m:$|%)|,[ \t]*{_SIGN})"
_FIELD = rf"""(?P<name>[A-Za-z][\w+:.-]*)[ \t]*=[ \t]*(?:(?=[{{"])|(?={_BARE}))"""
FIELD = re.compile(rf"""(?:(?m:^)|(?<=[,}}"]))[ \t]*{_FIELD}""")
"""Where a field begins: its name and the sign behind it."""

_NO_COMMA = re.compile(rf"\s*(?:(?P<key>[^\s,={{}}\"]+)[ \t]+)?{_FIELD}")
_KEY = re.compile(r"\s*(?P<key>[^\s,={}\"]*)\s*(?:,|(?<!\s)\s*\n|$)")
_BRACES = re.compile(r"(?<!\\)[{}]")
_CLOSING = " \t\r\n,})"


def block_end(text: str, start: int) -> int:
    """Return where the entry that begins at a place must have ended: where the next one begins, or the text ends."""
    following = START.search(text, start + 1)
    return following.start() if following else len(text)


def mended(text: str, start: int, end: int) -> tuple[str, str, tuple[tuple[str, str, int], ...]] | None:
    """Return type, key and fields of the entry between two places, or None if there is none.

    A field is its name, its value in braces, and its place.
    """
    head = HEAD.match(text, start)
    if head is None:
        return None
    body = head.end()
    first = _NO_COMMA.match(text, body, end)
    key = _KEY.match(text, body, end) if first is None else None
    start = first.end() if first else key.end() if key else body
    found = [*filter(None, (first,)), *FIELD.finditer(text, start, end)]
    keyed = first or key
    return head["kind"], (keyed["key"] if keyed else "") or "", tuple(_fields(text, found, end))


def _fields(text: str, found: list[re.Match[str]], end: int) -> Iterator[tuple[str, str, int]]:
    for field, behind in zip(found, [*(field.start() for field in found[1:]), end], strict=False):
        yield field["name"], f"{{{_value(text[field.end() : behind].strip())}}}", field.start("name")


def _value(written: str) -> str:
    """Return what a value says, with as many opening braces as closing ones."""
    if written[:1] in {"{", '"'}:
        end = closing(written, 0)
        is_sure = end > 0 and not _without_remark(written[end + 1 :].partition("\n")[0]).strip(_CLOSING)
        inside = written[1:end] if is_sure else written[1:].rstrip(_CLOSING + written[0])
    else:
        inside = _without_remark(written.partition(",")[0]).rstrip(_CLOSING)
    inside = inside if _is_balanced(inside) else _BRACES.sub("", inside)
    return f"{inside} " if inside.endswith("\\") else inside  # the brace behind it must close the value


def _without_remark(text: str) -> str:
    return text.partition("%")[0]


def _is_balanced(text: str) -> bool:
    depth = 0
    for brace in _BRACES.finditer(text):
        depth += 1 if brace[0] == "{" else -1
        if depth < 0:
            return False
    return depth == 0
