"""Identifiers are found in all forms in which sources write them, and not in other texts."""

from __future__ import annotations

import pytest

from generator.sources.facts.dates import published_of
from generator.sources.facts.identifiers import arxiv_of, doi_of
from generator.sources.facts.links import identifier_links
from generator.sources.model import Facts, Link

SIGNS = "10.1002/(sici)1097-4571(199806)49:8<693::aid-asi4>3.0.co;2-o"


@pytest.mark.parametrize(
    "text",
    [
        "10.1000/X_y",
        "doi:10.1000/x_y",
        "DOI: 10.1000/x_Y",
        "https://doi.org/10.1000/x_y",
        "http://dx.doi.org/10.1000/x_y.",
    ],
)
def test_a_doi_is_bare_and_in_lower_case(text: str) -> None:
    assert doi_of(text) == "10.1000/x_y"


def test_a_doi_may_contain_unusual_signs() -> None:
    assert doi_of("10.1002/(SICI)1097-0258(19980815/30)17:15<1661::AID-SIM968>3.0.CO;2-2").endswith("3.0.co;2-2")


@pytest.mark.parametrize(
    ("text", "doi"),
    [
        ("https://doi.org/10.1000%2FKAP", "10.1000/kap"),
        (
            "https://doi.org/10.1002/(SICI)1097-4571(199806)49:8%3C693::AID-ASI4%3E3.0.CO;2-O",
            "10.1002/(sici)1097-4571(199806)49:8<693::aid-asi4>3.0.co;2-o",
        ),
        ("HTTP://dx.doi.org/10.1000/a%23b%3Fc", "10.1000/a#b?c"),
        ("https://doi.org/10.1000/a%FFb%00", "10.1000/a%ffb%00"),
        ("10.1000/a%23b", "10.1000/a%23b"),
        ("doi:10.1000/a%3Cb", "10.1000/a%3cb"),
    ],
)
def test_a_doi_is_decoded_in_an_address_and_nowhere_else(text: str, doi: str) -> None:
    assert doi_of(text) == doi


@pytest.mark.parametrize("text", ["", "10.1000", "110.1000/x", "https://example.org/10", "10.48550/arXiv.2301.00001"])
def test_other_texts_than_the_papers_doi_are_no_doi(text: str) -> None:
    assert doi_of(text) == ""


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("2301.00001v2", "2301.00001"),
        ("arXiv:0704.0001", "0704.0001"),
        ("arXiv: 2301.00001 [cs.LG]", "2301.00001"),
        ("arXiv preprint arXiv:2301.00001", "2301.00001"),
        ("http://arxiv.org/abs/hep-th/9901001v3", "hep-th/9901001"),
        ("math.GT/0309136", "math/0309136"),
        ("arXiv:math.gt/0309136v2", "math/0309136"),
        ("HEP-TH/9901001", "hep-th/9901001"),
        ("https://arxiv.org/abs/cond-mat/9901001v1/", "cond-mat/9901001"),
        ("https://arxiv.org/abs/2302.00002/", "2302.00002"),
        ("arXiv:2303.00003.", "2303.00003"),
        ("arXiv:2303.00003v2. Accepted.", "2303.00003"),
        ("https://arxiv.org/pdf/2301.00001v1.pdf", "2301.00001"),
        ("10.48550/arXiv.2301.00001", "2301.00001"),
    ],
)
def test_an_arxiv_identifier_loses_its_version(text: str, found: str) -> None:
    assert arxiv_of(text) == found


@pytest.mark.parametrize(
    "text",
    [
        "",
        "2313.00001",
        "12345.6789",
        "2301.000012",
        "2301.00001.2",
        "2301.00001/2",
        "https://example.org/2301.00001",
        "v2",
    ],
)
def test_similar_texts_are_no_arxiv_identifiers(text: str) -> None:
    assert arxiv_of(text) == ""


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("2024", "2024"),
        ("2024-05", "2024-05"),
        ("2024/5/7", "2024-05-07"),
        ("2024/05/07/", "2024-05-07"),
        ("2024-05-07T10:00:00Z", "2024-05-07"),
        ("2024-13-01", "2024"),
        ("2024-02-31", "2024-02"),
        ("0000", ""),
        ("in press", ""),
        ("20245", ""),
    ],
)
def test_a_date_is_as_long_as_it_is_certain(text: str, found: str) -> None:
    assert published_of(text) == found


@pytest.mark.parametrize(
    ("doi", "path"),
    [
        ("10.1000/a#b?c", "10.1000/a%23b%3Fc"),
        ("10.1000/a%23b", "10.1000/a%2523b"),
        ('10.1000/a "b"', "10.1000/a%20%22b%22"),
        (SIGNS, "10.1002/(sici)1097-4571(199806)49:8%3C693::aid-asi4%3E3.0.co;2-o"),
        ("10.18653/v1/2023.x-1_(a):b;c,d", "10.18653/v1/2023.x-1_(a):b;c,d"),
        ("10.1000/größe", "10.1000/größe"),
    ],
)
def test_a_doi_address_encodes_only_what_would_end_its_path(doi: str, path: str) -> None:
    assert identifier_links(Facts(doi=doi)) == (Link(rel="doi", url=f"https://doi.org/{path}"),)


@pytest.mark.parametrize("doi", [SIGNS, "10.1000/a#b?c", "10.1000/a%23b", "10.1000/x_y(1)"])
def test_the_address_of_a_doi_is_read_as_that_doi(doi: str) -> None:
    (address,) = identifier_links(Facts(doi=doi))
    assert doi_of(address.url) == doi
