"""Reads and compares the names of authors: in parts, one by one, in a sentence, as BibTeX and RIS write them."""

import re
import unicodedata
from collections.abc import Iterable, Iterator

from ...text.repairs import plain_line
from ...text.tex import ACCENTS, LETTERS, SIGNS, plain_text
from ..items import Value, fields_of, items_of, plain
from ..model import Author

_AND = re.compile(r",?\s+(?:and|&)\s+", re.IGNORECASE)
_OTHERS = re.compile(r"(?:^|[,\s]+)(?:and\s+)?(?:others|et\.?\s+al\.?)$", re.IGNORECASE)
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


def person(family: str, given: str = "", suffix: str = "") -> Author | None:
    """Return an author whose name came in parts; a name with only one part is one piece that must not be split."""
    whole = " ".join(filter(None, [family, suffix]))
    if not whole:
        return Author(name=given) if given else None
    name = " ".join(filter(None, [given, whole]))
    return Author(name=name, family=whole, given=given, suffix=suffix if family and given else "")


def named(text: str) -> Author | None:
    """Return the author of a name: `Li, Bo` in parts, `Bo Li` in one piece; None for `et al.` and for no name.

    An institution with a comma in its name, such as `Foo, Inc.`, is one piece, too.
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
        return _authors(map(named, _names_in(_OTHERS.sub("", plain(value)))))
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
    if ";" in text:
        return [name.strip() for name in text.split(";")]
    spoken = _AND.split(text)
    inverted = [name.count(",") == 1 for name in spoken]
    if all(inverted) and (len(spoken) > 1 or _is_inverted(text)):
        return spoken
    names = [name.strip() for part in spoken for name in _SUFFIX_COMMA.sub(r" \1", part).split(",")]
    single = sum(" " not in name for name in names)
    return names if len(names) == 1 or single * 2 <= len(names) else []  # they may be parts of names


def _is_inverted(text: str) -> bool:
    """Return whether a text with one comma is one name, the family name first, rather than two names."""
    family = text.partition(",")[0].strip()
    return " " not in family or family[0].islower()


_MARKS = re.compile(r"\\.|[{}]|,|\s+and(?=\s)|[\s~]+", re.DOTALL | re.IGNORECASE)
# In TeX, the space after `\o` or `\H` ends the command and separates nothing; after a command for a space it may.
_COMMANDS = "|".join(
    name for name, sign in (LETTERS | SIGNS | ACCENTS).items() if name.isalpha() and not sign.isspace()
)
_MARKS_IN_NAMES = re.compile(rf"\\(?:(?:{_COMMANDS})(?![A-Za-z])\s*|.)|[{{}}]|,|[\s~]+", re.DOTALL)
_LABELLED = re.compile(r"\s*(family|given|prefix|suffix|useprefix|[a-z]+-i)\s*=\s*(.*)", re.DOTALL)
_OTHERS_IN_BIBTEX = {"others", "et al", "et al."}
_BIBTEX_PARTS = 3  # von Last, Jr, First


def bibtex_names(field: str) -> tuple[Author, ...]:
    """Return the authors of a field of BibTeX, with their parts; `and others` is left out."""
    names = (name for name in _split(field, "and") if plain_text(name).strip().lower() not in _OTHERS_IN_BIBTEX)
    return _authors(map(_bibtex_name, names))


def ris_name(name: str) -> Author | None:
    """Return the author of a line of RIS (`Family, Given, Suffix`), or None if it is empty or `et al.`.

    A name without a comma is not split, for it may be an institution's. A name that ends with its only comma is one
    piece.
    """
    family, *rest = [part.strip() for part in " ".join(name.split()).split(",")]
    given, *suffix = rest or [""]
    if not given and family.lower() in _OTHERS_IN_BIBTEX:
        return None
    if len(rest) >= _BIBTEX_PARTS:
        return Author(name=", ".join([family, *rest]))
    if family and given:
        return person(family, given, *suffix)
    whole = family or given
    is_one = bool(rest) or " " not in whole
    return Author(name=whole, family=whole if is_one else "") if whole else None


def _split(text: str, at: str) -> Iterator[str]:
    """Yield the parts of a text between commas, spaces or the word `and` that are not inside braces.

    A tie is a space; the space that ends a command of TeX is not. Blank parts are left out, except between commas.
    """
    depth = begin = 0
    for mark in (_MARKS_IN_NAMES if at == " " else _MARKS).finditer(text):
        sign = mark[0]
        if sign in {"{", "}"}:
            depth = max(0, depth + (1 if sign == "{" else -1))
        elif not depth and sign[0] != "\\" and _separator(sign) == at:
            if at == "," or text[begin : mark.start()].strip():
                yield text[begin : mark.start()]
            begin = mark.end()
    if at == "," or text[begin:].strip():
        yield text[begin:]


def _separator(sign: str) -> str:
    return "," if sign == "," else "and" if sign[-1] in "dD" else " "


def _bibtex_name(name: str) -> Author | None:
    name = name.strip()
    if _is_braced(name):
        return person(_shown(name))
    parts = [part for part in _split(name, ",") if part.strip()]
    labelled = [found for part in parts if (found := _LABELLED.fullmatch(part))]
    if labelled and len(labelled) == len(parts):
        return _labelled({found[1]: _shown(found[2]) for found in labelled})
    if len(parts) > _BIBTEX_PARTS:
        return Author(name=_shown(name))
    if len(parts) > 1:
        family, *suffix, given = map(_shown, parts)
        return person(family, given, *suffix)
    return _first_last(list(_split(parts[0] if parts else name, " ")))


def _labelled(parts: dict[str, str]) -> Author | None:
    """Return a name in the form of biblatex that labels each part: `family=Müller, prefix=van der`."""
    family = " ".join(filter(None, (parts.get("prefix"), parts.get("family"))))
    given, suffix = parts.get("given", ""), parts.get("suffix", "")
    return (
        person(family, given, suffix) if family and given else person(" ".join(filter(None, (given, family, suffix))))
    )


def _first_last(words: list[str]) -> Author | None:
    """Return a name without a comma: the family name is the last word, or begins at the first lower-case word."""
    small = next((index for index, word in enumerate(words[:-1]) if _is_lower_case(word)), len(words) - 1)
    return person(_shown(" ".join(words[small:])), _shown(" ".join(words[:small])))


def _is_lower_case(word: str) -> bool:
    """Return whether a word begins with a lower-case letter; braces hide their content, except a command's letter."""
    if word.startswith("{") and not word.startswith("{\\"):
        return False
    return next((char.islower() for char in plain_text(word) if char.isalpha()), False)


def _is_braced(name: str) -> bool:
    """Return whether one pair of braces encloses the whole name, rather than a letter with its accent."""
    if not (name.startswith("{") and name.endswith("}")) or name.startswith("{\\"):
        return False
    depth = 0
    for mark in re.finditer(r"\\.|[{}]", name, re.DOTALL):
        depth += {"{": 1, "}": -1}.get(mark[0], 0)
        if not depth:
            return mark.end() == len(name)
    return True


def _shown(text: str) -> str:
    return plain_line(plain_text(text.strip()))


def family_key(author: Author) -> str:
    """Return the last word of the family name or, if that is not known, of the name, without accents and case."""
    words = unicodedata.normalize("NFKD", author.family or author.name).casefold().split()
    return "".join(char for char in words[-1] if char.isalnum()) if words else ""
