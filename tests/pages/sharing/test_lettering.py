"""Text is drawn as the font can draw it, in lines that fit, or not at all."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from generator.pages.sharing.lettering import Face, cut, drawable, lines, width
from tests.pages.test_escape import HOSTILE

FACE = Face(size=40, bold=True)


def test_greek_cyrillic_and_accents_are_drawn() -> None:
    for text in ("PanGu-π", "γ-MoD", "Жук", "Zażółć gęślą jaźń", "ếạộữ", "α ≤ β ≠ ∞"):
        assert drawable(text) == text


def test_a_missing_character_is_drawn_in_its_compatibility_form() -> None:
    assert drawable("ℝ-valued 𝛾, a∗b ∼ c") == "R-valued γ, a*b ~ c"
    assert drawable("e\u0301t\u00ade\u200b") == "éte"


def test_text_with_a_hole_in_it_is_not_drawn() -> None:
    for text in ("漢字", "x ∈ y", "Smile 😀", "\U0010ffff"):
        assert drawable(text) == ""


@given(st.text(max_size=60) | st.sampled_from(HOSTILE), st.integers(30, 400))
def test_lines_fit_and_lose_nothing(text: str, room: int) -> None:
    drawn = drawable(text)
    found = lines(FACE, drawn, room)
    assert "".join(found).replace(" ", "") == "".join(drawn.split())
    assert all(width(FACE, line) <= max(room, 60) for line in found)


@given(st.text(alphabet="abW. ", max_size=200), st.integers(1, 4))
def test_shortened_text_ends_in_an_ellipsis(text: str, most: int) -> None:
    whole, found = lines(FACE, text, 300), cut(FACE, text, 300, most)
    assert len(found) <= most
    assert found == whole or found[-1].endswith("…")
    assert all(width(FACE, line) <= 300 for line in found)
