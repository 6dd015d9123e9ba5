"""Reads YAML as the curator typed it: text with its place and span; numbers, dates and booleans stay text.

Errors are reported, not raised. Anchors, aliases, merge keys, tags, second documents and deep nesting are errors, too:
a reading list does not need them.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import ClassVar, NamedTuple

import yaml

from ..diagnostics import Location, Report, error, warning
from ..storage.text import Lines, read_text
from .yaml_text import index_of, lost_words, neutral, syntax_problem

_MAX_DEPTH = 16  # levels; the library itself needs five
_MOST_ITEMS = 100_000  # of one list
LOADER = getattr(yaml, "CLoader", yaml.Loader)  # libyaml where PyYAML was built with it: ten times faster
_WithContent = yaml.ScalarEvent | yaml.CollectionStartEvent
_UNPRINTABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\ud800-\udfff\ufeff\ufffe\uffff]")
"""Characters that YAML 1.1 does not allow in a stream (section 5.1)."""

_HARMLESS = {"anchor", "control-character", "merge-key", "repeated-key", "yaml-tag", "wrong-shape"}
"""Findings that do not matter in the files of others: the text of the other values is the same without them."""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Part:
    """A part of a text: the place where it begins, and the indices of its first character and behind its last."""

    where: Location
    start: int = field(default=0, compare=False)
    end: int = field(default=0, compare=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class TextNode(_Part):
    """A scalar as typed; `style` is its quote, `|` or `>` of a block, or empty for a plain scalar."""

    value: str
    style: str = '"'

    @property
    def plain(self) -> bool:
        """Whether it is without quotes."""
        return not self.style

    @property
    def missing(self) -> bool:
        """Whether nothing is written, as after `tags:` alone."""
        return not self.style and self.value in {"", "~", "null", "Null", "NULL"}

    @property
    def shape(self) -> str:
        """The kind of the node, as messages name it."""
        return "nothing" if self.missing else "a single value"


@dataclass(frozen=True, slots=True, kw_only=True)
class SequenceNode(_Part):
    """A list; `flow` means that it stands in brackets."""

    items: tuple[Node, ...]
    flow: bool = False

    shape: ClassVar[str] = "a list"
    """The kind of the node, as messages name it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class MappingNode(_Part):
    """A mapping in the order of the file; `flow` means that it stands in braces.

    A repeated key is reported and stays an entry.
    """

    entries: tuple[Pair, ...]
    flow: bool = False

    shape: ClassVar[str] = "a mapping"
    """The kind of the node, as messages name it."""

    def pair(self, name: str) -> Pair | None:
        """Return the first entry of that name, or None."""
        return next((pair for pair in self.entries if pair.key.value == name), None)

    def get(self, name: str) -> Node | None:
        """Return the value of `name`, or None."""
        pair = self.pair(name)
        return pair.value if pair else None


@dataclass(frozen=True, slots=True, kw_only=True)
class BrokenNode(_Part):
    """A place where an error was reported already, and where no other error must be reported."""


class Pair(NamedTuple):
    """A name and its value."""

    key: TextNode
    value: Node

    @property
    def start(self) -> int:
        """The index of the first character."""
        return self.key.start

    @property
    def end(self) -> int:
        """The index behind the last character of the value, or behind the colon if there is none."""
        return max(self.key.end, self.value.end)


Node = TextNode | SequenceNode | MappingNode | BrokenNode


def read_yaml(source: Path | bytes, file: str, report: Report) -> MappingNode | None:
    """Return the mapping of a YAML file, or None with the reason reported as `file`.

    An empty file, or one of comments only, is an empty mapping. Bytes are the content of a file.
    """
    text = read_text(source, file, report)
    if text is None:
        return None
    node = _Composer(text, file, report).compose()
    if isinstance(node, MappingNode) or node is None:
        return node
    if isinstance(node, TextNode) and node.missing:
        return MappingNode(entries=(), where=Location(file=file), start=node.start, end=node.end)
    if not isinstance(node, BrokenNode):
        hint = "the guide for curators shows how each file begins"
        error(report, "wrong-shape", node.where, f"the file holds {node.shape}, where `name: …` entries belong", hint)
    return None


def read_foreign(text: str, file: str, report: Report) -> Node | None:
    """Return the node of YAML that others wrote, or None with the one reason reported.

    Anchors, tags and repeated names are not reported, for the curator cannot correct them; an alias is an error. The
    mapping contains all values of a repeated name.
    """
    return _Composer(text, file, report, foreign=True).compose()


class _Composer:
    """Builds the nodes of one file from the parser's events, and reports what is not allowed."""

    def __init__(self, text: str, file: str, report: Report, *, foreign: bool = False) -> None:
        self._typed = text
        self._lines = Lines(text, file)
        self._report = report
        self._foreign = foreign
        self._text, self._back = neutral(text)
        self._last_scalar: yaml.ScalarEvent | None = None
        self._closed = 0  # behind the list or mapping that was read last
        self._events: Iterator[yaml.Event] = iter(())

    def compose(self) -> Node | None:
        try:
            self._events = iter(LOADER(self._text).get_event, None)
            return self._documents()
        except _GivenUpError:
            pass
        except yaml.MarkedYAMLError as reason:
            self._syntax_error(reason)
        except yaml.reader.ReaderError:
            found = _UNPRINTABLE.search(self._text)
            at = found.start() if found else 0
            message = f"character U+{ord(self._text[at]):04X} is not allowed in YAML"
            self._error("yaml-syntax", self._lines.locate(at), message, "remove the control character")
        return None

    def _documents(self) -> Node:
        root: Node | None = None
        for event in self._events:
            if isinstance(event, yaml.DocumentStartEvent) and root is not None:
                hint = "keep one document a file: remove the line `---` and what does not belong"
                self._error("second-document", self._where(event), "a second document begins here", hint)
                if self._foreign:
                    raise _GivenUpError
                break
            if isinstance(event, yaml.NodeEvent):
                root = self._node(event, 1)
        return root or TextNode(value="", where=self._lines.locate(0), style="")

    def _node(self, event: yaml.Event, depth: int, name: str = "") -> Node:
        start = index_of(event.start_mark)
        where = self._lines.locate(start)
        if depth > _MAX_DEPTH:
            self._too_deep(where)
            raise _GivenUpError
        if not isinstance(event, _WithContent):
            return self._alias(event, where)
        if event.anchor or event.tag:
            self._refuse_properties(event, where)
        if isinstance(event, yaml.ScalarEvent):
            return self._scalar(event, where, start, name)
        flow = bool(event.flow_style)
        if isinstance(event, yaml.SequenceStartEvent):
            items = tuple(self._items(depth, name))
            return SequenceNode(items=items, flow=flow, where=where, start=start, end=self._end(items, flow=flow))
        entries = tuple(self._entries(depth))
        return MappingNode(entries=entries, flow=flow, where=where, start=start, end=self._end(entries, flow=flow))

    def _scalar(self, event: yaml.ScalarEvent, where: Location, start: int, name: str) -> TextNode:
        self._last_scalar = event
        end, style = index_of(event.end_mark), event.style or ""
        value = event.value.translate(self._back) if self._back else event.value
        if control := _UNPRINTABLE.search(value):
            message = f"the text contains the control character U+{ord(control[0]):04X}"
            self._error("control-character", where, message, "remove the escape that writes it")
        if not style and not self._foreign:
            lost = lost_words(self._typed, end, name, value)
            if lost is not None:
                at, message, hint = lost
                warning(self._report, "lost-words", self._lines.locate(at), message, hint)
        elif style in "|>" and "+" not in self._text[start : self._text.find("\n", start)].partition("#")[0]:
            # The parser counts the blank lines behind a block as part of it, though they have no meaning there.
            end = start + len(self._text[start:end].rstrip())
        return TextNode(value=value, style=style, where=where, start=start, end=end)

    def _end(self, parts: Sequence[Node | Pair], *, flow: bool) -> int:
        """Return where the list or mapping of these parts, which was just read, ends."""
        return self._closed if flow or not parts else parts[-1].end

    def _items(self, depth: int, name: str) -> Iterator[Node]:
        for number, event in enumerate(self._events):
            if isinstance(event, yaml.SequenceEndEvent):
                self._closed = index_of(event.end_mark)
                return
            if number == _MOST_ITEMS:
                hint = "split the file, or remove what does not belong"
                self._error("too-large", self._where(event), f"a list has more than {_MOST_ITEMS:,} items", hint)
                raise _GivenUpError
            yield self._node(event, depth + 1, name)

    def _entries(self, depth: int) -> Iterator[Pair]:
        seen: dict[str, Location] = {}
        for event in self._events:
            if isinstance(event, yaml.MappingEndEvent):
                self._closed = index_of(event.end_mark)
                return
            key = self._node(event, depth + 1)
            value = self._node(next(self._events), depth + 1, key.value if isinstance(key, TextNode) else "")
            if not isinstance(key, TextNode):
                hint = "write a name, a colon and a space"
                self._error("wrong-shape", key.where, "a list or mapping cannot be a name", hint)
            elif key.value == "<<" and key.plain:
                self._error("merge-key", key.where, "merge keys (`<<`) are not used here", "write the entries out")
            elif key.value in seen:
                hint = f"it is on line {seen[key.value].line} already: keep one of the two"
                self._error("repeated-key", key.where, f"`{key.value}` is here twice", hint)
                yield Pair(key, value)
            else:
                seen[key.value] = key.where
                yield Pair(key, value)

    def _alias(self, event: yaml.Event, where: Location) -> BrokenNode:
        name = event.anchor if isinstance(event, yaml.AliasEvent) else ""
        self._error("alias", where, f"aliases (`*{name}`) are not used here", "write the value out")
        if self._foreign:
            raise _GivenUpError
        return BrokenNode(where=where)

    def _refuse_properties(self, event: _WithContent, where: Location) -> None:
        if event.anchor:
            self._error("anchor", where, f"anchors (`&{event.anchor}`) are not used here", "remove it")
        if event.tag:
            tag = event.tag.replace("tag:yaml.org,2002:", "!!")
            self._error("yaml-tag", where, f"YAML tags (`{tag}`) are not used here", "remove it; text stays text")

    def _too_deep(self, where: Location) -> None:
        hint = "a library needs no more than five levels"
        self._error("deep-nesting", where, f"nested more than {_MAX_DEPTH} levels deep", hint)

    def _syntax_error(self, reason: yaml.MarkedYAMLError) -> None:
        if "nesting depth" in (reason.problem or ""):  # the parser's own limit: it looks ahead
            self._too_deep(self._lines.locate(index_of(reason.problem_mark)))
            return
        at, message, hint = syntax_problem(reason, self._text, self._last_scalar)
        self._error("yaml-syntax", self._lines.locate(at), message, hint)

    def _where(self, event: yaml.Event) -> Location:
        return self._lines.locate(index_of(event.start_mark))

    def _error(self, code: str, where: Location, message: str, hint: str = "") -> None:
        if not (self._foreign and code in _HARMLESS):
            error(self._report, code, where, message, hint)


class _GivenUpError(Exception):
    """Raised after an error was reported that ends the reading."""
