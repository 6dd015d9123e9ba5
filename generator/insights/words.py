"""Texts as weighted words and pairs of words: the features that papers are compared by.

A word is a run of letters or digits in lower case, its plural folded to the singular; a pair is two words side by
side. Weights are TF-IDF with a logarithmic term frequency, each text of length one (Salton and Buckley 1988).
"""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Container, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise

import numpy as np
from scipy import sparse

_WORD = re.compile(r"[^\W_]+(?:\.\d+)?")
_LONG = 4  # letters; shorter words keep their s: bias, gas, vs
_STOP = frozenset(
    """
    a about achieve achieves across also an and approach are art as at based be been between both but by can
    demonstrate demonstrates despite during each existing experiments extensive first for from further has
    have how however i in including into introduce is it its method methods model models more most new not
    novel of on one only or other our out outperforms over paper performance present problem propose proposed
    recent results show shows significantly state such than that the their these they this through thus to
    two use used using various via was we well when where which while will with without work
    """.split()  # noqa: SIM905 (a list of words reads best as words)
)


@lru_cache(maxsize=65536)
def stem(word: str) -> str:
    """Return a word in lower case with a plural ending folded: `Policies` → `policy`, `layers` → `layer`."""
    word = word.lower()
    if len(word) <= _LONG or not word.endswith("s") or word.endswith("ss"):
        return word
    return word[:-3] + "y" if word.endswith("ies") else word[:-1]


def words(text: str) -> list[str]:
    """Return the words of a text in order, as they are written."""
    return _WORD.findall(text)


@lru_cache(maxsize=2048)  # each text is asked for three times in a row
def stems(text: str) -> tuple[str, ...]:
    """Return the stemmed words of a text in order."""
    return tuple(map(stem, words(text)))


def phrase(text: str) -> str:
    """Return a text as stemmed words: what two spellings of one phrase agree in."""
    return " ".join(stems(text))


def beginnings(phrases: Iterable[str]) -> dict[str, tuple[int, ...]]:
    """Return, for each word that phrases begin with, how many words they have: what `occurrences` looks up."""
    found: dict[str, set[int]] = {}
    for text in phrases:
        found.setdefault(text.partition(" ")[0], set()).add(text.count(" ") + 1)
    return {first: tuple(sorted(lengths)) for first, lengths in found.items()}


def occurrences(text: str, known: Container[str], lengths: Mapping[str, tuple[int, ...]]) -> Iterator[str]:
    """Yield each known phrase in a text in the order of the text, as often as it occurs.

    `lengths` are the `beginnings` of what is known. A text costs the same however many phrases are known.
    """
    read = stems(text)
    for start, first in enumerate(read):
        for length in lengths.get(first, ()):
            candidate = " ".join(read[start : start + length])
            if candidate in known:
                yield candidate


def terms(text: str) -> list[str]:
    """Return the words and pairs of words that a text is compared by, most common words left out."""
    read = stems(text)
    single = [word for word in read if len(word) > 1 and word not in _STOP]
    pairs = [f"{one} {two}" for one, two in pairwise(read) if one not in _STOP and two not in _STOP]
    return single + pairs


@dataclass(frozen=True, slots=True, kw_only=True)
class Matrix:
    """`rows` has a text in each row and a term in each column, named by `vocabulary`; rows have length one."""

    rows: sparse.csr_matrix
    vocabulary: tuple[str, ...]


def weigh(texts: Sequence[Counter[str]], *, rare: int = 2) -> Matrix:
    """Return texts, given as counted terms, as a matrix; terms in fewer than `rare` texts are left out."""
    count = Counter(term for text in texts for term in text)
    vocabulary = tuple(sorted(term for term, number in count.items() if number >= rare))
    column = {term: index for index, term in enumerate(vocabulary)}
    weight = [math.log((1 + len(texts)) / (1 + count[term])) + 1 for term in vocabulary]
    starts, columns, values = [0], [], []
    for text in texts:
        known = [(column[term], number) for term, number in text.items() if term in column]
        found = [(index, (1 + math.log(number)) * weight[index]) for index, number in sorted(known)]
        length = math.sqrt(sum(value * value for _, value in found)) or 1.0
        columns += [index for index, _ in found]
        values += [value / length for _, value in found]
        starts.append(len(columns))
    shape = (len(texts), len(vocabulary))
    data = (np.array(values, dtype=np.float64), np.array(columns, dtype=np.int32), np.array(starts, dtype=np.int64))
    return Matrix(rows=sparse.csr_matrix(data, shape=shape), vocabulary=vocabulary)


def counted(parts: Iterable[tuple[str, int]]) -> Counter[str]:
    """Return the terms of several texts counted, each text with its weight."""
    found: Counter[str] = Counter()
    for text, weight in parts:
        for term, number in Counter(terms(text)).items():
            found[term] += weight * number
    return found
