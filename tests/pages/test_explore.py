"""The page of the explorer, as it is before any script runs."""

from __future__ import annotations

import html
import json
import re
from pathlib import Path

from generator.build.pipeline import build
from tests.support.project import make_project


def _page(root: Path) -> str:
    assert build(root).changes is not None
    return (root / "docs" / "explore" / "index.md").read_text(encoding="utf-8")


def test_every_tag_links_to_its_page_with_the_number_of_papers(tmp_path: Path) -> None:
    root = make_project(tmp_path / "tiny")
    page = _page(root)
    tags = json.loads((root / "docs/api/v1/tags.json").read_bytes())["tags"]
    for tag in tags:
        pick = rf'<a href="../tags/{tag["slug"]}/" class="rl-pick f\d" data-tag="{tag["slug"]}">[^<]*</a> '
        assert re.search(pick + rf'<span class="rl-count">{tag["papers_with_narrower"]}</span>', page), tag["slug"]


def test_without_a_script_one_list_has_every_paper_newest_first(tmp_path: Path) -> None:
    root = make_project(tmp_path / "tiny")
    plain = _page(root).partition("<noscript>")[2]
    papers = {paper["slug"]: paper for paper in json.loads((root / "docs/api/v1/papers.json").read_bytes())["papers"]}
    rows = re.findall(r'<li><a href="\.\./papers/([^/]+)/">(.*)</a></li>', plain)
    assert {slug: html.unescape(title) for slug, title in rows} == {
        slug: paper["title_plain"] for slug, paper in papers.items()
    }
    days = [papers[slug]["first_listed"] or "" for slug, _ in rows]
    assert days == sorted(days, reverse=True)
    assert "<script" not in plain


def test_a_tag_and_a_path_lead_to_the_explorer_with_themselves_chosen(tmp_path: Path) -> None:
    root = make_project(tmp_path / "tiny")
    _page(root)
    for folder, choice in (("tags", "tag"), ("paths", "path")):
        for page in (root / "docs" / folder).glob("*.md"):
            if page.stem != "index":
                assert f'href="../../explore/?{choice}={page.stem}"' in page.read_text(encoding="utf-8")


def test_the_page_itself_has_the_first_papers(tmp_path: Path) -> None:
    root = make_project(tmp_path / "tiny")
    page = _page(root).partition("<noscript>")
    came = re.findall(r'rl-x-came">.*?href="\.\./papers/([^/]+)/"', page[0])
    assert came
    assert came == re.findall(r'<li><a href="\.\./papers/([^/]+)/">', page[2])[: len(came)]
