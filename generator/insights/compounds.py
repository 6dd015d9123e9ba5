"""Finds compounds, which are written as one word, with a hyphen, or as several: `kvcache`, `KV-cache` and `KV cache`.

Words are a compound if the texts of the library join them somewhere: by a hyphen, by capital letters, or in one word
that is also written as several; or if they are the name of a tag.
"""

import re
from collections import Counter
from collections.abc import Container, Iterable, Iterator, Mapping, Sequence
from itertools import chain, compress, pairwise
from operator import add

from ..catalog.model import Tag
from ..text.tokens import STOP, WORD, plain, token, words

Compounds = Mapping[str, tuple[str, ...]]
"""The parts of each compound by its joined form; no parts for a name that is never written as several words."""

_MOST_PARTS = 5

_HYPHENATED = re.compile(r"[^\W_]+(?:[-‐‑–_/][^\W_]+)+")
_PART = re.compile(r"[A-Z]+(?![a-z])|[A-Z]?[a-z]+|\d+(?:\.\d+)*")
_LONG = 3  # letters of a part of a name, such as Zero and Quant of ZeroQuant
_SHORT = 2  # letters of a part in capitals, and of a word that may be part of a compound
_OFTEN = 20  # times as often as its parts must a word occur, to be one word that is split by mistake


def compounds(texts: Sequence[tuple[str, Sequence[str]]], tags: Iterable[Tag]) -> Compounds:
    """Return the compounds of some texts, each with its words, and of the names of tags."""
    known = Counter(chain.from_iterable(read for _, read in texts))
    # Each piece between spaces is read once, however often it occurs.
    pieces = Counter(chain.from_iterable(plain(text).split() for text, _ in texts))
    hyphenated: Counter[tuple[str, ...]] = Counter()
    names: dict[str, tuple[str, ...]] = {}
    for piece, number in pieces.items():
        for parts in _hyphenated(piece):
            hyphenated[parts] += number
        for name, parts in _names(piece):
            names.setdefault(name, parts)
    names = {name: () if _is_split_word(parts, 1, known) else parts for name, parts in names.items()}
    one_word = {pair for _, read in texts for pair in _joined_pairs(read, known) if not names.get("".join(pair))}
    every = (*sorted(one_word), *hyphenated)
    compound = [parts for parts in every if not _is_split_word(parts, hyphenated[parts], known)]
    found = names | {"".join(parts): parts for parts in compound}
    return found | {"".join(name): name for tag in tags for name in tag_names(tag) if 1 < len(name) <= _MOST_PARTS}


def _joined_pairs(read: Sequence[str], known: Container[str]) -> Iterator[tuple[str, str]]:
    """Yield the words in a row that are also known in one word."""
    is_known = map(known.__contains__, map(add, read, read[1:]))
    return (pair for pair in compress(pairwise(read), is_known) if _may_join(*pair))


def _is_split_word(parts: tuple[str, ...], number: int, known: Counter[str]) -> bool:
    """Return whether some parts are one word that is split by mistake, such as `com-pression` or `COMpression`.

    Such a mistake is rare, and one of the parts occurs nowhere else.
    """
    often = known["".join(parts)] >= _OFTEN * max(1, number)
    return often and any(known[part] <= max(1, number) for part in parts if part.isalpha())


def tag_names(tag: Tag) -> Iterator[tuple[str, ...]]:
    """Yield the words of a tag's name, and of each other name for it."""
    return (tuple(words(text)) for text in (tag.name, *tag.aliases))


def parts_of_names(text: str) -> set[str]:
    """Return the parts of the names in a text that are long enough to be words: Zero and Quant of ZeroQuant."""
    return {token(part.lower()) for name in _camel_case(text) for part in _PART.findall(name) if len(part) >= _LONG}


def _hyphenated(piece: str) -> Iterator[tuple[str, ...]]:
    """Yield the parts of each group of words that hyphens join in a text without spaces."""
    every = (tuple(words(whole)) for whole in _HYPHENATED.findall(piece))
    return (parts for parts in every if 1 < len(parts) <= _MOST_PARTS and not STOP.issuperset(parts))


def _names(text: str) -> Iterator[tuple[str, tuple[str, ...]]]:
    """Yield the names in a text that are joined by capital letters, each with its parts if all of them may be words."""
    for name in _camel_case(text):
        parts = _PART.findall(name)
        whole = len(parts) > 1 and all(map(_is_part, parts)) and "".join(parts) == name
        joined = token(name.lower())
        spelled = (*map(str.lower, parts[:-1]), token(parts[-1].lower())) if whole else ()
        yield joined, spelled if "".join(spelled) == joined else ()


def _is_part(part: str) -> bool:
    return len(part) >= _LONG or part.isdigit() or (part.isupper() and len(part) >= _SHORT)


def _camel_case(text: str) -> Iterator[str]:
    """Yield the words of a text that have a capital letter inside."""
    unusual = (part for part in plain(text).split() if not (part.isalpha() and (part.islower() or part.istitle())))
    read = WORD.findall(" ".join(unusual))
    return (word for word in read if not word.islower() and not word.istitle() and not word.isupper())


def _may_join(one: str, two: str) -> bool:
    """Return whether two words may be the parts of one."""
    return len(one) >= _SHORT and len(two) >= _SHORT and one.isalpha() and one not in STOP and two not in STOP
