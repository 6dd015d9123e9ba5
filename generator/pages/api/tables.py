"""The tables under `/api/v1/`: papers, tags, paths and listings, the index of the files, and shards of large tables.

Shards are for programs that read a little at a time, or only what changed: `/api/v1/papers/1.json` and so on, with an
index of them. The whole table is there too.
"""

import hashlib
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import chain, repeat
from zlib import crc32

from ...catalog.model import Conflict, Paper, ReadingPath, Source, Tag
from ...catalog.vocabulary import with_broader
from ...insights.usage import Usage
from ..context import Context, steps_by_paper
from ..page import Page, compact_json, json_file
from .schemas import FOLDER, INDEX, api_schemas

_VERSION = 1
"""The version of the files; the schemas name it too."""

LARGEST = 2_000_000
"""The largest size in bytes of a table without shards, and of a shard of more than one row."""

_AROUND = 100  # bytes of a shard before and after its rows, at most …
_BETWEEN = 2  # … and between two of them
_ONE_IN = 32  # the share of slugs after which a shard may end


@dataclass(frozen=True, slots=True, kw_only=True)
class Table:
    """The rows of one table, sorted by slug, each as one line of JSON."""

    name: str
    slugs: tuple[str, ...]
    lines: tuple[bytes, ...]


def table_file(name: str, rows: str, lines: Sequence[bytes]) -> Page:
    """Return a JSON object with one row a line, so that a change of one paper changes one line."""
    head = f'{{"version":{_VERSION},"count":{len(lines)},"{rows}":['.encode()
    between = chain((b"\n",), repeat(b",\n"))  # joined once: copies of a large table take time
    data = b"".join((head, *chain.from_iterable(zip(between, lines, strict=False)), b"]}\n"))
    return Page(path=f"{FOLDER}/{name}.json", data=data)


def _lines_file(name: str, lines: Sequence[bytes]) -> Page:
    """Return the rows as JSON Lines."""
    return Page(path=f"{FOLDER}/{name}.ndjson", data=b"".join(chain.from_iterable(zip(lines, repeat(b"\n")))))


def _shard_files(table: Table) -> Iterator[Page]:
    """Yield the shards of a table, each as a JSON object and as JSON Lines, and then their index."""
    rows = []
    for number, part in enumerate(split(table), 1):
        name, slugs, lines = f"{table.name}/{number}", table.slugs[part], table.lines[part]
        shard, lines_file = table_file(name, table.name, lines), _lines_file(name, lines)
        yield from (shard, lines_file)
        about = {"count": len(lines), "first": slugs[0], "last": slugs[-1]}
        schema = {"schema": f"../{table.name}.schema.json"}
        rows.append({**_file_facts(shard), **schema, **about, "lines": _file_facts(lines_file)})
    index = {"version": _VERSION, "count": len(table.lines), "shards": rows}
    yield json_file(f"{FOLDER}/{table.name}/{INDEX}.json", index)


def _file_facts(page: Page) -> dict[str, object]:
    address = page.path.rpartition("/")[2]
    return {"url": address, "bytes": len(page.data), "sha256": hashlib.sha256(page.data).hexdigest()}


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


_Row = dict[str, object]


def api_pages(context: Context) -> Iterator[Page]:
    """Yield a file for each table, the papers also as JSON Lines, the index of these files, and their schemas.

    A large table has shards too; the index lists the index of these.
    """
    files: list[_Row] = []
    for table in _tables(context):
        page = table_file(table.name, table.name, table.lines)
        files.append(_file(table, page, "application/json", f"{table.name}.schema.json"))
        yield page
        if len(page.data) > LARGEST:
            for page in _shard_files(table):  # the last is their index
                yield page
            files.append(_file(table, page, "application/json", "shards.schema.json"))
        if table.name == "papers":
            page = _lines_file(table.name, table.lines)
            files.append(_file(table, page, "application/x-ndjson", f"{table.name}.schema.json#/$defs/row"))
            yield page
    yield table_file(INDEX, "files", tuple(map(_line, files)))
    yield from api_schemas()


def _tables(context: Context) -> Iterator[Table]:
    """Yield the papers, tags, paths and listings, each sorted by slug."""
    catalog = context.catalog
    on_paths = steps_by_paper(catalog)
    yield _table("papers", (_paper(context, paper, on_paths.get(paper.slug, ())) for paper in catalog.papers.values()))
    tags = sorted(catalog.vocabulary.tags.values(), key=lambda tag: tag.slug)
    yield _table("tags", (_tag(tag, context.insights.usage) for tag in tags))
    yield _table("paths", map(_path, sorted(catalog.paths, key=lambda path: path.slug)))
    yield _table("listings", map(_listing, sorted(catalog.sources, key=lambda source: source.slug)))


def _paper(context: Context, paper: Paper, steps: Iterable[tuple[ReadingPath, int]]) -> _Row:
    return {
        "slug": paper.slug,
        "formerly": paper.formerly,
        "title": paper.title,
        "title_plain": paper.title_plain,
        "abstract": paper.abstract_text,
        "abstract_source": paper.abstract_source,
        "tldr": paper.summary if paper.summarized else None,
        "tags": paper.tags,
        "tags_with_broader": sorted(with_broader(paper.tags, context.catalog.vocabulary.tags)),
        "suggested_tags": [
            {"tag": suggestion.tag, "score": suggestion.score, "because": suggestion.because, "shown": suggestion.shown}
            for suggestion in context.insights.suggestions.get(paper.slug, ())
        ],
        "authors": [author.name for author in paper.facts.authors],
        "year": int(paper.facts.year) if paper.facts.year else None,
        "published": paper.facts.published or None,
        "venue": paper.facts.venue or None,
        "doi": paper.facts.doi or None,
        "arxiv": paper.facts.arxiv or None,
        "keywords": paper.facts.keywords,
        "conflicts": list(map(_conflict, paper.conflicts)),
        "links": [{"rel": link.rel, "url": link.url} for link in paper.links],
        "appearances": [
            {"source": seen.source, "position": seen.position, "listed": _iso(seen.listed)}
            for seen in paper.appearances
        ],
        "first_listed": _iso(paper.first_listed),
        "related": [
            {"slug": other.slug, "score": other.score, "because": other.because}
            for other in context.insights.related.get(paper.slug, ())
        ],
        "paths": [path.slug for path, _ in steps],
    }


def _conflict(conflict: Conflict) -> _Row:
    values = [{"value": value.value, "source": value.source, "position": value.position} for value in conflict.values]
    return {"field": conflict.field, "settled": conflict.settled, "values": values}


def _tag(tag: Tag, usage: Usage) -> _Row:
    return {
        "slug": tag.slug,
        "name": tag.name,
        "description": tag.description,
        "facet": tag.facet,
        "aliases": tag.aliases,
        "formerly": tag.formerly,
        "broader": tag.broader,
        "papers": len(usage.papers[tag.slug]),
        "papers_with_narrower": len(usage.within[tag.slug]),
    }


def _path(path: ReadingPath) -> _Row:
    return {
        "slug": path.slug,
        "title": path.title,
        "description": path.description,
        "papers": [{"slug": step.paper, "note": step.note} for step in path.steps],
    }


def _listing(source: Source) -> _Row:
    return {
        "slug": source.slug,
        "source": source.source,
        "title": source.title,
        "listed": _iso(source.listed),
        "year_inferred": source.inferred,
        "url": source.url,
        "rows": source.rows,
        "papers": [{"position": position, "slug": slug} for position, slug in source.papers],
    }


def _iso(value: date | None) -> str | None:
    return value.isoformat() if value else None


def _table(name: str, rows: Iterable[_Row]) -> Table:
    written = [(str(row["slug"]), _line(row)) for row in rows]
    return Table(name=name, slugs=tuple(slug for slug, _ in written), lines=tuple(line for _, line in written))


def _line(row: _Row) -> bytes:
    return compact_json(row).encode()


def _file(table: Table, page: Page, kind: str, schema: str) -> _Row:
    """Return the row of a file in the index; `schema` may be a part of a schema file, for each line."""
    return {
        "url": page.path.removeprefix(f"{FOLDER}/"),
        "type": kind,
        "schema": schema,
        "count": len(table.lines),
        "bytes": len(page.data),
        "sha256": hashlib.sha256(page.data).hexdigest(),
    }
