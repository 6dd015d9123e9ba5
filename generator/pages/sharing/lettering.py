"""Sets text for a picture: which text the font can draw, how it breaks into lines, and the shapes of its letters."""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass
from functools import cache, lru_cache
from math import ceil
from pathlib import Path

import numpy as np
from PIL import ImageFont

from generator.pages.escape import one_line
from generator.pages.sharing.png import Canvas

SHADES = 2
"""How many shades, the full colour among them, smooth the edge of a letter."""

_FILES = {False: "SourceSerif4-Regular.ttf", True: "SourceSerif4-SemiBold.ttf"}
_LOOKALIKES = str.maketrans("∗∼⋅∙‐‑⟨⟩", "*~··--‹›")
_ABSENT = "\uffff"


@dataclass(frozen=True, slots=True, kw_only=True)
class Face:
    """A size of the font, in pixels from line to line of its design, thin or bold."""

    size: int
    bold: bool = False


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Glyph:
    """A letter: its shades from 0, nothing, to `SHADES`; where they lie from the pen; how far the pen moves on."""

    shades: Canvas
    left: int
    top: int
    advance: float


def drawable(text: str) -> str:
    """Return text as the font can draw it: on one line, composed; empty if a character is missing in the font.

    A character that is missing may stand in another form that means the same, such as ℝ as R. A title with a hole
    in it would be another title.
    """
    composed = unicodedata.normalize("NFC", one_line(text)).translate(_LOOKALIKES)
    drawn = "".join(map(_drawable, composed)).strip()
    return "" if _ABSENT in drawn else drawn


@cache
def _drawable(char: str) -> str:
    if unicodedata.category(char) == "Cf":  # says how others stand, and is not seen
        return ""
    same = unicodedata.normalize("NFKC", char)
    return next((form for form in (char, same) if not any(map(_is_missing, form))), _ABSENT)


def _is_missing(char: str) -> bool:
    """Tell whether the font draws for a character what it draws for one that no font has."""
    font = _font(Face(size=40))
    return char != " " and bytes(font.getmask(char)) == bytes(font.getmask(_ABSENT))


@cache
def _font(face: Face) -> ImageFont.FreeTypeFont:
    # The simple layout is the same wherever it runs; the other depends on what else is installed.
    path = Path(__file__).with_name(_FILES[face.bold])
    return ImageFont.truetype(str(path), face.size, layout_engine=ImageFont.Layout.BASIC)


@lru_cache(maxsize=8192)
def glyph(face: Face, char: str) -> Glyph:
    """Return a letter of the font."""
    font = _font(face)
    mask, (left, top) = font.getmask2(char, mode="L", anchor="ls")
    width, height = mask.size
    grey = np.frombuffer(bytes(mask), np.uint8).reshape(height, width).astype(np.uint16)
    shades = ((grey * SHADES + 127) // 255).astype(np.uint8)
    return Glyph(shades=shades, left=left, top=top, advance=_advance(face.bold, char) * face.size)


@cache
def _advance(bold: bool, char: str) -> float:
    """Return how wide a letter is designed to be, as a part of the size: in small sizes fonts round it, mostly up."""
    large = Face(size=1000, bold=bold)
    return _font(large).getlength(char) / large.size


def width(face: Face, text: str) -> int:
    """Return how wide a line is, in pixels."""
    return ceil(sum(glyph(face, char).advance for char in text))


def lines(face: Face, text: str, room: int) -> list[str]:
    """Return text as lines that fit into a width; a word that is too long for a line is cut."""
    done: list[str] = []
    line, at, space = "", 0, width(face, " ")
    for word in text.split():
        for piece in _pieces(face, word, room):
            wide = width(face, piece)
            if line and at + space + wide > room:
                done.append(line)
                line, at = piece, wide
            else:
                line, at = (f"{line} {piece}", at + space + wide) if line else (piece, wide)
    return [*done, line] if line else done


def _pieces(face: Face, word: str, room: int) -> list[str]:
    if width(face, word) <= room:
        return [word]
    pieces, begin, at = [], 0, 0.0
    for end, char in enumerate(word):
        advance = glyph(face, char).advance
        if at + advance > room:
            pieces.append(word[begin:end])
            begin, at = end, 0.0
        at += advance
    return [*pieces, word[begin:]]


def cut(face: Face, text: str, room: int, most: int) -> list[str]:
    """Return the first lines of text, at most `most`; if there would be more, the last one ends in dots."""
    all_lines = lines(face, text, room)
    if len(all_lines) <= most:
        return all_lines
    words = all_lines[most - 1].split()
    while words and width(face, f"{' '.join(words)} …") > room:
        words.pop()
    return [*all_lines[: most - 1], " ".join([*words, "…"])]
