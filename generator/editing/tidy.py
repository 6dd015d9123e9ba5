"""Sorts `curation.yml` and writes it in one style, without losing a word or a comment."""

from collections.abc import Iterator
from pathlib import Path

from ..diagnostics import Location, error, errors_in
from ..located.nodes import MappingNode, Node, Pair, SequenceNode, TextNode
from .curation_file import CurationFile, open_curation
from .entries import behind, header_end
from .saving import FILE, Outcome
from .text_edits import STEP
from .tree import Plain, Tree, parse, rows, values_in
from .yaml_style import as_word, quoted

_PAD = " " * STEP


def tidy(root: Path, *, write: bool = True) -> Outcome:
    """Sort the entries by key and write them in one style; without `write`, only show what would change.

    Comments at the top of the file stay there, others stand above the entry or field that they stood above, in
    or behind. Aliases and former names of tags become the tags. The values are otherwise the same: that
    is compared, and any other error in the file prevents the change.
    """
    file = open_curation(root)
    if isinstance(file, Outcome):
        return file
    text, entries = file.tree.text, file.tree.root
    new = _tidied(file) if entries.entries and not entries.flow else text
    found = errors_in(file.judged(new))
    same = values_in(new) == _canonical(file) and _all_comments(new) == _all_comments(text)
    if not found and not same:
        hint = "write its entries as the guide shows; the diff says which lines would change"
        message = "the file is written in a way that cannot be tidied by program"
        error(found.append, "cannot-edit", Location(file=FILE), message, hint)
    return file.saved(new, found, write=write)


def _canonical(file: CurationFile) -> dict[str, Plain]:
    """Return the values that the file must have when it is tidy."""
    return {
        key: {
            name: tuple(dict.fromkeys(file.tag(tag) for tag in value if isinstance(tag, str)))
            if name == "tags" and isinstance(value, tuple)
            else value
            for name, value in entry.items()
        }
        if isinstance(entry, dict)
        else entry
        for key, entry in values_in(file.tree.text).items()
    }


def _tidied(file: CurationFile) -> str:
    """Return the text in order: the head, the entries with the comments above them, the foot."""
    tree = file.tree
    start = header_end(tree)
    head = [line.rstrip() for line in rows(tree.text[:start])]
    parted = bool(head) and not head[-1]
    entries: list[tuple[str, list[str], list[str]]] = []
    for entry in tree.root.entries:
        above = [line.strip() for line in rows(tree.text[start : tree.line_start(entry.start)]) if line.strip()]
        start = behind(tree, entry)
        entries.append((entry.key.value, above, list(_entry_lines(file, entry, start))))
    foot = [line.rstrip() for line in rows(tree.text[start:].rstrip())]
    entries.sort(key=lambda entry: entry[0])
    if head and entries[0][1] and not parted:
        head.append("")
    body = [line for _, above, lines in entries for line in (*above, *lines)]
    return "".join(line + tree.eol for line in (*head, *body, *foot))


def _entry_lines(file: CurationFile, entry: Pair, end: int) -> Iterator[str]:
    """Yield the lines of an entry up to `end`, its comments among them."""
    tree, colon, key, value = file.tree, file.tree.colon(entry), as_word(entry.key.value), entry.value
    if not isinstance(value, MappingNode) or not value.entries:
        inside = list(_comments(tree, colon, end, (value,)))
        yield f"{key}: {{}}{''.join(f'  {comment}' for comment in inside[:1])}"
        yield from (_PAD + comment for comment in inside[1:])
        return
    first = value.entries[0]
    on_key = [] if value.flow else list(_comments(tree, colon, tree.line_end(colon + 1), ()))
    yield f"{key}:{''.join(f'  {comment}' for comment in on_key)}"
    at = value.start + 1 if value.flow else tree.line_end(colon + 1)
    if value.flow:
        yield from (_PAD + comment for comment in _comments(tree, colon, end, _leaves(value)))
    for pair in value.entries:
        if not value.flow:
            yield from (_PAD + comment for comment in _comments(tree, at, pair.start, ()))
        yield from _field_lines(file, pair, shift=STEP - tree.column(first.start), flow=value.flow)
        at = tree.line_end(pair.end)
    if not value.flow:
        yield from (_PAD + comment for comment in _comments(tree, at, end, ()))


def _field_lines(file: CurationFile, pair: Pair, *, shift: int, flow: bool) -> Iterator[str]:
    tree, name, value = file.tree, pair.key.value, pair.value
    written = _written(file, name, value)
    if isinstance(value, TextNode) and value.style in {"|", ">"} and "#" in tree.text[value.start :].partition("\n")[0]:
        written = None  # a comment stands where a block begins: leave it there
    if written is not None:
        inside = [] if flow else list(_comments(tree, tree.colon(pair), tree.line_end(pair.end), _leaves(value)))
        behind_it = inside.pop() if inside and _ends_with(tree, pair, inside[-1]) else ""
        yield from (_PAD + comment for comment in inside)
        yield f"{_PAD}{name}: {written}{f'  {behind_it}' if behind_it else ''}"
    elif flow:
        lines = rows(tree.text[pair.start : pair.end])
        yield from (_PAD * (2 if index else 1) + line.strip() for index, line in enumerate(lines))
    else:
        lines = rows(tree.text[tree.line_start(pair.start) : tree.line_end(pair.end)])
        yield from (_shifted(line, shift) for line in lines)


def _written(file: CurationFile, name: str, value: Node) -> str | None:
    """Return a value in the style of the library, or None if it stays as typed."""
    if name == "tags" and isinstance(value, SequenceNode):
        tags = dict.fromkeys(file.tag(tag.value) for tag in value.items if isinstance(tag, TextNode))
        return f"[{', '.join(map(as_word, tags))}]"
    if name == "tldr" and isinstance(value, TextNode) and not value.missing:
        return quoted(value.value)
    return None


def _ends_with(tree: Tree, pair: Pair, comment: str) -> bool:
    """Return whether a comment stands behind the value on its last line."""
    return tree.text[pair.end : tree.line_end(pair.end)].strip() == comment


def _shifted(line: str, by: int) -> str:
    if not line:
        return ""
    return " " * by + line if by > 0 else line[min(-by, len(line) - len(line.lstrip(" "))) :]


def _leaves(node: Node) -> tuple[Node, ...]:
    """Return all scalars in a node, in order."""
    if isinstance(node, MappingNode):
        return tuple(leaf for pair in node.entries for part in pair for leaf in _leaves(part))
    return tuple(leaf for item in node.items for leaf in _leaves(item)) if isinstance(node, SequenceNode) else (node,)


def _all_comments(text: str) -> list[str]:
    """Return all comments of a text, sorted."""
    tree = parse(text)
    return sorted(_comments(tree, 0, len(text), _leaves(tree.root)))


def _comments(tree: Tree, start: int, end: int, leaves: tuple[Node, ...]) -> Iterator[str]:
    """Yield the comments between two places; outside of scalars, a hash can only begin one."""
    at = start
    for leaf_start, leaf_end in (*((leaf.start, leaf.end) for leaf in leaves), (end, end)):
        gap = tree.text[at : max(at, leaf_start)]
        yield from ("#" + line.partition("#")[2].rstrip() for line in rows(gap) if "#" in line)
        at = max(at, leaf_end)
