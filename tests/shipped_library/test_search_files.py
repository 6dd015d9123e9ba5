"""The files of the search: every word is in one range, which the head names."""

from __future__ import annotations

import json
from bisect import bisect_right
from pathlib import Path
from typing import Any

import pytest


@pytest.fixture(scope="module")
def data(real_project: Path) -> dict[str, Any]:
    folder = real_project / "docs" / "data"
    return {
        path.relative_to(folder).with_suffix("").as_posix(): json.loads(path.read_bytes())
        for path in folder.rglob("*.json")
    }


def test_the_head_tells_which_file_has_a_word(data: dict[str, Any]) -> None:
    starts = data["head"]["search"]["starts"]
    for name, words in data.items():
        if name.startswith("words/"):
            at = int(name.partition("/")[2])
            assert {bisect_right(starts, word) - 1 for word in words} == {at}
            assert list(data[f"places/{at}"]) == list(words)


def test_every_file_is_small(data: dict[str, Any]) -> None:
    sizes = {name: len(json.dumps(words)) for name, words in data.items() if name.startswith("words/")}
    assert max(sizes.values()) < 20_000, sizes


def test_misspelt_words_are_looked_for_by_their_first_letter(data: dict[str, Any]) -> None:
    for letter in data["head"]["search"]["letters"]:
        assert all(word.startswith(letter) for word in data[f"spelling/{ord(letter):x}"])
    assert data["spelling/71"]["quantization"] > 40


def test_the_guide_is_found_by_its_sections(data: dict[str, Any]) -> None:
    sections = {title: (address, words.split()) for title, address, words in data["guide"]}
    assert sections["Visiting"][0] == "guide/visiting/"
    address, words = sections["Visiting: Data for programs"]
    assert address == "guide/visiting/#data"
    assert "json" in words
    assert "the" not in words
