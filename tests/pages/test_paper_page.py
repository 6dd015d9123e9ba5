"""The page of a paper: what leads to the paper itself comes first, what curators need is folded."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from generator.build.pipeline import build
from tests.support.project import make_project


@pytest.fixture(scope="module")
def pages(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the folder with the pages of the invented papers."""
    root = make_project(tmp_path_factory.mktemp("papers") / "project")
    assert build(root).changes is not None
    return root / "docs/papers"


def _open(page: str) -> list[str]:
    """Return the texts of the links below the title of a page."""
    return re.findall(r"<li><a [^>]*>([^<]*)</a></li>", page.partition('class="rl-open"')[2].partition("</ul>")[0])


def test_a_paper_without_links_is_searched_for(pages: Path) -> None:
    page = (pages / "a-map-that-draws-itself.md").read_text(encoding="utf-8")
    assert _open(page) == ["Search arXiv", "Search Hugging Face", "Search Google Scholar", "Search Semantic Scholar"]


def test_the_pdf_comes_first_and_code_last(pages: Path) -> None:
    opened = [_open(path.read_text(encoding="utf-8")) for path in sorted(pages.glob("*.md"))]
    known = [names for names in opened if not names[0].startswith("Search")]
    assert known
    for names in known:
        assert names == [name for name in ("PDF", "arXiv", "DOI", "Code") if name in names]


def test_matters_of_curators_are_in_one_closed_part(pages: Path) -> None:
    for path in sorted(pages.glob("*.md")):
        before, _, after = path.read_text(encoding="utf-8").partition('<details class="rl-improve"')
        assert "curation.yml" not in before.partition("\n---\n")[2]
        assert "curation.yml" in after
