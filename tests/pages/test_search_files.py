"""The files of the search of a small library."""

from __future__ import annotations

import json
from pathlib import Path

from generator.build.pipeline import build
from tests.support.project import make_project


def test_a_small_library_has_one_file_of_spellings(tmp_path: Path) -> None:
    root = make_project(tmp_path / "tiny")
    assert build(root).changes is not None
    assert json.loads((root / "docs/data/head.json").read_bytes())["search"]["letters"] == []
    assert "attention" in json.loads((root / "docs/data/spelling/all.json").read_bytes())
