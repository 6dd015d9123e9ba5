"""What is stored of an insight is used again only if all that it follows from is the same."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pytest

from generator.catalog.library import read_library
from generator.catalog.model import Appearance, Catalog, Paper
from generator.diagnostics import Location
from generator.insights.compute import insight_tasks
from generator.sources.model import Author
from tests.support.case import ROOT, TINY

PRINT_KEYS = """
from pathlib import Path
from generator.catalog.library import read_library
from generator.diagnostics import Location
from generator.insights.compute import insight_tasks
print(*(task.key for task in insight_tasks(read_library(Path(%r), lambda finding: None))))
"""


@pytest.fixture(scope="module")
def catalog() -> Catalog:
    catalog = read_library(TINY, lambda finding: None)
    assert catalog is not None
    return catalog


def _search_key(catalog: Catalog, first: Paper | None = None) -> str:
    """Return the key of the search index of a catalog with another first paper."""
    papers = {**catalog.papers, **({first.slug: first} if first else {})}
    return next(task.key for task in insight_tasks(replace(catalog, papers=papers)) if task.name == "search")


@pytest.mark.parametrize(
    "changes",
    [
        {"title_plain": "Lamps"},
        {"abstract": ()},
        {"summary": "Of lamps.", "summarized": True},
        {"note": "Of lamps."},
        {"facts": {"authors": (Author(name="Ada Berg"),)}},
        {"facts": {"venue": "ICML 2023"}},
        {"facts": {"published": "2022-10-31"}},
        {"facts": {"keywords": ("sea fog",)}},
        {"appearances": (Appearance(source="", position=1, listed=None, where=Location(file="")),)},
    ],
    ids=lambda changes: next(iter(changes)),
)
def test_the_search_index_depends_on_all_texts_and_on_the_order(catalog: Catalog, changes: dict[str, object]) -> None:
    first = next(iter(catalog.papers.values()))
    facts = replace(first.facts, **changes.get("facts", {}))  # type: ignore[arg-type]
    assert _search_key(catalog, replace(first, **{**changes, "facts": facts})) != _search_key(catalog)  # type: ignore[arg-type]


def test_the_search_index_does_not_depend_on_tags_of_papers(catalog: Catalog) -> None:
    first = next(iter(catalog.papers.values()))
    assert _search_key(catalog, replace(first, tags=("theory",), tagged=True)) == _search_key(catalog)


@pytest.mark.parametrize("module", ["insights/search_index.py", "text/tokens.py"])
def test_another_version_computes_all_insights_anew(processes: None, tmp_path: Path, module: str) -> None:
    shutil.copytree(ROOT / "generator", tmp_path / "generator", ignore=shutil.ignore_patterns("__pycache__"))

    def keys() -> list[str]:
        command = [sys.executable, "-P", "-c", PRINT_KEYS % str(TINY)]
        environment = {**os.environ, "PYTHONPATH": str(tmp_path)}
        return subprocess.run(command, env=environment, capture_output=True, text=True, check=True).stdout.split()

    before = keys()
    with (tmp_path / "generator" / module).open("a", encoding="utf-8") as file:
        file.write("\n# another version\n")
    assert all(one != other for one, other in zip(before, keys(), strict=True))
