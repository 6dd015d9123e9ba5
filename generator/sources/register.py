"""Reads `sources.yml`, and assigns tags of the library to keywords of the sources, as it says.

Keywords are compared without regard to case and white space: `Deep  learning` is `deep learning`.
"""

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path

from ..diagnostics import Location, Report, closest, error, warning
from ..located.nodes import BrokenNode, MappingNode, Node, SequenceNode, TextNode, read_yaml
from ..located.validate import Fields, mapping
from .model import Record, Renaming, SourceEntry

_HINT = "write `Word of the source: slug-of-the-tag`, or a list of slugs, or `[]` to drop the word"


def _renamings(node: Node | None, report: Report) -> tuple[Renaming, ...]:
    """Return the renamings of `tags` of an entry, each word once."""
    body = mapping(node, "`tags`", report, _HINT) if node is not None else None
    seen: dict[str, TextNode] = {}
    found: list[Renaming] = []
    for word, value in body.entries if body else ():
        first = seen.setdefault(folded(word.value), word)
        if first is word:
            found.append(Renaming(word=word, tags=tuple(_tags(value, report))))
        elif first.value != word.value:  # a key that is repeated exactly was reported when the file was read
            message = f"`{word.value}` is here twice: case and white space make no difference"
            hint = f"it is on line {first.where.line} already: keep one of the two"
            error(report, "repeated-key", word.where, message, hint)
    return tuple(found)


def _tags(value: Node, report: Report) -> Iterator[TextNode]:
    for item in value.items if isinstance(value, SequenceNode) else (value,):
        if isinstance(item, TextNode) and not item.missing:
            yield item
        elif (item is not value and not isinstance(item, BrokenNode)) or isinstance(item, MappingNode):
            error(report, "wrong-shape", item.where, "a slug of a tag belongs here", _HINT)


def folded(word: str) -> str:
    """Return the common form of all spellings of a word."""
    return " ".join(unicodedata.normalize("NFKC", word).casefold().split())


def renamed(records: tuple[Record, ...], entry: SourceEntry, report: Report) -> tuple[Record, ...]:
    """Return the rows of a file with keywords replaced by tags as `entry` says; report words that no row has."""
    if not entry.tags:
        return records
    tags = {folded(renaming.word.value): tuple(tag.value for tag in renaming.tags) for renaming in entry.tags}
    words = {word: folded(word) for row in records for word in row.facts.keywords}
    present = set(words.values())
    for renaming in entry.tags:
        if folded(renaming.word.value) not in present:
            hint = closest(renaming.word.value, words, "remove it, or write it as the file does")
            message = f"no entry of {entry.file} has the word `{renaming.word.value}`"
            warning(report, "unused-word", renaming.word.where, message, hint)
    return tuple(_renamed(row, tags, words) for row in records)


def _renamed(row: Record, tags: dict[str, tuple[str, ...]], words: dict[str, str]) -> Record:
    keywords = tuple(word for word in row.facts.keywords if words[word] not in tags)
    if keywords == row.facts.keywords:
        return row
    own = tuple(dict.fromkeys(tag for word in row.facts.keywords for tag in tags.get(words[word], ())))
    return replace(row, tags=own, facts=replace(row.facts, keywords=keywords))


_FIELDS = ("title", "listed", "year", "url", "note", "rows", "tags")
_HOST = re.compile(r"[a-z0-9-]+(?:\.[a-z0-9-]+)+")


@dataclass(frozen=True, slots=True, kw_only=True)
class Register:
    """The content of `sources.yml`: entries in the order of trust, and pairs of a look-alike host and the true one."""

    entries: tuple[SourceEntry, ...] = ()
    hosts: tuple[tuple[str, str], ...] = ()


def read_register(path: Path, file: str, report: Report) -> Register | None:
    """Return the content of `sources.yml`, or None with the reason reported."""
    root = read_yaml(path, file, report)
    if root is None:
        return None
    if not root.entries:
        hint = "begin with `sources:` and one entry for each file in sources/"
        error(report, "empty-file", Location(file=file), "the file is empty", hint)
        return None
    fields = Fields(root, "sources.yml", ("sources", "hosts"), report)
    node = fields.get("sources")
    if node is None:
        error(report, "missing-field", fields.where, "sources.yml has no `sources`", "add `sources:`")
        return None
    sources = mapping(node, "`sources`", report, "write `file.txt: {title: …}` lines below it")
    if sources is None:
        return None
    return Register(entries=tuple(_entries(sources, report)), hosts=tuple(_hosts(fields, report)))


def _entries(sources: MappingNode, report: Report) -> Iterator[SourceEntry]:
    for key, value in sources.entries:
        body = mapping(value, f"`{key.value}`", report, "give it at least a `title:`")
        if body:
            yield _entry(key, Fields(body, "a source", _FIELDS, report), report)
        else:  # an unusable entry still registers the file
            yield SourceEntry(file=key.value, where=key.where, title="")


def _entry(key: TextNode, fields: Fields, report: Report) -> SourceEntry:
    listed, rows = fields.get("listed"), fields.get("rows")
    return SourceEntry(
        file=key.value,
        where=key.where,
        title=fields.required("title", key.where),
        listed=fields.date("listed"),
        listed_where=listed.where if listed else None,
        inferred=fields.choice("year", ("stated", "inferred")) == "inferred",
        url=fields.url("url"),
        note=fields.line("note"),
        rows=fields.count("rows"),
        rows_where=rows.where if rows else None,
        tags=_renamings(fields.get("tags"), report),
    )


def _hosts(fields: Fields, report: Report) -> Iterator[tuple[str, str]]:
    node = fields.get("hosts")
    if node is None:
        return
    hosts = mapping(node, "`hosts`", report, "write `look.alike.example: true.example` lines below it")
    for key, value in hosts.entries if hosts else ():
        wrong = next((word for word in (key, value) if not _is_host(word)), None)
        if isinstance(value, TextNode) and value.value == key.value:
            wrong = value
        if isinstance(value, TextNode) and wrong is None:
            yield key.value, value.value
        elif wrong is not None and not isinstance(wrong, BrokenNode):
            hint = "write `look.alike.example: true.example`, without http://"
            error(report, "wrong-shape", wrong.where, "this is not the name of a host", hint)


def _is_host(node: Node) -> bool:
    return isinstance(node, TextNode) and _HOST.fullmatch(node.value) is not None
