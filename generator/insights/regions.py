"""Names the regions of the map by the tags that are typical of them, the most typical first.

A tag is typical of a square if many papers there have it, and a larger share than elsewhere: the score is their number
times the logarithm of the ratio of both shares. Papers that a label covers count for no other label of its level.
"""

from collections.abc import Iterator, Mapping, Sequence
from itertools import islice

import numpy as np
from numpy.typing import NDArray
from scipy.spatial import cKDTree

from ..catalog.model import Paper, Tag
from .model import SIDE, Label, Place

LEVELS = ((0, 22), (200, 40), (3000, 120))
"""The least number of papers and the greatest number of labels of each zoom level; each doubles the scale."""

LEAST = 3
"""The least number of papers with its tag in a region."""

_HALF = 95  # units of the map: half the side of the square that a label of the first level covers
_CELLS = 5  # cells of the grid in that half
_LETTER, _LINE = 6.6, 30.0  # width of a letter and height of a line at the first level, in units of the map
_PRIOR = 2  # papers without the tag added to each square, so that few papers count little

_AROUND = 5  # neighbours of a paper whose colours are compared with its own


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
    return float(same.mean() - (usual * usual).sum())


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
        self._score[tag, columns, rows] = np.where(counts >= LEAST, counts * np.log(np.maximum(lift, 1)), 0)

    def _forget(self, paper: int, covered: Sequence[int]) -> None:
        """Stop counting a paper for some of its tags."""
        self._add(paper, covered, -1)
        for tag in covered:
            self._update_score(tag, *self._around(self._cells[paper]))
        self._tags_of[paper] = [tag for tag in self._tags_of[paper] if tag not in covered]

    def _around(self, cell: NDArray[np.intp]) -> tuple[slice, slice]:
        column, row = (slice(max(0, int(at) - _CELLS), int(at) + _CELLS + 1) for at in cell)
        return column, row
