"""The tables under `/api/v1/`: papers, tags, paths and listings, the index of the files, and shards of large tables.

Shards are for programs that read a little at a time, or only what changed: `/api/v1/papers/1.json` and so on, with an
index of them. The whole table is there too.
"""

import hashlib
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import partial
from itertools import chain, repeat
from operator import attrgetter
from typing import Any, TypeVar
from zlib import crc32

from ...catalog.model import Listing, Paper, ReadingPath, Tag
from ...catalog.vocabulary import with_broader
from ...sources.model import Preprint
from ...storage.cache import compact_json
from ..context import Context
from ..page import Page, json_file
from .schemas import FOLDER, INDEX, api_schemas, read_schema

_Row = Mapping[str, object]
_T = TypeVar("_T", Paper, Tag, ReadingPath, Listing)

_Fields = tuple[tuple[str, "_Fields"], ...]
_VERSION = 1
"""The version of the files; the schemas name it too."""

LARGEST = 5_000_000
"""The largest size in bytes of a table without shards, and of a shard of more than one row.

Compressed, it is about one megabyte, which a program fetches in a second.
"""

_AROUND = 100  # bytes of a shard before and after its rows, at most …
_BETWEEN = 2  # … and between two of them
_OF_PUBLICATION = ("volume", "number", "pages", "publisher", "edition")
_ONE_IN = 32  # the share of slugs after which a shard may end


@dataclass(frozen=True, slots=True, kw_only=True)
class Table:
    """The rows of one table, sorted by slug, each as one line of JSON."""

    name: str
    slugs: tuple[str, ...]
    lines: tuple[bytes, ...]


def table_file(name: str, rows: str, lines: Sequence[bytes]) -> Page:
    """Return a JSON object with one row a line, so that a change of one paper changes one line."""
    return Page(path=f"{FOLDER}/{name}.json", make=partial(_joined, rows, lines))


def _joined(rows: str, lines: Sequence[bytes]) -> bytes:
    head = f'{{"version":{_VERSION},"count":{len(lines)},"{rows}":['.encode()
    between = chain((b"\n",), repeat(b",\n"))  # joined once: copies of a large table take time
    return b"".join((head, *chain.from_iterable(zip(between, lines, strict=False)), b"]}\n"))


def _shard_files(table: Table) -> Iterator[Page]:
    """Yield the shards of a table and then their index."""
    rows = []
    for number, part in enumerate(split(table), 1):
        slugs = table.slugs[part]
        shard = table_file(f"{table.name}/{number}", table.name, table.lines[part])
        yield shard
        about = {"count": len(slugs), "first": slugs[0], "last": slugs[-1]}
        rows.append({"url": f"{number}.json", **_seal(shard.data), "schema": f"../{table.name}.schema.json", **about})
    index = {"version": _VERSION, "count": len(table.lines), "shards": rows}
    yield json_file(f"{FOLDER}/{table.name}/{INDEX}.json", index)


def _seal(data: bytes) -> _Row:
    return {"bytes": len(data), "sha256": hashlib.sha256(data).hexdigest()}


def split(table: Table) -> Iterator[slice]:
    """Yield the rows of each shard. Once a shard is half full, only the slugs decide where it ends.

    So one row more or less changes only a few shards; the others begin and end at the same slugs.
    """
    start = size = 0
    for at, (slug, line) in enumerate(zip(table.slugs, table.lines, strict=True)):
        more = len(line) + _BETWEEN
        full = size + more > LARGEST - _AROUND
        if at > start and (full or (size > LARGEST // 2 and crc32(slug.encode()) % _ONE_IN == 0)):
            yield slice(start, at)
            start, size = at, 0
        size += more
    yield slice(start, len(table.lines))


def api_pages(context: Context) -> Iterator[Page]:
    """Yield a file for each table, the index of these files, and their schemas.

    A large table has shards too; the index lists the index of these.
    """
    files: list[_Row] = []
    for table in _tables(context):
        page = table_file(table.name, table.name, table.lines)
        yield page
        files.append(_file(table, page.path, data := page.data, table.name))
        if len(data) > LARGEST:
            *shards, index = _shard_files(table)
            yield from (*shards, index)
            files.append(_file(table, index.path, index.data, "shards"))
    yield table_file(INDEX, "files", tuple(map(_line, files)))
    yield from api_schemas()


def _tables(context: Context) -> Iterator[Table]:
    """Yield the papers, tags, paths and listings; what is no attribute of them has its value here."""
    catalog, usage = context.catalog, context.insights.usage
    yield _table("papers", catalog.papers.values(), lambda paper: _of_paper(context, paper))
    yield _table(
        "tags",
        catalog.vocabulary.tags.values(),
        lambda tag: {"papers": len(usage.papers[tag.slug]), "papers_with_narrower": len(usage.within[tag.slug])},
    )
    yield _table(
        "paths",
        catalog.paths,
        lambda path: {"papers": [{"slug": step.paper, "note": step.note} for step in path.steps]},
    )
    yield _table(
        "listings",
        catalog.listings,
        lambda listing: {
            "year_inferred": listing.inferred,
            "papers": [{"position": position, "slug": slug} for position, slug in listing.papers],
        },
    )


def _of_paper(context: Context, paper: Paper) -> _Row:
    facts = paper.facts
    preprint = facts.preprint or Preprint()
    return {
        "abstract": paper.abstract_text,
        "tldr": paper.summary if paper.summarized else None,
        "tags_with_broader": sorted(with_broader(paper.tags, context.catalog.vocabulary.tags)),
        "suggested_tags": context.insights.suggestions.get(paper.slug, ()),
        "authors": [author.name for author in facts.authors],
        "year": int(facts.year) if facts.year else None,
        "published": facts.published or None,
        "venue": facts.venue or None,
        "doi": facts.doi or None,
        "arxiv": facts.arxiv or None,
        "type": facts.kind or None,
        **{name: getattr(facts, name) or None for name in _OF_PUBLICATION},
        "editors": [editor.name for editor in facts.editors],
        "preprint_server": preprint.server or None,
        "preprint_id": preprint.identifier or None,
        "preprint_published": preprint.published or None,
        "keywords": facts.keywords,
        "related": context.insights.related.get(paper.slug, ()),
        "paths": [step.slug for step in context.views[paper.slug].steps],
    }


def _table(name: str, things: Iterable[_T], made: Callable[[_T], _Row]) -> Table:
    """Return the table of a name, with a row of each thing: its schema names the fields."""
    fields = _fields(read_schema(name)["$defs"]["row"]["properties"])
    ordered = sorted(things, key=attrgetter("slug"))
    lines = (_line(_row(fields, thing, made(thing))) for thing in ordered)
    return Table(name=name, slugs=tuple(thing.slug for thing in ordered), lines=tuple(lines))


def _fields(properties: Mapping[str, Any]) -> _Fields:
    """Return the names of the properties of a schema, each with the fields of the objects in its list, if it is one."""
    nested = ((name, field.get("items", {}).get("properties")) for name, field in properties.items())
    return tuple((name, _fields(below) if below else ()) for name, below in nested)


def _row(fields: _Fields, thing: object, made: _Row) -> _Row:
    """Return the value of each field: that which is made, or else the attribute of the thing."""
    return {name: _plain(below, made[name] if name in made else getattr(thing, name)) for name, below in fields}


def _plain(fields: _Fields, value: Any) -> object:
    """Return a value as JSON has it: a day as text, the objects of a list with their fields."""
    if fields:
        return [_row(fields, one, one if isinstance(one, dict) else {}) for one in value]
    return value.isoformat() if isinstance(value, date) else value


def _line(row: _Row) -> bytes:
    return compact_json(row).encode()


def _file(table: Table, path: str, data: bytes, schema: str) -> _Row:
    """Return the row of a file in the index. The data are made again when they are written: all take much memory."""
    about = {"url": path.removeprefix(f"{FOLDER}/"), "type": "application/json", "schema": f"{schema}.schema.json"}
    return {**about, "count": len(table.lines), **_seal(data)}
