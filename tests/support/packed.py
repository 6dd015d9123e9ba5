"""Reads the packed numbers of the search index, as the browser does."""

from __future__ import annotations

import base64

from generator.insights.search_index import LEVELS


def numbers_in(packed: bytes | bytearray | str) -> list[int]:
    """Return the numbers in bytes, or in the base64 of bytes."""
    found, value, shift = [], 0, 0
    for byte in base64.b64decode(packed) if isinstance(packed, str) else packed:
        value |= (byte & 0x7F) << shift
        shift += 7
        if byte < 0x80:
            found.append(value)
            value = shift = 0
    return found


def levels_in(entries: bytes | bytearray | str) -> dict[int, int]:
    """Return the level of a word by the number of the paper."""
    number = 0
    levels: dict[int, int] = {}
    for value in numbers_in(entries):
        number += value // LEVELS
        levels[number] = value % LEVELS
    return levels
