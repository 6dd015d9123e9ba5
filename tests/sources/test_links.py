"""Links of a paper: where its PDF is."""

from __future__ import annotations

import pytest

from generator.sources.facts.links import pdf_link
from generator.sources.model import Facts, Link


@pytest.mark.parametrize(
    ("arxiv", "url", "expected"),
    [
        ("2407.13863", "", "https://arxiv.org/pdf/2407.13863"),
        ("2407.13863", "https://example.org/own.PDF", "https://example.org/own.PDF"),
        ("", "https://aclanthology.org/2024.acl-long.1/", "https://aclanthology.org/2024.acl-long.1.pdf"),
        ("", "https://openreview.net/forum?id=a_B-1", "https://openreview.net/pdf?id=a_B-1"),
        ("", "https://example.org/paper", ""),
        ("", "", ""),
    ],
)
def test_the_pdf_is_stated_or_follows_from_the_page_or_arxiv(arxiv: str, url: str, expected: str) -> None:
    links = (Link(rel="paper", url=url),) if url else ()
    found = pdf_link(Facts(arxiv=arxiv), links)
    assert (found.url if found else "") == expected
