"""Names the regions of the map by tags, and chooses the facet whose colours are shown first.

A tag is typical of a square if many papers there have it, and a larger share than elsewhere: the score is their number
times the logarithm of the ratio of both shares. Papers that a label covers count for no other label of its level.
"""

from collections.abc import Iterator, Mapping, Sequence
from itertools import islice

import numpy as np
from numpy.typing import NDArray

from ..catalog.model import Paper, Tag
from .features import tag_table
from .map import near_points
from .model import SIDE, Label, Place

LEVELS = ((0, 22), (200, 40), (3000, 120))
"""The least number of papers and the greatest number of labels of each zoom level; each doubles the scale."""

LEAST = 3
"""The least number of papers with its tag in a region."""

_HALF = 95  # units of the map: half the side of the square that a label of the first level covers
_CELLS = 5  # cells of the grid in that half
_LETTER, _LINE = 6.6, 30.0  # width of a letter and height of a line at the first level, in units of the map
_PRIOR = 2  # papers without the tag added to each square, so that few papers count little
_AROUND = 5  # neighbours of a paper, on average, whose colours are compared with its own


def name_regions(papers: Sequence[Paper], places: Sequence[Place], tags: Sequence[Tag]) -> tuple[Label, ...]:
    """Return the labels of a map, level by level, the most typical first; no two of a level overlap."""
    chosen: list[Label] = []
    table = tag_table(papers, [tag.slug for tag in tags])
    for level, (needed, most) in enumerate(LEVELS):
        if len(papers) >= needed:
            labels = _Level(places, tags, table, level).labels(tuple(chosen))
            chosen.extend(islice(labels, most))
    return tuple(chosen)


def most_clustered_facet(
    papers: Sequence[Paper], places: Sequence[Place], coloured: Mapping[str, Sequence[str]]
) -> str:
    """Return the facet in whose colours neighbours on a map agree most often."""
    if len(papers) <= _AROUND or not coloured:
        return next(iter(coloured), "")
    near = near_points(np.array(places, dtype=np.float64), SIDE * np.sqrt(_AROUND / np.pi / len(papers)))
    agreement = {facet: _agreement(tag_table(papers, tags), near) for facet, tags in coloured.items()}
    return max(agreement, key=lambda facet: agreement[facet])


def _agreement(table: NDArray[np.bool_], near: tuple[NDArray[np.intp], ...]) -> float:
    """Return the share of neighbours of one colour, less the share by chance; papers without a colour never agree.

    As on the map, the rarest tag of a paper gives it its colour: `table` has a column for each, the most common first.
    """
    colour = (table * np.arange(1, table.shape[1] + 1)).max(axis=1, initial=0)
    one, other = (colour[rows] for rows in near)
    usual = np.bincount(colour)[1:] / len(table)
    return round(float(((one == other) & (one > 0)).sum() / max(1, len(one)) - (usual * usual).sum()), 9)


class _Level:
    """The labels of one zoom level, chosen by the papers of each tag in the square around each cell of a grid."""

    def __init__(self, places: Sequence[Place], tags: Sequence[Tag], table: NDArray[np.bool_], level: int) -> None:
        self._level, self._tags, self._open = level, tags, table.T.copy()
        self._letters = {tag.slug: len(tag.name) for tag in tags}
        self._half = _HALF / (1 << level)
        self._size = int(SIDE / self._half * _CELLS) + 1
        self._places = np.array(places, dtype=np.float64).reshape(-1, 2)
        self._cells = np.minimum((self._places / self._half * _CELLS).astype(int), self._size - 1)
        tag, paper = np.nonzero(self._open)
        self._held = self._grid(len(tags))  # the papers of each tag in each cell
        np.add.at(self._held, (tag, *self._in_grid(paper)), 1)
        everywhere = self._grid(1)
        np.add.at(everywhere, (0, *self._in_grid(np.arange(len(table)))), 1)
        self._all = _in_squares(everywhere)[0] + _PRIOR
        self._usual = np.maximum(self._open.sum(axis=1), 1) / max(1, len(table))
        self._score = np.zeros((len(tags), self._size, self._size))
        self._best = np.zeros((len(tags), self._size))  # the best score in each column
        for number in range(len(tags)):
            self._update_scores(np.array([number]), slice(0, self._size), slice(0, self._size))

    def _grid(self, layers: int) -> NDArray[np.int32]:
        """Return a grid with empty cells around those of the map, so that each square is whole."""
        return np.zeros((layers, self._size + 2 * _CELLS, self._size + 2 * _CELLS), dtype=np.int32)

    def _in_grid(self, papers: NDArray[np.intp]) -> NDArray[np.intp]:
        return np.asarray(self._cells[papers].T + _CELLS)

    def labels(self, before: Sequence[Label]) -> Iterator[Label]:
        """Yield labels that overlap none of those `before` nor each other, the most typical first."""
        taken = list(before)
        while self._best.any():
            tag, column = (int(at) for at in np.unravel_index(int(self._best.argmax()), self._best.shape))
            centre = np.array([column, self._score[tag, column].argmax()])
            members = np.flatnonzero(self._open[tag])
            members = members[(np.abs(self._cells[members] - centre) <= _CELLS).all(axis=1)]
            x, y = np.rint(np.median(self._places[members], axis=0)).astype(int).tolist()
            label = Label(tag=self._tags[tag].slug, x=x, y=y, level=self._level)
            free = self._is_free(label, taken)
            self._cover(members, np.arange(len(self._tags)) if free else np.array([tag]), centre)
            if free:
                taken.append(label)
                yield label

    def _is_free(self, label: Label, taken: Sequence[Label]) -> bool:
        zoom = 1 << self._level

        def overlap(other: Label) -> bool:
            width = (self._letters[label.tag] + self._letters[other.tag]) / 2 * _LETTER
            return abs(label.x - other.x) * zoom < width and abs(label.y - other.y) * zoom < _LINE

        def repeats(other: Label) -> bool:
            distance = max(abs(label.x - other.x), abs(label.y - other.y))
            return other.tag == label.tag and distance < 2 * self._half

        return not any(repeats(other) or overlap(other) for other in taken)

    def _cover(self, members: NDArray[np.intp], tags: NDArray[np.intp], centre: NDArray[np.intp]) -> None:
        """Stop counting the papers of the square around a cell for some of their tags."""
        of_tags, of_members = np.nonzero(self._open[np.ix_(tags, members)])
        tag, paper = tags[of_tags], members[of_members]
        self._open[tag, paper] = False
        np.subtract.at(self._held, (tag, *self._in_grid(paper)), 1)
        columns, rows = (slice(max(0, at - 2 * _CELLS), min(self._size, at + 2 * _CELLS + 1)) for at in centre.tolist())
        self._update_scores(np.unique(tag), columns, rows)

    def _update_scores(self, tags: NDArray[np.intp], columns: slice, rows: slice) -> None:
        wide, high = (slice(part.start, part.stop + 2 * _CELLS) for part in (columns, rows))
        counts = _in_squares(self._held[tags, wide, high])
        lift = counts / self._all[columns, rows] / self._usual[tags][:, np.newaxis, np.newaxis]
        score = np.round(counts * np.log(np.maximum(lift, 1)), 9)  # equal scores stay equal on every machine
        self._score[tags, columns, rows] = np.where(counts >= LEAST, score, 0)
        self._best[tags, columns] = self._score[tags, columns].max(axis=2)


def _in_squares(grids: NDArray[np.int32]) -> NDArray[np.int32]:
    """Return the sums over all squares of cells that lie within each grid."""
    side = 2 * _CELLS + 1
    sums = np.zeros((len(grids), grids.shape[1] + 1, grids.shape[2] + 1), dtype=np.int32)
    np.cumsum(np.cumsum(grids, axis=1, dtype=np.int32), axis=2, out=sums[:, 1:, 1:])
    return sums[:, side:, side:] - sums[:, :-side, side:] - sums[:, side:, :-side] + sums[:, :-side, :-side]
