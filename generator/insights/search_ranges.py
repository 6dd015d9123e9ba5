"""Divides the search index into ranges of words, and adds the tags of papers to the words of a range.

The index is stored without tags, because they change most often. Most of it is JSON inside JSON: that takes little
memory, and a range without words of tag names is a finished file.
"""

import base64
import json
import re
from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache
from itertools import accumulate, chain, pairwise
from typing import NamedTuple
from zlib import crc32

from ..storage.cache import compact_json
from .search_index import LEVELS, Index, Word, level_with_tags, pack

_SMALLEST, _LARGEST = 6_000, 10_000
"""About how many characters a range of words has; a query fetches one for each of its words."""

_TAGS_OF_A_PAPER = 3  # a usual number: ranges have room for papers that have a word only in the name of a tag
_SHORTEST = 3  # letters; shorter words are not offered as corrections
_NUMBER = re.compile(rb"[\x80-\xff]*[\x00-\x7f]")

PapersOfTags = Mapping[str, Sequence[int]]
"""The numbers of the papers of each tag, by its slug."""


class WordRange(NamedTuple):
    """The words of the index from `start` to the start of the next range.

    `words` and `places` are JSON: by word, its entries in the texts after the ends of the parts of a compound (`0` for
    one without parts), and its places. The packed bytes are base64: every server compresses JSON, but few compress
    unknown types. `tags` are the slugs of the tags that have a word of the range in a name, by the word.
    """

    start: str
    words: str
    places: str
    tags: Mapping[str, Sequence[str]]


class SearchIndex(NamedTuple):
    """The search index of the texts of papers.

    `spellings` are the words that a misspelt one may stand for, by their first letter, as JSON: by word, the number of
    papers that have it in their texts, and its most common spelling if that is another. `alone` are further such words,
    which only the names of tags have, with the slugs of these tags.
    """

    ranges: Sequence[WordRange]
    spellings: Mapping[str, str]
    alone: Mapping[str, Sequence[str]]


def divide(index: Index, papers: int) -> SearchIndex:
    """Return the index of some papers in ranges."""
    words = list(index)
    starts = [*_starts(words, _sizes(index, papers)), len(words)]
    return SearchIndex(
        ranges=[
            WordRange(_shortest(words[start - 1], words[start]) if start else "", *_range(index, words[start:end]))
            for start, end in pairwise(starts)
        ],
        spellings={letter: compact_json(words) for letter, words in _spellings(index).items()},
        alone={name: word.tags for name, word in index.items() if not word.papers and _may_be_meant(name)},
    )


def _sizes(index: Index, papers: int) -> Iterator[int]:
    """Yield about how many characters each word takes."""
    tags = {slug for word in index.values() for slug in word.tags}
    usual = _TAGS_OF_A_PAPER * papers // max(1, len(tags))
    for name, word in index.items():
        more = min(usual * len(word.tags), papers - word.papers)
        yield len(name) + 6 + (len(word.entries) + more) * 4 // 3


def _starts(words: Sequence[str], sizes: Iterator[int]) -> Iterator[int]:
    """Yield the position of the first word of each range.

    A range ends before that word, of those where it may end, that has the least hash. So a boundary depends on the
    words near it, and stays where it is when other words are added or grow.
    """
    ends = list(accumulate(sizes, initial=0))
    start = 0
    while not start or start < len(words):
        yield start
        first = bisect_left(ends, ends[start] + _SMALLEST)
        last = max(start, bisect_right(ends, ends[start] + _LARGEST) - 1)
        if last == len(words):
            return
        start = min(range(first, last + 1), key=lambda at: crc32(words[at].encode()), default=max(last, start + 1))


def _shortest(before: str, word: str) -> str:
    """Return the shortest beginning of a word that comes after the word before."""
    return next(begun for end in range(1, len(word) + 1) if (begun := word[:end]) > before)


def _range(index: Index, words: Sequence[str]) -> tuple[str, str, dict[str, list[str]]]:
    """Return the fields of a range after its start."""
    known = {word: index[word] for word in words}
    return (
        compact_json({name: _ends(word) + _text(word.entries) for name, word in known.items()}),
        compact_json({name: _text(word.places) for name, word in known.items()}),
        {name: word.tags for name, word in known.items() if word.tags},
    )


def _ends(word: Word) -> str:
    """Return the ends of the parts of a compound, to stand before its entries; `0` for a compound without parts."""
    if word.parts is None:
        return ""
    return ",".join(map(str, list(accumulate(map(len, word.parts)))[:-1])) + " " if word.parts else "0 "


def _spellings(index: Index) -> dict[str, dict[str, object]]:
    found: dict[str, dict[str, object]] = {}
    for name, word in index.items():
        if word.papers and _may_be_meant(name):
            known = word.papers if word.form in ("", name) else [word.papers, word.form]
            found.setdefault(name[0], {})[name] = known
    return found


def _may_be_meant(word: str) -> bool:
    """Return whether a misspelt word may stand for a word."""
    return len(word) > _SHORTEST and word.isalpha()


def words_with_tags(part: WordRange, papers: PapersOfTags) -> str:
    """Return the words of a range with their entries, tags included, as JSON."""
    if not part.tags:
        return part.words
    words = json.loads(part.words)
    for word, tagged in _tagged(part, papers):
        ends, space, entries = words[word].rpartition(" ")
        levels = _levels(entries)
        levels |= {number: level_with_tags(levels.get(number), tags) for number, tags in tagged.items()}
        steps = ((number - before) * LEVELS + levels[number] for before, number in pairwise([0, *sorted(levels)]))
        words[word] = ends + space + _text(b"".join(map(pack, steps)))
    return compact_json({word: entries for word, entries in words.items() if entries and entries[-1] != " "})


def places_with_tags(part: WordRange, papers: PapersOfTags) -> str:
    """Return the words of a range with their places, as JSON; the name of a tag has none."""
    if not part.tags:
        return part.places
    words, places = json.loads(part.words), json.loads(part.places)
    for word, tagged in _tagged(part, papers):
        known = dict(zip(_levels(words[word].rpartition(" ")[2]), _by_paper(places[word]), strict=True))
        every = (known.get(number, b"\0") for number in sorted({*known, *tagged}))
        places[word] = _text(b"".join(every))
    return compact_json({word: packed for word, packed in places.items() if packed})


def _tagged(part: WordRange, papers: PapersOfTags) -> Iterator[tuple[str, Counter[int]]]:
    """Yield each word of tag names in a range, and by the number of a paper, how many of its tags have the word."""
    for word, tags in part.tags.items():
        yield word, Counter(chain.from_iterable(papers[slug] for slug in tags))


def _levels(entries: str) -> dict[int, int]:
    """Return the level of a word by the number of the paper."""
    found: dict[int, int] = {}
    number = 0
    for step in map(_unpack, _NUMBER.findall(base64.b64decode(entries))):
        number += step // LEVELS
        found[number] = step % LEVELS
    return found


def _by_paper(places: str) -> Iterator[bytes]:
    """Yield the places of each paper, packed."""
    numbers = _NUMBER.findall(base64.b64decode(places))
    at = 0
    while at < len(numbers):
        end = at + 1 + _unpack(numbers[at])
        yield b"".join(numbers[at:end])
        at = end


@lru_cache(maxsize=65536)
def _unpack(number: bytes) -> int:
    """Return the number that `pack` packed."""
    return sum((byte & 0x7F) << 7 * at for at, byte in enumerate(number))


def _text(packed: bytes | bytearray) -> str:
    return base64.b64encode(packed).decode()
