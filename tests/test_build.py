"""The pipeline gives the same bytes for the same input, writes only what changed, and nothing if there is an error."""

from __future__ import annotations

import inspect
import shutil
from pathlib import Path

import pytest

from generator.build.pipeline import build
from generator.diagnostics import Severity
from tests.support.case import ROOT, TINY, all_cases, lay_out, matches
from tests.support.project import environment, make_project, reading_list, run
from tests.support.trees import contents, snapshot


@pytest.fixture
def project(tmp_path: Path) -> Path:
    return make_project(tmp_path / "project")


def test_building_twice_writes_nothing_the_second_time(project: Path) -> None:
    build(project)
    before = snapshot(project)
    changes = build(project).changes
    assert changes is not None
    assert (changes.written, changes.removed) == (0, 0)
    assert snapshot(project) == before


def test_checking_writes_nothing(project: Path) -> None:
    before = snapshot(project)
    changes = build(project, check=True).changes
    assert changes is not None
    assert changes.written > 20
    assert snapshot(project) == before


@pytest.mark.parametrize(
    "env",
    [
        {"PYTHONHASHSEED": "1", "TZ": "Pacific/Kiritimati", "LC_ALL": "C", "LANG": "C"},
        {
            "PYTHONHASHSEED": "2",
            "TZ": "America/Los_Angeles",
            "LC_ALL": "C.UTF-8",
            "PYTHONUTF8": "1",
            "READING_LIST_JOBS": "2",
        },
    ],
    ids=["one world", "another"],
)
def test_a_fresh_build_has_the_same_bytes_anywhere(processes: None, tmp_path: Path, env: dict[str, str]) -> None:
    here = make_project(tmp_path / "here")
    build(here)
    there = tmp_path / "there"
    make_project(there)
    sources = there / "library" / "sources"
    for name in sorted((path.name for path in sources.iterdir()), reverse=True):  # the order in which files lie on disk
        shutil.move(sources / name, there / name)
        shutil.move(there / name, sources / name)
    done = run(there, "generator", "build", env=environment(**env))
    assert done.returncode == 0, done.stderr
    assert contents(there / "docs") == contents(here / "docs")


def test_deleting_the_rows_of_a_paper_removes_exactly_its_pages(project: Path) -> None:
    build(project)
    before = contents(project / "docs")
    _edit(
        project / "library/sources/spring.txt",
        "\n\nTalking Lamps: A Dialogue Model for Furniture\n\nLamps talk. We let them.",
        "",
    )
    _edit(
        project / "library/sources/autumn.txt",
        "Talking Lamps: A Dialogue Model for Furniture\n\nLamps talk. We let them.\n\n",
        "",
    )
    _edit(project / "library/sources.yml", "    rows: 4\n", "")
    _edit(
        project / "library/curation.yml",
        "talking-lamps-a-dialogue-model-for-furniture:\n  tags:\n    - dialogue\n  slug: talking-lamps\n",
        "",
    )
    _edit(project / "library/paths.yml", "    - slug: talking-lamps\n      note: Then listen.\n", "")
    result = build(project)
    assert not result.fails(strict=False)
    after = contents(project / "docs")
    cited = {f"papers/talking-lamps/cite.{suffix}" for suffix in ("bib", "ris", "csl.json")}
    own = {f"papers/talking-lamps{rest}" for rest in (".md", ".md.txt", "/card.png")}
    assert set(before) - set(after) == {*own, *cited, "data/texts/2.json"}
    assert set(after) - set(before) == set()
    assert result.changes is not None
    assert result.changes.removed == 7


def test_files_of_people_under_docs_are_not_changed(project: Path) -> None:
    mine = {
        "notes.md": "# Mine\n",
        "papers/my-paper.md": "# My paper\n",
        "extra/deep/page.md": "# Deep\n",
        "papers/x.png": "x",
    }
    for name, text in mine.items():
        path = project / "docs" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text)
    build(project)
    shutil.rmtree(project / "library")
    shutil.copytree(TINY, project / "library")
    _edit(project / "library/curation.yml", "hidden: true", "hidden: false")
    build(project)
    found = contents(project / "docs")
    assert {name: found[name].decode() for name in mine} == mine


def test_many_errors_at_once_each_have_a_message(tmp_path: Path) -> None:
    mistakes = {
        "curation.yml": ("[maps, survey]", "[maps, survy]"),
        "curation.yml#2": ("hidden: true", "hidden: maybe"),
        "curation.yml#3": ("tldr: Bounds", "tlrd: Bounds"),
        "curation.yml#4": ("- https://example.org/gardens", "- ftp://example.org"),
        "tags.yml": ("name: Dialogue, ", ""),
        "tags.yml#2": ("broader: models", "broader: modles"),
        "paths.yml": ("slug: gardens-of", "slug: garden-of"),
        "sources.yml": ("2025-03-14", "2025-13-14"),
        "sources.yml#2": ("rows: 4", "rows: 3"),
        "sources/autumn.txt": ("Secret Paper", "Secret Paper\n\nAnd one more block"),
    }
    lay_out(tmp_path, {"replace": mistakes})
    found = [finding for finding in build(tmp_path).found if finding.severity is Severity.ERROR]
    for expected in (
        "curation.yml:3:16 error unknown-tag",
        "curation.yml:20:11 error wrong-shape",
        "curation.yml:18:3 error unknown-field",
        "curation.yml:14:7 error bad-link",
        "tags.yml:14:5 error missing-field",
        "tags.yml:13:94 error unknown-broader",
        "sources.yml:10:13 error bad-date",
        "sources/autumn.txt:29:1 error odd-blocks",
    ):
        assert any(matches(expected, finding) for finding in found), expected
    assert [path.name for path in (tmp_path / "docs").iterdir()] == ["guide"]


def test_findings_are_sorted_by_place(tmp_path: Path) -> None:
    case = next(case for case in all_cases() if len(case["expect"]) > 2)
    lay_out(tmp_path, case)
    places = [finding.where for finding in build(tmp_path).found]
    assert places == sorted(places)


def test_a_warning_stops_a_strict_build_only(project: Path) -> None:
    _edit(project / "library/tags.yml", "    survey: {", "    unused: {name: Unused}\n    survey: {")
    strict = build(project, strict=True)
    assert strict.changes is None
    assert not (project / "docs" / "index.md").exists()
    assert build(project).changes is not None


def test_old_addresses_redirect(project: Path) -> None:
    build(project)
    page = (project / "docs/papers/maps-by-themselves/index.html").read_text(encoding="utf-8")
    assert 'content="0; url=../a-map-that-draws-itself/"' in page
    assert (project / "docs/tags/networks/index.html").is_file()
    addresses = (project / "docs/urls.txt").read_text(encoding="utf-8").splitlines()
    assert {"/", "/papers/maps-by-themselves/", "/papers/talking-lamps/", "/tags/", "/listings/spring/"} <= set(
        addresses
    )
    assert addresses == sorted(addresses)


def test_hidden_papers_are_on_no_page(project: Path) -> None:
    build(project)
    assert all(b"Nobody should see this" not in data for data in contents(project / "docs").values())


def _edit(path: Path, old: str, new: str) -> None:
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8", newline="")


def test_the_generator_of_a_project_is_found_from_below_it(project: Path) -> None:
    done = reading_list(project / "docs" / "guide", "build", "--check")
    assert done.returncode == 0, done.stderr
    assert "5 papers from 8 rows in 2 listings" in done.stdout


def test_the_package_is_the_one_under_test() -> None:
    assert Path(inspect.unwrap(build).__code__.co_filename).is_relative_to(ROOT)
