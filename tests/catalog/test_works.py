"""What rows share makes them one paper only if nothing else says that they are two works."""

from __future__ import annotations

from itertools import product
from typing import Any

import pytest

from generator.catalog.identity.abstracts import is_note
from generator.catalog.identity.differences import similar_venues
from generator.catalog.identity.grouping import group_rows
from generator.catalog.identity.titles import title_key
from generator.diagnostics import Severity
from tests.support.rows import LONG, codes, papers, row

_ANN: dict[str, Any] = {"authors": ["Ann Roe", "Bo Poe"]}
_JOURNAL: dict[str, Any] = {**_ANN, "kind": "article-journal", "venue": "Journal of Lamps", "published": "2020"}


def _together(one: dict[str, Any], other: dict[str, Any], title: str = "Lamps of Lyon") -> bool:
    return len(group_rows([row(title, **one), row(title, **other)])) == 1


@pytest.mark.parametrize(
    "other",
    [
        {"authors": ["Roe, A.", "Poe, B."], "venue": "J. Lamps", "published": "2020-05"},
        {"authors": ["Roe, A."]},
        {"published": "2020"},
        {"published": "2019", **_ANN},
        {"kind": "article", "arxiv": "1706.09999", "published": "2017", **_ANN},
        {"doi": "10.1101/2017.01.02.123456", "published": "2017", **_ANN},
        {"doi": "10.13140/rg.2.2.1.1", "published": "2021", **_ANN},
        {"kind": "report", "doi": "10.3386/w12345", "published": "2016", **_ANN},
    ],
)
def test_a_title_joins_rows_that_agree(other: dict[str, Any]) -> None:
    assert _together(_JOURNAL | {"doi": "10.1000/a"}, other)
    assert _together(other, _JOURNAL | {"doi": "10.1000/a"})


@pytest.mark.parametrize(
    "other",
    [
        {**_JOURNAL, "authors": ["Cy Coe"]},
        {**_JOURNAL, "published": "2021"},
        {**_JOURNAL, "venue": "Conference on Wicks"},
        {**_JOURNAL, "volume": "4"},
        {**_JOURNAL, "volume": "3", "number": "5"},
        {**_JOURNAL, "volume": "3", "pages": "60–69"},
        {**_ANN, "kind": "thesis", "venue": "Lamp U", "published": "2020"},
        {**_ANN, "kind": "book", "publisher": "P", "published": "2020"},
        {**_ANN, "kind": "dataset", "doi": "10.5281/zenodo.1", "published": "2020"},
        {**_ANN, "kind": "article", "arxiv": "1206.09999", "published": "2012"},
        {"kind": "article", "arxiv": "1706.09999", "published": "2017"},
    ],
)
def test_a_title_joins_no_rows_that_are_other_works(other: dict[str, Any]) -> None:
    known = _JOURNAL | {"volume": "3", "number": "4", "pages": "50–59"}
    assert not _together(known, other)
    assert not _together(other, known)


def test_editions_of_a_book_are_several_works() -> None:
    book = {**_ANN, "kind": "book", "publisher": "P", "published": "1981"}
    assert not _together({**book, "edition": "1"}, {**book, "edition": "Second"})
    assert _together({**book, "edition": "2"}, {**book, "edition": "Second"})


def test_a_generic_title_needs_the_same_authors_and_year() -> None:
    assert not _together({"published": "2020"}, {"published": "2020"}, "Editorial")
    assert not _together({**_ANN, "published": "2019"}, {**_ANN, "published": "2020"}, "Introduction")
    assert _together({**_ANN, "published": "2020"}, {**_ANN, "published": "2020"}, "Introduction")
    assert _together({}, {}, "Editorial")


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("C", "C++"), ("C++", "C#"), ("Yi-1.5", "Yi-15"), ("Lamp$^+$", "Lamp$^-$"), ("Lamps I", "Lamps II"),
        ("Lamp⁺", "Lamp⁻"), ("Lamps, Part 1", "Lamps, Part 2"),
    ],
)  # fmt: skip
def test_signs_and_numbers_tell_titles_apart(one: str, other: str) -> None:
    assert title_key(one) != title_key(other)


@pytest.mark.parametrize(
    ("one", "other"),
    [("Éclat & Lamps", "ECLAT AND LAMPS"), ("α-Lamps", r"$\alpha$ lamps"), ("Lamp⁺", "Lamp$^+$"), ("γ", "Gamma")],
)
def test_spellings_of_one_title_are_equal(one: str, other: str) -> None:
    assert title_key(one) == title_key(other)


def test_an_identifier_joins_no_rows_whose_title_and_authors_differ() -> None:
    rows = [
        row("Wicks of Glass", authors=["Ann Roe"], doi="10.1/a"),
        row("Soot in Towns", authors=["Bo Poe"], doi="10.1/a"),
    ]
    named, found = papers(rows)
    assert [paper.rows[0].facts.doi for paper in named.values()] == ["", ""]
    assert codes(found, Severity.WARNING) == ["ambiguous-identifier"]
    renamed = [rows[0], row("The Glass Wick", authors=["A. Roe"], doi="10.1/a")]
    assert len(group_rows(renamed)) == 1


def test_an_identifier_of_three_works_without_authors_names_none() -> None:
    rows = [row(title, arxiv="1011.1669") for title in ("Wicks of Glass", "Soot in Towns", "Oil Prices")]
    assert len(group_rows(rows)) == 3
    assert len(group_rows(rows[:2])) == 1


def test_a_chapter_is_not_its_book() -> None:
    book = row("All Lamps", authors=["Ann Roe"], kind="book", doi="10.1/a")
    chapters = [
        row(title, authors=["Ann Roe"], kind="chapter", venue="All Lamps", doi="10.1/a") for title in ("Oil", "Wicks")
    ]
    assert len(group_rows([book, *chapters])) == 3


def test_a_shared_abstract_joins_only_rows_of_the_same_people() -> None:
    one = row("Lamps of Lyon", LONG, authors=["Ann Roe"])
    assert len(group_rows([one, row("Lights of Lyon", LONG, authors=["A. Roe"])])) == 1
    assert len(group_rows([one, row("Lights of Lyon", LONG, authors=["Bo Poe"])])) == 2


@pytest.mark.parametrize(
    "text",
    [
        "International audience",
        "This paper has been withdrawn by the authors due to an error in the proof of the main theorem.",
        "This submission has been withdrawn by arXiv administrators because of disputed authorship.",
        "The author has withdrawn this paper.",
        "Withdrawn.",
        "Abstract not available",
        "12 pages, 3 figures",
        "Accepted manuscript",
        "Ph.D. thesis",
        "© 2017 IEEE. All rights reserved.",
        "See the full text.",
        "—",
    ],
)
def test_notes_of_archives_are_no_abstracts(text: str) -> None:
    assert is_note(text)
    rows = [row("Lamps Gone", text, published="2010", **_ANN), row("Wicks Gone", text, published="2010", **_ANN)]
    assert len(group_rows(rows)) == 2


@pytest.mark.parametrize(
    "text", ["Lamps talk. We let them.", "This paper shows how lamps talk.", "In lamps we trust, says the town.", LONG]
)
def test_an_abstract_is_no_note(text: str) -> None:
    assert not is_note(text)


@pytest.mark.parametrize(
    ("one", "other", "similar"),
    [
        ("ICML 2020", "Proceedings of the 37th International Conference on Machine Learning", True),
        ("NeurIPS", "Advances in Neural Information Processing Systems 33", True),
        ("J. Mach. Learn. Res.", "Journal of Machine Learning Research", True),
        ("Journal of Lamps", "", True),
        ("Journal of Lamps", "Soils of Peru", False),
    ],
)
def test_names_of_one_venue_are_similar(one: str, other: str, similar: bool) -> None:
    assert similar_venues(one, other) is similar


def test_a_merge_with_a_doubt_is_a_warning_at_the_later_place() -> None:
    some = row("Lamps of Lyon", authors=["Ann Roe", "Di Doe"], published="2020", at="refs:2")
    _, found = papers([row("Lamps of Lyon", **_JOURNAL), some])
    (warning,) = [finding for finding in found if finding.severity is Severity.WARNING]
    assert (warning.code, warning.where.line) == ("doubtful-merge", 2)
    assert "only some authors are the same" in warning.message
    assert [finding.where.line for finding in found if finding.code == "merged"] == [1]


def test_a_row_goes_to_the_work_that_is_most_like_it() -> None:
    rows = [
        row("Lamps", authors=["Ann Roe"], venue="J. Oil", published="2010"),
        row("Lamps", authors=["Bo Poe"], venue="J. Wicks", published="2011"),
        row("Lamps", venue="J. Wicks", published="2011"),
    ]
    assert group_rows(rows) == ((0,), (1, 2))


def test_thousands_of_works_with_one_title_are_compared_by_author_and_year() -> None:
    words = ["".join(letters) for letters in product("bcdfgklmnprst", repeat=3)]
    rows = [row("Annual Report", authors=[f"Ann Ro{word}"], published="1900") for word in words]
    assert len(group_rows([*rows, *rows])) == len(rows)


def test_an_identifier_joins_no_other_work_of_the_same_authors() -> None:
    one = row("Wicks of Glass", doi="10.1/a", **_JOURNAL)
    assert len(group_rows([one, row("Soot in Towns", doi="10.1/a", **_JOURNAL | {"published": "2018"})])) == 2
    assert len(group_rows([one, row("Soot in Towns", doi="10.1/a", **_JOURNAL | {"venue": "Soils of Peru"})])) == 2
    assert len(group_rows([one, row("Dochte aus Glas", doi="10.1/a", **_JOURNAL)])) == 1


def test_an_abstract_that_different_works_share_is_told_at_both_places() -> None:
    one = row("Lamps of Lyon", LONG, authors=["Ann Roe"])
    _, found = papers([one, row("Lights of Lyon", LONG, authors=["Bo Poe"], at="refs:2")])
    assert [(finding.code, finding.where.line) for finding in found] == [("not-merged", 2), ("not-merged", 1)]
    assert all("the same abstract" in finding.message and "the authors differ" in finding.message for finding in found)
