"""Reads papers as weighted terms, by which they are compared, and finds the papers that are most alike.

A term is a word or two adjacent words; words without meaning of their own (`STOP`) and those of more than half of the
papers are none. Weights are TF-IDF with a logarithmic term frequency, each paper of length one (Salton and Buckley
1988). Two papers are as similar as the scalar product of their rows. Products and similarities are rounded before they
are compared, so that all processors find the same papers.
"""

import re
from array import array
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray
from scipy import sparse

from ..catalog.model import Paper
from ..text.spans import Kind
from ..text.tokens import STOP, WORD, plain, token, words

_TITLE_WEIGHT = 3  # a word of the title counts as three of the abstract
_COMMON = 0.5  # share of the papers; terms of more papers are left out
_FEW = 20  # papers; terms of at most so many are never too common
_LEAST = 3.0  # weight of a term that is everywhere; without it, one rare word in common relates papers
_PAIRS = 0.7  # a pair of words weighs less than a word, because its words count too
_ASKING = 32  # terms of a paper that are looked up
_ASKED = 256  # papers that are found for a term
_COMPARED = 48  # papers that a paper is compared with in full
_CHUNK = 256  # papers at a time: limits the memory
_TOKEN = re.compile(rf"{WORD.pattern}|[^\w\s‐‑–/-]")  # a word, or a mark that parts words
_APART = re.compile(f"({_TOKEN.pattern})")


@lru_cache(maxsize=256)  # each text is read a few times in a row
def read(text: str) -> tuple[str, ...]:
    """Return the words and punctuation marks of a text in order; words joined by a hyphen follow each other."""
    return tuple(map(token, _TOKEN.findall(plain(text).lower())))


def terms(text: str) -> list[str]:
    """Return the terms of a text."""
    found = [word if len(word) > 1 and word not in STOP else "" for word in read(text)]
    return [*filter(None, found), *(f"{one} {two}" for one, two in pairwise(found) if one and two)]


def prose(paper: Paper) -> str:
    """Return the abstract without its links: two papers on one host are not alike by that."""
    return "".join(" " if span.kind is Kind.LINK else span.text for span in paper.abstract)


def paper_terms(paper: Paper, more: Iterable[str] = ()) -> Counter[str]:
    """Return the terms of the title and abstract of a paper, and those of more texts about it, counted."""
    found = Counter(terms(paper.title_plain) * _TITLE_WEIGHT)
    for text in (prose(paper), *more):
        found.update(terms(text))
    return found


@dataclass(frozen=True, slots=True, kw_only=True)
class Matrix:
    """`rows` has a paper in each row and a term in each column, named by `vocabulary`.

    `papers` is the number of papers that have each term.
    """

    rows: sparse.csr_matrix
    vocabulary: tuple[str, ...]
    papers: NDArray[np.intp]


def tf_idf(counts: Iterable[Counter[str]]) -> Matrix:
    """Return the counted terms of each paper as weights, rows of length one.

    Pairs of words of only one paper are left out. Such words are not: papers with other words are less alike.
    """
    names, table = _count_table(counts)
    papers = np.bincount(table.indices, minlength=len(names))
    weight = np.log((1 + table.shape[0]) / (1 + papers)) + _LEAST
    pair = np.array([" " in name for name in names], dtype=bool)
    weight[pair] *= _PAIRS
    table.data = (1 + np.log(table.data)) * weight[table.indices]
    known = (papers > pair) & (papers <= max(_FEW, _COMMON * table.shape[0]))
    kept = np.flatnonzero(known)
    rows = normalized(table[:, kept].sorted_indices())
    return Matrix(rows=rows, vocabulary=tuple(names[column] for column in kept), papers=papers[kept])


def _count_table(counts: Iterable[Counter[str]]) -> tuple[list[str], sparse.csr_matrix]:
    """Return the terms in the order of their appearance, and how often each paper has each.

    The papers are read one by one: all of them would take ten times the memory of the table.
    """
    column: defaultdict[str, int] = defaultdict()
    column.default_factory = column.__len__  # the next term has the next number
    starts, columns, numbers = array("q", [0]), array("i"), array("d")
    for counted in counts:
        columns.extend(map(column.__getitem__, counted))
        numbers.extend(counted.values())
        starts.append(len(columns))
    parts = (np.array(numbers), np.array(columns, dtype=np.int32), np.array(starts))
    return list(column), sparse.csr_matrix(parts, shape=(len(starts) - 1, len(column)))


def normalized(rows: sparse.csr_matrix) -> sparse.csr_matrix:
    """Return rows, each divided by its length; empty rows stay as they are."""
    length = np.sqrt(np.asarray(rows.multiply(rows).sum(axis=1)).ravel())
    rows = sparse.csr_matrix(sparse.diags(1 / np.where(length, length, 1)) @ rows)
    rows.data = np.round(rows.data, 9)
    return rows


def paper_rows(papers: Sequence[Paper], tags: float, *, most: int | None = None) -> Matrix:
    """Return papers as rows of their terms and, behind the columns of the vocabulary, of their tags.

    `tags` is the share of the tags in the similarity of two papers, from 0 to 1. With `most`, only so many words of
    each paper are compared, the weightiest, and no pairs of words: that is faster.
    """
    matrix = tf_idf(map(paper_terms if most is None else _paper_words, papers))
    texts = matrix.rows if most is None else normalized(_heaviest(matrix.rows, most))
    tagged = tf_idf(Counter(paper.tags) for paper in papers).rows
    rows = sparse.hstack([texts * (1 - tags) ** 0.5, tagged * tags**0.5], format="csr")
    return Matrix(rows=rows, vocabulary=matrix.vocabulary, papers=matrix.papers)


def _paper_words(paper: Paper) -> Counter[str]:
    found = words(paper.title_plain) * _TITLE_WEIGHT + words(prose(paper))
    return Counter(word for word in found if len(word) > 1 and word not in STOP)


class Pairs(NamedTuple):
    """Pairs of papers, `one` and `other`, by their rows, and the similarity of each; three arrays of one length."""

    one: NDArray[np.intp]
    other: NDArray[np.intp]
    similarity: NDArray[np.float64]


def nearest(rows: sparse.csr_matrix, count: int) -> Pairs:
    """Return up to `count` pairs of each row with the rows nearest to it, the nearest first, of equal ones the first.

    Not all rows are compared: the weightiest terms of a row are looked up in the rows in which they weigh most, and
    only the rows found most often are compared in full (after the impact-ordered lists of Persin, Zobel and
    Sacks-Davis 1996). So time and memory grow with the rows and not with their square. Rows that have nothing in common
    are no pair.
    """
    found = [(np.zeros(0, np.intp), np.zeros(0, np.intp), np.zeros(0))]
    asking, asked = _heaviest(rows, _ASKING), _heaviest(rows.T.tocsr(), _ASKED)
    for start in range(0, rows.shape[0], _CHUNK):
        one, other = _candidates(asking[start : start + _CHUNK] @ asked, start)
        similarity = similarities(rows, one, other)
        order = np.lexsort((other, -similarity, one))
        one, other, similarity = one[order], other[order], similarity[order]
        best = np.arange(len(one)) - np.searchsorted(one, one) < count
        found.append((one[best], other[best], similarity[best]))
    return Pairs(*map(np.concatenate, zip(*found, strict=True)))


def similarities(rows: sparse.csr_matrix, one: NDArray[np.intp], other: NDArray[np.intp]) -> NDArray[np.float64]:
    """Return the similarity of each pair of rows, from 0 to 1."""
    return np.round(np.asarray(rows[one].multiply(rows[other]).sum(axis=1)).ravel(), 6)


def _heaviest(rows: sparse.csr_matrix, most: int) -> sparse.csr_matrix:
    """Return rows with only the `most` heaviest values of each; of equal ones the first."""
    row = np.repeat(np.arange(rows.shape[0]), np.diff(rows.indptr))
    order = np.lexsort((rows.indices, -rows.data, row))
    kept = order[np.arange(len(order)) - rows.indptr[row] < most]
    return sparse.csr_matrix((rows.data[kept], (row[kept], rows.indices[kept])), shape=rows.shape)


def _candidates(product: sparse.csr_matrix, start: int) -> tuple[NDArray[np.intp], NDArray[np.intp]]:
    """Return the columns of the greatest values of each row, with their rows; of equal ones all.

    The first row has the number `start`. What a row has in the column of its own number is left out.
    """
    product.data = np.round(product.data, 9)
    found = []
    for row, (begin, end) in enumerate(pairwise(product.indptr.tolist()), start):
        columns, values = product.indices[begin:end], product.data[begin:end]
        if len(values) > _COMPARED + 1:
            columns = columns[values >= np.partition(values, -_COMPARED - 1)[-_COMPARED - 1]]
        found.append(columns[columns != row])
    return np.repeat(np.arange(start, start + len(found)), list(map(len, found))), np.concatenate(found)


def spellings(text: str, wanted: Iterable[str]) -> dict[str, list[str]]:
    """Return how a text spells each wanted term, in the order of the text, each once.

    A part of a word with hyphens is spelled as the whole, too: `expert` gives `mixture-of-experts`, then `experts`.
    Terms without a letter are left out.
    """
    by_first: dict[str, list[list[str]]] = {}
    for one in wanted:
        if any(map(str.isalpha, one)):
            by_first.setdefault(one.split()[0], []).append(one.split())
    found: dict[str, dict[str, None]] = {}
    parts = _APART.split(text)  # alternately what is between tokens, and a token
    known = list(map(_form, parts[1::2]))
    for at, word in enumerate(known):
        for term in by_first.get(word, ()):
            if known[at : at + len(term)] == term:
                spelled = found.setdefault(" ".join(term), {})
                start, end = 2 * at + 1, 2 * (at + len(term))
                spelled["".join(_whole(parts, start, end))] = None
                spelled["".join(parts[start:end])] = None
    return {term: list(spelled) for term, spelled in found.items()}


def _whole(parts: Sequence[str], start: int, end: int) -> Sequence[str]:
    """Return the parts of a text from start to end, with the words that hyphens join with them."""
    while parts[start - 1] == "-" and parts[start - 2].isalnum():
        start -= 2
    while parts[end] == "-" and parts[end + 1].isalnum():
        end += 2
    return parts[start:end]


@lru_cache(maxsize=65536)
def _form(word: str) -> str:
    return token(plain(word).lower())


def distinct(found: Iterable[str], most: int) -> list[str]:
    """Return up to `most` terms, those of several words first, no word twice."""
    parts = {term: term.replace("-", " ").split() for term in found}
    chosen: list[str] = []
    taken: set[str] = set()
    for term in sorted(parts, key=lambda term: len(parts[term]) == 1):
        if len(chosen) < most and taken.isdisjoint(parts[term]):
            chosen.append(term)
            taken.update(parts[term])
    return chosen
