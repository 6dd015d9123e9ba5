"""Writes a picture of few colours as PNG, which every program that previews a link reads."""

from __future__ import annotations

import struct
import zlib
from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

Canvas = NDArray[np.uint8]
"""A picture: rows of numbers of colours."""

_LEVEL = 6
"""How hard to press: 9 takes six times as long and saves one byte in fifteen."""

_FEW = 16
"""Colours, of which two share a byte."""


def png(canvas: Canvas, colours: Sequence[str]) -> bytes:
    """Return a picture as PNG; its width is even, and `colours` are the colours by number, such as `#005b44`."""
    height, width = canvas.shape
    data = canvas.tobytes()
    used = [number for number in range(len(colours)) if data.find(number) >= 0]
    renumbered = bytes(used.index(number) if number in used else 0 for number in range(256))
    pixels: Canvas = np.frombuffer(data.translate(renumbered), np.uint8).reshape(height, width)
    depth = 4 if len(used) <= _FEW else 8
    if len(used) <= _FEW:
        pixels = pixels[:, ::2] * np.uint8(_FEW) + pixels[:, 1::2]
    # Every row begins with the number of its filter. Text in a palette is smallest without one.
    rows = np.pad(pixels, ((0, 0), (1, 0)))
    return b"".join(
        (
            b"\x89PNG\r\n\x1a\n",
            _chunk(b"IHDR", struct.pack(">IIBBBBB", width, height, depth, 3, 0, 0, 0)),
            _chunk(b"PLTE", b"".join(bytes.fromhex(colours[number][1:]) for number in used)),
            _chunk(b"IDAT", zlib.compress(rows.tobytes(), _LEVEL)),
            _chunk(b"IEND", b""),
        )
    )


def _chunk(name: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))
