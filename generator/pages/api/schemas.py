"""JSON Schemas: of the files under `/api/v1/`, and of the library's YAML files, so that editors complete and explain.

The schemas lie in `v1/`, with the paths that they have on the site. To those of the library this module adds the tags,
papers, listings and paths of the catalog, with what each means. `enumDescriptions` and `errorMessage` are keywords of
editors, which a validator ignores.

The schema of a table is the list of its fields, with type and description; `tables.py` has their values, and a test
compares the tables of `docs/guide/programs.md` with it. Within version 1, fields are only added.
"""

import json
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from ...catalog.model import Catalog
from ..context import Context
from ..page import Page, json_file

FOLDER = "api/v1"
INDEX = "index"
_TABLES = ("papers", "tags", "paths", "listings")

_FILES = Path(__file__).parent / "v1"
_LIBRARY = ("sources", "tags", "curation", "paths", "enrichment")


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
