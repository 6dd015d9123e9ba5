"""The summary of a build adds up: every entry that was read is a paper, merged, hidden or refused."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from click.testing import CliRunner

from generator.cli import main
from generator.sources.model import FileContent
from generator.sources.read import READERS
from tests.support.project import make_project
from tests.support.rows import row


def _build(project: Path, *arguments: str) -> list[str]:
    done = CliRunner().invoke(main, ["build", "--check", "--root", str(project), *arguments])
    assert done.exit_code == 0, done.output
    return done.output.splitlines()


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    rows = tuple(
        row(title, at=f"refs:{number}", key=f"k{number}")
        for number, title in enumerate(("Quiet Lamps", "Quiet Lamps!", "A Map That Draws Itself"), 1)
    )
    monkeypatch.setitem(READERS, ".bib", lambda *_: FileContent(records=rows, entries=5))
    return make_project(tmp_path)


def test_entries_are_papers_hidden_ones_merged_rows_and_refused_entries(project: Path) -> None:
    (project / "library/sources/refs.bib").write_text("", encoding="utf-8")
    summary = _build(project)[-1]
    account = "(13 entries = 6 papers + 1 hidden + 4 merged with another row + 2 refused)"
    assert summary.startswith("6 papers from 11 rows in 3 listings (52 lines: 11 of heading, ")
    assert account in summary
    entries, *parts = map(int, re.findall(r"\d+", account))
    assert entries == sum(parts)


def test_each_listing_has_its_account_with_verbose(project: Path) -> None:
    (project / "library/sources/refs.bib").write_text("", encoding="utf-8")
    lines = _build(project, "--verbose")
    assert lines[:3] == [
        "library/sources/autumn.txt: 4 entries = 3 papers + 1 hidden + 0 merged with another row + 0 refused",
        "library/sources/spring.txt: 4 entries = 2 papers + 2 merged with another row + 0 refused",
        "library/sources/refs.bib: 5 entries = 1 paper + 2 merged with another row + 2 refused",
    ]


def test_a_library_of_dumps_keeps_its_account_of_lines(project: Path) -> None:
    assert "entries" not in _build(project)[-1]


def test_the_number_in_the_register_is_that_of_the_entries(project: Path) -> None:
    (project / "library/sources/refs.bib").write_text("", encoding="utf-8")
    register = project / "library/sources.yml"
    text = register.read_text(encoding="utf-8")
    register.write_text(text.replace("hosts:", "  refs.bib: {title: Refs, rows: 5}\nhosts:"), encoding="utf-8")
    _build(project)
    register.write_text(text.replace("hosts:", "  refs.bib: {title: Refs, rows: 3}\nhosts:"), encoding="utf-8")
    done = CliRunner().invoke(main, ["build", "--check", "--root", str(project)])
    assert "error[row-count]: `rows: 3`, but 5 entries were read" in done.output
