"""The index of the search: for every word, the papers that have it and how much it counts in each.

How much a word counts is the part of BM25F that does not depend on the query (Robertson, Zaragoza and Taylor 2004):
its weighted frequency over the fields of a paper, each field's length evened out, saturated. The browser multiplies
it with how rare the word is.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

from generator.catalog.model import Paper, Tag

LEVELS = 16
"""In how many steps it is told how much a word counts."""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Field:
    """A part of a paper: how much a word in it weighs, and how far its length is evened out, from 0 to 1."""

    weight: float
    evened: float


_TITLE = _Field(weight=5.0, evened=0.4)
_SUMMARY = _Field(weight=1.6, evened=0.3)
_TAGS = _Field(weight=1.0, evened=0.0)
_ABSTRACT = _Field(weight=1.0, evened=0.5)
_AUTHORS = _Field(weight=3.0, evened=0.3)
_KEYWORDS = _Field(weight=0.6, evened=0.0)
_FIELDS = (_TITLE, _SUMMARY, _TAGS, _ABSTRACT, _AUTHORS, _KEYWORDS)
_SELDOM = frozenset({_ABSTRACT, _AUTHORS})
"""Fields that many papers of a library may lack: those do not tell how long they usually are."""
_SATURATION = 1.6

STARTS = {_TITLE: 0, _SUMMARY: 128, _ABSTRACT: 256}
"""At which place the words of a field begin to be counted; the words of all others have no place."""

BY = "@"
"""Stands before a word of an author's name, which the index has once more: its places are the authors who bear it.

They are `_WORDS` times the number of the author, counted from 0, and how many words the name has.
"""

_WORDS = 8

_WORD = re.compile(r"[^\W_]+(?:\.\d+)*")
_HUMP = re.compile(r"[A-Z]+(?![a-z])|[A-Z]?[a-z]+|\d+")
_JOINED = re.compile(r"[^\W_]+(?:[-‐‑–_/][^\W_]+)+")
_BEYOND_ASCII = re.compile(r"[^\x00-\x7f]")
_SHORTEST = 3  # letters of a part of a name, such as Zero and Quant of ZeroQuant

STOP = frozenset(
    """
    a about an and are as at be been but by can do does for from had has have how i if in into is it its no not of on
    or our so such than that the their then there these they this to via was we were what when where which while who
    why will with you your
    """.split()  # noqa: SIM905 (a list of words reads best as words)
)
"""Words that say nothing: a search looks for them only if there is nothing else, and they have no place."""


class Word:
    """A word of the index: how many papers have it, and packed, what is known of it in each.

    `entries` are numbers: the step from the paper before, times `LEVELS`, plus how much the word counts there.
    `places` are, for each paper, how many places there are, and the step from each to the next. A number takes seven
    bits a byte, the lowest first; the eighth bit tells that more follow.
    """

    __slots__ = ("_last", "entries", "papers", "places")

    def __init__(self) -> None:
        self.papers = 0
        self.entries = bytearray()
        self.places = bytearray()
        self._last = 0

    def add(self, number: int, level: int, places: Sequence[int]) -> None:
        """Add a paper that has the word; its number is higher than that of the one before."""
        append(self.entries, (number - self._last) * LEVELS + level)
        packed, before = self.places, 0
        append(packed, len(places))
        for place in places:
            step = place - before
            if step <= 0x7F:  # noqa: PLR2004 (what `append` does, for nearly all of a million steps)
                packed.append(step)
            else:
                append(packed, step)
            before = place
        self._last = number
        self.papers += 1


def append(packed: bytearray, number: int) -> None:
    """Append a number, seven bits a byte, the lowest first; the eighth bit tells that more follow."""
    while number > 0x7F:  # noqa: PLR2004 (seven bits)
        packed.append(number & 0x7F | 0x80)
        number >>= 7
    packed.append(number)


Index = Mapping[str, Word]
"""Words in order of their code points."""


def index(papers: Sequence[Paper], tags: Mapping[str, Tag]) -> Index:
    """Return the index of papers, numbered as they come."""
    average = _average_lengths(papers, tags)
    found: defaultdict[str, Word] = defaultdict(Word)
    for number, paper in enumerate(papers):
        text = _fields(paper, tags)
        weights = _weights(text, average)
        for word in _parts(paper):
            weights[word] = weights.get(word, 0) + 1
        places = _places(text)
        for word, weight in weights.items():
            level = int(LEVELS * weight / (_SATURATION + weight))
            found[word].add(number, level, places.get(word, ()))
        for word, authors in _bearers(paper).items():
            found[f"{BY}{word}"].add(number, 0, authors)
    return {word: found[word] for word in sorted(found)}


def _average_lengths(papers: Sequence[Paper], tags: Mapping[str, Tag]) -> tuple[float, ...]:
    """Return how many words each field has in a usual paper."""
    totals, counted = [0] * len(_FIELDS), [0] * len(_FIELDS)
    for paper in papers:
        for at, (field, text) in enumerate(zip(_FIELDS, _fields(paper, tags), strict=True)):
            totals[at] += len(text)
            counted[at] += bool(text) or field not in _SELDOM
    return tuple(max(1.0, total / max(1, number)) for total, number in zip(totals, counted, strict=True))


def words(text: str) -> list[str]:
    """Return the words of a text as the index has them: runs of letters and digits, in lower case, without accents.

    A number keeps its points (`3.1`). The browser does the same with a query.
    """
    return _WORD.findall(_plain(text).lower())


def _plain(text: str) -> str:
    """Return a text in its compatible form without marks, such as accents."""
    if text.isascii():
        return text
    return _BEYOND_ASCII.sub(_unless_mark, unicodedata.normalize("NFKD", text))


def _unless_mark(match: re.Match[str]) -> str:
    return "" if unicodedata.category(match[0]).startswith("M") else match[0]


def _fields(paper: Paper, tags: Mapping[str, Tag]) -> tuple[Sequence[str], ...]:
    """Return the words of each field, in the order of `_FIELDS`."""
    said = (paper.summary if paper.summarized else "") + " " + paper.note
    known = [text for slug in paper.tags for text in _names(tags[slug])]
    return (
        *(words(paper.title_plain), words(said), known, words(paper.abstract_text)),
        [word for author in paper.facts.authors for word in words(author.name)],
        words(" ".join(paper.facts.keywords)),
    )


def _bearers(paper: Paper) -> dict[str, list[int]]:
    """Return, for each word of the authors' names, the authors who bear it."""
    found: dict[str, list[int]] = {}
    for number, author in enumerate(paper.facts.authors):
        name = words(author.name)
        for word in dict.fromkeys(name):
            found.setdefault(word, []).append(_WORDS * number + min(len(name), _WORDS - 1))
    return found


@lru_cache(maxsize=4096)
def _names(tag: Tag) -> tuple[str, ...]:
    """Return the words of a tag's name and of all other words for it, each once."""
    return tuple(dict.fromkeys(word for text in (tag.name, *tag.aliases) for word in words(text)))


def _weights(text: Sequence[Sequence[str]], average: Sequence[float]) -> dict[str, float]:
    """Return the weighted frequency of each word of a paper."""
    found: dict[str, float] = {}
    for field, read, usual in zip(_FIELDS, text, average, strict=True):
        if not read:
            continue
        scale = field.weight / (1 - field.evened + field.evened * len(read) / usual)
        for word, number in Counter(read).items():
            found[word] = found.get(word, 0) + number * scale
    return found


def _places(text: Sequence[Sequence[str]]) -> dict[str, list[int]]:
    """Return where each word stands, counted on from the start of its field."""
    found: dict[str, list[int]] = {}
    for field, read in zip(_FIELDS, text, strict=True):
        start = STARTS.get(field)
        if start is None:
            continue
        later = [other for other in STARTS.values() if other > start]
        room = min(later) - start if later else len(read)
        for at, word in enumerate(read[:room], start):
            if word in found:
                found[word].append(at)
            elif word not in STOP:
                found[word] = [at]
    return found


def _parts(paper: Paper) -> set[str]:
    """Return other spellings of the names in a paper: `KV-cache` is also kvcache, `ZeroQuant` also zero and quant."""
    found: set[str] = set()
    for text in (paper.title_plain, paper.abstract_text):
        unusual = [part for part in _plain(text).split() if not (part.isalpha() and part.islower())]
        for joined in _JOINED.findall(_with_joints(unusual)):
            found.add(re.sub(r"[\W_]", "", joined).lower())
        for name in _names_with_humps(unusual):
            found.update(part.lower() for part in _HUMP.findall(name) if len(part) >= _SHORTEST)
    return found


def _with_joints(parts: Iterable[str]) -> str:
    """Return what of a text may be words that are joined: to look for them in all of it takes six times as long."""
    return " ".join(part for part in parts if "-" in part or "/" in part or "_" in part or not part.isascii())


def _names_with_humps(parts: Iterable[str]) -> Iterable[str]:
    words = _WORD.findall(" ".join(parts))
    return (word for word in words if not word.islower() and not word.istitle() and not word.isupper())


def spellings(found: Index) -> Iterator[tuple[str, int]]:
    """Yield each word that a misspelt one may have meant, with how many papers have it; numbers are no words."""
    return ((word, known.papers) for word, known in found.items() if len(word) > _SHORTEST and word.isalpha())
