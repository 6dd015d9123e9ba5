"""The files under `/api/v1/`: tables of papers, tags, paths and listings, their index, shards and JSON Schemas.

Shards are for programs that read a little at a time, or only what changed: `/api/v1/papers/1.json` and so on, with an
index of them. The whole table is there too.

The schemas lie in `v1/`, with the paths that they have on the site. That of a table is the list of its fields, with
type and description; here are their values, and a test compares the tables of `docs/guide/programs.md` with it. Within
version 1, fields are only added. Other schemas are of the library's YAML files, so that editors complete and explain.
To them, the tags, papers, listings and paths of the catalog are added, with what each means. `enumDescriptions` and
`errorMessage` are keywords of editors, which a validator ignores.
"""

import hashlib
import json
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import partial
from itertools import chain, repeat
from pathlib import Path
from typing import Any, TypeVar
from zlib import crc32

from ...catalog.model import Catalog, Listing, Paper, ReadingPath, Tag
from ...catalog.vocabulary import with_broader
from ...sources.model import Preprint
from ...storage.cache import compact_json
from ..context import Context
from ..page import Page, json_file

FOLDER = "api/v1"
INDEX = "index"
_TABLES = ("papers", "tags", "paths", "listings")

_FILES = Path(__file__).parent / "v1"
_LIBRARY = ("sources", "tags", "curation", "paths", "enrichment")

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
_OF_PUBLICATION = ("volume", "number", "pages", "publisher", "edition", "series", "isbn", "issn")
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
    ordered = sorted(things, key=lambda thing: thing.slug)
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


def api_schemas() -> Iterator[Page]:
    """Yield `<name>.schema.json` of each table, of the index, and of the index of the shards of any table."""
    for name in (INDEX, "shards", *_TABLES):
        yield _page(name, read_schema(name))


def table_descriptions() -> dict[str, str]:
    """Return the description of each table by its name."""
    return {name: read_schema(name)["description"] for name in _TABLES}


def schema_pages(context: Context) -> Iterator[Page]:
    """Yield `sources.schema.json`, `tags.schema.json` and so on, one for each YAML file of the library."""
    sources, tags, curation, paths, enrichment = (read_schema(f"library/{name}") for name in _LIBRARY)
    catalog, known_tags = context.catalog, context.catalog.vocabulary.tags
    files = {one.file.rpartition("/")[2]: f"{one.title}: {one.rows} rows." for one in catalog.listings}
    tag = _choices(_tag_words(catalog))
    sources["properties"]["sources"]["properties"] = _entries("source", files)
    sources["$defs"]["tag"] |= tag
    tags["properties"] = _entries("facet", {facet.slug: facet.title for facet in catalog.vocabulary.facets})
    tags["$defs"]["broader"] |= _choices({slug: known_tags[slug].name for slug in sorted(known_tags)})
    curation["properties"] = _entries("paper", {paper.key: paper.title_plain for paper in catalog.papers.values()})
    curation["$defs"]["tag"] |= tag
    paths["properties"] = _entries("path", {path.slug: path.title for path in catalog.paths})
    paths["$defs"]["paper"] |= _choices(_paper_words(catalog))
    for name, schema in zip(_LIBRARY, (sources, tags, curation, paths, enrichment), strict=True):
        yield _page(f"library/{name}", schema)


def read_schema(name: str) -> dict[str, Any]:
    """Return the schema of a file, such as `papers` or `library/tags`."""
    loaded: dict[str, Any] = json.loads((_FILES / f"{name}.schema.json").read_bytes())
    return loaded


def _page(name: str, schema: dict[str, Any]) -> Page:
    return json_file(f"{FOLDER}/{name}.schema.json", schema)


def _entries(definition: str, meanings: Mapping[str, str]) -> dict[str, dict[str, str]]:
    """Return the properties of a mapping whose keys are known, all of one definition."""
    reference = {"$ref": f"#/$defs/{definition}"}
    return {name: {"description": meaning, **reference} for name, meaning in meanings.items()}


def _choices(meanings: Mapping[str, str]) -> dict[str, list[Any]]:
    """Return an enumeration of words with their meanings; YAML reads a word of digits as a number, so it has both."""
    numbers = {int(word): meaning for word, meaning in meanings.items() if word.isdecimal() and str(int(word)) == word}
    return {"enum": [*meanings, *numbers], "enumDescriptions": [*meanings.values(), *numbers.values()]}


def _tag_words(catalog: Catalog) -> dict[str, str]:
    """Return the words that may stand under `tags` with their meanings: tags, then aliases, then former names."""
    vocabulary, tags = catalog.vocabulary, catalog.vocabulary.tags
    return {
        **{slug: f"{tags[slug].name}. {tags[slug].description}".strip() for slug in sorted(tags)},
        **{word: f"An alias: write {vocabulary.aliases[word]}." for word in sorted(vocabulary.aliases)},
        **{word: f"A former name: write {vocabulary.formerly[word]}." for word in sorted(vocabulary.formerly)},
    }


def _paper_words(catalog: Catalog) -> dict[str, str]:
    """Return the title of each paper by its address, then by its former ones."""
    papers = catalog.papers.values()
    former = {old: paper.slug for paper in papers for old in {*paper.formerly, paper.key} - {paper.slug}}
    return {
        **{paper.slug: paper.title_plain for paper in papers},
        **{old: f"A former address: write {former[old]}." for old in sorted(former) if "@" not in old},
    }
