"""The export files: which exist, what they contain and in which order."""

from __future__ import annotations

import json
import re
from dataclasses import replace
from pathlib import Path

import bibtexparser
import pytest
import rispy

from generator.build.pipeline import build
from generator.catalog.library import read_library
from generator.pages.exports import export_files
from generator.pages.exports.formats import FORMATS
from generator.pages.exports.reference import reference
from generator.sources.model import Link
from tests.pages.exports.test_table import read
from tests.support.case import TINY
from tests.support.project import make_project

GARDENS = "gardens-of-small-models-pruning-what-nobody-waters"
SUFFIXES = [each.suffix for each in FORMATS]


@pytest.fixture(scope="module")
def docs(tmp_path_factory: pytest.TempPathFactory) -> Path:
    root = make_project(tmp_path_factory.mktemp("tiny"))
    assert build(root).changes is not None
    return root / "docs"


def _keys(file: Path) -> list[str]:
    """Return the keys of the papers of a file, read by what reads its format."""
    text = file.read_bytes().decode()
    if file.suffix == ".bib":
        return [entry.key for entry in bibtexparser.parse_string(text).entries]
    if file.suffix == ".csv":
        return [row["key"] for row in read(file.read_bytes())]
    if file.suffix == ".ris":
        return [entry["id"] for entry in rispy.loads(text)]
    return [item["id"] for item in json.loads(text)]


def _slugs(file: Path) -> list[str]:
    catalog = read_library(TINY, lambda finding: None)
    assert catalog is not None
    slugs = {paper.cite_key: slug for slug, paper in catalog.papers.items()}
    return [slugs[key] for key in _keys(file)]


def test_a_list_has_one_file_a_paper_three_and_the_library_all(docs: Path) -> None:
    for stem, suffixes in (
        ("papers/talking-lamps/cite", ["bib", "csl.json", "ris"]),
        *((stem, ["bib"]) for stem in ("tags/models", "paths/first-steps", "listings/spring")),
        ("library", sorted(SUFFIXES)),
    ):
        folder, _, name = (docs / stem).as_posix().rpartition("/")
        files = (path.name.partition(".") for path in Path(folder).iterdir() if path.is_file())
        assert sorted(suffix for begin, _, suffix in files if begin == name and suffix != "md") == suffixes


def test_each_file_has_the_papers_of_its_page_in_their_order(docs: Path) -> None:
    catalog = read_library(TINY, lambda finding: None)
    assert catalog is not None
    for slug in catalog.papers:
        assert [_slugs(docs / f"papers/{slug}/cite.{suffix}") for suffix in ("bib", "ris", "csl.json")] == [[slug]] * 3
    assert _slugs(docs / "paths/first-steps.bib") == [GARDENS, "talking-lamps", "a-map-that-draws-itself"]
    for listing in catalog.listings:
        assert _slugs(docs / f"listings/{listing.slug}.bib") == [slug for _, slug in listing.papers]
    assert _slugs(docs / "tags/models.bib") == [GARDENS]
    for suffix in ("bib", "ris", "csl.json", "csv"):
        library = _slugs(docs / f"library.{suffix}")
        assert set(library) == set(catalog.papers)
        days = [catalog.papers[slug].first_listed for slug in library]
        assert days == sorted(days, reverse=True)  # type: ignore[type-var]


def test_a_tag_without_papers_has_an_empty_file(tmp_path: Path) -> None:
    root = make_project(tmp_path / "project")
    tags = root / "library" / "tags.yml"
    tags.write_text(f"{tags.read_text(encoding='utf-8')}    lamps: {{name: Lamps}}\n", encoding="utf-8")
    build(root)
    assert _slugs(root / "docs/tags/lamps.bib") == []
    assert 'data-app="cite"' not in (root / "docs/tags/lamps.md").read_text(encoding="utf-8")


def test_what_the_browser_joins_is_what_the_library_is_joined_of(docs: Path) -> None:
    papers = json.loads((docs / "data/cite/0.json").read_bytes())
    for index, each in enumerate(FORMATS):
        newest_first = [texts[index] for texts in reversed(papers)]
        assert each.joined(newest_first) == (docs / f"library.{each.suffix}").read_bytes()


def test_export_files_are_not_in_the_list_of_addresses(docs: Path) -> None:
    assert not re.search(r"\.(bib|ris|json|txt)$", (docs / "urls.txt").read_text(encoding="utf-8"), re.MULTILINE)


def test_a_hidden_paper_is_in_no_file(docs: Path) -> None:
    for file in docs.rglob("*"):
        assert not file.is_file() or file.name.startswith(".") or b"secret-paper" not in file.read_bytes()


def test_a_link_to_code_is_never_the_address_of_the_paper() -> None:
    catalog = read_library(TINY, lambda finding: None)
    assert catalog is not None
    known = reference(catalog.papers[GARDENS], catalog.vocabulary.tags)
    assert known.url == ""
    assert [link.rel for link in known.links] == ["Link", "Video", "Code"]
    assert known.links[1].url == "https://example.org/video?a=1&b=%282%29"


def test_a_link_of_the_kind_paper_is_the_address_of_the_paper() -> None:
    catalog = read_library(TINY, lambda finding: None)
    assert catalog is not None
    links = (Link(rel="code", url="https://github.com/x/y"), Link(rel="arXiv", url="https://arxiv.org/abs/2301.1"))
    paper = replace(catalog.papers[GARDENS], links=links)
    known = reference(paper, catalog.vocabulary.tags)
    assert known.url == "https://arxiv.org/abs/2301.1"
    assert known.links == (Link(rel="Code", url="https://github.com/x/y"),)


def test_a_sentence_of_the_abstract_is_not_exported_as_summary() -> None:
    catalog = read_library(TINY, lambda finding: None)
    assert catalog is not None
    for paper in catalog.papers.values():
        known = reference(paper, catalog.vocabulary.tags)
        assert known.summary == (paper.summary if paper.summarized else "")
        assert known.authors == ()
        assert known.year == known.doi == known.venue == known.arxiv == ""


def test_a_large_file_is_split_between_papers_and_each_part_is_linked(
    docs: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(export_files, "LARGEST", 1_200)
    root = make_project(tmp_path / "project")
    assert build(root).changes is not None
    about = (root / "docs/about.md").read_text(encoding="utf-8")
    assert "part 1 of" in about
    for suffix in ("bib", "ris", "csl.json", "csv"):
        parts = [root / f"docs/library{number}.{suffix}" for number in ("", "-2", "-3", "-4", "-5")]
        parts = [path for path in parts if path.exists()]
        assert len(parts) > 1
        assert all(path.stat().st_size <= 2_400 or len(_slugs(path)) == 1 for path in parts)
        assert [slug for path in parts for slug in _slugs(path)] == _slugs(docs / f"library.{suffix}")
        assert all(f'download="{path.name.replace("library", "reading-list")}"' in about for path in parts)


def test_parts_have_every_paper_once_and_in_order_whatever_their_sizes(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(export_files, "LARGEST", 4_500)
    sizes = [20, 6_000, 2_800, 20, 4_280]
    assert [sizes[part] for part in export_files.split(sizes)] == [[20], [6_000], [2_800, 20], [4_280]]
    assert export_files.split(sizes[:1]) == [slice(0, 1)]
    assert export_files.split([]) == [slice(0, 0)]
