"""Lists of papers that people keep are read, whatever they call their fields."""

from __future__ import annotations

import json

import pytest

from generator.sources.model import Author, Link, Record
from tests.support.corpus import corpus_text
from tests.support.sources import read


def _paper(**fields: object) -> Record:
    return read("x.json", json.dumps([{"title": "T", **fields}])).row


def test_a_public_list_of_five_hundred_papers_is_read_whole(corpus: None) -> None:
    found = read("x.yaml", corpus_text("yaml/awesome_3dgs_papers.yaml"))
    assert found.content is not None
    assert (len(found.rows), found.content.entries) == (503, 504)
    assert found.reported == ["10558:3 warning no-title"]
    assert "guo2024motionaware" in found.found[0].message
    first = found.rows[0]
    assert (first.where.line, first.abstract_where.line, first.key) == (1, 6, "kwon2025instruct4dgs")
    assert [author.name for author in first.facts.authors] == ["Joohyun Kwon", "Hanbyel Cho", "Junmo Kim"]
    assert (first.facts.published, first.facts.arxiv) == ("2025", "2502.02091")
    assert first.facts.keywords == ("Dynamic", "Diffusion", "Video", "Rendering", "Editing", "Project")
    assert Link(rel="project", url="https://hanbyelcho.info/instruct-4dgs/") in first.facts.links
    assert sum(bool(row.facts.arxiv) for row in found.rows) > 400


def test_an_anthology_with_one_paper_a_line_is_read_whole(corpus: None) -> None:
    found = read("x.jsonl", corpus_text("scale/papers_acl_ccby.jsonl"))
    assert found.reported == []
    assert len(found.rows) == 6019
    assert all(row.facts.authors and row.facts.published and row.abstract for row in found.rows)


def test_names_of_fields_may_be_written_in_many_ways() -> None:
    facts = _paper(Project_Page="https://example.org/p", GitHub="https://github.com/a/b", Year="2024").facts
    assert facts.published == "2024"
    assert set(facts.links) == {
        Link(rel="project", url="https://example.org/p"),
        Link(rel="code", url="https://github.com/a/b"),
    }


@pytest.mark.parametrize(
    "links",
    [
        {"code": "https://github.com/a/b", "Talk": "https://example.org/v"},
        [{"name": "code", "url": "https://github.com/a/b"}, {"type": "talk", "href": "https://example.org/v"}],
    ],
)
def test_links_are_a_mapping_or_a_list_of_mappings(links: object) -> None:
    assert _paper(links=links).facts.links == (
        Link(rel="code", url="https://github.com/a/b"),
        Link(rel="video", url="https://example.org/v"),
    )


def test_links_may_be_a_list_of_addresses() -> None:
    assert _paper(links=["https://example.org/v", "n/a"]).facts.links == (
        Link(rel="link", url="https://example.org/v"),
    )


def test_other_texts_than_addresses_are_no_links() -> None:
    assert _paper(code="coming soon", pdf="javascript:alert(1)", url="https://[broken").facts.links == ()


def test_the_address_of_a_preprint_is_its_identifier() -> None:
    facts = _paper(paper="https://arxiv.org/abs/2301.00001v2", doi="https://doi.org/10.1000/XYZ").facts
    assert (facts.arxiv, facts.doi, facts.links) == ("2301.00001", "10.1000/xyz", ())


def test_an_encoded_doi_in_an_address_is_decoded() -> None:
    facts = _paper(url="https://doi.org/10.1000%2FKAP").facts
    assert (facts.doi, facts.links) == ("10.1000/kap", ())


def test_the_pdf_of_a_preprint_is_a_link_as_well() -> None:
    facts = _paper(paper="https://arxiv.org/pdf/2301.00001.pdf").facts
    assert (facts.arxiv, facts.links) == ("2301.00001", (Link(rel="pdf", url="https://arxiv.org/pdf/2301.00001.pdf"),))


def test_the_year_counts_where_a_date_is_of_another() -> None:
    assert _paper(year=2025, publication_date="2024-12-30").facts.published == "2025"
    assert _paper(year=2025, publication_date="2025-01-30").facts.published == "2025-01-30"


@pytest.mark.parametrize(
    ("authors", "names"),
    [
        ("Bo Li", ["Bo Li"]),
        ("Bo Li, Cy Wu and Di Xu", ["Bo Li", "Cy Wu", "Di Xu"]),
        ("Bo Li, Cy Wu, and Di Xu", ["Bo Li", "Cy Wu", "Di Xu"]),
        ("Bo Li & Cy Wu", ["Bo Li", "Cy Wu"]),
        ("Li, Bo; Wu, Cy", ["Bo Li", "Cy Wu"]),
        ("Li, Bo and Wu, Cy", ["Bo Li", "Cy Wu"]),
        ("Li, Bo", ["Bo Li"]),
        ("van Gogh, Vincent", ["Vincent van Gogh"]),
        ("Bo Li, Cy Wu", ["Bo Li", "Cy Wu"]),
        ("Bo Li, Cy Wu, et al.", ["Bo Li", "Cy Wu"]),
        ("Bo Li and others", ["Bo Li"]),
        ("Ed King, Jr., Bo Li", ["Ed King Jr.", "Bo Li"]),
        ("Rand, Andy and Brand, Sandy", ["Andy Rand", "Sandy Brand"]),
        ("Li, Bo, Wu, Cy", []),
        ("", []),
        (["Bo Li", "Wu, Cy", "others"], ["Bo Li", "Cy Wu"]),
        ([{"name": "Bo Li"}, {"first_name": "Cy", "last_name": "Wu"}, {}, 3], ["Bo Li", "Cy Wu", "3"]),
        (None, []),
    ],
)
def test_authors_are_separated_only_where_it_is_certain(authors: object, names: list[str]) -> None:
    assert [author.name for author in _paper(authors=authors).facts.authors] == names


@pytest.mark.parametrize(
    "name",
    [
        "Foo, Inc.",
        "Foo Labs, LLC",
        "Ministry of Health, Labour and Welfare",
        "Department of Lamps, Oslo",
        "Gemini Team, Google",
        "Lamps, Harvard University",
    ],
)
@pytest.mark.parametrize("is_mapping", [True, False])
def test_an_institution_with_a_comma_in_its_name_is_one_piece(name: str, *, is_mapping: bool) -> None:
    authors = [{"name": name} if is_mapping else name]
    assert _paper(authors=authors).facts.authors == (Author(name=name, family=name),)


def test_a_mapping_with_only_a_name_keeps_its_comma() -> None:
    authors = [{"name": "Lamps, Oslo"}, {"name": "Bo Li"}, {"name": "et al."}, {"name": "Wu, Cy", "orcid": "1"}]
    assert _paper(authors=authors).facts.authors == (
        Author(name="Lamps, Oslo"),
        Author(name="Bo Li"),
        Author(name="Cy Wu", family="Wu", given="Cy"),
    )


@pytest.mark.parametrize("name", ["Li, Bo", "Team, Gemini", "Group, Mary", "Incandela, Joe", "van Teamen, Inca"])
def test_a_possible_name_of_a_person_is_split_at_its_comma(name: str) -> None:
    family, given = name.split(", ")
    assert _paper(authors=[name]).facts.authors == (Author(name=f"{given} {family}", family=family, given=given),)


def test_a_name_without_a_comma_stays_in_one_piece() -> None:
    assert _paper(authors="Bo van Li").facts.authors == (Author(name="Bo van Li"),)


def test_numbers_stay_as_typed() -> None:
    for name, text in (
        ("x.yaml", "- title: 1984\n  arxiv: 2301.10000"),
        ("x.json", '[{"title": 1984, "arxiv": 2301.10000}]'),
    ):
        row = read(name, text).row
        assert (row.title, row.facts.arxiv) == ("1984", "2301.10000")
