"""Reads JSON and YAML of any kind we know: the door that decides by the shape of the entries what they are.

Known are CSL, the daily papers of Hugging Face, and lists of papers that people keep. The entries may stand in a list,
in the one list of a mapping (`references:`, `papers:` …), in a mapping by their keys, or one a line.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping

from ..diagnostics import Location, Report, either, error
from . import csl, entries, hugging_face
from .entries import UNDERSTOOD, reading_of
from .items import Document, Item, Value, fields_of, plain
from .model import Reading, Record
from .trees import read_json as json_document
from .trees import read_json_lines as json_lines
from .trees import read_yaml as yaml_document

_SHAPES: tuple[tuple[Callable[[Item], bool], Callable[[Item, str, int], Record | None]], ...] = (
    (hugging_face.knows, hugging_face.record),
    (csl.knows, csl.record),
    (entries.knows, entries.record),
)
"""Who tells what an entry is, and who reads it; the first who knows it does. A new shape is an entry here."""

_LISTS = ("references", "papers", "items", "entries", "publications", "data", "results")
_SHOWN = 8  # names in a message


def read_json(text: str, file: str, source: str, report: Report) -> Reading | None:
    """Return the rows of a JSON file in their order, or None with the reason reported."""
    return _read(json_document(text, file, report), file, source, report)


def read_yaml(text: str, file: str, source: str, report: Report) -> Reading | None:
    """Return the rows of a YAML file in their order, or None with the reason reported."""
    return _read(yaml_document(text, file, report), file, source, report)


def read_json_lines(text: str, file: str, source: str, report: Report) -> Reading | None:
    """Return the rows of a file with one entry a line, or None with the reason reported."""
    if text.lstrip()[:1] == "[":
        return read_json(text, file, source, report)
    lines = json_lines(text, file, report)
    if lines is None:
        return None
    items, broken = lines
    return reading_of(items, _record, source, file, report, refused=broken)


def _read(document: Document | None, file: str, source: str, report: Report) -> Reading | None:
    if document is None:
        return None
    items = document if isinstance(document, tuple) else _chosen(document, Location(file=file))
    if items is None:
        message = f"these are no papers: the file holds a mapping with {_shown(document)}"
        hint = f"understood are {UNDERSTOOD}; they stand in a list, or in one list of a mapping"
        error(report, "unknown-shape", Location(file=file), message, hint)
        return None
    return reading_of(items, _record, source, file, report)


def _record(item: Item, source: str, position: int) -> Record | None:
    return next((record(item, source, position) for knows, record in _SHAPES if knows(item)), None)


def _chosen(members: Mapping[str, Item | tuple[Item, ...]], where: Location) -> tuple[Item, ...] | None:
    """Return the entries of a mapping, wherever they stand in it; None if that cannot be said."""
    if not members:
        return ()
    lists = {
        name: value
        for name, value in members.items()
        if isinstance(value, tuple) and any(isinstance(item.value, dict) for item in value)
    }
    whole = _as_entry(members, where)
    if any(knows(whole) for knows, _ in _SHAPES):
        return (whole,)
    named = next((lists[name] for name in _LISTS if name in lists), None)
    if named is not None or len(lists) == 1:
        return named or next(iter(lists.values()))
    entries = tuple(item for item in members.values() if isinstance(item, Item) and fields_of(item.value))
    if entries and any(knows(item) for item in entries for knows, _ in _SHAPES):
        return entries
    empty = [value for value in members.values() if value == ()]
    return () if len(empty) == len(members) == 1 else None


def _as_entry(members: Mapping[str, Item | tuple[Item, ...]], where: Location) -> Item:
    """Return a mapping that may be one paper all by itself as an entry."""
    value: dict[str, Value] = {
        name: [item.value for item in member] if isinstance(member, tuple) else member.value
        for name, member in members.items()
    }
    return Item(value=value, where=where, abstract_where=where)


def _shown(document: Document) -> str:
    names = [plain(name)[:40] for name in document if isinstance(name, str)]
    more = " …" if len(names) > _SHOWN else ""
    return f"{either(names[:_SHOWN]).replace(' or ', ' and ')}{more}"
