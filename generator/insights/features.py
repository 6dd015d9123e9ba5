"""Reads texts as weighted words and pairs of words, the features by which papers are compared.

A word is a run of letters or digits in lower case, its plural reduced to the singular; a pair is two adjacent words.
Weights are TF-IDF with a logarithmic term frequency, each text of length one (Salton and Buckley 1988).
"""

import re
from array import array
from collections import Counter, defaultdict
from collections.abc import Container, Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from itertools import accumulate, pairwise

import numpy as np
from numpy.typing import NDArray
from scipy import sparse

_HYPHENATED = re.compile(r"(?<![^\W_])[^\W_]++(?:-[^\W_]++)+")  # possessive: no backtracking into a word
_WORD = re.compile(r"[^\W_]+(?:\.\d+)?")
_WORD_APART = re.compile(f"({_WORD.pattern})")
_JOINTS = frozenset((" ", "-"))
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
    """Return a word in lower case without a plural ending: `Policies` → `policy`, `layers` → `layer`."""
    word = word.lower()
    if len(word) <= _LONG or not word.endswith("s") or word.endswith("ss"):
        return word
    return word[:-3] + "y" if word.endswith("ies") else word[:-1]


def words(text: str) -> list[str]:
    """Return the words of a text in order, as they are written."""
    return _WORD.findall(text)


@lru_cache(maxsize=256)  # each text is read a few times in a row
def stems(text: str) -> tuple[str, ...]:
    """Return the stemmed words of a text in order."""
    return tuple(map(stem, words(text)))


@lru_cache(maxsize=16384)  # many papers share their reasons
def phrase(text: str) -> str:
    """Return a text as stemmed words: equal for two spellings of one phrase."""
    return " ".join(stems(text))


def beginnings(phrases: Iterable[str]) -> dict[str, tuple[int, ...]]:
    """Return the lengths of phrases in words, by their first word, as `occurrences` needs them."""
    found: dict[str, set[int]] = {}
    for text in phrases:
        found.setdefault(text.partition(" ")[0], set()).add(text.count(" ") + 1)
    return {first: tuple(sorted(lengths)) for first, lengths in found.items()}


def occurrences(text: str, known: Container[str], lengths: Mapping[str, tuple[int, ...]]) -> Iterator[str]:
    """Yield each known phrase in a text in the order of the text, as often as it occurs.

    `lengths` are the `beginnings` of the known phrases. The time does not grow with their number.
    """
    read = stems(text)
    for start, first in enumerate(read):
        for length in lengths.get(first, ()):
            candidate = " ".join(read[start : start + length])
            if candidate in known:
                yield candidate


def single_terms(text: str) -> list[str]:
    """Return the words by which a text is compared, without the most common ones."""
    return [word for word in stems(text) if len(word) > 1 and word not in _STOP]


def terms(text: str) -> list[str]:
    """Return the words and pairs of words by which a text is compared, without the most common ones."""
    pairs = [f"{one} {two}" for one, two in pairwise(stems(text)) if one not in _STOP and two not in _STOP]
    return single_terms(text) + pairs


@dataclass(frozen=True, slots=True, kw_only=True)
class Matrix:
    """`rows` has a text in each row and a term in each column, named by `vocabulary` in alphabetical order."""

    rows: sparse.csr_matrix
    vocabulary: tuple[str, ...]


def tf_idf(
    texts: Iterable[Counter[str]], *, rare: int = 2, least: float = 1.0, pairs: float = 1.0, whole: bool = False
) -> Matrix:
    """Return texts, given as counted terms, as a matrix; terms in fewer than `rare` texts are left out.

    A term weighs `least`, and more the rarer it is; a pair of words `pairs` times that. Rows have length one; with
    `whole` they have it before anything is left out, so that texts are not similar for want of words that differ.
    """
    names, table = count_table(texts)
    papers = np.bincount(table.indices, minlength=len(names))
    weight = np.log((1 + table.shape[0]) / (1 + papers)) + least
    weight *= np.array([pairs if " " in name else 1.0 for name in names])
    table.data = (1 + np.log(table.data)) * weight[table.indices]
    kept = sorted(np.flatnonzero(papers >= rare), key=names.__getitem__)
    known = table[:, kept].sorted_indices()
    return Matrix(rows=normalized(known, table if whole else known), vocabulary=tuple(names[column] for column in kept))


def count_table(texts: Iterable[Counter[str]]) -> tuple[list[str], sparse.csr_matrix]:
    """Return the terms of texts in the order of their appearance, and how often each text has each.

    The texts are read one by one: all of them would take ten times the memory of the table.
    """
    column: defaultdict[str, int] = defaultdict()
    column.default_factory = column.__len__  # the next term has the next number
    starts, columns, numbers = array("q", [0]), array("i"), array("d")
    for text in texts:
        columns.extend(map(column.__getitem__, text))
        numbers.extend(text.values())
        starts.append(len(columns))
    parts = (np.array(numbers), np.array(columns, dtype=np.int32), np.array(starts))
    return list(column), sparse.csr_matrix(parts, shape=(len(starts) - 1, len(column)))


def normalized(rows: sparse.csr_matrix, like: sparse.csr_matrix | None = None) -> sparse.csr_matrix:
    """Return rows, each divided by its length or by that of the same row of `like`; empty rows stay as they are."""
    like = rows if like is None else like
    length = np.sqrt(np.asarray(like.multiply(like).sum(axis=1)).ravel())
    return sparse.csr_matrix(sparse.diags(1 / np.where(length, length, 1)) @ rows)


def heaviest(rows: sparse.csr_matrix, most: int, *, digits: int = 9) -> sparse.csr_matrix:
    """Return rows with only the `most` heaviest values of each; of values equal to so many digits the first."""
    row = np.repeat(np.arange(rows.shape[0]), np.diff(rows.indptr))
    order = np.lexsort((rows.indices, -np.round(rows.data, digits), row))
    kept = order[np.arange(len(order)) - rows.indptr[row] < most]
    return sparse.csr_matrix((rows.data[kept], (row[kept], rows.indices[kept])), shape=rows.shape)


def best_pairs(
    product: sparse.csr_matrix, start: int, most: int
) -> tuple[NDArray[np.intp], NDArray[np.intp], NDArray[np.float64]]:
    """Return the `most` greatest values of each row with their row and column; of equal ones all.

    The first row has the number `start`. What a row has in the column of its own number is left out.
    """
    columns, values = [], []
    for row, (begin, end) in enumerate(pairwise(product.indptr.tolist()), start):
        other = product.indices[begin:end] != row
        here, data = product.indices[begin:end][other], product.data[begin:end][other]
        if len(data) > most:
            great = data >= np.partition(data, -most)[-most]
            here, data = here[great], data[great]
        columns.append(here)
        values.append(data)
    rows = np.repeat(np.arange(start, start + len(columns)), list(map(len, columns)))
    return rows, np.concatenate(columns), np.concatenate(values)


def count_terms(parts: Iterable[tuple[str, int]]) -> Counter[str]:
    """Return the terms of several texts counted, each text with its weight."""
    found: Counter[str] = Counter()
    for text, weight in parts:
        found.update(terms(text) * weight)
    return found


def distinct(found: Iterable[str], most: int) -> list[str]:
    """Return up to `most` terms in their order, no word twice: a pair replaces its own words."""
    chosen: list[str] = []
    taken: set[str] = set()
    for term in found:
        parts = set(term.split())
        if taken.isdisjoint(parts):  # the usual case: it replaces nothing
            if len(chosen) < most:
                chosen.append(term)
                taken |= parts
            continue
        replaced = [other for other in chosen if " " in term and parts.issuperset(other.split())]
        kept = [other for other in chosen if other not in replaced]
        if len(kept) < most and parts.isdisjoint(" ".join(kept).split()):
            place = chosen.index(replaced[0]) if replaced else len(chosen)
            chosen = [*kept[:place], term, *kept[place:]]
            taken = set(" ".join(chosen).split())
    return chosen


def spellings(texts: Iterable[str], wanted: Container[str]) -> dict[str, tuple[str, ...]]:
    """Return the spellings of each wanted term in some texts; of those that differ in case only, the lower one.

    The words of a pair are joined by a space or a hyphen. Terms without a letter are left out. A word inside a longer
    one with hyphens is spelled as that first: `step` gives `one-step`, then `step`.
    """
    found: dict[str, dict[str, str]] = {}
    seen: set[tuple[str, str]] = set()
    for text in texts:
        begins, ends = _hyphenated(text) if "-" in text else ({}, {})
        for term, start, end in _places(text, wanted):
            inner = text[start:end]
            for spelled in (text[begins.get(start, start) : ends.get(end, end)], inner) if begins else (inner,):
                if (term, spelled) not in seen and any(map(str.isalpha, inner)):
                    seen.add((term, spelled))
                    same, small = found.setdefault(term, {}), spelled.lower()
                    same[small] = max(spelled, same.get(small, ""))  # lower case sorts last
    return {term: tuple(sorted(same.values(), key=len, reverse=True)) for term, same in found.items()}


def _places(text: str, wanted: Container[str]) -> Iterator[tuple[str, int, int]]:
    """Yield the wanted words of a text, then the wanted pairs of words, each with its start and end."""
    parts = _WORD_APART.split(text)  # alternately the text between words, and a word
    read, ends = list(map(stem, parts[1::2])), list(accumulate(map(len, parts)))
    for at, one in enumerate(read):
        if one in wanted:
            yield one, ends[2 * at], ends[2 * at + 1]
    for at, (one, two) in enumerate(pairwise(read)):
        if (pair := f"{one} {two}") in wanted and parts[2 * at + 2] in _JOINTS:
            yield pair, ends[2 * at], ends[2 * at + 3]


def _hyphenated(text: str) -> tuple[dict[int, int], dict[int, int]]:
    """Return the start of each word with hyphens by the starts of its parts, and its end by their ends."""
    begins: dict[int, int] = {}
    ends: dict[int, int] = {}
    for whole in _HYPHENATED.finditer(text):
        start, end = at, _ = whole.span()
        for word in whole[0].split("-"):
            begins[at], ends[at + len(word)] = start, end
            at += len(word) + 1
    return begins, ends


def contains_words(spelled: str, text: str) -> bool:
    """Return whether a spelling occurs in a text as whole words."""
    at = text.find(spelled)
    while at >= 0:
        end = at + len(spelled)
        before, after = text[max(at - 1, 0) : at], text[end : end + 1]
        if not (before.isalnum() or after.isalnum() or before == "_" or after == "_"):
            return True
        at = text.find(spelled, at + 1)
    return False
