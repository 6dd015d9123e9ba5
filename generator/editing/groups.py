"""Puts a part into a list or mapping and takes one out, in the style in which it is written.

Each function returns the whole new text. What is not touched stays byte for byte.
"""

from __future__ import annotations

from generator.editing.tree import Items, Node, Pair, Pairs, Tree


def append(tree: Tree, group: Items, word: str) -> str:
    """Return the text with a word at the end of a list."""
    if group.flow:
        return insert_flow(tree, group, len(group.parts), word)
    last = group.parts[-1]
    dash = tree.dash_before(last)
    between = tree.text[dash + 1 : last.start]
    gap = between if between and not between.strip(" ") else " "
    pad = tree.text[tree.line_start(dash) : dash]
    return insert_lines(tree.text, tree.line_end(last.end), [f"{pad}-{gap}{word}"], tree.eol)


def insert_flow(tree: Tree, group: Items | Pairs, index: int, written: str) -> str:
    """Return the text with a part at `index` of a group in brackets or braces."""
    text = tree.text
    if not group.parts:
        return _fill(tree, group, written)
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
    """Put a part behind the last one of a group in which each has a line for itself."""
    text, comma, end = tree.text, tree.comma_behind(before, group), tree.line_end(before.end)
    pad = _pad(tree, before.start)
    if group.end <= end:  # the bracket closes on the line of the last part
        return f"{text[: before.end]},{tree.eol}{pad}{written}{text[before.end :]}"
    link, trailing = ("", ",") if comma is not None else (",", "")
    return text[: before.end] + link + text[before.end : end] + pad + written + trailing + tree.eol + text[end:]


def _separator(tree: Tree, group: Items | Pairs) -> str:
    """Return what stands between the last two parts if it is a plain comma, else a comma and a space."""
    if len(group.parts) > 1:
        one, other = group.parts[-2:]
        between = tree.text[one.end : other.start]
        if between.replace(" ", "") == ",":
            return between
    return ", "


def _fill(tree: Tree, group: Items | Pairs, written: str) -> str:
    """Put the first part into empty brackets; a comment in them stays."""
    text, inside = tree.text, tree.text[group.start + 1 : group.end - 1]
    if not inside.strip():
        return text[: group.start + 1] + written + text[group.end - 1 :]
    at = tree.line_start(group.end - 1)  # behind a comment, the bracket has a line for itself
    return f"{text[:at]}{_pad(tree, group.end - 1)}  {written}{tree.eol}{text[at:]}"


def _pad(tree: Tree, index: int) -> str:
    return tree.text[tree.line_start(index) : index]


def remove_flow(tree: Tree, group: Items | Pairs, part: Node | Pair) -> str:
    """Return the text without one part of a group in brackets or braces, and without its comma."""
    comma = tree.comma_behind(part, group)
    if comma is not None and "\n" in tree.text[part.end : comma]:
        return _remove_before_leading_comma(tree.text, part, comma)
    behind = part.end if comma is None else comma + 1
    rest = tree.text[behind : tree.line_end(behind)].strip()
    if tree.opens_line(part.start) and (not rest or rest.startswith("#")):
        return cut_lines(tree.text, tree.line_start(part.start), tree.line_end(behind))
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
    """Take out a part that no comma follows, and the comma before it where that leaves nothing strange."""
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


def remove_item(tree: Tree, group: Items, item: Node) -> str:
    """Return the text without one item of a list of dashes, which has others."""
    return cut_lines(tree.text, tree.line_start(tree.dash_before(item)), tree.line_end(item.end))


def cut_lines(text: str, start: int, end: int) -> str:
    """Return the text without whole lines; where it had no final newline, it still has none."""
    head, tail = text[:start], text[end:]
    if not tail and not text.endswith("\n"):
        head = head.removesuffix("\n").removesuffix("\r")
    return head + tail


def insert_lines(text: str, at: int, lines: list[str], eol: str) -> str:
    """Return the text with lines put in at the beginning of a line, or behind its end."""
    head, tail = text[:at], text[at:]
    if head and not head.endswith("\n"):
        return head + "".join(eol + line for line in lines)
    return head + "".join(line + eol for line in lines) + tail
