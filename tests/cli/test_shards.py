"""`reading-list build --shard` and `reading-list merge` say what they do, and what they cannot."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from generator.cli import main
from tests.project import make_project


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a project of which the first of two shards is built."""
    root = make_project(tmp_path_factory.mktemp("shards") / "project")
    for folder in ("docs/assets", "templates/theme"):
        shutil.rmtree(root / folder)
    done = _run(root, "build", "--shard", "1/2")
    assert done.exit_code == 0
    assert done.stdout.startswith("Shard 1/2 in shards/1-of-2/: ")
    return root


@pytest.fixture
def project(built: Path, tmp_path: Path) -> Path:
    return Path(shutil.copytree(built, tmp_path / "project"))


def _run(root: Path, command: str, *arguments: str) -> Result:
    return CliRunner().invoke(main, [command, "--root", str(root), *arguments])


def test_shards_are_found_without_being_named(project: Path) -> None:
    _run(project, "build", "--shard", "2/2")
    done = _run(project, "merge")
    assert (done.exit_code, done.stdout[:28]) == (0, "Joined 2 shards to docs/: 5 ")
    assert (project / "docs/index.md").is_file()


def test_shards_that_lie_elsewhere_are_named(project: Path, tmp_path: Path) -> None:
    _run(project, "build", "--shard", "2/2")
    (project / "shards").rename(tmp_path / "parts")
    assert _run(project, "merge", *(str(tmp_path / "parts" / name) for name in ("1-of-2", "2-of-2"))).exit_code == 0


def test_a_missing_shard_exits_with_1(project: Path) -> None:
    done = _run(project, "merge")
    assert done.exit_code == 1
    assert "shards:1:1: error[shard-missing]: not among the shards: 2/2" in done.stdout
    assert done.stdout.splitlines()[-1] == "Nothing written: 1 error, 0 warnings."


def test_without_any_shard_merge_says_how_to_build_one(project: Path) -> None:
    shutil.rmtree(project / "shards")
    done = _run(project, "merge")
    assert done.exit_code == 2
    assert "reading-list build --shard 1/2" in done.output


@pytest.mark.parametrize("text", ["0/2", "3/2", "x", "2"])
def test_what_is_no_shard_is_wrong_usage(project: Path, text: str) -> None:
    done = _run(project, "build", "--shard", text)
    assert done.exit_code == 2
    assert f"`{text}` is no shard: write 1/4, 2/4, 3/4 and 4/4 for four of them" in done.output


def test_a_shard_is_checked_without_being_written(project: Path) -> None:
    done = _run(project, "build", "--shard", "2/2", "--check")
    assert done.exit_code == 0
    assert "would write" in done.stdout
    assert [path.name for path in (project / "shards").iterdir()] == ["1-of-2"]


@pytest.mark.parametrize(
    ("command", "words"),
    [
        ("build", ("--shard I/N", "reading-list merge")),
        ("merge", ("FOLDER", "Examples:", "--shard 2/2", "Exit status")),
    ],
)
def test_help_teaches_how_to_share_a_build(project: Path, command: str, words: tuple[str, ...]) -> None:
    text = _run(project, command, "--help").stdout
    assert [word for word in words if word not in text] == []
