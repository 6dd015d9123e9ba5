"""Notes are printed only when they are asked for, and errors stand last, next to the line that closes a run."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner

from generator.cli import main
from tests.support.project import make_project

NOTES = 40
HINT = "    hint: "


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """Return a project with one error, one warning and forty notes, of which the error comes first by place."""
    project = make_project(tmp_path)
    entries = (f"@misc{{k{n}, title = {{Lamp number {n}}}, year = 2020, year = 2021}}\n" for n in range(NOTES))
    (project / "library/sources/refs.bib").write_text("".join(entries), encoding="utf-8")
    path = project / "library/curation.yml"
    path.write_text(
        path.read_text(encoding="utf-8").replace("[maps, survey]", "[maps, survey, survy]"), encoding="utf-8"
    )
    return project


def _run(project: Path, *arguments: str) -> list[str]:
    output = CliRunner().invoke(main, [*arguments, "--root", str(project)]).output
    return [line for line in output.splitlines() if not line.startswith(HINT)]


@pytest.mark.parametrize("command", ["build", "check"])
def test_one_error_among_forty_notes_is_all_that_is_printed(command: str, project: Path) -> None:
    warning, error, closing = _run(project, command)
    assert "warning[unregistered-listing]" in warning
    assert "error[unknown-tag]" in error
    assert closing == "Nothing written: 1 error, 1 warning."


@pytest.mark.parametrize("command", ["build", "check"])
def test_notes_that_are_asked_for_stand_before_warnings_and_errors(command: str, project: Path) -> None:
    *notes, warning, error, closing = _run(project, command, "-v")
    assert sum("info[repeated-field]" in line for line in notes) == NOTES
    assert "warning[" in warning
    assert "error[" in error
    assert closing.startswith("Nothing written")


def test_annotations_leave_notes_out_and_json_holds_them_by_place(project: Path) -> None:
    assert [line[:8] for line in _run(project, "check", "--format", "github")[:-1]] == ["::warnin", "::error "]
    printed = CliRunner().invoke(main, ["check", "--format", "json", "--root", str(project)]).stdout
    rows = json.loads(printed)
    assert sum(row["severity"] == "info" for row in rows) > NOTES
    assert rows == sorted(rows, key=lambda row: (row["file"], row["line"], row["column"]))


def test_an_edit_says_how_many_notes_it_keeps_back(tmp_path: Path) -> None:
    project = make_project(tmp_path)
    edit = ["tag", "a-map-that-draws-itself", "+survey"]
    assert _run(project, *edit) == ["Nothing to do: 1 note, which --verbose prints."]
    note, closing = _run(project, *edit, "-v")
    assert "info[tag-there]" in note
    assert closing == "Nothing to do."


def test_a_refused_edit_says_that_the_errors_were_there_before(project: Path) -> None:
    *_, error, closing = _run(project, "tag", "on-the-g-ray-of-attention", "+survey")
    assert "error[unknown-tag]" in error
    assert closing == "Nothing written: 1 error, there before this change: fix that first."
