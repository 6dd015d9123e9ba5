"""Draws CPU seconds by papers for each engine, on logarithmic axes, in the colours of the page."""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping, Sequence
from html import escape

WIDTH, HEIGHT = 640, 400
LEFT, RIGHT, TOP, BOTTOM = 52, 150, 14, 40
LINE = 15
"""The least distance of two names at the ends of lines."""
COLOURS = ("--f1", "--f3", "--f4", "--f5", "--f6", "--f7", "--f8")
"""The colours of facets are told apart, and seen, on light and dark ground; ours has the accent's."""
QUIET = 'fill="var(--rl-mute)"'

Points = Mapping[int, float]


def plot(lines: Mapping[str, Points], first: str, caption: str) -> str:
    """Return a figure with a line for each name, that of `first` in front; nothing without two sizes.

    The names stand at the ends of the lines, so that colour is not all that tells them apart.
    """
    lines = {name: points for name, points in lines.items() if points}
    sizes = sorted({papers for points in lines.values() for papers in points})
    if len(sizes) <= 1:
        return ""
    axes = Axes(sizes, [took for points in lines.values() for took in points.values()])
    drawn = [*axes.grid(), *_drawn(lines, first, axes)]
    title = f"CPU seconds by number of papers for {', '.join(lines)}. The table has the same figures."
    return "\n".join(
        [
            '<figure class="rl-figure">',
            '<div class="rl-scroll" role="region" aria-label="How they grow" tabindex="0">',
            f'<svg width="{WIDTH}" height="{HEIGHT}" viewBox="0 0 {WIDTH} {HEIGHT}" '
            f'class="rl-plot" '
            f'role="img" aria-label="{escape(title)}">',
            *drawn,
            "</svg>",
            "</div>",
            f"<figcaption>{escape(caption)}</figcaption>",
            "</figure>",
        ]
    )


class Axes:
    """The scale of the picture: papers to the right, seconds upward."""

    def __init__(self, sizes: Sequence[int], took: Sequence[float]) -> None:
        self.sizes = sizes
        self._x = (math.log10(min(sizes)), math.log10(max(sizes)))
        self._y = (math.floor(math.log10(min(took))), max(math.ceil(math.log10(max(took))), 1))

    def x(self, papers: float) -> float:
        """Return the horizontal position of a number of papers."""
        low, high = self._x
        return round(LEFT + (math.log10(papers) - low) / (high - low) * (WIDTH - LEFT - RIGHT), 1)

    def y(self, seconds: float) -> float:
        """Return the vertical position of a number of seconds, downward."""
        low, high = self._y
        return round(HEIGHT - BOTTOM - (math.log10(seconds) - low) / (high - low) * (HEIGHT - TOP - BOTTOM), 1)

    def grid(self) -> Iterator[str]:
        """Yield the lines and figures of both axes."""
        right, foot = WIDTH - RIGHT, HEIGHT - BOTTOM
        for power in range(self._y[0], self._y[1] + 1):
            at, figure = self.y(10.0**power), f"{10**power:,}" if power >= 0 else str(10.0**power)
            yield f'<line x1="{LEFT}" x2="{right}" y1="{at}" y2="{at}" stroke="var(--rl-edge)"/>'
            yield f'<text {QUIET} x="{LEFT - 8}" y="{at + 4:g}" text-anchor="end">{figure} s</text>'
        for papers in self.sizes:
            at = self.x(papers)
            yield f'<text {QUIET} x="{at}" y="{foot + 20}" text-anchor="middle">{papers:,}</text>'
        yield f'<text x="{(LEFT + right) / 2:g}" y="{HEIGHT - 2}" text-anchor="middle" {QUIET}>papers</text>'


def _drawn(lines: Mapping[str, Points], first: str, axes: Axes) -> Iterator[str]:
    """Yield a line, dots and a name for each engine, ours last, which is in front."""
    others = [name for name in lines if name != first]
    colours = {name: f"var({COLOURS[place % len(COLOURS)]})" for place, name in enumerate(others)}
    last = max(axes.sizes)
    ends = apart({name: axes.y(points[last]) for name, points in lines.items() if last in points})
    for name in [*others, *({first} & lines.keys())]:
        colour, wide = colours.get(name, "var(--rl-accent)"), 3 if name == first else 1.5
        spots = [(axes.x(papers), axes.y(took)) for papers, took in sorted(lines[name].items())]
        path = " ".join(f"{x:g},{y:g}" for x, y in spots)
        yield f'<polyline points="{path}" fill="none" stroke="{colour}" stroke-width="{wide}"/>'
        yield from (f'<circle cx="{x:g}" cy="{y:g}" r="{wide + 1:g}" fill="{colour}"/>' for x, y in spots)
        yield from _name(name, spots[-1], ends.get(name), colour)


def _name(name: str, end: tuple[float, float], at: float | None, colour: str) -> Iterator[str]:
    """Yield the name of a line: in the margin with a hair to its end, or beside its end where that is not the last."""
    x, y = (end[0] + 9, end[1] - 15) if at is None else (WIDTH - RIGHT + 20, at)
    if at is not None:
        hair = f"{end[0]:g},{end[1]:g} {x - 4:g},{y:g}"
        yield f'<polyline points="{hair}" fill="none" stroke="{colour}" stroke-width=".7" stroke-dasharray="2 2"/>'
    yield f'<text x="{x:g}" y="{y + 4:g}" fill="{colour}">{escape(name)}</text>'


def apart(wanted: Mapping[str, float]) -> dict[str, float]:
    """Return places for names that are near those wanted, in their order, and far enough apart to be read."""
    order = sorted(wanted, key=lambda name: (wanted[name], name))
    placed: dict[str, float] = {}
    at = -math.inf
    for name in order:
        placed[name] = at = max(wanted[name], at + LINE)
    at = HEIGHT - BOTTOM + LINE
    for name in reversed(order):
        placed[name] = at = min(placed[name], at - LINE)
    return placed
