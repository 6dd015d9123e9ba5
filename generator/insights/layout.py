"""Lays the collection out in two dimensions, so that papers that are alike stand side by side.

Papers that are neighbours attract each other and all others push away, both by the kernel 1 / (1 + distance²), the
others by a sample (Tang et al., LargeVis, 2016; McInnes et al., UMAP, 2018). Instead of one edge at a time, each step
moves all papers at once, in element-wise arithmetic. The start is a smooth drawing of the graph of neighbours: a few
power iterations (Koren 2005). Chance comes from a fixed seed.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray
from scipy import sparse
from scipy.spatial import cKDTree

from ..catalog.model import Paper
from .model import SIDE, Place
from .neighbours import Neighbours, features, nearest

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
