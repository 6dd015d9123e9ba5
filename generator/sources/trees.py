"""Takes JSON apart into entries with their lines; numbers stay text, and nothing in a file can raise."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator

from ..diagnostics import Diagnostic, Location, Report, error, warning
from ..located.nodes import MappingNode, Node, SequenceNode, TextNode, read_foreign
from ..storage.text import Lines
from .items import Document, Item, TooManyError, Value, limited, lines_of

# Numbers as text: so no number is too long, and 2301.10000 keeps its noughts. Line feeds inside texts are let pass.
_DECODER = json.JSONDecoder(parse_int=str, parse_float=str, parse_constant=str, strict=False)
_SPACE = re.compile(r"[ \t\r\n]*")
_JSON_ABSTRACTS = ('"abstract"', '"summary"')


def read_json(text: str, file: str, report: Report) -> Document | None:
    """Return the entries of JSON text, or None with the one reason reported.

    The text may be a list, a mapping, or several of them one behind the other.
    """
    walk = _Walk(text, file)
    try:
        return walk.document()
    except json.JSONDecodeError as reason:
        message = f"not JSON: {reason.msg[:1].lower()}{reason.msg[1:]}"
        hint = "the file may be cut off: export it again; JSON has no comments, and no comma behind the last entry"
        error(report, "json-syntax", walk.place(reason.pos), message, hint)
    except RecursionError:
        hint = "entries of papers need no more than five levels: this is no list of them"
        error(report, "deep-nesting", walk.place(walk.at), "nested too deep to be read", hint)
    except TooManyError as reason:
        error(report, "too-large", Location(file=file), str(reason), "split the file, or remove what does not belong")
    return None


def read_json_lines(text: str, file: str, report: Report) -> tuple[list[Item], list[Diagnostic]] | None:
    """Return the entries of text with one JSON value a line, and of each line that is none the finding that says so.

    None means that there are too many, which is reported.
    """
    items: list[Item] = []
    broken: list[Diagnostic] = []
    try:
        for number, line in limited(enumerate(lines_of(text), 1)):
            where = Location(file=file, line=number)
            if not line.strip():
                continue
            try:
                items.append(Item(value=_DECODER.decode(line), where=where, abstract_where=where))
            except (json.JSONDecodeError, RecursionError) as reason:
                said = reason.msg if isinstance(reason, json.JSONDecodeError) else "nested too deep to be read"
                message = f"this line is not JSON: {said[:1].lower()}{said[1:]}"
                warning(broken.append, "broken-entry", where, message, "compare it with where it came from")
    except TooManyError as reason:
        error(report, "too-large", Location(file=file), str(reason), "split the file, or remove what does not belong")
        return None
    return items, broken


class _Walk:
    """A walk through the two upper levels of a text; `at` is where the value that is being read begins."""

    def __init__(self, text: str, file: str) -> None:
        self.at = 0
        self._text = text
        self._file = file
        self._lines: Lines | None = None

    def place(self, index: int) -> Location:
        self._lines = self._lines or Lines(self._text, self._file)
        return self._lines.locate(index)

    def document(self) -> Document:
        self._skip()
        if self._here() == "[":
            document: Document = tuple(self._elements())
        elif self._here() == "{":
            document = dict(self._members())
        else:
            document = (self._item(),)
        self._skip()
        if self._here() and isinstance(document, dict):
            return self._stream(document)
        if self._here():
            raise json.JSONDecodeError("Extra data behind the end", self._text, self.at)
        return document

    def _stream(self, first: Document) -> Document:
        """Return mappings that stand one behind the other, of which the first was read already."""
        self.at = 0
        self._skip()
        return tuple(limited(self._rest()))

    def _rest(self) -> Iterator[Item]:
        while self._here():
            yield self._item()
            self._skip()

    def _members(self) -> Iterator[tuple[str, Item | tuple[Item, ...]]]:
        for _ in self._parts("}"):
            name = self._value()
            self._skip()
            if not isinstance(name, str) or self._here() != ":":
                raise json.JSONDecodeError("Expecting a name in double quotes and a colon", self._text, self.at)
            self.at += 1
            self._skip()
            if self._here() == "[":
                yield name, tuple(self._elements())
            else:
                yield name, self._item(name)

    def _elements(self) -> Iterator[Item]:
        return limited(self._item() for _ in self._parts("]"))

    def _parts(self, closing: str) -> Iterator[None]:
        """Stop at the beginning of each part up to the closing bracket; whoever asks for it moves on behind it."""
        self.at += 1
        self._skip()
        if self._here() != closing:
            yield
            self._skip()
            while self._here() == ",":
                self.at += 1
                self._skip()
                yield
                self._skip()
            if self._here() != closing:
                raise json.JSONDecodeError(f"Expecting a comma or `{closing}`", self._text, self.at)
        self.at += 1

    def _item(self, name: str = "") -> Item:
        start = self.at
        where = self.place(start)
        value = self._value()
        found = (self._text.find(word, start, self.at) for word in _JSON_ABSTRACTS) if isinstance(value, dict) else ()
        abstract = next((index for index in found if index >= 0), None)
        there = where if abstract is None else self.place(abstract)
        return Item(value=value, where=where, abstract_where=there, name=name)

    def _value(self) -> Value:
        value: Value
        value, self.at = _DECODER.raw_decode(self._text, self.at)
        return value

    def _skip(self) -> None:
        space = _SPACE.match(self._text, self.at)
        self.at = space.end() if space else self.at

    def _here(self) -> str:
        return self._text[self.at : self.at + 1]


_END = re.compile(r"\n---[ \t]*\s*\Z")  # pandoc ends what begins with `---` so
_YAML_ABSTRACTS = ("abstract", "summary")


def read_yaml(text: str, file: str, report: Report) -> Document | None:
    """Return the entries of YAML text, or None with the one reason reported."""
    node = read_foreign(_END.sub("\n", text), file, report)
    if isinstance(node, SequenceNode):
        return _items(node)
    if isinstance(node, MappingNode):
        return {
            key.value: _items(value) if isinstance(value, SequenceNode) else _item(value, key.where, key.value)
            for key, value in node.entries
        }
    return None if node is None else (_item(node, node.where),) if _value(node) else ()


def _items(node: SequenceNode) -> tuple[Item, ...]:
    return tuple(_item(item, item.where) for item in node.items)


def _item(node: Node, where: Location, name: str = "") -> Item:
    entries = node.entries if isinstance(node, MappingNode) else ()
    abstract = next((key.where for key, _ in entries if key.value in _YAML_ABSTRACTS), where)
    return Item(value=_value(node), where=where, abstract_where=abstract, name=name)


def _value(node: Node) -> Value:
    if isinstance(node, TextNode):
        return None if node.missing else node.value
    if isinstance(node, SequenceNode):
        return [_value(item) for item in node.items]
    if isinstance(node, MappingNode):
        return {key.value: _value(value) for key, value in node.entries}
    return None
