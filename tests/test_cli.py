"""The command line, run as a person or a workflow runs it."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.support.project import make_project, reading_list


@pytest.fixture
def project(tmp_path: Path) -> Path:
    return make_project(tmp_path)


def _break(project: Path) -> None:
    path = project / "library" / "curation.yml"
    path.write_text(path.read_text(encoding="utf-8").replace("[maps, survey]", "[maps, survy, maps]"), encoding="utf-8")


def test_a_good_library_exits_with_0_and_one_line(project: Path) -> None:
    done = reading_list(project, "build")
    assert (done.returncode, done.stderr) == (0, "")
    (line,) = done.stdout.splitlines()
    assert line.startswith(
        "5 papers from 8 rows in 2 listings (52 lines: 11 of heading, 16 of papers, 25 blank); wrote "
    )
    assert "0 errors, 0 warnings" in line


def test_an_error_exits_with_1_and_says_where_and_what_to_do(project: Path) -> None:
    _break(project)
    done = reading_list(project, "build")
    assert done.returncode == 1
    assert (
        "library/curation.yml:3:16: error[unknown-tag]: there is no tag `survy`\n    hint: did you mean" in done.stdout
    )
    assert done.stdout.splitlines()[-1] == "Nothing written: 1 error, 2 warnings."


def test_a_warning_exits_with_1_only_if_strict(project: Path) -> None:
    path = project / "library" / "curation.yml"
    path.write_text(
        path.read_text(encoding="utf-8").replace("[maps, survey]", "[maps, survey, maps]"), encoding="utf-8"
    )
    assert reading_list(project, "build", "--check").returncode == 0
    assert reading_list(project, "build", "--check", "--strict").returncode == 1


def test_json_is_alone_on_standard_output(project: Path) -> None:
    _break(project)
    done = reading_list(project, "build", "--format", "json")
    findings = json.loads(done.stdout)
    assert {"severity", "code", "file", "line", "column", "message", "hint"} == set(findings[0])
    assert {finding["severity"] for finding in findings} == {"error", "warning", "info"}
    assert done.stderr.startswith("Nothing written")


def test_github_gets_annotations(project: Path) -> None:
    _break(project)
    done = reading_list(project, "build", "--format", "github")
    assert "::error file=library/curation.yml,line=3,col=16,title=unknown-tag::" in done.stdout


@pytest.mark.parametrize("arguments", [["--nonsense"], ["--format", "xml"], ["--root", "nowhere"]])
def test_wrong_usage_exits_with_2(project: Path, arguments: list[str]) -> None:
    assert reading_list(project, "build", *arguments).returncode == 2


def test_outside_a_project_there_is_nothing_to_build(tmp_path: Path) -> None:
    done = reading_list(tmp_path, "build")
    assert done.returncode == 2
    assert "no mkdocs.yml here or above" in done.stderr


def test_a_root_can_be_named(project: Path, tmp_path_factory: pytest.TempPathFactory) -> None:
    elsewhere = tmp_path_factory.mktemp("elsewhere")
    assert reading_list(elsewhere, "build", "--check", "--root", str(project)).returncode == 0


def test_help_teaches(project: Path) -> None:
    text = reading_list(project, "build", "--help").stdout
    for word in ("--check", "--strict", "--format", "Examples:", "Exit status"):
        assert word in text
