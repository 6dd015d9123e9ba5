"""Reads the names of authors: in parts, one by one, or in a sentence."""

from __future__ import annotations

import re
from collections.abc import Iterable

from generator.sources.record import Author
from generator.sources.values import Value, fields_of, items_of, plain

_AND = re.compile(r",?\s+(?:and|&)\s+", re.IGNORECASE)
_OTHERS = re.compile(r"(?:^|[,\s]+)(?:and\s+)?(?:others|et\.?\s+al\.?)$", re.IGNORECASE)
_SUFFIX = re.compile(r"(?:Jr|Sr)\.?|I{2,3}|IV")
_PARTS = 2  # a family name and a given name
_INSTITUTIONS = (
    r"(?:(?:Inc|Ltd|LLC|GmbH|Corp)\b\.?|(?:University|Institute|Ministry|Department|Committee|Consortium"
    r"|Collaboration|Team|Group)\b)"
)
"""Words that begin or end what can only be an institution. The list is short on purpose: no word is a person's name."""
_BEGINS = re.compile(rf"{_INSTITUTIONS}\s", re.IGNORECASE)
_ENDS = re.compile(rf".*[\s,]{_INSTITUTIONS}", re.IGNORECASE)


def person(family: str, given: str = "", suffix: str = "") -> Author | None:
    """Return an author whose name came in parts; with one part alone it is one piece that nobody may split."""
    whole = " ".join(filter(None, [family, suffix]))
    if not whole:
        return Author(name=given) if given else None
    name = " ".join(filter(None, [given, whole]))
    return Author(name=name, family=whole, given=given, suffix=suffix if family and given else "")


def named(text: str) -> Author | None:
    """Return the author of a name that stands alone: `Li, Bo`, or `Bo Li`, which is left in one piece.

    An institution with a comma in its name, such as `Foo, Inc.`, is one piece as well.
    """
    parts = [part.strip() for part in text.split(",")]
    if _is_institution(parts):
        return person(text)
    if len(parts) == _PARTS and parts[1] and _SUFFIX.fullmatch(parts[1]):
        return Author(name=f"{parts[0]} {parts[1]}")
    if len(parts) == _PARTS and all(parts):
        return person(parts[0], parts[1])
    return Author(name=text) if text and not _OTHERS.fullmatch(text) else None


def _is_institution(parts: list[str]) -> bool:
    """Tell whether a name with one comma is surely no person's: `Team, Gemini` may still be a name turned round."""
    if len(parts) != _PARTS or not all(parts):
        return False
    before, behind = parts
    if " and " in behind or _BEGINS.match(before):
        return True
    return any(map(_ENDS.fullmatch, (before, f" {behind}")))


def people(value: Value) -> tuple[Author, ...]:
    """Return the authors of a list (texts, or mappings with their parts), or of one text that lists them."""
    if isinstance(value, str):
        return _known(map(named, _parted(_OTHERS.sub("", plain(value)))))
    return _known(_one(item) for item in items_of(value))


def _known(authors: Iterable[Author | None]) -> tuple[Author, ...]:
    return tuple(author for author in authors if author is not None)


def _one(item: Value) -> Author | None:
    if isinstance(item, str):
        return named(plain(item))
    fields = {name.casefold().replace("_", "").replace("-", ""): plain(part) for name, part in fields_of(item).items()}
    if fields.get("literal"):
        return person(fields["literal"])
    family = next((fields[name] for name in ("family", "last", "lastname", "surname") if fields.get(name)), "")
    given = next((fields[name] for name in ("given", "first", "firstname", "forename") if fields.get(name)), "")
    if family:
        particles = (fields.get(f"{kind}particle", "") for kind in ("dropping", "nondropping"))
        return person(" ".join(filter(None, [*particles, family])), given, fields.get("suffix", ""))
    name = next((fields[name] for name in ("name", "fullname", "author") if fields.get(name)), given)
    return _whole(name) if fields.keys() == {"name"} else named(name)


def _whole(name: str) -> Author | None:
    """Return the author of a mapping that has a name and nothing else: a comma is part of the name."""
    author = named(name)
    return Author(name=name) if author is not None and author.name != name else author


def _parted(text: str) -> list[str]:
    """Return the names of a text: parted by `;`, by `and`, or by commas where a comma does not part a name itself."""
    if ";" in text:
        return [name.strip() for name in text.split(";")]
    spoken = _AND.split(text)
    inverted = [name.count(",") == 1 for name in spoken]
    if all(inverted) and (len(spoken) > 1 or _is_inverted(text)):
        return spoken
    names = [name.strip() for part in spoken for name in _SUFFIX_COMMA.sub(r" \1", part).split(",")]
    single = sum(" " not in name for name in names)
    return names if len(names) == 1 or single * 2 <= len(names) else []  # else they may be parts of names


_SUFFIX_COMMA = re.compile(rf",\s+({_SUFFIX.pattern})(?=\s*(?:,|$))")


def _is_inverted(text: str) -> bool:
    """Tell whether a text with one comma is one name, its family first, rather than two names."""
    family = text.partition(",")[0].strip()
    return " " not in family or family[0].islower()
