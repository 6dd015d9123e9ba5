"""Words as the search compares them: one form for all spellings, the same in the browser."""

from __future__ import annotations

import json

import pytest

from generator.text import tokens
from generator.text.tokens import words
from tests.support.case import HERE

EXAMPLES = json.loads((HERE / "data" / "words.json").read_text(encoding="utf-8"))
"""Texts with their words; `tests/js/contract.test.js` reads the same, by way of the contract."""


@pytest.mark.parametrize(("text", "expected"), EXAMPLES)
def test_a_word_has_one_form_for_its_case_accents_number_and_spelling(text: str, expected: list[str]) -> None:
    assert words(text) == expected


@pytest.mark.parametrize(
    "word", ["model", "policy", "patch", "quantization", "color", "analysis", "timeseries", "kvcach"]
)
def test_the_form_of_a_form_is_itself(word: str) -> None:
    assert words(word) == [word]


def test_known_words_in_a_row_are_found_also_inside_longer_ones() -> None:
    known = {"posttraining", "posttrainingloss", "quantization"}
    begun = tokens.beginnings([("post", "training"), ("post", "training", "loss"), ("quantization",)])
    read = words("Post-training losses; quantization post")
    assert list(tokens.occurrences(read, known, begun)) == [["post", "training"], ["post", "training", "loss"]]
