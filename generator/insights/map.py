"""Lays out the papers in two dimensions, so that similar papers lie side by side.

Papers are alike by their weightiest words and by their tags. Nearest neighbours attract each other and all other papers
repel each other, both by the kernel 1 / (1 + distance²), the others by a sample (Tang et al., LargeVis, 2016; McInnes
et al., UMAP, 2018). Each step moves all papers at once, in element-wise arithmetic, and rounds their places: processors
differ in the last digits, and the steps would add that up. The layout starts from a smooth drawing of the graph of
neighbours: a few power iterations (Koren 2005). Random numbers come from a fixed seed.
"""

from collections import Counter
from collections.abc import Iterable, Sequence

import numpy as np
from numpy.typing import NDArray
from scipy import sparse

from ..catalog.model import Paper
from .features import Matrix, Pairs, nearest, tf_idf
from .model import SIDE, Place

_WORDS = 32  # words of a paper that are compared, the weightiest; more cost time and change little
_TAGS = 0.45  # share of the tags in the similarity of two papers
_NEIGHBOURS = 12  # papers that attract a paper
_NONE = 1e-9  # less than any sum of similarities
_SEED = 20250314
_SMOOTHING = 100  # power iterations of the start
_STEPS = 200
_PUSHES = 10  # papers that repel each paper in each step
_PUSH = 5.0  # strength of the repulsion, relative to the attraction of all neighbours
_PACE = 0.3
_MOMENTUM = 0.8
_WIDE = 0.05  # width of the start, in units of the root of the number of papers: far narrower than the result
_FARTHEST = 4.0  # greatest distance that a paper moves in a step, before the pace
_MARGIN = 20  # empty space along the edges, in units of the map
_EVEN = 0.4  # share of a coordinate that is its rank: 0 leaves empty areas as they are, 1 fills them
_ROOM = 0.45  # papers nearer than this share of their distance in a grid are moved apart
_ROUNDS = 60

_Points = NDArray[np.float64]


def lay_out(papers: Sequence[Paper], matrix: Matrix) -> list[Place]:
    """Return the place of each paper on the map; `matrix` has the papers as rows of their terms."""
    if len(papers) < 3:  # noqa: PLR2004 (two points have no shape)
        return [(SIDE * place // (len(papers) + 1), SIDE // 2) for place in range(1, len(papers) + 1)]
    random = np.random.Generator(np.random.PCG64(_SEED))
    graph = _graph(nearest(map_rows(papers, matrix), _NEIGHBOURS), len(papers))
    points = _moved(graph, _start(graph, random), random)
    placed = np.rint(_spread(_framed(_upright(points)), random)).astype(int)
    return [(int(x), int(y)) for x, y in placed]


def map_rows(papers: Iterable[Paper], matrix: Matrix) -> sparse.csr_matrix:
    """Return papers as rows of weighted words and tags, as the map compares them by their scalar products."""
    tagged = tf_idf(Counter(paper.tags) for paper in papers).rows
    return sparse.hstack([matrix.words(_WORDS) * (1 - _TAGS) ** 0.5, tagged * _TAGS**0.5], format="csr")


def _graph(pairs: Pairs, size: int) -> sparse.csr_matrix:
    """Return how strongly papers attract each other: a symmetric matrix whose rows add up to 1, or to 0."""
    total = np.maximum(np.bincount(pairs.one, weights=pairs.similarity, minlength=size), _NONE)
    one_way = sparse.csr_matrix((pairs.similarity / total[pairs.one], (pairs.one, pairs.other)), shape=(size, size))
    both = sparse.csr_matrix(one_way + one_way.T)
    strength = np.maximum(np.asarray(both.sum(axis=1)).ravel(), _NONE)
    return sparse.csr_matrix(sparse.diags(1 / strength) @ both)


def _start(graph: sparse.csr_matrix, random: np.random.Generator) -> _Points:
    """Return points at which neighbours lie together and the two directions are independent of each other."""
    points = random.standard_normal((graph.shape[0], 2))
    for _ in range(_SMOOTHING):
        points = np.round((points + graph @ points) / 2, 9)
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
    here = points.T * np.sqrt(len(points)) * _WIDE  # a row for each axis: numpy is slow on rows of two
    one = np.repeat(np.arange(len(points)), np.diff(graph.indptr))
    edges = Pairs(one, graph.indices.astype(np.intp), graph.data)
    speed = np.zeros_like(here)
    for step in range(_STEPS):
        force = _repulsion(here, random) - _attraction(edges, here)
        length = np.sqrt(force[0] * force[0] + force[1] * force[1])
        force *= np.minimum(1, _FARTHEST / np.maximum(length, 1e-9))
        speed = _MOMENTUM * speed + _PACE * (1 - step / _STEPS) * force
        here = np.round(here + speed, 6)
    return np.stack([*here], axis=1)


def _attraction(edges: Pairs, here: _Points) -> _Points:
    """Return the attraction of each point by its neighbours, as a vector that points away from them."""
    x, y = (along.take(edges.one) - along.take(edges.other) for along in here)
    pull = 2 * edges.similarity / (1 + (x * x + y * y))
    return np.stack([np.bincount(edges.one, weights=pull * along, minlength=here.shape[1]) for along in (x, y)])


def _repulsion(here: _Points, random: np.random.Generator) -> _Points:
    """Return the repulsion of each point by a random sample of other points."""
    size = here.shape[1]
    mixed = here[:, random.permutation(size)]
    ring = np.concatenate([mixed, mixed], axis=1)
    force = np.zeros_like(here)
    for turn in random.integers(0, size, size=_PUSHES).tolist():
        apart = here - ring[:, turn : turn + size]
        square = apart[0] * apart[0] + apart[1] * apart[1]
        force += apart * np.minimum(4, 2 / ((0.01 + square) * (1 + square)))
    return force * (_PUSH / _PUSHES)


def _upright(points: _Points) -> _Points:
    """Return the points turned so that they are widest from left to right (their principal axis)."""
    points = points - points.mean(axis=0)
    x, y = points[:, 0], points[:, 1]
    angle = 0.5 * np.arctan2(2 * (x * y).mean(), (x * x).mean() - (y * y).mean())
    cos, sin = np.cos(angle), np.sin(angle)
    return np.round(np.stack([x * cos + y * sin, y * cos - x * sin], axis=1), 6)


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
        one, other = near_points(points, room)
        if not len(one):
            break
        apart = points[one] - points[other]
        distance = np.sqrt((apart * apart).sum(axis=1, keepdims=True))
        move = apart / np.maximum(distance, 1e-9) * (room - distance) / 4
        for axis in (0, 1):
            points[:, axis] += np.bincount(one, weights=move[:, axis], minlength=len(points))
            points[:, axis] -= np.bincount(other, weights=move[:, axis], minlength=len(points))
        points = np.clip(points, _MARGIN / 2, SIDE - _MARGIN / 2)
    return points


def near_points(points: _Points, room: float) -> tuple[NDArray[np.intp], NDArray[np.intp]]:
    """Return the pairs of points that are nearer than `room`, each once.

    Such points lie in one cell, or in adjacent cells, of a grid with sides of this length.
    """
    cells = (points / room).astype(np.intp) + 1
    columns = int(cells[:, 1].max()) + 2
    cell = cells[:, 0] * columns + cells[:, 1]
    order = np.argsort(cell, kind="stable")
    starts = np.concatenate([[0], np.cumsum(np.bincount(cell, minlength=cell.max() + columns + 2))])
    beside = (cell[:, None] + [0, 1, columns - 1, columns, columns + 1]).ravel()  # the other half finds this one
    size = starts[beside + 1] - starts[beside]
    one = np.repeat(np.repeat(np.arange(len(points)), 5), size)
    other = order[np.arange(len(one)) + np.repeat(starts[beside] - np.cumsum(size) + size, size)]
    x, y = (points[one] - points[other]).T
    near = (x * x + y * y < room * room) & ((cell[one] != cell[other]) | (one < other))
    return one[near], other[near]
