"""A paper has a key to cite it by, as a person would choose it."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from generator.catalog.cite_keys import with_cite_keys
from generator.catalog.model import Paper
from generator.sources.model import Author
from tests.support.facts import author, catalog_of, record


def _papers(*rows: object) -> list[Paper]:
    return list(catalog_of(rows).papers.values())  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("title", "facts", "key"),
    [
        ("A Closer Look at Lamps", {"authors": (author("Jane", "Qiu"),), "published": "2024-05"}, "qiu2024closer"),
        ("On the γ-Ray", {"authors": (author("Ada", "van der Müller"),), "published": "2024"}, "muller2024g"),
        ("2020 Lamps", {"authors": (Author(name="Bo Li"),), "published": "2021"}, "li2021lamps"),
        ("Lamps", {"authors": (Author(name="Rock and Roll Group", family="Rock and Roll Group"),)}, "rocklamps"),
        (
            "Lamps",
            {"authors": (Author(name="欧阳明", family="欧阳", given="明"),), "published": "2020"},
            "ouyang2020lamps",
        ),
        ("Lamps", {"editors": (author("Cy", "Coe"),), "published": "2019"}, "coe2019lamps"),
        ("Lamps and Oil", {"published": "2019"}, "lamps2019"),
        ("The", {}, "the"),
    ],
)
def test_a_key_has_family_name_year_and_a_word(title: str, facts: dict[str, Any], key: str) -> None:
    (paper,) = _papers(record(1, title, **facts))
    assert paper.cite_key == key


def test_of_equal_keys_the_first_listed_has_the_plain_one() -> None:
    known: dict[str, Any] = {"authors": (author("Jane", "Qiu"),), "published": "2024"}
    titles = ("Lamps of Rome", "Lamps of Lyon", "Lamps of Ulm")
    days = (date(2024, 3, 1), date(2024, 1, 1), date(2024, 2, 1))
    rows = [record(at, title, listed=day, **known) for at, (title, day) in enumerate(zip(titles, days, strict=True), 1)]
    keys = {paper.title: paper.cite_key for paper in _papers(*rows)}
    assert [keys[title] for title in titles] == ["qiu2024lampsc", "qiu2024lamps", "qiu2024lampsb"]


def test_a_pinned_key_stays_and_no_other_paper_gets_it() -> None:
    known: dict[str, Any] = {"authors": (author("Jane", "Qiu"),), "published": "2024"}
    papers = [replace(paper, cite_key="") for paper in _papers(record(1, "Lamps of Rome", **known), record(2, "Oil"))]
    pinned = replace(papers[1], cite_key="Qiu2024Lamps")
    assert [paper.cite_key for paper in with_cite_keys([papers[0], pinned])] == ["qiu2024lampsb", "Qiu2024Lamps"]
