"""The parts that the schemas of the library are made of: a text, a choice, a mapping of names."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from ..catalog.enrichment import CERTAIN, KINDS
from ..catalog.stated_facts import STATED

Schema = Mapping[str, object]

SLUG = r"^(?!index$)[a-z0-9-]+$"
URL = r'^[Hh][Tt][Tt][Pp][Ss]?://[^\s<>"\\/?#][^\s<>"\\]*$'
DATE = r"^(\d{4}(-\d{2}(-\d{2})?)?)?$"
HOST = r"^[a-z0-9-]+(\.[a-z0-9-]+)+$"
WORD: Schema = {"type": ["string", "number"]}  # the library keeps text as text; an editor takes 2024 for a number


def fields_of(description: str, properties: Mapping[str, Schema], *, required: Iterable[str] = ()) -> Schema:
    """Return a mapping with these fields and no others."""
    return {
        **({"description": description} if description else {}),
        "type": "object",
        "properties": properties,
        **({"required": list(required)} if required else {}),
        "additionalProperties": False,
    }


def named(description: str, each: str, known: Mapping[str, str]) -> Schema:
    """Return a mapping of names to one definition; the names known today are completed with what they mean."""
    definition = {"$ref": f"#/$defs/{each}"}
    return {
        "description": description,
        "type": "object",
        "properties": {name: {"description": meaning, **definition} for name, meaning in known.items()},
        "additionalProperties": definition,
    }


def a_text(description: str, *, blank: bool = True) -> Schema:
    """Return a text, or one that must not be blank."""
    return {"description": description, **WORD, **({} if blank else {"pattern": r"\S"})}


def a_pattern(description: str, pattern: str) -> Schema:
    """Return a text that matches a regular expression."""
    return {"description": description, "type": "string", "pattern": pattern}


def a_slug(description: str) -> Schema:
    """Return a word that becomes part of an address."""
    return {"description": description, **WORD, "pattern": SLUG}


def some_words(description: str, word: Schema) -> Schema:
    """Return a word, or a list of them."""
    return {"description": description, "anyOf": [word, {"type": "array", "items": word, "uniqueItems": True}]}


def one_of(description: str, meanings: Mapping[str, str], wrong: str = "") -> Schema:
    """Return one of these words, `wrong` telling what to do about others; digits may be read as the number."""
    numbers = {int(word): meaning for word, meaning in meanings.items() if word.isdecimal() and str(int(word)) == word}
    message = {"errorMessage": wrong} if wrong else {}
    return {
        "description": description,
        "enum": [*meanings, *numbers],
        "enumDescriptions": [*meanings.values(), *numbers.values()],
        **message,
    }


def stated() -> dict[str, Schema]:
    """Return the fields in which the curator overrules the sources, or tells which rows are one paper."""
    other = "the key or the address of another paper, or `slug@file:position` for a row"
    return {
        "title": a_text("The title as it is shown; key and address stay those of the sources."),
        "authors": {
            "description": "The authors in their order; `Family, Given` says which is the family name.",
            "type": "array",
            "items": {
                "anyOf": [
                    {**a_text("A name.", blank=False)},
                    fields_of(
                        "A name that is one piece, such as an institution.",
                        {"name": a_text("The whole name.", blank=False)},
                        required=("name",),
                    ),
                ]
            },
        },
        "published": {"description": "When it was published: YYYY, YYYY-MM or YYYY-MM-DD.", **WORD, "pattern": DATE},
        "venue": a_text("Where it was published: a journal, a conference, a publisher."),
        "doi": {"description": "Its DOI, or an empty text if it has none.", **WORD},
        "arxiv": {"description": "Its arXiv identifier, or an empty text if it has none.", **WORD},
        "same_as": some_words(f"It is one paper with this one: {other}.", WORD),
        "not_same_as": some_words(f"It is another paper than this one: {other}.", WORD),
    }


def some_links() -> Schema:
    """Return the field of addresses; its items are what `a_link` describes, under `$defs`."""
    return {
        "description": "Addresses that belong to the paper.",
        "type": "array",
        "items": {"$ref": "#/$defs/link"},
    }


def a_link() -> Schema:
    """Return one address of a paper."""
    return {
        "description": "An address, or {rel, url}.",
        "anyOf": [
            a_pattern("An address that begins with http:// or https://.", URL),
            fields_of(
                "An address, and what is there.",
                {"rel": a_text("What is there: code, video, …"), "url": a_pattern("The address.", URL)},
                required=("url",),
            ),
        ],
    }


def proposals() -> Schema:
    """Return the schema of enrichment.yml."""
    facts = stated()
    proposal = fields_of(
        "Facts that were found elsewhere for one paper.",
        {
            "accept": {
                "description": "Your decision: true if it is the same paper, false if not; nothing while it is open.",
                "enum": [True, False, None, ""],
            },
            "found": a_text("The title that was found: compare it with that of the paper."),
            "score": {
                "description": f"How well they match, from 0 to 1; below {CERTAIN} nothing is used.",
                "type": ["number", "string"],
                "minimum": 0,
                "maximum": 1,
                "pattern": r"^(0(\.\d{1,4})?|1(\.0{1,4})?)$",
            },
            "because": a_text("What the score is made of."),
            "kind": {"description": "What it is, in a word of CSL.", "enum": [*KINDS, ""]},
            **{name: facts[name] for name in STATED},
            "links": some_links(),
        },
    )
    return {
        **named("What `reading-list enrich` found, keyed by the slug of each paper.", "proposal", {}),
        "type": ["object", "null"],
        "$defs": {"proposal": proposal, "link": a_link()},
    }
