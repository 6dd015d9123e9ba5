"""Every format states where a paper stands in its journal or book: volume, number, pages, publisher, editors."""

from __future__ import annotations

import json

import pytest

from generator.sources.facts.pages import page_range, pages_of
from generator.sources.model import Author, Facts
from tests.support.sources import read, rows

EDITOR = Author(name="Cy Coe", family="Coe", given="Cy")
FOUND = {
    "bib": "@article{k, title={T}, journal={J}, volume=3, number={4}, pages={1--9}, publisher={P}, editor={Coe, Cy}}",
    "ris": "TY  - JOUR\nTI  - T\nJO  - J\nVL  - 3\nIS  - 4\nSP  - 1\nEP  - 9\nPB  - P\nED  - Coe, Cy\nER  - \n",
    "json": json.dumps([
        {"type": "article-journal", "title": "T", "container-title": "J", "volume": "3", "issue": "4", "page": "1-9",
         "publisher": "P", "editor": [{"family": "Coe", "given": "Cy"}]},
    ]),
}  # fmt: skip


@pytest.mark.parametrize("suffix", FOUND)
def test_volume_number_pages_publisher_and_editors_are_read(suffix: str) -> None:
    facts = read(f"x.{suffix}", FOUND[suffix]).row.facts
    assert (facts.volume, facts.number, facts.pages, facts.publisher) == ("3", "4", "1–9", "P")
    assert facts.editors == (EDITOR,)


_BOOK = {
    "bib": "@book{k, title={T}, series={LNCS}, isbn={978-3-16-148410-0}, issn={2049-3630}}",
    "ris": "TY  - BOOK\nTI  - T\nT3  - LNCS\nSN  - 978-3-16-148410-0\nSN  - 2049-3630 (print)\nER  - \n",
    "json": json.dumps(
        [{"type": "book", "title": "T", "collection-title": "LNCS", "ISBN": "978-3-16-148410-0", "ISSN": "2049-3630"}]
    ),
    "csv": "title,series,isbn,issn\nT,LNCS,978-3-16-148410-0,2049-3630\n",
}


@pytest.mark.parametrize("suffix", _BOOK)
def test_series_isbn_and_issn_are_read(suffix: str) -> None:
    facts = read(f"x.{suffix}", _BOOK[suffix]).row.facts
    assert (facts.series, facts.isbn, facts.issn) == ("LNCS", "978-3-16-148410-0", "2049-3630")


def test_the_web_of_science_states_them_too() -> None:
    text = "FN W\nVR 1\nPT J\nTI T\nVL 3\nIS 4\nBP 1\nEP 9\nPU P\nBE Coe, Cy\nER\n"
    facts = rows(".ris", text)[0].facts
    assert (facts.volume, facts.number, facts.pages, facts.publisher) == ("3", "4", "1–9", "P")
    assert facts.editors == (EDITOR,)


@pytest.mark.parametrize(
    ("text", "pages"),
    [
        ("1--9", "1–9"),
        ("1-9", "1–9"),
        ("pp. 101 - 109", "101–109"),
        ("p. 5", "5"),
        ("S1-S9", "S1–S9"),
        ("123-45", "123–45"),
        ("1-9, 12-15", "1–9, 12–15"),
        ("A-12", "A-12"),
        ("5-1", "5-1"),
        ("A-12--A-20", "A-12–A-20"),
        ("e1001", "e1001"),
        ("", ""),
    ],
)
def test_pages_have_an_en_dash_where_they_are_surely_a_range(text: str, pages: str) -> None:
    assert pages_of(text) == pages
    assert pages_of(pages) == pages


def test_a_first_and_a_last_page_are_a_range() -> None:
    assert page_range("1", "9") == "1–9"
    assert page_range("7", "7") == page_range("7", "") == "7"
    assert page_range("1-9", "9") == "1–9"


@pytest.mark.parametrize("fields", ["director={Coe, Cy}", "editor={Coe, Cy}, editortype={director}"])
def test_the_director_of_a_film_is_its_author(fields: str) -> None:
    facts = rows(".bib", f"@movie{{k, title={{T}}, {fields}}}")[0].facts
    assert (facts.authors, facts.editors) == ((EDITOR,), ())


def test_an_identifier_of_arxiv_is_no_place_in_a_journal() -> None:
    text = "@article{k, title={T}, journal={CoRR}, volume={abs/2301.00001}, pages={arXiv:2301.00001}}"
    assert rows(".bib", text)[0].facts == Facts(kind="article", arxiv="2301.00001")


@pytest.mark.parametrize(
    ("entry", "kind", "genre"),
    [
        ("@mastersthesis{k, title={T}, school={U}}", "thesis", "Master’s thesis"),
        ("@thesis{k, title={T}, type={phdthesis}, institution={U}}", "thesis", "PhD thesis"),
        ("@phdthesis{k, title={T}, type={Habilitation}, school={U}}", "thesis", "Habilitation"),
        ("@techreport{k, title={T}, institution={I}}", "report", "technical report"),
        ("@proceedings{k, title={T}}", "book", "proceedings"),
        ("@book{k, title={T}}", "book", ""),
    ],
)
def test_a_genre_says_what_the_type_leaves_open(entry: str, kind: str, genre: str) -> None:
    facts = rows(".bib", entry)[0].facts
    assert (facts.kind, facts.genre) == (kind, genre)
