"""Charts as inline SVG, in the colours of the site, each with its figures in words for those who do not see it.

Bars are measured in percent of the width they have, so that they fit any screen and their text keeps its size.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from math import sqrt

from .escape import Markdown
from .html import element, joined

_CELL = 22
"""Pixels: the side of a square of a matrix; the style sheet has it too."""
_BAR = 44
"""Pixels: the height of a bar with its name above it."""
_HEIGHT = 72
"""Pixels: the height of a hundred percent of the scale of columns."""
LEAST = 2.0
"""Percent: the least width of a part of a stacked bar, so that one of a thousand is still seen."""


@dataclass(frozen=True, slots=True, kw_only=True)
class RowLabel:
    """What a row of a matrix is called, where it leads, and the colour of its group."""

    text: str
    href: str
    colour: int


def matrix(
    names: Sequence[RowLabel], values: Mapping[tuple[int, int], int], say: Callable[[int, int], str]
) -> Markdown:
    """Return a symmetric matrix of counts as squares; the larger a count, the stronger its square.

    `say` tells in words what stands at a row and a column. A line parts the groups of equal colour.
    """
    most = max(values.values(), default=1)
    size = _CELL * len(names)
    squares = (
        element(
            "rect",
            element("title", say(row, column)),
            x=column * _CELL + 1,
            y=row * _CELL + 1,
            width=_CELL - 2,
            height=_CELL - 2,
            fill_opacity=round(_opacity(value, most), 2),
        )
        for (row, column), value in sorted(values.items())
    )
    ground = element("rect", class_="rl-graph__ground", width=size, height=size)
    told = f"A matrix of {len(names)} tags; its figures are in the table below."
    inside = (ground, *_own(len(names)), *squares, *_parting(names))
    picture = element("svg", *inside, class_="rl-graph", width=size, height=size, role="img", aria_label=told)
    return element("div", _labels(names, "columns"), _labels(names, "rows"), picture, class_="rl-matrix")


def _opacity(value: int, most: int) -> float:
    """Return how strong a count is drawn, from 0.12 to 1: by its root, so that small ones can be told apart."""
    return 0.12 + 0.88 * sqrt(value / most)


def _own(number: int) -> list[Markdown]:
    """Return the squares at which a row meets itself: they have no figure."""
    return [
        element("rect", class_="rl-graph__own", x=at * _CELL + 1, y=at * _CELL + 1, width=_CELL - 2, height=_CELL - 2)
        for at in range(number)
    ]


def _parting(names: Sequence[RowLabel]) -> list[Markdown]:
    size = _CELL * len(names)
    at = [index * _CELL for index in range(1, len(names)) if names[index].colour != names[index - 1].colour]
    lines = [(0, place, size, place) for place in at] + [(place, 0, place, size) for place in at]
    return [element("line", x1=x1, y1=y1, x2=x2, y2=y2) for x1, y1, x2, y2 in lines]


def legend(most: int) -> Markdown:
    """Return what the squares of a matrix mean, from one to the largest count."""
    steps = sorted({1, round(most / 4), round(most / 2), most} - {0})
    shown = (
        element("rect", x=0, y=0, width=14, height=14, fill_opacity=round(_opacity(value, most), 2)) for value in steps
    )
    keys = (
        element("span", element("svg", square, class_="rl-graph", width=14, height=14, aria_hidden="true"), f"{value}")
        for value, square in zip(steps, shown, strict=True)
    )
    return element("div", *keys, class_="rl-legend")


def _labels(names: Sequence[RowLabel], of: str) -> Markdown:
    """Return the names of the rows or the columns: links in HTML, since the theme trips over links inside an SVG.

    Those of the columns lead nowhere new, so keys and readers pass them by.
    """
    passed = {"tabindex": "-1"} if of == "columns" else {}
    links = (
        element("li", element("a", name.text, class_=f"f{name.colour}", href=name.href, **passed)) for name in names
    )
    hidden = {"aria_hidden": "true"} if of == "columns" else {}
    return element("ul", *links, class_=f"rl-matrix__{of}", **hidden)


def bars(rows: Sequence[tuple[str, int]], label: str) -> Markdown:
    """Return horizontal bars with their names above and their figures at the end, measured from nothing."""
    most = max((value for _, value in rows), default=0) or 1
    drawn = (
        joined(
            (
                element("text", name, x=0, y=at * _BAR + 14),
                element("text", f"{value:,}", x="100%", y=at * _BAR + 14, text_anchor="end", class_="rl-graph__figure"),
                element("rect", x=0, y=at * _BAR + 21, width="100%", height=10, class_="rl-graph__ground"),
                element("rect", x=0, y=at * _BAR + 21, width=f"{100 * value / most:.2f}%", height=10),
            )
        )
        for at, (name, value) in enumerate(rows)
    )
    height = _BAR * len(rows)
    return element("svg", *drawn, class_="rl-graph", width="100%", height=height, role="img", aria_label=label)


def columns(shares: Sequence[float | None], top: float, ends: tuple[str, str], label: str) -> Markdown:
    """Return shares as columns in order, on a scale from nothing to `top`; None has no column.

    `ends` stand below the first and the last column.
    """
    step = 100 / max(len(shares), 1)
    gap = step * (0.15 if len(shares) > 1 else 0)
    drawn = [
        element(
            "rect",
            x=f"{at * step + gap:.2f}%",
            y=round(14 + _HEIGHT * (1 - share / top), 1),
            width=f"{step - 2 * gap:.2f}%",
            height=round(_HEIGHT * share / top, 1),
        )
        for at, share in enumerate(shares)
        if share is not None
    ]
    base = 14 + _HEIGHT
    lines = [element("line", x1=0, x2="100%", y1=y, y2=y) for y in (14.5, base + 0.5)]
    words = [
        element("text", f"{top:.0%}", x=0, y=10),
        element("text", ends[0], x=0, y=base + 15),
        *([element("text", ends[1], x="100%", y=base + 15, text_anchor="end")] if ends[1] != ends[0] else []),
    ]
    return element(
        "svg", *lines, *drawn, *words, class_="rl-graph", width="100%", height=base + 20, role="img", aria_label=label
    )


def stacked(parts: Sequence[tuple[str, int]], label: str) -> Markdown:
    """Return one bar whose parts are as long as their numbers are large; each part has its own class."""
    lengths = proportions([number for _, number in parts])
    begins = [sum(lengths[:at]) for at in range(len(lengths))]
    drawn = (
        element("rect", x=f"{begin:.2f}%", y=0, width=f"{length:.2f}%", height=12, class_=f"rl-graph__{name}")
        for (name, _), begin, length in zip(parts, begins, lengths, strict=True)
        if length
    )
    return element("svg", *drawn, class_="rl-graph", width="100%", height=12, role="img", aria_label=label)


def proportions(numbers: Sequence[int], least: float = LEAST) -> tuple[float, ...]:
    """Return numbers as percent of their sum; what is more than nothing has at least `least`, the others give way."""
    small: set[int] = set()
    while True:
        rest = sum(number for at, number in enumerate(numbers) if at not in small)
        room = 100 - least * len(small)
        found = tuple(
            least if at in small else room * number / rest if number else 0.0 for at, number in enumerate(numbers)
        )
        fewer = {at for at, length in enumerate(found) if 0 < length < least} - small
        if not fewer:
            return found
        small |= fewer
