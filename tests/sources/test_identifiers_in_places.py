"""Identifiers and addresses are found wherever people put them."""

from __future__ import annotations

import json

import pytest

from generator.sources.facts.dates import date_of, month_of
from generator.sources.facts.identifiers import arxiv_of, doi_in_address, doi_of, named_doi
from generator.sources.facts.links import noted_arxiv
from tests.support.sources import read, rows

SICI = "10.1002/(sici)1097-0258(19980815/30)17:15/16<1661::aid-sim968>3.0.co;2-2"


@pytest.mark.parametrize(
    "text",
    [
        "10.1000/ABC_d.5",
        "https://doi.org/10.1000/abc_d.5",
        "DOI 10.1000/abc_d.5.",
        "(10.1000/abc_d.5)",
        "<10.1000/abc_d.5>",
        "10.1000/abc_d.5 [doi]",
        "https://doi.org/10.1000/abc_d.5?nosfx=y",
        "https://doi.org/10.1000/abc_d.5#sec2",
        "10.1000 / abc_d.5",
        "10.1000/abc_d.5, 10.1000/xyz",
        "https://www.doi.org/10.1000%2Fabc_d.5",
        "http://doi.acm.org/10.1000/abc_d.5",
        "https://doi.org/ 10.1000/abc_d.5",
    ],
)
def test_a_doi_is_one_in_every_spelling(text: str) -> None:
    assert doi_of(text) == "10.1000/abc_d.5"


@pytest.mark.parametrize(
    "text", [SICI, SICI.replace("<", "&lt;").replace(">", "&gt;"), SICI.replace("<", "%3C").replace(">", "%3E")]
)
def test_a_doi_with_angle_brackets_is_one_in_every_spelling(text: str) -> None:
    assert doi_of(text) == doi_of(f"https://doi.org/{text}") == SICI


@pytest.mark.parametrize(
    ("url", "doi"),
    [
        ("https://onlinelibrary.wiley.com/doi/abs/10.1000/n4", "10.1000/n4"),
        ("https://dl.acm.org/doi/10.1145/1111.5", "10.1145/1111.5"),
        ("https://www.tandfonline.com/doi/full/10.1080/1.2?journalCode=x", "10.1080/1.2"),
        ("https://link.springer.com/article/10.1007/s1-2", "10.1007/s1-2"),
        ("https://link.springer.com/content/pdf/10.1007%2Fs1-2.pdf", "10.1007/s1-2"),
        ("https://www.frontiersin.org/articles/10.3389/f.1/full", "10.3389/f.1"),
        ("https://www.biorxiv.org/content/10.1101/2020.01.02.123456v2.full", "10.1101/2020.01.02.123456"),
        ("https://journals.plos.org/plosone/article?id=10.1371/journal.pone.1", "10.1371/journal.pone.1"),
        ("https://example.org/papers/10.1000/x", ""),
        ("https://github.com/doi/10.1000", ""),
    ],
)
def test_a_doi_is_read_from_addresses_of_known_publishers(url: str, doi: str) -> None:
    assert doi_in_address(url) == doi


def test_a_note_may_name_a_doi() -> None:
    assert named_doi("See doi: 10.1000/n1, page 5") == named_doi("https://doi.org/10.1000/n1") == "10.1000/n1"
    assert named_doi("10.1000/n1") == named_doi("doi unknown") == ""


@pytest.mark.parametrize(
    "text",
    [
        "arXiv preprint arXiv:2301.00001v3 [cs.LG]",
        "arXiv 2301.00001",
        "arXiv e-prints, 2301.00001",
        "[arXiv:2301.00001]",
        "http://export.arxiv.org/abs/2301.00001",
        "https://www.alphaxiv.org/abs/2301.00001",
        "https://ar5iv.labs.arxiv.org/html/2301.00001",
        "https://huggingface.co/papers/2301.00001",
        "https://arxiv.org/pdf/2301.00001.pdf",
    ],
)
def test_an_arxiv_identifier_is_one_in_every_place(text: str) -> None:
    assert arxiv_of(text) == "2301.00001"


def test_a_note_about_another_paper_names_no_identifier() -> None:
    assert noted_arxiv("Available at https://arxiv.org/abs/2301.00001") == "2301.00001"
    assert noted_arxiv("Extended version of arXiv:2301.00001") == ""


@pytest.mark.parametrize(
    "fields",
    [
        "eprint={arXiv:2301.00001 [cs]}, archiveprefix={arXiv.org}",
        "note={Preprint, arXiv:2301.00001}",
        "journal={ArXiv e-prints}, eid={arXiv:2301.00001}",
        "journal={arXiv}, pages={arXiv:2301.00001}",
        "url={https://huggingface.co/papers/2301.00001}",
        "institution={arXiv}, number={2301.00001}",
    ],
)
def test_bibtex_may_have_an_arxiv_identifier_in_any_field(fields: str) -> None:
    assert rows(".bib", f"@misc{{k, title={{T}}, {fields}}}")[0].facts.arxiv == "2301.00001"


def test_ris_and_csl_may_have_a_doi_in_a_note() -> None:
    for line in ("N1  - doi: 10.1000/n", "L3  - 10.1000/n", "UR  - https://dl.acm.org/doi/10.1000/n"):
        assert rows(".ris", f"TY  - JOUR\nTI  - T\n{line}\nER  - \n")[0].facts.doi == "10.1000/n"
    item = {"type": "book", "title": "T", "note": "PMID: 1\nDOI: 10.1000/n"}
    assert read("x.json", json.dumps([item])).row.facts.doi == "10.1000/n"


@pytest.mark.parametrize(
    ("fields", "links"),
    [
        ("url={<https://ex.org/x>}", {"https://ex.org/x"}),
        ("url={ex.org/x}", {"https://ex.org/x"}),
        ("url={www.ex.org/x}", {"https://www.ex.org/x"}),
        (r"howpublished={Available at \url{https://ex.org/x}}", {"https://ex.org/x"}),
        (r"howpublished={\href{https://ex.org/x}{Blog}}", {"https://ex.org/x"}),
        ("note={[Online]. Available: https://ex.org/x.}", {"https://ex.org/x"}),
        ("bdsk-url-1={https://ex.org/x}", {"https://ex.org/x"}),
        ("url={https://ex.org/a https://ex.org/b}", {"https://ex.org/a", "https://ex.org/b"}),
        ("code={https://ex.org/c}, website={https://ex.org/w}", {"https://ex.org/c", "https://ex.org/w"}),
        ("file={:C\\:/x.pdf:PDF}, slides={talk.pdf}", set()),
    ],
)
def test_bibtex_may_have_addresses_in_many_fields(fields: str, links: set[str]) -> None:
    assert {link.url for link in rows(".bib", f"@misc{{k, title={{T}}, {fields}}}")[0].facts.links} == links


def test_keywords_may_stand_in_double_braces_or_on_one_line() -> None:
    assert rows(".bib", "@misc{k, title={T}, keywords={{lamps; wicks}}}")[0].facts.keywords == ("lamps", "wicks")
    assert rows(".ris", "TY  - JOUR\nTI  - T\nKW  - lamps; wicks\nER  - \n")[0].facts.keywords == ("lamps", "wicks")


@pytest.mark.parametrize(
    ("text", "date"),
    [
        ("May 7, 2020", "2020-05-07"),
        ("7 May 2020", "2020-05-07"),
        ("März 2020", "2020-03"),
        ("7/5/2020", "2020"),
        ("forthcoming 2027", "2027"),
        ("in press", ""),
    ],
)
def test_dates_may_be_in_words(text: str, date: str) -> None:
    assert date_of(text) == date


def test_months_have_names_in_several_languages() -> None:
    words = ("Januar", "février", "März", "avril", "mayo", "giugno", "juillet", "août", "settembre", "Oktober", "nov")
    assert list(map(month_of, words)) == [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11]
