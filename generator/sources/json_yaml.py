"""Reads JSON, JSON Lines and YAML, and decides by the shape of each entry what it is.

An entry may be CSL, one of the daily papers of Hugging Face, or a paper of a list that people keep. The entries may be
in a list, in the one list of a mapping (`references:`, `papers:` …), in a mapping by their keys, or one on a line.
"""

import io
import json
import re
from collections.abc import Iterable, Iterator, Mapping
from typing import TypeAlias

from ..diagnostics import Diagnostic, Location, Report, Severity, error
from ..located.nodes import MappingNode, Node, SequenceNode, TextNode, read_foreign
from ..storage.text import Lines
from . import named_fields
from .dialects import COMMON
from .items import Item, Value, fields_of
from .model import FileContent
from .rows import READABLE, TooManyError, content_of, limited, quoted, report_too_many

_Document: TypeAlias = "tuple[Item, ...] | dict[str, Item | tuple[Item, ...]]"
"""A file: a list of entries, or a mapping of names to entries or lists of them."""

_LISTS = (
    "references",
    "papers",
    "items",
    "entries",
    "publications",
    "data",
    "results",
    "notes",
    "hits",
    "hit",
    "works",
)
_ENVELOPES = {"message", "result", "hits"}
"""Names under which answers of services have a mapping with the list, or the one paper."""
_TOO_DEEP = "nested too deep to be read"

# Numbers stay text: no number is too long, and 2301.10000 keeps its zeros. Texts may contain line feeds.
_DECODER = json.JSONDecoder(parse_int=str, parse_float=str, parse_constant=str, strict=False)
_SPACE = re.compile(r"[ \t\r\n]*")
_END = re.compile(r"\n---[ \t]*\s*\Z")  # pandoc ends a document that begins with `---` in this way


def read_json(text: str, file: str, report: Report) -> FileContent | None:
    """Return the rows of JSON: of a list, of a mapping, or of several mappings one after the other."""
    parser = _JsonParser(text, file)
    try:
        document = parser.document()
    except json.JSONDecodeError as reason:
        hint = "the file may be cut off: export it again; JSON has no comments, and no comma after the last entry"
        error(report, "json-syntax", parser.place(reason.pos), f"not JSON: {_reason(reason)}", hint)
    except RecursionError:
        hint = "entries of papers need no more than five levels: this is no list of them"
        error(report, "deep-nesting", parser.place(parser.at), _TOO_DEEP, hint)
    except TooManyError:
        report_too_many(file, report)
    else:
        return _content(document, file, report)
    return None


def read_json_lines(text: str, file: str, report: Report) -> FileContent | None:
    """Return the rows of a file with one JSON value on each line; a JSON list is read as one, too."""
    if text.lstrip()[:1] == "[":
        return read_json(text, file, report)
    return content_of(_papers(_json_lines(text, file)), named_fields.record, file, report)


def read_yaml(text: str, file: str, report: Report) -> FileContent | None:
    """Return the rows of YAML."""
    node = read_foreign(_END.sub("\n", text), file, report)
    return _content(_yaml_document(node), file, report) if node is not None else None


def _content(document: _Document, file: str, report: Report) -> FileContent | None:
    if isinstance(document, tuple):
        return content_of(_papers(document), named_fields.record, file, report)
    where = Location(file=file)
    items = _entries(document, where)
    if items is None:
        message = f"these are no papers: the file is a mapping with {quoted(list(document))}"
        hint = f"supported: {READABLE}; they must be in a list, or in one list of a mapping"
        error(report, "unknown-shape", where, message, hint)
        return None
    return content_of(_papers(items), named_fields.record, file, report)


def _papers(items: Iterable[Item | Diagnostic]) -> Iterator[Item | Diagnostic]:
    """Yield entries; for an attachment or a note of Zotero, the finding that it is no paper."""
    return ((isinstance(item, Item) and named_fields.no_paper(item)) or item for item in items)


def _entries(members: Mapping[str, Item | tuple[Item, ...]], where: Location) -> tuple[Item, ...] | None:
    """Return the entries of a mapping, or None if it is not clear where they are."""
    lists = {
        name: value
        for name, value in members.items()
        if isinstance(value, tuple) and any(isinstance(item.value, dict) for item in value)
    }
    whole = _as_entry(members, where)
    if named_fields.matches(whole):
        return (whole,)
    named = [lists[name] for name in _LISTS if name in lists]
    only = next(iter(lists.values())) if len(lists) == 1 else ()
    entries = tuple(item for item in members.values() if isinstance(item, Item) and fields_of(item.value))
    if any(map(named_fields.matches, entries)) and not named and not any(map(named_fields.matches, only)):
        return entries
    if named or only:
        return named[0] if named else only
    is_empty = not members or list(members.values()) == [()]
    return () if is_empty else None


def _as_entry(members: Mapping[str, Item | tuple[Item, ...]], where: Location) -> Item:
    """Return a mapping as one entry: the file may be a single paper."""
    value: dict[str, Value] = {
        name: [item.value for item in member] if isinstance(member, tuple) else member.value
        for name, member in members.items()
    }
    return Item(value=value, where=where, abstract_where=where)


def _json_lines(text: str, file: str) -> Iterator[Item | Diagnostic]:
    """Yield the entry of each line that is not blank, or the finding that it cannot be read."""
    for number, line in enumerate(io.StringIO(text), 1):
        where = Location(file=file, line=number)
        if not line.strip():
            continue
        try:
            yield Item(value=_DECODER.decode(line), where=where, abstract_where=where)
        except (json.JSONDecodeError, RecursionError) as reason:
            yield Diagnostic(
                severity=Severity.WARNING,
                code="broken-row",
                where=where,
                message=f"this line is not JSON: {_reason(reason)}",
                hint="compare it with where it came from",
            )


def _reason(reason: json.JSONDecodeError | RecursionError) -> str:
    return f"{reason.msg[:1].lower()}{reason.msg[1:]}" if isinstance(reason, json.JSONDecodeError) else _TOO_DEEP


class _JsonParser:
    """Parses the two upper levels of a JSON text; `at` is where the value begins that is being read."""

    def __init__(self, text: str, file: str) -> None:
        self.at = 0
        self._text = text
        self._file = file
        self._lines: Lines | None = None

    def place(self, index: int) -> Location:
        self._lines = self._lines or Lines(self._text, self._file)
        return self._lines.locate(index)

    def document(self) -> _Document:
        document: _Document
        first = self._next()
        if first == "[":
            document = tuple(self._list())
        elif first == "{":
            document = dict(self._members())
        else:
            document = (self._item(),)
        if self._next() and first == "{":
            self.at = 0
            document = tuple(limited(self._stream()))
        if self._next():
            raise json.JSONDecodeError("Extra data after the end", self._text, self.at)
        return document

    def _stream(self) -> Iterator[Item]:
        while self._next():
            yield self._item()

    def _members(self) -> Iterator[tuple[str, Item | tuple[Item, ...]]]:
        for _ in self._parts("}"):
            name = self._value()
            if self._next() != ":" or not isinstance(name, str):
                raise json.JSONDecodeError("Expecting a name in double quotes and a colon", self._text, self.at)
            self.at += 1
            if name in _ENVELOPES and self._next() == "{":
                yield from self._members()
                continue
            yield name, tuple(self._list()) if self._next() == "[" else self._item(name)

    def _list(self) -> Iterator[Item]:
        return limited(self._item() for _ in self._parts("]"))

    def _parts(self, closing: str) -> Iterator[None]:
        """Stop where each part begins, up to the closing bracket; the caller moves on to the end of the part."""
        self.at += 1
        if self._next() != closing:
            yield
            while self._next() == ",":
                self.at += 1
                self._next()
                yield
            if self._next() != closing:
                raise json.JSONDecodeError(f"Expecting a comma or `{closing}`", self._text, self.at)
        self.at += 1

    def _item(self, name: str = "") -> Item:
        start = self.at
        where = abstract = self.place(start)
        value = self._value()
        if isinstance(value, dict):
            found = (self._text.find(f'"{word}"', start, self.at) for word in COMMON["abstract"])
            abstract = next((self.place(index) for index in found if index >= 0), where)
        return Item(value=value, where=where, abstract_where=abstract, name=name)

    def _value(self) -> Value:
        value: Value
        value, self.at = _DECODER.raw_decode(self._text, self.at)
        return value

    def _next(self) -> str:
        """Skip white space; return the character that follows it, or '' at the end."""
        space = _SPACE.match(self._text, self.at)
        self.at = space.end() if space else self.at
        return self._text[self.at : self.at + 1]


def _yaml_document(node: Node) -> _Document:
    if isinstance(node, SequenceNode):
        return _yaml_items(node)
    if isinstance(node, MappingNode):
        return {
            key.value: _yaml_items(value) if isinstance(value, SequenceNode) else _yaml_item(value, key)
            for key, value in node.entries
        }
    return (_yaml_item(node),) if _yaml_value(node) else ()


def _yaml_items(node: SequenceNode) -> tuple[Item, ...]:
    return tuple(map(_yaml_item, node.items))


def _yaml_item(node: Node, key: TextNode | None = None) -> Item:
    where = key.where if key else node.where
    entries = node.entries if isinstance(node, MappingNode) else ()
    abstract = next((name.where for name, _ in entries if name.value in COMMON["abstract"]), where)
    return Item(value=_yaml_value(node), where=where, abstract_where=abstract, name=key.value if key else "")


def _yaml_value(node: Node) -> Value:
    if isinstance(node, TextNode):
        return None if node.missing else node.value
    if isinstance(node, SequenceNode):
        return list(map(_yaml_value, node.items))
    if isinstance(node, MappingNode):
        return {key.value: _yaml_value(value) for key, value in node.entries}
    return None
