"""`/llms.txt` follows its proposal, and has the name and the contents of the site."""

from __future__ import annotations

import re
from pathlib import Path

from tests.support.page_facts import rendered, rendered_in
from tests.support.project import make_project

_ENTRY = re.compile(r"- \[(?:\\.|[^\]\\])+\]\([^\s()]+\)(?:: \S.*)?")


def _llms(root: Path) -> str:
    return rendered(root)["llms.txt"].decode("utf-8")


def test_it_has_a_title_a_quotation_and_lists_of_links(tmp_path: Path) -> None:
    title, blank, quotation, _, about, *rest = _llms(tmp_path / "tiny").split("\n")
    assert (title, blank) == ("# Reading List", "")
    assert quotation.startswith("> Papers on maps, lamps and gardens")
    assert about.startswith("5 papers (4 tagged) from 2 listings, with 6 tags.")
    headings = [line.removeprefix("## ") for line in rest if line.startswith("#")]
    assert headings == ["Data", "Guide", "Tags", "Reading paths", "Optional"]
    for line in rest:
        assert not line or line.startswith("## ") or _ENTRY.fullmatch(line), line


def test_it_names_the_guide_every_tag_every_path_and_every_listing(tmp_path: Path) -> None:
    text = _llms(tmp_path / "tiny")
    at = "http://127.0.0.1:8000/"
    for part in (
        f"- [papers.json]({at}api/v1/papers.json): ",
        f"- [Programs]({at}guide/programs/): The reading list as data",
        f"- [Small models]({at}tags/small-models/): Models that fit in a garden. 1 paper.",
        f"- [Maps & charts]({at}tags/maps/): 1 paper.",
        f"- [First steps]({at}paths/first-steps/): Where to begin in this small library.",
        f"- [Autumn listing]({at}listings/autumn/): 4 papers, 10 September 2025 (year inferred).",
    ):
        assert part in text, part


def test_without_settings_it_has_a_name_and_links_from_its_own_place(tmp_path: Path) -> None:
    root = make_project(tmp_path / "bare")
    (root / "mkdocs.yml").unlink()
    text = rendered_in(root)["llms.txt"].decode("utf-8")
    assert text.startswith("# Reading List\n\n5 papers (4 tagged) from")
    assert "- [Guide](guide/): " in text
