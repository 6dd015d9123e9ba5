"""Builds the index of the search: for every word, the papers that have it and its weight in each.

The weight of a word is the part of BM25F that does not depend on the query (Robertson, Zaragoza and Taylor 2004): its
weighted frequency over the fields of a paper, normalized by the length of each field, saturated. The browser multiplies
it by the inverse document frequency. A compound, such as `kvcache`, is a word too, wherever its parts are adjacent.

Tags are a field, too, but they change most often: `index` leaves them out, and `level_with_tags` adds them.
"""

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import chain
from typing import NamedTuple

from ..catalog.model import Paper, Tag
from ..text.tokens import STOP, beginnings, occurrences, token, words, written
from .compounds import Compounds, compounds, parts_of_names, tag_names

LEVELS = 16
"""The number of steps to which weights are rounded."""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Field:
    """A part of a paper: the weight of a word in it, and how far its length is normalized, from 0 to 1."""

    weight: float
    normalization: float


_TITLE = _Field(weight=5.0, normalization=0.4)
_SUMMARY = _Field(weight=1.6, normalization=0.3)
_ABSTRACT = _Field(weight=1.0, normalization=0.5)
_AUTHORS = _Field(weight=3.0, normalization=0.3)
_VENUE = _Field(weight=2.0, normalization=0.0)
_KEYWORDS = _Field(weight=0.6, normalization=0.0)
_FIELDS = (_TITLE, _SUMMARY, _ABSTRACT, _AUTHORS, _VENUE, _KEYWORDS)
_SELDOM = frozenset({_ABSTRACT, _AUTHORS})
"""Fields that many papers of a library may lack: empty ones do not count for their average length."""
_TAG = 1.0
"""The weight of a word in the names of a tag."""
_SATURATION = 1.6

_STARTS = {_TITLE: 0, _SUMMARY: 128, _ABSTRACT: 256}
"""The position of the first word of a field; the words of other fields have no position."""

_BY = "@"
"""The prefix of the words of authors' names, which are in the index once more; their places are the authors.

Such a place is `_WORDS` times the number of the author, counted from 0, plus the number of words of the name.
"""

_WORDS = 8


class Word:
    """A word of the index: the number of papers that have it, and packed, its weight and places in each.

    `entries` are numbers: the difference to the number of the paper before, times `LEVELS`, plus the weight.
    `places` are, for each paper, the number of places, and the difference of each to the one before.
    `parts` are the words of a compound, or empty for a name that is never written as several words; None for any other
    word. `tags` are the slugs of the tags that have the word in a name. `form` is the most common spelling.
    """

    __slots__ = ("_last", "entries", "form", "papers", "parts", "places", "tags")

    def __init__(self) -> None:
        self.papers = 0
        self.entries = bytearray()
        self.places = bytearray()
        self.parts: tuple[str, ...] | None = None
        self.tags: list[str] = []
        self.form = ""
        self._last = 0

    def add(self, number: int, level: int, places: Sequence[int]) -> None:
        """Add a paper that has the word; its number must be higher than that of the paper before."""
        self.entries += pack((number - self._last) * LEVELS + level)
        packed, before = self.places, 0
        packed += pack(len(places))
        for place in places:
            packed += pack(place - before)
            before = place
        self._last = number
        self.papers += 1


@lru_cache(maxsize=65536)
def pack(number: int) -> bytes:
    """Return a number, seven bits a byte, the lowest first; the eighth bit says that more bytes follow."""
    if number <= 0x7F:  # noqa: PLR2004 (seven bits)
        return bytes((number,))
    return bytes((number & 0x7F | 0x80,)) + pack(number >> 7)


Index = Mapping[str, Word]
"""The words of texts and of the names of tags, in the order of their code points."""


class _Text(NamedTuple):
    """The words of a paper, by field in the order of `_FIELDS`; and the words of each author's name."""

    fields: tuple[Sequence[str], ...]
    authors: Sequence[Sequence[str]]


def index(papers: Sequence[Paper], tags: Mapping[str, Tag]) -> Index:
    """Return the index of the texts of papers, which are numbered in their order."""
    forms: Counter[str] = Counter()
    texts = [_read(paper, forms) for paper in papers]
    joined = compounds(list(_prose(papers, texts)), tags.values())
    runs = _Runs(joined)
    average = _average_lengths(texts)
    found: defaultdict[str, Word] = defaultdict(Word)
    for number, (paper, text) in enumerate(zip(papers, texts, strict=True)):
        weights = _weights(text, average, runs)
        for part in parts_of_names(paper.title_plain) | parts_of_names(paper.abstract_text):
            weights[part] += 1  # `ZeroQuant` is also zero and quant
        places = _places(text)
        for word, weight in weights.items():
            found[word].add(number, _level(weight), places.get(word, ()))
        for word, authors in _author_places(text.authors).items():
            found[f"{_BY}{word}"].add(number, 0, authors)
    for tag in tags.values():
        for word in sorted({word for name in tag_names(tag) for word in runs.within(name)}):
            found[word].tags.append(tag.slug)
    for word in found.keys() & joined.keys():
        found[word].parts = joined[word]
    for word, form in _most_common(forms).items():
        found[word].form = form
    return {word: found[word] for word in sorted(found)}


def level_with_tags(level: int | None, tags: int) -> int:
    """Return the level of a word that the names of some tags of a paper have, from its level in the texts, if any."""
    share = (level + 0.5) / LEVELS if level is not None else 0
    return _level(_SATURATION * share / (1 - share) + _TAG * tags)


def _level(weight: float) -> int:
    """Return the saturated weight of a word, rounded down to a step."""
    return int(LEVELS * weight / (_SATURATION + weight))


class _Runs:
    """Finds the compounds in a row of words."""

    def __init__(self, joined: Compounds) -> None:
        self._apart = {name for name, parts in joined.items() if parts}
        self._begun = beginnings(joined.values())

    def within(self, read: Sequence[str]) -> Iterator[str]:
        """Return words, and the compounds among them."""
        return chain(read, map("".join, occurrences(read, self._apart, self._begun)))


def _read(paper: Paper, forms: Counter[str]) -> _Text:
    """Return the words of a paper; count how they are spelled."""

    def read(text: str) -> list[str]:
        spelled = written(text)
        forms.update(spelled)
        return list(map(token, spelled))

    remarks = f"{paper.summary if paper.summarized else ''} {paper.note}"
    prose = (read(paper.title_plain), read(remarks), read(paper.abstract_text))
    authors = [read(author.name) for author in paper.facts.authors]
    return _Text((*prose, list(chain.from_iterable(authors)), *_venue_and_keywords(paper)), authors)


def _prose(papers: Sequence[Paper], texts: Sequence[_Text]) -> Iterator[tuple[str, Sequence[str]]]:
    """Yield titles and abstracts, each with its words."""
    for paper, text in zip(papers, texts, strict=True):
        yield paper.title_plain, text.fields[_FIELDS.index(_TITLE)]
        yield paper.abstract_text, text.fields[_FIELDS.index(_ABSTRACT)]


def _average_lengths(texts: Sequence[_Text]) -> tuple[float, ...]:
    """Return the average number of words of each field."""
    lengths = [[len(text.fields[at]) for text in texts] for at in range(len(_FIELDS))]
    counted = [
        sum(map(bool, own)) if field in _SELDOM else len(own) for field, own in zip(_FIELDS, lengths, strict=True)
    ]
    return tuple(max(1.0, sum(own) / max(1, number)) for own, number in zip(lengths, counted, strict=True))


def _venue_and_keywords(paper: Paper) -> tuple[list[str], list[str]]:
    """Return the words of the venue and the cited year, and those of the keywords and the year of the first version."""
    facts = paper.facts
    venue = words(facts.venue)
    cited = [facts.year] if facts.year and facts.year not in venue else []
    first = [facts.published[:4]] if facts.published and facts.published[:4] != facts.year else []
    return [*venue, *cited], [*words(" ".join(facts.keywords)), *first]


def _author_places(names: Sequence[Sequence[str]]) -> dict[str, list[int]]:
    """Return the places of each word of the authors' names."""
    found: dict[str, list[int]] = {}
    for number, name in enumerate(names):
        for word in dict.fromkeys(name):
            found.setdefault(word, []).append(_WORDS * number + min(len(name), _WORDS - 1))
    return found


def _weights(text: _Text, average: Sequence[float], runs: _Runs) -> defaultdict[str, float]:
    """Return the weighted frequency of each word of a paper."""
    found: defaultdict[str, float] = defaultdict(float)
    for field, read, usual in zip(_FIELDS, text.fields, average, strict=True):
        scale = field.weight / (1 - field.normalization + field.normalization * len(read) / usual)
        for word in runs.within(read):
            found[word] += scale
    return found


def _places(text: _Text) -> dict[str, list[int]]:
    """Return the positions of each word, counted from the start of its field."""
    found: defaultdict[str, list[int]] = defaultdict(list)
    for field, read in zip(_FIELDS, text.fields, strict=True):
        if field in _STARTS:
            start = _STARTS[field]
            room = min((other - start for other in _STARTS.values() if other > start), default=len(read))
            for at, word in enumerate(read[:room], start):
                found[word].append(at)
    for word in found.keys() & STOP:
        del found[word]
    return found


def _most_common(forms: Counter[str]) -> dict[str, str]:
    """Return the most common spelling of each word."""
    best: dict[str, tuple[int, str]] = {}
    for form, number in sorted(forms.items()):
        word = token(form)
        best[word] = max(best.get(word, (0, "")), (number, form))
    return {word: form for word, (_, form) in best.items()}
