"""The CSV of Zotero and other tables with a title are read, and tables that cannot be trusted are refused."""

from __future__ import annotations

import csv
import io

import pytest

from generator.sources.csv_tables import LONGEST_FIELD
from generator.sources.model import Author, Link, Record
from tests.support.sources import read

HEADER = ("Key", "Item Type", "Publication Year", "Author", "Title", "Publication Title", "DOI", "Url",
          "Abstract Note", "Date", "Extra", "Publisher", "Manual Tags", "Automatic Tags")  # fmt: skip


def _table(*rows: dict[str, str]) -> str:
    out = io.StringIO()
    writer = csv.DictWriter(out, HEADER, quoting=csv.QUOTE_ALL, lineterminator="\n")
    writer.writeheader()
    writer.writerows({"Key": "ABCD1234", "Item Type": "journalArticle", **row} for row in rows)
    return out.getvalue()


def _zotero(**cells: str) -> Record:
    return read("x.csv", _table({"Title": "T", **{name.replace("_", " "): cell for name, cell in cells.items()}})).row


def test_a_row_of_zotero_becomes_a_row() -> None:
    row = _zotero(
        Author="Li, Bo; OpenAI; van der Berg, Jan",
        Abstract_Note='First "quoted"\nsecond line.',
        Publication_Title="Lamps",
        Publication_Year="2024",
        Date="2024-05-07",
        DOI="10.1000/XYZ",
        Url="https://example.org/a",
        Manual_Tags="deep learning; x",
        Automatic_Tags="y",
    )
    assert row.key == "ABCD1234"
    assert row.abstract == 'First "quoted" second line.'
    facts = row.facts
    assert (facts.kind, facts.published, facts.venue, facts.doi) == (
        *("article-journal", "2024-05-07", "Lamps"),
        "10.1000/xyz",
    )
    assert facts.keywords == ("deep learning", "x", "y")
    assert facts.links == (Link(rel="paper", url="https://example.org/a"),)
    assert facts.authors == (
        Author(name="Bo Li", family="Li", given="Bo"),
        Author(name="OpenAI", family="OpenAI"),
        Author(name="Jan van der Berg", family="van der Berg", given="Jan"),
    )


def test_the_year_counts_where_the_date_is_in_words() -> None:
    assert _zotero(Date="Spring 24", Publication_Year="2024").facts.published == "2024"


def test_zotero_names_the_preprint_in_its_extra_field() -> None:
    assert _zotero(Extra="Citation Key: li\narXiv:2301.00001 [cs]").facts.arxiv == "2301.00001"


def test_lines_count_through_quoted_line_feeds() -> None:
    found = read("x.csv", _table({"Title": "A", "Abstract Note": "one\ntwo\r\nthree"}, {"Title": "B"}))
    assert [row.where.line for row in found.rows] == [2, 5]


def test_attachments_and_notes_are_no_papers_and_no_mistakes() -> None:
    found = read("x.csv", _table({"Title": "A"}, {"Title": "PDF", "Item Type": "attachment"}, {"Item Type": "note"}))
    assert found.reported == ["3:1 info not-a-paper", "4:1 info not-a-paper"]
    assert found.content is not None
    assert (len(found.rows), found.content.entries) == (1, 3)


@pytest.mark.parametrize("mark", [",", ";", "\t"])
def test_any_table_with_a_title_is_read(mark: str) -> None:
    rows = (("Paper Title", "Authors", "Year", "arXiv ID"), ("T", '"Bo Li and Cy Wu"', "2024", "2301.00001v2"))
    found = read("x.csv", "\n".join(map(mark.join, rows)))
    assert found.reported == []
    facts = found.row.facts
    assert [author.name for author in facts.authors] == ["Bo Li", "Cy Wu"]
    assert (facts.published, facts.arxiv) == ("2024", "2301.00001")


def test_without_a_title_the_columns_are_named() -> None:
    found = read("x.csv", "Name,Price\nLamp,3\n")
    assert found.reported == ["1:1 error unknown-shape"]
    assert "`Name`, `Price`" in found.found[0].message


def test_a_row_with_too_many_cells_is_a_warning_others_are_read() -> None:
    found = read("x.csv", "Title,Year\nA, or B,2024\n\nC,2024\nD\n")
    assert found.reported == ["2:1 warning broken-row"]
    assert [row.title for row in found.rows] == ["C", "D"]


def test_a_note_of_a_book_is_not_too_long() -> None:
    assert read("x.csv", f"Title,Notes\nA,{'x' * 200_000}\n").row.title == "A"


@pytest.mark.parametrize(
    ("text", "reported"),
    [
        ("", "1:1 error empty-listing"),
        ("\n \n", "1:1 error empty-listing"),
        ("Title,Year\n", "1:1 error empty-listing"),
        ('Title,Year\nA,2024\n"B,2024\nC,2024\n', "3:1 error csv-syntax"),
        ('Title,Year\n"A"B,2024\n', "2:1 error csv-syntax"),
        (f'Title,Year\n"{"x" * (LONGEST_FIELD + 1)}', "2:1 error csv-syntax"),
        ("," * 1_000_000, "1:1 error unknown-shape"),
        ("Title\n" + "a,b\n" * 200_000, "1:1 error too-large"),
    ],
)
def test_a_table_that_cannot_be_trusted_is_refused_with_one_error(text: str, reported: str) -> None:
    found = read("x.csv", text)
    assert found.content is None
    assert found.reported == [reported]


def test_the_limit_of_the_whole_process_is_restored() -> None:
    before = csv.field_size_limit()
    read("x.csv", "Title\nA\n")
    assert csv.field_size_limit() == before
