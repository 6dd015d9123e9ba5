"""The index of the search: for every word, the papers that have it and how much it counts in each.

How much a word counts is the part of BM25F that does not depend on the query (Robertson, Zaragoza and Taylor 2004):
its weighted frequency over the fields of a paper, each field's length evened out, saturated. The browser multiplies
it with how rare the word is. A compound, such as `kvcache`, is a word too, wherever its parts stand side by side.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

from ..catalog.model import Paper, Tag
from ..text.tokens import STOP, token, words, written
from .compounds import Compounds, beginnings, compounds, occurrences, parts_of_names, tag_names

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
_VENUE = _Field(weight=2.0, evened=0.0)
_KEYWORDS = _Field(weight=0.6, evened=0.0)
_FIELDS = (_TITLE, _SUMMARY, _TAGS, _ABSTRACT, _AUTHORS, _VENUE, _KEYWORDS)
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

_SHORTEST = 3  # letters of a word; shorter ones are not offered for a misspelt one


class Word:
    """A word of the index: how many papers have it, and packed, what is known of it in each.

    `entries` are numbers: the step from the paper before, times `LEVELS`, plus how much the word counts there.
    `places` are, for each paper, how many places there are, and the step from each to the next. A number takes seven
    bits a byte, the lowest first; the eighth bit tells that more follow.
    `parts` are the words of a compound, or empty for a name that is never written apart; None for any other word.
    """

    __slots__ = ("_last", "entries", "papers", "parts", "places")

    def __init__(self) -> None:
        self.papers = 0
        self.entries = bytearray()
        self.places = bytearray()
        self.parts: tuple[str, ...] | None = None
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
    read = [_fields(paper, tags) for paper in papers]
    average = _average_lengths(read)
    titles, abstracts = _FIELDS.index(_TITLE), _FIELDS.index(_ABSTRACT)
    prose = (
        pair
        for paper, text in zip(papers, read, strict=True)
        for pair in zip(_prose(paper), (text[titles], text[abstracts]), strict=True)
    )
    joined = compounds(prose, tags.values())
    begun = beginnings(joined)
    found: defaultdict[str, Word] = defaultdict(Word)
    for number, (paper, text) in enumerate(zip(papers, read, strict=True)):
        weights = _weights(text, [_with_compounds(read, joined, begun) for read in text], average)
        for text_word in _parts(paper):
            weights[text_word] = weights.get(text_word, 0) + 1
        places = _places(text)
        for word, weight in weights.items():
            level = int(LEVELS * weight / (_SATURATION + weight))
            found[word].add(number, level, places.get(word, ()))
        for word, authors in _bearers(paper).items():
            found[f"{BY}{word}"].add(number, 0, authors)
    for word in found.keys() & joined.keys():
        found[word].parts = joined[word]
    return {word: found[word] for word in sorted(found)}


def _prose(paper: Paper) -> tuple[str, str]:
    return paper.title_plain, paper.abstract_text


def _with_compounds(read: Sequence[str], joined: Compounds, begun: frozenset[str]) -> Counter[str]:
    """Return how often each word, and each compound, stands in a text."""
    found = Counter(read)
    found.update(occurrences(read, joined, begun))
    return found


def _average_lengths(read: Sequence[Sequence[Sequence[str]]]) -> tuple[float, ...]:
    """Return how many words each field has in a usual paper."""
    totals, counted = [0] * len(_FIELDS), [0] * len(_FIELDS)
    for fields in read:
        for at, (field, text) in enumerate(zip(_FIELDS, fields, strict=True)):
            totals[at] += len(text)
            counted[at] += bool(text) or field not in _SELDOM
    return tuple(max(1.0, total / max(1, number)) for total, number in zip(totals, counted, strict=True))


def _fields(paper: Paper, tags: Mapping[str, Tag]) -> tuple[Sequence[str], ...]:
    """Return the words of each field, in the order of `_FIELDS`."""
    said = (paper.summary if paper.summarized else "") + " " + paper.note
    known = [text for slug in paper.tags for text in _names(tags[slug])]
    return (
        *(words(paper.title_plain), words(said), known, words(paper.abstract_text)),
        [word for author in paper.facts.authors for word in words(author.name)],
        *_where_and_when(paper),
    )


def _where_and_when(paper: Paper) -> tuple[list[str], list[str]]:
    """Return the words of the venue with the year of the citation, and the keywords with that of the first version."""
    facts = paper.facts
    venue = words(facts.venue)
    cited = [facts.year] if facts.year and facts.year not in venue else []
    first = [facts.published[:4]] if facts.published and facts.published[:4] != facts.year else []
    return [*venue, *cited], [*words(" ".join(facts.keywords)), *first]


def _parts(paper: Paper) -> set[str]:
    """Return the parts of the names in a paper: `ZeroQuant` is also zero and quant."""
    return {part for text in _prose(paper) for part in parts_of_names(text)}


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
    """Return the words of a tag's name and of all other words for it, each once, and each name in one word."""
    names = tuple(tag_names(tag))
    return tuple(dict.fromkeys([*(word for name in names for word in name), *("".join(name) for name in names)]))


def _weights(
    text: Sequence[Sequence[str]], counted: Sequence[Counter[str]], average: Sequence[float]
) -> dict[str, float]:
    """Return the weighted frequency of each word of a paper."""
    found: dict[str, float] = {}
    for field, read, numbers, usual in zip(_FIELDS, text, counted, average, strict=True):
        if not read:
            continue
        scale = field.weight / (1 - field.evened + field.evened * len(read) / usual)
        for word, number in numbers.items():
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


def spellings(found: Index, papers: Sequence[Paper]) -> Iterator[tuple[str, int, str]]:
    """Yield each word that a misspelt one may have meant, how many papers have it, and how it is written most often.

    Numbers are no words.
    """
    forms = _written(papers)
    for word, known in found.items():
        if len(word) > _SHORTEST and word.isalpha():
            yield word, known.papers, forms.get(word, word)


def _written(papers: Sequence[Paper]) -> dict[str, str]:
    """Return how each word is written most often, where that is not the form that stands for it."""
    counted: Counter[str] = Counter()
    for paper in papers:
        for text in (*_prose(paper), paper.summary, *(author.name for author in paper.facts.authors)):
            counted.update(written(text))
    best: dict[str, tuple[int, str]] = {}
    for form, number in sorted(counted.items()):
        word = token(form)
        best[word] = max(best.get(word, (0, "")), (number, form))
    return {word: form for word, (_, form) in best.items() if form != word}
