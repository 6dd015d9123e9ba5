"""JSON Schemas of the library's YAML files, with the tags and papers of today, so that editors complete and explain.

They say what the readers in `sources` and `catalog` accept; what a schema cannot say (that a date is in the
calendar, that two papers differ) stays with the check. Enumerations carry `enumDescriptions`, and a few rules an
`errorMessage`: both are words of editors, which a validator passes over.
"""

from __future__ import annotations

import json
from collections.abc import Iterator

from ..catalog.curation import LONGEST_TLDR
from ..catalog.model import Catalog, Tag
from .context import Context
from .page import Page
from .schema_parts import (
    HOST,
    URL,
    WORD,
    Schema,
    a_link,
    a_pattern,
    a_slug,
    a_text,
    fields_of,
    named,
    one_of,
    proposals,
    some_links,
    some_words,
    stated,
)

DRAFT = "https://json-schema.org/draft/2020-12/schema"
FOLDER = "api/v1/library"


_NO_TAG = "There was no such tag at the last build: add it to tags.yml first, or use a tag from there."
_NO_PAPER = "There was no such paper at the last build: take the slug in the address of its page."


def schema_pages(site: Context) -> Iterator[Page]:
    """Yield `sources.schema.json`, `tags.schema.json` and so on, one for each file."""
    catalog = site.catalog
    yield _file("sources", _sources(catalog))
    yield _file("tags", _tags(catalog))
    yield _file("curation", _curation(catalog))
    yield _file("paths", _paths(catalog))
    yield _file("enrichment", proposals())


def _source() -> Schema:
    tag = {"$ref": "#/$defs/tag"}
    return fields_of(
        "What is known of one file in sources/.",
        {
            "title": a_text("The name of the listing on the site.", blank=False),
            "listed": a_pattern(
                "The day it was published, YYYY-MM-DD; month and day are those in the file.", r"^\d{4}-\d{2}-\d{2}$"
            ),
            "year": one_of(
                "Where the year comes from.",
                {"stated": "The page gives the year.", "inferred": "The year was concluded; the site says so."},
            ),
            "url": a_pattern("Where the page is.", URL),
            "note": a_text("A remark for the page of the listing."),
            "rows": {
                "description": "How many entries the file has; the check then notices if it was cut off.",
                "type": ["integer", "string"],
                "minimum": 0,
                "maximum": 999_999_999,
                "pattern": r"^[0-9]{1,9}$",
            },
            "tags": {
                "description": "Words of the file that are tags of the library: `Word: slug`, or a list of slugs.",
                "type": "object",
                "additionalProperties": {
                    "description": "A tag, or a list of them; [] passes the word over.",
                    "anyOf": [tag, {"type": "array", "items": tag}, {"type": "null"}],
                },
            },
        },
        required=("title",),
    )


def _sources(catalog: Catalog) -> Schema:
    known = {source.file.rpartition("/")[2]: f"{source.title}: {source.rows} rows." for source in catalog.sources}
    return {
        "description": "What is known of each file in sources/, most trusted first.",
        **fields_of(
            "",
            {
                "sources": named(
                    "One entry for each file, named with its suffix; the upper one wins.", "source", known
                ),
                "hosts": {
                    "description": "Hosts that only pretend to be others, and the true ones.",
                    "type": "object",
                    "propertyNames": {"pattern": HOST},
                    "additionalProperties": a_pattern("The true host, without http://.", HOST),
                },
            },
            required=("sources",),
        ),
        "$defs": {"source": _source(), "tag": one_of("A tag of tags.yml.", _tag_words(catalog), _NO_TAG)},
    }


def _tags(catalog: Catalog) -> Schema:
    tags = catalog.vocabulary.tags
    tag = fields_of(
        "One tag.",
        {
            "name": a_text("What visitors read.", blank=False),
            "description": a_text("One sentence: what a paper with this tag is about."),
            "aliases": some_words("Other words that a curator may write for it.", WORD),
            "formerly": some_words("Names it had before; their addresses send visitors on.", {"$ref": "#/$defs/slug"}),
            "broader": some_words("The tags above it.", {"$ref": "#/$defs/broader"}),
            "match": some_words("Phrases in a title or an abstract that suggest it.", WORD),
            "deprecated": a_text("Why no paper should carry it any more."),
        },
        required=("name",),
    )
    in_facet = {
        "description": "The tags of the facet: a slug, then `{name: …, description: …}`.",
        "type": ["object", "null"],
        "propertyNames": {"$ref": "#/$defs/slug"},
        "additionalProperties": {"$ref": "#/$defs/tag"},
    }
    facet = fields_of(
        "A group of tags that answer one question.",
        {"title": a_text("What visitors read above the tags.", blank=False), "tags": in_facet},
        required=("title",),
    )
    facets = {known.slug: known.title for known in catalog.vocabulary.facets}
    return {
        **named("The vocabulary: every tag a curator may use, by facet.", "facet", facets),
        "minProperties": 1,
        "propertyNames": {"$ref": "#/$defs/slug"},
        "$defs": {
            "facet": facet,
            "tag": tag,
            "broader": one_of("A tag of this file.", {slug: tags[slug].name for slug in sorted(tags)}),
            "slug": a_slug("Small letters a-z, digits and hyphens: part of an address."),
        },
    }


def _paper() -> Schema:
    return fields_of(
        "What the curator says of one paper.",
        {
            "tags": {
                "description": "Tags of tags.yml, most central first; [] means looked at and left without.",
                "type": "array",
                "items": {"$ref": "#/$defs/tag"},
                "uniqueItems": True,
            },
            "tldr": {
                **a_text(f"One sentence of at most {LONGEST_TLDR} characters."),
                "maxLength": LONGEST_TLDR,
            },
            "note": a_text("Any remark for the page of the paper; a blank line begins a paragraph."),
            "links": some_links(),
            "hidden": {"description": "Keeps the paper off the site.", "type": "boolean"},
            "formerly": some_words("Addresses it had before; they send visitors on.", {"$ref": "#/$defs/slug"}),
            "slug": a_slug("Another address than the one made of its title."),
            **stated(),
        },
    )


def _curation(catalog: Catalog) -> Schema:
    return {
        **named("What the curator says of each paper, keyed by its slug.", "paper", _keys(catalog)),
        "patternProperties": {"@": {"$ref": "#/$defs/paper"}},
        # Hidden papers are not in the catalogue: a key that is not known may stand if its paper is hidden.
        "additionalProperties": {
            # One that was joined with another paper, or parted, may stand too.
            "if": {
                "anyOf": [
                    {"properties": {"hidden": {"const": True}}, "required": ["hidden"]},
                    {"required": ["same_as"]},
                    {"required": ["not_same_as"]},
                ]
            },
            "then": {"$ref": "#/$defs/paper"},
            "else": {"type": "null", "errorMessage": _NO_PAPER},
        },
        "$defs": {
            "paper": _paper(),
            "link": a_link(),
            "tag": one_of("A tag of tags.yml.", _tag_words(catalog), _NO_TAG),
            "slug": a_slug("Small letters a-z, digits and hyphens: part of an address."),
        },
    }


def _paths(catalog: Catalog) -> Schema:
    step = {
        "description": "A paper, with the reason to read it here.",
        "anyOf": [
            {"$ref": "#/$defs/paper"},
            fields_of(
                "A paper, with the reason to read it here.",
                {"slug": {"$ref": "#/$defs/paper"}, "note": a_text("The reason to read it here.")},
                required=("slug",),
            ),
        ],
    }
    path = fields_of(
        "A reading path.",
        {
            "title": a_text("The name of the path.", blank=False),
            "description": a_text("For whom it is, and where it leads."),
            "papers": {"description": "The papers, in the order in which to read them.", "type": "array",
                       "items": {"$ref": "#/$defs/step"}},
        },
        required=("title",),
    )  # fmt: skip
    return {
        **named("Reading paths.", "path", {known.slug: known.title for known in catalog.paths}),
        "type": ["object", "null"],
        "propertyNames": a_slug("The address of the path."),
        "$defs": {
            "path": path,
            "step": step,
            "paper": one_of("The slug of a paper.", _paper_words(catalog), _NO_PAPER),
        },
    }


def _keys(catalog: Catalog) -> dict[str, str]:
    """Return the title of each paper by its key in `curation.yml`."""
    return {paper.key: paper.title_plain for paper in catalog.papers.values()}


def _tag_words(catalog: Catalog) -> dict[str, str]:
    """Return what each word means that may stand under `tags`: tags, then aliases, then former names."""
    vocabulary = catalog.vocabulary
    return {
        **{slug: _about(vocabulary.tags[slug]) for slug in sorted(vocabulary.tags)},
        **{word: f"An alias: write {vocabulary.aliases[word]}." for word in sorted(vocabulary.aliases)},
        **{word: f"A former name: write {vocabulary.formerly[word]}." for word in sorted(vocabulary.formerly)},
    }


def _about(tag: Tag) -> str:
    return f"{tag.name}. {tag.description}".strip()


def _paper_words(catalog: Catalog) -> dict[str, str]:
    """Return the title of each paper by its address, then by its former ones."""
    papers = catalog.papers.values()
    former = {old: paper.slug for paper in papers for old in {*paper.formerly, paper.key} - {paper.slug}}
    return {
        **{paper.slug: paper.title_plain for paper in papers},
        **{old: f"A former address: write {former[old]}." for old in sorted(former) if "@" not in old},
    }


def _file(name: str, schema: Schema) -> Page:
    full = {"$schema": DRAFT, "title": f"library/{name}.yml", **schema}
    text = json.dumps(full, ensure_ascii=False, separators=(",", ":"))
    return Page(path=f"{FOLDER}/{name}.schema.json", data=f"{text}\n".encode())
