"""The editing commands, run as a curator runs them."""

from __future__ import annotations

from pathlib import Path

import pytest
import yaml

from generator.catalog.library import read_library
from generator.diagnostics import Diagnostic, Severity
from tests.support.editing import GARDENS, LAMPS, MAP, NASTY, RAY, SECRET
from tests.support.project import make_project, reading_list
from tests.support.trees import snapshot


@pytest.fixture
def project(tmp_path: Path) -> Path:
    root = make_project(tmp_path)
    (root / "library" / "curation.yml").write_bytes(NASTY.read_bytes())
    return root


def _tags(project: Path) -> dict[str, list[str]]:
    whole = yaml.safe_load((project / "library" / "curation.yml").read_text(encoding="utf-8"))
    return {key: entry["tags"] for key, entry in whole.items() if "tags" in entry}


def _grave(project: Path) -> list[Diagnostic]:
    found: list[Diagnostic] = []
    read_library(project / "library", found.append)
    return [finding for finding in found if finding.severity is Severity.ERROR]


def test_papers_and_tags_may_stand_in_any_order(project: Path) -> None:
    done = reading_list(project, "tag", "+theory", MAP, "-survey", "-maps", "talking-lamps", "+proofs")
    assert (done.returncode, done.stderr) == (0, "")
    assert _tags(project)[MAP] == ["theory"]
    assert _tags(project)[LAMPS] == ["dialogue", "models", "theory"]
    assert done.stdout.splitlines()[-1] == "Changed library/curation.yml: 4 lines in, 6 lines out."
    assert "+  tags: [theory]  # odd spaces" in done.stdout


@pytest.mark.parametrize("tag", ["-h1", "-help", "-survey", "-root"])
def test_a_tag_to_remove_is_no_option(tag: str, project: Path) -> None:
    done = reading_list(project, "tag", MAP, tag)
    assert "Usage" not in done.stdout + done.stderr
    assert done.returncode == (0 if tag == "-survey" else 1)


@pytest.mark.parametrize("word", [GARDENS, "gardens of small", "NOBODY WATERS", "nobody-waters"])
def test_a_paper_is_named_by_its_slug_or_part_of_its_title(word: str, project: Path) -> None:
    assert reading_list(project, "tag", word, "+theory").returncode == 0
    assert "theory" in _tags(project)[GARDENS]


def test_a_part_of_several_titles_lists_them_and_changes_nothing(project: Path) -> None:
    before = snapshot(project / "library")
    done = reading_list(project, "tag", "of", "+theory")
    assert done.returncode == 1
    assert GARDENS in done.stderr
    assert RAY in done.stderr
    assert snapshot(project / "library") == before


def test_a_paper_that_is_not_there_is_refused_with_the_nearest(project: Path) -> None:
    done = reading_list(project, "tag", MAP + "s", "+theory")
    assert done.returncode == 1
    assert f"did you mean `{MAP}`?" in done.stderr


def test_papers_are_found_by_words(project: Path) -> None:
    assert reading_list(project, "tag", "--from-search", "LAMPS talk", "+theory").returncode == 0
    assert [key for key, tags in _tags(project).items() if "theory" in tags] == [RAY, SECRET, LAMPS]
    assert reading_list(project, "tag", "--from-search", "no such words", "+theory").returncode == 1


def test_a_dry_run_shows_the_change_and_writes_nothing(project: Path) -> None:
    before = snapshot(project / "library")
    done = reading_list(project, "tag", MAP, "+theory", "--dry-run")
    assert done.returncode == 0
    assert "+  tags: [maps, survey, theory]" in done.stdout
    assert done.stdout.splitlines()[-1].startswith("Would change ")
    assert snapshot(project / "library") == before


def test_a_refused_change_says_what_the_check_says_and_ends_with_1(project: Path) -> None:
    before = snapshot(project / "library")
    done = reading_list(project, "tag", MAP, "+thery")
    assert done.returncode == 1
    assert "error[unknown-tag]: there is no tag `thery`\n    hint: did you mean `theory`?" in done.stdout
    assert done.stdout.splitlines()[-1] == "Nothing written: 1 error."
    assert snapshot(project / "library") == before


def test_nothing_to_do_ends_with_0_and_says_so(project: Path) -> None:
    done = reading_list(project, "tag", MAP, "+maps", "-theory")
    assert (done.returncode, done.stdout) == (0, "Nothing to do: 2 notes, which --verbose prints.\n")
    verbose = reading_list(project, "tag", "--verbose", MAP, "+maps", "-theory")
    notes = reading_list(project, "tag", MAP, "+maps", "-theory", "--verbose").stdout
    assert (verbose.returncode, verbose.stdout) == (0, notes)
    assert notes.splitlines()[-1] == "Nothing to do."
    assert "tag-there" in notes
    assert "tag-not-there" in notes


@pytest.mark.parametrize("arguments", [[MAP], ["+theory"], [], ["--no-such-option", MAP, "+theory"]])
def test_wrong_use_ends_with_2(arguments: list[str], project: Path) -> None:
    assert reading_list(project, "tag", *arguments).returncode == 2


def test_a_new_entry_is_made_filled_or_empty_but_never_over_another(project: Path) -> None:
    (project / "library" / "curation.yml").write_text(f"{MAP}:\n  tags: [maps]\n", encoding="utf-8")
    assert reading_list(project, "new", "secret").returncode == 0
    assert reading_list(project, "new", RAY, "--tag", "proofs", "--tldr", "Bounds.").returncode == 0
    text = (project / "library" / "curation.yml").read_text(encoding="utf-8")
    assert text == f'{MAP}:\n  tags: [maps]\n{RAY}:\n  tags: [theory]\n  tldr: "Bounds."\n{SECRET}: {{}}\n'
    done = reading_list(project, "new", MAP)
    assert done.returncode == 1
    assert "library/curation.yml:1:1" in done.stderr


def test_tidy_reports_and_makes_the_change_and_repeats_nothing(project: Path) -> None:
    before = snapshot(project / "library")
    assert reading_list(project, "tidy", "--check").returncode == 1
    assert snapshot(project / "library") == before
    assert reading_list(project, "tidy").returncode == 0
    assert reading_list(project, "tidy", "--check").returncode == 0
    assert reading_list(project, "tidy").stdout == "Nothing to do.\n"


LAMP = ("--title", "Quiet  Lamps", "--abstract", "They rest.\n\nAll night.")


def test_a_paper_typed_by_hand_becomes_a_row_with_its_entries(project: Path) -> None:
    (project / "library" / "curation.yml").write_text(f"{LAMPS}:\n  slug: talking-lamps\n", encoding="utf-8")
    more = ("--listed", "2025-01-02", "--tag", "proofs", "--url", "https://example.org/q", "--tldr", "Rest.")
    assert reading_list(project, "paper", "add", *LAMP, *more).returncode == 0
    bibliography = project / "library" / "sources" / "added.bib"
    first = bibliography.read_text(encoding="utf-8")
    assert first == (
        "% Papers added by hand: `reading-list paper add` appends an entry for each.\n\n"
        "@misc{quiet-lamps,\n  title = {Quiet Lamps},\n  abstract = {They rest. All night.},\n"
        "  url = {https://example.org/q},\n  added = {2025-01-02},\n}\n"
    )
    said = yaml.safe_load((project / "library" / "sources.yml").read_text(encoding="utf-8"))["sources"]
    assert list(said.items())[-1] == ("added.bib", {"title": "Added by hand"})
    entry = 'quiet-lamps:\n  tags: [theory]\n  tldr: "Rest."\n'
    assert (project / "library" / "curation.yml").read_text(encoding="utf-8").startswith(entry)
    assert _grave(project) == []

    assert reading_list(project, "paper", "add", "--title", "Loud", "--abstract", "They shout.").returncode == 0
    assert bibliography.read_text(encoding="utf-8").startswith(first)
    assert yaml.safe_load((project / "library" / "sources.yml").read_text(encoding="utf-8"))["sources"] == said
    assert _grave(project) == []
    done = reading_list(project, "build", "--check")
    assert " from 10 rows in 3 listings (" in done.stdout


@pytest.mark.parametrize(
    ("arguments", "code"),
    [
        (("--title", "Talking lamps: a dialogue model for furniture!", "--abstract", "x"), "paper-there"),
        (("--title", " ", "--abstract", "x", "--listed", "2025-01-02"), "incomplete-paper"),
        ((*LAMP, "--listed", "2025-01-02", "--url", "nowhere"), "bad-link"),
        ((*LAMP, "--listed", "2025-01-02", "--tag", "thery"), "unknown-tag"),
    ],
)
def test_a_paper_that_cannot_be_added_leaves_the_library_as_it_was(
    arguments: tuple[str, ...], code: str, project: Path
) -> None:
    before = snapshot(project / "library")
    done = reading_list(project, "paper", "add", *arguments)
    assert done.returncode == 1
    assert f"error[{code}]" in done.stdout
    assert snapshot(project / "library") == before


def test_the_hint_at_a_renamed_paper_makes_its_note_go_away(project: Path) -> None:
    def notes() -> list[Diagnostic]:
        found: list[Diagnostic] = []
        read_library(project / "library", found.append)
        return [finding for finding in found if finding.code == "paper-renamed"]

    path = project / "library" / "paths.yml"
    path.write_text(f"p:\n  title: P\n  papers: [{LAMPS}]\n", encoding="utf-8")
    (note,) = notes()
    new = note.hint.split("`")[1]
    path.write_text(path.read_text(encoding="utf-8").replace(LAMPS, new), encoding="utf-8")
    assert notes() == []


@pytest.mark.parametrize("command", [["tag"], ["new"], ["tidy"], ["paper"], ["paper", "add"]])
def test_each_command_helps_with_examples(command: list[str], project: Path) -> None:
    done = reading_list(project, *command, "--help")
    assert done.returncode == 0
    assert command == ["paper"] or f"reading-list {' '.join(command)} " in done.stdout
