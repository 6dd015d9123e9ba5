"""Reads the names of people as BibTeX and biblatex write them, and as they are often written there by mistake."""

import re
from collections.abc import Iterator

from ...text.repairs import plain_line
from ...text.tex import ACCENTS, LETTERS, SIGNS, plain_text
from ..model import Author
from .authors import OTHERS, named, person, unmarked, with_initials

_MARKS = re.compile(r"\\.|&#?\w{1,10};|[{}]|[,;]|\s+and(?=\s)|[\s~]+", re.DOTALL | re.IGNORECASE)
# In TeX, the space after `\o` or `\H` ends the command and separates nothing; after a command for a space it may.
_COMMANDS = "|".join(
    name for name, sign in (LETTERS | SIGNS | ACCENTS).items() if name.isalpha() and not sign.isspace()
)
_MARKS_IN_NAMES = re.compile(rf"\\(?:(?:{_COMMANDS})(?![A-Za-z])\s*|.)|[{{}}]|,|[\s~]+", re.DOTALL)
_LABELLED = re.compile(r"\s*(family|given|prefix|suffix|useprefix|[a-z]+-i)\s*=\s*(.*)", re.DOTALL)
_FOOTNOTES = re.compile(
    r"\$\s*\^[^$]{0,60}\$(?!\w)|\\textsuperscript\s*\{[^{}]*\}(?!\w)|\\(?:thanks|footnote)(?:mark)?\s*(?:\[\w*\])?\s*(?:\{[^{}]*\})?"
)
"""Marks of footnotes and affiliations; `M$^c$Donald` has none."""
_AMPERSAND = re.compile(r"\s+\\?&\s+")
_MOST_COMMAS = 2  # in a name
_EAST_ASIAN_WORDS = 2  # family and given name
_BIBTEX_PARTS = 3  # von Last, Jr, First


def bibtex_names(field: str) -> tuple[Author, ...]:
    """Return the people of a field of BibTeX, with their parts; `and others` is left out.

    Names that are parted by semicolons, or certainly by commas, are parted there, too.
    """
    names = [name for part in _split(_FOOTNOTES.sub("", field), ";") for name in _split(part, "and")]
    ends_with_comma = any(name.rstrip().endswith(",") for name in names[:-1])
    apart = (name for listed in names for name in _between_commas(listed, are_names=ends_with_comma))
    return tuple(filter(None, map(_bibtex_name, apart)))


def _between_commas(text: str, *, are_names: bool) -> list[str]:
    """Return the names of a text that has an ampersand, or more commas than a name.

    They all have several words, or each its initials.
    `are_names` says that a comma before `and` shows that commas part names here.
    """
    if len(pair := _AMPERSAND.split(text)) > 1 and all(" " in one.strip() and "{" not in one for one in pair):
        return pair
    parts = [part.strip() for part in _split(text, ",") if part.strip()]
    if len(parts) > _MOST_COMMAS or (are_names and len(parts) > 1):
        if all(len(list(_split(part, " "))) > 1 for part in parts):
            return parts
        if len(parts) > _MOST_COMMAS and (pairs := with_initials(parts)):
            return pairs
    return [text]


def _split(text: str, at: str) -> Iterator[str]:
    """Yield the parts of a text between commas, semicolons, spaces or `and` that are not inside braces.

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
    if sign in {",", ";"} or sign[0] == "&":
        return sign
    return "and" if sign[-1] in "dD" else " "


def _bibtex_name(name: str) -> Author | None:
    name = OTHERS.sub("", name.strip())
    if _is_braced(name):
        return person(unmarked(_shown(name)))
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
    """Return a name without a comma: the family name is the last word, or begins at the first lower-case word.

    The family name comes first in Chinese, Japanese and Korean.
    """
    if len(words) == _EAST_ASIAN_WORDS and (whole := named(_shown(" ".join(words)))) and whole.given:
        return whole
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
