"""Draws charts as inline SVG in the colours of the site, each with its numbers as text for screen readers.

Bars have widths in percent, so that they fit any screen while their text keeps its size.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from math import sqrt

from markupsafe import Markup

from .escape import element, joined

_CELL = 22
"""The side of a square of a matrix, in pixels; the style sheet repeats it."""
_BAR = 44
"""The height of a bar with its name above it, in pixels."""
_HEIGHT = 72
"""The height of a column at the top of the scale, in pixels."""
LEAST = 2.0
"""The least width of a part of a stacked bar, in percent, so that one of a thousand is still visible."""


@dataclass(frozen=True, slots=True, kw_only=True)
class RowLabel:
    """The label of a row of a matrix: its text, its link and the colour of its group."""

    text: str
    href: str
    colour: int


def matrix(
    names: Sequence[RowLabel], values: Mapping[tuple[int, int], int], title: Callable[[int, int], str]
) -> Markup:
    """Return a symmetric matrix of counts as squares; the larger a count, the more opaque its square.

    `title` returns the text for a row and a column. Lines separate the groups of equal colour.
    """
    most = max(values.values(), default=1)
    size = _CELL * len(names)
    squares = (
        element(
            "rect",
            element("title", title(row, column)),
            x=column * _CELL + 1,
            y=row * _CELL + 1,
            width=_CELL - 2,
            height=_CELL - 2,
            fill_opacity=round(_opacity(value, most), 2),
        )
        for (row, column), value in sorted(values.items())
    )
    ground = element("rect", class_="rl-graph__ground", width=size, height=size)
    label = f"A matrix of {len(names)} tags; its figures are in the table below."
    inside = (ground, *_diagonal(len(names)), *squares, *_separators(names))
    picture = element("svg", *inside, class_="rl-graph", width=size, height=size, role="img", aria_label=label)
    return element("div", _labels(names, "columns"), _labels(names, "rows"), picture, class_="rl-matrix")


def _opacity(value: int, most: int) -> float:
    """Return the opacity for a count, from 0.12 to 1, by its square root, so that small counts differ visibly."""
    return 0.12 + 0.88 * sqrt(value / most)


def _diagonal(number: int) -> list[Markup]:
    """Return the squares of the diagonal, which have no count."""
    return [
        element("rect", class_="rl-graph__own", x=at * _CELL + 1, y=at * _CELL + 1, width=_CELL - 2, height=_CELL - 2)
        for at in range(number)
    ]


def _separators(names: Sequence[RowLabel]) -> list[Markup]:
    size = _CELL * len(names)
    at = [index * _CELL for index in range(1, len(names)) if names[index].colour != names[index - 1].colour]
    lines = [(0, place, size, place) for place in at] + [(place, 0, place, size) for place in at]
    return [element("line", x1=x1, y1=y1, x2=x2, y2=y2) for x1, y1, x2, y2 in lines]


def legend(most: int) -> Markup:
    """Return the legend of a matrix, from one to the largest count."""
    steps = sorted({1, round(most / 4), round(most / 2), most} - {0})
    shown = (
        element("rect", x=0, y=0, width=14, height=14, fill_opacity=round(_opacity(value, most), 2)) for value in steps
    )
    keys = (
        element("span", element("svg", square, class_="rl-graph", width=14, height=14, aria_hidden="true"), f"{value}")
        for value, square in zip(steps, shown, strict=True)
    )
    return element("div", *keys, class_="rl-legend")


def _labels(names: Sequence[RowLabel], of: str) -> Markup:
    """Return the names of the rows or the columns as links in HTML, since the theme cannot handle links inside an SVG.

    Those of the columns repeat those of the rows, so the keyboard and screen readers skip them.
    """
    skipped = {"tabindex": "-1"} if of == "columns" else {}
    links = (
        element("li", element("a", name.text, class_=f"f{name.colour}", href=name.href, **skipped)) for name in names
    )
    hidden = {"aria_hidden": "true"} if of == "columns" else {}
    return element("ul", *links, class_=f"rl-matrix__{of}", **hidden)


def bars(rows: Sequence[tuple[str, int]], label: str) -> Markup:
    """Return horizontal bars on a scale from zero, with their names above and their numbers at the end."""
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


def columns(shares: Sequence[float | None], top: float, ends: tuple[str, str], label: str) -> Markup:
    """Return shares as columns in order, on a scale from zero to `top`; None has no column.

    `ends` are the labels below the first and the last column.
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


def stacked(parts: Sequence[tuple[str, int]], label: str) -> Markup:
    """Return one bar whose parts are proportional to their numbers; each part has a class of its own."""
    lengths = proportions([number for _, number in parts])
    begins = [sum(lengths[:at]) for at in range(len(lengths))]
    drawn = (
        element("rect", x=f"{begin:.2f}%", y=0, width=f"{length:.2f}%", height=12, class_=f"rl-graph__{name}")
        for (name, _), begin, length in zip(parts, begins, lengths, strict=True)
        if length
    )
    return element("svg", *drawn, class_="rl-graph", width="100%", height=12, role="img", aria_label=label)


def proportions(numbers: Sequence[int]) -> tuple[float, ...]:
    """Return numbers as percent of their sum. A positive number has at least `LEAST`, at the cost of the others."""
    small: set[int] = set()
    while True:
        rest = sum(number for at, number in enumerate(numbers) if at not in small)
        available = 100 - LEAST * len(small)
        lengths = tuple(
            LEAST if at in small else available * number / rest if number else 0.0 for at, number in enumerate(numbers)
        )
        fewer = {at for at, length in enumerate(lengths) if 0 < length < LEAST} - small
        if not fewer:
            return lengths
        small |= fewer
