"""What each field under `/api/v1/` holds: the one table that the schemas are made of.

A field is there in every row: what is not known is `null`, and what there is none of is an empty list or text. A new
field of a file is written in `api.py` and gets its line here and in `docs/guide/programs.md`; a test compares the
three. What stands here is a promise: within version 1, fields are only added.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping

from ..page import Page
from ..schema_parts import Schema
from ..schemas import DRAFT

VERSION = 1

SLUG = r"^[a-z0-9-]+$"
DATE = r"^\d{4}(-\d{2}(-\d{2})?)?$"


def text(description: str, **more: object) -> Schema:
    """Return a text."""
    return {"description": description, "type": "string", **more}


def number(description: str, kind: str = "integer", **more: object) -> Schema:
    """Return a number of at least 0."""
    return {"description": description, "type": kind, "minimum": 0, **more}


def flag(description: str) -> Schema:
    """Return true or false."""
    return {"description": description, "type": "boolean"}


def known(schema: Schema) -> Schema:
    """Return what a schema takes, or null for what is not known."""
    return {**schema, "type": [schema["type"], "null"]}


def some(description: str, each: Schema) -> Schema:
    """Return a list, which may be empty."""
    return {"description": description, "type": "array", "items": each}


def row(description: str, fields: Mapping[str, Schema]) -> Schema:
    """Return an object with all of these fields; others may be added to it."""
    return {"description": description, "type": "object", "properties": fields, "required": list(fields)}


def slug(description: str) -> Schema:
    """Return the last part of an address."""
    return text(description, pattern=SLUG)


def day(description: str) -> Schema:
    """Return a day, or null."""
    return known(text(description, format="date"))


_SCORE = number("From 0 to 1; a program of the site worked it out.", "number", maximum=1)
_BECAUSE = some("Words of the paper that speak for it.", text("A word or a phrase."))

_SHA256 = text("The SHA-256 of its bytes: it tells whether the file changed.", pattern="^[0-9a-f]{64}$")

PAPER = row(
    "One paper, however often it was listed.",
    {
        "slug": slug("Its name in all data, and the last part of its address, `/papers/<slug>/`."),
        "formerly": some("Slugs that it had before; their addresses send visitors on.", slug("A former slug.")),
        "title": text("The title as the source has it, perhaps with TeX."),
        "title_plain": text("The title without TeX."),
        "abstract": text("The abstract as the page shows it; mathematics stands in dollars."),
        "abstract_source": text("The abstract as received."),
        "tldr": known(text("A curator's summary in one sentence; null where nobody has written one.")),
        "tags": some("The tags that curators gave it, the most central first.", slug("The slug of a tag.")),
        "tags_with_broader": some("These tags and all that are above them, sorted.", slug("The slug of a tag.")),
        "suggested_tags": some(
            "Tags that it probably deserves, the most probable first; no curator has looked at them.",
            row(
                "A suggestion.",
                {
                    "tag": slug("The slug of the tag."),
                    "score": _SCORE,
                    "because": _BECAUSE,
                    "shown": flag("Whether it is probable enough for a page of the site."),
                },
            ),
        ),
        "authors": some("The names of its authors in their order; empty where no source names them.", text("A name.")),
        "year": known(
            {
                "description": "The year to cite it by: of the venue if that names one, or of `published`.",
                "type": "integer",
            }
        ),
        "published": known(text("The day, month or year of its first version, perhaps a preprint.", pattern=DATE)),
        "venue": known(text("Where it was published, in the words of a source.")),
        "doi": known(text("Its DOI, bare and in lower case.", pattern=r"^10\.\S+$")),
        "arxiv": known(text("Its arXiv identifier, without a version.", pattern=r"^\S+$")),
        "keywords": some("Words that its sources say it is about; they are no tags.", text("A word or a phrase.")),
        "conflicts": some(
            "Facts on which its sources differ.",
            row(
                "A fact.",
                {
                    "field": text("Which fact."),
                    "settled": flag("Whether a curator has settled it."),
                    "values": some(
                        "What each source says.",
                        row(
                            "One of them.",
                            {
                                "value": text("The value."),
                                "source": text("The `source` of the listing."),
                                "position": number("The place there; the first is 1.", minimum=1),
                            },
                        ),
                    ),
                },
            ),
        ),
        "links": some(
            "Addresses that belong to it, each once.",
            row(
                "An address.",
                {
                    "rel": text("What is there: `code`, `doi`, a curator's word …; `link` where nobody said."),
                    "url": text("The address."),
                },
            ),
        ),
        "appearances": some(
            "Where listings show it, the most trusted listing first.",
            row(
                "A place in a listing.",
                {
                    "source": text("The `source` of the listing."),
                    "position": number("Its place there; the first is 1.", minimum=1),
                    "listed": day("The day on which it was listed."),
                },
            ),
        ),
        "first_listed": day("The earliest day on which it was listed."),
        "related": some(
            "Papers that are near to it, the nearest first.",
            row(
                "A related paper.",
                {
                    "slug": slug("The slug of the other paper."),
                    "score": _SCORE,
                    "because": some("Words that stand in both papers.", text("A word or a phrase.")),
                },
            ),
        ),
        "paths": some("The reading paths that it is on.", slug("The slug of a path.")),
    },
)

TAG = row(
    "One word of the vocabulary.",
    {
        "slug": slug("The last part of its address: its page is `/tags/<slug>/`."),
        "name": text("What visitors read."),
        "description": text("One sentence: what a paper with this tag is about; it may be empty."),
        "facet": slug("The slug of the group of tags that it stands in."),
        "aliases": some("Other words for it.", text("A word.")),
        "formerly": some("Slugs that it had before; their addresses send visitors on.", slug("A former slug.")),
        "broader": some("The tags right above it.", slug("The slug of a tag.")),
        "papers": number("How many papers carry it."),
        "papers_with_narrower": number("How many papers carry it or a tag below it."),
    },
)

PATH = row(
    "Papers in an order worth reading them in.",
    {
        "slug": slug("The last part of its address: its page is `/paths/<slug>/`."),
        "title": text("Its name."),
        "description": text("For whom it is, and where it leads; it may be empty."),
        "papers": some(
            "Its papers, in the order in which to read them.",
            row(
                "A step.",
                {"slug": slug("The slug of a paper."), "note": text("Why to read it here; it may be empty.")},
            ),
        ),
    },
)

LISTING = row(
    "A file of papers as some page listed them.",
    {
        "slug": slug("The last part of its address: its page is `/listings/<slug>/`."),
        "source": text("The name of its file without the suffix, to which `appearances` refer."),
        "title": text("Its name."),
        "listed": day("The day on which it was published; where papers have days of their own, the newest."),
        "year_inferred": flag("Whether a curator worked out the year of that day."),
        "url": text("The page it came from; empty where nobody has written it down."),
        "rows": number("How many papers it lists, those included that this site hides."),
        "papers": some(
            "Its papers in its order, those left out that this site hides.",
            row(
                "A row.",
                {
                    "position": number("Its place; the first is 1.", minimum=1),
                    "slug": slug("The slug of the paper."),
                },
            ),
        ),
    },
)

FILE = row(
    "A file under `/api/v1/`.",
    {
        "url": text("Its address, as seen from this file."),
        "type": text("Its media type."),
        "schema": text("The address of its schema, as seen from this file; of JSON Lines, that of each line."),
        "count": number("How many rows it has, or its shards have together."),
        "bytes": number("How long it is, before a server compresses it."),
        "sha256": _SHA256,
    },
)

SHARD = row(
    "A file with some rows of a large table.",
    {
        "url": text("Its address, as seen from this file."),
        "bytes": number("How long it is, before a server compresses it."),
        "sha256": _SHA256,
        "schema": text("The address of its schema, as seen from this file: that of the whole."),
        "count": number("How many rows it has.", minimum=1),
        "first": slug("The slug of its first row."),
        "last": slug("The slug of its last row."),
        "lines": row(
            "The same rows as JSON Lines.",
            {
                "url": text("The address of that file, as seen from this one."),
                "bytes": number("How long it is, before a server compresses it."),
                "sha256": _SHA256,
            },
        ),
    },
)

TABLES: Mapping[str, tuple[str, Schema]] = {
    "papers": ("Every paper of the reading list, sorted by slug.", PAPER),
    "tags": ("Every tag of the vocabulary, sorted by slug.", TAG),
    "paths": ("Every reading path, sorted by slug.", PATH),
    "listings": ("Every listing, sorted by slug.", LISTING),
}
"""The tables: what each lists, and its rows."""


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
