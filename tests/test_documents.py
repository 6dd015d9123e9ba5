"""The documents for contributors name what is in the code."""

from __future__ import annotations

import ast
import re
from functools import cache
from pathlib import Path

import pytest

from generator import LAYERS
from generator.build.pipeline import build
from generator.storage.cache import FOLDER
from tests.support.case import ROOT
from tests.support.project import make_project

ARCHITECTURE = ROOT / "ARCHITECTURE.md"
DOCUMENTS = (ARCHITECTURE, ROOT / "README.md", ROOT / "CONTRIBUTING.md", *sorted((ROOT / "docs/guide").glob("*.md")))
_TOP = "generator|templates|docs/assets|docs/guide|tests|benchmarks|\\.github|\\.ci"
_PATH = re.compile(rf"`((?:{_TOP})/[\w./-]*)`")
_PLACED = re.compile(r"`(\w+)`s? \(`(generator/[\w/]+\.py)`\)")
_IN = re.compile(r"`(\w+)` (?:in|of) `(generator/[\w/]+\.py)`")
_BARE = re.compile(r"`([\w-]+\.(?:py|m?js|j2|html))`")
_INVENTED = {"bars.py"}
"""The module of the recipe for a source format, which tests/sources/test_recipe.py runs."""
_MOST_LINES = 220
_MOST_WORDS = 40
_MOST_WORDS_OF_A_TEST = 12
_MADE = re.compile(r"benchmarks/(?:\.venv|eleventy|lighthouse)(?:/node_modules)?")
"""Folders that a command makes."""


def _definitions(path: Path) -> set[str]:
    """Return the names that a module defines: functions, classes, methods and constants."""
    names: set[str] = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, (ast.FunctionDef, ast.ClassDef)):
            names.add(node.name)
        elif isinstance(node, (ast.Assign, ast.AnnAssign)):
            targets = node.targets if isinstance(node, ast.Assign) else [node.target]
            names |= {target.id for target in targets if isinstance(target, ast.Name)}
    return names


@cache
def _file_names() -> frozenset[str]:
    """Return the names of the files of the project that people write, without their folders."""
    folders = ("generator", "templates", "docs", "tests", "benchmarks")
    return frozenset(path.name for folder in folders for path in (ROOT / folder).rglob("*.*"))


def test_the_table_of_layers_is_that_of_the_package() -> None:
    text = ARCHITECTURE.read_text(encoding="utf-8")
    table = text.partition("| layer | what it does |\n|---|---|\n")[2].partition("\n\n")[0]
    assert table.splitlines() == [f"| `{name}` | {sentence} |" for name, sentence in LAYERS.items()]


@pytest.mark.parametrize("document", DOCUMENTS, ids=lambda path: path.name)
def test_every_file_that_a_document_names_is_there(document: Path) -> None:
    text = document.read_text(encoding="utf-8")
    missing = {name for name in _PATH.findall(text) if not (ROOT / name).exists() and not _MADE.fullmatch(name)}
    assert missing == set()
    assert set(_BARE.findall(text)) - _file_names() - _INVENTED == set()


@pytest.mark.parametrize("document", DOCUMENTS, ids=lambda path: path.name)
def test_every_name_is_defined_where_a_document_says(document: Path) -> None:
    text = document.read_text(encoding="utf-8")
    placed = {*_PLACED.findall(text), *_IN.findall(text)}
    assert {(name, path) for name, path in placed if name not in _definitions(ROOT / path)} == set()


def test_every_file_of_the_cache_is_explained(tmp_path: Path) -> None:
    project = make_project(tmp_path / "project")
    assert not build(project).fails(strict=True)
    table = ARCHITECTURE.read_text(encoding="utf-8").partition("\n## What is cached\n")[2].partition("\n## ")[0]
    for path in (project / FOLDER).iterdir():
        assert f"`{FOLDER}/{path.name}`" in table or f"`{path.name}`" in table


def test_every_folder_at_the_top_is_explained() -> None:
    text = ARCHITECTURE.read_text(encoding="utf-8")
    for folder in ("generator", "templates", "docs", "library", "tests", "benchmarks", ".github", ".ci"):
        assert f"| `{folder}/` | " in text


def test_the_architecture_stays_short() -> None:
    text = ARCHITECTURE.read_text(encoding="utf-8")
    assert text.count("\n") <= _MOST_LINES
    assert text.partition("\n## Words\n")[2].count("\n| ") <= _MOST_WORDS


def test_names_of_tests_have_at_most_twelve_words() -> None:
    names = [
        node.name
        for path in (ROOT / "tests").rglob("test_*.py")
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.FunctionDef) and node.name.startswith("test_")
    ]
    assert [name for name in names if name.count("_") > _MOST_WORDS_OF_A_TEST] == []
