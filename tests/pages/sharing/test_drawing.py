"""Cards are images that any program reads, in the colours of the site, the same every time."""

from __future__ import annotations

import io
import re
from dataclasses import replace

import numpy as np
import pytest
from PIL import Image

from generator.pages.sharing.cards import ShareCard
from generator.pages.sharing.drawing import HEIGHT, INKS, PAPER, TAGS, WIDTH
from generator.pages.sharing.png import band, blank, packed, png
from tests.pages.test_escape import HOSTILE
from tests.support.case import ROOT

CARD = ShareCard(
    site="A list",
    kind="Paper",
    title="On the γ-Ray of Attention",
    sentence="Bounds attention.",
    chips=(("Theory", 1), ("Maps & charts", 2), ("Survey", 1)),
)


def _picture(card: ShareCard) -> Image.Image:
    picture = Image.open(io.BytesIO(card.draw()))
    picture.load()
    assert (picture.format, picture.size) == ("PNG", (WIDTH, HEIGHT))
    return picture.convert("RGB")


def _ink(picture: Image.Image, top: int, bottom: int) -> int:
    """Return how many dots of a band are not the ground."""
    band = picture.crop((0, top, WIDTH, bottom)).tobytes()
    ground = bytes.fromhex(PAPER[1:])
    return sum(band[at : at + 3] != ground for at in range(0, len(band), 3))


def test_a_card_is_the_same_every_time_and_small() -> None:
    assert CARD.draw() == CARD.draw()
    assert len(CARD.draw()) < 12_000


def test_a_card_shows_the_colours_of_its_tags() -> None:
    picture = _picture(CARD)
    stripe = [picture.getpixel((at, 3)) for at in (10, WIDTH // 2, WIDTH - 10)]
    assert [f"#{bytes(colour).hex()}" for colour in stripe if isinstance(colour, tuple)] == [
        TAGS[colour][0] for _, colour in CARD.chips
    ]


def test_the_colours_are_those_of_the_stylesheet() -> None:
    css = (ROOT / "docs/assets/reading-list.css").read_text(encoding="utf-8").split("@media screen")[0]
    of_facets = dict(re.findall(r"--([fb]\d): (#[0-9a-f]{6})", css))
    assert [(of_facets[f"f{number}"], of_facets[f"b{number}"]) for number in range(1, 9)] == list(TAGS[1:])
    assert {name: dict(re.findall(r"--rl-(\w+): (#[0-9a-f]{6})", css))[name] for name in INKS} == INKS
    assert f"--rl-bg: {PAPER}" in css


@pytest.mark.parametrize("text", [*HOSTILE, "", "W" * 500, "word " * 400, "漢字"])
def test_no_text_runs_over_the_edge_or_into_the_chips(text: str) -> None:
    card = ShareCard(site=text, kind=text, title=text, sentence=text, chips=((text, 3), ("Survey", 8), (text, 0)))
    picture = _picture(card)
    margins = [(0, 20, 80, HEIGHT), (WIDTH - 70, 20, WIDTH, HEIGHT), (0, 506, WIDTH, 518), (0, 571, WIDTH, HEIGHT)]
    for box in margins:
        colours = picture.crop(box).getcolors()
        assert colours is not None
        assert [f"#{bytes(colour).hex()}" for _, colour in colours if isinstance(colour, tuple)] == [PAPER], box


def test_a_title_that_is_the_site_name_is_drawn_once() -> None:
    home = replace(CARD, title=CARD.site, kind="")
    assert _ink(_picture(home), 60, 125) == 0
    assert _ink(_picture(CARD), 60, 125) > 0


def test_the_key_changes_with_every_part_of_a_card() -> None:
    others = [replace(CARD, **{name: "other"}) for name in ("site", "kind", "title", "sentence")]  # type: ignore[arg-type]
    keys = {card.key for card in (CARD, replace(CARD, chips=()), *others)}
    assert len(keys) == 6
    assert replace(CARD).key == CARD.key


@pytest.mark.parametrize("facets", range(1, 9))
def test_a_chip_has_the_text_colour_of_its_facet_among_many_facets(facets: int) -> None:
    card = replace(CARD, chips=tuple((f"T{facet}", facet) for facet in range(1, facets + 1)))
    colours = _picture(card).crop((0, 518, WIDTH, 570)).getcolors()
    assert colours is not None
    shown = {f"#{bytes(colour).hex()}" for _, colour in colours if isinstance(colour, tuple)}
    assert {letters for letters, _ in TAGS[1 : facets + 1]} <= shown
    assert len(shown & {ground for _, ground in TAGS[1:]}) == (facets if facets <= 4 else 1)


def test_a_picture_of_bands_is_that_of_its_rows() -> None:
    rows = np.random.default_rng(7).integers(0, 256, (40, 30), np.uint8)
    rows[10:20] = 0
    bands = (band(rows[:10]), blank(10, 30), band(rows[20:]))
    picture = Image.open(io.BytesIO(png(60, 40, bands, [f"#0000{number:02x}" for number in range(16)])))
    picture.load()  # fails if the check sum is not that of all rows
    assert packed(np.asarray(picture)).tobytes() == rows.tobytes()
