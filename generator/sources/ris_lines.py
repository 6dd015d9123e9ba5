"""Parts a RIS file, or one of the Web of Science, into records of tags and values: every record is accounted for.

The lines are read here and not by a library: rispy loses a record whose end or beginning is missing, and says of none
on which line it stands.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass

Line = tuple[str, str]
"""A tag and its value; without a tag, the line goes on with what stands above it."""

_RIS = re.compile(r"(?P<tag>[A-Z][A-Z0-9])(?P<gap> {1,4})- ?(?P<value>.*)", re.DOTALL)
_WOS = re.compile(r"(?P<tag>[A-Z][A-Z0-9])(?: (?P<value>.*))?", re.DOTALL)
_WOS_HEAD = re.compile(r"FN |VR |PT [A-Z]\b")
_LINE = re.compile(r"[^\n]+")
_LISTS = {"AU", "A1", "KW", "AF", "CA"}
"""Tags below which each further line is a value of its own."""


@dataclass(frozen=True, slots=True, kw_only=True)
class RawRecord:
    """A record as it is written: the line it begins on, and its values with their tags and lines, in order.

    `fault` says what it lacks, if anything.
    """

    line: int
    values: tuple[tuple[str, str, int], ...]
    fault: str = ""

    def all(self, *tags: str) -> list[str]:
        """Return all values of some tags that are not blank, in the order of the tags."""
        return [value for wanted in tags for tag, value, _ in self.values if tag == wanted and value]

    def first(self, *tags: str) -> str:
        """Return the first value of the first of some tags that has one, or ""."""
        return next(iter(self.all(*tags)), "")

    def line_of(self, *tags: str) -> int:
        """Return the line of the first value of the first of some tags that has one, or that of the record."""
        lines = (line for wanted in tags for tag, value, line in self.values if tag == wanted and value)
        return next(lines, self.line)


def is_web_of_science(head: str) -> bool:
    """Tell whether a file that begins so is in the dialect of the Web of Science."""
    return _WOS_HEAD.match(head) is not None


def web_of_science(text: str) -> Iterator[RawRecord]:
    """Yield the records of a file of the Web of Science."""
    return _records(text, _wos_line, "PT", {"FN", "VR", "EF"})


def ris(text: str) -> Iterator[RawRecord]:
    """Yield the records of a RIS file."""
    head = re.search(r"(?m:^)\ufeff?[ \t]*TY( {1,4})-", text)
    gaps = {"  ", head[1]} if head else {"  "}
    return _records(text, lambda line: _ris_line(line, gaps), "TY", set())


def _lines(text: str) -> Iterator[tuple[int, str]]:
    """Yield the lines that are not empty, each with its number."""
    number = end = 0
    for found in _LINE.finditer(text):
        number += text.count("\n", end, found.start())
        end = found.start()
        yield number + 1, found[0].rstrip("\r").lstrip("\ufeff")


def _ris_line(line: str, gaps: set[str]) -> Line:
    """Return tag and value; the sign between them is what it is in the line `TY`: `AI - based` is a piece of prose."""
    found = _RIS.fullmatch(line)
    return (found["tag"], found["value"].strip()) if found and found["gap"] in gaps else ("", line.strip())


def _wos_line(line: str) -> Line:
    found = _WOS.fullmatch(line)
    return (found["tag"], (found["value"] or "").strip()) if found else ("", line.strip())


class _Open:
    """A record that is being read; further lines of a value are put together when it ends."""

    def __init__(self, line: int, fault: str = "") -> None:
        self._line = line
        self._fault = fault
        self._values: list[tuple[str, list[str], int]] = []

    def add(self, tag: str, value: str, line: int) -> None:
        self._values.append((tag, [value], line))

    def go_on(self, value: str, line: int) -> None:
        tag, pieces, _ = self._values[-1]
        if tag in _LISTS:
            self.add(tag, value, line)
        else:
            pieces.append(value)

    def ended(self, fault: str = "") -> RawRecord:
        values = tuple((tag, " ".join(pieces).strip(), line) for tag, pieces, line in self._values)
        return RawRecord(line=self._line, values=values, fault=self._fault or fault)


_NO_END = "no line `ER` ends it"


def _records(text: str, parse: Callable[[str], Line], begin: str, passed: set[str]) -> Iterator[RawRecord]:
    record: _Open | None = None
    for number, line in _lines(text):
        tag, value = parse(line)
        if tag == begin:
            if record is not None:
                yield record.ended(_NO_END)
            record = _Open(number)
            record.add(tag, value, number)
        elif tag == "ER":
            if record is not None:
                yield record.ended()
            record = None
        elif tag and tag not in passed:
            record = record or _Open(number, f"no line `{begin}` begins it")
            record.add(tag, value, number)
        elif record is not None and value and not tag:
            record.go_on(value, number)
    if record is not None:
        yield record.ended(_NO_END)
