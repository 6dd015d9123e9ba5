"""Draws the card of a page: the picture that stands beside a link to it where people share links."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator
from dataclasses import astuple, dataclass
from functools import lru_cache
from pathlib import Path

import numpy as np
import PIL

from generator.pages.sharing.lettering import SHADES, Face, cut, drawable, glyph, lines, width
from generator.pages.sharing.png import Canvas, png

WIDTH, HEIGHT = 1200, 630
"""What X, Facebook, LinkedIn, Slack and Mastodon show without cutting."""

_MARGIN, _STRIPE, _ROOM = 80, 16, WIDTH - 160
_FLOOR = 490
"""How low the last line of the sentence may stand, above the chips."""
_TITLES = {True: ((66, 2), (58, 3), (50, 4), (42, 5)), False: ((70, 3), (60, 4), (52, 5), (46, 6))}
"""Sizes of a title, and how many lines of each there is room for, with and without a sentence below."""

_NAME, _KIND, _SENTENCE, _CHIP = Face(size=32, bold=True), Face(size=29), Face(size=32), Face(size=27, bold=True)

PAPER = "#fcfdfc"
INKS = {"ink": "#151c1a", "mute": "#5d6662", "accent": "#005b44"}
TAGS = (
    *(("#005b44", "#e3f5ed"), ("#2a467a", "#e8f1ff"), ("#00573e", "#e3f5ed"), ("#6d3520", "#feece4")),
    *(("#503a73", "#f2edfd"), ("#365111", "#ebf3e4"), ("#005367", "#e0f4f9"), ("#6c2f4d", "#fdeaf2")),
    ("#5f4200", "#f7efe0"),
)
"""Letters and ground of a chip by the colour of its facet, as in the stylesheet; without a facet, the accent."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ShareCard:
    """What stands on a card; a chip is its text and the colour of its facet, 0 without one."""

    site: str
    kind: str
    title: str
    sentence: str
    chips: tuple[tuple[str, int], ...]

    @property
    def key(self) -> str:
        """A hash of all that the picture is made from: the words, the font, and the program."""
        return hashlib.sha256(f"{_program()}{astuple(self)!r}".encode("utf-8", "replace")).hexdigest()[:16]


@lru_cache(maxsize=1)
def _program() -> str:
    files = sorted(path for path in Path(__file__).parent.iterdir() if path.suffix in {".py", ".ttf"})
    return hashlib.sha256(b"".join(path.read_bytes() for path in files)).hexdigest() + PIL.__version__


def draw(card: ShareCard) -> bytes:
    """Return a card as PNG. What the font cannot draw is left out, line by line."""
    canvas = np.zeros((HEIGHT, WIDTH), np.uint8)
    _stripe(canvas, [colour for _, colour in card.chips] or [0])
    name, kind = drawable(card.site) if card.site != card.title else "", drawable(card.kind)
    _write(canvas, _NAME, name, (_MARGIN, 104), _ink("accent"))
    if width(_NAME, name) + width(_KIND, kind) + 40 <= _ROOM:
        _write(canvas, _KIND, kind, (WIDTH - _MARGIN - width(_KIND, kind), 104), _ink("mute"))
    sentence = drawable(card.sentence)
    face, title = _title(drawable(card.title), with_sentence=bool(sentence))
    top = 134
    for line in title:
        top += round(face.size * 1.16)
        _write(canvas, face, line, (_MARGIN, top), _ink("ink"))
    top += 18
    for line in cut(_SENTENCE, sentence, _ROOM, (_FLOOR - top) // 43):
        top += 43
        _write(canvas, _SENTENCE, line, (_MARGIN, top), _ink("mute"))
    _chips(canvas, card.chips)
    return png(canvas, _PALETTE)


def _title(text: str, *, with_sentence: bool) -> tuple[Face, list[str]]:
    """Return a title in the largest size that has room for it, cut short if none has."""
    sizes = _TITLES[with_sentence]
    for size, most in sizes:
        face = Face(size=size, bold=True)
        if len(found := lines(face, text, _ROOM)) <= most:
            return face, found
    return face, cut(face, text, _ROOM, most)


def _stripe(canvas: Canvas, colours: list[int]) -> None:
    ends = [round(WIDTH * number / len(colours)) for number in range(len(colours) + 1)]
    for colour, begin, end in zip(colours, ends, ends[1:], strict=False):
        canvas[:_STRIPE, begin:end] = _tag(colour) + SHADES


def _chips(canvas: Canvas, chips: Iterable[tuple[str, int]]) -> None:
    """Draw chips side by side, as many as there is room for."""
    left, top, height, inside = _MARGIN, 518, 52, 18
    for text, colour in ((drawable(text), colour) for text, colour in chips):
        end = left + width(_CHIP, text) + 2 * inside
        if end > WIDTH - _MARGIN:
            break
        if text:
            _ground(canvas[top : top + height, left:end], _tag(colour))
            _write(canvas, _CHIP, text, (left + inside, top + 36), _tag(colour) + 1)
            left = end + 16


def _ground(canvas: Canvas, colour: int, radius: int = 10) -> None:
    """Fill a part of the canvas, its corners rounded."""
    height, wide = canvas.shape
    y, x = np.ogrid[:height, :wide]
    out = [np.maximum(radius - a, a - (size - 1 - radius)).clip(0) for a, size in ((y, height), (x, wide))]
    canvas[out[0] ** 2 + out[1] ** 2 <= radius**2] = colour


def _write(canvas: Canvas, face: Face, text: str, at: tuple[int, int], first: int) -> None:
    """Draw a line of text from a place on its base line; `first` is the faintest of the shades of its colour."""
    pen, base = float(at[0]), at[1]
    for char in text:
        shape = glyph(face, char)
        top, left = base + shape.top, round(pen) + shape.left
        height, wide = shape.shades.shape
        part = canvas[top : top + height, left : left + wide]
        # Shades have higher numbers than the ground below; where letters touch, the stronger one is seen.
        np.maximum(part, np.where(shape.shades, shape.shades + np.uint8(first - 1), 0), out=part, casting="unsafe")
        pen += shape.advance


def _ink(name: str) -> int:
    return 1 + SHADES * list(INKS).index(name)


def _tag(colour: int) -> int:
    return 1 + SHADES * len(INKS) + (SHADES + 1) * colour


def _shades(letters: str, ground: str) -> Iterator[str]:
    """Yield the colours between a ground and its letters, the letters' own last."""
    ends = [np.frombuffer(bytes.fromhex(colour[1:]), np.uint8).astype(float) for colour in (ground, letters)]
    for part in range(1, SHADES + 1):
        mixed = (ends[0] + (ends[1] - ends[0]) * part / SHADES).round().astype(np.uint8)
        yield f"#{mixed.tobytes().hex()}"


_PALETTE = (
    PAPER,
    *(shade for ink in INKS.values() for shade in _shades(ink, PAPER)),
    *(shade for letters, ground in TAGS for shade in (ground, *_shades(letters, ground))),
)
