"""Builds the index of the search: for every word, the papers that have it and its weight in each.

The weight of a word is the part of BM25F that does not depend on the query (Robertson, Zaragoza and Taylor 2004): its
weighted frequency over the fields of a paper, normalized by the length of each field, saturated. The browser multiplies
it by the inverse document frequency. A compound, such as `kvcache`, is a word too, wherever its parts are adjacent.
"""

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import chain

from ..catalog.model import Paper, Tag
from ..text.tokens import STOP, beginnings, occurrences, token, words, written
from .compounds import compounds, parts_of_names, tag_names

LEVELS = 16
"""The number of steps to which weights are rounded."""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Field:
    """A part of a paper: the weight of a word in it, and how far its length is normalized, from 0 to 1."""

    weight: float
    normalization: float


_TITLE = _Field(weight=5.0, normalization=0.4)
_SUMMARY = _Field(weight=1.6, normalization=0.3)
_TAGS = _Field(weight=1.0, normalization=0.0)
_ABSTRACT = _Field(weight=1.0, normalization=0.5)
_AUTHORS = _Field(weight=3.0, normalization=0.3)
_VENUE = _Field(weight=2.0, normalization=0.0)
_KEYWORDS = _Field(weight=0.6, normalization=0.0)
_FIELDS = (_TITLE, _SUMMARY, _TAGS, _ABSTRACT, _AUTHORS, _VENUE, _KEYWORDS)
_SELDOM = frozenset({_ABSTRACT, _AUTHORS})
"""Fields that many papers of a library may lack: empty ones do not count for their average length."""
_SATURATION = 1.6

_STARTS = {_TITLE: 0, _SUMMARY: 128, _ABSTRACT: 256}
"""The position of the first word of a field; the words of other fields have no position."""

_BY = "@"
"""The prefix of the words of authors' names, which are in the index once more; their places are the authors.

Such a place is `_WORDS` times the number of the author, counted from 0, plus the number of words of the name.
"""

_WORDS = 8

_SHORTEST = 3  # letters; shorter words are not offered as corrections


class Word:
    """A word of the index: the number of papers that have it, and packed, its weight and places in each.

    `entries` are numbers: the difference to the number of the paper before, times `LEVELS`, plus the weight.
    `places` are, for each paper, the number of places, and the difference of each to the one before. A number takes
    seven bits a byte, the lowest first; the eighth bit says that more bytes follow.
    `parts` are the words of a compound, or empty for a name that is never written as several words; None for any other
    word.
    """

    __slots__ = ("_last", "entries", "papers", "parts", "places")

    def __init__(self) -> None:
        self.papers = 0
        self.entries = bytearray()
        self.places = bytearray()
        self.parts: tuple[str, ...] | None = None
        self._last = 0

    def add(self, number: int, level: int, places: Sequence[int]) -> None:
        """Add a paper that has the word; its number must be higher than that of the paper before."""
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
    """Append a number, seven bits a byte, the lowest first; the eighth bit says that more bytes follow."""
    while number > 0x7F:  # noqa: PLR2004 (seven bits)
        packed.append(number & 0x7F | 0x80)
        number >>= 7
    packed.append(number)


Index = Mapping[str, Word]
"""The words in the order of their code points."""


def index(papers: Sequence[Paper], tags: Mapping[str, Tag]) -> Index:
    """Return the index of papers, which are numbered in their order."""
    read = [_fields(paper, tags) for paper in papers]
    average = _average_lengths(read)
    titles, abstracts = _FIELDS.index(_TITLE), _FIELDS.index(_ABSTRACT)
    prose = (
        pair
        for paper, text in zip(papers, read, strict=True)
        for pair in zip(_prose(paper), (text[titles], text[abstracts]), strict=True)
    )
    joined = compounds(prose, tags.values())
    apart = {name for name, parts in joined.items() if parts}
    begun = beginnings(joined.values())
    found: defaultdict[str, Word] = defaultdict(Word)
    for number, (paper, text) in enumerate(zip(papers, read, strict=True)):
        counts = [Counter(chain(field, map("".join, occurrences(field, apart, begun)))) for field in text]
        weights = _weights(text, counts, average)
        for part in set().union(*map(parts_of_names, _prose(paper))):  # `ZeroQuant` is also zero and quant
            weights[part] = weights.get(part, 0) + 1
        places = _places(text)
        for word, weight in weights.items():
            level = int(LEVELS * weight / (_SATURATION + weight))
            found[word].add(number, level, places.get(word, ()))
        for word, authors in _author_places(paper).items():
            found[f"{_BY}{word}"].add(number, 0, authors)
    for word in found.keys() & joined.keys():
        found[word].parts = joined[word]
    return {word: found[word] for word in sorted(found)}


def _prose(paper: Paper) -> tuple[str, str]:
    return paper.title_plain, paper.abstract_text


def _average_lengths(read: Sequence[Sequence[Sequence[str]]]) -> tuple[float, ...]:
    """Return the average number of words of each field."""
    totals, counted = [0] * len(_FIELDS), [0] * len(_FIELDS)
    for fields in read:
        for at, (field, text) in enumerate(zip(_FIELDS, fields, strict=True)):
            totals[at] += len(text)
            counted[at] += bool(text) or field not in _SELDOM
    return tuple(max(1.0, total / max(1, number)) for total, number in zip(totals, counted, strict=True))


def _fields(paper: Paper, tags: Mapping[str, Tag]) -> tuple[Sequence[str], ...]:
    """Return the words of each field, in the order of `_FIELDS`."""
    remarks = (paper.summary if paper.summarized else "") + " " + paper.note
    known = [text for slug in paper.tags for text in _names(tags[slug])]
    return (
        *(words(paper.title_plain), words(remarks), known, words(paper.abstract_text)),
        [word for author in paper.facts.authors for word in words(author.name)],
        *_venue_and_keywords(paper),
    )


def _venue_and_keywords(paper: Paper) -> tuple[list[str], list[str]]:
    """Return the words of the venue and the cited year, and those of the keywords and the year of the first version."""
    facts = paper.facts
    venue = words(facts.venue)
    cited = [facts.year] if facts.year and facts.year not in venue else []
    first = [facts.published[:4]] if facts.published and facts.published[:4] != facts.year else []
    return [*venue, *cited], [*words(" ".join(facts.keywords)), *first]


def _author_places(paper: Paper) -> dict[str, list[int]]:
    """Return the places of each word of the authors' names."""
    found: dict[str, list[int]] = {}
    for number, author in enumerate(paper.facts.authors):
        name = words(author.name)
        for word in dict.fromkeys(name):
            found.setdefault(word, []).append(_WORDS * number + min(len(name), _WORDS - 1))
    return found


@lru_cache(maxsize=4096)
def _names(tag: Tag) -> tuple[str, ...]:
    """Return the words of all names of a tag, each once, and each name as one word."""
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
        scale = field.weight / (1 - field.normalization + field.normalization * len(read) / usual)
        for word, number in numbers.items():
            found[word] = found.get(word, 0) + number * scale
    return found


def _places(text: Sequence[Sequence[str]]) -> dict[str, list[int]]:
    """Return the positions of each word, counted from the start of its field."""
    found: dict[str, list[int]] = {}
    for field, read in zip(_FIELDS, text, strict=True):
        start = _STARTS.get(field)
        if start is None:
            continue
        later = [other for other in _STARTS.values() if other > start]
        room = min(later) - start if later else len(read)
        for at, word in enumerate(read[:room], start):
            if word in found:
                found[word].append(at)
            elif word not in STOP:
                found[word] = [at]
    return found


def spellings(found: Index, papers: Sequence[Paper]) -> Iterator[tuple[str, int, str]]:
    """Yield each word that may be offered as a correction, the number of its papers, and its most common spelling.

    Words with digits are left out.
    """
    forms = _written(papers)
    for word, known in found.items():
        if len(word) > _SHORTEST and word.isalpha():
            yield word, known.papers, forms.get(word, word)


def _written(papers: Sequence[Paper]) -> dict[str, str]:
    """Return the most common spelling of each word, if it differs from the word in the index."""
    counted: Counter[str] = Counter()
    for paper in papers:
        for text in (*_prose(paper), paper.summary, *(author.name for author in paper.facts.authors)):
            counted.update(written(text))
    best: dict[str, tuple[int, str]] = {}
    for form, number in sorted(counted.items()):
        word = token(form)
        best[word] = max(best.get(word, (0, "")), (number, form))
    return {word: form for word, (_, form) in best.items() if form != word}
