"""The index of the search as files under `/data/`, so cut that a query fetches only what it asks for.

`words/<n>.json` has the words of one range of the alphabet, each with its entries; `places/<n>.json` has where they
stand, for phrases; `spelling/<letter>.json` has the words a misspelt one may have meant. What `insights.index` packed
is base64 inside JSON: every server compresses JSON, and few compress bytes of an unknown kind.
"""

from __future__ import annotations

import base64
from collections.abc import Iterable, Iterator
from itertools import accumulate, groupby, pairwise

from generator.insights.index import Index, index, spellings
from generator.pages.data_file import data_file
from generator.pages.page import Page
from generator.pages.site import Site

_RANGE = 9000
"""Characters of a file of words, about: a word of a query costs one."""

_ALL_SPELLINGS = 1_000
"""Words; up to so many stand in one file, more in one for each first letter."""


def search_files(site: Site) -> tuple[tuple[Page, ...], dict[str, object]]:
    """Return the files of the index, and what the head tells of them: where each range of words begins."""
    found = index(site.numbered, site.catalog.vocabulary.tags)
    ranges = tuple(_ranges(found))
    files = [
        data_file(f"words/{at}", {word: _split(found[word].parts) + entries for word, entries in words})
        for at, words in enumerate(ranges)
    ]
    files += [
        data_file(f"places/{at}", {word: _text(found[word].places) for word, _ in entries})
        for at, entries in enumerate(ranges)
    ]
    letters, lists = _spellings(spellings(found, site.numbered))
    files += lists
    authors = {"authors": True} if any(paper.facts.authors for paper in site.numbered) else {}
    return tuple(files), {"starts": list(_starts(ranges)), "letters": letters, **authors}


def _ranges(found: Index) -> Iterator[list[tuple[str, str]]]:
    """Yield the words with their entries in pieces of about `_RANGE` characters."""
    piece: list[tuple[str, str]] = []
    size = 0
    for word, known in found.items():
        packed = _text(known.entries)
        if piece and size + len(packed) > _RANGE:
            yield piece
            piece, size = [], 0
        piece.append((word, packed))
        size += len(packed) + len(word) + 6
    if piece:
        yield piece


def _starts(ranges: Iterable[list[tuple[str, str]]]) -> Iterator[str]:
    """Yield the first word of each range, cut to what tells it from the last word of the range before."""
    yield ""
    for before, after in pairwise(ranges):
        last, first = before[-1][0], after[0][0]
        same = next((at for at, (one, two) in enumerate(zip(last, first, strict=False)) if one != two), len(last))
        yield first[: same + 1]


def _text(packed: bytearray) -> str:
    return base64.b64encode(packed).decode()


def _split(parts: tuple[str, ...] | None) -> str:
    """Return where the parts of a compound end, before its entries; `0` where it has none."""
    if parts is None:
        return ""
    return ",".join(map(str, list(accumulate(map(len, parts)))[:-1])) + " " if parts else "0 "


def _spellings(words: Iterable[tuple[str, int, str]]) -> tuple[list[str], list[Page]]:
    """Return the letters that have a file, none if there is one file for all, and the files."""
    known = [(word, papers if form == word else [papers, form]) for word, papers, form in words]
    if len(known) <= _ALL_SPELLINGS:
        return [], [data_file("spelling/all", dict(known))]
    letters = {letter: dict(group) for letter, group in groupby(known, key=lambda pair: pair[0][0])}
    codes = {letter: f"{ord(letter):x}" for letter in letters}
    return list(letters), [data_file(f"spelling/{codes[letter]}", group) for letter, group in letters.items()]
