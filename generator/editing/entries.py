"""Adds entries to `curation.yml` and `sources.yml`, in the style of those that are there.

`catalog.entries` reads the entries for the catalog, `sources.register` the file sources.yml.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from ..catalog.library import LIBRARY
from ..diagnostics import Location, Report, error
from ..located.nodes import MappingNode, Pair, SequenceNode
from .saving import Change, decoded, with_mark_of
from .text_edits import STEP, field_lines, insert_flow, insert_lines
from .tree import Plain, Tree, parse, values_in
from .yaml_style import as_word, quoted, written_note


@dataclass(frozen=True, slots=True, kw_only=True)
class _Style:
    """How an entry is written, so that a new one beside it looks alike. `dash` is the indentation of its list."""

    braces: bool = False
    indent: int = STEP
    dash: int | None = None
    quote: str = ""
    blank: bool = False


def span(tree: Tree, key: str) -> tuple[int, int] | None:
    """Return where the whole lines of an entry begin and end, or None if it shares a line with others."""
    entry = tree.entry(key)
    if entry is None or tree.root.flow or not tree.opens_line(entry.start):
        return None
    return tree.line_start(entry.start), tree.line_end(entry.end)


def insert(tree: Tree, change: Change) -> str:
    """Return the text with a new entry: in its alphabetical place if the file is sorted, else at the end."""
    root, text = tree.root, tree.text
    index = place(root, change.key)
    if root.flow:
        return insert_flow(tree, root, index, _in_braces(change, _Style()))
    if not root.entries:
        text = text[: root.start] + text[root.end :]
        return insert_lines(text, len(text), _lines(change, _Style()), tree.eol)
    style = _style(tree, root, max(index - 1, 0))
    return insert_at(tree, root, index, [_lines(change, style)], blank=style.blank)


def place(root: MappingNode, key: str) -> int:
    """Return the index at which a new entry belongs: by its name if the entries are sorted, else the last."""
    keys = [pair.key.value for pair in root.entries]
    return sum(other < key for other in keys) if keys == sorted(keys) else len(keys)


def insert_at(tree: Tree, root: MappingNode, index: int, entries: Sequence[list[str]], *, blank: bool) -> str:
    """Return the text with the lines of new entries before the entry `index`, each with a blank line if `blank`."""
    pad = " " * tree.column(root.entries[max(index - 1, 0)].start)
    gap = [""] if blank else []
    lines = [line for entry in entries for line in ((*gap, *entry) if index else (*entry, *gap))]
    at = behind(tree, root.entries[index - 1]) if index else header_end(tree)
    return insert_lines(tree.text, at, [pad + line if line else line for line in lines], tree.eol)


def header_end(tree: Tree) -> int:
    """Return where the head of the file ends: behind the last blank line above the first entry.

    A comment right above the first entry belongs to it, unless no blank line separates it from the top of the file.
    """
    first = tree.line_start(tree.root.entries[0].start)
    lines = tree.text[:first].split("\n")[:-1]
    blank = [index for index, line in enumerate(lines) if not line.strip() or line.startswith("---")]
    return sum(len(line) + 1 for line in lines[: blank[-1] + 1]) if blank else first


def behind(tree: Tree, entry: Pair) -> int:
    """Return where an entry ends, with the comments below it that are indented as its fields are."""
    at, column = tree.line_end(entry.end), tree.column(entry.start)
    end = at
    while at < len(tree.text):
        line = tree.text[at : tree.line_end(at + 1)]
        comment = line.strip().startswith("#")
        if line.strip() and not (comment and len(line) - len(line.lstrip()) > column):
            break
        at += len(line)
        end = at if comment else end
    return end


def _style(tree: Tree, root: MappingNode, index: int) -> _Style:
    entry, value = root.entries[index], root.entries[index].value
    quote = entry.key.style
    blank = _is_separated(tree, root, index)
    if not isinstance(value, MappingNode) or not value.entries or value.flow:
        return _Style(braces=isinstance(value, MappingNode) and bool(value.entries), quote=quote, blank=blank)
    column = tree.column(entry.start)
    tags = value.get("tags")
    dash = tree.column(tags.start) - column if isinstance(tags, SequenceNode) and not tags.flow else None
    return _Style(indent=tree.column(value.start) - column, dash=dash, quote=quote, blank=blank)


def _is_separated(tree: Tree, root: MappingNode, index: int) -> bool:
    """Return whether a blank line stands between an entry and the one before it, or behind the first one."""
    if len(root.entries) == 1:
        return False
    one, other = root.entries[index - 1 : index + 1] if index else root.entries[:2]
    between = tree.text[tree.line_end(one.end) : other.start]
    return any(not line.strip() for line in between.split("\n")[:-1])


def _lines(change: Change, style: _Style) -> list[str]:
    if style.braces and "\n" not in written_note(change.note or ""):
        return [_in_braces(change, style)]
    lines: list[str] = []
    for name, written in _fields(change):
        if name == "tags" and style.dash is not None:
            lines += [f"{' ' * style.indent}tags:", *(f"{' ' * style.dash}- {as_word(tag)}" for tag in change.add)]
        else:
            lines += field_lines(name, written, style.indent)
    key = _written_key(change.key, style)
    return [f"{key}:", *lines] if lines else [f"{key}: {{}}"]


def _in_braces(change: Change, style: _Style) -> str:
    fields = [
        f"{name}: {quoted(change.note or '') if name == 'note' else written}" for name, written in _fields(change)
    ]
    return f"{_written_key(change.key, style)}: {{{', '.join(fields)}}}"


def _fields(change: Change) -> Iterator[tuple[str, str]]:
    """Yield the fields of a new entry by name; only a note may have several lines."""
    if change.add:
        yield "tags", f"[{', '.join(map(as_word, change.add))}]"
    if change.tldr:
        yield "tldr", quoted(change.tldr)
    if change.note:
        yield "note", written_note(change.note)
    if change.links:
        yield "links", f"[{', '.join(map(quoted, change.links))}]"


def _written_key(key: str, style: _Style) -> str:
    if style.quote == "'" and "'" not in key:
        return f"'{key}'"
    return quoted(key) if style.quote else as_word(key)


REGISTER = f"{LIBRARY}/sources.yml"
_PLAIN = re.compile(r"[A-Za-z][A-Za-z0-9_.-]*")


def add_source(before: bytes, name: str, fields: Sequence[tuple[str, str]], report: Report) -> bytes:
    """Return sources.yml with an entry for the file `name`, its fields written as they are given.

    The entry stands below the others, and every other line stays. If that is not possible, an error is reported.
    """
    text = decoded(before)
    new = _with_source(parse(text), name, fields)
    if new == text or source_entries(new) != {**source_entries(text), name: source_entries(new).get(name)}:
        hint = f"add the entry by hand, below the others: `{name}: {{title: …}}`"
        message = "it is written in a way that a program cannot add an entry to"
        error(report, "cannot-edit", Location(file=REGISTER), message, hint)
        return before
    return with_mark_of(before, new)


def _with_source(tree: Tree, name: str, fields: Sequence[tuple[str, str]]) -> str:
    sources = tree.entry("sources")
    if sources is None or not isinstance(sources.value, MappingNode) or sources.value.flow or not sources.value.entries:
        return tree.text
    last = sources.value.entries[-1]
    indent = tree.column(last.start)
    lines = [f"{' ' * indent}{name if _PLAIN.fullmatch(name) else quoted(name)}:"]
    for field, value in fields:
        lines += field_lines(field, value, indent + STEP)
    return insert_lines(tree.text, behind(tree, last), lines, tree.eol)


def source_entries(text: str) -> dict[str, Plain]:
    """Return the values of each source in sources.yml."""
    sources = values_in(text).get("sources", {})
    return sources if isinstance(sources, dict) else {}
