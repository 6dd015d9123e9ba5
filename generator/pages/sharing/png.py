"""Writes a picture of sixteen colours as PNG, which every program that previews a link reads.

A picture is put together from bands, one above the other, so that what many pictures share is pressed once. A row says
how it differs from the row above: of drawn letters that is mostly nothing. Only runs of equal bytes are shortened: to
search for whatever repeats takes eight times as long, and saves one byte in seven.

Source: https://www.w3.org/TR/png-3/, https://www.rfc-editor.org/rfc/rfc1950.
"""

from __future__ import annotations

import struct
import zlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

Canvas = NDArray[np.uint8]
"""Rows of bytes, two dots in each: a dot is the number of its colour, the left one times sixteen."""

Dots = NDArray[np.uint8]
"""Rows of dots: the number of a colour in each byte."""

COLOURS = 16
_LIKE_ABOVE = 2
_MODULUS = 65521
_WINDOW, _MEMORY = -15, 6
"""Small blocks, each with its own code, are smaller together, but take longer; so does a small window."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Band:
    """Rows of a picture, pressed; how many bytes they were, and the check sum of these."""

    pressed: bytes
    length: int
    check: int


def packed(dots: Dots) -> Canvas:
    """Return rows of dots, an even number in each, as a canvas."""
    return dots[:, ::2] << np.uint8(4) | dots[:, 1::2]


def band(rows: Canvas) -> Band:
    """Return rows as a band that can stand below any other."""
    height, width = rows.shape
    lines = np.empty((height, width + 1), np.uint8)
    lines[1:, 0] = _LIKE_ABOVE
    lines[:1, 0] = 0
    lines[:1, 1:] = rows[:1]
    np.subtract(rows[1:], rows[:-1], out=lines[1:, 1:])
    return _band(lines.data)


@lru_cache(maxsize=1024)
def blank(height: int, width: int) -> Band:
    """Return rows of colour 0; `width` is in bytes."""
    return _band(bytes(height * (width + 1)))


def _band(data: bytes | memoryview) -> Band:
    press = zlib.compressobj(1, zlib.DEFLATED, _WINDOW, _MEMORY, zlib.Z_RLE)
    pressed = press.compress(data) + press.flush(zlib.Z_SYNC_FLUSH)
    return Band(pressed=pressed, length=memoryview(data).nbytes, check=zlib.adler32(data))


def png(width: int, height: int, bands: Iterable[Band], colours: Sequence[str]) -> bytes:
    """Return a picture as PNG, `width` and `height` in dots; `colours` are those by number, such as `#005b44`."""
    bands = tuple(bands)
    pressed = b"".join(part.pressed for part in bands)
    return b"".join(
        (
            b"\x89PNG\r\n\x1a\n",
            _chunk(b"IHDR", struct.pack(">IIBBBBB", width, height, 4, 3, 0, 0, 0)),
            _chunk(b"PLTE", bytes.fromhex("".join(colours).replace("#", ""))),
            # The header of the stream, and a last block with nothing in it.
            _chunk(b"IDAT", b"\x78\x01" + pressed + b"\x03\x00" + struct.pack(">I", _check(bands))),
            _chunk(b"IEND", b""),
        )
    )


def _check(bands: Iterable[Band]) -> int:
    """Return the Adler-32 of all bytes from those of the parts: two sums, of the bytes and of the first sum."""
    low, high = 1, 0
    for part in bands:
        high = (high + (part.check >> 16) + (low - 1) * part.length) % _MODULUS
        low = (low + (part.check & 0xFFFF) - 1) % _MODULUS
    return high << 16 | low


def _chunk(name: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))
