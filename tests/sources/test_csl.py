"""CSL is read as Zotero, Better BibTeX and pandoc write it, in JSON and in YAML."""

from __future__ import annotations

import json

import pytest

from generator.sources.model import Author, Link, Record
from tests.support.sources import data, read


def _item(**fields: object) -> Record:
    return read("x.json", json.dumps([{"id": "k", "type": "article-journal", "title": "T", **fields}])).row


def test_every_item_of_a_library_becomes_a_row_at_its_line() -> None:
    found = data("zotero.csl.json")
    assert found.reported == []
    assert len(found.rows) == 26
    assert [(row.position, row.where.line) for row in found.rows[:2]] == [(1, 2), (2, 39)]


def test_years_that_are_text_are_years() -> None:
    first = data("zotero.csl.json").rows[0]
    assert first.key == "brittain2004"
    assert first.facts.published == "2004"
    assert first.facts.venue == "Journal of Sport and Social Issues"
    assert first.facts.authors == (Author(name="Ian Brittain", family="Brittain", given="Ian"),)


def test_an_institution_is_one_piece() -> None:
    court = next(row for row in data("zotero.csl.json").rows if row.key == "courtofarbitrationforsport2019")
    name = "Court of Arbitration for Sport"
    assert court.facts.authors == (Author(name=name, family=name),)
    assert court.facts.published == "2019-03-21"


def test_a_short_doi_is_no_doi_but_leads_to_the_paper() -> None:
    row = _item(DOI="10/fqd6hj")
    assert row.facts.doi == ""
    assert row.facts.links == (Link(rel="paper", url="https://doi.org/10/fqd6hj"),)


def test_the_doi_of_an_address_is_the_doi() -> None:
    row = _item(DOI="10/fqd6hj", URL="https://doi.org/10.1177/0193723504268729")
    assert (row.facts.doi, row.facts.links) == ("10.1177/0193723504268729", ())


@pytest.mark.parametrize(
    ("issued", "date"),
    [
        ({"date-parts": [[2024, 5, 7]]}, "2024-05-07"),
        ({"date-parts": [["2024", "5"]]}, "2024-05"),
        ({"date-parts": [[2024, 5], [2024, 6]]}, "2024-05"),
        ({"date-parts": [["n.d."]]}, ""),
        ({"date-parts": [[]]}, ""),
        ({"date-parts": None}, ""),
        ({"date-parts": [2020, 5]}, "2020-05"),
        ({"date-parts": ["2020", "5", "7"]}, "2020-05-07"),
        ({"date-parts": [["2020-05-07"]]}, "2020-05-07"),
        ({"date-parts": ["2020-05-07"]}, "2020-05-07"),
        ({"date-parts": "2020-05"}, "2020-05"),
        ({"date-parts": [[]], "literal": "2020"}, "2020"),
        ({"date-parts": [], "raw": "May 2020"}, "2020-05"),
        ({"date-parts": [["n.d."]], "year": 2020}, "2020"),
        ({"date-parts": [[2021]], "raw": "2020"}, "2021"),
        ({"date-parts": [["-1500"]]}, ""),
        ({"date-parts": [[-1500, 5]]}, ""),
        ({"date-parts": [{"year": 2020}, None]}, ""),
        ({"raw": "March 2024"}, "2024-03"),
        ({"raw": "2024-05-07"}, "2024-05-07"),
        ({"literal": "between 1999 and 2004"}, ""),
        ("2024-05~/2024-06", "2024-05"),
        ("2024-XX-XX", "2024"),
        ("2024-21", "2024"),
        ([{"year": 2024, "month": 5}], "2024-05"),
        (2024, "2024"),
        (None, ""),
    ],
)
def test_a_date_is_read_as_far_as_it_is_one(issued: object, date: str) -> None:
    assert _item(issued=issued).facts.published == date


@pytest.mark.parametrize(
    ("fields", "arxiv"),
    [
        ({"DOI": "10.48550/arXiv.2301.00001"}, "2301.00001"),
        ({"URL": "http://arxiv.org/abs/2301.00001v2"}, "2301.00001"),
        ({"number": "arXiv:2301.00001"}, "2301.00001"),
        ({"publisher": "arXiv", "number": "2301.00001"}, "2301.00001"),
        ({"note": "Read it.\narXiv:2301.00001 [cs.LG]"}, "2301.00001"),
        ({"note": "It answers arXiv:2301.00001 in part"}, ""),
        ({"number": "2301.00001"}, ""),
    ],
)
def test_an_arxiv_identifier_counts_where_it_is_the_papers_own(fields: dict[str, str], arxiv: str) -> None:
    assert _item(**fields).facts.arxiv == arxiv


def test_names_keep_their_particles_and_suffixes() -> None:
    row = _item(
        author=[
            {"family": "Müller", "given": "Ada", "non-dropping-particle": "van der"},
            {"family": "King", "given": "Martin Luther", "suffix": "Jr."},
        ]
    )
    assert row.facts.authors == (
        Author(name="Ada van der Müller", family="van der Müller", given="Ada"),
        Author(name="Martin Luther King Jr.", family="King Jr.", given="Martin Luther", suffix="Jr."),
    )


def test_markup_and_entities_leave_titles_and_abstracts() -> None:
    row = _item(title="<i>H</i><sub>2</sub>O &amp;\n more", abstract="<jats:p>One.</jats:p>\n<jats:p>Two.</jats:p>")
    assert (row.title, row.abstract) == ("H2O & more", "One. Two.")


def test_keywords_are_a_text_or_a_list() -> None:
    assert _item(keyword="deep learning, vision").facts.keywords == ("deep learning", "vision")
    assert _item(keyword=["a, b", "c"]).facts.keywords == ("a, b", "c")


def test_an_unknown_type_is_no_type() -> None:
    assert _item(type="spell", issued={"raw": "2024"}).facts.kind == ""


YAML = """---
references:
- id: doe2024
  type: article-journal
  title: On <i>Lamps</i>
  author:
  - family: Doe
    given: Jane
  issued: 2024-05
  container-title: Lamps
  abstract: |
    They talk.

    We let them.
{end}
"""


@pytest.mark.parametrize("end", ["...", "---", ""])
def test_the_yaml_of_pandoc_is_read_however_it_ends(end: str) -> None:
    found = read("x.yaml", YAML.format(end=end))
    assert found.reported == []
    row = found.row
    assert (row.key, row.title, row.abstract) == ("doe2024", "On Lamps", "They talk. We let them.")
    assert (row.where.line, row.abstract_where.line) == (3, 11)
    assert row.facts.published == "2024-05"
    assert row.facts.authors == (Author(name="Jane Doe", family="Doe", given="Jane"),)


def test_an_item_without_a_title_is_a_warning_others_are_read() -> None:
    text = '[{"id": "a", "type": "book"},\n {"id": "b", "type": "book", "title": "B"}]'
    found = read("x.json", text)
    assert found.reported == ["1:2 warning no-title"]
    assert found.row.key == "b"
    assert found.content is not None
    assert found.content.entries == 2


def test_arxiv_is_no_venue_and_a_publisher_is_that_of_a_report() -> None:
    assert _item(type="article", publisher="arXiv").facts.venue == ""
    assert _item(**{"container-title": "arXiv preprint arXiv:2301.00001"}).facts.venue == ""
    assert _item(type="book", publisher="Lamp Press").facts.venue == ""
    assert _item(type="thesis", publisher="University of Lamps").facts.venue == "University of Lamps"
