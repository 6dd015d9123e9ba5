"""Adds a part to a list or mapping of YAML or removes one, in the style in which it is written.

Each function returns the whole new text. Everything else in it stays byte for byte. A value to write is given as YAML;
the lines below its first one are those of a block, without their indentation.
"""

from collections.abc import Callable, Sequence

from ..located.nodes import MappingNode, Pair, SequenceNode, TextNode
from .tree import Group, Part, Tree, parts_of
from .yaml_style import quoted, written_note

_ORDER = ("tags", "tldr", "note", "links")
"""The order in which new fields stand in an entry, before any other."""

STEP = 2
"""Spaces of indentation, unless the file has others."""


def add_item(tree: Tree, key: str, name: str, written: str) -> str:
    """Return the text with an item, written as YAML, at the end of the entry's list `name`."""
    there = _field(tree, key, name)
    if there is None:
        return _put(tree, key, name, f"[{written}]")
    if isinstance(there.value, SequenceNode):
        return _append(tree, there.value, written)
    if isinstance(there.value, TextNode) and there.value.missing:
        return _replace(tree, there, f"[{written}]")
    return tree.text


def remove_tags(tree: Tree, key: str, named: Callable[[str], bool]) -> str:
    """Return the text without the tags of the entry's list that are `named`."""
    while True:
        tags = _field(tree, key, "tags")
        items = tags.value.items if tags and isinstance(tags.value, SequenceNode) else ()
        item = next((item for item in items if isinstance(item, TextNode) and named(item.value)), None)
        if tags is None or item is None:
            return tree.text
        tree = tree.edited(_remove(tree, tags, item))


def set_text(tree: Tree, key: str, name: str, value: str) -> str:
    """Return the text with a field set to a text, or without the field if the text is empty."""
    entry, there = tree.entry(key), _field(tree, key, name)
    if not value:
        return _remove(tree, entry, there) if entry and there else tree.text
    if there and isinstance(there.value, TextNode) and there.value.value.strip() == value and not there.value.missing:
        return tree.text
    written = written_note(value) if name == "note" and not _in_braces(tree, key) else quoted(value)
    return _replace(tree, there, written) if there else _put(tree, key, name, written)


def field_lines(name: str, written: str, indent: int) -> list[str]:
    """Return the lines of a field in an entry whose fields are indented by `indent`."""
    head, *below = f"{name}: {written}".split("\n")
    return [" " * indent + head, *_block_lines(below, indent)]


def insert_lines(text: str, at: int, lines: Sequence[str], eol: str) -> str:
    """Return the text with lines inserted at the beginning of a line, or behind the last line."""
    head, tail = text[:at], text[at:]
    if head and not head.endswith("\n"):
        return head + "".join(eol + line for line in lines)
    return head + "".join(line + eol for line in lines) + tail


def insert_flow(tree: Tree, group: Group, index: int, written: str) -> str:
    """Return the text with a part at `index` of a group in brackets or braces."""
    text, parts = tree.text, parts_of(group)
    if not parts:
        return _fill_group(tree, group, written)
    if index == 0:
        at = parts[0].start
        return f"{text[:at]}{written}, {text[at:]}"
    before = parts[index - 1]
    comma = tree.comma_behind(before)
    stacked = all(tree.opens_line(part.start) for part in parts)
    if stacked and index == len(parts) and (comma is None or comma < tree.line_end(before.end)):
        return _insert_own_line(tree, group, before, written)
    return text[: before.end] + _separator(tree, parts) + written + text[before.end :]


def _insert_own_line(tree: Tree, group: Group, before: Part, written: str) -> str:
    """Add a part behind the last one of a group in which each has a line of its own."""
    text, comma, end = tree.text, tree.comma_behind(before), tree.line_end(before.end)
    pad = tree.indentation(before.start)
    if group.end <= end:  # the bracket closes on the line of the last part
        return f"{text[: before.end]},{tree.eol}{pad}{written}{text[before.end :]}"
    link, trailing = ("", ",") if comma is not None else (",", "")
    return text[: before.end] + link + text[before.end : end] + pad + written + trailing + tree.eol + text[end:]


def _separator(tree: Tree, parts: Sequence[Part]) -> str:
    """Return the text between the last two parts if it is a plain comma, else a comma and a space."""
    between = tree.text[parts[-2].end : parts[-1].start] if len(parts) > 1 else ""
    return between if between.replace(" ", "") == "," else ", "


def _fill_group(tree: Tree, group: Group, written: str) -> str:
    """Add the first part between empty brackets; a comment in them stays."""
    text, inside = tree.text, tree.text[group.start + 1 : group.end - 1]
    if not inside.strip():
        return text[: group.start + 1] + written + text[group.end - 1 :]
    at = tree.line_start(group.end - 1)  # behind a comment, the bracket has a line of its own
    return f"{text[:at]}{tree.indentation(group.end - 1)}  {written}{tree.eol}{text[at:]}"


def _append(tree: Tree, group: SequenceNode, word: str) -> str:
    """Return the text with a word at the end of a list."""
    count = len(group.items)
    if group.flow:
        return insert_flow(tree, group, count, word)
    last, dash = group.items[-1], tree.dash_before(group, count - 1)
    between = tree.text[dash + 1 : last.start]
    gap = between if between and not between.strip(" ") else " "
    line = f"{tree.indentation(dash)}-{gap}{word}"
    return insert_lines(tree.text, tree.line_end(last.end), [line], tree.eol)


def _remove(tree: Tree, holder: Pair, part: Part) -> str:
    """Remove a part of a list or mapping, which is the value of `holder`; one that loses its last part stays, empty."""
    group, text = holder.value, tree.text
    if not isinstance(group, Group):
        return text
    if group.flow:
        return _remove_flow(tree, group, part)
    parts = parts_of(group)
    start = tree.dash_before(group, parts.index(part)) if isinstance(group, SequenceNode) else part.start
    if not tree.opens_line(start):
        return text
    rest = _cut_lines(text, tree.line_start(start), tree.line_end(part.end))
    if len(parts) > 1:
        return rest
    behind = tree.colon(holder) + 1
    return rest[:behind] + (" []" if isinstance(group, SequenceNode) else " {}") + rest[behind:]


def _remove_flow(tree: Tree, group: Group, part: Part) -> str:
    """Return the text without one part of a group in brackets or braces, and without its comma."""
    text, comma = tree.text, tree.comma_behind(part)
    if comma is not None and "\n" in text[part.end : comma]:
        between = text[part.end : comma]
        kept = between if between.strip() else ""  # a comment
        return text[: part.start] + kept + text[comma + 1 :].lstrip(" \t")
    behind = part.end if comma is None else comma + 1
    rest = text[behind : tree.line_end(behind)].strip()
    ends_line = not rest or rest.startswith("#")
    if tree.opens_line(part.start) and ends_line:
        return _cut_lines(text, tree.line_start(part.start), tree.line_end(behind))
    if comma is None:
        return _remove_last(tree, group, part)
    if ends_line:
        return text[: part.start].rstrip(" \t") + text[behind:]
    return text[: part.start] + text[behind:].lstrip(" \t")


def _remove_last(tree: Tree, group: Group, part: Part) -> str:
    """Remove a part that no comma follows, with the comma before it if nothing else stands there."""
    text, parts = tree.text, parts_of(group)
    if len(parts) == 1:
        inside = text[group.start + 1 : part.start] + text[part.end : group.end - 1]
        start, end = (part.start, part.end) if inside.strip() else (group.start + 1, group.end - 1)
        return text[:start] + text[end:]
    before = parts[-2]
    if not text[before.end : part.start].strip(" \t,"):
        return text[: before.end] + text[part.end :]
    comma = tree.comma_behind(before)
    return text[: comma if comma and tree.opens_line(comma) else part.start] + text[part.end :]


def _cut_lines(text: str, start: int, end: int) -> str:
    """Return the text without whole lines; where it had no final newline, it still has none."""
    head, tail = text[:start], text[end:]
    if not tail and not text.endswith("\n"):
        head = head.removesuffix("\n").removesuffix("\r")
    return head + tail


def _field(tree: Tree, key: str, name: str) -> Pair | None:
    """Return a field of the entry `key`, or None."""
    entry = tree.entry(key)
    return entry.value.pair(name) if entry and isinstance(entry.value, MappingNode) else None


def _in_braces(tree: Tree, key: str) -> bool:
    entry = tree.entry(key)
    value = entry.value if entry else None
    inside = tree.text[value.start + 1 : value.end - 1] if isinstance(value, MappingNode) and value.flow else ""
    return tree.root.flow or bool(inside.strip())


def _replace(tree: Tree, there: Pair, written: str) -> str:
    value, text = there.value, tree.text
    if not isinstance(value, TextNode):
        return text
    head, *below = written.split("\n")
    start, gap = (value.start, "") if value.end > value.start else (tree.colon(there) + 1, " ")
    end = start + len(text[start : value.end].rstrip()) if value.style in {"|", ">"} else value.end
    text = text[:start] + gap + head + text[end:]
    return _insert_below(text, start + len(gap + head), _block_lines(below, tree.column(there.start)), tree.eol)


def _block_lines(lines: Sequence[str], indent: int) -> list[str]:
    """Return the lines of a block in a field that is indented by `indent`."""
    return [" " * (indent + STEP) + line if line else "" for line in lines]


def _insert_below(text: str, at: int, lines: Sequence[str], eol: str) -> str:
    """Insert lines below the line of `at`."""
    return insert_lines(text, text.find("\n", at) + 1 or len(text), lines, eol)


def _put(tree: Tree, key: str, name: str, written: str) -> str:
    """Add a new field to an entry: behind those that come before it, else in front of all."""
    entry = tree.entry(key)
    if entry is None:
        return tree.text
    value = entry.value
    if not isinstance(value, MappingNode) or not value.entries:
        return _fill(tree, entry, name, written)
    earlier = _ORDER[: _ORDER.index(name)]
    index = max((count for count, pair in enumerate(value.entries, 1) if pair.key.value in earlier), default=0)
    if value.flow:
        return insert_flow(tree, value, index, f"{name}: {written}")
    at = tree.line_end(value.entries[index - 1].end) if index else tree.line_start(value.start)
    return insert_lines(tree.text, at, field_lines(name, written, tree.column(value.start)), tree.eol)


def _fill(tree: Tree, entry: Pair, name: str, written: str) -> str:
    """Add the first field to an empty entry: `key:` or `key: {}`."""
    value, text, braces = entry.value, tree.text, _in_braces(tree, entry.key.value)
    if isinstance(value, MappingNode) and braces:
        return insert_flow(tree, value, 0, f"{name}: {written}")
    if braces or (isinstance(value, TextNode) and not value.missing) or isinstance(value, SequenceNode):
        return text
    colon = tree.colon(entry)
    text = text[: colon + 1] + text[entry.end :]
    return _insert_below(text, colon, field_lines(name, written, tree.column(entry.start) + STEP), tree.eol)
