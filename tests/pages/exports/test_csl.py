"""CSL-JSON has the facts of the paper."""

from __future__ import annotations

import json

from hypothesis import given

from generator.pages.exports.formats import csl
from tests.support.references import BARE, FULL, JUNIOR, PREPRINTED, lines, made


@given(lines, lines, lines)
def test_title_abstract_and_summary_are_read_back(title: str, abstract: str, summary: str) -> None:
    read = json.loads(csl(made(title, abstract, summary=summary)))
    assert (read.get("title", ""), read.get("abstract", ""), read.get("note", "")) == (title, abstract, summary)


def test_nothing_is_invented() -> None:
    assert json.loads(csl(BARE)) == {"id": "a-key", "type": "document", "title": "A title"}


def test_all_known_facts_are_written() -> None:
    read = json.loads(csl(FULL))
    assert read["author"] == [
        {"family": "van der Müller", "given": "Ada"},
        {"literal": "Rock and Roll Group"},
        {"literal": "Bo Li"},
    ]
    assert read["issued"] == {"date-parts": [[2025, 3, 9]]}
    assert (read["type"], read["container-title"]) == ("article-journal", "Maps & Charts")
    assert (read["volume"], read["issue"], read["page"]) == ("3", "4–5", "1-9")
    assert (read["publisher"], read["edition"]) == ("Lamp & Sons", "Second")
    assert read["editor"] == [{"family": "de Coe", "given": "Cy"}, {"literal": "Lamp Group"}]
    assert read["number"] == "arXiv:2503.00001"
    assert (read["DOI"], read["URL"]) == ("10.1000/x_y", FULL.url)
    assert read["keyword"] == "Maps & charts, One, two, c;d"
    assert read["note"] == "Shows it. Code: https://github.com/example/x"


def test_a_suffix_is_a_part_of_its_own() -> None:
    assert json.loads(csl(JUNIOR))["author"] == [{"family": "de Berg", "given": "Jan", "suffix": "Jr."}]


def test_the_year_of_the_venue_is_the_year_of_issue() -> None:
    assert json.loads(csl(PREPRINTED))["issued"] == {"date-parts": [[2025]]}
