"""Typesets text for images: which text the font can draw, its line breaks, and the pixels of its letters."""

import unicodedata
from dataclasses import dataclass
from functools import cache, lru_cache
from math import ceil
from pathlib import Path
from typing import NamedTuple

import numpy as np
from PIL import ImageFont

from ..escape import one_line
from .png import Canvas, packed

SHADES = 2
"""The number of shades of a letter, including its full colour, for smooth edges."""

_FILES = {False: "SourceSerif4-Regular.ttf", True: "SourceSerif4-SemiBold.ttf"}
_LOOKALIKES = str.maketrans("∗∼⋅∙‐‑⟨⟩", "*~··--‹›")
_ABSENT = "\uffff"
_LARGE = 1000
_HIGHEST, _LOWEST, _BEFORE = 1.05, 0.35, 0.2
"""The extent of letters relative to the size: above the base line, below it, and left of the pen."""

Colours = tuple[int, ...]
"""The palette numbers of the shades of a letter, from the background to the full colour."""


class Face(NamedTuple):  # a key of caches, so comparing must be fast
    """A font: its size in pixels, and regular or bold."""

    size: int
    bold: bool = False

    @property
    def above(self) -> int:
        """The height of the highest letter above the base line."""
        return ceil(self.size * _HIGHEST)

    @property
    def height(self) -> int:
        """The height from the top of the highest to the bottom of the lowest letter."""
        return self.above + ceil(self.size * _LOWEST)


class Glyph(NamedTuple):  # unpacked a million times
    """A letter: its pixels by columns, each as high as the face, its place, and the advance of the pen."""

    dots: bytes
    left: int
    top: int
    bottom: int
    advance: float


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Line:
    """A line of text for a canvas, at its byte `left`, and `top` rows below the base line."""

    rows: Canvas
    left: int
    top: int


def drawable(text: str) -> str:
    """Return text in one line as the font can draw it, or an empty text if a character is missing in the font.

    A missing character may be replaced by its compatibility form (NFKC), such as ℝ by R. A title without a character
    would be another title.
    """
    line = one_line(text)
    if line.isascii():
        return line.strip()  # the font has them all
    composed = unicodedata.normalize("NFC", line).translate(_LOOKALIKES)
    drawn = "".join(map(_drawable, composed)).strip()
    return "" if _ABSENT in drawn else drawn


@cache
def _drawable(char: str) -> str:
    if unicodedata.category(char) == "Cf":  # an invisible format character
        return ""
    same = unicodedata.normalize("NFKC", char)
    return next((form for form in (char, same) if not any(map(_is_missing, form))), _ABSENT)


def _is_missing(char: str) -> bool:
    """Return whether the font draws a character as it draws one that no font has."""
    font = _font(Face(size=40))
    return char != " " and bytes(font.getmask(char)) == bytes(font.getmask(_ABSENT))


@cache
def _font(face: Face) -> ImageFont.FreeTypeFont:
    # The basic layout is the same everywhere; the other one depends on installed libraries.
    path = Path(__file__).with_name(_FILES[face.bold])
    return ImageFont.truetype(str(path), face.size, layout_engine=ImageFont.Layout.BASIC)


@lru_cache(maxsize=4096)
def _glyph(face: Face, char: str, colours: Colours) -> Glyph:
    mask, (left, top) = _font(face).getmask2(char, mode="L", anchor="ls")
    width, height = mask.size
    grey = np.frombuffer(bytes(mask), np.uint8).reshape(height, width).astype(np.uint16)
    columns = np.full((width, face.height), colours[0], np.uint8)
    columns[:, face.above + top : face.above + top + height] = np.array(colours)[(grey * SHADES + 127) // 255].T
    step = _advance(face.bold, char) * face.size / _LARGE
    return Glyph(dots=columns.tobytes(), left=left, top=top, bottom=top + height, advance=step)


def line(face: Face, text: str, colours: Colours, begin: int) -> Line:
    """Return a line of text in the palette numbers of its shades, with the pen at column `begin` of the canvas."""
    glyphs = [_glyph(face, char, colours) for char in text]
    edge, high = (begin - ceil(face.size * _BEFORE)) // 2 * 2, face.height
    size = ceil(begin - edge + sum([shape.advance for shape in glyphs]) + face.size) * high
    columns = bytearray(colours[:1]) * size
    seen = np.frombuffer(columns, np.uint8)
    pen, done = float(begin - edge), 0
    for letter, left, _, _, advance in glyphs:
        at = (round(pen) + left) * high
        end = at + len(letter)
        if at < done:  # where letters overlap, the stronger shade wins
            np.maximum(seen[at:end], np.frombuffer(letter, np.uint8), out=seen[at:end])
        else:
            columns[at:end] = letter  # the same, in a tenth of the time
        pen, done = pen + advance, max(done, end)
    top, bottom = min([shape.top for shape in glyphs]), max([shape.bottom for shape in glyphs])
    wide = (done // high + 1) // 2 * 2
    dots = seen.reshape(-1, high)[:wide, face.above + top : face.above + bottom]
    return Line(rows=packed(dots.T), left=edge // 2, top=top)


@cache
def _advance(bold: bool, char: str) -> float:
    """Return the advance of a letter in the largest size; in small sizes, fonts round it, mostly up.

    It is a multiple of 1/64, so that sums are exact.
    """
    return _font(Face(size=_LARGE, bold=bold)).getlength(char)


@lru_cache(maxsize=8192)
def _reach(bold: bool, text: str) -> float:
    """Return the width of a text in the largest size."""
    return sum(_advance(bold, char) for char in text)


def width(face: Face, text: str) -> int:
    """Return the width of a line in pixels."""
    return ceil(sum(_advance(face.bold, char) for char in text) * face.size / _LARGE)


def lines(face: Face, text: str, available: int) -> list[str]:
    """Return text as lines that fit into a width in pixels; a word that is too long for a line is divided."""
    done: list[str] = []
    line: list[str] = []
    at, space, most = 0.0, _advance(face.bold, " "), available * _LARGE / face.size
    for whole in text.split():
        for piece in _pieces(face.bold, whole, most):
            wide = _reach(face.bold, piece)
            if line and at + space + wide > most:
                done.append(" ".join(line))
                line, at = [], 0.0
            at += space + wide if line else wide
            line.append(piece)
    return [*done, " ".join(line)] if line else done


def _pieces(bold: bool, word: str, most: float) -> list[str]:
    if _reach(bold, word) <= most:
        return [word]
    pieces, begin, at = [], 0, 0.0
    for end, char in enumerate(word):
        advance = _advance(bold, char)
        if end > begin and at + advance > most:
            pieces.append(word[begin:end])
            begin, at = end, 0.0
        at += advance
    return [*pieces, word[begin:]]


def cut(face: Face, text: str, available: int, most: int) -> list[str]:
    """Return at most `most` lines of text; if there are more, the last one ends in an ellipsis."""
    all_lines = lines(face, text, available)
    if len(all_lines) <= most:
        return all_lines
    words = all_lines[most - 1].split()
    while words and width(face, f"{' '.join(words)} …") > available:
        words.pop()
    return [*all_lines[: most - 1], " ".join([*words, "…"])]
