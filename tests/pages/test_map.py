"""The page of the map is a list of its regions."""

from __future__ import annotations

from pathlib import Path

from generator.build.pipeline import build
from tests.support.case import TINY
from tests.support.project import make_project


def test_a_tiny_library_has_a_map_too(tmp_path: Path) -> None:
    root = make_project(tmp_path / "tiny", TINY)
    build(root)
    assert "The map as a list" in (root / "docs/map/index.md").read_text(encoding="utf-8")
