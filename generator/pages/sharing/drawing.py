"""Draws the cards of pages, with the pixels of their letters."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from math import ceil
from typing import NamedTuple

import numpy as np

from .lettering import LARGE, Face, advance_of, cut, drawable, font_of, lines, width
from .png import COLOURS, Band, Canvas, band, blank, packed, png

WIDTH, HEIGHT = 1200, 630
"""The size in pixels that X, Facebook, LinkedIn, Slack and Mastodon show uncut."""

_BEFORE = 0.2
"""How far a letter may reach to the left of the pen, relative to the size."""
_MARGIN, _STRIPE, _TEXT_WIDTH = 80, 16, WIDTH - 160
_BODY, _CHIPS, _CHIP_HEIGHT, _INSIDE = 134, 518, 52, 18
"""The tops of the body (title and sentence) and of the chips, the height of a chip, and the padding beside its text."""
_FLOOR = 490
"""The lowest base line of the sentence, above the chips."""
_TITLES = {True: ((66, 2), (58, 3), (50, 4), (42, 5)), False: ((70, 3), (60, 4), (52, 5), (46, 6))}
"""Sizes of a title with the number of lines that fit, with and without a sentence below."""

_NAME, _KIND, _SENTENCE, _CHIP = Face(size=32, bold=True), Face(size=29), Face(size=32), Face(size=27, bold=True)

PAPER = "#fcfdfc"
INKS = {"ink": "#151c1a", "mute": "#5d6662", "accent": "#005b44"}
TAGS = (
    *(("#005b44", "#e3f5ed"), ("#2a467a", "#e8f1ff"), ("#00573e", "#e3f5ed"), ("#6d3520", "#feece4")),
    *(("#503a73", "#f2edfd"), ("#365111", "#ebf3e4"), ("#005367", "#e0f4f9"), ("#6c2f4d", "#fdeaf2")),
    ("#5f4200", "#f7efe0"),
)
"""Text and background of a chip by the colour of its facet, as in the style sheet; 0 is for no facet."""

_SHADES = 2
"""The number of shades of a letter, including its full colour, for smooth edges."""

_Colours = tuple[int, ...]
"""The palette numbers of the shades of a letter, from the background to the full colour."""


class _Glyph(NamedTuple):  # unpacked a million times
    """A letter: its pixels by columns, each as high as the face, its place, and the advance of the pen."""

    dots: bytes
    left: int
    top: int
    bottom: int
    advance: float


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class _Line:
    """A line of text for a canvas, at its byte `left`, and `top` rows below the base line."""

    rows: Canvas
    left: int
    top: int


def draw(site: str, kind: str, title: str, sentence: str, tags: Iterable[tuple[str, int]]) -> bytes:
    """Return a card as PNG, without the texts that the font cannot draw; a tag has the colour of its facet, or 0."""
    chips = [(drawable(text), colour) for text, colour in tags]
    colours, numbers = _facets(tuple(dict.fromkeys(colour for _, colour in chips)))
    name, kind = drawable(site) if site != title else "", drawable(kind)
    canvas, bottom = _body(drawable(title), drawable(sentence))
    row = _chips([(text, numbers[colour]) for text, colour in chips])
    bands = (
        _stripe(tuple(numbers[colour][-1] for _, colour in chips) or _ACCENT[-1:]),
        _head(name, kind),
        band(canvas[:bottom]),
        blank(_CHIPS - _BODY - bottom, WIDTH // 2),
        band(row),
        blank(HEIGHT - _CHIPS - len(row), WIDTH // 2),
    )
    return png(WIDTH, HEIGHT, bands, colours)


@lru_cache(maxsize=64)  # each kind of page has one
def _head(name: str, kind: str) -> Band:
    """Return the part above the title: the name of the site and the kind of the page."""
    canvas, base = np.zeros((_BODY - _STRIPE, WIDTH // 2), np.uint8), 104 - _STRIPE
    _write(canvas, _NAME, name, (_MARGIN, base), _ACCENT)
    if width(_NAME, name) + width(_KIND, kind) + 40 <= _TEXT_WIDTH:
        _write(canvas, _KIND, kind, (WIDTH - _MARGIN - width(_KIND, kind), base), _MUTE)
    return band(canvas)


def _body(title: str, sentence: str) -> tuple[Canvas, int]:
    """Return the title and the sentence, and the number of rows that they need."""
    canvas = np.zeros((_CHIPS - _BODY, WIDTH // 2), np.uint8)
    face, title_lines = _title(title, with_sentence=bool(sentence))
    top = bottom = 0
    for text in title_lines:
        top += round(face.size * 1.16)
        bottom = _write(canvas, face, text, (_MARGIN, top), _INK)
    top += 18
    for text in cut(_SENTENCE, sentence, _TEXT_WIDTH, (_FLOOR - _BODY - top) // 43):
        top += 43
        bottom = _write(canvas, _SENTENCE, text, (_MARGIN, top), _MUTE)
    return canvas, bottom


def _title(text: str, *, with_sentence: bool) -> tuple[Face, list[str]]:
    """Return a title in the largest size in which it fits, shortened if it fits in none."""
    sizes = _TITLES[with_sentence]
    for size, most in sizes:
        face = Face(size=size, bold=True)
        if len(title_lines := lines(face, text, _TEXT_WIDTH)) <= most:
            return face, title_lines
    return face, cut(face, text, _TEXT_WIDTH, most)


@lru_cache(maxsize=256)
def _stripe(numbers: tuple[int, ...]) -> Band:
    """Return a stripe with equal parts of each colour."""
    row = np.array(numbers, np.uint8)[np.arange(WIDTH) * len(numbers) // WIDTH]
    return band(packed(np.tile(row, (_STRIPE, 1))))


def _chips(chips: Iterable[tuple[str, _Colours]]) -> Canvas:
    """Return a row of chips, as many as fit."""
    row = np.zeros((_CHIP_HEIGHT, WIDTH // 2), np.uint8)
    left = _MARGIN // 2
    for text, numbers in chips:
        end = left + _chip_width(text) // 2
        if end > (WIDTH - _MARGIN) // 2:
            break
        if text:
            row[:, left:end] = _chip(text, numbers)
            left = end + 8
    return row


def _chip_width(text: str) -> int:
    return (width(_CHIP, text) + 2 * _INSIDE + 1) // 2 * 2


@lru_cache(maxsize=512)
def _chip(text: str, numbers: _Colours) -> Canvas:
    """Return a chip with rounded corners."""
    height, wide, radius = _CHIP_HEIGHT, _chip_width(text), 10
    y, x = np.ogrid[:height, :wide]
    out = [np.maximum(radius - a, a - (size - 1 - radius)).clip(0) for a, size in ((y, height), (x, wide))]
    chip = packed((out[0] ** 2 + out[1] ** 2 <= radius**2) * np.uint8(numbers[0]))
    if not text:
        return chip
    letters = _line(_CHIP, text, numbers, _INSIDE)
    height, wide = letters.rows.shape
    chip[36 + letters.top : 36 + letters.top + height, letters.left : letters.left + wide] = letters.rows
    return chip


def _write(canvas: Canvas, face: Face, text: str, at: tuple[int, int], numbers: _Colours) -> int:
    """Draw a line of text from a point on its base line; return the row below its lowest pixel."""
    if not text:
        return 0
    letters = _line(face, text, numbers, at[0])
    top, (height, wide) = at[1] + letters.top, letters.rows.shape
    part = canvas[top : top + height, letters.left : letters.left + wide]
    np.bitwise_or(part, letters.rows, out=part)  # the line above may reach into these rows
    return int(top + height)


@lru_cache(maxsize=512)
def _facets(colours: tuple[int, ...]) -> tuple[tuple[str, ...], dict[int, _Colours]]:
    """Return the palette of a card, and for each facet colour the palette numbers of the shades of its chips."""
    slots = next(slots for slots in _SLOTS if len(slots) >= min(len(colours), len(_SLOTS[-1])))
    shades = dict(_OWN)
    numbers: dict[int, _Colours] = {}
    for at, colour in enumerate(colours):
        letters, ground = TAGS[colour]
        numbers[colour] = slots[at % len(slots)]
        shades = dict(zip(numbers[colour], (ground, *_shades(letters, ground)), strict=True)) | shades
    return tuple(shades.get(number, PAPER) for number in range(COLOURS)), numbers


def _shades(letters: str, ground: str) -> Iterator[str]:
    """Yield the shades between the colours of a background and its text, the text colour last."""
    ends = [np.frombuffer(bytes.fromhex(colour[1:]), np.uint8).astype(float) for colour in (ground, letters)]
    for part in range(1, _SHADES + 1):
        mixed = (ends[0] + (ends[1] - ends[0]) * part / _SHADES).round().astype(np.uint8)
        yield f"#{mixed.tobytes().hex()}"


# Equal steps from shade to shade make equal differences from row to row, which compress well.
_INK, _MUTE, _ACCENT = (0, 1, 2), (0, 3, 6), (0, 4, 8)
_OWN = {
    number: shade
    for numbers, ink in zip((_INK, _MUTE, _ACCENT), INKS.values(), strict=True)
    for number, shade in zip(numbers, (PAPER, *_shades(ink, PAPER)), strict=True)
}
_SLOTS: tuple[tuple[_Colours, ...], ...] = (
    ((5, 7, 9), (10, 11, 12), (13, 14, 15)),
    ((5, 11, 12), (7, 11, 13), (9, 11, 14), (10, 11, 15)),
    tuple((5, 6, letters) for letters in (7, *range(9, COLOURS))),
)
"""Palette numbers for up to three facets; for four, which share the middle shade; for more, which share two shades."""


@lru_cache(maxsize=4096)
def _glyph(face: Face, char: str, colours: _Colours) -> _Glyph:
    mask, (left, top) = font_of(face).getmask2(char, mode="L", anchor="ls")
    width, height = mask.size
    grey = np.frombuffer(bytes(mask), np.uint8).reshape(height, width).astype(np.uint16)
    columns = np.full((width, face.height), colours[0], np.uint8)
    columns[:, face.above + top : face.above + top + height] = np.array(colours)[(grey * _SHADES + 127) // 255].T
    step = advance_of(face.bold, char) * face.size / LARGE
    return _Glyph(dots=columns.tobytes(), left=left, top=top, bottom=top + height, advance=step)


def _line(face: Face, text: str, colours: _Colours, begin: int) -> _Line:
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
    return _Line(rows=packed(dots.T), left=edge // 2, top=top)
