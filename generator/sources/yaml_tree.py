"""Takes YAML apart into entries with their lines; all values stay text, as typed."""

from __future__ import annotations

import re

from generator.diagnostics import Location, Report
from generator.located import Mapping, Node, Sequence, Text, read_foreign
from generator.sources.values import Document, Item, Value

_END = re.compile(r"\n---[ \t]*\s*\Z")  # pandoc ends what begins with `---` so
_ABSTRACTS = ("abstract", "summary")


def read_yaml(text: str, file: str, report: Report) -> Document | None:
    """Return the entries of YAML text, or None with the one reason reported."""
    node = read_foreign(_END.sub("\n", text), file, report)
    if isinstance(node, Sequence):
        return _items(node)
    if isinstance(node, Mapping):
        return {
            key.value: _items(value) if isinstance(value, Sequence) else _item(value, key.where, key.value)
            for key, value in node.entries
        }
    return None if node is None else (_item(node, node.where),) if _value(node) else ()


def _items(node: Sequence) -> tuple[Item, ...]:
    return tuple(_item(item, item.where) for item in node.items)


def _item(node: Node, where: Location, name: str = "") -> Item:
    entries = node.entries if isinstance(node, Mapping) else ()
    abstract = next((key.where for key, _ in entries if key.value in _ABSTRACTS), where)
    return Item(value=_value(node), where=where, abstract_where=abstract, name=name)


def _value(node: Node) -> Value:
    if isinstance(node, Text):
        return None if node.missing else node.value
    if isinstance(node, Sequence):
        return [_value(item) for item in node.items]
    if isinstance(node, Mapping):
        return {key.value: _value(value) for key, value in node.entries}
    return None
