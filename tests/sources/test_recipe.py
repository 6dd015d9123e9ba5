"""The recipe for a source format in CONTRIBUTING.md is code that works."""

from __future__ import annotations

import re
import shutil
import sys
from importlib import import_module
from importlib.util import module_from_spec, spec_from_loader
from pathlib import Path

import pytest

from generator.catalog.library import read_library
from generator.diagnostics import Diagnostic
from tests.support.case import ROOT, TINY

LINES = "Lamps that listen | Lamps learn to wait.\r\n\nA map of small gardens|\n | An abstract alone.\n"


def _recipe() -> str:
    """Return the section on source formats."""
    text = (ROOT / "CONTRIBUTING.md").read_text(encoding="utf-8")
    return text.partition("\n### A source format\n")[2].partition("\n### ")[0]


def _add_module(monkeypatch: pytest.MonkeyPatch) -> None:
    """Load the module of the recipe as if it were in the package that the recipe names."""
    recipe = _recipe()
    name = re.findall(r"This module, `(\w+)\.py`", recipe)[0]
    package = re.findall(r"Write one module in `([\w/]+)/`", recipe)[0].replace("/", ".")
    code = re.findall(r"```python\n(.*?)```", recipe, flags=re.DOTALL)[0]
    spec = spec_from_loader(f"{package}.{name}", loader=None)
    assert spec
    module = module_from_spec(spec)
    monkeypatch.setitem(sys.modules, spec.name, module)
    exec(compile(code, f"{name}.py", "exec"), vars(module))


def _enter(monkeypatch: pytest.MonkeyPatch) -> None:
    """Add the format to the table that the recipe names; its readers by suffix follow from that table."""
    _add_module(monkeypatch)
    table, place, entry = re.findall(r"`(\w+)` in `([\w/]+)\.py`: `(Format\(.+?\))`\.", _recipe())[0]
    formats = import_module(place.replace("/", "."))
    added = eval(entry, dict(vars(formats)))
    assert added.looks(LINES)
    monkeypatch.setattr(formats, table, (*getattr(formats, table), added))
    for suffix in added.suffixes:
        monkeypatch.setitem(formats.READERS, suffix, added.read)


def _library(root: Path, text: str) -> Path:
    library = root / "library"
    shutil.copytree(TINY, library)
    (library / "sources/winter.bars").write_text(text, encoding="utf-8", newline="")
    register = library / "sources.yml"
    entry = "sources:\n  winter.bars: {title: Winter, listed: 2025-01-07, rows: 3}\n"
    register.write_text(register.read_text(encoding="utf-8").replace("sources:\n", entry), encoding="utf-8")
    return library


def test_the_recipe_for_a_source_format_reads_a_file(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    _enter(monkeypatch)
    found: list[Diagnostic] = []

    catalog = read_library(_library(tmp_path, LINES), found.append)

    assert catalog
    lamps, garden = catalog.papers["lamps-that-listen"], catalog.papers["a-map-of-small-gardens"]
    assert (lamps.title_plain, lamps.abstract_text) == ("Lamps that listen", "Lamps learn to wait.")
    assert (garden.abstract_text, garden.appearances[0].position) == ("", 2)
    said = [(str(finding.where), finding.code) for finding in found if "winter" in finding.where.file]
    assert said == [("library/sources/winter.bars:4:1", "no-title")]


def test_a_format_without_the_recipe_is_refused(tmp_path: Path) -> None:
    found: list[Diagnostic] = []
    read_library(_library(tmp_path, LINES), found.append)
    assert "unknown-format" in {finding.code for finding in found}
