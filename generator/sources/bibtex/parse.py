"""Parses BibTeX files into entries and macros. What is broken is refused, with an error at its line.

bibtexparser splits the file into blocks. Each field is then compared with the text, because bibtexparser accepts
everything between an equals sign and a comma as a value, and everything after an entry as a remark.
"""

from __future__ import annotations

import logging
import re
from collections.abc import Iterator
from dataclasses import dataclass

import bibtexparser
from bibtexparser import model

from ...diagnostics import Location, Report, error, info
from ...storage.text import Lines
from ..rows import LETTERS, MOST_ENTRIES, has_too_many, report_too_many

_MAX_DEPTH = 200  # braces; a field with deeper nesting is made to break programs
_MOST_SIGNS = 4_000_000  # braces, quotes, commas and equals signs; a file with more takes too long

_NESTING = re.compile(r"(?m:^)[ \t]*@|[{}]")
_BRACES = re.compile(r"(?<!\\)[{}]")
_MARKS = re.compile(r"(?<!\\)[{}\"]")

_BLOCK = re.compile(r"@(?P<kind>\w*)[ \t]*[{(]")
_HEAD = re.compile(r"(?m:^)(?P<before>[ \t]*+@)(?P<kind>[\w-]++)(?P<gap>\s*+)(?P<open>[{(])")
_UNREAD_HEAD = re.compile(
    r"(?m:^)[ \t]*+(?P<head>@[ \t]*+[^\s@{(=,]*+\s*+[{(]|\w++[ \t]*+[{(][ \t]*+[^\s,={}\"]*+,\s*+[\w-]++[ \t]*+=)"
)
"""Text that looks like the head of an entry and is not one, such as one without an `@`."""
_CUT_HEAD = re.compile(r"@\w*[ \t]*\Z")
_FIELD = re.compile(r"\s*+(?P<name>[A-Za-z][\w+:.-]*+)\s*+=")

_SPACE = r"(?:\s++|%[^\n]*+)*+"
_WORD = r"[^\s,={}\"#%()]++"
_GAP = re.compile(_SPACE)
_NAME = re.compile(rf"{_SPACE}(?P<name>{_WORD}(?:[ \t]++{_WORD})*+)?{_SPACE}")
_JOINT = re.compile(rf"{_SPACE}#{_SPACE}")
_BARE_VALUE = re.compile(r"[^\s,={}\"#()]++")
_REMARK = re.compile(r"(?:^|\s)%[^\n]*")
_LINE_END = re.compile(r",?[ \t\r]*(?:\n|\Z)")

_BLOCKS = {"string": "macro", "comment": "comment", "preamble": "preamble"}
"""The name of a block in messages, by its type; a block of another type is an entry."""

_ONE_FIELD = "write each field as `name = {value}`, with a comma after it"
_UNCLOSED = "look for a brace or quote that is not closed"
_CUT_OFF = re.compile("block start|found `?@")
_REASONS = (
    (
        _CUT_OFF,
        "another one begins on line {line}, before it ends",
        f"{_UNCLOSED}, or a line of a value that begins so",
    ),
    (re.compile("end of file"), "it has no end", _UNCLOSED),
    (re.compile("comma after entry key"), "it has no comma after its key", "write a comma after the key"),
    (re.compile("Expected a `=`"), "on line {line}, there is a name without an equals sign", _ONE_FIELD),
)
"""A part of a reason of bibtexparser, its meaning, and the remedy."""

# bibtexparser logs blocks that it cannot read; they are reported here, with their places.
logging.getLogger("bibtexparser").setLevel(logging.CRITICAL)

Value = tuple[str, ...]
"""The pieces of a value, which `#` joins: in braces, in quotes, or a number or the name of a macro."""


@dataclass(frozen=True, slots=True, kw_only=True)
class BibtexEntry:
    """An entry as it is written; a field is its name in lower case, its value, and its line.

    A macro is an entry of the type `string`, which has the macro as its only field.
    """

    kind: str
    key: str
    where: Location
    fields: tuple[tuple[str, Value, int], ...]


def is_sane(text: str, file: str, report: Report) -> bool:
    """Return whether a text can be parsed in reasonable time and memory; report if not."""
    if sum(text.count(sign) for sign in '{}",=@') > _MOST_SIGNS:
        report_too_many(file, report, f"{_MOST_SIGNS:,} braces, quotes, commas and equals signs")
        return False
    if has_too_many(text, "\n@", file, report):
        return False
    if sum(1 for _ in _BLOCK.finditer(text)) > MOST_ENTRIES:
        report_too_many(file, report)
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


class _BrokenError(Exception):
    """Raised where a block is broken: at an index of the text, with what is wrong there and the remedy."""

    def __init__(self, at: int, message: str, hint: str) -> None:
        super().__init__(message)
        self.at = at
        self.hint = hint


class Blocks:
    """The entries and macros of a text in order, and the number of entries that are refused."""

    def __init__(self, text: str, file: str, report: Report) -> None:
        self._text = _HEAD.sub(_plain_head, text)
        self._lines = Lines(self._text, file)
        self._report = report
        self._read_to = 0
        self._is_after_entry = False
        self.refused = 0
        self.found: list[BibtexEntry] = []
        for block in bibtexparser.parse_string(self._text, parse_stack=()).blocks:
            self._take(block)

    def _take(self, block: model.Block) -> None:
        while isinstance(block, model.ParsingFailedBlock) and block.ignore_error_block is not None:
            block = block.ignore_error_block  # a key or a field is there twice
        at = self._place(block)
        is_after_entry, self._is_after_entry = self._is_after_entry, False
        before = self._text[max(at - 200, 0) : at].rpartition("\n")[2].strip(" \t\r})")
        if isinstance(block, model.ImplicitComment):
            self._check_outside(block.comment, at, is_after_entry=is_after_entry)
        elif isinstance(block, model.ExplicitComment | model.Preamble):
            pass
        elif before.startswith("%"):
            info(self._report, "commented-out", self._lines.locate(at), "this entry is commented out")
        elif not isinstance(block, model.Entry) or block.fields or not before:  # else it may be a mail address
            self._add(block, at)

    def _place(self, block: model.Block) -> int:
        """Return the index of a block, and move on to its end."""
        at = self._text.index(block.raw, self._read_to)
        # A block is cut off by its last part and the head of the next one.
        cut = _CUT_HEAD.search(block.raw, 1) if isinstance(block, model.ParsingFailedBlock) else None
        self._read_to = at + (cut.start() if cut else len(block.raw))
        return at

    def _add(self, block: model.Block, at: int) -> None:
        """Add an entry or macro, or report that it is broken."""
        try:
            if isinstance(block, model.ParsingFailedBlock):
                raise self._reason(block, at)
            fields = tuple(self._fields(block, at))
        except _BrokenError as reason:
            head = _BLOCK.match(self._text, at)
            self._refuse(_BLOCKS.get(head["kind"].lower(), "entry") if head else "entry", reason)
            return
        is_macro = isinstance(block, model.String)
        kind, key = ("string", "") if is_macro else (block.entry_type, _REMARK.sub("", block.key).strip())
        self.found.append(BibtexEntry(kind=kind, key=key, where=self._lines.locate(at), fields=fields))
        self._is_after_entry = not is_macro

    def _refuse(self, what: str, reason: _BrokenError) -> None:
        """Report that an entry, or another block, is broken."""
        self.refused += what == "entry"
        message = f"this {what} cannot be read: {reason}"
        error(self._report, "broken-entry", self._lines.locate(reason.at), message, reason.hint)

    def _reason(self, block: model.ParsingFailedBlock, at: int) -> _BrokenError:
        """Return why bibtexparser cannot read a block."""
        reason = str(getattr(block.error, "abort_reason", ""))
        is_cut_off = _CUT_OFF.search(reason)
        end = self._text.find("@", self._read_to) if is_cut_off else at + len(block.raw.rstrip()) - 1
        line = self._lines.locate(end).line
        for pattern, message, hint in _REASONS:
            if pattern.search(reason):
                return _BrokenError(at, message.format(line=line), hint)
        return _BrokenError(at, f"it is broken on line {line}", "look for a brace, a quote or a comma that is missing")

    def _fields(self, block: model.Entry | model.String, at: int) -> Iterator[tuple[str, Value, int]]:
        """Yield name, value and line of each field that is not commented out, or of a macro; raise _BrokenError."""
        for field in block.fields if isinstance(block, model.Entry) else [block]:
            begins = self._text.index(field.key, at)
            at = self._text.index(field.value, begins + len(field.key))
            match = _NAME.fullmatch(field.key)
            if match is None or not field.key:
                raise _BrokenError(begins, "this is not the name of a field", _ONE_FIELD)
            name = (match["name"] or "").lower()
            value, end = _pieces(field.value)
            rest = field.value[end:]
            if name and not _GAP.fullmatch(rest):
                at += len(field.value) - len(rest.lstrip())
                following = _FIELD.match(self._text, at)
                lost = f"a comma is missing before `{following['name'][:LETTERS]}`" if following else ""
                raise _BrokenError(at, lost or f"the value of `{name[:LETTERS]}` is broken here", _ONE_FIELD)
            at += len(field.value)
            remark = rest.rpartition("\n")[2] if name else f"%{field.value}"
            if "%" in remark and ("\n" in remark or not _LINE_END.match(self._text, at)):
                raise _BrokenError(begins, "a remark has a comma or an equals sign", "remove the remark")
            if name:
                yield name, value, field.start_line + 1

    def _check_outside(self, text: str, at: int, *, is_after_entry: bool) -> None:
        """Report an entry that ends too early, and entries whose heads bibtexparser does not know."""
        start = len(text) - len(text.lstrip("\r\n\t ,}"))
        field = _FIELD.match(text, start)
        if is_after_entry and start < len(text) and (field or text.count("}") > text.count("{")):
            self.found.pop()
            lost = f"`{field['name'][:LETTERS]}`" if field else "this text"
            hint = "remove the extra closing brace before it"
            self._refuse("entry", _BrokenError(at + start, f"it ends before {lost}", hint))
        for head in _UNREAD_HEAD.finditer(text):
            reason = _BrokenError(
                at + head.start("head"), "it does not begin with `@` and a word", "begin it as `@article{key,`"
            )
            self._refuse("entry", reason)


def _plain_head(head: re.Match[str]) -> str:
    """Return the head of a block as bibtexparser knows it: a word, a brace right after it, and a key or none."""
    kind = head["kind"].replace("-", "_")
    if kind.lower() not in _BLOCKS and kind.lower().startswith(tuple(_BLOCKS)):
        kind = f"_{kind}"  # else bibtexparser takes `@commentary` for a comment
    has_no_key = kind.lower() != "string" and _FIELD.match(head.string, head.end())
    return f"{head['before']}{kind}{head['open']}{',' if has_no_key else ''}{head['gap']}"


def _pieces(value: str) -> tuple[Value, int]:
    """Return the pieces of a value, and the index after the last one that is complete."""
    pieces: list[str] = []
    end = 0
    joint = _GAP.match(value)
    while joint:
        start = joint.end()
        after = _piece_end(value, start)
        if after:
            pieces.append(value[start:after])
            end = after
        joint = _JOINT.match(value, after) if after else None
    return tuple(pieces), end


def _piece_end(value: str, at: int) -> int:
    """Return the index after the piece of a value at an index, or 0 if there is no complete piece."""
    opening = value[at : at + 1]
    if opening not in {"{", '"'}:
        bare = _BARE_VALUE.match(value, at)
        return bare.end() if bare else 0
    depth = 0
    for mark in (_BRACES if opening == "{" else _MARKS).finditer(value, at + (opening == '"')):
        depth += {"{": 1, "}": -1}.get(mark[0], 0)
        if depth <= 0 and mark[0] != "{" and (opening == "{" or mark[0] == '"'):
            return mark.end()
    return 0
