"""`reading-list digest`, run as a person or a schedule runs it."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.support.project import environment, make_project, reading_list
from tests.support.trees import snapshot

PUBLISHED = environment(SITE_URL="https://papers.example.org")


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return make_project(tmp_path_factory.mktemp("project"))


def test_it_prints_text_and_writes_nothing(project: Path) -> None:
    before = snapshot(project)
    done = reading_list(project, "digest", "--since", "2025-03-14", env=PUBLISHED)
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout.startswith("New since 14 March 2025\n=======================\n\n5 papers first listed")
    assert "  https://papers.example.org/papers/talking-lamps/\n" in done.stdout
    assert snapshot(project) == before


@pytest.mark.parametrize(
    ("name", "begins"), [("new.html", "<!doctype html>"), ("new.md", "# New in"), ("new.txt", "New in"), ("new", "New")]
)
def test_the_suffix_of_the_file_decides_the_format(project: Path, tmp_path: Path, name: str, begins: str) -> None:
    target = tmp_path / name
    target.write_text("older", encoding="utf-8")
    done = reading_list(project, "digest", "--listing", "spring", "--output", str(target), env=PUBLISHED)
    assert (done.returncode, done.stdout) == (0, "")
    assert target.read_text(encoding="utf-8").startswith(begins)
    assert "New in Spring listing" in done.stderr


@pytest.mark.parametrize("name", ["autumn", "autumn.txt"])
def test_a_listing_is_named_by_its_slug_or_its_file(project: Path, name: str) -> None:
    done = reading_list(project, "digest", "--listing", name, "--format", "markdown", env=PUBLISHED)
    assert done.stdout.startswith("# New in Autumn listing\n")


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["--since", "14 March"], "`14 March` is not a day: write YYYY-MM-DD, such as 2025-03-14"),
        (["--since", "20250314"], "`20250314` is not a day"),
        (["--since", "２０２５-03-14"], "is not a day"),
        (["--since", "2025-02-30"], "`2025-02-30` is not in the calendar"),
        (["--listing", "autum"], "there is no listing `autum`: did you mean `autumn`?"),
        ([], "say since when"),
        (["--since", "2025-03-14", "--listing", "autumn"], "not both"),
    ],
)
def test_wrong_usage_exits_with_2_and_says_what_is_right(project: Path, arguments: list[str], said: str) -> None:
    done = reading_list(project, "digest", *arguments, env=PUBLISHED)
    assert done.returncode == 2
    assert said in " ".join(done.stderr.split())


def test_links_that_lead_to_this_machine_are_pointed_out(project: Path) -> None:
    env = environment()
    env.pop("SITE_URL", None)
    done = reading_list(project, "digest", "--since", "2025-03-14", env=env)
    assert done.returncode == 0
    assert "Links lead to this machine" in done.stderr


def test_a_folder_that_is_not_there_is_said_without_a_traceback(project: Path, tmp_path: Path) -> None:
    target = tmp_path / "no" / "new.html"
    done = reading_list(project, "digest", "--since", "2025-03-14", "--output", str(target), env=PUBLISHED)
    assert done.returncode == 1
    assert "cannot be written: No such file or directory" in " ".join(done.stderr.split())
    assert "Traceback" not in done.stderr


def test_a_library_with_errors_has_no_digest(tmp_path: Path) -> None:
    project = make_project(tmp_path / "project")
    (project / "library/tags.yml").write_text("kind: [", encoding="utf-8")
    done = reading_list(project, "digest", "--since", "2025-03-14", env=PUBLISHED)
    assert done.returncode == 1
    assert "library/tags.yml" in done.stderr
    assert done.stdout == ""
