"""The ranges of the search index: their size, their boundaries, and the tags that are added to them."""

from __future__ import annotations

import json
from bisect import bisect_right
from dataclasses import replace
from itertools import pairwise

import pytest

from generator.catalog.library import read_library
from generator.catalog.model import Catalog, Paper
from generator.insights.search_index import Word, index
from generator.insights.search_ranges import (
    SearchIndex,
    divide,
    places_with_tags,
    words_with_tags,
)
from generator.text.spans import Kind, Span
from tests.support.case import TINY
from tests.support.packed import levels_in, numbers_in


@pytest.fixture(scope="module")
def catalog() -> Catalog:
    catalog = read_library(TINY, lambda finding: None)
    assert catalog is not None
    return catalog


def _paper(catalog: Catalog, abstract: str, *tags: str) -> Paper:
    some = next(iter(catalog.papers.values()))
    text = (Span(kind=Kind.TEXT, text=abstract),)
    return replace(some, title_plain="Lamps", abstract=text, summarized=False, note="", tags=tags)


def _divided(catalog: Catalog, *papers: Paper) -> SearchIndex:
    return divide(index(papers, catalog.vocabulary.tags), len(papers))


def _with_tags(catalog: Catalog, *abstracts: str, **numbers: list[int]) -> tuple[dict[str, str], dict[str, str]]:
    """Return words and places of papers; `numbers` are those of the papers of each tag."""
    (part,) = _divided(catalog, *(_paper(catalog, abstract) for abstract in abstracts)).ranges
    papers = {slug: numbers.get(slug, []) for slug in catalog.vocabulary.tags}
    return json.loads(words_with_tags(part, papers)), json.loads(places_with_tags(part, papers))


def test_a_paper_is_found_by_every_name_of_its_tags(catalog: Catalog) -> None:
    words, places = _with_tags(catalog, "Of fog.", "A proof.", "Of fog.", theory=[0, 2])
    assert list(levels_in(words["theory"])) == [0, 2]
    assert list(levels_in(words["proof"])) == [0, 1, 2]
    assert numbers_in(places["proof"]) == [0, 1, 257, 0]  # how many in each paper, then where


def test_a_tag_raises_the_weight_of_a_word_in_the_text(catalog: Catalog) -> None:
    before, _ = _with_tags(catalog, "A proof.", "A proof.")
    after, places = _with_tags(catalog, "A proof.", "A proof.", theory=[1])
    first, second = levels_in(after["proof"]).values()
    assert first == levels_in(before["proof"])[0] < second
    assert numbers_in(places["proof"]) == [1, 257, 1, 257]


def test_a_word_of_more_tags_of_a_paper_counts_more(catalog: Catalog) -> None:
    words, _ = _with_tags(catalog, "Of fog.", "Of fog.", **{"models": [0, 1], "small-models": [0]})
    one, two = levels_in(words["model"]).values()
    assert one > two


def test_a_compound_in_the_name_of_a_tag_keeps_its_parts(catalog: Catalog) -> None:
    words, _ = _with_tags(catalog, "Of fog.", **{"small-models": [0]})
    ends, entries = words["smallmodel"].split(" ")
    assert (ends, list(levels_in(entries))) == ("5", [0])


def test_words_of_tags_that_no_paper_has_are_left_out(catalog: Catalog) -> None:
    words, places = _with_tags(catalog, "Of fog.")
    assert list(words) == list(places) == ["fog", "lamp", "of"]


def test_what_is_stored_is_the_same_whatever_tags_papers_have(catalog: Catalog) -> None:
    tagged = _divided(catalog, _paper(catalog, "Of fog.", "theory", "maps"))
    assert tagged == _divided(catalog, _paper(catalog, "Of fog."))


def test_corrections_have_their_papers_and_spelling_and_no_numbers(catalog: Catalog) -> None:
    divided = _divided(catalog, _paper(catalog, "Dark lamps of 2025, gpt4o xy."), _paper(catalog, "Proof"))
    known = {word: found for listed in divided.spellings.values() for word, found in json.loads(listed).items()}
    assert {word: known[word] for word in ("dark", "lamp", "proof")} == {"dark": 1, "lamp": [2, "lamps"], "proof": 1}
    assert not {"2025", "gpt4o", "xy"} & known.keys()
    assert divided.alone["theory"] == ["theory"]
    assert not divided.alone.keys() & known.keys()


def _synthetic(*grown: int) -> dict[str, Word]:
    """Return 3,000 words of 20 papers each; some have five more."""
    words = {f"w{at * 7919:08}": Word() for at in range(3000)}
    for at, word in enumerate(words.values()):
        for number in range(25 if at in grown else 20):
            word.add(number, 5, ())
    return words


def test_a_range_has_from_6000_to_10000_characters() -> None:
    ranges = divide(_synthetic(), 25).ranges
    assert all(6_000 <= len(part.words) <= 10_000 for part in ranges[:-1])
    assert len(ranges[-1].words) <= 10_000


def test_a_word_is_in_the_last_range_that_starts_before_it() -> None:
    ranges = divide(_synthetic(), 25).ranges
    starts = [part.start for part in ranges]
    assert starts[0] == ""
    assert all(one < two for one, two in pairwise(starts))
    for at, part in enumerate(ranges):
        words = json.loads(part.words)
        assert list(json.loads(part.places)) == list(words)
        assert all(bisect_right(starts, word) - 1 == at for word in words)


def test_a_word_too_long_for_a_range_has_one_of_its_own() -> None:
    words = _synthetic()
    long = list(words)[1500]
    for number in range(25, 20_000):
        words[long].add(number, 5, ())
    ranges = divide(words, 20_000).ranges
    (own,) = (part for part in ranges if long in part.words)
    assert list(json.loads(own.words)) == [long]
    assert all(len(part.words) <= 10_000 for part in ranges if part is not own)


@pytest.mark.parametrize("grown", range(0, 3000, 60))
def test_a_word_that_grows_changes_no_range_far_from_it(grown: int) -> None:
    before = {part.words for part in divide(_synthetic(), 25).ranges}
    after = {part.words for part in divide(_synthetic(grown), 25).ranges}
    assert 1 <= len(after - before) <= 2


def test_without_words_there_is_one_empty_range() -> None:
    (part,) = divide({}, 0).ranges
    assert (part.start, part.words, part.places) == ("", "{}", "{}")
