"""A paper is found at the addresses that follow from what is known of it."""

from __future__ import annotations

import pytest

from generator.catalog.facts import doi_address, enriched, identifiers
from generator.sources.facts.identifiers import doi_of
from generator.sources.model import Facts, Link

SIGNS = "10.1002/(sici)1097-4571(199806)49:8<693::aid-asi4>3.0.co;2-o"


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
    assert doi_address(doi) == f"https://doi.org/{path}"
    assert identifiers(Facts(doi=doi)) == (Link(rel="doi", url=f"https://doi.org/{path}"),)


@pytest.mark.parametrize("doi", [SIGNS, "10.1000/a#b?c", "10.1000/a%23b", "10.1000/x_y(1)"])
def test_the_address_of_a_doi_is_read_as_that_doi(doi: str) -> None:
    assert doi_of(doi_address(doi)) == doi


def test_what_was_found_fills_gaps_and_adds_its_links() -> None:
    own, code = Link(rel="link", url="https://example.org/"), Link(rel="code", url="https://example.org/code")
    known = Facts(kind="article-journal", venue="Maps", links=(own,))
    found = Facts(kind="paper-conference", venue="WACV 2025", published="2023-03", links=(code, own))
    assert enriched(known, found) == Facts(kind="article-journal", venue="Maps", published="2023-03", links=(own, code))
