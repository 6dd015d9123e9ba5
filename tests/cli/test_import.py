"""`reading-list import`: tells what a file would add, and adds it without touching anything else."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from generator.build.pipeline import build
from generator.cli import main
from generator.diagnostics import Location, Report, warning
from generator.sources import read
from generator.sources.model import Facts, FileContent, Record
from generator.sources.read import READERS
from generator.storage.text import LARGEST_FILE
from tests.support.project import make_project, reading_list
from tests.support.trees import contents

DUMP = (
    "new\n\nOct 2\n\nTalking Lamps: A Dialogue Model for Furniture\n\nLamps talk. We let them.\n\n"
    "Quiet Lamps\n\nThey rest.\n"
)


def _reader(text: str, file: str, report: Report) -> FileContent:
    """Read lines `key|title|doi`; a line without a title is refused."""
    records = []
    lines = text.splitlines()
    for number, line in enumerate(lines, 1):
        key, title, doi = line.split("|")
        here = Location(file=file, line=number)
        if not title:
            warning(report, "no-title", here, "this entry has no title", "give it one")
            continue
        facts = Facts(doi=doi)
        records.append(Record(source=Path(file).stem, position=number, title=title, abstract="", where=here,
                              abstract_where=here, key=key, facts=facts))  # fmt: skip
    return FileContent(records=tuple(records), entries=len(lines))


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setitem(READERS, ".bib", _reader)
    return make_project(tmp_path / "project")


def _import(project: Path, *arguments: str, text: str | None = None) -> Result:
    return CliRunner().invoke(main, ["import", "--root", str(project), *arguments], input=text)


def _file(tmp_path: Path, name: str, text: str) -> str:
    path = tmp_path / name
    path.write_bytes(text.encode())
    return str(path)


def test_it_lists_new_merged_and_refused_entries_with_reasons(project: Path, tmp_path: Path) -> None:
    text = "a|Quiet Lamps|10.1000/a\nb|On the γ-ray of attention|\nc||\nd|Lamps at Rest|10.1000/a\n"
    before = contents(project)
    done = _import(project, _file(tmp_path, "mine.bib", text), "--dry-run")
    assert done.exit_code == 0, done.output
    lines = done.output.splitlines()
    assert lines[0] == (
        "library/sources/mine.bib: 4 entries = 1 new paper + 1 merged with papers of the library + "
        "1 merged with another entry of the file + 1 refused"
    )
    assert "  quiet-lamps  “Quiet Lamps”" in lines
    assert any("the same title (library/sources/autumn.txt:17)" in line for line in lines)
    assert "  line 4 “Lamps at Rest”, part of quiet-lamps" in lines
    assert "library/sources/mine.bib:3:1: warning[no-title]: this entry has no title" in lines
    assert lines[-1] == "Would add library/sources/mine.bib and its entry in library/sources.yml."
    assert contents(project) == before


def test_it_says_which_identifier_merges_a_row(project: Path, tmp_path: Path) -> None:
    assert _import(project, _file(tmp_path, "one.bib", "a|Quiet Lamps|10.1000/a\n"), "--yes").exit_code == 0
    done = _import(project, _file(tmp_path, "two.bib", "b|Quiet Lamps at Home|10.1000/a\n"), "--dry-run")
    assert "with quiet-lamps: the same DOI, 10.1000/a (library/sources/one.bib:1)" in done.output


def test_with_yes_the_file_is_copied_and_every_other_line_stays(project: Path, tmp_path: Path) -> None:
    before = contents(project)
    text = "a|Quiet Lamps|10.1000/a\r\n"
    done = _import(project, _file(tmp_path, "my_lamps.bib", text), "--yes", "--listed", "2025-10-02")
    assert done.exit_code == 0, done.output
    after = contents(project)
    assert after.pop("library/sources/my_lamps.bib") == text.encode()
    register = after.pop("library/sources.yml").decode()
    added = '  my_lamps.bib:\n    title: "My lamps"\n    listed: 2025-10-02\n    year: stated\n'
    assert added in register
    assert register.replace(added, "") == before.pop("library/sources.yml").decode()
    assert after == before
    assert not build(project, check=True, strict=True).fails(strict=True)


def test_a_dump_is_recognized_by_its_content_and_read_from_standard_input(project: Path) -> None:
    done = _import(project, "-", "--as", "october", "--title", "October: the listing", "--yes", text=DUMP)
    assert done.exit_code == 0, done.output
    assert (project / "library/sources/october.txt").read_text(encoding="utf-8") == DUMP
    assert 'title: "October: the listing"' in (project / "library/sources.yml").read_text(encoding="utf-8")


def test_without_yes_and_a_terminal_nothing_is_written(project: Path, tmp_path: Path) -> None:
    before = contents(project)
    done = _import(project, _file(tmp_path, "october.txt", DUMP))
    assert (done.exit_code, contents(project)) == (1, before)
    assert "Add --yes" in done.output
    assert done.output.splitlines()[-1] == "Nothing written."


@pytest.mark.parametrize("name", ["spring.txt", "SPRING.bib", "spring", ".hidden", "README.txt", "a/b", "a\\b"])
def test_no_file_is_overwritten_and_no_name_is_odd(name: str, project: Path, tmp_path: Path) -> None:
    before = contents(project)
    done = _import(project, _file(tmp_path, "x.txt", DUMP), "--as", name, "--yes")
    assert (done.exit_code, contents(project)) == (1, before)
    assert "error[listing-name]" in done.output
    assert "--as NAME" in done.output


def test_a_file_that_the_library_has_is_not_added_twice(project: Path) -> None:
    done = _import(project, str(project / "library/sources/spring.txt"), "--as", "again", "--yes")
    assert done.exit_code == 1
    assert "error[listing-there]" in done.output
    assert "`spring.txt`" in done.output


def test_a_file_that_would_be_an_error_is_refused(project: Path, tmp_path: Path) -> None:
    before = contents(project)
    done = _import(project, _file(tmp_path, "odd.txt", DUMP + "\nOne more title\n"), "--yes")
    assert (done.exit_code, contents(project)) == (1, before)
    assert "error[odd-blocks]" in done.output
    assert done.output.splitlines()[-1] == "Nothing written: 1 error."


def test_errors_that_were_there_before_are_named_as_such(project: Path, tmp_path: Path) -> None:
    path = project / "library/curation.yml"
    path.write_text(path.read_text(encoding="utf-8").replace("[maps, survey]", "[maps, survy]"), encoding="utf-8")
    done = _import(project, _file(tmp_path, "october.txt", DUMP), "--yes", "-v")
    assert done.exit_code == 1
    assert "error[unknown-tag]" in done.output
    assert "info[errors-before]" in done.output


def test_a_file_too_large_is_refused_before_the_library_is_read(project: Path, tmp_path: Path) -> None:
    large = tmp_path / "large.txt"
    with large.open("wb") as file:
        file.truncate(2 * LARGEST_FILE)
    (project / "library/tags.yml").write_text("[", encoding="utf-8")
    done = _import(project, str(large), "--yes")
    assert done.exit_code == 1
    assert done.output.startswith("library/sources/large.txt:1:1: error[too-large]: the file has more than 50 MB")
    assert "tags.yml" not in done.output


def test_a_register_that_cannot_be_added_to_is_left_alone(project: Path, tmp_path: Path) -> None:
    text = "sources: {autumn.txt: {title: A}, spring.txt: {title: B}}\n"
    (project / "library/sources.yml").write_text(text, encoding="utf-8")
    done = _import(project, _file(tmp_path, "october.txt", DUMP), "--yes")
    assert done.exit_code == 1
    assert "error[cannot-edit]" in done.output
    assert (project / "library/sources.yml").read_text(encoding="utf-8") == text
    assert not (project / "library/sources/october.txt").exists()


def test_a_file_of_no_known_kind_is_wrong_usage(project: Path, tmp_path: Path) -> None:
    done = _import(project, _file(tmp_path, "x.dat", "?"))
    assert done.exit_code == 2
    assert "--format" in done.output


def test_long_lists_are_cut_unless_all_is_asked_for(project: Path, tmp_path: Path) -> None:
    text = "".join(f"k{n}|Lamp number {n}|\n" for n in range(50))
    file = _file(tmp_path, "many.bib", text)
    assert "  … and 30 more: --verbose lists them" in _import(project, file, "--dry-run").output
    assert "lamp-number-49" in _import(project, file, "--dry-run", "-v").output


def test_help_teaches(project: Path) -> None:
    text = " ".join(reading_list(project, "import", "--help").stdout.split())
    for word in ("Examples:", "--dry-run", "--as", "--format", "standard input", "Exit status"):
        assert word in text


@pytest.mark.parametrize(
    ("text", "suffix"),
    [
        (DUMP, ".txt"),
        ("% hello\n@Article {a,\n title = {x}}", ".bib"),
        ("\ufeffTY  - JOUR\nTI  - x\nER  - \n", ".ris"),
        ('[{"type": "book", "title": "x"}]', ".json"),
        ('{"title": "x"}\n{"title": "y"}\n', ".jsonl"),
        ('{\n "title": "x"\n}', ".json"),
        ("Key,Title,Year\n1,x,2020\n", ".csv"),
        ('"Key"\t"Title"\n1\tx\n', ".tsv"),
        ("<?xml version='1.0'?>\n<feed xmlns='http://www.w3.org/2005/Atom'>", ".atom"),
        ("- title: x\n  year: 2020\n", ".yaml"),
        ("papers:\n  - title: x\n", ".yaml"),
        ("<html><body>", ""),
        ("Just some words.", ""),
        ("", ""),
    ],
)
def test_what_kind_of_file_a_text_is(text: str, suffix: str) -> None:
    assert read.suffix_of(text) == suffix


def _week(*days: str) -> str:
    """Return daily papers of Hugging Face, each listed on one of the days and published on another."""
    outer = {"summary": "They shine.", "publishedAt": "2026-03-01T12:00:00Z"}
    paper = {"authors": [], "publishedAt": "2026-03-01T00:00:00Z"}
    rows = (
        {**paper, "id": f"2603.0000{n}", "title": f"Lamp {n}", "submittedOnDailyAt": day} for n, day in enumerate(days)
    )
    return json.dumps([{"paper": row, **outer} for row in rows])


def test_a_week_of_daily_papers_is_the_newest_listing_at_home(project: Path, tmp_path: Path) -> None:
    week = _file(tmp_path, "week.json", _week("2026-03-05T10:00:00Z", "2026-03-06T10:00:00Z", "2026-03-02T10:00:00Z"))
    done = _import(project, week, "--yes")
    assert "Day: 2026-03-06, the newest on which its rows were listed." in done.output
    assert "listed:" not in (project / "library/sources.yml").read_text(encoding="utf-8").partition("week.json")[2]
    build(project)
    home = (project / "docs/index.md").read_text(encoding="utf-8")
    newest = home.partition("Newest listing")[2]
    assert "papers/lamp-0" in newest
    assert "listings/week" in newest


def test_a_day_from_rows_builds_the_same_pages_as_a_stated_one(project: Path, tmp_path: Path) -> None:
    week = _file(tmp_path, "week.json", _week("2026-03-05T10:00:00Z", "2026-03-06T10:00:00Z"))
    assert _import(project, week, "--yes").exit_code == 0
    twin = tmp_path / "twin"
    shutil.copytree(project, twin)
    register = twin / "library/sources.yml"
    text = register.read_text(encoding="utf-8")
    register.write_text(text.replace('title: "Week"', 'title: "Week"\n    listed: 2026-03-06'), encoding="utf-8")
    for root in (project, twin):
        assert not build(root).fails(strict=True)
    assert contents(project / "docs") == contents(twin / "docs")


def test_a_file_without_any_day_gets_an_explanation(project: Path, tmp_path: Path) -> None:
    file = _file(tmp_path, "days.csv", "Title,Year\nLamps at Noon,2020\n")
    assert "Day not known: " in (said := _import(project, file, "--dry-run").output)
    assert "--listed YYYY-MM-DD" in said
    assert "Day" not in _import(project, file, "--dry-run", "--listed", "2026-03-06").output
