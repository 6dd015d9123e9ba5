"""Finds the papers that are nearest to each paper in words and tags.

A paper is a row of its weightiest words (TF-IDF; the title counts more, and its pairs of words count too) beside its
tags, each half of a fixed length: likeness is the cosine of the words plus a share for the tags in common.
"""

from __future__ import annotations

from array import array
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray
from scipy import sparse

from ..catalog.model import Paper
from .features import single_terms, terms

TERMS = 24
"""How many words of a paper are compared: the weightiest; more cost time and change little."""

_TITLE_WEIGHT = 3  # a word of the title counts as three of the abstract
_TAG_SHARE = 0.8  # what equal tags count for, beside 1 for equal words
_ASKED = 512  # papers that a word or a tag leads to
_CHUNK = 512  # rows compared at a time: bounds the memory


Table = NDArray[np.float64]
_Places = NDArray[np.intp]


@dataclass(frozen=True, slots=True, kw_only=True)
class Neighbours:
    """For each paper its nearest others, nearest first, and how alike they are; both have the shape (papers, count).

    Equal likeness is told apart by the order of the papers. A likeness of 0 means: nothing in common.
    """

    papers: NDArray[np.intp]
    likeness: Table


def features(papers: Sequence[Paper]) -> sparse.csr_matrix:
    """Return papers as rows of weighted words and tags, to be compared by their scalar products."""
    columns: dict[str, int] = {}
    texts = [_counted(paper, columns) for paper in papers]
    words = _cut(_normed(_weighed(_stacked(texts, len(columns)))))
    known: dict[str, int] = {}
    tags = [(array("i", [known.setdefault(tag, len(known)) for tag in paper.tags]), None) for paper in papers]
    shared = _normed(_weighed(_stacked(tags, len(known)))) * _TAG_SHARE**0.5
    return sparse.hstack([_normed(words), shared], format="csr", dtype=np.float32)


def nearest(rows: sparse.csr_matrix, count: int) -> Neighbours:
    """Return the `count` nearest others of each row, or all others where there are fewer.

    A column leads to the `_ASKED` rows in which it weighs most, and only what the columns of a row lead to is compared
    in full: so time grows with the rows, and not with their square. Where fewer have anything in common, the rest
    are rows with a likeness of 0.
    """
    size = rows.shape[0]
    count = max(0, min(count, size - 1))
    others = np.zeros((size, count), dtype=np.intp)
    likeness = np.zeros((size, count))
    asked = _heaviest(rows.T.tocsr(), _ASKED)
    whole = asked.nnz == rows.nnz
    for start in range(0, size if count else 0, _CHUNK):
        one, other, values = _candidates(rows[start : start + _CHUNK] @ asked, start, size if whole else 4 * count)
        if not whole:
            values = np.asarray(rows[one].multiply(rows[other]).sum(axis=1)).ravel()
        order = np.lexsort((other, -values, one))
        one, other, values = one[order], other[order], values[order]
        rank = np.arange(len(one)) - np.searchsorted(one, one)
        best = rank < count
        others[one[best], rank[best]] = other[best]
        likeness[one[best], rank[best]] = values[best]
    return Neighbours(papers=others, likeness=likeness)


def _heaviest(rows: sparse.csr_matrix, most: int) -> sparse.csr_matrix:
    """Return rows with only the `most` heaviest values of each; of equal ones the first."""
    owner = np.repeat(np.arange(rows.shape[0]), np.diff(rows.indptr))
    order = np.lexsort((rows.indices, -np.round(rows.data, 6), owner))
    kept = np.sort(order[np.arange(len(order)) - rows.indptr[owner[order]] < most])
    return sparse.csr_matrix((rows.data[kept], (owner[kept], rows.indices[kept])), shape=rows.shape)


def _candidates(product: sparse.csr_matrix, start: int, most: int) -> tuple[_Places, _Places, Table]:
    """Return the `most` likeliest neighbours of rows, the first of which is row `start`, with their products."""
    found: list[tuple[_Places, Table]] = []
    for row, (begin, end) in enumerate(pairwise(product.indptr.tolist()), start):
        others, values = product.indices[begin:end], product.data[begin:end]
        if end - begin > most + 1:  # of equal ones all: which of them comes first is told later
            least = np.partition(values, -most - 1)[-most - 1]
            others, values = others[values >= least], values[values >= least]
        apart = others != row  # nobody is their own neighbour
        found.append((others[apart], values[apart]))
    owner = np.repeat(np.arange(start, start + len(found)), [len(others) for others, _ in found])
    return owner, np.concatenate([others for others, _ in found]), np.concatenate([values for _, values in found])


def _counted(paper: Paper, columns: dict[str, int]) -> tuple[array[int], array[float]]:
    """Return the terms of a paper as columns, new ones entered into `columns`, and the weight of each occurrence."""
    title = terms(paper.title_plain)
    abstract = single_terms(paper.abstract_text)
    found = array("i", [columns.setdefault(term, len(columns)) for term in (*title, *abstract)])
    return found, array("d", [_TITLE_WEIGHT] * len(title) + [1] * len(abstract))


def _stacked(texts: Sequence[tuple[array[int], array[float] | None]], width: int) -> sparse.csr_matrix:
    """Return rows of columns with weights (1 where None) as one matrix; what occurs twice is added up."""
    starts = np.cumsum([0, *(len(found) for found, _ in texts)])
    found = np.concatenate([np.frombuffer(one, dtype=np.int32) for one, _ in texts if one] or [np.zeros(0, np.int32)])
    parts = [np.ones(len(one)) if weight is None else np.frombuffer(weight) for one, weight in texts if one]
    matrix = sparse.csr_matrix((np.concatenate(parts or [np.zeros(0)]), found, starts), shape=(len(texts), width))
    matrix.sum_duplicates()
    return matrix


def _weighed(counts: sparse.csr_matrix) -> sparse.csr_matrix:
    """Return counts as TF-IDF weights; a column with one row says nothing of likeness, and is left out."""
    rows = counts.shape[0]
    times = np.bincount(counts.indices, minlength=counts.shape[1])
    weight = np.where(times > 1, np.log((1 + rows) / (1 + times)) + 1, 0)
    weighed = counts.copy()
    weighed.data = (1 + np.log(counts.data)) * weight[counts.indices]
    weighed.eliminate_zeros()
    return weighed


def _normed(rows: sparse.csr_matrix) -> sparse.csr_matrix:
    """Return rows of length one; an empty row stays empty."""
    lengths = np.sqrt(np.asarray(rows.multiply(rows).sum(axis=1)).ravel())
    return sparse.csr_matrix(sparse.diags(1 / np.where(lengths > 0, lengths, 1)) @ rows)


def _cut(rows: sparse.csr_matrix) -> sparse.csr_matrix:
    """Return rows with only their `TERMS` weightiest entries."""
    owner = np.repeat(np.arange(rows.shape[0]), np.diff(rows.indptr))
    order = np.lexsort((rows.indices, -rows.data, owner))
    rank = np.arange(len(order)) - rows.indptr[owner]
    kept = order[rank < TERMS]
    return sparse.csr_matrix((rows.data[kept], (owner[kept], rows.indices[kept])), shape=rows.shape)
