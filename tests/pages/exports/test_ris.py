"""RIS has the facts of the paper, for the parser of another project."""

from __future__ import annotations

import re

import rispy
from hypothesis import given

from generator.pages.exports.formats import ris
from generator.sources.facts.authors import ris_name
from tests.support.references import BARE, FULL, JUNIOR, PREPRINTED, lines, made


@given(lines, lines, lines)
def test_title_abstract_and_summary_are_read_back(title: str, abstract: str, summary: str) -> None:
    (read,) = rispy.loads(ris(made(title, abstract, summary=summary, subjects=("a", "b"))))
    assert read["type_of_reference"] == "GEN"
    assert read["id"] == "a-key"
    assert read.get("title", "") == title
    assert read.get("abstract", "") == abstract
    assert read["keywords"] == ["a", "b"]
    assert read.get("notes", [""]) == [summary]


@given(lines, lines)
def test_every_line_is_a_field_and_ends_as_the_format_has_it(title: str, abstract: str) -> None:
    text = ris(made(title, abstract))
    assert text.startswith("TY  - GEN\r\n")
    assert text.endswith("\r\nER  - \r\n")
    assert all(re.fullmatch(r"[A-Z][A-Z0-9]  - .*", line) for line in text.removesuffix("\r\n").split("\r\n"))
    assert text.count("\n") == text.count("\r") == text.count("\r\n")


def test_nothing_is_invented() -> None:
    assert ris(BARE) == "TY  - GEN\r\nID  - a-key\r\nTI  - A title\r\nER  - \r\n"


def test_all_known_facts_are_written() -> None:
    (read,) = rispy.loads(ris(FULL))
    assert read["authors"] == ["van der Müller, Ada", "Rock and Roll Group", "Bo Li"]
    assert read["year"] == "2025"
    assert read["doi"] == "10.1000/x_y"
    assert read["urls"] == [FULL.url]
    assert read["type_of_reference"] == "JOUR"
    assert read["secondary_title"] == "Maps & Charts"
    assert (read["volume"], read["number"], read["start_page"], read["end_page"]) == ("3", "4–5", "1", "9")
    assert (read["publisher"], read["edition"]) == ("Lamp & Sons", "Second")
    assert read["notes"] == ["arXiv: 2503.00001", "Shows it.", "Code: https://github.com/example/x"]


def test_a_suffix_follows_the_given_name() -> None:
    (read,) = rispy.loads(ris(JUNIOR))
    assert read["authors"] == ["de Berg, Jan, Jr."]
    assert (ris_name(read["authors"][0]),) == JUNIOR.authors


def test_the_year_of_the_venue_is_the_year_of_the_record() -> None:
    (read,) = rispy.loads(ris(PREPRINTED))
    assert (read["year"], read["secondary_title"], read.get("date")) == ("2025", "WACV 2025", None)
