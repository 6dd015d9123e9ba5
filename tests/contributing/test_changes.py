"""What a change of the library does is said in words: tags, papers, listings, paths and pages."""

from __future__ import annotations

import subprocess
from pathlib import Path

import pytest

from generator.contributing.comparison import STYLES, Summary
from tests.support.project import make_project, reading_list


@pytest.fixture
def project(processes: None, tmp_path: Path) -> Path:
    root = make_project(tmp_path / "project")
    for arguments in (
        ["init", "--quiet", "--initial-branch=main"],
        ["add", "--all"],
        ["-c", "user.name=x", "-c", "user.email=x@example.org", "commit", "--quiet", "--message=x"],
    ):
        subprocess.run(["git", *arguments], cwd=root, check=True)
    return root


def _edit(project: Path, name: str, old: str, new: str) -> None:
    path = project / "library" / name
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new), encoding="utf-8")


def _described(project: Path, *arguments: str) -> str:
    done = reading_list(project, "changes", "--base", "HEAD", *arguments)
    assert (done.returncode, done.stderr) == (0, "")
    return done.stdout


def test_a_library_without_changes_is_described_as_unchanged(project: Path) -> None:
    assert _described(project) == "This change does not alter the library.\n\nNo page changes.\n"


def test_tags_are_counted_by_paper(project: Path) -> None:
    _edit(project, "curation.yml", "tags: [maps, survey]", "tags: [maps, theory, models]")
    _edit(project, "curation.yml", "tags: [theory]", "tags: [theory, models]")
    text = _described(project)
    assert text.startswith("This change adds 3 tags to 2 papers and removes 1 tag from 1 paper.\n")
    assert "\n  a-map-that-draws-itself: +theory +models -survey\n" in text
    assert "\n  ~ /papers/a-map-that-draws-itself/\n" in text
    assert "\n  ~ /tags/models/\n" in text
    assert "/papers/talking-lamps/" not in text


def test_a_renamed_tag_is_neither_added_nor_removed(project: Path) -> None:
    _edit(project, "tags.yml", "    survey: {name: Survey,", "    reviews: {name: Survey, formerly: [survey],")
    _edit(project, "curation.yml", "survey", "reviews")
    text = _described(project)
    assert text.startswith("This change renames the tag survey to reviews.\n")
    assert "\n  + /tags/reviews/\n" in text


def test_new_tags_papers_listings_and_paths_are_named(project: Path) -> None:
    _edit(project, "tags.yml", "    maps: {", "    lamps: {name: Lamps}\n    maps: {")
    (project / "library/sources/winter.txt").write_text(
        "new\n\nJan 20\n\nQuiet Lamps\n\nThey rest.\n\nLoud Lamps\n\nThey do not.\n\nA Map That Draws Itself\n\nAgain."
    )
    _edit(project, "sources.yml", "hosts:", "  winter.txt: {title: Winter}\nhosts:")
    _edit(project, "curation.yml", "secret-paper:", "quiet-lamps:\n  tags: [lamps]\nsecret-paper:")
    _edit(project, "paths.yml", "first-steps:", "lamps:\n  title: Lamps\n  papers: [quiet-lamps]\nfirst-steps:")
    _edit(project, "paths.yml", "note: Begin here.", "note: Start here.")
    text = _described(project)
    assert text.startswith(
        "This change adds 1 tag to 1 paper, brings the new tag lamps, brings 2 new papers (loud-lamps, quiet-lamps), "
        "brings the listing winter with 3 rows, brings the new path lamps and "
        "changes the path first-steps.\n"
    )
    assert "\n  + /papers/quiet-lamps/\n" in text


def test_a_paper_that_moves_is_the_same(project: Path) -> None:
    _edit(project, "curation.yml", "slug: talking-lamps", "slug: lamps\n  formerly: talking-lamps")
    _edit(project, "paths.yml", "slug: talking-lamps", "slug: lamps")
    text = _described(project)
    assert "renames the paper talking-lamps to lamps" in text
    assert "brings" not in text
    assert "drops" not in text


def test_papers_that_are_gone_are_named(project: Path) -> None:
    _edit(project, "curation.yml", "  slug: talking-lamps\n", "  hidden: true\n")
    _edit(project, "paths.yml", "    - slug: talking-lamps\n      note: Then listen.\n", "")
    text = _described(project)
    assert "drops the paper talking-lamps" in text
    assert "\n  - /papers/talking-lamps/\n" in text


def test_summaries_are_counted_and_errors_reported(project: Path) -> None:
    _edit(project, "curation.yml", "tldr: Bounds attention.", "tldr: Bounds it.\n  tags2: []")
    text = _described(project)
    assert "changes the paper on-the-g-ray-of-attention" in text
    assert "Pages" not in text
    assert text.endswith("The library as it is now has 1 error, so its pages were not compared.\n")


def test_markdown_keeps_names_as_text() -> None:
    hostile = "<img src=x> [a](b) @octocat `c`"
    telling = Summary(sentence=hostile, lists=(("Pages", (hostile, "+ /a/")),))
    assert not any(mark in STYLES["markdown"](telling) for mark in ("<", "[", "@", "`"))


def test_only_the_first_twenty_are_listed() -> None:
    items = tuple(f"+ /{number}/" for number in range(30))
    text = STYLES["text"](Summary(sentence="x", lists=(("Pages", items),)))
    assert text.count("+ /") == 20
    assert text.endswith("  and 10 more\n")


def test_the_working_folder_is_left_alone(project: Path) -> None:
    _edit(project, "curation.yml", "tags: [maps, survey]", "tags: [maps]")
    before = subprocess.run(["git", "status", "--porcelain"], cwd=project, capture_output=True, check=True).stdout
    _described(project, "--format", "markdown")
    after = subprocess.run(["git", "status", "--porcelain"], cwd=project, capture_output=True, check=True).stdout
    assert before == after


@pytest.mark.parametrize("base", ["nowhere", "--output=x", "HEAD:library", "$(touch pwned)", ""])
def test_a_revision_that_is_none_is_wrong_usage(project: Path, base: str) -> None:
    done = reading_list(project, "changes", f"--base={base}")
    assert done.returncode == 2
    assert "there is no revision" in done.stderr
    assert not list(project.rglob("pwned"))
