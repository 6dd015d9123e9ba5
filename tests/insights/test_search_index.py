"""The index of the search: how words are taken from texts, what counts more, and what is packed."""

from __future__ import annotations

from dataclasses import replace

import pytest

from generator.catalog.library import read_library
from generator.catalog.model import Catalog, Paper
from generator.insights.search_index import LEVELS, Index, index, level_with_tags
from generator.sources.model import Author, Facts
from generator.text.spans import Kind, Span
from tests.support.case import TINY
from tests.support.packed import levels_in, numbers_in


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


def test_a_word_of_the_title_counts_more_than_one_of_the_abstract(catalog: Catalog) -> None:
    found = _index(catalog, _paper(catalog, "Lamps", "Of chairs."), _paper(catalog, "Chairs", "Of lamps."))
    levels = levels_in(found["lamp"].entries)
    assert levels[0] > levels[1] > 0


def test_a_summary_lent_by_the_abstract_does_not_count_twice(catalog: Catalog) -> None:
    lent = _index(catalog, _paper(catalog, "Lamps", "Of chairs."))
    own = _index(catalog, _paper(catalog, "Lamps", "Of chairs.", summary="Of chairs."))
    assert levels_in(own["chair"].entries)[0] > levels_in(lent["chair"].entries)[0]


@pytest.mark.parametrize("spelling", ["kvcach", "zero", "quant", "zeroquant", "flash", "attention"])
def test_names_are_found_by_their_parts_and_in_one_word(catalog: Catalog, spelling: str) -> None:
    found = _index(catalog, _paper(catalog, "ZeroQuant: KV-cache with FlashAttention", "Nothing."))
    assert 0 in levels_in(found[spelling].entries)


def test_an_author_name_ranks_above_abstract_and_below_title(catalog: Catalog) -> None:
    berg = _known(_paper(catalog, "Lamps", "Of chairs."), authors=(Author(name="Ada Berg"),))
    found = _index(catalog, _paper(catalog, "Berg", "No."), berg, _paper(catalog, "Lamps", "Of Berg."))
    levels = levels_in(found["berg"].entries)
    assert levels[0] > levels[1] > levels[2] > 0


def test_authors_are_indexed_by_each_word_and_by_author(catalog: Catalog) -> None:
    names = ("Ada van der Müller", "Bo Li", "Müller-Li, Müller")
    paper = _known(_paper(catalog, "Lamps", "No."), authors=tuple(Author(name=name) for name in names))
    found = _index(catalog, paper)
    assert numbers_in(found["@muller"].places) == [2, 0 * 8 + 4, (2 * 8 + 3) - 4]
    assert numbers_in(found["@li"].places) == [2, 1 * 8 + 2, (2 * 8 + 3) - (1 * 8 + 2)]
    assert "@lamp" not in found


def test_keywords_of_the_sources_are_found_and_count_little(catalog: Catalog) -> None:
    papers = (_paper(catalog, "Lamps", "Of fog."), _known(_paper(catalog, "Chairs", "No."), keywords=("sea fog",)))
    levels = levels_in(_index(catalog, *papers)["fog"].entries)
    assert levels[0] > levels[1] > 0


def test_papers_without_an_abstract_do_not_make_the_others_long(catalog: Catalog) -> None:
    full = _paper(catalog, "Lamps", "Of fog and of light.")
    alone = levels_in(_index(catalog, full)["fog"].entries)[0]
    among = _index(catalog, full, *(_paper(catalog, "Chairs", "") for _ in range(20)))
    assert levels_in(among["fog"].entries)[0] == alone


def test_positions_separate_title_from_abstract_and_skip_stop_words(catalog: Catalog) -> None:
    found = _index(catalog, _paper(catalog, "The lamp", "A lamp and the lamp."))
    assert numbers_in(found["lamp"].places) == [3, 1, 256, 3]  # how many, then steps: 1, 257, 260
    assert numbers_in(found["the"].places) == [0]


def test_words_come_in_order_and_know_how_many_papers_have_them(catalog: Catalog) -> None:
    found = _index(catalog, *(_paper(catalog, f"Lamp {number}", "Dark.") for number in range(200)))
    assert list(found) == sorted(found)
    assert found["dark"].papers == 200
    assert list(levels_in(found["dark"].entries)) == list(range(200))


def test_a_word_knows_its_most_common_spelling(catalog: Catalog) -> None:
    found = _index(catalog, _paper(catalog, "Lamp", "Dark lamps and lamps."))
    assert (found["lamp"].form, found["dark"].form) == ("lamps", "dark")


def test_without_papers_only_the_words_of_tag_names_are_indexed(catalog: Catalog) -> None:
    found = _index(catalog)
    assert not any(word.papers for word in found.values())
    assert found["proof"].tags == ["theory"]
    assert index((), {}) == {}


def test_tags_of_papers_are_not_in_the_index(catalog: Catalog) -> None:
    found = _index(catalog, _paper(catalog, "Lamps", "Of chairs.", tags=("theory",)))
    assert found["proof"].papers == 0


def test_each_tag_raises_the_level_of_a_word_until_the_highest() -> None:
    for level in (None, *range(LEVELS)):
        levels = [level_with_tags(level, tags) for tags in range(1, 100)]
        assert levels == sorted(levels)
        assert (level or 0) <= levels[0]
        assert levels[-1] == LEVELS - 1


@pytest.mark.parametrize("written", ["Fine-tuning", "Fine tuning", "Finetuning", "FineTuning"])
def test_a_compound_is_one_word_however_it_is_written(catalog: Catalog, written: str) -> None:
    papers = (
        _paper(catalog, "Lamps", f"{written} of lamps."),
        _paper(catalog, "Fine-tuning", "Finetuning, fine tuning."),
    )
    found = _index(catalog, *papers)
    assert list(levels_in(found["finetuning"].entries)) == [0, 1]
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
    found = _index(catalog, paper)
    levels = {word: levels_in(found[word].entries)[0] for word in ("2022", "2023", "icml")}
    assert levels["icml"] == levels["2023"] > levels["2022"] > 0
