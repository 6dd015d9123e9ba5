"""Entries of JSON, YAML and tables, whose values are asked for by shape.

Numbers are text, as typed. A value of another shape than the one asked for is empty; nothing is reported here.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import TypeAlias

from ..diagnostics import Location
from ..text.repairs import plain_line, title_text, visible_line

Value: TypeAlias = "str | bool | list[Value] | dict[str, Value] | None"


@dataclass(frozen=True, slots=True, kw_only=True)
class Item:
    """One entry of a file, with the place where it begins and that of its abstract.

    `name` is its key in the mapping that holds it, if a mapping does.
    """

    value: Value
    where: Location
    abstract_where: Location
    name: str = ""


def one_line(value: Value) -> str:
    """Return a text on one line without invisible characters, or '' for another value."""
    return visible_line(value) if isinstance(value, str) else ""


def plain(value: Value) -> str:
    """Return a text on one line without the markup of rich text, or '' for another value."""
    return plain_line(value) if isinstance(value, str) else ""


def title_of(value: Value) -> str:
    """Return a title on one line, with the same repairs for every format, or '' for another value."""
    return title_text(value) if isinstance(value, str) else ""


def text_of(value: Value) -> Value:
    """Return the first text of a list; another value stays."""
    return next((item for item in value if isinstance(item, str)), None) if isinstance(value, list) else value


def items_of(value: Value) -> list[Value]:
    """Return the items of a list; another value is a list of one, and None is an empty list."""
    if isinstance(value, list):
        return value
    return [] if value is None else [value]


def fields_of(value: Value) -> Mapping[str, Value]:
    """Return the fields of a mapping, or no fields for another value."""
    return value if isinstance(value, dict) else {}


def words_of(value: Value) -> tuple[str, ...]:
    """Return the distinct words of a list, or of a text that separates them by `;` or else by commas."""
    return tuple(dict.fromkeys(word for item in items_of(value) for word in _words(item, alone=value is item)))


def _words(item: Value, *, alone: bool) -> Iterator[str]:
    text = plain(item)
    if alone:
        yield from filter(None, map(str.strip, text.split(";" if ";" in text else ",")))
    elif text:
        yield text
