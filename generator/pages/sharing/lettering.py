"""Typesets text for images: which text the font can draw, and its line breaks."""

import unicodedata
from functools import cache, lru_cache
from math import ceil
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from ..escape import one_line

if TYPE_CHECKING:
    from PIL import ImageFont

LARGE = 1000
"""The size in which advances are measured."""

_FILES = {False: "SourceSerif4-Regular.ttf", True: "SourceSerif4-SemiBold.ttf"}
_LOOKALIKES = str.maketrans("∗∼⋅∙‐‑⟨⟩", "*~··--‹›")
_ABSENT = "\uffff"
_HIGHEST, _LOWEST = 1.05, 0.35
"""The extent of letters relative to the size: above the base line, and below it."""


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
    font = font_of(Face(size=40))
    return char != " " and bytes(font.getmask(char)) == bytes(font.getmask(_ABSENT))


@cache
def font_of(face: Face) -> "ImageFont.FreeTypeFont":
    """Return the font from its file."""
    from PIL import ImageFont  # noqa: PLC0415 (titles in ASCII need no font, and loading it takes 10 ms)

    # The basic layout is the same everywhere; the other one depends on installed libraries.
    path = Path(__file__).with_name(_FILES[face.bold])
    return ImageFont.truetype(str(path), face.size, layout_engine=ImageFont.Layout.BASIC)


@cache
def advance_of(bold: bool, char: str) -> float:
    """Return the advance of a letter in the largest size; in small sizes, fonts round it, mostly up.

    It is a multiple of 1/64, so that sums are exact.
    """
    return font_of(Face(size=LARGE, bold=bold)).getlength(char)


@lru_cache(maxsize=8192)
def _reach(bold: bool, text: str) -> float:
    """Return the width of a text in the largest size."""
    return sum(advance_of(bold, char) for char in text)


def width(face: Face, text: str) -> int:
    """Return the width of a line in pixels."""
    return ceil(sum(advance_of(face.bold, char) for char in text) * face.size / LARGE)


def lines(face: Face, text: str, available: int) -> list[str]:
    """Return text as lines that fit into a width in pixels; a word that is too long for a line is divided."""
    done: list[str] = []
    line: list[str] = []
    at, space, most = 0.0, advance_of(face.bold, " "), available * LARGE / face.size
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
        advance = advance_of(bold, char)
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
