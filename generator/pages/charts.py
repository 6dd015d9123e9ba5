"""Draws charts as inline SVG in the colours of the site, each with its numbers as text for screen readers.

Bars have widths in percent, so that they fit any screen while their text keeps its size.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from math import sqrt

from markupsafe import Markup

from .escape import element, joined

_CELL = 34
"""The side of a square of a matrix, in pixels; the style sheet repeats it."""
_BAR = 44
"""The height of a bar with its name above it, in pixels."""
_HEIGHT = 72
"""The height of a column at the top of the scale, in pixels."""
_COLUMN = 36
"""The least width of a column with its value above it, in pixels."""
FEW = 7
"""How many columns fit a small chart; those of more have a width of their own."""


@dataclass(frozen=True, slots=True, kw_only=True)
class RowLabel:
    """The label of a row of a matrix: its text, its link and the colour of its group."""

    text: str
    href: str
    colour: int


def matrix(
    names: Sequence[RowLabel], values: Mapping[tuple[int, int], int], title: Callable[[int, int], str]
) -> Markup:
    """Return a symmetric matrix of counts as squares with their numbers; a larger count is more opaque.

    `title` returns the text for a row and a column. Lines separate the groups of equal colour.
    """
    most = max(values.values(), default=1)
    size = _CELL * len(names)
    squares = (
        element(
            "g",
            element("title", title(row, column)),
            element(
                "rect",
                x=column * _CELL + 1,
                y=row * _CELL + 1,
                width=_CELL - 2,
                height=_CELL - 2,
                fill_opacity=round(_opacity(value, most), 2),
            ),
            element("text", f"{value:,}", x=(column + 0.5) * _CELL, y=(row + 0.5) * _CELL + 4, text_anchor="middle"),
        )
        for (row, column), value in sorted(values.items())
    )
    ground = element("rect", class_="rl-graph__ground", width=size, height=size)
    label = f"A matrix of {len(names)} tags; its figures are in the table below."
    inside = (ground, *_diagonal(len(names)), *squares, *_separators(names))
    picture = element("svg", *inside, class_="rl-graph", width=size, height=size, role="img", aria_label=label)
    return element("div", _labels(names, "columns"), _labels(names, "rows"), picture, class_="rl-matrix")


def _opacity(value: int, most: int) -> float:
    """Return the opacity for a count by its square root, so that small counts differ and all numbers can be read."""
    return 0.08 + 0.42 * sqrt(value / most)


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
    """Return shares as columns in order, each with its value above it, on a scale from zero to `top`.

    None has no column. `ends` are the labels below the first and the last column.
    """
    step = 100 / max(len(shares), 1)
    gap = step * (0.15 if len(shares) > 1 else 0)
    base = 14 + _HEIGHT
    drawn = (
        _column(share, _HEIGHT * (share or 0) / top, base, (at * step + gap, step - 2 * gap))
        for at, share in enumerate(shares)
    )
    words = [
        element("text", ends[0], x=0, y=base + 15),
        *([element("text", ends[1], x="100%", y=base + 15, text_anchor="end")] if ends[1] != ends[0] else []),
    ]
    line = element("line", x1=0, x2="100%", y1=base + 0.5, y2=base + 0.5)
    width = "100%" if len(shares) <= FEW else len(shares) * _COLUMN
    shape = {"class_": "rl-graph", "width": width, "height": base + 20, "role": "img", "aria_label": label}
    return element("svg", *drawn, line, *words, **shape)


def _column(share: float | None, height: float, base: int, span: tuple[float, float]) -> Markup:
    """Return a column with its value above it; `span` are its left edge and its width in percent."""
    left, width = span
    value = element(
        "text",
        "–" if share is None else f"{share:.0%}",
        x=f"{left + width / 2:.2f}%",
        y=round(base - height - 4, 1),
        text_anchor="middle",
        class_="rl-graph__figure",
    )
    if share is None:
        return value
    top, tall = round(base - height, 1), round(height, 1)
    return joined((element("rect", x=f"{left:.2f}%", y=top, width=f"{width:.2f}%", height=tall), value))


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
    """Return numbers as percent of their sum."""
    total = sum(numbers) or 1
    return tuple(100 * number / total for number in numbers)
