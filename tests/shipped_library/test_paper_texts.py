"""The Markdown of each paper of the shipped library."""

from __future__ import annotations

import pytest

from tests.pages.test_paper_texts import (
    test_every_paper_has_one_heading_and_the_sections_that_it_needs,
    test_no_paper_brings_html_into_its_text,
    texts_of,
)

__all__ = [
    "test_every_paper_has_one_heading_and_the_sections_that_it_needs",
    "test_no_paper_brings_html_into_its_text",
]


@pytest.fixture(scope="module")
def tiny(real_files: dict[str, bytes]) -> dict[str, str]:
    """Return the texts of the shipped library for tests that are those of the invented one."""
    return texts_of(real_files)


def test_every_paper_has_a_text(tiny: dict[str, str]) -> None:
    assert len(tiny) == 540
