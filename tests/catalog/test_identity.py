"""Which rows are one paper."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from generator.catalog.identity import group, slug_of, title_key
from generator.diagnostics import Location
from generator.sources.record import Record


def _row(position: int, title: str, abstract: str) -> Record:
    here = Location(file="x.txt", line=position)
    return Record(source="x", position=position, title=title, abstract=abstract, where=here, abstract_where=here)


def _grouped(*rows: tuple[str, str]) -> list[list[int]]:
    records = [_row(position, *row) for position, row in enumerate(rows, 1)]
    return [[record.position for record in found] for found in group(records)]


def test_titles_agree_in_letters_and_digits() -> None:
    assert title_key("Γ-MoD: a ＴＥＳＴ!") == title_key("γ MoD — A test")
    assert title_key("???") != title_key("!!!")


def test_rows_with_one_title_or_one_abstract_are_one_paper() -> None:
    assert _grouped(("A b", "1"), ("C", "2"), ("a-B", "3"), ("D", "2")) == [[1, 3], [2, 4]]


def test_identity_passes_from_row_to_row() -> None:
    assert _grouped(("A", "1"), ("B", "2"), ("B", "1")) == [[1, 2, 3]]


def test_empty_abstracts_unite_nobody() -> None:
    assert _grouped(("A", ""), ("B", "")) == [[1], [2]]


@given(st.lists(st.tuples(st.sampled_from("abcd"), st.sampled_from("123456")), max_size=12))
def test_every_row_is_in_exactly_one_paper(rows: list[tuple[str, str]]) -> None:
    assert sorted(position for found in _grouped(*rows) for position in found) == list(range(1, len(rows) + 1))


def test_a_slug_is_short_and_keeps_whole_words() -> None:
    slug = slug_of("Score-Based Generative Modeling through Stochastic Differential Equations and so on and on")
    assert slug == "score-based-generative-modeling-through-stochastic-differential"
    assert len(slug) <= 72
