"""Lays out the papers in two dimensions, so that similar papers lie side by side.

A paper is a row of its weightiest words (TF-IDF; the title counts more, and its pairs of words count too) and of its
tags, each half of a fixed length. Similarity is the cosine of the words plus a share for the tags in common.

Nearest neighbours attract each other and all other papers repel each other, both by the kernel 1 / (1 + distance²),
the others by a sample (Tang et al., LargeVis, 2016; McInnes et al., UMAP, 2018). Each step moves all papers at once,
in element-wise arithmetic. The layout starts from a smooth drawing of the graph of neighbours: a few power iterations
(Koren 2005). Random numbers come from a fixed seed.
"""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy import sparse
from scipy.spatial import cKDTree

from ..catalog.model import Paper
from .features import best_pairs, count_table, heaviest, normalized, single_terms, terms
from .model import SIDE, Place

_NEIGHBOURS = 12
"""The number of neighbours that attract each paper."""

_TERMS = 24
"""The number of words of a paper that are compared, the weightiest; more cost time and change little."""

_TITLE_WEIGHT = 3  # a word of the title counts as three of the abstract
_TAG_SHARE = 0.8  # weight of equal tags, where equal words have weight 1
_ASKED = 512  # papers that are looked up for a word or a tag
_CHUNK = 512  # rows compared at a time: limits the memory

_SEED = 20250314
_SMOOTHING = 100  # power iterations of the start
_STEPS = 300
_PUSHES = 10  # papers that repel each paper in each step
_PUSH = 5.0  # strength of the repulsion, relative to the attraction of all neighbours
_PACE = 0.3
_MOMENTUM = 0.5
_WIDE = 0.15  # width of the start, in units of the root of the number of papers: about the width of the result
_FARTHEST = 4.0  # greatest distance that a paper moves in a step, before the pace
_MARGIN = 20  # empty space along the edges, in units of the map
_EVEN = 0.4  # share of a coordinate that is its rank: 0 leaves empty areas as they are, 1 fills them
_ROOM = 0.45  # papers nearer than this share of their distance in a grid are moved apart
_ROUNDS = 60

_Points = NDArray[np.float64]


def lay_out(papers: Sequence[Paper]) -> list[Place]:
    """Return the place of each paper on the map."""
    if len(papers) < 3:  # noqa: PLR2004 (two points have no shape)
        return [(SIDE * place // (len(papers) + 1), SIDE // 2) for place in range(1, len(papers) + 1)]
    random = np.random.Generator(np.random.PCG64(_SEED))
    graph = _graph(nearest(paper_features(papers), _NEIGHBOURS))
    points = _moved(graph, _start(graph, random), random)
    placed = np.rint(_spread(_framed(_upright(points)), random)).astype(int)
    return [(int(x), int(y)) for x, y in placed]


@dataclass(frozen=True, slots=True, kw_only=True)
class Neighbours:
    """The nearest other papers of each paper, nearest first, and their similarity; both of shape (papers, count).

    Of equal similarity, the earlier paper comes first. A similarity of 0 means that nothing is in common.
    """

    papers: NDArray[np.intp]
    similarity: _Points


def paper_features(papers: Sequence[Paper]) -> sparse.csr_matrix:
    """Return papers as rows of weighted words and tags, which are compared by their scalar products."""
    words = heaviest(_weighted(_terms(paper) for paper in papers), _TERMS)
    tags = _weighted(Counter(paper.tags) for paper in papers) * _TAG_SHARE**0.5
    return sparse.hstack([normalized(words), tags], format="csr", dtype=np.float32)


def _terms(paper: Paper) -> Counter[str]:
    return Counter(terms(paper.title_plain) * _TITLE_WEIGHT + single_terms(paper.abstract_text))


def _weighted(counts: Iterable[Counter[str]]) -> sparse.csr_matrix:
    """Return counts as TF-IDF weights, each row of length one; a term of only one row is left out."""
    table = count_table(counts)[1].sorted_indices()
    rows = np.bincount(table.indices, minlength=table.shape[1])
    weight = np.where(rows > 1, np.log((1 + table.shape[0]) / (1 + rows)) + 1, 0)
    table.data = (1 + np.log(table.data)) * weight[table.indices]
    table.eliminate_zeros()
    return normalized(table)


def nearest(rows: sparse.csr_matrix, count: int) -> Neighbours:
    """Return the `count` nearest other rows of each row, or all others where there are fewer.

    For each column, only the `_ASKED` rows in which it weighs most are looked up, and only the rows found for the
    columns of a row are compared in full: so time grows with the rows, and not with their square. Where fewer rows
    have anything in common, the rest are rows with a similarity of 0.
    """
    size = rows.shape[0]
    count = max(0, min(count, size - 1))
    others = np.zeros((size, count), dtype=np.intp)
    similarity = np.zeros((size, count))
    asked = heaviest(rows.T.tocsr(), _ASKED, digits=6)
    whole = asked.nnz == rows.nnz
    for start in range(0, size if count else 0, _CHUNK):
        one, other, values = best_pairs(rows[start : start + _CHUNK] @ asked, start, size if whole else 4 * count)
        if not whole:
            values = np.asarray(rows[one].multiply(rows[other]).sum(axis=1)).ravel()
        order = np.lexsort((other, -values, one))
        one, other, values = one[order], other[order], values[order]
        rank = np.arange(len(one)) - np.searchsorted(one, one)
        best = rank < count
        others[one[best], rank[best]] = other[best]
        similarity[one[best], rank[best]] = values[best]
    return Neighbours(papers=others, similarity=similarity)


def _graph(near: Neighbours) -> sparse.csr_matrix:
    """Return how strongly papers attract each other: a symmetric matrix whose rows add up to 1, or to 0."""
    size, count = near.papers.shape
    similarity = np.maximum(near.similarity, 0)
    share = similarity / np.maximum(similarity.sum(axis=1, keepdims=True), 1e-9)
    starts = np.arange(0, size * count + 1, count)
    one_way = sparse.csr_matrix((share.ravel(), near.papers.ravel(), starts), shape=(size, size))
    one_way.eliminate_zeros()
    both = sparse.csr_matrix(one_way + one_way.T)
    strength = np.asarray(both.sum(axis=1)).ravel()
    return sparse.csr_matrix(sparse.diags(1 / np.maximum(strength, 1e-9)) @ both)


def _start(graph: sparse.csr_matrix, random: np.random.Generator) -> _Points:
    """Return points at which neighbours lie together and the two directions are independent of each other."""
    points = random.standard_normal((graph.shape[0], 2))
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


def _moved(graph: sparse.csr_matrix, points: _Points, random: np.random.Generator) -> _Points:
    """Return the points after all steps of attraction and repulsion."""
    size = len(points)
    owner = np.repeat(np.arange(size), np.diff(graph.indptr))
    points = points * np.sqrt(size) * _WIDE
    speed = np.zeros_like(points)
    for step in range(_STEPS):
        force = _repulsion(points, random) - _attraction(graph, owner, points)
        length = np.sqrt(force[:, :1] * force[:, :1] + force[:, 1:] * force[:, 1:])
        force *= np.minimum(1, _FARTHEST / np.maximum(length, 1e-9))
        speed = _MOMENTUM * speed + _PACE * (1 - step / _STEPS) * force
        points = points + speed
    return points


def _attraction(graph: sparse.csr_matrix, owner: NDArray[np.intp], points: _Points) -> _Points:
    """Return the attraction of each point by its neighbours, as a vector that points away from them."""
    # Axis by axis: numpy is slow on rows of two.
    x, y = (along[owner] - along[graph.indices] for along in points.T.copy())
    pull = 2 * graph.data / (1 + (x * x + y * y))
    return np.stack([np.bincount(owner, weights=pull * along, minlength=len(points)) for along in (x, y)], axis=1)


def _repulsion(points: _Points, random: np.random.Generator) -> _Points:
    """Return the repulsion of each point by a random sample of other points."""
    here = points.T.copy()
    mixed = here[:, random.permutation(len(points))]
    place = random.permutation(len(points))
    turns = random.integers(0, len(points), size=(_PUSHES, 1))
    x, y = here[:, np.newaxis] - mixed[:, (place + turns) % len(points)]  # a row for each push
    square = x * x + y * y
    strength = np.minimum(4, 2 / ((0.01 + square) * (1 + square)))
    return np.stack([(along * strength).sum(axis=0) for along in (x, y)], axis=1) * (_PUSH / _PUSHES)


def _upright(points: _Points) -> _Points:
    """Return the points turned so that they are widest from left to right (their principal axis)."""
    points = points - points.mean(axis=0)
    x, y = points[:, 0], points[:, 1]
    angle = 0.5 * np.arctan2(2 * (x * y).mean(), (x * x).mean() - (y * y).mean())
    cos, sin = np.cos(angle), np.sin(angle)
    return np.stack([x * cos + y * sin, y * cos - x * sin], axis=1)


def _framed(points: _Points) -> _Points:
    """Return the points scaled to the map without its margins, however far some of them were from the rest."""
    framed = np.empty_like(points)
    for axis in (0, 1):
        values = points[:, axis]
        low, high = np.quantile(values, [0.003, 0.997])
        plain = np.clip((values - low) / max(high - low, 1e-9), 0, 1)
        framed[:, axis] = _MARGIN + (SIDE - 2 * _MARGIN) * ((1 - _EVEN) * plain + _EVEN * _rank(values))
    return framed


def _spread(points: _Points, random: np.random.Generator) -> _Points:
    """Return the points, moved apart a little where they are too close to be told apart."""
    room = _ROOM * SIDE / np.sqrt(len(points))
    points = points + random.uniform(-0.1, 0.1, points.shape)
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
