"""Reads the names of authors as BibTeX and RIS write them: `Ada van der Müller`, `van der Müller, Jr., Ada`.

Source for BibTeX: N. Markey, Tame the BeaST, section 11: a name has no comma, or one before the first names, or two
around the junior part; a word in small letters begins the part that belongs to the family name.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from generator.sources.markup import plain_markup
from generator.sources.record import Author
from generator.sources.tex import plain_text
from generator.sources.tex_signs import ACCENTS, LETTERS, SIGNS

_MARKS = re.compile(r"\\.|[{}]|,|\s+and(?=\s)|[\s~]+", re.DOTALL | re.IGNORECASE)
# In TeX the blank behind `\o` or `\H` ends the command and parts nothing; behind a sign for a blank it may.
_COMMANDS = "|".join(
    name for name, sign in (LETTERS | SIGNS | ACCENTS).items() if name.isalpha() and not sign.isspace()
)
_MARKS_IN_NAMES = re.compile(rf"\\(?:(?:{_COMMANDS})(?![A-Za-z])\s*|.)|[{{}}]|,|[\s~]+", re.DOTALL)
_LABELLED = re.compile(r"\s*(family|given|prefix|suffix|useprefix|[a-z]+-i)\s*=\s*(.*)", re.DOTALL)
_OTHERS = {"others", "et al", "et al."}
_PARTS = 3  # von Last, Jr, First


def bibtex_names(field: str) -> tuple[Author, ...]:
    """Return the authors of a field of BibTeX, with their parts; `and others` is nobody."""
    names = (name for name in _split(field, "and") if plain_text(name).strip().lower() not in _OTHERS)
    return tuple(author for author in map(_bibtex_name, names) if author.name)


def ris_name(name: str) -> Author | None:
    """Return the author of a line of RIS (`Family, Given, Suffix`), or None if it is empty or says `et al.`.

    A name without a comma is not taken apart: it may be an institution's. One with nothing behind the comma is.
    """
    family, *rest = [part.strip() for part in " ".join(name.split()).split(",")]
    given, *suffix = rest or [""]
    if not given and family.lower() in _OTHERS:
        return None
    if len(rest) >= _PARTS:
        return Author(name=", ".join([family, *rest]))
    if not family or not given:
        whole = family or given
        is_one = bool(rest) or " " not in whole
        return Author(name=whole, family=whole if is_one else "") if whole else None
    return _author(family, given, *filter(None, suffix))


def _author(family: str, given: str, suffix: str = "") -> Author:
    whole = " ".join(filter(None, (family, suffix)))
    return Author(name=f"{given} {whole}", family=whole, given=given, suffix=suffix if family else "")


def _split(text: str, at: str) -> Iterator[str]:
    """Yield the pieces of a text between commas, spaces or the word `and`, as far as no braces hold them.

    A tie is a space, and the blank that ends a command of TeX is none; pieces of nothing but white space are left
    out, except between commas.
    """
    depth = begin = 0
    for mark in (_MARKS_IN_NAMES if at == " " else _MARKS).finditer(text):
        sign = mark[0]
        if sign in {"{", "}"}:
            depth = max(0, depth + (1 if sign == "{" else -1))
        elif not depth and sign[0] != "\\" and _kind(sign) == at:
            if at == "," or text[begin : mark.start()].strip():
                yield text[begin : mark.start()]
            begin = mark.end()
    if at == "," or text[begin:].strip():
        yield text[begin:]


def _kind(sign: str) -> str:
    return "," if sign == "," else "and" if sign[-1] in "dD" else " "


def _bibtex_name(name: str) -> Author:
    name = name.strip()
    if _is_braced(name):
        whole = _shown(name)
        return Author(name=whole, family=whole)
    parts = [part for part in _split(name, ",") if part.strip()]
    labelled = [found for part in parts if (found := _LABELLED.fullmatch(part))]
    if labelled and len(labelled) == len(parts):
        return _labelled({found[1]: _shown(found[2]) for found in labelled})
    if len(parts) > _PARTS:
        return Author(name=_shown(name))
    if len(parts) > 1:
        family, *suffix, given = map(_shown, parts)
        return _author(family, given, *suffix)
    return _first_last(list(_split(parts[0] if parts else name, " ")))


def _labelled(parts: dict[str, str]) -> Author:
    """Return a name in the form of biblatex that says what each part is: `family=Müller, prefix=van der`."""
    family = " ".join(filter(None, (parts.get("prefix"), parts.get("family"))))
    given, suffix = parts.get("given", ""), parts.get("suffix", "")
    if family and given:
        return _author(family, given, suffix)
    whole = " ".join(filter(None, (given, family, suffix)))
    return Author(name=whole, family=whole)


def _first_last(words: list[str]) -> Author:
    """Return a name without a comma: the family name is the last word, with all from the first small one on."""
    small = next((index for index, word in enumerate(words[:-1]) if _is_small(word)), len(words) - 1)
    family, given = _shown(" ".join(words[small:])), _shown(" ".join(words[:small]))
    return Author(name=f"{given} {family}".strip(), family=family, given=given)


def _is_small(word: str) -> bool:
    """Tell whether a word begins with a small letter; braces hide their content, but not a command's letter."""
    if word.startswith("{") and not word.startswith("{\\"):
        return False
    return next((char.islower() for char in plain_text(word) if char.isalpha()), False)


def _is_braced(name: str) -> bool:
    """Tell whether one pair of braces holds the whole name, and not just a letter with its accent."""
    if not (name.startswith("{") and name.endswith("}")) or name.startswith("{\\"):
        return False
    depth = 0
    for mark in re.finditer(r"\\.|[{}]", name, re.DOTALL):
        depth += {"{": 1, "}": -1}.get(mark[0], 0)
        if not depth:
            return mark.end() == len(name)
    return True


def _shown(text: str) -> str:
    return " ".join(plain_markup(plain_text(text.strip())).split())
