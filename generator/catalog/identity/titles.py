"""Compares titles: their keys, their slugs, and those that are titles of many works."""

import re
import unicodedata
from functools import lru_cache

from slugify import slugify

from ...text.repairs import title_of_address
from ...text.tokens import plain, written

LONGEST_SLUG = 72
_SIMILAR = 0.6  # share of the words of both titles from which on they may be two forms of one title
_RELATED = 0.3  # share of the words of the shorter title from which on they are not quite different
_SHORT = 3  # letters; words up to this length are in any title

_TEX = re.compile(r"[$\\]")
_GREEK = {ord(letter): unicodedata.name(letter).split()[-1].lower() for letter in "αβγδεζηθικλμνξοπρστυφχψω"}
_KEPT = re.compile(r"[^\W_]+|[+#]|(?<=\d)\.(?=\d)|(?<=\^)-")
"""Characters of a title that count: letters, digits, signs by which works differ: `C++`, `C#`, `Yi-1.5`, `Lamp⁻`."""

_GENERIC = frozenset(
    re.sub(r"\W", "", title)
    for title in """
    abstract; abstracts; acknowledgement; acknowledgements; acknowledgment; acknowledgments; announcement;
    announcements; appendix; author index; back matter; bibliography; book review; book reviews; books received;
    call for papers; closing remarks; comment; commentary; comments; conclusion; conclusions; contents; contributors;
    correction; corrections; corrigenda; corrigendum; cover; discussion; editor's note; editorial; editorial board;
    editorial note; editors' introduction; editors' note; epilogue; errata; erratum; foreword; from the editor;
    from the editors; front cover; front matter; glossary; guest editorial; guest editors' introduction;
    in memoriam; in this issue; index; interview; introduction; introduction to the special issue; invited talk;
    keynote; letter; letter from the editor; letter to the editor; letters; letters to the editor; list of reviewers;
    message from the chairs; message from the general chair; message from the program chairs; news; note; notes;
    obituary; opening remarks; organizing committee; overview; panel; panel discussion; poster; posters; preface;
    proceedings; program committee; prologue; references; reply; response; retraction; retraction note; review;
    reviews; session overview; special issue; summary; table of contents; title page; tutorial; untitled; welcome;
    welcome message; withdraw; withdrawn; withdrawn paper; paper withdrawn; retracted; workshop overview;
    workshop summary; workshops;
    avant-propos; compte rendu; comptes rendus; éditorial; editoriale; editorial; einführung; einleitung;
    geleitwort; introducción; introduzione; prefacio; préface; prefazione; presentación; prólogo; rezension;
    rezensionen; vorwort; zusammenfassung
    """.casefold().split(";")
    if title.strip()
)
"""Titles of many works, without spaces and signs."""


@lru_cache(maxsize=1 << 16)  # a preview reads the same titles at each edit
def slug_of(title_plain: str) -> str:
    """Return the natural slug of a plain title: its key in every file of the library, at most 72 characters."""
    return slugify(title_plain, max_length=LONGEST_SLUG, word_boundary=True, save_order=True)


@lru_cache(maxsize=1 << 16)
def title_key(title: str) -> str:
    """Return a key that is equal for titles of one work, without case, accents, TeX and signs that tell nothing.

    A title without any letter or digit is its own key.
    """
    text = (title_of_address(title) if has_tex(title) else title).replace("⁻", "^-").replace("^{-", "^-")
    folded = plain(text).casefold().replace("&", " and ").translate(_GREEK)
    return "".join(_KEPT.findall(folded)) or title


def has_tex(title: str) -> bool:
    """Return whether a title contains TeX."""
    return _TEX.search(title) is not None


def is_generic(title: str) -> bool:
    """Return whether a title is that of many works, such as `Editorial`."""
    return title_key(title) in _GENERIC_KEYS


_GENERIC_KEYS = frozenset(map(title_key, _GENERIC))


def similar_titles(one: str, other: str) -> bool:
    """Return whether two titles may be forms of one: one begins with the other, or most words are the same."""
    first, second = _words(one), _words(other)
    return _begins(one, other) or len(first & second) >= _SIMILAR * len(first | second)


def related_titles(one: str, other: str) -> bool:
    """Return whether two titles share enough words not to be quite different, or one begins with the other."""
    first, second = _words(one), _words(other)
    return _begins(one, other) or len(first & second) >= _RELATED * min(len(first), len(second))


def _begins(one: str, other: str) -> bool:
    shorter, longer = sorted((written(one), written(other)), key=len)
    return longer[: len(shorter)] == shorter and bool(shorter or title_key(one) == title_key(other))


@lru_cache(maxsize=4096)
def _words(title: str) -> frozenset[str]:
    words = frozenset(word for word in re.findall(r"\w+", plain(title).casefold()) if len(word) > _SHORT)
    return words or frozenset({title_key(title)})
