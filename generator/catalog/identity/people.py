"""Compares the authors of two rows as people: by initials, in any order of names, without accents and particles."""

import re
from collections.abc import Sequence
from enum import IntEnum
from functools import lru_cache

from ...sources.model import Author
from ...text.tokens import plain

_MOST = 40  # authors of a paper that are compared
_SHORTEST = 3  # letters of a short form: `Alex` is `Alexander`
_CAPITALS = 3  # `JM` are initials
_PARTICLES = frozenset(
    """
    af al av bin da das de del della den der di do dos du e el ibn ii iii jr la las le les los sr ten ter van von y zu
    zur
    """.split()  # noqa: SIM905 (a list of words reads best as words)
)
"""Words of names that people leave out."""
_UMLAUTS = ("ae", "a"), ("oe", "o"), ("ue", "u")
_APOSTROPHES = re.compile(r"['’`ʼ]")
_WORD = re.compile(r"[^\W\d_]+")
_LATIN = re.compile(r"[a-z]")


class Shared(IntEnum):
    """How many authors two rows have in common."""

    NONE = 0
    SOME = 1
    UNKNOWN = 2
    MOST = 3


def shared_authors(one: Sequence[Author], other: Sequence[Author]) -> Shared:
    """Return how many authors are the same: most of the shorter list, a third of it, or fewer.

    Without the authors of one row this is not known. Nor is it if one of them names only institutions, or in other
    letters, and no author is the same.
    """
    if not one or not other:
        return Shared.UNKNOWN
    if one == other:
        return Shared.MOST
    first, second = ([_words(author.name) for author in authors[:_MOST]] for authors in sorted((one, other), key=len))
    left = list(second)
    found = 0
    for name in first:
        same = next((index for index, candidate in enumerate(left) if _same(name, candidate)), None)
        if same is not None:
            del left[same]
            found += 1
    if found == len(first) or 2 * found > len(first):
        return Shared.MOST
    if found * 3 >= len(first):
        return Shared.SOME
    comparable = _is_latin(first) is _is_latin(second) and _are_people(one) is _are_people(other)
    return Shared.NONE if comparable else Shared.UNKNOWN


def _are_people(authors: Sequence[Author]) -> bool:
    return not all(author.family and not author.given for author in authors)


def _is_latin(names: Sequence[tuple[str, ...]]) -> bool:
    return any(_LATIN.search(word) for name in names for word in name)


@lru_cache(maxsize=1 << 16)
def _words(name: str) -> tuple[str, ...]:
    """Return the words of a name without accents, particles and signs; initials are single letters."""
    found = _WORD.findall(_APOSTROPHES.sub("", plain(name)))
    mixed = any(len(word) > 1 and not word.isupper() for word in found)
    words: list[str] = []
    for word in found:
        glued = mixed and word.isupper() and 1 < len(word) <= _CAPITALS
        words += list(word.casefold()) if glued else [_folded(word)]
    return tuple(word for word in words if word not in _PARTICLES) or tuple(words)


def _folded(word: str) -> str:
    folded = word.casefold()
    for letters, letter in _UMLAUTS:
        folded = folded.replace(letters, letter)
    return folded


@lru_cache(maxsize=1 << 16)
def _same(one: tuple[str, ...], other: tuple[str, ...]) -> bool:
    """Return whether two names may be of one person: a whole word is the same, and no other contradicts it."""
    if one == other:
        return True
    common = {word for word in one if len(word) > 1} & set(other)
    if not common:
        return len("".join(one)) > 1 and sorted("".join(one)) == sorted("".join(other))
    rests = [[word for word in name if word not in common] for name in (one, other)]
    fewer, more = sorted(rests, key=len)
    return "".join(fewer) == "".join(more) or all(any(_agree(word, word_) for word_ in more) for word in fewer)


def _agree(one: str, other: str) -> bool:
    """Return whether two words may be one name: one is the initial or a short form of the other."""
    shorter, longer = sorted((one, other), key=len)
    return longer.startswith(shorter) and (len(shorter) == 1 or len(shorter) >= _SHORTEST)
