"""Charts as inline SVG, in the colours of the site, each with its figures in words for those who do not see it.

Bars are measured in percent of the width they have, so that they fit any screen and their text keeps its size.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from math import sqrt

from generator.pages.escape import Markdown
from generator.pages.markup import element, joined

CELL = 22
"""Pixels: the side of a square of a matrix."""
MARGIN = 190
"""Pixels: the room for the names of a matrix."""
BAR = 44
"""Pixels: the height of a bar with its name above it."""
HEIGHT = 72
"""Pixels: the height of a hundred percent of the scale of columns."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Name:
    """What a row of a matrix is called, where it leads, and the colour of its group."""

    text: str
    href: str
    colour: int


def matrix(names: Sequence[Name], values: Mapping[tuple[int, int], int], say: Callable[[int, int], str]) -> Markdown:
    """Return a symmetric matrix of counts as squares; the larger a count, the stronger its square.

    `say` tells in words what stands at a row and a column. A line parts the groups of equal colour.
    """
    most = max(values.values(), default=1)
    size = CELL * len(names)
    squares = (
        element(
            "rect",
            element("title", say(row, column)),
            x=column * CELL + 1,
            y=row * CELL + 1,
            width=CELL - 2,
            height=CELL - 2,
            fill_opacity=round(strength(value, most), 2),
        )
        for (row, column), value in sorted(values.items())
    )
    ground = element("rect", class_="rl-chart__ground", width=size, height=size)
    picture = element("g", ground, *_own(len(names)), *squares, *_parting(names), role="img", aria_label=_told(names))
    labels = joined(_label(at, name) for at, name in enumerate(names))
    whole = element("g", picture, labels, transform=f"translate({MARGIN} {MARGIN})")
    side = size + MARGIN + 1
    return element("svg", whole, class_="rl-chart rl-matrix", width=side, height=side, viewBox=f"0 0 {side} {side}")


def strength(value: int, most: int) -> float:
    """Return how strong a count is drawn, from 0.12 to 1: by its root, so that small ones can be told apart."""
    return 0.12 + 0.88 * sqrt(value / most)


def _told(names: Sequence[Name]) -> str:
    return f"A matrix of {len(names)} tags; its figures are in the table below."


def _own(number: int) -> list[Markdown]:
    """Return the squares at which a row meets itself: they have no figure."""
    return [
        element("rect", class_="rl-chart__own", x=at * CELL + 1, y=at * CELL + 1, width=CELL - 2, height=CELL - 2)
        for at in range(number)
    ]


def _parting(names: Sequence[Name]) -> list[Markdown]:
    size = CELL * len(names)
    at = [index * CELL for index in range(1, len(names)) if names[index].colour != names[index - 1].colour]
    lines = [(0, place, size, place) for place in at] + [(place, 0, place, size) for place in at]
    return [element("line", x1=x1, y1=y1, x2=x2, y2=y2) for x1, y1, x2, y2 in lines]


def _label(at: int, name: Name) -> Markdown:
    """Return the name of a row and of its column. The one of the column leads nowhere new: keys pass it by."""
    middle = at * CELL + CELL / 2
    row = element("text", name.text, class_=f"f{name.colour}", x=-8, y=middle, text_anchor="end")
    column = element("text", name.text, class_=f"f{name.colour}", transform=f"translate({middle:g} -8) rotate(-90)")
    hidden = {"tabindex": "-1", "aria_hidden": "true"}
    return joined((element("a", row, href=name.href), element("a", column, href=name.href, **hidden)))


def bars(rows: Sequence[tuple[str, int]], label: str) -> Markdown:
    """Return horizontal bars with their names above and their figures at the end, measured from nothing."""
    most = max((value for _, value in rows), default=0) or 1
    drawn = (
        joined(
            (
                element("text", name, x=0, y=at * BAR + 14),
                element("text", f"{value:,}", x="100%", y=at * BAR + 14, text_anchor="end", class_="rl-chart__figure"),
                element("rect", x=0, y=at * BAR + 21, width="100%", height=10, class_="rl-chart__ground"),
                element("rect", x=0, y=at * BAR + 21, width=f"{100 * value / most:.2f}%", height=10),
            )
        )
        for at, (name, value) in enumerate(rows)
    )
    height = BAR * len(rows)
    return element("svg", *drawn, class_="rl-chart", width="100%", height=height, role="img", aria_label=label)


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
            y=round(14 + HEIGHT * (1 - share / top), 1),
            width=f"{step - 2 * gap:.2f}%",
            height=round(HEIGHT * share / top, 1),
        )
        for at, share in enumerate(shares)
        if share is not None
    ]
    base = 14 + HEIGHT
    lines = [element("line", x1=0, x2="100%", y1=y, y2=y) for y in (14.5, base + 0.5)]
    words = [
        element("text", f"{top:.0%}", x=0, y=10),
        element("text", ends[0], x=0, y=base + 15),
        *([element("text", ends[1], x="100%", y=base + 15, text_anchor="end")] if ends[1] != ends[0] else []),
    ]
    return element(
        "svg", *lines, *drawn, *words, class_="rl-chart", width="100%", height=base + 20, role="img", aria_label=label
    )
