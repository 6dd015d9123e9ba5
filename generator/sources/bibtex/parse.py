"""Parses BibTeX files into entries and macros, and repairs broken entries.

An entry is first parsed as BibTeX defines it, but with remarks (`% …`) as authors write them. If it is incomplete, its
fields are searched for: a field begins on a new line, or after the end of a value. So a forgotten brace or comma does
not swallow the fields and entries after it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise

from ...diagnostics import Location, Report, error, info, warning
from ...storage.text import Lines
from ..rows import has_too_many, report_too_many

_MAX_DEPTH = 200  # braces; a field with deeper nesting is made to break programs
_MOST_SIGNS = 4_000_000  # braces, quotes, commas and equals signs; a file with more takes too long

_NESTING = re.compile(r"(?m:^)[ \t]*@|[{}]")
_UNESCAPED_BRACES = re.compile(r"(?<!\\)[{}]")
_UNESCAPED_MARKS = re.compile(r"(?<!\\)[{}\"]")
_BRACES = re.compile(r"[{}]")
_MARKS = re.compile(r"[{}\"]")
_CLOSING = " \t\r\n,})"
_SKIPPED = {"comment", "preamble"}

_KIND = r"[A-Za-z0-9_][\w-]*"
_HEAD = re.compile(rf"@(?P<kind>(?:{_KIND})?)\s*[{{(]")
_START = re.compile(rf"(?:(?m:^)|(?<=[}})]))[ \t]*@{_KIND}\s*[{{(]")
"""The head of an entry at the beginning of a line, or after the end of another entry."""
_SIGN = r"[A-Za-z][\w+:.-]*[ \t]*="
_BARE = rf"\w+[ \t]*(?:[,}})]*[ \t]*(?m:$|%)|,[ \t]*{_SIGN})"
_NAMED = rf"""(?P<name>[A-Za-z][\w+:.-]*)[ \t]*=[ \t]*(?:(?=[{{"])|(?={_BARE}))"""
_FIELD = re.compile(rf"""(?:(?m:^)|(?<=[,}}"]))[ \t]*{_NAMED}""")
"""The name and equals sign of a field of a broken entry."""
_NO_COMMA = re.compile(rf"\s*(?:(?P<key>[^\s,={{}}\"]+)[ \t]+)?{_NAMED}")
_KEY = re.compile(r"\s*(?P<key>[^\s,={}\"]*)\s*(?:,|(?<!\s)\s*\n|$)")

_GAP = r"(?:\s++|%[^\n]*+)*+"
_WORD = r"[^\s,={}\"#%()]"
_SURE_HEAD = re.compile(
    rf"(?m:^)[^\S\n]*@(?:(?i:comment|preamble|string)\s*[{{(]"
    rf"|[A-Za-z][\w-]*\s*[{{(]{_GAP}[^\s,={{}}\"]*+{_GAP}(?:[,=]|[^\s,={{}}\"]++\s*+=))"
)
"""What can only be the head of an entry: it has a key and a comma, or its first field."""
_COMPLETE_KEY = re.compile(rf"{_GAP}(?P<key>(?:{_WORD}|[()])*+(?:\s++(?:{_WORD}|[()])++)*+){_GAP}(?:,|(?=[}})]))")
_NAME = re.compile(rf"{_GAP}(?P<name>{_WORD}*+(?:[ \t]++{_WORD}++)*+){_GAP}={_GAP}")
_BARE_VALUE = re.compile(r"[^\s,={}\"#()]++")
_JOINT = re.compile(rf"{_GAP}#{_GAP}")
_AFTER = re.compile(rf"{_GAP}(?:,|(?=[}})]))")
_ENDS = {"{": re.compile(rf"{_GAP}\}}"), "(": re.compile(rf"{_GAP}\)")}

Value = tuple[str, ...]
"""The pieces of a value, which `#` joins: in braces, in quotes, or a number or the name of a macro."""


@dataclass(frozen=True, slots=True, kw_only=True)
class BibtexEntry:
    """An entry as it is written; a field is its name in lower case, its value, and its line.

    `is_mended` says whether the entry was broken.
    """

    kind: str
    key: str
    where: Location
    fields: tuple[tuple[str, Value, int], ...]
    is_mended: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Macro:
    """A macro that `@string` defines: its name and its value."""

    name: str
    value: Value
    where: Location


def is_sane(text: str, file: str, report: Report) -> bool:
    """Return whether a text can be parsed in reasonable time and memory; report if not."""
    if sum(text.count(sign) for sign in '{}",=@') > _MOST_SIGNS:
        report_too_many(file, report, f"{_MOST_SIGNS:,} braces, quotes, commas and equals signs")
        return False
    if has_too_many(text, "\n@", file, report):
        return False
    depth = 0
    for mark in _NESTING.finditer(text):
        depth = 0 if mark[0][-1] == "@" else depth + 1 if mark[0] == "{" else max(0, depth - 1)
        if depth > _MAX_DEPTH:
            where = Lines(text, file).locate(mark.start())
            message = f"braces are nested more than {_MAX_DEPTH} deep"
            error(report, "deep-nesting", where, message, "look for braces that are never closed")
            return False
    return True


class Blocks:
    """The entries and macros of a text in order, and the number of entries that cannot be read."""

    def __init__(self, text: str, file: str, report: Report) -> None:
        self._text = text
        self._lines = Lines(text, file)
        self._report = report
        self._starts = _Search(_START, text)
        self._fields = _Search(_FIELD, text)
        self._read_to = 0  # where the last entry ends
        self.refused = 0
        self.found: list[BibtexEntry | Macro] = []
        for start, end in pairwise([0, *(head.start() for head in _SURE_HEAD.finditer(text)), len(text)]):
            limit = end
            for head in _HEAD.finditer(text, start, end):
                if head.start() >= self._read_to and not self._read(head, limit):
                    limit = head.start()  # so that the same text is not searched again for each head

    def _read(self, head: re.Match[str], limit: int) -> bool:
        """Read the block at a head; return whether it is complete before `limit` or before the next block."""
        at = head.start()
        following = self._starts.after(at + 1)
        limit = max(limit, following)
        if head["kind"].lower() in _SKIPPED:
            self._read_to = _closing(self._text, head.end() - 1, limit) + 1
            return self._read_to > 0
        block = _complete(self._text, head, limit)
        before = self._text[max(at - 200, 0) : at].rpartition("\n")[2]
        amid_words = bool(before.strip(" \t\r})"))  # an `@` there may be that of a mail address
        if before.lstrip().startswith("%"):
            info(self._report, "commented-out", self._lines.locate(at), "this entry is commented out")
            self._read_to = block.end if block else self._text.find("\n", at) + 1 or len(self._text)
        elif block is None or block.fields or not amid_words:
            self._take(head, block, following, amid_words=amid_words)
        return block is not None

    def _take(self, head: re.Match[str], block: _Block | None, following: int, *, amid_words: bool) -> None:
        """Add the entry or macros at a head, mended if needed, or report that it cannot be read."""
        kind, where = head["kind"].lower(), self._lines.locate(head.start())
        is_macro = kind == "string"
        mended = None
        if not is_macro and (block is None or self._has_more_fields(block.end)):
            has_field = self._fields.after(head.end()) < following or _NO_COMMA.match(self._text, head.end())
            mended = _mended(self._text, head, following) if has_field else None
        found = mended or block
        if found is None:
            if not amid_words:
                self._refuse("macro" if is_macro else "entry", where)
                self._read_to = following
            return
        self._read_to = max(found.end, block.end if block else 0)
        if is_macro:
            self.found += [Macro(name=name, value=value, where=where) for name, value, _ in found.fields]
            return
        fields = tuple((name.lower(), value, self._lines.locate(at).line) for name, value, at in found.fields)
        is_mended = mended is not None
        self.found.append(BibtexEntry(kind=kind, key=found.key, where=where, fields=fields, is_mended=is_mended))

    def _has_more_fields(self, end: int) -> bool:
        """Return whether there are fields between the end of an entry and the next head: it ends too early."""
        following = _HEAD.search(self._text, end)
        return self._fields.after(end) < (following.start() if following else len(self._text))

    def _refuse(self, what: str, where: Location) -> None:
        self.refused += what == "entry"
        hint = "look for a brace, a quote or a comma that is missing, or for one too many"
        warning(self._report, "broken-entry", where, f"this {what} cannot be read", hint)


class _Search:
    """Searches a text for a pattern at growing indices, and each part of the text only once."""

    def __init__(self, pattern: re.Pattern[str], text: str) -> None:
        self._pattern = pattern
        self._text = text
        self._found = -1

    def after(self, at: int) -> int:
        """Return the index of the first match at or after an index, or the length of the text."""
        if self._found < at:
            match = self._pattern.search(self._text, at)
            self._found = match.start() if match else len(self._text)
        return self._found


@dataclass(frozen=True, slots=True, kw_only=True)
class _Block:
    """Key and fields of an entry or macro, and the index after it; a field is its name, its value and its index."""

    key: str
    fields: list[tuple[str, Value, int]]
    end: int


def _complete(text: str, head: re.Match[str], end: int) -> _Block | None:
    """Return the entry or macro with this head, or None if it is not complete before an index."""
    return _parsed(text, head, end, escapes=True) or _parsed(text, head, end, escapes=False)


def _parsed(text: str, head: re.Match[str], end: int, *, escapes: bool) -> _Block | None:
    is_macro = head["kind"].lower() == "string"
    after = head if is_macro else _COMPLETE_KEY.match(text, head.end(), end)
    key = "" if is_macro or after is None else after["key"]
    fields: list[tuple[str, Value, int]] = []
    while after is not None and head["kind"]:
        last = _ENDS[head[0][-1]].match(text, after.end(), end)
        if last is not None:
            return _Block(key=key, fields=fields, end=last.end())
        name = _NAME.match(text, after.end(), end)
        value, at = _value_at(text, name.end(), end, escapes=escapes) if name else ((), 0)
        if name and value:
            fields.append((name["name"], value, name.start("name")))
        after = _AFTER.match(text, at, end) if value else None
    return None


def _value_at(text: str, at: int, end: int, *, escapes: bool) -> tuple[Value, int]:
    """Return the value at an index and the index after it; the value is empty if it does not end."""
    pieces: list[str] = []
    joint = None
    while joint is not None or not pieces:
        start = joint.end() if joint else at
        at = _piece_end(text, start, end, escapes=escapes)
        if not at:
            return (), 0
        pieces.append(text[start:at])
        joint = _JOINT.match(text, at, end)
    return tuple(pieces), at


def _piece_end(text: str, at: int, end: int, *, escapes: bool) -> int:
    """Return the index after the piece of a value at an index, or 0 if there is no complete piece."""
    if at < end and text[at] in '{"':
        return _closing(text, at, end, escapes=escapes) + 1
    bare = _BARE_VALUE.match(text, at, end)
    return bare.end() if bare else 0


def _closing(text: str, at: int, end: int, *, escapes: bool = True) -> int:
    """Return the index of the sign that closes the brace or quote at an index, or -1 if none does before the end.

    BibTeX counts a brace after a backslash, but most authors of files do not: it is not counted if `escapes` is true.
    """
    quoted = text[at] == '"'
    depth = 0 if quoted else 1
    patterns = (_UNESCAPED_MARKS, _UNESCAPED_BRACES) if escapes else (_MARKS, _BRACES)
    for mark in patterns[0 if quoted else 1].finditer(text, at + 1, end):
        depth += {"{": 1, "}": -1}.get(mark[0], 0)
        if (not quoted and not depth) or (quoted and depth <= 0 and mark[0] == '"'):
            return mark.start()
    return -1


def _mended(text: str, head: re.Match[str], end: int) -> _Block | None:
    """Return what can be read of the broken entry between its head and an index, or None if it has no fields."""
    if not head["kind"]:
        return None
    body = head.end()
    first = _NO_COMMA.match(text, body, end)
    key = first or _KEY.match(text, body, end)
    names = [*filter(None, (first,)), *_FIELD.finditer(text, key.end() if key else body, end)]
    fields = list(_mended_fields(text, names, end))
    return _Block(key=(key and key["key"]) or "", fields=fields, end=end) if fields else None


def _mended_fields(text: str, names: list[re.Match[str]], end: int) -> Iterator[tuple[str, Value, int]]:
    for name, after in zip(names, [*(name.start() for name in names[1:]), end], strict=True):
        yield name["name"], (f"{{{_mended_value(text[name.end() : after].strip())}}}",), name.start("name")


def _mended_value(written: str) -> str:
    """Return a value without its quotes or outer braces, and with balanced braces inside."""
    if written[:1] in {"{", '"'}:
        end = _closing(written, 0, len(written))
        is_sure = end > 0 and not _without_remark(written[end + 1 :].partition("\n")[0]).strip(_CLOSING)
        inside = written[1:end] if is_sure else written[1:].rstrip(_CLOSING + written[0])
    else:
        inside = _without_remark(written.partition(",")[0]).rstrip(_CLOSING)
    inside = inside if _is_balanced(inside) else _UNESCAPED_BRACES.sub("", inside)
    return f"{inside} " if inside.endswith("\\") else inside  # the backslash is none of a command


def _without_remark(text: str) -> str:
    return text.partition("%")[0]


def _is_balanced(text: str) -> bool:
    depth = 0
    for brace in _UNESCAPED_BRACES.finditer(text):
        depth += 1 if brace[0] == "{" else -1
        if depth < 0:
            return False
    return depth == 0
