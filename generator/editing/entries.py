"""Finds the text of each entry of `curation.yml`, and puts new entries in their place."""

from __future__ import annotations

import re
from codecs import BOM_UTF8
from collections.abc import Sequence
from dataclasses import dataclass

from ..catalog.library import LIBRARY
from ..diagnostics import Location, Report, error
from .text_edits import STEP, Body, field_lines, insert_flow, insert_lines
from .tree import Items, Pair, Pairs, Plain, Scalar, Tree, parse, plain
from .yaml_style import note_lines, quoted, word


@dataclass(frozen=True, slots=True, kw_only=True)
class Fresh:
    """What a new entry says; `tags` is None where it says nothing of them."""

    key: str
    tags: tuple[str, ...] | None = None
    tldr: str = ""
    note: str = ""
    links: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class _Style:
    """How an entry is written, so that a new one beside it looks alike. `dash` is the indentation of its list."""

    braces: bool = False
    indent: int = STEP
    dash: int | None = None
    quote: str = ""
    blank: bool = False


def span(tree: Tree, key: str) -> tuple[int, int] | None:
    """Return where the whole lines of an entry begin and end, or None if it has none for itself."""
    root = tree.root
    entry = root.get(key) if isinstance(root, Pairs) else None
    if entry is None or not isinstance(root, Pairs) or root.flow or not tree.opens_line(entry.start):
        return None
    return tree.line_start(entry.start), tree.line_end(entry.end)


def insert(tree: Tree, fresh: Fresh) -> str:
    """Return the text with a new entry: in its alphabetical place if the file is sorted, else at the end."""
    root, text = tree.root, tree.text
    if isinstance(root, Pairs) and root.flow:
        return insert_flow(tree, root, _place(root, fresh.key), _in_braces(fresh, _Style()))
    if isinstance(root, Pairs):
        index = _place(root, fresh.key)
        neighbour = root.parts[max(index - 1, 0)]
        style = _style(tree, root, max(index - 1, 0))
        pad = " " * tree.column(neighbour.start)
        lines = [pad + line if line else line for line in _lines(fresh, style)]
        if index == 0:
            return insert_lines(text, header_end(tree), [*lines, *([""] if style.blank else [])], tree.eol)
        at = behind(tree, neighbour)
        return insert_lines(text, at, [*([""] if style.blank else []), *lines], tree.eol)
    if isinstance(root, Scalar) and root.missing:
        text = text[: root.start] + text[root.end :]
    elif root is not None:
        return text
    return insert_lines(text, len(text), _lines(fresh, _Style()), tree.eol)


def _place(root: Pairs, key: str) -> int:
    """Return the index at which a new entry belongs."""
    keys = [_key(pair) for pair in root.parts]
    if keys != sorted(keys):
        return len(keys)
    return sum(other < key for other in keys)


def _key(pair: Pair) -> str:
    return pair.key.value if isinstance(pair.key, Scalar) else ""


def header_end(tree: Tree) -> int:
    """Return where the head of the file ends: behind the last blank line above the first entry.

    A comment right above the first entry belongs to it, unless nothing parts it from the top of the file.
    """
    assert isinstance(tree.root, Pairs)
    first = tree.line_start(tree.root.parts[0].start)
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


def _style(tree: Tree, root: Pairs, index: int) -> _Style:
    entry, value = root.parts[index], root.parts[index].value
    quote = entry.key.style if isinstance(entry.key, Scalar) and entry.key.style in {'"', "'"} else ""
    if not isinstance(value, Pairs) or not value.parts:
        return _Style(quote=quote, blank=_parted(tree, root, index))
    if value.flow:
        return _Style(braces=True, quote=quote, blank=_parted(tree, root, index))
    indent = tree.column(value.start) - tree.column(entry.start)
    tags = value.get("tags")
    dash = tree.column(tags.value.start) if tags and isinstance(tags.value, Items) and not tags.value.flow else None
    return _Style(
        indent=indent,
        dash=dash - tree.column(entry.start) if dash is not None else None,
        quote=quote,
        blank=_parted(tree, root, index),
    )


def _parted(tree: Tree, root: Pairs, index: int) -> bool:
    """Tell whether a blank line stands between an entry and the one before it, or else behind it."""
    if len(root.parts) == 1:
        return False
    one, other = root.parts[index - 1 : index + 1] if index else root.parts[:2]
    between = tree.text[tree.line_end(one.end) : other.start]
    return any(not line.strip() for line in between.split("\n")[:-1])


def _lines(fresh: Fresh, style: _Style) -> list[str]:
    if style.braces and not note_lines(fresh.note)[1]:
        return [_in_braces(fresh, style)]
    lines: list[str] = []
    if fresh.tags and style.dash is not None:
        lines += [f"{' ' * style.indent}tags:", *(f"{' ' * style.dash}- {word(tag)}" for tag in fresh.tags)]
    elif fresh.tags is not None:
        lines += field_lines("tags", _flow_list(fresh.tags), style.indent)
    if fresh.tldr:
        lines += field_lines("tldr", (quoted(fresh.tldr), ()), style.indent)
    if fresh.note:
        lines += field_lines("note", note_lines(fresh.note), style.indent)
    if fresh.links:
        lines += field_lines("links", _links(fresh), style.indent)
    key = _written_key(fresh.key, style)
    return [f"{key}:", *lines] if lines else [f"{key}: {{}}"]


def _flow_list(tags: tuple[str, ...]) -> Body:
    return f"[{', '.join(map(word, tags))}]", ()


def _links(fresh: Fresh) -> Body:
    return f"[{', '.join(map(quoted, fresh.links))}]", ()


def _in_braces(fresh: Fresh, style: _Style) -> str:
    fields = [
        *([f"tags: {_flow_list(fresh.tags)[0]}"] if fresh.tags is not None else []),
        *([f"tldr: {quoted(fresh.tldr)}"] if fresh.tldr else []),
        *([f"note: {quoted(fresh.note)}"] if fresh.note else []),
        *([f"links: {_links(fresh)[0]}"] if fresh.links else []),
    ]
    return f"{_written_key(fresh.key, style)}: {{{', '.join(fields)}}}"


def _written_key(key: str, style: _Style) -> str:
    if style.quote == "'" and "'" not in key:
        return f"'{key}'"
    return quoted(key) if style.quote else word(key)


_PLAIN = re.compile(r"[A-Za-z][A-Za-z0-9_.-]*")


def with_entry(text: str, name: str, fields: Sequence[tuple[str, str]]) -> str:
    """Return sources.yml with an entry for the file `name`, its fields written as they are given.

    A text in which that cannot be done by adding lines is returned as it is.
    """
    tree = parse(text)
    sources = tree.root.get("sources") if isinstance(tree.root, Pairs) else None
    if sources is None or not isinstance(sources.value, Pairs) or sources.value.flow or not sources.value.parts:
        return text
    last = sources.value.parts[-1]
    indent = tree.column(last.start)
    lines = [f"{' ' * indent}{name if _PLAIN.fullmatch(name) else quoted(name)}:"]
    for field, value in fields:
        lines += field_lines(field, (value, ()), indent + 2)
    new = insert_lines(text, behind(tree, last), lines, tree.eol)
    return new if source_entries(new) == {**source_entries(text), name: source_entries(new).get(name, "")} else text


def registered(before: bytes, name: str, fields: Sequence[tuple[str, str]], report: Report) -> bytes:
    """Return sources.yml with an entry for the file `name`; report where that cannot be done by adding lines."""
    bom, text = before[: len(BOM_UTF8)], before.decode("utf-8-sig")
    new = with_entry(text, name, fields)
    if new == text:
        hint = f"add the entry by hand, below the others: `{name}: {{title: …}}`"
        message = "it is written in a way that a program cannot add an entry to"
        error(report, "cannot-edit", Location(file=f"{LIBRARY}/sources.yml"), message, hint)
    return (bom if bom == BOM_UTF8 else b"") + new.encode()


def source_entries(text: str) -> dict[str, Plain]:
    """Return what the text says of each source."""
    whole = plain(parse(text).root)
    sources = whole.get("sources", {}) if isinstance(whole, dict) else {}
    return sources if isinstance(sources, dict) else {}
