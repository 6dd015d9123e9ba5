"""`tags` in sources.yml makes words of a source into tags of the library."""

from __future__ import annotations

from pathlib import Path

import pytest

from generator.catalog.library import read_library
from generator.catalog.model import Catalog
from generator.diagnostics import Diagnostic, Severity
from generator.sources.register import folded
from tests.support.case import lay_out

PAPERS = """
- {title: Lamps in the Garden, tags: [Dynamic Things, DIALOGUES, Code, lamps]}
- {title: Maps of Lamps, tags: [dynamic  things, Dialogues]}
- {title: Lamps at Night, tags: [lamps]}
"""
TAGS = "{Dynamic things: models, dialogues: [dialogue, networks], Code: []}"


def _library(root: Path, tags: str, curation: str = "") -> tuple[Catalog, list[Diagnostic]]:
    entry = f"  lamps.yaml: {{title: Lamps, tags: {tags}}}\nhosts:"
    lay_out(root, {"write": {"sources/lamps.yaml": PAPERS}, "replace": {"sources.yml": ["hosts:", entry]}})
    with (root / "library" / "curation.yml").open("a", encoding="utf-8") as file:
        file.write(curation)
    found: list[Diagnostic] = []
    catalog = read_library(root / "library", found.append)
    assert catalog is not None
    return catalog, found


def test_words_that_are_mapped_become_tags_and_the_others_stay_keywords(tmp_path: Path) -> None:
    catalog, found = _library(tmp_path, TAGS)
    garden, maps, night = (catalog.papers[slug] for slug in ("lamps-in-the-garden", "maps-of-lamps", "lamps-at-night"))
    assert (garden.tags, garden.facts.keywords) == (("models", "dialogue"), ("lamps",))
    assert (maps.tags, maps.facts.keywords) == (("models", "dialogue"), ())
    assert (night.tags, night.facts.keywords, night.tagged) == ((), ("lamps",), False)
    assert not [finding for finding in found if finding.severity > Severity.INFO]


def test_a_tag_under_a_former_name_is_the_canonical_one(tmp_path: Path) -> None:
    _, found = _library(tmp_path, TAGS)
    assert [finding.where.line for finding in found if finding.code == "tag-renamed"] == [14]


def test_the_curators_tags_count_before_those_of_the_source(tmp_path: Path) -> None:
    catalog, _ = _library(tmp_path, TAGS, "\nlamps-in-the-garden: {tags: [maps]}\nmaps-of-lamps: {tags: []}\n")
    assert catalog.papers["lamps-in-the-garden"].tags == ("maps",)
    assert catalog.papers["maps-of-lamps"].tags == ()


def test_a_tag_that_only_a_source_assigns_is_in_use(tmp_path: Path) -> None:
    extra = "    lanterns: {name: Lanterns}\n"
    entry = "  lamps.yaml: {title: Lamps, tags: {lamps: lanterns}}\nhosts:"
    case = {"write": {"sources/lamps.yaml": PAPERS}, "replace": {"sources.yml": ["hosts:", entry]}}
    lay_out(tmp_path, {**case, "append": {"tags.yml": extra}})
    found: list[Diagnostic] = []
    read_library(tmp_path / "library", found.append)
    assert "unused-tag" not in {finding.code for finding in found}


@pytest.mark.parametrize(
    ("one", "other"), [("Deep  Learning", "deep learning"), ("ＧＰＴ", "gpt"), ("Straße", "STRASSE"), (" a ", "A")]
)
def test_words_are_compared_without_case_and_white_space(one: str, other: str) -> None:
    assert folded(one) == folded(other)


@pytest.mark.parametrize(("one", "other"), [("deep-learning", "deep learning"), ("lamp", "lamps"), ("C++", "C")])
def test_nothing_else_makes_two_words_one(one: str, other: str) -> None:
    assert folded(one) != folded(other)
