"""Computes how time grows with papers: the exponent of the power that fits best."""

from __future__ import annotations

import math
from collections.abc import Mapping

LEAST, MOST = 2_000, 20_000
"""With fewer papers, the time is mostly that of the start of the program."""

LINE = 2
"""The least number of points for a line."""


def exponent(seconds: Mapping[int, float]) -> float | None:
    """Return b of the a·nᵇ that fits seconds by papers best, by least squares over the logarithms of both.

    Only what lies between 2,000 and 20,000 papers counts; None if that is less than two sizes.
    """
    points = [(math.log(n), math.log(took)) for n, took in seconds.items() if LEAST <= n <= MOST and took > 0]
    if len(points) < LINE:
        return None
    middle, level = (sum(axis) / len(points) for axis in zip(*points, strict=True))
    spread = sum((x - middle) ** 2 for x, _ in points)
    slope: float = sum((x - middle) * (y - level) for x, y in points) / spread
    return slope
