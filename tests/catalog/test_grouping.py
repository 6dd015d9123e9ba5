"""Which rows are one paper."""

from __future__ import annotations

from itertools import permutations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.catalog.identity.grouping import group_rows
from generator.catalog.identity.rules import NOT_SAME_AS, RULES, SAME_AS
from generator.catalog.identity.titles import slug_of, title_key
from generator.diagnostics import Location
from generator.sources.facts.identifiers import is_second_doi
from generator.sources.model import Record
from tests.support.rows import LONG, row


def _row(position: int, title: str, abstract: str) -> Record:
    here = Location(file="x.txt", line=position)
    return Record(source="x", position=position, title=title, abstract=abstract, where=here, abstract_where=here)


def _grouped(*rows: tuple[str, str]) -> list[list[int]]:
    records = [_row(position, *row) for position, row in enumerate(rows, 1)]
    return [[records[number].position for number in found] for found in group_rows(records)]


def test_titles_agree_in_letters_and_digits() -> None:
    assert title_key("Γ-MoD: a ＴＥＳＴ!") == title_key("γ MoD — A test")
    assert title_key("???") != title_key("!!!")


def test_rows_with_one_title_or_one_abstract_are_one_paper() -> None:
    assert _grouped(("A b", "1"), ("C", "2"), ("a-B", "3"), ("D", "2")) == [[1, 3], [2, 4]]


def test_identity_passes_from_row_to_row() -> None:
    assert _grouped(("A", "1"), ("B", "2"), ("B", "1")) == [[1, 2, 3]]


def test_empty_abstracts_unite_nobody() -> None:
    assert _grouped(("A", ""), ("B", "")) == [[1], [2]]


@pytest.mark.parametrize(
    "stub", ["N/A", "n.a.", "No abstract available.", "Abstract not available", "(none)", "—", "..."]
)
def test_what_stands_for_an_abstract_unites_nobody(stub: str) -> None:
    assert _grouped(("A", stub), ("B", stub)) == [[1], [2]]


def test_an_abstract_of_many_titles_unites_nobody() -> None:
    assert _grouped(*((title, "No abstract available.") for title in "ABCD")) == [[1], [2], [3], [4]]


@given(st.lists(st.tuples(st.sampled_from("abcd"), st.sampled_from("123456")), max_size=12))
def test_every_row_is_in_exactly_one_paper(rows: list[tuple[str, str]]) -> None:
    assert sorted(position for found in _grouped(*rows) for position in found) == list(range(1, len(rows) + 1))


def test_a_slug_is_short_and_keeps_whole_words() -> None:
    slug = slug_of("Score-Based Generative Modeling through Stochastic Differential Equations and so on and on")
    assert slug == "score-based-generative-modeling-through-stochastic-differential"
    assert len(slug) <= 72


def test_rows_with_one_doi_or_arxiv_identifier_are_one_paper() -> None:
    assert group_rows([row("A", doi="10.1/a"), row("B", doi="10.1/a")]) == ((0, 1),)
    assert group_rows([row("A", arxiv="2301.00001"), row("B", arxiv="2301.00001")]) == ((0, 1),)
    assert group_rows([row("A", arxiv="math.GT/0309136"), row("B", arxiv="math.gt/0309136")]) == ((0, 1),)


@pytest.mark.parametrize(
    ("one", "other", "papers"),
    [
        ({"doi": "10.1/a"}, {"doi": "10.1/b"}, 2),
        ({"arxiv": "2301.00001"}, {"arxiv": "2301.00002"}, 2),
        ({"doi": "10.1/a"}, {"arxiv": "2301.00001"}, 1),
        ({"doi": "10.1/a"}, {}, 1),
        ({"doi": "10.1/a"}, {"doi": "10.5281/zenodo.7"}, 1),
        ({"doi": "10.1101/2020.01.02.123456"}, {"doi": "10.2139/ssrn.4"}, 1),
        ({"doi": "10.1/a", "arxiv": "2301.00001"}, {"doi": "10.1/b", "arxiv": "2301.00001"}, 1),
        ({"doi": "10.1/a", "arxiv": "2301.00001"}, {"doi": "10.1/a", "arxiv": "2301.00002"}, 1),
        ({"doi": "10.1/a", "arxiv": "2301.00001"}, {"arxiv": "2301.00002"}, 2),
    ],
)
def test_a_title_joins_rows_unless_their_identifiers_contradict_each_other(
    one: dict[str, str], other: dict[str, str], papers: int
) -> None:
    assert len(group_rows([row("Lamps", **one), row("Lamps", **other)])) == papers
    assert len(group_rows([row("Lamps", "Short.", **one), row("Lamps", "Another.", **other)])) == papers


def test_a_long_abstract_with_the_title_joins_rows_with_two_dois() -> None:
    assert group_rows([row("Lamps", LONG, doi="10.1/a"), row("Lamps!", LONG, doi="10.1/b")]) == ((0, 1),)
    assert len(group_rows([row("Lamps", LONG, doi="10.1/a"), row("Lights", LONG, doi="10.1/b")])) == 2
    assert len(group_rows([row("Lamps", "Short.", doi="10.1/a"), row("Lamps", "Short.", doi="10.1/b")])) == 2


def test_a_row_that_fits_two_papers_goes_to_the_more_trusted() -> None:
    assert group_rows([row("A", doi="10.1/a"), row("A", doi="10.1/b"), row("A")]) == ((0, 2), (1,))
    assert group_rows([row("A", doi="10.1/a"), row("A", "x", doi="10.1/b"), row("A", "x")]) == ((0,), (1, 2))


def test_what_is_kept_apart_stays_apart_though_everything_joins_it() -> None:
    rows = [row("A", LONG, doi="10.1/a"), row("A", LONG, doi="10.1/a"), row("B", doi="10.1/a")]
    pair = (frozenset({0}), frozenset({1}))
    assert group_rows(rows, [(NOT_SAME_AS, pair)]) == ((0, 2), (1,))
    assert group_rows(rows, [(SAME_AS, pair), (NOT_SAME_AS, pair)]) == ((0, 2), (1,))


def test_the_rules_stand_in_the_order_of_their_ranks() -> None:
    assert [rule.rank for rule in RULES] == sorted(rule.rank for rule in RULES)


def test_many_papers_of_one_title_are_no_work() -> None:
    rows = [row("Editorial", doi=f"10.1/{number}") for number in range(20_000)]
    assert len(group_rows(rows)) == 20_000


ROWS = st.builds(
    row,
    st.sampled_from(["A", "B", "C", "D"]),
    st.sampled_from(["", "x", "y", LONG]),
    doi=st.sampled_from(["", "", "10.1/a", "10.1/b", "10.2139/ssrn.1"]),
    arxiv=st.sampled_from(["", "", "2301.00001", "2301.00002"]),
)


def _contradict(rows: list[Record]) -> bool:
    dois = {one.facts.doi for one in rows if one.facts.doi and not is_second_doi(one.facts.doi)}
    return len(dois) > 1 or len({one.facts.arxiv for one in rows} - {""}) > 1


@given(st.lists(ROWS, max_size=5))
def test_without_contradictions_the_order_of_the_rows_means_nothing(rows: list[Record]) -> None:
    if _contradict(rows):
        return
    expected = {frozenset(paper) for paper in group_rows(rows)}
    for order in permutations(range(len(rows))):
        papers = group_rows([rows[index] for index in order])
        assert {frozenset(order[place] for place in paper) for paper in papers} == expected


BARE = st.builds(row, st.sampled_from(["A", "B", "C", "D"]), st.sampled_from(["", "z"]))


@given(st.lists(ROWS, max_size=10), BARE)
def test_a_less_trusted_row_without_identifiers_parts_no_paper(rows: list[Record], more: Record) -> None:
    before, after = group_rows(rows), group_rows([*rows, more])
    for paper in before:
        assert any(set(paper) <= set(other) for other in after)


@pytest.mark.parametrize(
    ("doi", "preprint"),
    [
        ("10.1101/2020.01.02.123456", True),
        ("10.1101/123456", True),
        ("10.1101/gr.123456.111", False),
        ("10.2139/ssrn.123", True),
        ("10.1038/s41586-020-0001-1", False),
        ("10.5281/zenodo.123", True),
        ("10.21203/rs.3.rs-1/v1", True),
        ("10.1002/essoar.1", True),
        ("10.1002/jcc.1", False),
    ],
)
def test_the_doi_of_a_preprint_is_told_from_that_of_a_publication(doi: str, preprint: bool) -> None:
    assert is_second_doi(doi) is preprint
