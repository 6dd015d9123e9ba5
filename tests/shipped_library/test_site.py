"""The site of the shipped library: light, complete, and what programs read of it."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

from tests.test_site import (
    test_each_kind_of_page_has_its_kind_of_structured_data,
    test_every_page_has_metadata_for_programs,
    test_every_page_is_reached_in_three_clicks,
    test_no_markup_of_the_templates_is_left_in_a_page,
)

__all__ = [
    "test_each_kind_of_page_has_its_kind_of_structured_data",
    "test_every_page_has_metadata_for_programs",
    "test_every_page_is_reached_in_three_clicks",
    "test_no_markup_of_the_templates_is_left_in_a_page",
]


TO_TAKE_AWAY = re.compile(r"^library\.|^papers/[^/]+/cite\.|^(?:tags|paths|listings)/[^/]+\.bib$")
FOR_PROGRAMS = re.compile(r"^api/v1/|^papers/[^/]+\.md$|^llms\.txt$")


@pytest.fixture
def tiny(built_real: Path) -> Path:
    """Return the site of the shipped library for tests that are those of the invented one."""
    return built_real


def test_the_site_is_light(built_real: Path) -> None:
    sizes = {
        path.relative_to(built_real).as_posix(): path.stat().st_size for path in built_real.rglob("*") if path.is_file()
    }
    assert sum(sizes.values()) <= 62_000_000
    assert len(sizes) <= 4_430
    pages = {name: size for name, size in sizes.items() if name.endswith("index.html")}
    assert sum(name.startswith("papers/") for name in pages) == 540
    # The abstract is there twice, once for machines; compressed, the second one costs a tenth.
    assert max(size for name, size in pages.items() if name.startswith("papers/")) <= 32_000
    assert max(size for name, size in pages.items() if name.startswith("tags/")) <= 80_000
    away = {name: size for name, size in sizes.items() if TO_TAKE_AWAY.search(name)}
    assert len(away) == 3 * 540 + 80 + 8 + 5 + 5
    assert sum(away.values()) <= 15_000_000  # each paper in six files of BibTeX; nobody fetches all
    programs = sum(size for name, size in sizes.items() if FOR_PROGRAMS.search(name))
    assert programs <= 7_000_000  # each paper as JSON and as Markdown
    feeds = sum(size for name, size in sizes.items() if name.startswith("feeds/"))
    assert feeds <= 5_000_000
    cards = [size for name, size in sizes.items() if name.endswith("card.png")]  # no visitor fetches one
    assert len(cards) == 540 + 80 + 8 + 5 + 1
    assert max(cards) <= 24_000  # smaller ones take ten times as long to make
    assert sum(cards) <= 10_000_000
    assert sum(sizes.values()) - sum(away.values()) - programs - feeds - sum(cards) <= 28_000_000


def test_the_search_leads_to_sections_of_the_guide_that_are_there(built_real: Path) -> None:
    for _, address, _ in json.loads((built_real / "data/guide.json").read_bytes()):
        page, _, anchor = address.partition("#")
        assert not anchor or f'id="{anchor}"' in (built_real / page / "index.html").read_text(encoding="utf-8"), address


def test_papers_are_not_in_the_navigation(built_real: Path) -> None:
    text = (built_real / "guide/index.html").read_text(encoding="utf-8")
    assert "/papers/" not in text.split("<article")[0]
