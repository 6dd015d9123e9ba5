"""The index of the search: how words are taken from texts, what counts more, and what is packed."""

from __future__ import annotations

from dataclasses import replace

import pytest

from generator.catalog.library import read_library
from generator.catalog.model import Catalog, Paper
from generator.insights.search_index import LEVELS, Index, Word, index, spellings
from generator.sources.model import Author, Facts
from generator.text.spans import Kind, Span
from tests.support.case import TINY


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


def test_a_word_of_the_title_counts_more_than_one_of_the_abstract(catalog: Catalog) -> None:
    found = _index(catalog, _paper(catalog, "Lamps", "Of chairs."), _paper(catalog, "Chairs", "Of lamps."))
    levels = _entries(found["lamp"])
    assert levels[0] > levels[1] > 0


def test_a_paper_is_found_by_the_other_words_for_its_tags(catalog: Catalog) -> None:
    found = _index(catalog, _paper(catalog, "Lamps", "Of chairs.", tags=("theory",)))
    assert 0 in _entries(found["proof"])


def test_a_summary_lent_by_the_abstract_does_not_count_twice(catalog: Catalog) -> None:
    lent = _index(catalog, _paper(catalog, "Lamps", "Of chairs."))
    own = _index(catalog, _paper(catalog, "Lamps", "Of chairs.", summary="Of chairs."))
    assert _entries(own["chair"])[0] > _entries(lent["chair"])[0]


@pytest.mark.parametrize("spelling", ["kvcach", "zero", "quant", "zeroquant", "flash", "attention"])
def test_names_are_found_by_their_parts_and_in_one_word(catalog: Catalog, spelling: str) -> None:
    found = _index(catalog, _paper(catalog, "ZeroQuant: KV-cache with FlashAttention", "Nothing."))
    assert 0 in _entries(found[spelling])


def test_an_author_name_ranks_above_abstract_and_below_title(catalog: Catalog) -> None:
    berg = _known(_paper(catalog, "Lamps", "Of chairs."), authors=(Author(name="Ada Berg"),))
    found = _index(catalog, _paper(catalog, "Berg", "No."), berg, _paper(catalog, "Lamps", "Of Berg."))
    levels = _entries(found["berg"])
    assert levels[0] > levels[1] > levels[2] > 0


def test_authors_are_indexed_by_each_word_and_by_author(catalog: Catalog) -> None:
    names = ("Ada van der Müller", "Bo Li", "Müller-Li, Müller")
    paper = _known(_paper(catalog, "Lamps", "No."), authors=tuple(Author(name=name) for name in names))
    found = _index(catalog, paper)
    assert _numbers(found["@muller"].places) == [2, 0 * 8 + 4, (2 * 8 + 3) - 4]
    assert _numbers(found["@li"].places) == [2, 1 * 8 + 2, (2 * 8 + 3) - (1 * 8 + 2)]
    assert "@lamp" not in found
    known = [word for word, *_ in spellings(found, [paper])]
    assert "@muller" not in known
    assert "muller" in known


def test_keywords_of_the_sources_are_found_and_count_little(catalog: Catalog) -> None:
    papers = (_paper(catalog, "Lamps", "Of fog."), _known(_paper(catalog, "Chairs", "No."), keywords=("sea fog",)))
    levels = _entries(_index(catalog, *papers)["fog"])
    assert levels[0] > levels[1] > 0


def test_papers_without_an_abstract_do_not_make_the_others_long(catalog: Catalog) -> None:
    full = _paper(catalog, "Lamps", "Of fog and of light.")
    alone = _entries(_index(catalog, full)["fog"])[0]
    among = _index(catalog, full, *(_paper(catalog, "Chairs", "") for _ in range(20)))
    assert _entries(among["fog"])[0] == alone


def test_positions_separate_title_from_abstract_and_skip_stop_words(catalog: Catalog) -> None:
    found = _index(catalog, _paper(catalog, "The lamp", "A lamp and the lamp."))
    assert _numbers(found["lamp"].places) == [3, 1, 256, 3]  # how many, then steps: 1, 257, 260
    assert _numbers(found["the"].places) == [0]


def test_words_come_in_order_and_know_how_many_papers_have_them(catalog: Catalog) -> None:
    found = _index(catalog, *(_paper(catalog, f"Lamp {number}", "Dark.") for number in range(200)))
    assert list(found) == sorted(found)
    assert found["dark"].papers == 200
    assert list(_entries(found["dark"])) == list(range(200))


def test_misspelt_words_are_led_to_words_and_not_to_numbers(catalog: Catalog) -> None:
    paper = _paper(catalog, "Lamp 2025 gpt4o xy", "Dark lamps and lamps.")
    assert list(spellings(_index(catalog, paper), [paper])) == [("dark", 1, "dark"), ("lamp", 1, "lamps")]


def test_an_empty_library_has_an_empty_index(catalog: Catalog) -> None:
    assert _index(catalog) == {}


@pytest.mark.parametrize("written", ["Fine-tuning", "Fine tuning", "Finetuning", "FineTuning"])
def test_a_compound_is_one_word_however_it_is_written(catalog: Catalog, written: str) -> None:
    papers = (
        _paper(catalog, "Lamps", f"{written} of lamps."),
        _paper(catalog, "Fine-tuning", "Finetuning, fine tuning."),
    )
    found = _index(catalog, *papers)
    assert list(_entries(found["finetuning"])) == [0, 1]
    assert found["finetuning"].parts == ("fine", "tuning")


def test_words_that_nobody_joins_are_no_compound(catalog: Catalog) -> None:
    found = _index(catalog, _paper(catalog, "Dark lamps", "In formation, information of darklamps."))
    assert "information" in found
    assert found["information"].parts is None
    assert found["darklamp"].parts == ("dark", "lamp")
    assert "lampin" not in found


def test_a_word_parted_at_the_end_of_a_line_is_no_compound(catalog: Catalog) -> None:
    found = _index(
        catalog, _paper(catalog, "Lamps", "Com-pression, auto-regressive lamps. " + "Compression autoregressive " * 20)
    )
    assert found["compression"].parts is None
    assert _index(catalog, _paper(catalog, "Autoregressive", "Auto-regressive."))["autoregressive"].parts


def test_names_that_are_never_written_apart_have_no_parts(catalog: Catalog) -> None:
    found = _index(catalog, _paper(catalog, "LLaMA and VideoLLM", "Nothing."))
    assert found["llama"].parts == ()
    assert found["videollm"].parts == ("video", "llm")


def test_venue_and_year_are_indexed_and_the_venue_year_ranks_higher(catalog: Catalog) -> None:
    paper = _known(_paper(catalog, "Lamps", "No."), venue="ICML 2023", published="2022-10-31")
    levels = {
        word: _entries(entry)[0] for word, entry in _index(catalog, paper).items() if word in ("2022", "2023", "icml")
    }
    assert levels["icml"] == levels["2023"] > levels["2022"] > 0
