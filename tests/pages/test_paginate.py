"""A long list has pages of a hundred papers, each with its address, its position and links to the others."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest
import yaml

from generator.pages import paginate as module
from generator.pages.paginate import list_page_path, list_pages, under_headings
from tests.support.page_facts import rendered, rendered_in
from tests.support.project import make_project

_PAPER = re.compile(r'<a href="(?:\.\./)+papers/([a-z0-9-]+)/">')
HEADING = re.compile(r"<h2 [^>]*>(.*?)</h2>")


def front(page: bytes) -> dict[str, Any]:
    loaded: dict[str, Any] = yaml.safe_load(page.decode().split("---\n")[1])
    return loaded


def papers_of(page: bytes) -> list[str]:
    """Return the papers that a page lists."""
    return _PAPER.findall(page.decode().partition('<div class="rl-list')[2])


def _steps(first: str, number: int, of: int) -> list[str]:
    """Return the steps of a pager as a visitor reads them, the page itself in brackets."""
    chunk = list(list_pages(first, range(of * module.PER_PAGE)))[number - 1]
    assert chunk.pager is not None
    assert chunk.pager.position == f"Page {number} of {of}"
    words = []
    for step in chunk.pager.steps:
        if "aria-current" in step:
            words.append(f"[{number}]")
        else:
            words.append("…" if "gap" in step else step.striptags())
    return words


@pytest.mark.parametrize(
    ("number", "of", "expected"),
    [
        (1, 2, "[1] 2 Next"),
        (2, 2, "Previous 1 [2]"),
        (1, 70, "[1] 2 … 70 Next"),
        (3, 70, "Previous 1 2 [3] 4 … 70 Next"),
        (4, 70, "Previous 1 2 3 [4] 5 … 70 Next"),
        (35, 70, "Previous 1 … 34 [35] 36 … 70 Next"),
        (67, 70, "Previous 1 … 66 [67] 68 69 70 Next"),
        (70, 70, "Previous 1 … 69 [70]"),
    ],
)
def test_a_pager_names_the_first_the_last_and_the_nearest_pages(number: int, of: int, expected: str) -> None:
    assert _steps("tags/x.md", number, of) == expected.split()


@pytest.mark.parametrize(
    ("papers", "sizes"), [(0, [0]), (1, [1]), (100, [100]), (101, [100, 1]), (250, [100, 100, 50])]
)
def test_a_page_has_a_hundred_entries_before_the_next_begins(papers: int, sizes: list[int]) -> None:
    found = list(list_pages("tags/x.md", range(papers)))
    assert [len(chunk.entries) for chunk in found] == sizes
    assert [entry for chunk in found for entry in chunk.entries] == list(range(papers))
    assert all((chunk.pager is None) == (len(sizes) == 1) for chunk in found)


def test_the_first_page_has_the_address_of_the_list_others_follow_below() -> None:
    assert [list_page_path("tags/x.md", number) for number in (1, 2, 17)] == [
        "tags/x.md",
        "tags/x/2.md",
        "tags/x/17.md",
    ]
    assert [list_page_path("desk/index.md", number) for number in (1, 2)] == ["desk/index.md", "desk/2.md"]


def test_the_head_of_a_page_has_relative_links_to_its_neighbours() -> None:
    found = [chunk.neighbours for chunk in list_pages("tags/x.md", range(301))]
    assert found == [
        {"next": "2/"},
        {"prev": "../", "next": "../3/"},
        {"prev": "../2/", "next": "../4/"},
        {"prev": "../3/"},
    ]
    assert next(list_pages("tags/x.md", "a")).neighbours == {}


def test_a_heading_from_the_page_before_is_marked_as_continued() -> None:
    first, second = list_pages("tags/x.md", ["a"] * 60 + ["b"] * 60)
    assert [heading for heading, _ in under_headings(first, str)] == ["a", "b"]
    assert [heading for heading, _ in under_headings(second, str)] == ["b, continued"]
    first, second = list_pages("tags/x.md", ["a"] * 100 + ["b"])
    assert [heading for heading, _ in under_headings(second, str)] == ["b"]


def test_every_growing_list_has_several_pages_and_redirects_from_former_addresses(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(module, "PER_PAGE", 1)
    monkeypatch.setattr("generator.pages.kinds.explore._PLAIN", 1)
    root = make_project(tmp_path / "tiny")
    _edit(root / "library/tags.yml", "maps: {", "maps: {formerly: charts, ")
    _edit(root / "library/curation.yml", "    - dialogue\n", "    - dialogue\n    - maps\n")
    _edit(root / "library/curation.yml", "  tags: [theory]\n", "")
    files = rendered_in(root)
    for stem in ("explore", "tags/maps", "listings/spring", "digests/spring", "desk"):
        assert f"{stem}/2.md" in files, stem
        page = files[f"{stem}/2.md"].decode()
        assert f"{front(files[f'{stem}/2.md'])['title']}".endswith(", page 2")
        assert '<nav class="rl-pager" aria-label="Pages">' in page
    assert b"url=../../maps/2/" in files["tags/charts/2/index.html"]
    assert "/tags/charts/2/" in files["urls.txt"].decode()


def test_the_desk_names_some_findings_of_each_kind_and_counts_the_others(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("generator.pages.kinds.desk.SHOWN", 1)
    root = make_project(tmp_path / "tiny")
    _edit(root / "library/tags.yml", "    survey: {", "    one: {name: One}\n    two: {name: Two}\n    survey: {")
    page = rendered_in(root)["desk/index.md"].decode()
    assert page.count("unused-tag") == 1
    assert "And 1 more finding: <code>reading-list check</code> names them all." in page


def _edit(path: Path, old: str, new: str) -> None:
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new), encoding="utf-8")


def test_short_lists_have_no_pager_and_no_further_page(tmp_path: Path) -> None:
    files = rendered(tmp_path / "tiny")
    assert not [path for path in files if re.search(r"/\d+\.md$", path)]
    assert not [path for path, data in files.items() if b"rl-pager" in data]
