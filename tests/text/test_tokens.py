"""Words as the search compares them: one form for all spellings, the same in the browser."""

from __future__ import annotations

import json

import pytest

from generator.text import tokens
from generator.text.tokens import (
    BRITISH,
    INVARIANT,
    IRREGULAR,
    PLURALS,
    SINGLE_LETTERS,
    STOP,
    words,
)
from tests.support.case import HERE, ROOT

EXAMPLES = json.loads((HERE / "data" / "words.json").read_text(encoding="utf-8"))
"""Texts with their words; `tests/js/words.test.js` reads the same."""


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


def test_the_browser_has_the_same_tables() -> None:
    code = (ROOT / "docs/assets/js/words.js").read_text(encoding="utf-8")
    listed = "".join(part for part in code.split("STOP = new Set(")[1].split(".split")[0].split('"')[1::2])
    assert set(listed.split()) == set(STOP)
    assert f"/(?:{'|'.join(INVARIANT)})$/" in code
    for spelling, american in (*PLURALS, *BRITISH):
        written = american.replace(r"\g<0>", "$&").replace("\\", "$")
        assert f'[/{spelling}/, "{written}"]' in code, spelling
    for key, value in (SINGLE_LETTERS | IRREGULAR).items():
        assert f'  {key}: "{value}",' in code, key
