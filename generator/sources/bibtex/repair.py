"""Reads broken entries of BibTeX: a field begins on a new line, or after the end of a value.

So a forgotten brace or comma does not swallow the fields after it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise

from .macros import closing

HEAD = re.compile(r"@(?P<kind>[A-Za-z][\w-]*)\s*[{(]")
"""The head of an entry, a macro or a comment."""
START = re.compile(rf"(?:(?m:^)|(?<=[}})]))[ \t]*{HEAD.pattern}")
"""Where one begins: at the beginning of a line, or after the end of another."""
_SIGN = r"[A-Za-z][\w+:.-]*[ \t]*="
_BARE = rf"\w+[ \t]*(?:[,}})]*[ \t]*(?m:$|%)|,[ \t]*{_SIGN})"
_FIELD = rf"""(?P<name>[A-Za-z][\w+:.-]*)[ \t]*=[ \t]*(?:(?=[{{"])|(?={_BARE}))"""
FIELD = re.compile(rf"""(?:(?m:^)|(?<=[,}}"]))[ \t]*{_FIELD}""")
"""Where a field begins: its name and the equals sign."""

_NO_COMMA = re.compile(rf"\s*(?:(?P<key>[^\s,={{}}\"]+)[ \t]+)?{_FIELD}")
_KEY = re.compile(r"\s*(?P<key>[^\s,={}\"]*)\s*(?:,|(?<!\s)\s*\n|$)")
_BRACES = re.compile(r"(?<!\\)[{}]")
_CLOSING = " \t\r\n,})"


def block_end(text: str, start: int) -> int:
    """Return the index before which the entry at `start` must end: where the next one begins, or the text ends."""
    following = START.search(text, start + 1)
    return following.start() if following else len(text)


def mended(text: str, start: int, end: int) -> tuple[str, str, tuple[tuple[str, str, int], ...]] | None:
    """Return type, key and fields of the entry between two indices, or None if there is none.

    A field is its name, its value in braces, and its index in the text.
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
    for field, after in zip(found, [*(field.start() for field in found[1:]), end], strict=False):
        yield field["name"], f"{{{_value(text[field.end() : after].strip())}}}", field.start("name")


def _value(written: str) -> str:
    """Return a value without its quotes or outer braces, and with balanced braces inside."""
    if written[:1] in {"{", '"'}:
        end = closing(written, 0)
        is_sure = end > 0 and not _without_remark(written[end + 1 :].partition("\n")[0]).strip(_CLOSING)
        inside = written[1:end] if is_sure else written[1:].rstrip(_CLOSING + written[0])
    else:
        inside = _without_remark(written.partition(",")[0]).rstrip(_CLOSING)
    inside = inside if _is_balanced(inside) else _BRACES.sub("", inside)
    return f"{inside} " if inside.endswith("\\") else inside  # the backslash must not escape the closing brace


def _without_remark(text: str) -> str:
    return text.partition("%")[0]


def _is_balanced(text: str) -> bool:
    depth = 0
    for brace in _BRACES.finditer(text):
        depth += 1 if brace[0] == "{" else -1
        if depth < 0:
            return False
    return depth == 0


_COVERS = str.maketrans({"\ufdd0": "\\", "\ufdd1": "@"})
"""The substitute of each sign while a text is parsed; a text that contains a substitute itself stays as it is."""

_ODD = re.compile(r"\\[{}\"]|(?<!\\)%|\n[^\S\n]*@")
_GAP = r"(?:\s++|%[^\n]*+)*+"
_WORD = r"[^\s,={}\"#%()]"
_NEXT = re.compile(
    rf"(?m:^)[^\S\n]*(?P<at>@)(?:(?i:comment|preamble|string)\s*[{{(]"
    rf"|[A-Za-z][\w-]*\s*[{{(]{_GAP}[^\s,={{}}\"]*+{_GAP}(?:[,=]|[^\s,={{}}\"]++\s*+=))"
)
"""What can only be the head of an entry: it has a key and a comma, or its first field."""
_ENTRY_KEY = re.compile(rf"{_GAP}(?:{_WORD}|[()])*+{_GAP}(?:,|(?=[}})]))")
_NAME = re.compile(rf"{_GAP}{_WORD}++{_GAP}={_GAP}")
_BARE_VALUE = re.compile(r"[^\s,={}\"#()]++")
_JOINT = re.compile(rf"{_GAP}#{_GAP}")
_AFTER = re.compile(rf"{_GAP}(?:,|(?=[}})]))")
_ENDS = {"{": re.compile(rf"{_GAP}\}}"), "(": re.compile(rf"{_GAP}\)")}
_REMARK = re.compile(r"%[^\r\n]*+")
_AT = re.compile(r"(?m:^)[^\S\n]*@(?=\w*[ \t]*[{(])")
_AT_OR_ESCAPE = re.compile(rf"{_AT.pattern}|\\(?=[{{}}\"])")

_Cover = tuple[int, int, str]
_Spans = list[tuple[int, int]]


def covered(text: str) -> str:
    """Return a text with signs substituted in entries that are complete except for them."""
    if not _ODD.search(text) or any(map(text.__contains__, map(chr, _COVERS))):
        return text
    heads = [head.start("at") for head in _NEXT.finditer(text)]
    pieces: list[str] = []
    done = 0
    for start, end in pairwise([*heads, len(text)]):
        for at, upto, cover in _found(text, start, end) if _ODD.search(text, start, end) else ():
            pieces += [text[done:at], cover]
            done = upto
    return "".join([*pieces, text[done:]])


def uncovered(value: str) -> str:
    """Return a value with the signs that `covered` substituted."""
    return value if value.isascii() else value.translate(_COVERS)


def _found(text: str, start: int, end: int) -> Iterator[_Cover]:
    """Yield the substitutions (start, end, substitute) for the entry at `start`, which must end before `end`."""
    done = start
    lenient = _values(text, start, end, escapes=True)
    for at, after in lenient or _values(text, start, end, escapes=False):
        for remark in _REMARK.finditer(text, done, at):
            yield *remark.span(), " " * len(remark[0])
        for sign in (_AT if lenient else _AT_OR_ESCAPE).finditer(text, at, after):
            yield sign.end() - 1, sign.end(), "\ufdd1" if sign[0][-1] == "@" else "\ufdd0"
        done = after


def _values(text: str, start: int, end: int, *, escapes: bool) -> _Spans:
    """Return the spans of the values of an entry or macro and that of its end, or nothing if it is incomplete."""
    head = HEAD.match(text, start, end)
    if head is None or head["kind"].lower() in {"comment", "preamble"}:
        return []
    after = head if head["kind"].lower() == "string" else _ENTRY_KEY.match(text, head.end(), end)
    found: _Spans = []
    while after is not None:
        last = _ENDS[head[0][-1]].match(text, after.end(), end)
        if last is not None:
            return [*found, (last.end() - 1, last.end())]
        name = _NAME.match(text, after.end(), end)
        pieces = _pieces(text, name.end(), end, escapes=escapes) if name else []
        found += pieces
        after = _AFTER.match(text, pieces[-1][1], end) if pieces else None
    return []


def _pieces(text: str, at: int, end: int, *, escapes: bool) -> _Spans:
    """Return the spans of the pieces of the value at an index, or nothing if it does not end."""
    pieces: _Spans = []
    joint = None
    while joint is not None or not pieces:
        at = joint.end() if joint else at
        after = _piece_end(text, at, end, escapes=escapes)
        if not after:
            return []
        pieces.append((at, after))
        joint = _JOINT.match(text, after, end)
    return pieces


def _piece_end(text: str, at: int, end: int, *, escapes: bool) -> int:
    """Return the index after the piece of a value at an index, or 0 if there is no complete piece."""
    if at < end and text[at] in '{"':
        return closing(text, at, end, escapes=escapes) + 1
    bare = _BARE_VALUE.match(text, at, end)
    return bare.end() if bare else 0
