"""What JSON, YAML and tables have in common: entries with a place, whose values are asked for by shape.

Numbers are text, as typed. Nothing here reports: a value of another shape than the one asked for is empty.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import TypeAlias, TypeVar

from ..diagnostics import Location
from ..text.repairs import plain_markup, title_text

Value: TypeAlias = "str | bool | list[Value] | dict[str, Value] | None"

MOST_ENTRIES = 100_000
"""In one file; no list that people keep has as many."""

_T = TypeVar("_T")
_UNSEEN = re.compile("[\x00-\x08\x0e-\x1b\x7f-\x84\x86-\x9f\ud800-\udfff\ufeff]")  # but white space


@dataclass(frozen=True, slots=True, kw_only=True)
class Item:
    """One entry of a file, with the place where it begins and that of its abstract.

    `name` is the key under which it stands, if it stands under one.
    """

    value: Value
    where: Location
    abstract_where: Location
    name: str = ""


Document: TypeAlias = "tuple[Item, ...] | dict[str, Item | tuple[Item, ...]]"
"""A file: a list of entries, or a mapping of names to entries or lists of them."""


class TooManyError(Exception):
    """Ends the reading of a file that holds more entries than any list of papers."""


def limited(things: Iterable[_T]) -> Iterator[_T]:
    """Yield things up to the number of entries that a file may have, and raise TooManyError at the next."""
    for number, thing in enumerate(things):
        if number == MOST_ENTRIES:
            raise TooManyError(f"the file has more than {MOST_ENTRIES:,} entries")
        yield thing


def lines_of(text: str) -> Iterator[str]:
    """Yield the lines of a text with their ends, one by one."""
    start = 0
    while start < len(text):
        end = (text.find("\n", start) + 1) or len(text)
        yield text[start:end]
        start = end


def one_line(value: Value) -> str:
    """Return a text on one line, without characters that nobody can see; what is no text is ''."""
    return " ".join(_UNSEEN.sub("", value).split()) if isinstance(value, str) else ""


def plain(value: Value) -> str:
    """Return a text on one line, and without the markup of rich text."""
    return one_line(plain_markup(value)) if isinstance(value, str) else ""


def title_of(value: Value) -> str:
    """Return a title on one line, as every format of references gives it."""
    return title_text(one_line(value)) if value else ""


def items_of(value: Value) -> list[Value]:
    """Return the items of a list, one value as a list of it, and nothing as an empty list."""
    if isinstance(value, list):
        return value
    return [] if value is None else [value]


def fields_of(value: Value) -> Mapping[str, Value]:
    """Return the fields of a mapping, or none."""
    return value if isinstance(value, dict) else {}


def words_of(value: Value) -> tuple[str, ...]:
    """Return the words of a list or of a text that lists them, parted by `;` or else by commas, each once."""
    return tuple(dict.fromkeys(word for item in items_of(value) for word in _words(item, alone=value is item)))


def _words(item: Value, *, alone: bool) -> Iterator[str]:
    text = plain(item)
    if alone:
        yield from filter(None, map(str.strip, text.split(";" if ";" in text else ",")))
    elif text:
        yield text
