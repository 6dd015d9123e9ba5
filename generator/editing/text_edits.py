"""Adds a part to a list or mapping of YAML or removes one, in the style in which it is written.

Each function returns the whole new text. Everything else in it stays byte for byte.
"""

from collections.abc import Callable

from .tree import Items, Node, Pair, Pairs, Scalar, Tree, parse
from .yaml_style import note_lines, quoted


def _append(tree: Tree, group: Items, word: str) -> str:
    """Return the text with a word at the end of a list."""
    if group.flow:
        return insert_flow(tree, group, len(group.parts), word)
    last = group.parts[-1]
    dash = tree.dash_before(last)
    between = tree.text[dash + 1 : last.start]
    gap = between if between and not between.strip(" ") else " "
    line = f"{tree.indentation(dash)}-{gap}{word}"
    return insert_lines(tree.text, tree.line_end(last.end), [line], tree.eol)


def insert_flow(tree: Tree, group: Items | Pairs, index: int, written: str) -> str:
    """Return the text with a part at `index` of a group in brackets or braces."""
    text = tree.text
    if not group.parts:
        return _fill_group(tree, group, written)
    if index == 0:
        at = group.parts[0].start
        return f"{text[:at]}{written}, {text[at:]}"
    before = group.parts[index - 1]
    comma = tree.comma_behind(before, group)
    stacked = all(tree.opens_line(part.start) for part in group.parts)
    if stacked and index == len(group.parts) and (comma is None or comma < tree.line_end(before.end)):
        return _insert_own_line(tree, group, before, written)
    return text[: before.end] + _separator(tree, group) + written + text[before.end :]


def _insert_own_line(tree: Tree, group: Items | Pairs, before: Node | Pair, written: str) -> str:
    """Add a part behind the last one of a group in which each has a line of its own."""
    text, comma, end = tree.text, tree.comma_behind(before, group), tree.line_end(before.end)
    pad = tree.indentation(before.start)
    if group.end <= end:  # the bracket closes on the line of the last part
        return f"{text[: before.end]},{tree.eol}{pad}{written}{text[before.end :]}"
    link, trailing = ("", ",") if comma is not None else (",", "")
    return text[: before.end] + link + text[before.end : end] + pad + written + trailing + tree.eol + text[end:]


def _separator(tree: Tree, group: Items | Pairs) -> str:
    """Return the text between the last two parts if it is a plain comma, else a comma and a space."""
    if len(group.parts) > 1:
        one, other = group.parts[-2:]
        between = tree.text[one.end : other.start]
        if between.replace(" ", "") == ",":
            return between
    return ", "


def _fill_group(tree: Tree, group: Items | Pairs, written: str) -> str:
    """Add the first part between empty brackets; a comment in them stays."""
    text, inside = tree.text, tree.text[group.start + 1 : group.end - 1]
    if not inside.strip():
        return text[: group.start + 1] + written + text[group.end - 1 :]
    at = tree.line_start(group.end - 1)  # behind a comment, the bracket has a line of its own
    return f"{text[:at]}{tree.indentation(group.end - 1)}  {written}{tree.eol}{text[at:]}"


def _remove_flow(tree: Tree, group: Items | Pairs, part: Node | Pair) -> str:
    """Return the text without one part of a group in brackets or braces, and without its comma."""
    comma = tree.comma_behind(part, group)
    if comma is not None and "\n" in tree.text[part.end : comma]:
        return _remove_before_leading_comma(tree.text, part, comma)
    behind = part.end if comma is None else comma + 1
    rest = tree.text[behind : tree.line_end(behind)].strip()
    if tree.opens_line(part.start) and (not rest or rest.startswith("#")):
        return _cut_lines(tree.text, tree.line_start(part.start), tree.line_end(behind))
    if comma is None:
        return _remove_last(tree, group, part)
    if not rest or rest.startswith("#"):
        return tree.text[: part.start].rstrip(" \t") + tree.text[behind:]
    return tree.text[: part.start] + tree.text[behind:].lstrip(" \t")


def _remove_before_leading_comma(text: str, part: Node | Pair, comma: int) -> str:
    between = text[part.end : comma]
    kept = between if between.strip() else ""  # a comment
    return text[: part.start] + kept + text[comma + 1 :].lstrip(" \t")


def _remove_last(tree: Tree, group: Items | Pairs, part: Node | Pair) -> str:
    """Remove a part that no comma follows, with the comma before it if nothing else stands there."""
    text = tree.text
    before = group.parts[-2] if len(group.parts) > 1 else None
    if before is None:
        inside = text[group.start + 1 : part.start] + text[part.end : group.end - 1]
        start, end = (part.start, part.end) if inside.strip() else (group.start + 1, group.end - 1)
        return text[:start] + text[end:]
    if not text[before.end : part.start].strip(" \t,"):
        return text[: before.end] + text[part.end :]
    comma = max(at for at in tree.commas if at < part.start)
    return text[: comma if tree.opens_line(comma) else part.start] + text[part.end :]


def _cut_lines(text: str, start: int, end: int) -> str:
    """Return the text without whole lines; where it had no final newline, it still has none."""
    head, tail = text[:start], text[end:]
    if not tail and not text.endswith("\n"):
        head = head.removesuffix("\n").removesuffix("\r")
    return head + tail


def insert_lines(text: str, at: int, lines: list[str], eol: str) -> str:
    """Return the text with lines inserted at the beginning of a line, or behind the last line."""
    head, tail = text[:at], text[at:]
    if head and not head.endswith("\n"):
        return head + "".join(eol + line for line in lines)
    return head + "".join(line + eol for line in lines) + tail


_ORDER = ("tags", "tldr", "note", "links")
"""The order in which new fields stand in an entry, before any other."""

STEP = 2
"""Spaces of indentation, unless the file has others."""

Body = tuple[str, tuple[str, ...]]
"""A written value: the text behind the colon, and the lines below it without their indentation."""


def add_item(text: str, key: str, name: str, written: str, eol: str) -> str:
    """Return the text with an item, written as YAML, at the end of the entry's list `name`."""
    tree = parse(text, eol)
    there = _field(tree, key, name)
    if there is None:
        return _put(tree, key, name, (f"[{written}]", ()))
    if isinstance(there.value, Items):
        return _append(tree, there.value, written)
    if isinstance(there.value, Scalar) and there.value.missing and there.value.start == there.value.end:
        return text[: there.colon + 1] + f" [{written}]" + text[there.colon + 1 :]
    return text


def remove_tags(text: str, key: str, named: Callable[[str], bool], eol: str) -> str:
    """Return the text without the tags of the entry's list that are `named`."""
    while True:
        tree = parse(text, eol)
        tags = _field(tree, key, "tags")
        group = tags.value if tags else None
        parts = group.parts if isinstance(group, Items) else ()
        item = next((part for part in parts if isinstance(part, Scalar) and named(part.value)), None)
        if tags is None or item is None or not isinstance(group, Items):
            return text
        text = _without(tree, tags, group, item)


def _without(tree: Tree, tags: Pair, group: Items, item: Node) -> str:
    if group.flow:
        return _remove_flow(tree, group, item)
    rest = _cut_lines(tree.text, tree.line_start(tree.dash_before(item)), tree.line_end(item.end))
    if len(group.parts) > 1:
        return rest
    return rest[: tags.colon + 1] + " []" + rest[tags.colon + 1 :]


def set_text(text: str, key: str, name: str, value: str, eol: str) -> str:
    """Return the text with a field set to a text, or without the field if the text is empty."""
    tree = parse(text, eol)
    there = _field(tree, key, name)
    if not value:
        return _remove(tree, key, there) if there else text
    if there and isinstance(there.value, Scalar) and there.value.value.strip() == value and not there.value.missing:
        return text
    body = note_lines(value) if name == "note" and not _in_braces(tree, key) else (quoted(value), ())
    return _replace(tree, there, body) if there else _put(tree, key, name, body)


def _field(tree: Tree, key: str, name: str) -> Pair | None:
    """Return a field of the entry `key`, or None."""
    entry = tree.entry(key)
    return entry.value.get(name) if entry and isinstance(entry.value, Pairs) else None


def _in_braces(tree: Tree, key: str) -> bool:
    entry = tree.entry(key)
    value = entry.value if entry else None
    return tree.in_braces or (isinstance(value, Pairs) and value.flow and bool(value.parts))


def _replace(tree: Tree, there: Pair, body: Body) -> str:
    value, (head, below) = there.value, body
    if not isinstance(value, Scalar) or value.style == "*":
        return tree.text
    start, gap = (value.start, "") if value.end > value.start else (there.colon + 1, " ")
    head_end = start + len(gap + head)
    end = start + len(tree.text[start : value.end].rstrip()) if value.style in {"|", ">"} else value.end
    text = tree.text[:start] + gap + head + tree.text[end:]
    pad = " " * (tree.column(there.start) + STEP)
    return _below(text, head_end, [pad + line if line else "" for line in below], tree.eol)


def _below(text: str, at: int, lines: list[str], eol: str) -> str:
    """Insert lines below the line of `at`."""
    return insert_lines(text, text.find("\n", at) + 1 or len(text), lines, eol) if lines else text


def _put(tree: Tree, key: str, name: str, body: Body) -> str:
    """Add a new field to an entry: behind those that come before it, else in front of all."""
    entry = tree.entry(key)
    if entry is None:
        return tree.text
    value = entry.value
    if isinstance(value, Pairs) and value.parts:
        before = [pair for pair in value.parts if pair.name in _ORDER[: _ORDER.index(name)]]
        if value.flow:
            index = value.parts.index(before[-1]) + 1 if before else 0
            return insert_flow(tree, value, index, f"{name}: {body[0]}")
        at = tree.line_end(before[-1].end) if before else tree.line_start(value.start)
        return insert_lines(tree.text, at, field_lines(name, body, tree.column(value.start)), tree.eol)
    return _fill(tree, entry, name, body)


def _fill(tree: Tree, entry: Pair, name: str, body: Body) -> str:
    """Add the first field to an empty entry: `key:` or `key: {}`."""
    value, text = entry.value, tree.text
    if isinstance(value, Pairs) and (tree.in_braces or text[value.start + 1 : value.end - 1].strip()):
        return insert_flow(tree, value, 0, f"{name}: {body[0]}")
    if tree.in_braces or (isinstance(value, Scalar) and not value.missing) or isinstance(value, Items):
        return text
    text = text[: entry.colon + 1] + text[entry.end :]
    lines = field_lines(name, body, tree.column(entry.start) + STEP)
    return _below(text, entry.colon, lines, tree.eol)


def field_lines(name: str, body: Body, indent: int) -> list[str]:
    """Return the lines of a field in an entry whose fields are indented by `indent`."""
    pad, (head, below) = " " * indent, body
    return [f"{pad}{name}: {head}", *(f"{pad}{' ' * STEP}{line}" if line else "" for line in below)]


def _remove(tree: Tree, key: str, there: Pair) -> str:
    """Remove a field; an entry that loses its last one becomes `key: {}`."""
    entry = tree.entry(key)
    if entry is None or not isinstance(entry.value, Pairs):
        return tree.text
    if entry.value.flow:
        return _remove_flow(tree, entry.value, there)
    if not tree.opens_line(there.start):
        return tree.text
    rest = _cut_lines(tree.text, tree.line_start(there.start), tree.line_end(there.end))
    if len(entry.value.parts) > 1:
        return rest
    return rest[: entry.colon + 1] + " {}" + rest[entry.colon + 1 :]
