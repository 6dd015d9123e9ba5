"""Reads `sources.yml`: what is known of each source file, and which hosts stand in for others."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from generator.diagnostics import Location, Report, error
from generator.located import Broken, Mapping, Node, Text, read_yaml
from generator.shapes import Fields, mapping
from generator.sources.record import Entry
from generator.sources.renaming import read_renamings

_FIELDS = ("title", "listed", "year", "url", "note", "rows", "tags")
_HOST = re.compile(r"[a-z0-9-]+(?:\.[a-z0-9-]+)+")


@dataclass(frozen=True, slots=True, kw_only=True)
class Register:
    """`sources.yml`: entries in the order of trust, and pairs of a look-alike host and the true one."""

    entries: tuple[Entry, ...] = ()
    hosts: tuple[tuple[str, str], ...] = ()


def read_register(path: Path, file: str, report: Report) -> Register | None:
    """Return what `sources.yml` says, or None if it cannot be read."""
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


def _entries(sources: Mapping, report: Report) -> Iterator[Entry]:
    for key, value in sources.entries:
        body = mapping(value, f"`{key.value}`", report, "give it at least a `title:`")
        # An entry that could not be used still says that the file is known.
        yield (
            _entry(key, Fields(body, "a source", _FIELDS, report), report)
            if body
            else Entry(file=key.value, where=key.where, title="")
        )


def _entry(key: Text, fields: Fields, report: Report) -> Entry:
    listed, rows = fields.get("listed"), fields.get("rows")
    return Entry(
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
        tags=read_renamings(fields.get("tags"), report),
    )


def _hosts(fields: Fields, report: Report) -> Iterator[tuple[str, str]]:
    node = fields.get("hosts")
    if node is None:
        return
    hosts = mapping(node, "`hosts`", report, "write `look.alike.example: true.example` lines below it")
    for key, value in hosts.entries if hosts else ():
        wrong = next((word for word in (key, value) if not _is_host(word)), None)
        if isinstance(value, Text) and value.value == key.value:
            wrong = value
        if isinstance(value, Text) and wrong is None:
            yield key.value, value.value
        elif wrong is not None and not isinstance(wrong, Broken):
            hint = "write `look.alike.example: true.example`, without http://"
            error(report, "wrong-shape", wrong.where, "this is not the name of a host", hint)


def _is_host(node: Node) -> bool:
    return isinstance(node, Text) and _HOST.fullmatch(node.value) is not None
