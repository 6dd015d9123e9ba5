"""Splits a BibTeX file into entries and macros with bibtexparser, and repairs entries that it cannot read.

Only the splitter of bibtexparser is used: its further steps do not support `#` and do not limit the size of macros.
"""

from __future__ import annotations

import logging
import re
from collections.abc import Iterator
from dataclasses import dataclass

import bibtexparser
from bibtexparser import model

from ...diagnostics import Location, Report, error, info, warning
from ...storage.text import Lines
from ..rows import has_too_many, report_too_many
from .repair import FIELD, HEAD, START, block_end, covered, mended, uncovered

_MAX_DEPTH = 200  # braces; a field with deeper nesting is made to break programs
_MOST_SIGNS = 4_000_000  # braces, quotes, commas and equals signs; a file with more takes too long

_NESTING = re.compile(r"(?m:^)[ \t]*@|[{}]")
_BEGUN = re.compile(r"@\w*[ \t]*\Z")
_SKIPPED = {"comment", "preamble"}

# It logs broken blocks; they are reported here, with their place in the library.
logging.getLogger("bibtexparser").addHandler(logging.NullHandler())
logging.getLogger("bibtexparser").propagate = False


@dataclass(frozen=True, slots=True, kw_only=True)
class BibtexEntry:
    """An entry as it is written; a field is its name in lower case, its value, and its line.

    `at` is the index of its `@` in the text. `is_mended` says whether the entry was broken.
    """

    kind: str
    key: str
    at: int
    where: Location
    fields: tuple[tuple[str, str, int], ...]
    is_mended: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Macro:
    """A macro that `@string` defines: its name and its value."""

    name: str
    value: str
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
        self._text = covered(text)
        self._uncovered = str if self._text is text else uncovered
        self._places = Lines(text, file)
        self._starts = [0, *(end.end() for end in re.finditer("\n", text))]
        self._report = report
        self.refused = 0
        self.found: list[BibtexEntry | Macro] = []
        self._parsed_to = 0  # where the last block of the parser ended
        self._read_to = 0  # where the last entry ended, mended or not
        for block in bibtexparser.parse_string(self._text, parse_stack=()).blocks:
            self._take(block)

    def remend(self, entry: BibtexEntry) -> BibtexEntry | None:
        """Return an entry whose values are malformed, read again line by line, or None if that fails, too."""
        return self._mended(entry.at, block_end(self._text, entry.at))

    def _take(self, block: model.Block) -> None:
        at = self._place(block)
        if at < self._read_to:
            return  # a part of an entry that was mended
        while isinstance(block, model.ParsingFailedBlock) and block.ignore_error_block is not None:
            block = block.ignore_error_block  # a repeated key or field is no failure here
        if isinstance(block, model.ImplicitComment):
            self._look_into(at, self._parsed_to)
        elif isinstance(block, model.ExplicitComment | model.Preamble):
            pass
        elif self._is_remark(at):
            info(self._report, "commented-out", self._places.locate(at), "this entry is commented out")
        elif isinstance(block, model.Entry) and (block.fields or not self._is_amid_words(at)):
            self._read_to = self._parsed_to
            self.found.append(self._entry(block, at))
        elif isinstance(block, model.String):
            self.found.append(Macro(name=block.key, value=self._uncovered(block.value), where=self._places.locate(at)))
        elif isinstance(block, model.ParsingFailedBlock):
            self._mend(at)

    def _place(self, block: model.Block) -> int:
        """Return the index of a block: that of its text, searched from the line that the parser gives."""
        raw = block.raw or ""
        line = min(block.start_line or 0, len(self._starts) - 1)
        at = self._text.find(raw, max(self._parsed_to, self._starts[line]))
        at = at if at >= 0 else self._parsed_to
        begun = raw.rfind("@") if isinstance(block, model.ParsingFailedBlock) else -1
        is_next = begun > 0 and _BEGUN.match(raw, begun)  # the next entry, which broke this one off
        self._parsed_to = min(at + (begun if is_next else len(raw)), len(self._text))
        return at

    def _before(self, at: int) -> str:
        return self._text[max(at - 200, self._text.rfind("\n", 0, at) + 1) : at]

    def _is_remark(self, at: int) -> bool:
        return self._before(at).lstrip().startswith("%")

    def _is_amid_words(self, at: int) -> bool:
        """Return whether there are words before an index in its line: an `@` there may be that of a mail address."""
        return bool(self._before(at).strip(" \t\r})"))

    def _entry(self, block: model.Entry, at: int) -> BibtexEntry:
        return BibtexEntry(
            kind=block.entry_type.lower(),
            key=block.key,
            at=at,
            where=self._places.locate(at),
            fields=tuple(
                (field.key.lower(), self._uncovered(field.value), field.start_line + 1) for field in block.fields
            ),
        )

    def _mend(self, at: int) -> None:
        """Add what can be read of the broken block at an index."""
        head = HEAD.match(self._text, at)
        kind = head["kind"].lower() if head else ""
        if kind in _SKIPPED:
            return
        end = block_end(self._text, at)
        entry = self._mended(at, end) if kind != "string" else None
        if entry is None and self._is_amid_words(at):
            return
        self._read_to = end
        if entry is not None:
            self.found.append(entry)
            return
        what = "macro" if kind == "string" else "entry"
        self.refused += what == "entry"
        hint = "look for a brace, a quote or a comma that is missing, or for one too many"
        warning(self._report, "broken-entry", self._places.locate(at), f"this {what} cannot be read", hint)

    def _mended(self, at: int, end: int) -> BibtexEntry | None:
        found = mended(self._text, at, end)
        if found is None or not found[2]:
            return None
        kind, key, fields = found
        lines = (
            (name.lower(), self._uncovered(value), self._places.locate(place).line) for name, value, place in fields
        )
        where = self._places.locate(at)
        return BibtexEntry(kind=kind.lower(), key=key, at=at, where=where, fields=tuple(lines), is_mended=True)

    def _look_into(self, start: int, end: int) -> None:
        """Look into text that was parsed as a remark: for fields of the entry before it, and for other entries."""
        while start > 0 and self._text[start - 1] in " \t":
            start -= 1
        heads = list(_heads(self._text, start, end))
        last = self.found[-1] if self.found else None
        if isinstance(last, BibtexEntry) and FIELD.search(self._text, start, heads[0] if heads else end):
            self.found[-1] = self.remend(last) or last
        for head in heads:
            if head >= self._read_to:
                self._mend(head)


def _heads(text: str, start: int, end: int) -> Iterator[int]:
    return (text.index("@", found.start()) for found in START.finditer(text, start, end))
