"""A large table of the catalogue in shards: `/api/v1/papers/1.json` and so on, each small, with an index of them.

The whole stays where it is; a program that wants little at a time, or only what changed, reads shards.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import chain, repeat
from zlib import crc32

from generator.pages.api_fields import VERSION
from generator.pages.api_schemas import FOLDER, INDEX
from generator.pages.page import Page

LARGEST = 2_000_000
"""Bytes of a file that comes alone, and of a shard; one row alone may have more."""

_ROOM = 100  # bytes of a shard before and after its rows, at most …
_BETWEEN = 2  # … and between two of them
_ONE_IN = 32


@dataclass(frozen=True, slots=True, kw_only=True)
class Table:
    """Rows of one kind sorted by slug, each as one line of JSON."""

    name: str
    slugs: tuple[str, ...]
    lines: tuple[bytes, ...]


def whole(name: str, rows: str, lines: Sequence[bytes]) -> Page:
    """Return one file: a JSON object with a row a line, so that a change of one paper is a change of one line."""
    head = f'{{"version":{VERSION},"count":{len(lines)},"{rows}":['.encode()
    between = chain((b"\n",), repeat(b",\n"))  # joined in one go: of a large library, a copy more is much
    data = b"".join((head, *chain.from_iterable(zip(between, lines, strict=False)), b"]}\n"))
    return Page(path=f"{FOLDER}/{name}.json", data=data)


def one_a_line(name: str, lines: Sequence[bytes]) -> Page:
    """Return the rows and nothing around them, one a line."""
    return Page(path=f"{FOLDER}/{name}.ndjson", data=b"".join(chain.from_iterable(zip(lines, repeat(b"\n")))))


def shards(table: Table) -> Iterator[Page]:
    """Yield the shards of a table, each as an object and as one row a line, and at last their index."""
    rows = []
    for number, part in enumerate(cut(table), 1):
        name, slugs, lines = f"{table.name}/{number}", table.slugs[part], table.lines[part]
        shard, plain = whole(name, table.name, lines), one_a_line(name, lines)
        yield from (shard, plain)
        about = {"count": len(lines), "first": slugs[0], "last": slugs[-1]}
        schema = {"schema": f"../{table.name}.schema.json"}
        rows.append({**_file(shard), **schema, **about, "lines": _file(plain)})
    index = {"version": VERSION, "count": len(table.lines), "shards": rows}
    text = json.dumps(index, ensure_ascii=False, separators=(",", ":"))
    yield Page(path=f"{FOLDER}/{table.name}/{INDEX}.json", data=f"{text}\n".encode())


def _file(page: Page) -> dict[str, object]:
    address = page.path.rpartition("/")[2]
    return {"url": address, "bytes": len(page.data), "sha256": hashlib.sha256(page.data).hexdigest()}


def cut(table: Table) -> Iterator[slice]:
    """Yield the rows of each shard. Where one ends follows from slugs alone, once it is half full.

    So one row more or less changes one shard, or few: the others begin and end at the slugs they did.
    """
    start = size = 0
    for at, (slug, line) in enumerate(zip(table.slugs, table.lines, strict=True)):
        more = len(line) + _BETWEEN
        full = size + more > LARGEST - _ROOM
        if at > start and (full or (size > LARGEST // 2 and crc32(slug.encode()) % _ONE_IN == 0)):
            yield slice(start, at)
            start, size = at, 0
        size += more
    yield slice(start, len(table.lines))
