"""Reads and compares the names of people: in parts, one by one, in a sentence, as RIS writes them."""

import re
import unicodedata
from collections.abc import Iterable

from ..items import Value, fields_of, items_of, plain
from ..model import Author

_AND = re.compile(r",?\s+(?:and|&)\s+", re.IGNORECASE)
OTHERS = re.compile(
    r"(?:(?:^|[,;\s]+)(?:(?:and|&)\s+)?(?:others|et\.?\s+al\.?)|\s*(?:…|\.\.\.))[\s,;]*$", re.IGNORECASE
)
"""Words that stand for more authors and are not names."""
_SUFFIX = re.compile(r"(?:Jr|Sr)\.?|I{2,3}|IV")
_SUFFIX_COMMA = re.compile(rf",\s+({_SUFFIX.pattern})(?=\s*(?:,|$))")
_PARTS = 2  # a family name and a given name
_INSTITUTIONS = (
    r"(?:(?:Inc|Ltd|LLC|GmbH|Corp)\b\.?|(?:University|Institute|Ministry|Department|Committee|Consortium"
    r"|Collaboration|Team|Group)\b)"
)
"""Words at the beginning or end of an institution's name. The list is short, so that no word is a person's name."""
_BEGINS = re.compile(rf"{_INSTITUTIONS}\s", re.IGNORECASE)
_ENDS = re.compile(rf".*[\s,]{_INSTITUTIONS}", re.IGNORECASE)


_EAST_ASIAN = r"\u3400-\u9fff\uf900-\ufaff\U00020000-\U0003ffff々가-힣"  # Chinese characters and Hangul
_FAMILY_FIRST = re.compile(rf"([{_EAST_ASIAN}ぁ-ゖ]+) ?([{_EAST_ASIAN}ぁ-ゖァ-ヺー]+)")
_NOTE_MARKS = re.compile(r"\s*[*∗†‡§¶#⁎⁰¹²³⁴-⁹]+$")
_NUMBERS = re.compile(r"\s*\(\d+\)| 00\d\d\b|(?<=[^\W\d_])\d{1,2}(?:\s*,\s*\d{1,2})*(?=$|\s*(?:[,;&]|and\b))")
"""Numbers of affiliations, right behind a name, and numbers of people: in brackets, or as in DBLP."""
_INITIALS = re.compile(r"(?:[^\W\d_]\.?[\s-]?){1,4}")
_INITIALS_LAST = re.compile(r"(\S.*?) ((?:[^\W\d_]\.?-?){1,3})")


def unmarked(name: str) -> str:
    """Return a name, or a part of one, without the marks of footnotes and affiliations at its end."""
    name = _NOTE_MARKS.sub("", name)
    return _NUMBERS.sub("", name) if " " in name else name


def person(family: str, given: str = "", suffix: str = "") -> Author | None:
    """Return an author whose name came in parts; a name with only one part is one piece that must not be split."""
    given, family = unmarked(given), _NUMBERS.sub("", unmarked(family)) if given else unmarked(family)
    whole = " ".join(filter(None, [family, suffix]))
    if not whole:
        return Author(name=given) if given else None
    if not given and OTHERS.fullmatch(whole):
        return None
    is_east_asian = _FAMILY_FIRST.fullmatch(f"{family} {given}")
    name = f"{family}{given}" if is_east_asian else " ".join(filter(None, [given, whole]))
    return Author(name=name, family=whole, given=given, suffix=suffix if family and given else "")


def named(text: str) -> Author | None:
    """Return the author of a name: `Li, Bo` in parts, `Bo Li` in one piece; None for `et al.` and for no name.

    An institution with a comma in its name, such as `Foo, Inc.`, is one piece, too.
    """
    text = unmarked(text)
    if found := _FAMILY_FIRST.fullmatch(text):
        return person(found[1], found[2]) if " " in text else Author(name=text)
    parts = [part.strip() for part in text.split(",")]
    if _is_institution(parts):
        return person(text)
    if len(parts) == _PARTS and parts[1] and _SUFFIX.fullmatch(parts[1]):
        return Author(name=f"{parts[0]} {parts[1]}")
    if len(parts) == _PARTS and all(parts):
        return person(parts[0], parts[1])
    return Author(name=text) if text and not OTHERS.fullmatch(text) else None


def _is_institution(parts: list[str]) -> bool:
    """Return whether a name with one comma is surely no person's: `Team, Gemini` may be a family name first."""
    if len(parts) != _PARTS or not all(parts):
        return False
    before, after = parts
    if " and " in after or _BEGINS.match(before):
        return True
    return any(map(_ENDS.fullmatch, (before, f" {after}")))


def people(value: Value) -> tuple[Author, ...]:
    """Return the authors of a list (texts, or mappings with their parts), or of one text that lists them."""
    if isinstance(value, str):
        return _authors(map(named, _names_in(OTHERS.sub("", plain(value)))))
    return _authors(map(_author_of, items_of(value)))


def _authors(authors: Iterable[Author | None]) -> tuple[Author, ...]:
    return tuple(author for author in authors if author is not None)


def _author_of(item: Value) -> Author | None:
    if isinstance(item, str):
        return named(plain(item))
    fields = {name.casefold().replace("_", "").replace("-", ""): plain(part) for name, part in fields_of(item).items()}
    if fields.get("literal"):
        return person(fields["literal"])
    family = _first(fields, "family", "last", "lastname", "surname")
    given = _first(fields, "given", "first", "firstname", "forename")
    if family:
        particles = (fields.get(f"{kind}particle", "") for kind in ("dropping", "nondropping"))
        return person(" ".join(filter(None, [*particles, family])), given, fields.get("suffix", ""))
    name = _first(fields, "name", "fullname", "author") or given
    author = named(name)
    if fields.keys() == {"name"} and author is not None and author.name != name:
        return Author(name=name)  # with nothing beside it, a comma is part of the name
    return author


def _first(fields: dict[str, str], *names: str) -> str:
    return next((fields[name] for name in names if fields.get(name)), "")


def _names_in(text: str) -> list[str]:
    """Return the names of a text, separated by `;`, by `and`, or by commas that are not inside a name."""
    text = _NUMBERS.sub("", text)
    if ";" in text:
        return _initials_first([name for name in map(str.strip, text.split(";")) if name])
    spoken = _AND.split(text)
    inverted = [name.count(",") == 1 for name in spoken]
    if all(inverted) and (len(spoken) > 1 or _is_inverted(text)):
        return spoken
    pairs = [with_initials(part.split(",")) for part in spoken]
    if all(pairs):
        return [name for part in pairs for name in part]
    names = [name.strip() for part in spoken for name in _SUFFIX_COMMA.sub(r" \1", part).split(",")]
    single = sum(" " not in name for name in names)
    return _initials_first(names) if len(names) == 1 or single * 2 <= len(names) else []  # they may be parts of names


def with_initials(parts: list[str]) -> list[str]:
    """Return the names of parts that are a family name and initials in turn (`Roe`, `A.`, `Poe`, `B.C.`), or none."""
    stripped = [part.strip() for part in parts]
    families, initials = stripped[::2], stripped[1::2]
    if len(families) != len(initials) or not all(map(is_initials, initials)) or any(map(is_initials, families)):
        return []
    return [f"{family}, {given}" for family, given in zip(families, initials, strict=True) if family]


def is_initials(text: str) -> bool:
    """Return whether a text is up to four initials, in capitals, with or without full stops."""
    return text.upper() == text and _INITIALS.fullmatch(text) is not None


def _initials_first(names: list[str]) -> list[str]:
    """Return names with a comma before initials that stand last in all of several names (`Roe A`, `Poe BC`)."""
    found = [_INITIALS_LAST.fullmatch(name) for name in names]
    if len(names) < _PARTS or not all(match and is_initials(match[2]) for match in found):
        return names
    return [f"{match[1]}, {match[2]}" for match in found if match]


def _is_inverted(text: str) -> bool:
    """Return whether a text with one comma is one name, the family name first, rather than two names."""
    family, _, given = map(str.strip, text.partition(","))
    return " " not in family or family[0].islower() or is_initials(given)


def ris_name(name: str) -> Author | None:
    """Return the author of a line of RIS (`Family, Given, Suffix`), or None if it is empty or `et al.`.

    A name without a comma is not split, for it may be an institution's. A name that ends with its only comma is one
    piece.
    """
    name = unmarked(" ".join(name.split()))
    family, *rest = [part.strip() for part in name.split(",")]
    given, *suffix = rest or [""]
    if OTHERS.fullmatch(name):
        return None
    if len(rest) > _PARTS:
        return Author(name=", ".join([family, *rest]))
    if family and given:
        return person(family, given, *suffix)
    whole = family or given
    if _FAMILY_FIRST.fullmatch(whole):
        return named(whole)
    is_one = bool(rest) or " " not in whole
    return Author(name=whole, family=whole if is_one else "") if whole else None


def family_key(author: Author) -> str:
    """Return the last word of the family name or, if that is not known, of the name, without accents and case."""
    words = unicodedata.normalize("NFKD", author.family or author.name).casefold().split()
    return "".join(char for char in words[-1] if char.isalnum()) if words else ""
