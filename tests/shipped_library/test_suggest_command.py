"""`reading-list suggest` shows what it would add and why, and changes nothing by itself."""

from __future__ import annotations

from pathlib import Path

import pytest
import yaml

from tests.support.project import make_project, reading_list
from tests.support.trees import snapshot

WAITING = "dualtoken-vit-position-aware-efficient-vision-transformer-with-dual"


@pytest.fixture(scope="module")
def project(real_project: Path) -> Path:
    return real_project


def test_the_queue_is_shown_with_scores_and_reasons(project: Path) -> None:
    done = reading_list(project, "suggest", "--limit", "3")
    assert (done.returncode, done.stderr) == (0, "")
    slugs = [line for line in done.stdout.splitlines() if line and not line.startswith(" ")]
    assert len(slugs) == 3
    assert any(line.startswith("  0.") for line in done.stdout.splitlines())


def test_one_paper_can_be_asked_for(project: Path) -> None:
    done = reading_list(project, "suggest", "--paper", WAITING)
    assert done.returncode == 0, done.stderr
    assert "vision-transformers" in done.stdout.split("\n")[2]
    more = reading_list(project, "suggest", "--paper", WAITING, "--all")
    assert len(more.stdout.splitlines()) > len(done.stdout.splitlines())


def test_a_patch_is_yaml_to_review_and_the_library_stays(project: Path, tmp_path: Path) -> None:
    before = snapshot(project / "library")
    patch = tmp_path / "patch.yml"
    done = reading_list(project, "suggest", "--limit", "5", "--write-patch", str(patch))
    assert done.returncode == 0, done.stderr
    entries = yaml.safe_load(patch.read_text(encoding="utf-8"))
    assert len(entries) == 5
    assert all(isinstance(entry["tags"], list) for entry in entries.values())
    assert snapshot(project / "library") == before
    again = reading_list(project, "suggest", "--write-patch", str(patch))
    assert again.returncode == 2
    assert "is there already" in again.stderr


def test_an_unknown_paper_is_wrong_usage_with_the_nearest_one(project: Path) -> None:
    done = reading_list(project, "suggest", "--paper", WAITING[:-3])
    assert done.returncode == 2
    assert f"did you mean `{WAITING}`" in done.stderr


def test_a_library_with_errors_gives_its_messages(project: Path, tmp_path: Path) -> None:
    broken = make_project(tmp_path / "broken")
    (broken / "library/paths.yml").write_text("- x\n", encoding="utf-8")
    done = reading_list(broken, "suggest")
    assert done.returncode == 1
    assert "error[wrong-shape]" in done.stdout
