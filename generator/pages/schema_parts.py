"""The parts that the schemas of the library are made of: a text, a choice, a mapping of names."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

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
