"""Reads YAML as the curator typed it: text with line and column; numbers, dates and booleans stay text.

Errors are reported, not raised. Anchors, aliases, merge keys, tags, second documents and deep nesting are errors, too:
a reading list does not need them.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import ClassVar

import yaml

from ..diagnostics import Location, Report, error, warning
from ..storage.text import Lines, read_text
from .yaml_text import lost_words, neutral, quotable

_MAX_DEPTH = 16  # levels; the library itself needs five
_MOST_ITEMS = 100_000  # of one list
_LOADER = getattr(yaml, "CLoader", yaml.Loader)  # libyaml where PyYAML was built with it: ten times faster
_Mark = yaml.error.Mark | yaml._yaml.Mark
_UNPRINTABLE = re.compile("[^\t\n\r\x20-\x7e\x85\xa0-\ud7ff\ue000-\ufefe\uff00-\ufffd\U00010000-\U0010ffff]")
"""Characters that YAML 1.1 does not allow in a stream (section 5.1)."""

_HARMLESS = {"anchor", "control-character", "merge-key", "repeated-key", "yaml-tag", "wrong-shape"}
"""Findings that do not matter in the files of others: the text of the other values is the same without them."""


@dataclass(frozen=True, slots=True, kw_only=True)
class TextNode:
    """A scalar as typed; `plain` says whether it is without quotes."""

    value: str
    where: Location
    plain: bool = False

    @property
    def missing(self) -> bool:
        """Whether nothing is written, as after `tags:` alone."""
        return self.plain and self.value in {"", "~", "null", "Null", "NULL"}

    @property
    def shape(self) -> str:
        """What the node is, as messages name it."""
        return "nothing" if self.missing else "a single value"


@dataclass(frozen=True, slots=True, kw_only=True)
class SequenceNode:
    """A list, with the place where it begins."""

    items: tuple[Node, ...]
    where: Location

    shape: ClassVar[str] = "a list"
    """What the node is, as messages name it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class MappingNode:
    """A mapping in the order of the file; a repeated key is reported and stays an entry."""

    entries: tuple[tuple[TextNode, Node], ...]
    where: Location

    shape: ClassVar[str] = "a mapping"
    """What the node is, as messages name it."""

    def get(self, name: str) -> Node | None:
        """Return the value of `name`, or None."""
        return next((value for key, value in self.entries if key.value == name), None)


@dataclass(frozen=True, slots=True, kw_only=True)
class BrokenNode:
    """A place where an error was reported already, and where no other error must be reported."""

    where: Location


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
        return MappingNode(entries=(), where=Location(file=file))
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
        self._lines = Lines(text, file)
        self._report = report
        self._foreign = foreign
        self._text, self._back = neutral(text)
        self._last_scalar: yaml.ScalarEvent | None = None
        self._events: Iterator[yaml.Event] = iter(())

    def compose(self) -> Node | None:
        self._events = iter(yaml.parse(self._text, Loader=_LOADER))
        try:
            root = self._documents()
        except _GivenUpError:
            return None
        except yaml.MarkedYAMLError as reason:
            self._syntax_error(reason)
            return None
        except yaml.reader.ReaderError as reason:
            found = _UNPRINTABLE.search(self._text)
            where = self._lines.locate(found.start() if found else 0)
            message = f"character U+{_code_point(reason.character):04X} is not allowed in YAML"
            self._error("yaml-syntax", where, message, "remove the control character")
            return None
        return root

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
        return root or TextNode(value="", where=self._lines.locate(0), plain=True)

    def _node(self, event: yaml.Event, depth: int, name: str = "") -> Node:
        where = self._where(event)
        if depth > _MAX_DEPTH:
            self._too_deep(where)
            raise _GivenUpError
        self._refuse_indirection(event, where)
        if isinstance(event, yaml.SequenceStartEvent):
            return SequenceNode(items=tuple(self._items(depth, name)), where=where)
        if isinstance(event, yaml.MappingStartEvent):
            return MappingNode(entries=tuple(self._entries(depth)), where=where)
        if isinstance(event, yaml.ScalarEvent):
            self._last_scalar = event
            value = event.value.translate(self._back) if self._back else event.value
            if control := _UNPRINTABLE.search(value):
                message = f"the text contains the control character U+{ord(control[0]):04X}"
                self._error("control-character", where, message, "remove the escape that writes it")
            self._warn_of_lost_words(event, name, value)
            return TextNode(value=value, where=where, plain=not event.style)
        return BrokenNode(where=where)  # an alias, reported above

    def _items(self, depth: int, name: str) -> Iterator[Node]:
        for number, event in enumerate(self._events):
            if isinstance(event, yaml.SequenceEndEvent):
                return
            if number == _MOST_ITEMS:
                hint = "split the file, or remove what does not belong"
                self._error("too-large", self._where(event), f"a list has more than {_MOST_ITEMS:,} items", hint)
                raise _GivenUpError
            yield self._node(event, depth + 1, name)

    def _entries(self, depth: int) -> Iterator[tuple[TextNode, Node]]:
        seen: dict[str, Location] = {}
        for event in self._events:
            if isinstance(event, yaml.MappingEndEvent):
                return
            key = self._node(event, depth + 1)
            value = self._node(next(self._events), depth + 1, key.value if isinstance(key, TextNode) else "")
            if not isinstance(key, TextNode):
                hint = "write a name, a colon and a space"
                self._error("wrong-shape", key.where, "a list or mapping cannot be a name", hint)
            elif key.value == "<<" and key.plain:
                self._error("merge-key", key.where, "merge keys (`<<`) are not used here", "write the entries out")
            elif key.value in seen:
                first = seen[key.value]
                hint = f"it is on line {first.line} already: keep one of the two"
                self._error("repeated-key", key.where, f"`{key.value}` is here twice", hint)
                yield key, value
            else:
                seen[key.value] = key.where
                yield key, value

    def _warn_of_lost_words(self, event: yaml.ScalarEvent, name: str, value: str) -> None:
        if event.style or self._foreign:
            return
        lost = lost_words(self._text, _index(event.end_mark), name)
        if lost is not None:
            words = lost.words.translate(self._back)
            message = f"`{name}` ends before this `#`: “{words}” is read as a comment and lost"
            hint = f'put all of it in double quotes: `"{quotable((value + lost.space + words).strip())}"`; '
            hint += "write a comment on a line of its own, or after two spaces: `  # …`"
            warning(self._report, "lost-words", self._lines.locate(lost.at), message, hint)

    def _refuse_indirection(self, event: yaml.Event, where: Location) -> None:
        if not isinstance(event, yaml.NodeEvent):
            return
        if isinstance(event, yaml.AliasEvent):
            self._error("alias", where, f"aliases (`*{event.anchor}`) are not used here", "write the value out")
            if self._foreign:
                raise _GivenUpError
            return
        if event.anchor:
            self._error("anchor", where, f"anchors (`&{event.anchor}`) are not used here", "remove it")
        if isinstance(event, yaml.ScalarEvent | yaml.CollectionStartEvent) and event.tag:
            tag = event.tag.replace("tag:yaml.org,2002:", "!!")
            self._error("yaml-tag", where, f"YAML tags (`{tag}`) are not used here", "remove it; text stays text")

    def _too_deep(self, where: Location) -> None:
        hint = "a library needs no more than five levels"
        self._error("deep-nesting", where, f"nested more than {_MAX_DEPTH} levels deep", hint)

    def _syntax_error(self, reason: yaml.MarkedYAMLError) -> None:
        if "nesting depth" in (reason.problem or ""):  # the parser's own limit: it looks ahead
            self._too_deep(self._lines.locate(_index(reason.problem_mark)))
            return
        swallowed = self._runaway(reason)
        if swallowed is not None:
            line = self._lines.locate(_index(swallowed.end_mark)).line
            message = f"the text that begins here runs on to line {line}, and what follows makes no sense there"
            hint = "close the quote where the text ends, or put the missing colon and space after the name"
            self._error("yaml-syntax", self._where(swallowed), message, hint)
            return
        # A bracket, quote or key without its end is best shown where it begins; a block where it ends, for it
        # may begin hundreds of lines above.
        block = (reason.context or "").startswith("while parsing a block")
        mark = reason.problem_mark if block or reason.context_mark is None else reason.context_mark
        message = " ".join(filter(None, [reason.problem or "not YAML", reason.context and f"({reason.context})"]))
        hint = "look at indentation (spaces, no tabs), quotes and brackets here and in the line above"
        self._error("yaml-syntax", self._lines.locate(min(_index(mark), len(self._text))), message, hint)

    def _runaway(self, reason: yaml.MarkedYAMLError) -> yaml.ScalarEvent | None:
        """Return the text of several lines after which the parser failed, if there is one.

        Its cause is a quote that is not closed, or a name without its colon, where the text begins.
        """
        last, mark = self._last_scalar, reason.problem_mark
        in_brackets = (reason.context or "").startswith("while parsing a flow")
        if last is None or mark is None or in_brackets or last.style in {"|", ">"}:
            return None
        start, end = _index(last.start_mark), _index(last.end_mark)
        several = "\n" in self._text[start:end]
        ends_here = "\n" not in self._text[end : mark.index]
        return last if several and ends_here else None

    def _where(self, event: yaml.Event) -> Location:
        return self._lines.locate(_index(event.start_mark))

    def _error(self, code: str, where: Location, message: str, hint: str = "") -> None:
        if not (self._foreign and code in _HARMLESS):
            error(self._report, code, where, message, hint)


class _GivenUpError(Exception):
    """Raised after an error was reported that ends the reading."""


def _index(mark: _Mark | None) -> int:
    """Return the index of a mark in the text; without a mark, 0."""
    return mark.index if mark is not None else 0


def _code_point(character: object) -> int:
    """Return the code point of a reader error: libyaml gives a number, the Python reader a text."""
    return character if isinstance(character, int) else ord(str(character)[:1])
