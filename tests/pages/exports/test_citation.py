"""A paper is one line of a list of references."""

from __future__ import annotations

from dataclasses import replace

import pytest

from generator.pages.exports.citation import citation
from generator.pages.exports.reference import Reference
from generator.sources.model import Author
from tests.support.references import BARE, FULL, PREPRINTED

CROWD = tuple(Author(name=f"A {number}") for number in range(12))


@pytest.mark.parametrize(
    ("paper", "line"),
    [
        (BARE, "A title."),
        (
            FULL,
            "Ada van der Müller, Rock and Roll Group and Bo Li (2025). On {Braces} & 100% of γ_i. "
            "Maps & Charts 3(4–5), Second, 1–9. Lamp & Sons.",
        ),
        (PREPRINTED, "Bo Li (2025). A title. WACV 2025."),
        (replace(PREPRINTED, venue="", title="Why?"), "Bo Li (2023). Why? arXiv:2303.07474."),
        (replace(BARE, editors=(Author(name="Cy Coe"),), published="2019"), "Cy Coe (ed.) (2019). A title."),
        (replace(BARE, authors=CROWD), f"{', '.join(f'A {number}' for number in range(10))} et al. A title."),
    ],
)
def test_a_reference_names_authors_year_title_and_place(paper: Reference, line: str) -> None:
    assert citation(paper) == line
