"""The index of the search: how words are taken from texts, what counts more, and what is packed."""

from __future__ import annotations

from dataclasses import replace

import pytest

from generator.build import read_library
from generator.catalog.model import Catalog, Paper
from generator.catalog.spans import Kind, Span
from generator.insights.index import LEVELS, STOP, Index, Word, index, spellings, words
from generator.sources.record import Author, Facts
from tests.case import ROOT, TINY


@pytest.fixture(scope="module")
def catalog() -> Catalog:
    catalog = read_library(TINY, lambda finding: None)
    assert catalog is not None
    return catalog


def _paper(catalog: Catalog, title: str, abstract: str, *, tags: tuple[str, ...] = (), summary: str = "") -> Paper:
    return replace(
        next(iter(catalog.papers.values())),
        title_plain=title,
        abstract=(Span(kind=Kind.TEXT, text=abstract),),
        summary=summary,
        summarized=bool(summary),
        note="",
        tags=tags,
    )


def _known(paper: Paper, **facts: object) -> Paper:
    return replace(paper, facts=Facts(**facts))  # type: ignore[arg-type]


def _index(catalog: Catalog, *papers: Paper) -> Index:
    return index(papers, catalog.vocabulary.tags)


def _numbers(packed: bytearray) -> list[int]:
    found, value, shift = [], 0, 0
    for byte in packed:
        value |= (byte & 0x7F) << shift
        shift += 7
        if byte < 0x80:
            found.append(value)
            value = shift = 0
    return found


def _entries(word: Word) -> dict[int, int]:
    """Return the level of a word by the number of the paper."""
    number = 0
    levels: dict[int, int] = {}
    for value in _numbers(word.entries):
        number += value // LEVELS
        levels[number] = value % LEVELS
    return levels


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("KV-cache for LLaMA-3.1", ["kv", "cache", "for", "llama", "3.1"]),
        ("Mélange, naïve ÉCOLE", ["melange", "naive", "ecole"]),
        ("γ-MoD and ﬁne x²", ["γ", "mod", "and", "fine", "x2"]),
        ("snake_case/path <b>", ["snake", "case", "path", "b"]),
        ("v2.0.1. End.", ["v2.0.1", "end"]),
        ("大模型 हिन्दी", ["大模型", "हनद"]),
        ("", []),
    ],
)
def test_words_are_runs_of_letters_and_digits_without_case_and_marks(text: str, expected: list[str]) -> None:
    assert words(text) == expected


def test_a_word_of_the_title_counts_more_than_one_of_the_abstract(catalog: Catalog) -> None:
    found = _index(catalog, _paper(catalog, "Lamps", "Of chairs."), _paper(catalog, "Chairs", "Of lamps."))
    levels = _entries(found["lamps"])
    assert levels[0] > levels[1] > 0


def test_a_paper_is_found_by_the_other_words_for_its_tags(catalog: Catalog) -> None:
    found = _index(catalog, _paper(catalog, "Lamps", "Of chairs.", tags=("theory",)))
    assert 0 in _entries(found["proofs"])


def test_a_summary_lent_by_the_abstract_does_not_count_twice(catalog: Catalog) -> None:
    lent = _index(catalog, _paper(catalog, "Lamps", "Of chairs."))
    own = _index(catalog, _paper(catalog, "Lamps", "Of chairs.", summary="Of chairs."))
    assert _entries(own["chairs"])[0] > _entries(lent["chairs"])[0]


@pytest.mark.parametrize("spelling", ["kvcache", "zero", "quant", "zeroquant", "flash", "attention"])
def test_names_are_found_by_their_parts_and_in_one_word(catalog: Catalog, spelling: str) -> None:
    found = _index(catalog, _paper(catalog, "ZeroQuant: KV-cache with FlashAttention", "Nothing."))
    assert 0 in _entries(found[spelling])


def test_a_name_counts_more_among_the_authors_than_in_an_abstract_and_less_than_in_a_title(catalog: Catalog) -> None:
    berg = _known(_paper(catalog, "Lamps", "Of chairs."), authors=(Author(name="Ada Berg"),))
    found = _index(catalog, _paper(catalog, "Berg", "No."), berg, _paper(catalog, "Lamps", "Of Berg."))
    levels = _entries(found["berg"])
    assert levels[0] > levels[1] > levels[2] > 0


def test_authors_are_known_by_each_word_of_their_names_and_by_who_bears_it(catalog: Catalog) -> None:
    names = ("Ada van der Müller", "Bo Li", "Müller-Li, Müller")
    found = _index(catalog, _known(_paper(catalog, "Lamps", "No."), authors=tuple(Author(name=name) for name in names)))
    assert _numbers(found["@muller"].places) == [2, 0 * 8 + 4, (2 * 8 + 3) - 4]
    assert _numbers(found["@li"].places) == [2, 1 * 8 + 2, (2 * 8 + 3) - (1 * 8 + 2)]
    assert "@lamps" not in found
    assert "@muller" not in dict(spellings(found))
    assert "muller" in dict(spellings(found))


def test_keywords_of_the_sources_are_found_and_count_little(catalog: Catalog) -> None:
    papers = (_paper(catalog, "Lamps", "Of fog."), _known(_paper(catalog, "Chairs", "No."), keywords=("sea fog",)))
    levels = _entries(_index(catalog, *papers)["fog"])
    assert levels[0] > levels[1] > 0


def test_papers_without_an_abstract_do_not_make_the_others_long(catalog: Catalog) -> None:
    full = _paper(catalog, "Lamps", "Of fog and of light.")
    alone = _entries(_index(catalog, full)["fog"])[0]
    among = _index(catalog, full, *(_paper(catalog, "Chairs", "") for _ in range(20)))
    assert _entries(among["fog"])[0] == alone


def test_places_tell_title_and_abstract_apart_and_words_that_say_nothing_have_none(catalog: Catalog) -> None:
    found = _index(catalog, _paper(catalog, "The lamp", "A lamp and the lamp."))
    assert _numbers(found["lamp"].places) == [3, 1, 256, 3]  # how many, then steps: 1, 257, 260
    assert _numbers(found["the"].places) == [0]


def test_words_come_in_order_and_know_how_many_papers_have_them(catalog: Catalog) -> None:
    found = _index(catalog, *(_paper(catalog, f"Lamp {number}", "Dark.") for number in range(200)))
    assert list(found) == sorted(found)
    assert found["dark"].papers == 200
    assert list(_entries(found["dark"])) == list(range(200))


def test_misspelt_words_are_led_to_words_and_not_to_numbers(catalog: Catalog) -> None:
    found = _index(catalog, _paper(catalog, "Lamp 2025 gpt4o xy", "Dark lamp."))
    assert dict(spellings(found)) == {"dark": 1, "lamp": 1}


def test_an_empty_library_has_an_empty_index(catalog: Catalog) -> None:
    assert _index(catalog) == {}


def test_the_browser_passes_over_the_same_words() -> None:
    code = (ROOT / "docs/assets/js/words.js").read_text(encoding="utf-8")
    listed = "".join(part for part in code.split("STOP = new Set(")[1].split(".split")[0].split('"')[1::2])
    assert set(listed.split()) == set(STOP)
