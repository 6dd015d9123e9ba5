"""Lays the collection out in two dimensions, so that papers that are alike stand side by side.

Papers that are neighbours attract each other and all others push away, both by the kernel 1 / (1 + distance²), the
others by a sample (Tang et al., LargeVis, 2016; McInnes et al., UMAP, 2018). Instead of one edge at a time, each step
moves all papers at once, in element-wise arithmetic. The start is a smooth drawing of the graph of neighbours: a few
power iterations (Koren 2005). Chance comes from a fixed seed.
"""

from __future__ import annotations

from array import array
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray
from scipy import sparse
from scipy.spatial import cKDTree

from ..catalog.model import Paper
from .features import single_terms, terms
from .model import SIDE, Place

NEIGHBOURS = 12
"""How many papers each paper is drawn to."""

_SEED = 20250314
_SMOOTHING = 100  # power iterations of the start
_STEPS = 300
_PUSHES = 10  # papers that push each paper away, at each step
_PUSH = 5.0  # how strongly, beside the attraction of all neighbours
_PACE = 0.3
_MOMENTUM = 0.5
_WIDE = 0.15  # of the start, in root papers: about as wide as the result
_FARTHEST = 4.0  # that a paper moves in a step, before the pace
_MARGIN = 20  # left free along the edges, in units of the map
_EVEN = 0.4  # how much of a coordinate is its rank: 0 leaves empty country as it is, 1 fills it
_ROOM = 0.45  # of the distance that papers would have in a grid: what is nearer than that is moved apart
_ROUNDS = 60

_Points = NDArray[np.float64]


def lay_out(papers: Sequence[Paper]) -> list[Place]:
    """Return the place of each paper on the map."""
    if len(papers) < 3:  # noqa: PLR2004 (two points have no shape)
        return [(SIDE * place // (len(papers) + 1), SIDE // 2) for place in range(1, len(papers) + 1)]
    chance = np.random.Generator(np.random.PCG64(_SEED))
    graph = _graph(nearest(features(papers), NEIGHBOURS))
    found = _settled(graph, _start(graph, chance), chance)
    placed = np.rint(_spread(_framed(_upright(found)), chance)).astype(int)
    return [(int(x), int(y)) for x, y in placed]


def _graph(near: Neighbours) -> sparse.csr_matrix:
    """Return how strongly papers attract each other: a symmetric matrix whose rows add up to 1, or to 0."""
    size, count = near.papers.shape
    likeness = np.maximum(near.likeness, 0)
    share = likeness / np.maximum(likeness.sum(axis=1, keepdims=True), 1e-9)
    starts = np.arange(0, size * count + 1, count)
    one_way = sparse.csr_matrix((share.ravel(), near.papers.ravel(), starts), shape=(size, size))
    one_way.eliminate_zeros()
    both = sparse.csr_matrix(one_way + one_way.T)
    strength = np.asarray(both.sum(axis=1)).ravel()
    return sparse.csr_matrix(sparse.diags(1 / np.maximum(strength, 1e-9)) @ both)


def _start(graph: sparse.csr_matrix, chance: np.random.Generator) -> _Points:
    """Return places at which neighbours stand together and the two directions say different things."""
    points = chance.standard_normal((graph.shape[0], 2))
    for _ in range(_SMOOTHING):
        points = (points + graph @ points) / 2
        points -= points.mean(axis=0)
        points[:, 0] /= _size(points[:, 0])
        points[:, 1] -= points[:, 0] * (points[:, 0] * points[:, 1]).mean()
        points[:, 1] /= _size(points[:, 1])
    # By rank, because a few far points would leave the rest a dot.
    return np.stack([_rank(points[:, axis]) - 0.5 for axis in (0, 1)], axis=1)


def _rank(values: _Points) -> _Points:
    """Return the rank of each value, from 0 to 1."""
    return np.argsort(np.argsort(values, kind="stable"), kind="stable") / (len(values) - 1)


def _size(values: _Points) -> float:
    return float(np.sqrt((values * values).mean())) or 1.0


def _settled(graph: sparse.csr_matrix, points: _Points, chance: np.random.Generator) -> _Points:
    """Return the points after attraction and repulsion have come to rest."""
    size = len(points)
    owner = np.repeat(np.arange(size), np.diff(graph.indptr))
    points = points * np.sqrt(size) * _WIDE
    speed = np.zeros_like(points)
    for step in range(_STEPS):
        force = _pushed(points, chance) - _drawn(graph, owner, points)
        length = np.sqrt(force[:, :1] * force[:, :1] + force[:, 1:] * force[:, 1:])
        force *= np.minimum(1, _FARTHEST / np.maximum(length, 1e-9))
        speed = _MOMENTUM * speed + _PACE * (1 - step / _STEPS) * force
        points = points + speed
    return points


def _drawn(graph: sparse.csr_matrix, owner: NDArray[np.intp], points: _Points) -> _Points:
    """Return where the neighbours of each point draw it, turned round."""
    # Axis by axis: numpy is slow on rows of two.
    x, y = (along[owner] - along[graph.indices] for along in points.T.copy())
    pull = 2 * graph.data / (1 + (x * x + y * y))
    return np.stack([np.bincount(owner, weights=pull * along, minlength=len(points)) for along in (x, y)], axis=1)


def _pushed(points: _Points, chance: np.random.Generator) -> _Points:
    """Return where other points, taken by chance, push each point."""
    here = points.T.copy()
    mixed = here[:, chance.permutation(len(points))]
    place = chance.permutation(len(points))
    turns = chance.integers(0, len(points), size=(_PUSHES, 1))
    x, y = here[:, np.newaxis] - mixed[:, (place + turns) % len(points)]  # a row for each push
    square = x * x + y * y
    strength = np.minimum(4, 2 / ((0.01 + square) * (1 + square)))
    return np.stack([(along * strength).sum(axis=0) for along in (x, y)], axis=1) * (_PUSH / _PUSHES)


def _upright(points: _Points) -> _Points:
    """Return points turned so that they are widest from left to right (their principal axis)."""
    points = points - points.mean(axis=0)
    x, y = points[:, 0], points[:, 1]
    angle = 0.5 * np.arctan2(2 * (x * y).mean(), (x * x).mean() - (y * y).mean())
    cos, sin = np.cos(angle), np.sin(angle)
    return np.stack([x * cos + y * sin, y * cos - x * sin], axis=1)


def _framed(points: _Points) -> _Points:
    """Return points within the margins of the map, however far some of them were from the rest."""
    framed = np.empty_like(points)
    for axis in (0, 1):
        values = points[:, axis]
        low, high = np.quantile(values, [0.003, 0.997])
        plain = np.clip((values - low) / max(high - low, 1e-9), 0, 1)
        framed[:, axis] = _MARGIN + (SIDE - 2 * _MARGIN) * ((1 - _EVEN) * plain + _EVEN * _rank(values))
    return framed


def _spread(points: _Points, chance: np.random.Generator) -> _Points:
    """Return points moved apart a little where they stand too close to be told from each other."""
    room = _ROOM * SIDE / np.sqrt(len(points))
    points = points + chance.uniform(-0.1, 0.1, points.shape)
    for _ in range(_ROUNDS):
        pairs = cKDTree(points).query_pairs(room, output_type="ndarray")
        if not len(pairs):
            break
        apart = points[pairs[:, 0]] - points[pairs[:, 1]]
        distance = np.sqrt((apart * apart).sum(axis=1, keepdims=True))
        move = apart / np.maximum(distance, 1e-9) * (room - distance) / 4
        for axis in (0, 1):
            points[:, axis] += np.bincount(pairs[:, 0], weights=move[:, axis], minlength=len(points))
            points[:, axis] -= np.bincount(pairs[:, 1], weights=move[:, axis], minlength=len(points))
        points = np.clip(points, _MARGIN / 2, SIDE - _MARGIN / 2)
    return points


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
