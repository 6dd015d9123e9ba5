"""CSV has the facts of the paper, for the readers of other projects, and computes nothing."""

from __future__ import annotations

import csv
import io
import re

import pytest
from hypothesis import given

from generator.pages.exports.formats import BEFORE, COLUMNS, FORMATS, csv_row
from tests.support.references import BARE, FULL, PREPRINTED, lines, made

CSV = next(each for each in FORMATS if each.suffix == "csv")


def read(data: bytes) -> list[dict[str, str]]:
    """Return the rows of a file as its reader has them, the apostrophes of the guide's rule taken away."""
    rows = csv.DictReader(io.StringIO(data.decode("utf-8-sig"), newline=""), strict=True)
    return [{name: re.sub(r"^'(?='*[=+\-@＝＋－＠])", "", text) for name, text in row.items()} for row in rows]


def test_a_file_begins_with_a_byte_order_mark_and_its_column_names() -> None:
    data = CSV.joined([csv_row(FULL)])
    assert data.startswith(b"\xef\xbb\xbfslug,title,authors,")
    assert data.count(b"\r\n") == 2
    assert list(read(data)[0]) == list(COLUMNS)


def test_all_known_facts_are_written() -> None:
    (found,) = read(CSV.joined([csv_row(FULL)]))
    assert found == {
        "slug": "a-key",
        "title": "On {Braces} & 100% of γ_i",
        "authors": "Ada van der Müller; Rock and Roll Group; Bo Li",
        "year": "2025",
        "published": "2025-03-09",
        "venue": "Maps & Charts",
        "doi": "10.1000/x_y",
        "arxiv": "2503.00001",
        "url": FULL.url,
        "tags": "maps; one-two",
        "keywords": "fog; sea, and land",
        "summary": "Shows it.",
        "abstract": "We show $\\sum_i x_i^2 \\le 1$ for $5.",
        "first_listed": "2025-03-14",
        "type": "article-journal",
        "editors": "Cy de Coe; Lamp Group",
        "volume": "3",
        "number": "4–5",
        "pages": "1–9",
        "publisher": "Lamp & Sons",
        "edition": "Second",
        "key": "a-key",
        "series": "Lamp Notes",
        "isbn": "978-3-16-148410-0",
        "issn": "2049-3630",
    }


def test_nothing_is_invented() -> None:
    assert csv_row(BARE) == "a-key,A title" + "," * (len(COLUMNS) - 5) + "a-key,,,\r\n"


@given(lines, lines, lines)
def test_title_abstract_and_summary_are_read_back(title: str, abstract: str, summary: str) -> None:
    (found,) = read(CSV.joined([csv_row(made(title, abstract, summary=summary))]))
    assert (found["title"], found["abstract"], found["summary"]) == (title, abstract, summary)


@pytest.mark.parametrize("sign", ["=", "+", "-", "@", "＝", "＋", "－", "＠"])
@pytest.mark.parametrize("before", ["", "'", "''"])
def test_no_cell_begins_with_what_a_spreadsheet_computes(sign: str, before: str) -> None:
    title = f'{before}{sign}HYPERLINK("https://example.org")'
    text = csv_row(made(title))
    (cells,) = csv.reader(io.StringIO(text, newline=""))
    assert cells[1] == f"'{title}"
    assert read((BEFORE + text).encode())[0]["title"] == title


@given(lines)
def test_a_spreadsheet_reads_any_text_as_text(title: str) -> None:
    (cells,) = csv.reader(io.StringIO(csv_row(made(title)), newline=""), strict=True)
    assert not re.match(r"\s*[=+\-@＝＋－＠\t\r]", cells[1])


def test_a_row_has_the_year_to_cite_and_the_first_version() -> None:
    (read_back,) = read(f"{BEFORE}{csv_row(PREPRINTED)}".encode())
    assert (read_back["year"], read_back["published"], read_back["venue"]) == ("2025", "2023-03-13", "WACV 2025")
