"""What papers go by when the slugs of their titles clash: addresses that stay."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from generator.diagnostics import Severity
from generator.sources.model import Record
from tests.support.rows import codes, grave, papers, places, row


def test_a_paper_of_a_bibliography_whose_address_is_taken_gets_its_year() -> None:
    rows = [row("Editorial", doi="10.1/a", key="a"), row("Editorial", doi="10.1/b", key="b", published="2021-05")]
    named, found = papers(rows)
    assert set(named) == {"editorial", "editorial-2021"}
    assert named["editorial-2021"].key == "editorial-2021"
    assert codes(found) == ["chosen-address"]
    assert "write `slug:` under the key `editorial-2021`" in grave(found)[0].hint


def test_without_a_free_year_the_slug_gets_the_key() -> None:
    rows = [
        row("Editorial", doi=f"10.1/{number}", key=f"Smith:{number}", published=year, at=f"refs:{number}")
        for number, year in enumerate(("2021", "2021", "2021", ""), 1)
    ]
    named, _ = papers(rows)
    assert list(named) == ["editorial", "editorial-2021", "editorial-smith-3", "editorial-smith-4"]


def test_an_address_of_the_curators_choice_ends_the_note() -> None:
    rows = [row("Editorial", doi="10.1/a", key="a"), row("Editorial", doi="10.1/b", key="b", published="2021")]
    named, found = papers(rows, "editorial-2021: {slug: opening, formerly: editorial-2021}")
    assert set(named) == {"editorial", "opening"}
    assert codes(found) == []


def test_addresses_are_at_most_72_characters() -> None:
    long = "word " * 30
    rows = [row(long, doi="10.1/a", key="k"), row(f"{long} β", doi="10.1/b", key="key" * 30, at="refs:2")]
    named, _ = papers(rows)
    assert len(named) == 2
    assert max(map(len, named)) <= 72
    assert all(slug.startswith("word-word") for slug in named)


def test_a_title_without_a_slug_uses_its_key_or_identifier() -> None:
    rows = [row("???", key="Smith2020"), row("!!!", doi="10.1000/xy.1", at="refs:2"), row("∎∎∎", key="†", at="refs:3")]
    named, found = papers(rows)
    assert set(named) == {"smith2020", "10-1000-xy-1", "refs-3"}
    assert codes(found) == ["chosen-address"] * 3
    assert "its title gives none" in found[0].message


def test_a_paper_called_index_leaves_the_address_to_the_overview() -> None:
    named, found = papers([row("Index", key="a", published="1999")])
    assert set(named) == {"index-1999"}
    assert codes(found) == ["chosen-address"]


def test_dumps_keep_the_error() -> None:
    _, found = papers([row("Lamps β", at="d:1"), row("Lamps b", at="d:2")])
    assert codes(found) == ["slug-clash"]
    assert '`"lamps-b@d:2"`' in found[0].hint


def test_a_dump_that_comes_later_takes_no_address_away() -> None:
    named, found = papers([row("Lamps β", key="x"), row("Lamps b", at="d:1")])
    assert codes(found, Severity.ERROR) == ["slug-clash"]
    assert next(iter(named)) == "lamps-b"
    named, found = papers([row("Lamps β", key="x"), row("Lamps b", at="d:1")], '"lamps-b@d:1": {slug: lamps-too}')
    assert places(named) == {"lamps-b": ["refs:1"], "lamps-too": ["d:1"]}
    assert codes(found) == []


TITLES = st.sampled_from(["Editorial", "Editorial 2021", "Index", "???", "Lamps", "Lamps β", "Lamps b"])
ROWS = st.lists(
    st.tuples(TITLES, st.sampled_from(["2021", "2022", ""]), st.sampled_from(["k", "", "Editorial-2021"])), max_size=8
)


@given(ROWS, ROWS)
def test_a_file_that_is_added_below_the_others_changes_no_address(
    first: list[tuple[str, str, str]], more: list[tuple[str, str, str]]
) -> None:
    def rows_of(source: str, entries: list[tuple[str, str, str]]) -> list[Record]:
        return [
            row(title, doi=f"10.1/{source}{number}", published=year, key=key, at=f"{source}:{number}")
            for number, (title, year, key) in enumerate(entries, 1)
        ]

    rows = rows_of("a", first)
    before, _ = papers(rows)
    after, found = papers(rows + rows_of("b", more))
    assert len(after) == len(first) + len(more)
    assert list(after)[: len(before)] == list(before)
    assert codes(found, Severity.WARNING) == []


def test_the_most_trusted_title_counts_unless_another_needs_no_tex() -> None:
    one, other = row(r"On the $\gamma$-Ray", "x", at="a:1"), row("On the γ-Ray", "x", at="b:1")
    assert papers([one, other])[0]["on-the-g-ray"].title == "On the γ-Ray"
    unlike = row("Rays of Light", "x", at="b:1")
    assert papers([one, unlike])[0]["on-the-g-ray"].title == one.title
