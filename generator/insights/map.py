"""Lays out the papers in two dimensions, so that similar papers lie side by side, and names the regions by tags.

Papers are alike by their weightiest words and by their tags. Nearest neighbours attract each other and all other papers
repel each other, both by the kernel 1 / (1 + distance²), the others by a sample (Tang et al., LargeVis, 2016; McInnes
et al., UMAP, 2018). Each step moves all papers at once, in element-wise arithmetic, and rounds their places: processors
differ in the last digits, and the steps would add that up. The layout starts from a smooth drawing of the graph of
neighbours: a few power iterations (Koren 2005). Random numbers come from a fixed seed.

A tag is typical of a square if many papers there have it, and a larger share than elsewhere: the score is their number
times the logarithm of the ratio of both shares. Papers that a label covers count for no other label of its level.
"""

from collections.abc import Iterator, Mapping, Sequence
from itertools import islice

import numpy as np
from numpy.typing import NDArray
from scipy import sparse
from scipy.spatial import cKDTree

from ..catalog.model import Paper, Tag
from .features import Pairs, nearest, paper_rows
from .model import SIDE, Label, Place

LEVELS = ((0, 22), (200, 40), (3000, 120))
"""The least number of papers and the greatest number of labels of each zoom level; each doubles the scale."""

LEAST = 3
"""The least number of papers with its tag in a region."""

_WORDS = 32  # words of a paper that are compared, the weightiest; more cost time and change little
_TAGS = 0.45  # share of the tags in the similarity of two papers
_NEIGHBOURS = 12  # papers that attract a paper
_NONE = 1e-9  # less than any sum of similarities
_SEED = 20250314
_SMOOTHING = 100  # power iterations of the start
_STEPS = 300
_PUSHES = 10  # papers that repel each paper in each step
_PUSH = 5.0  # strength of the repulsion, relative to the attraction of all neighbours
_PACE = 0.3
_MOMENTUM = 0.5
_WIDE = 0.05  # width of the start, in units of the root of the number of papers: far narrower than the result
_FARTHEST = 4.0  # greatest distance that a paper moves in a step, before the pace
_MARGIN = 20  # empty space along the edges, in units of the map
_EVEN = 0.4  # share of a coordinate that is its rank: 0 leaves empty areas as they are, 1 fills them
_ROOM = 0.45  # papers nearer than this share of their distance in a grid are moved apart
_ROUNDS = 60
_HALF = 95  # units of the map: half the side of the square that a label of the first level covers
_CELLS = 5  # cells of the grid in that half
_LETTER, _LINE = 6.6, 30.0  # width of a letter and height of a line at the first level, in units of the map
_PRIOR = 2  # papers without the tag added to each square, so that few papers count little
_AROUND = 5  # neighbours of a paper whose colours are compared with its own

_Points = NDArray[np.float64]


def lay_out(papers: Sequence[Paper]) -> list[Place]:
    """Return the place of each paper on the map."""
    if len(papers) < 3:  # noqa: PLR2004 (two points have no shape)
        return [(SIDE * place // (len(papers) + 1), SIDE // 2) for place in range(1, len(papers) + 1)]
    random = np.random.Generator(np.random.PCG64(_SEED))
    graph = _graph(nearest(map_rows(papers), _NEIGHBOURS), len(papers))
    points = _moved(graph, _start(graph, random), random)
    placed = np.rint(_spread(_framed(_upright(points)), random)).astype(int)
    return [(int(x), int(y)) for x, y in placed]


def map_rows(papers: Sequence[Paper]) -> sparse.csr_matrix:
    """Return papers as rows of weighted words and tags, as the map compares them by their scalar products."""
    return paper_rows(papers, _TAGS, most=_WORDS).rows


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
    size = len(points)
    owner = np.repeat(np.arange(size), np.diff(graph.indptr))
    points = points * np.sqrt(size) * _WIDE
    speed = np.zeros_like(points)
    for step in range(_STEPS):
        force = _repulsion(points, random) - _attraction(graph, owner, points)
        length = np.sqrt(force[:, :1] * force[:, :1] + force[:, 1:] * force[:, 1:])
        force *= np.minimum(1, _FARTHEST / np.maximum(length, 1e-9))
        speed = _MOMENTUM * speed + _PACE * (1 - step / _STEPS) * force
        points = np.round(points + speed, 6)
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


def name_regions(papers: Sequence[Paper], places: Sequence[Place], tags: Sequence[Tag]) -> tuple[Label, ...]:
    """Return the labels of a map, level by level, the most typical first; no two of a level overlap."""
    chosen: list[Label] = []
    for level, (needed, most) in enumerate(LEVELS):
        if len(papers) >= needed:
            labels = _Level(papers, places, tags, level).labels(tuple(chosen))
            chosen.extend(islice(labels, most))
    return tuple(chosen)


def most_clustered_facet(
    papers: Sequence[Paper], places: Sequence[Place], coloured: Mapping[str, Sequence[str]]
) -> str:
    """Return the facet in whose colours neighbours on a map agree most often."""
    if len(papers) <= _AROUND or not coloured:
        return next(iter(coloured), "")
    points = np.array(places, dtype=np.float64)
    around = cKDTree(points).query(points, _AROUND + 1)[1][:, 1:]
    agreement = {facet: _agreement(papers, around, tags) for facet, tags in coloured.items()}
    return max(agreement, key=lambda facet: agreement[facet])


def _agreement(papers: Sequence[Paper], around: NDArray[np.intp], tags: Sequence[str]) -> float:
    """Return the share of neighbours of one colour, less the share by chance; papers without a colour never agree.

    As on the map, the rarest tag of a paper gives it its colour: `tags` begin with the most common.
    """
    colour = np.array([max((tags.index(tag) for tag in paper.tags if tag in tags), default=-1) for paper in papers])
    same = (colour[around] == colour[:, None]) & (colour >= 0)[:, None]
    usual = np.bincount(colour[colour >= 0], minlength=1) / len(papers)
    return round(float(same.mean() - (usual * usual).sum()), 9)


class _Level:
    """The labels of one zoom level, chosen by the papers of each tag around each cell of a grid."""

    def __init__(self, papers: Sequence[Paper], places: Sequence[Place], tags: Sequence[Tag], level: int) -> None:
        self._level, self._tags = level, tags
        self._letters = {tag.slug: len(tag.name) for tag in tags}
        self._half = _HALF / (1 << level)
        self._size = int(SIDE / self._half * _CELLS) + 1
        number = {tag.slug: index for index, tag in enumerate(tags)}
        self._tags_of = [[number[slug] for slug in paper.tags if slug in number] for paper in papers]
        self._places = np.array(places, dtype=np.float64).reshape(-1, 2)
        self._cells = np.minimum((self._places / self._half * _CELLS).astype(int), self._size - 1)
        self._all = np.full((self._size, self._size), float(_PRIOR))
        self._counts = np.zeros((len(tags), self._size, self._size))
        for paper, own in enumerate(self._tags_of):
            self._all[self._around(self._cells[paper])] += 1
            self._add(paper, own, 1)
        totals = np.bincount([tag for own in self._tags_of for tag in own], minlength=len(tags))
        self._usual = np.maximum(totals, 1) / max(1, len(papers))
        self._score = np.zeros_like(self._counts)
        for tag in range(len(tags)):
            self._update_score(tag, slice(None), slice(None))

    def labels(self, before: Sequence[Label]) -> Iterator[Label]:
        """Yield labels that overlap none of those `before` nor each other, the most typical first."""
        taken = list(before)
        while (best := self._best()) is not None:
            tag, members = best
            label = self._label(tag, members)
            free = self._is_free(label, taken)
            for paper in members:
                self._forget(paper, self._tags_of[paper] if free else [tag])
            if free:
                taken.append(label)
                yield label

    def _best(self) -> tuple[int, list[int]] | None:
        """Return the most typical tag of any square, with its papers there that no label covers."""
        if not self._counts.size:
            return None
        best = np.unravel_index(int(self._score.argmax()), self._score.shape)
        tag, column, row = (int(index) for index in best)
        if self._score[tag, column, row] <= 0:
            return None
        near = (np.abs(self._cells - np.array([column, row])) <= _CELLS).all(axis=1)
        return tag, [int(paper) for paper in np.flatnonzero(near) if tag in self._tags_of[paper]]

    def _label(self, tag: int, members: list[int]) -> Label:
        x, y = np.rint(np.median(self._places[members], axis=0)).astype(int)
        return Label(tag=self._tags[tag].slug, x=int(x), y=int(y), level=self._level)

    def _is_free(self, label: Label, taken: Sequence[Label]) -> bool:
        zoom = 1 << self._level

        def overlap(other: Label) -> bool:
            width = (self._letters[label.tag] + self._letters[other.tag]) / 2 * _LETTER
            return abs(label.x - other.x) * zoom < width and abs(label.y - other.y) * zoom < _LINE

        def repeats(other: Label) -> bool:
            distance = max(abs(label.x - other.x), abs(label.y - other.y))
            return other.tag == label.tag and distance < 2 * self._half

        return not any(repeats(other) or overlap(other) for other in taken)

    def _add(self, paper: int, own: Sequence[int], number: int) -> None:
        columns, rows = self._around(self._cells[paper])
        for tag in own:
            self._counts[tag, columns, rows] += number

    def _update_score(self, tag: int, columns: slice, rows: slice) -> None:
        counts = self._counts[tag, columns, rows]
        lift = counts / self._all[columns, rows] / self._usual[tag]
        score = np.round(counts * np.log(np.maximum(lift, 1)), 9)  # equal scores stay equal on every machine
        self._score[tag, columns, rows] = np.where(counts >= LEAST, score, 0)

    def _forget(self, paper: int, covered: Sequence[int]) -> None:
        """Stop counting a paper for some of its tags."""
        self._add(paper, covered, -1)
        for tag in covered:
            self._update_score(tag, *self._around(self._cells[paper]))
        self._tags_of[paper] = [tag for tag in self._tags_of[paper] if tag not in covered]

    def _around(self, cell: NDArray[np.intp]) -> tuple[slice, slice]:
        column, row = (slice(max(0, int(at) - _CELLS), int(at) + _CELLS + 1) for at in cell)
        return column, row
