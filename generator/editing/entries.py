"""Puts the lines of entries into a text of YAML, in which every other line stays.

`catalog.entries` reads the entries of `curation.yml` for the catalog, `sources.register` the file sources.yml.
"""

import re
from bisect import bisect_left
from collections.abc import Iterable, Mapping, Sequence

from ..catalog.library import REGISTER
from ..diagnostics import Location, Report, error
from ..located.nodes import MappingNode
from .saving import decoded, with_mark_of
from .tree import Plain, Tree, parse, quoted, values_in
from .writer import new_entry


def with_entries(
    tree: Tree, entries: Mapping[str, Sequence[str]], *, within: MappingNode | None = None, blank: bool = False
) -> str:
    """Return the text in which the entries of these keys have these lines, and which is otherwise the same.

    A new entry stands in its alphabetical place if the entries are sorted, else at the end; with `blank`, a blank line
    separates it. In a mapping `within` the text, it stands at the end. A mapping in braces is not changed.
    """
    root = within or tree.root
    if root.flow and root.entries:
        return tree.text
    there = {pair.key.value: pair for pair in root.entries}
    keys, gap = list(there), [""] if blank else []
    is_sorted = within is None and keys == sorted(keys)
    parts = [] if there else [(root.start, root.end, list[str]())]
    for key in sorted(entries):
        if key in there:
            parts.append((tree.line_start(there[key].start), tree.end_of(there[key]), [*entries[key]]))
            continue
        index = bisect_left(keys, key) if is_sorted else len(keys)
        at = tree.end_of(root.entries[index - 1]) if index else header_end(tree)
        parts.append((at, at, [*gap, *entries[key]] if index or not there else [*entries[key], *gap]))
    return _replaced(tree, parts, " " * tree.column(root.start))


def _replaced(tree: Tree, parts: Iterable[tuple[int, int, Sequence[str]]], pad: str) -> str:
    """Return the text with parts replaced by indented lines; where it had no final line end, it still has none."""
    new, at = "", 0
    for start, end, lines in sorted(parts, key=lambda part: part[:2]):
        new += tree.text[at:start]
        new += tree.eol if lines and new and not new.endswith("\n") else ""
        new += "".join((pad + line if line else "") + tree.eol for line in lines)
        at = end
    new += tree.text[at:]
    return new if not tree.text or tree.text.endswith("\n") else new.removesuffix(tree.eol)


def header_end(tree: Tree) -> int:
    """Return where the head of the file ends: behind the last blank line above the first entry.

    A comment right above the first entry belongs to it, unless no blank line separates it from the top of the file, or
    it is indented more than the entry.
    """
    first = tree.line_start(tree.root.entries[0].start) if tree.root.entries else len(tree.text)
    head = rf"^(?:[ \t]*\r?|---.*|[ \t]{{{tree.column(tree.root.start) + 1},}}#.*)\n"
    return max((line.end() for line in re.finditer(head, tree.text[:first], re.MULTILINE)), default=first)


_PLAIN = re.compile(r"[A-Za-z][A-Za-z0-9_.-]*")


def add_source(before: bytes, name: str, fields: Iterable[tuple[str, str]], report: Report) -> bytes:
    """Return sources.yml with an entry for the file `name`, its fields written as they are given.

    The entry stands below the others, and every other line stays. If that is not possible, an error is reported.
    """
    text = decoded(before)
    tree = parse(text)
    sources, new = tree.root.get("sources"), text
    if isinstance(sources, MappingNode) and sources.entries and not sources.flow:
        lines = new_entry(name if _PLAIN.fullmatch(name) else quoted(name), fields)
        new = with_entries(tree, {name: lines}, within=sources)
    if new == text or source_entries(new) != {**source_entries(text), name: source_entries(new).get(name)}:
        hint = f"add the entry by hand, below the others: `{name}: {{title: …}}`"
        message = "it is written in a way that a program cannot add an entry to"
        error(report, "cannot-edit", Location(file=REGISTER), message, hint)
        return before
    return with_mark_of(before, new)


def source_entries(text: str) -> dict[str, Plain]:
    """Return the values of each source in sources.yml."""
    sources = values_in(text).get("sources", {})
    return sources if isinstance(sources, dict) else {}
