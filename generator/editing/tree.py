"""Reads YAML with the start and end of every part, so that an edit changes these characters and no others."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterator
from dataclasses import dataclass

import yaml

from ..located.yaml_text import neutral

_LOADER = getattr(yaml, "CLoader", yaml.Loader)


@dataclass(frozen=True, slots=True, kw_only=True)
class Scalar:
    """A scalar, or something that a library cannot hold (`style` is then `*`); `end` is behind its last character."""

    value: str
    style: str
    start: int
    end: int

    @property
    def missing(self) -> bool:
        """Whether nothing was written."""
        return not self.style and self.value in {"", "~", "null", "Null", "NULL"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Pair:
    """A name and its value; `colon` is the place of the colon between them."""

    key: Node
    colon: int
    value: Node

    @property
    def name(self) -> str:
        """The name, or '' if it is not a single word or text."""
        return self.key.value if isinstance(self.key, Scalar) else ""

    @property
    def start(self) -> int:
        """Where the name begins."""
        return self.key.start

    @property
    def end(self) -> int:
        """Behind the last character of the value, or the colon if there is none."""
        return max(self.value.end, self.colon + 1)


@dataclass(frozen=True, slots=True, kw_only=True)
class Items:
    """A list; `flow` means that it stands in brackets."""

    parts: tuple[Node, ...]
    flow: bool
    start: int
    end: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Pairs:
    """A mapping; `flow` means that it stands in braces."""

    parts: tuple[Pair, ...]
    flow: bool
    start: int
    end: int

    def get(self, name: str) -> Pair | None:
        """Return the first pair of that name, or None."""
        return next((pair for pair in self.parts if pair.name == name), None)


Node = Scalar | Items | Pairs


@dataclass(frozen=True, slots=True, kw_only=True)
class Tree:
    """A text and its parts; `eol` is how its lines end. `root` is None if the text holds nothing."""

    text: str
    eol: str
    root: Node | None
    commas: tuple[int, ...]
    dashes: tuple[int, ...]

    def entry(self, key: str) -> Pair | None:
        """Return the entry of a name in the outermost mapping, or None."""
        return self.root.get(key) if isinstance(self.root, Pairs) else None

    @property
    def in_braces(self) -> bool:
        """Whether the outermost mapping stands in braces."""
        return isinstance(self.root, Pairs) and self.root.flow

    def comma_behind(self, part: Node | Pair, group: Items | Pairs) -> int | None:
        """Return the place of the comma behind a part of a bracketed group, if it has one."""
        index = group.parts.index(part)
        limit = group.parts[index + 1].start if index + 1 < len(group.parts) else group.end
        at = bisect_left(self.commas, part.end)
        return self.commas[at] if at < len(self.commas) and self.commas[at] < limit else None

    def dash_before(self, item: Node) -> int:
        """Return the place of the dash of a list item."""
        return self.dashes[bisect_right(self.dashes, item.start) - 1]

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


def parse(text: str, eol: str = "\n") -> Tree:
    """Return the tree of a text that YAML can read; `eol` counts where the text has no line end of its own.

    Raises `yaml.YAMLError` for other text.
    """
    first = text.find("\n")
    if first >= 0:
        eol = "\r\n" if text[:first].endswith("\r") else "\n"
    plain, back = neutral(text)
    tokens = list(yaml.scan(plain, Loader=_LOADER))
    colons = tuple(token.start_mark.index for token in tokens if isinstance(token, yaml.ValueToken))
    reader = _Reader(plain, back, colons)
    return Tree(
        text=text,
        eol=eol,
        root=reader.root(),
        commas=tuple(token.start_mark.index for token in tokens if isinstance(token, yaml.FlowEntryToken)),
        dashes=tuple(token.start_mark.index for token in tokens if isinstance(token, yaml.BlockEntryToken)),
    )


class _Reader:
    """Builds the nodes of one text from the parser's events."""

    def __init__(self, text: str, back: dict[int, str], colons: tuple[int, ...]) -> None:
        self._text = text
        self._back = back
        self._colons = colons
        self._events: Iterator[yaml.Event] = iter(yaml.parse(text, Loader=_LOADER))

    def root(self) -> Node | None:
        for event in self._events:
            if isinstance(event, yaml.NodeEvent):
                return self._node(event)
        return None

    def _node(self, event: yaml.Event) -> Node:
        start, end = _index(event.start_mark), _index(event.end_mark)
        if isinstance(event, yaml.SequenceStartEvent):
            items, closed = self._children()
            flow = bool(event.flow_style)
            return Items(parts=items, flow=flow, start=start, end=closed if flow else items[-1].end)
        if isinstance(event, yaml.MappingStartEvent):
            nodes, closed = self._children()
            pairs = tuple(map(self._pair, nodes[::2], nodes[1::2]))
            flow = bool(event.flow_style)
            return Pairs(parts=pairs, flow=flow, start=start, end=closed if flow else pairs[-1].end)
        if isinstance(event, yaml.ScalarEvent):
            return self._leaf(event, start, end)
        return Scalar(value="", style="*", start=start, end=end)

    def _leaf(self, event: yaml.ScalarEvent, start: int, end: int) -> Scalar:
        style = event.style or ""
        if style in {"|", ">"} and "+" not in self._text[start : self._text.find("\n", start)].partition("#")[0]:
            # The parser counts the blank lines behind a block to it, though they say nothing there.
            end = start + len(self._text[start:end].rstrip())
        return Scalar(value=event.value.translate(self._back), style=style, start=start, end=end)

    def _pair(self, key: Node, value: Node) -> Pair:
        at = bisect_left(self._colons, key.end)
        return Pair(key=key, colon=self._colons[at] if at < len(self._colons) else key.end, value=value)

    def _children(self) -> tuple[tuple[Node, ...], int]:
        nodes: list[Node] = []
        for event in self._events:
            if isinstance(event, yaml.CollectionEndEvent):
                return tuple(nodes), _index(event.end_mark)
            nodes.append(self._node(event))
        raise AssertionError("the parser closes every collection")  # pragma: no cover


def rows(text: str) -> list[str]:
    """Return the lines of a text without their ends; only line feeds end one."""
    lines = [line.removesuffix("\r") for line in text.split("\n")]
    return lines[:-1] if not lines[-1] else lines


def _index(mark: yaml.error.Mark | yaml._yaml.Mark | None) -> int:
    return mark.index if mark is not None else 0


Plain = str | tuple["Plain", ...] | dict[str, "Plain"]
"""The value of a node, however it is written: texts, lists and mappings."""


def plain(node: Node | None) -> Plain:
    """Return the value of a node; nothing at all is an empty mapping."""
    if isinstance(node, Scalar):
        return {} if node.missing else node.value
    if isinstance(node, Items):
        return tuple(map(plain, node.parts))
    return {str(plain(pair.key)): plain(pair.value) for pair in node.parts} if node else {}


def values_in(text: str) -> dict[str, Plain]:
    """Return the values of a text by their names; a text that is not a mapping has none."""
    whole = plain(parse(text).root)
    return whole if isinstance(whole, dict) else {}
