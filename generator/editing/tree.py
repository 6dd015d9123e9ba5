"""Finds values, lines and comments in a text of YAML, and writes words and texts in the style of the library.

They are plain where that is safe, else in double quotes.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import NamedTuple

from ..diagnostics import Diagnostic, Location
from ..located.nodes import MappingNode, Node, Pair, SequenceNode, TextNode, read_yaml

_COMMENT = re.compile(r"#[^\r\n]*")


@dataclass(frozen=True, slots=True, kw_only=True)
class Tree:
    """A text and the mapping that it holds."""

    text: str
    root: MappingNode

    @property
    def eol(self) -> str:
        """How the lines of the text end, which is how its first line does."""
        return "\r\n" if self.text[: self.text.find("\n") + 1].endswith("\r\n") else "\n"

    def line_start(self, index: int) -> int:
        """Return where the line of `index` begins."""
        return self.text.rfind("\n", 0, index) + 1

    def line_end(self, index: int) -> int:
        """Return where the line of a part that ends at `index` ends, its line end included."""
        if index and self.text[index - 1] == "\n":
            return index  # a block whose blank lines count ends behind them
        return self.text.find("\n", index) + 1 or len(self.text)

    def column(self, index: int) -> int:
        """Return how many characters stand before `index` in its line."""
        return index - self.line_start(index)

    def end_of(self, entry: Pair) -> int:
        """Return where an entry ends, with the comments below it that are indented more than its key."""
        before = self.text[self.line_start(entry.start) : entry.start]  # "? " may stand there
        column = len(before) - len(before.lstrip(" "))
        below = rf"(?:(?:[ \t\r]*\n)*+[ \t]{{{column + 1},}}#[^\n]*(?:\n|\Z))*"
        found = re.compile(below).match(self.text, self.line_end(entry.end))
        return found.end() if found else len(self.text)


class Comment(NamedTuple):
    """A comment and its place; `own` means that it has a line of its own, or that only a dash stands before it."""

    at: int
    text: str
    own: bool


def comments_in(tree: Tree, start: int, end: int, node: Node) -> Iterator[Comment]:
    """Yield the comments between two places, where a node stands: outside of its scalars, a hash can only begin one."""
    at = start
    for scalar_start, scalar_end in (*_scalars(tree, node), (end, end)):
        for found in _COMMENT.finditer(tree.text, at, max(at, scalar_start)):
            before = tree.text[tree.line_start(found.start()) : found.start()]
            yield Comment(found.start(), found[0].rstrip(" \t"), not before.strip(" \t-"))
        at = max(at, scalar_end)


def _scalars(tree: Tree, node: Node) -> Iterator[tuple[int, int]]:
    """Yield where each scalar in a node begins and ends; that of a block begins below the line of its sign."""
    if isinstance(node, MappingNode):
        for pair in node.entries:
            for part in pair:
                yield from _scalars(tree, part)
    elif isinstance(node, SequenceNode):
        for item in node.items:
            yield from _scalars(tree, item)
    else:
        block = isinstance(node, TextNode) and node.style in {"|", ">"}
        yield min(tree.line_end(node.start + 1), node.end) if block else node.start, node.end


def ignore(_: Diagnostic) -> None:
    """Drop a finding: who opens or saves a file reports what is wrong in it."""


def parse(text: str, file: str = "") -> Tree:
    """Return the tree of a text; one that is not a mapping of YAML counts as empty. `file` is named in places."""
    root = read_yaml(text.encode("utf-8", "surrogatepass"), file, ignore)
    return Tree(text=text, root=root or MappingNode(entries=(), where=Location(file=file)))


def rows(text: str) -> list[str]:
    """Return the lines of a text without their ends; only line feeds end one."""
    lines = [line.removesuffix("\r") for line in text.split("\n")]
    return lines[:-1] if not lines[-1] else lines


Plain = str | tuple["Plain", ...] | dict[str, "Plain"]
"""The value of a node, however it is written: texts, lists and mappings."""


def plain(node: Node) -> Plain:
    """Return the value of a node; nothing at all is an empty mapping."""
    if isinstance(node, MappingNode):
        return plain_entries(node)
    if isinstance(node, SequenceNode):
        return tuple(map(plain, node.items))
    return {} if not isinstance(node, TextNode) or node.missing else node.value


def words_of(value: Plain) -> tuple[str, ...] | None:
    """Return a value that is a list of texts, or nothing at all, as a list; any other is None."""
    if isinstance(value, str) or (isinstance(value, dict) and value):
        return None
    words = tuple(word for word in value if isinstance(word, str))
    return words if len(words) == len(value) else None


def plain_entries(node: MappingNode) -> dict[str, Plain]:
    """Return the values of a mapping by their names."""
    return {pair.key.value: plain(pair.value) for pair in node.entries}


def values_in(text: str) -> dict[str, Plain]:
    """Return the values of a text by their names; a text that is not a mapping has none."""
    return plain_entries(parse(text).root)


_PLAIN = re.compile(r"[A-Za-z0-9][A-Za-z0-9_-]*(?:[@:/][A-Za-z0-9_-]+)*")
_TAKEN = re.compile(
    r"(?i:null|true|false|yes|no|on|off|y|n|\.?inf|\.?nan)|0[xob][0-9a-f_]+|[0-9][0-9_]*(?:e[0-9]+)?|[0-9]{4}-[0-9]{1,2}-[0-9]{1,2}|[0-9:]+"
)
"""Words that YAML 1.1 or 1.2 reads as a number, a date, a truth value or nothing; other programs may do so."""

_ESCAPED = re.compile("[\x7f-\x9f\u2028\u2029\ufeff\ufffe\uffff\ud800-\udfff]")


def as_word(text: str) -> str:
    """Return a word for a list or a key: in quotes if YAML would read it as something else than text."""
    return text if _PLAIN.fullmatch(text) and not _TAKEN.fullmatch(text) else quoted(text)


def quoted(text: str) -> str:
    """Return a text in double quotes on one line, with invisible characters escaped."""
    return _ESCAPED.sub(lambda match: f"\\u{ord(match[0]):04x}", json.dumps(text, ensure_ascii=False))


def written_note(note: str) -> str:
    """Return a tidy note as YAML; one of several lines is a block, whose lines are not indented.

    A note of one line, and one with invisible characters, stands in quotes.
    """
    visible = not _ESCAPED.search(note) and all(char >= " " or char in "\t\n" for char in note)
    return f"|\n{note}" if "\n" in note and visible else quoted(note)


def one_line(text: str) -> str:
    """Return a text on one line, with single spaces."""
    return " ".join(text.split())


def tidy_note(text: str) -> str:
    """Return a note with line feeds only, without blank lines around it and white space at the ends of lines."""
    lines = text.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    return "\n".join(line.rstrip(" \t") for line in lines).strip()
