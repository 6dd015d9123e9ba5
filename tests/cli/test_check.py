"""`reading-list check` is the strict check of a pull request."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.support.project import make_project, reading_list
from tests.support.trees import contents


@pytest.fixture
def project(tmp_path: Path) -> Path:
    return make_project(tmp_path)


def _edit(project: Path, new: str) -> None:
    path = project / "library" / "curation.yml"
    path.write_text(path.read_text(encoding="utf-8").replace("[maps, survey]", new), encoding="utf-8")


def test_a_good_library_passes_and_nothing_is_written(project: Path) -> None:
    before = contents(project)
    assert reading_list(project, "check").returncode == 0
    assert contents(project) == before


@pytest.mark.parametrize("new", ["[maps, survy]", "[maps, survey, maps]"], ids=["error", "warning"])
def test_an_error_and_a_warning_both_fail(project: Path, new: str) -> None:
    _edit(project, new)
    assert reading_list(project, "check").returncode == 1


def test_check_prints_the_same_as_build_with_check_and_strict(project: Path) -> None:
    _edit(project, "[maps, survy]")
    for style in ("text", "json", "github"):
        check = reading_list(project, "check", "--format", style).stdout
        assert check == reading_list(project, "build", "--check", "--strict", "--format", style).stdout
    assert json.loads(reading_list(project, "check", "--format", "json").stdout)
