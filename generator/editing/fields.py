"""Sets and removes the fields of one entry of `curation.yml`, each in the style in which it is written.

Each function takes a text with the entry `key` in it and returns the new text. What is written in a way that a
program cannot edit stays as it is; whoever calls compares the outcome with what was asked for.
"""

from __future__ import annotations

from collections.abc import Callable

from generator.editing.groups import append, cut_lines, insert_flow, insert_lines, remove_flow, remove_item
from generator.editing.tree import Items, Leaf, Node, Pair, Pairs, Tree, parse
from generator.editing.words import note_lines, quoted

ORDER = ("tags", "tldr", "note", "links")
"""The order in which new fields stand in an entry, before any other."""

STEP = 2
"""Spaces of indentation, where nothing shows another habit."""

Body = tuple[str, tuple[str, ...]]
"""A value as written: what stands behind the colon, and the lines below it, still without indentation."""


def add_item(text: str, key: str, name: str, written: str, eol: str) -> str:
    """Return the text with an item, written as YAML, at the end of the entry's list `name`."""
    tree = parse(text, eol)
    there = field(tree, key, name)
    if there is None:
        return _put(tree, key, name, (f"[{written}]", ()))
    if isinstance(there.value, Items):
        return append(tree, there.value, written)
    if isinstance(there.value, Leaf) and there.value.missing and there.value.start == there.value.end:
        return text[: there.colon + 1] + f" [{written}]" + text[there.colon + 1 :]
    return text


def remove_tags(text: str, key: str, named: Callable[[str], bool], eol: str) -> str:
    """Return the text without the tags of the entry's list that are `named`."""
    while True:
        tree = parse(text, eol)
        tags = field(tree, key, "tags")
        group = tags.value if tags else None
        parts = group.parts if isinstance(group, Items) else ()
        item = next((part for part in parts if isinstance(part, Leaf) and named(part.value)), None)
        if tags is None or item is None or not isinstance(group, Items):
            return text
        text = _without(tree, tags, group, item)


def _without(tree: Tree, tags: Pair, group: Items, item: Node) -> str:
    if group.flow:
        return remove_flow(tree, group, item)
    rest = remove_item(tree, group, item)
    if len(group.parts) > 1:
        return rest
    return rest[: tags.colon + 1] + " []" + rest[tags.colon + 1 :]


def set_text(text: str, key: str, name: str, value: str, eol: str) -> str:
    """Return the text with a field set to a text, or without the field if the text is empty."""
    tree = parse(text, eol)
    there = field(tree, key, name)
    if not value:
        return _remove(tree, key, there) if there else text
    if there and isinstance(there.value, Leaf) and there.value.value.strip() == value and not there.value.missing:
        return text
    body = note_lines(value) if name == "note" and not _in_braces(tree, key) else (quoted(value), ())
    return _replace(tree, there, body) if there else _put(tree, key, name, body)


def field(tree: Tree, key: str, name: str) -> Pair | None:
    """Return a field of the entry `key`, or None."""
    entry = tree.root.get(key) if isinstance(tree.root, Pairs) else None
    return entry.value.get(name) if entry and isinstance(entry.value, Pairs) else None


def _in_braces(tree: Tree, key: str) -> bool:
    entry = tree.root.get(key) if isinstance(tree.root, Pairs) else None
    flow = isinstance(entry.value, Pairs) and entry.value.flow and bool(entry.value.parts) if entry else False
    return flow or (isinstance(tree.root, Pairs) and tree.root.flow)


def _replace(tree: Tree, there: Pair, body: Body) -> str:
    value, (head, below) = there.value, body
    if not isinstance(value, Leaf) or value.style == "*":
        return tree.text
    start, gap = (value.start, "") if value.end > value.start else (there.colon + 1, " ")
    head_end = start + len(gap + head)
    end = start + len(tree.text[start : value.end].rstrip()) if value.style in {"|", ">"} else value.end
    text = tree.text[:start] + gap + head + tree.text[end:]
    pad = " " * (tree.column(there.start) + STEP)
    return _below(text, head_end, [pad + line if line else "" for line in below], tree.eol)


def _below(text: str, at: int, lines: list[str], eol: str) -> str:
    """Put lines below the line of `at`."""
    return insert_lines(text, text.find("\n", at) + 1 or len(text), lines, eol) if lines else text


def _put(tree: Tree, key: str, name: str, body: Body) -> str:
    """Put a new field into an entry: behind those that come before it, else in front of all."""
    entry = tree.root.get(key) if isinstance(tree.root, Pairs) else None
    if entry is None:
        return tree.text
    value = entry.value
    if isinstance(value, Pairs) and value.parts:
        before = [pair for pair in value.parts if _name(pair) in ORDER[: ORDER.index(name)]]
        if value.flow:
            index = value.parts.index(before[-1]) + 1 if before else 0
            return insert_flow(tree, value, index, f"{name}: {body[0]}")
        at = tree.line_end(before[-1].end) if before else tree.line_start(value.start)
        return insert_lines(tree.text, at, field_lines(name, body, tree.column(value.start)), tree.eol)
    return _fill(tree, entry, name, body)


def _name(pair: Pair) -> str:
    return pair.key.value if isinstance(pair.key, Leaf) else ""


def _fill(tree: Tree, entry: Pair, name: str, body: Body) -> str:
    """Put the first field into an entry that holds nothing: `key:` or `key: {}`."""
    value, text = entry.value, tree.text
    in_braces = isinstance(tree.root, Pairs) and tree.root.flow
    if isinstance(value, Pairs) and (in_braces or text[value.start + 1 : value.end - 1].strip()):
        return insert_flow(tree, value, 0, f"{name}: {body[0]}")
    if in_braces or (isinstance(value, Leaf) and not value.missing) or isinstance(value, Items):
        return text
    text = text[: entry.colon + 1] + text[entry.end :]
    lines = field_lines(name, body, tree.column(entry.start) + STEP)
    return _below(text, entry.colon, lines, tree.eol)


def field_lines(name: str, body: Body, indent: int) -> list[str]:
    """Return the lines of a field in an entry whose fields are indented by `indent`."""
    pad, (head, below) = " " * indent, body
    return [f"{pad}{name}: {head}", *(f"{pad}{' ' * STEP}{line}" if line else "" for line in below)]


def _remove(tree: Tree, key: str, there: Pair) -> str:
    """Take a field out; an entry that loses its last one becomes `key: {}`."""
    entry = tree.root.get(key) if isinstance(tree.root, Pairs) else None
    if entry is None or not isinstance(entry.value, Pairs):
        return tree.text
    if entry.value.flow:
        return remove_flow(tree, entry.value, there)
    if not tree.opens_line(there.start):
        return tree.text
    rest = cut_lines(tree.text, tree.line_start(there.start), tree.line_end(there.end))
    if len(entry.value.parts) > 1:
        return rest
    return rest[: entry.colon + 1] + " {}" + rest[entry.colon + 1 :]
