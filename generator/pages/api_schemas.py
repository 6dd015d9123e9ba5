"""JSON Schemas of the files under `/api/v1/`, made of the table in `api_fields`, each beside its file."""

from __future__ import annotations

import json
from collections.abc import Iterator

from generator.pages.api_fields import FILE, SHARD, TABLES, VERSION
from generator.pages.page import Page
from generator.pages.schema_parts import Schema
from generator.pages.schemas import DRAFT

FOLDER = "api/v1"
INDEX = "index"


def api_schemas() -> Iterator[Page]:
    """Yield `<name>.schema.json` of each table, of the index, and of the index of the shards of any table."""
    yield _schema(INDEX, "files", "Every file of the catalogue, with its schema.", FILE)
    about = "The shards of a table that is large, in its order; `count` is that of their rows."
    yield _schema("shards", "shards", about, SHARD, title=f"/{FOLDER}/<table>/{INDEX}.json")
    for name, (description, each) in TABLES.items():
        yield _schema(name, name, description, each)


def _schema(name: str, rows: str, description: str, each: Schema, *, title: str = "") -> Page:
    """Return the schema of a file that lists `rows`; the definition `row` is that of each of them."""
    schema = {
        "$schema": DRAFT,
        "title": title or f"/{FOLDER}/{name}.json",
        "description": description,
        "type": "object",
        "properties": {
            "version": {"description": "Within one version, fields are only added.", "const": VERSION},
            "count": {"description": "How many rows there are.", "type": "integer", "minimum": 0},
            rows: {"description": description, "type": "array", "items": {"$ref": "#/$defs/row"}},
        },
        "required": ["version", "count", rows],
        "$defs": {"row": each},
    }
    text = json.dumps(schema, ensure_ascii=False, separators=(",", ":"))
    return Page(path=f"{FOLDER}/{name}.schema.json", data=f"{text}\n".encode())
