"""Every address that the site names for programs exists."""

from __future__ import annotations

import re
from pathlib import Path
from urllib.parse import unquote, urldefrag, urljoin

import pytest

from tests.support.case import ROOT

STANDS_FOR = "https://list.example"


GUIDE = ROOT / "docs" / "guide" / "programs.md"


_FENCE = re.compile(r"^```(sh|python|js)\n(.*?)^```$", re.DOTALL | re.MULTILINE)


EXAMPLES = _FENCE.findall(GUIDE.read_text(encoding="utf-8"))


_LINK = re.compile(r"(?<!\\)\]\(([^\s()]+)\)")


@pytest.fixture
def built(built_tiny: Path) -> Path:
    return built_tiny


def test_the_guide_shows_every_language_and_explains_the_address_of_the_site() -> None:
    assert {language for language, _ in EXAMPLES} == {"sh", "python", "js"}
    assert all(STANDS_FOR in code for _, code in EXAMPLES)
    assert f"`{STANDS_FOR}` stands for the address of this site" in GUIDE.read_text(encoding="utf-8")


def test_every_page_of_a_paper_names_its_markdown(built: Path) -> None:
    pages = [
        page for page in (built / "papers").glob("*/index.html") if b'http-equiv="refresh"' not in page.read_bytes()
    ]
    assert len(pages) >= 5
    for page in pages:
        named = re.findall(
            r'<link rel="alternate" type="text/markdown" href="([^"]+)">', page.read_text(encoding="utf-8")
        )
        assert [(page.parent / target).resolve() for target in named] == [page.parent.with_suffix(".md").resolve()]
        assert page.parent.with_suffix(".md").is_file()
    assert "text/markdown" not in (built / "index.html").read_text(encoding="utf-8")


def test_every_link_of_llms_txt_and_of_the_markdown_leads_somewhere(built: Path) -> None:
    at = "http://127.0.0.1:8000/"
    files = [built / "llms.txt", *(built / "papers").glob("*.md")]
    followed = 0
    for file in files:
        here = urljoin(at, file.relative_to(built).as_posix())
        for target in _LINK.findall(file.read_text(encoding="utf-8")):
            address = unquote(urldefrag(urljoin(here, target))[0])
            if not address.startswith(at):
                continue
            path = built / address.removeprefix(at)
            assert (path / "index.html" if address.endswith("/") else path).is_file(), (file, target)
            followed += 1
    assert followed > 9 * len(files)
