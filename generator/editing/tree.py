"""Finds the lines, colons, commas and dashes around the parts of a YAML text, so that an edit changes no others."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from ..diagnostics import Diagnostic, Location
from ..located.nodes import MappingNode, Node, Pair, SequenceNode, TextNode, read_yaml

_BETWEEN = r"(?:[ \t\r\n]++|#[^\n]*+)*+"  # white space and comments
_COLON, _COMMA, _DASH = (re.compile(_BETWEEN + sign) for sign in ":,-")

Group = SequenceNode | MappingNode
Part = Node | Pair
"""A part of a group: an item or an entry."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Tree:
    """A text and the mapping that it holds; `eol` is how its lines end."""

    text: str
    eol: str
    root: MappingNode

    def edited(self, text: str) -> Tree:
        """Return the tree of another text, whose lines end like those of this one."""
        return parse(text, self.eol)

    def entry(self, key: str) -> Pair | None:
        """Return the entry of a name in the outermost mapping, or None."""
        return self.root.pair(key)

    def colon(self, pair: Pair) -> int:
        """Return the place of the colon between a name and its value; the end of the name if there is none."""
        found = _COLON.match(self.text, pair.key.end)
        return found.end() - 1 if found else pair.key.end

    def comma_behind(self, part: Part) -> int | None:
        """Return the place of the comma behind a part of a group in brackets or braces, if it has one."""
        found = _COMMA.match(self.text, part.end)
        return found.end() - 1 if found else None

    def dash_before(self, items: SequenceNode, index: int) -> int:
        """Return the place of the dash of a list item."""
        found = _DASH.match(self.text, items.items[index - 1].end if index else items.start)
        return found.end() - 1 if found else items.start

    def line_start(self, index: int) -> int:
        """Return where the line of `index` begins."""
        return self.text.rfind("\n", 0, index) + 1

    def line_end(self, index: int) -> int:
        """Return where the line of a part that ends at `index` ends, its line end included."""
        if index and self.text[index - 1] == "\n":
            return index  # a block whose blank lines count ends behind them
        return self.text.find("\n", index) + 1 or len(self.text)

    def indentation(self, index: int) -> str:
        """Return the text before `index` in its line."""
        return self.text[self.line_start(index) : index]

    def column(self, index: int) -> int:
        """Return how many characters stand before `index` in its line."""
        return index - self.line_start(index)

    def opens_line(self, index: int) -> bool:
        """Return whether only white space stands before `index` in its line."""
        return not self.indentation(index).strip()


def parse(text: str, eol: str = "\n", file: str = "") -> Tree:
    """Return the tree of a text; one that is not a mapping of YAML counts as empty.

    `eol` is used where the text has no line end of its own, and `file` is named in the places of the nodes.
    """

    def ignore(_: Diagnostic) -> None:
        """Drop a finding: who opens or saves the file reports what is wrong in it."""

    first = text.find("\n")
    if first >= 0:
        eol = "\r\n" if text[:first].endswith("\r") else "\n"
    root = read_yaml(text.encode("utf-8", "surrogatepass"), file, ignore)
    return Tree(text=text, eol=eol, root=root or MappingNode(entries=(), where=Location(file=file)))


def parts_of(group: Group) -> Sequence[Part]:
    """Return the items of a list, or the entries of a mapping."""
    return group.items if isinstance(group, SequenceNode) else group.entries


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


def plain_entries(node: MappingNode) -> dict[str, Plain]:
    """Return the values of a mapping by their names."""
    return {pair.key.value: plain(pair.value) for pair in node.entries}


def values_in(text: str) -> dict[str, Plain]:
    """Return the values of a text by their names; a text that is not a mapping has none."""
    return plain_entries(parse(text).root)
