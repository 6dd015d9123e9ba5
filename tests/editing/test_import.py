"""`import` and `paper add` change all their files or none, and can be repeated."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import threading
from collections.abc import Callable
from contextlib import suppress
from datetime import date
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from generator.catalog.library import LIBRARY, read_library
from generator.cli import main
from generator.diagnostics import Diagnostic, Severity
from generator.editing import Change, apply
from generator.editing.imports import ImportFile, carry_out, plan_import
from generator.editing.new_paper import NewPaper, add_paper
from tests.support.case import ROOT, TINY
from tests.support.editing import GARDENS, MAP, lay_out
from tests.support.faults import KilledError, faults
from tests.support.project import environment
from tests.support.trees import contents

BIB = b"@misc{lamps, title = {Quiet Lamps at Home}, abstract = {They rest.}}\n"
PAPER = NewPaper(title="Quiet Lamps", abstract="They rest.", listed=date(2026, 11, 30), tags=("maps",))


def _import(root: Path) -> bool:
    made = plan_import(root, ImportFile(data=BIB, name="lamps.bib", title="Lamps"))
    return not carry_out(root, made).refused


def _add(root: Path) -> bool:
    return add_paper(root, PAPER).written


def _project(folder: Path) -> Path:
    lay_out(folder, (TINY / "curation.yml").read_bytes())
    return folder


def _errors(root: Path) -> list[Diagnostic]:
    found: list[Diagnostic] = []
    read_library(root / LIBRARY, found.append)
    return [finding for finding in found if finding.severity is Severity.ERROR]


@pytest.mark.parametrize("run", [_import, _add])
@pytest.mark.parametrize(("kind", "share"), [("kill", 0.3), ("kill", 0.7), ("kill", 0.8), ("full", 0.4), ("once", 0.7)])
def test_an_interrupted_change_is_complete_or_absent_and_can_be_repeated(
    tmp_path: Path, run: Callable[[Path], bool], kind: str, share: float
) -> None:
    root, whole = _project(tmp_path / "project"), _project(tmp_path / "whole")
    before = contents(root)
    with faults(whole, "kill", sys.maxsize) as counted:
        assert run(whole)
    with faults(root, kind, int(share * counted.calls)) as fault, suppress(KilledError):
        assert run(root) == (contents(root) == contents(whole))
    assert fault.reached
    assert _errors(root) == []
    assert contents(root) in (before, contents(whole))
    assert contents(root) == contents(whole) or run(root)
    assert contents(root) == contents(whole)
    assert _errors(root) == []


DIES = """
import os, signal, sys
from pathlib import Path
from generator.cli import main
moves = 0
replace = os.replace
def dies(source, target, **options):
    global moves
    moves += ".pending" in str(source)
    if moves == int(sys.argv[1]):
        os.kill(os.getpid(), signal.SIGKILL)
    return replace(source, target, **options)
os.replace = dies
main(sys.argv[2:])
"""


@pytest.mark.parametrize("at", [2, 3, 5])
def test_the_next_command_undoes_and_reports_the_change_of_a_killed_one(
    processes: None, tmp_path: Path, at: int
) -> None:
    root = _project(tmp_path)
    (root / "mkdocs.yml").write_text("site_name: Lamps\n", encoding="utf-8")
    before = contents(root)
    arguments = ["paper", "add", "--title", PAPER.title, "--abstract", "They rest.", "--tag", "maps"]
    arguments += ["--root", str(root)]
    command = [sys.executable, "-c", DIES, str(at), *arguments]
    killed = subprocess.run(command, cwd=ROOT, env=environment(), check=False)
    assert killed.returncode == -signal.SIGKILL
    shown = CliRunner().invoke(main, ["tidy", "--check", "--root", str(root)])
    assert ("interrupted change was undone" in shown.stderr) == (at > 3)
    assert contents(root) == before
    again = CliRunner().invoke(main, arguments)
    assert (again.exit_code, again.stderr) == (0, ""), again.output
    assert (root / "library/sources/added.bib").exists()


def test_two_edits_at_once_are_both_done(tmp_path: Path) -> None:
    root = _project(tmp_path)
    begin = threading.Barrier(3)
    written: list[bool] = []

    def edit(key: str) -> None:
        begin.wait(30)
        written.append(apply(root, [Change(key=key, add=("theory",))]).written)

    def add() -> None:
        begin.wait(30)
        written.append(add_paper(root, PAPER).written)

    threads = [threading.Thread(target=edit, args=(key,)) for key in (MAP, GARDENS)] + [threading.Thread(target=add)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(60)
    assert written == [True, True, True]
    found: list[Diagnostic] = []
    catalog = read_library(root / LIBRARY, found.append)
    assert catalog is not None
    assert all("theory" in catalog.papers[slug].tags for slug in (MAP, GARDENS))
    assert "quiet-lamps" in catalog.papers


def _run(root: Path, *arguments: str) -> Result:
    return CliRunner().invoke(main, [*arguments, "--root", str(root)])


ADD = ("paper", "add", "--title", "Quiet Lamps", "--abstract", "They rest.")


@pytest.mark.parametrize(
    ("in_the_way", "arguments"),
    [
        ("library/.pending/mine.txt", ("tag", MAP, "+theory")),
        ("library/.pending/mine.txt", ADD),
        ("library/sources/added.bib/mine.txt", ADD),
        ("library/curation.yml/mine.txt", ("tag", MAP, "+theory")),
        ("library/sources.yml/mine.txt", ("import", __file__, "--format", "bib")),
    ],
)
def test_a_file_in_the_way_is_one_message_and_stays(
    tmp_path: Path, in_the_way: str, arguments: tuple[str, ...]
) -> None:
    root = _project(tmp_path)
    (root / "mkdocs.yml").write_text("site_name: Lamps\n", encoding="utf-8")
    (root / in_the_way).parent.unlink(missing_ok=True)
    (root / in_the_way).parent.mkdir()
    (root / in_the_way).write_text("mine", encoding="utf-8")
    before = contents(root)
    done = _run(root, *arguments)
    assert done.exit_code == 1, done.output
    assert done.exception is None or isinstance(done.exception, SystemExit)
    assert "error[" in done.output + done.stderr
    assert contents(root) == before


def test_a_name_that_is_too_long_is_one_message(tmp_path: Path) -> None:
    root = _project(tmp_path)
    (root / "mkdocs.yml").write_text("site_name: Lamps\n", encoding="utf-8")
    (tmp_path / "x.bib").write_bytes(BIB)
    before = contents(root)
    done = _run(root, "import", str(tmp_path / "x.bib"), "--as", "x" * 300, "--yes")
    assert done.exit_code == 1
    assert "error[" in done.output + done.stderr
    assert contents(root) == before


def test_a_temporary_folder_without_space_is_one_message(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    root = _project(tmp_path)
    (root / "mkdocs.yml").write_text("site_name: Lamps\n", encoding="utf-8")

    def full(*_: object, **__: object) -> None:
        raise OSError(28, os.strerror(28), "/tmp/x")

    monkeypatch.setattr("tempfile.mkdtemp", full)
    done = _run(root, *ADD)
    assert done.exit_code == 1
    assert done.stderr.count("error[cannot-write]") == 1
    assert "free some space" in done.stderr


@pytest.mark.parametrize("name", ["curation.yml", "sources/added.bib"])
def test_a_pipe_in_place_of_a_file_is_an_error(name: str, tmp_path: Path) -> None:
    root = _project(tmp_path)
    (root / LIBRARY / name).unlink(missing_ok=True)
    os.mkfifo(root / LIBRARY / name)
    outcome = apply(root, [Change(key=MAP, tldr="x")]) if name == "curation.yml" else add_paper(root, PAPER)
    assert outcome.refused
    assert (root / LIBRARY / name).is_fifo()


def test_other_files_in_the_library_do_not_prevent_an_addition(tmp_path: Path) -> None:
    root = _project(tmp_path)
    os.mkfifo(root / LIBRARY / "pipe")
    (root / LIBRARY / "nowhere").symlink_to("none")
    (root / LIBRARY / "all").symlink_to("/")
    assert _add(root)
