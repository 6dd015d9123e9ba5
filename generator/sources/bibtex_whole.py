r"""Covers what the parser of BibTeX would stumble over in an entry that is whole: braces behind a backslash (`C:\}`).

Remarks, too: what stands between a `%` outside all values and the end of its line, as biber and pandoc have it.
And an `@word{` at the head of a line of a value, unless it is so much like the head of an entry that a brace may lack.
A sign is covered by one other, so that every place in the text stays what it is.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise

from generator.sources.bibtex_mend import HEAD
from generator.sources.bibtex_values import closing

_COVERS = str.maketrans({"\ufdd0": "\\", "\ufdd1": "@"})
"""What stands for a sign while a text is parsed, and the sign; a text that has one of these itself is left alone."""

_ODD = re.compile(r"\\[{}\"]|(?<!\\)%|\n[^\S\n]*@")
_GAP = r"(?:\s++|%[^\n]*+)*+"
_WORD = r"[^\s,={}\"#%()]"
_NEXT = re.compile(
    rf"(?m:^)[^\S\n]*(?P<at>@)(?:(?i:comment|preamble|string)\s*[{{(]"
    rf"|[A-Za-z][\w-]*\s*[{{(]{_GAP}[^\s,={{}}\"]*+{_GAP}(?:[,=]|[^\s,={{}}\"]++\s*+=))"
)
"""What nobody writes but as the head of an entry: it has a key and a comma, or its first field."""
_KEY = re.compile(rf"{_GAP}(?:{_WORD}|[()])*+{_GAP}(?:,|(?=[}})]))")
_NAME = re.compile(rf"{_GAP}{_WORD}++{_GAP}={_GAP}")
_BARE = re.compile(r"[^\s,={}\"#()]++")
_JOINT = re.compile(rf"{_GAP}#{_GAP}")
_AFTER = re.compile(rf"{_GAP}(?:,|(?=[}})]))")
_ENDS = {"{": re.compile(rf"{_GAP}\}}"), "(": re.compile(rf"{_GAP}\)")}
_REMARK = re.compile(r"%[^\r\n]*+")
_AT = re.compile(r"(?m:^)[^\S\n]*@(?=\w*[ \t]*[{(])")
_AT_OR_ESCAPE = re.compile(rf"{_AT.pattern}|\\(?=[{{}}\"])")

_Cover = tuple[int, int, str]
_Spans = list[tuple[int, int]]


def covered(text: str) -> str:
    """Return a text with signs covered where an entry is whole but for them."""
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
    """Return a value with the signs that were covered."""
    return value if value.isascii() else value.translate(_COVERS)


def _found(text: str, start: int, end: int) -> Iterator[_Cover]:
    """Yield from where to where to cover with what, in the entry that begins at a place and must end before another."""
    done = start
    lenient = _values(text, start, end, escapes=True)
    for at, behind in lenient or _values(text, start, end, escapes=False):
        yield from _remarks(text, done, at)
        for sign in (_AT if lenient else _AT_OR_ESCAPE).finditer(text, at, behind):
            yield sign.end() - 1, sign.end(), "\ufdd1" if sign[0][-1] == "@" else "\ufdd0"
        done = behind


def _remarks(text: str, start: int, end: int) -> Iterator[_Cover]:
    """Yield how to cover the remarks between two values."""
    for remark in _REMARK.finditer(text, start, end):
        yield *remark.span(), " " * len(remark[0])


def _values(text: str, start: int, end: int, *, escapes: bool) -> _Spans:
    """Return where the pieces of the values of an entry or macro stand, its end as the last; nothing if not whole."""
    head = HEAD.match(text, start, end)
    if head is None or head["kind"].lower() in {"comment", "preamble"}:
        return []
    after = head if head["kind"].lower() == "string" else _KEY.match(text, head.end(), end)
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
    """Return where the pieces of the value at a place stand, or nothing if it does not end."""
    pieces: _Spans = []
    joint = None
    while joint is not None or not pieces:
        at = joint.end() if joint else at
        behind = _behind(text, at, end, escapes=escapes)
        if not behind:
            return []
        pieces.append((at, behind))
        joint = _JOINT.match(text, behind, end)
    return pieces


def _behind(text: str, at: int, end: int, *, escapes: bool) -> int:
    """Return the place behind the piece of a value at a place, or 0 if none ends there."""
    if at < end and text[at] in '{"':
        return closing(text, at, end, escapes=escapes) + 1
    bare = _BARE.match(text, at, end)
    return bare.end() if bare else 0
