"""A build with nothing to do is fast, and no change is overlooked."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from generator.build import pipeline
from generator.build.pipeline import build
from generator.build.state import STATE, last_result
from generator.diagnostics import Severity
from tests.support.project import environment, make_project, reading_list, run

LONG_AGO = 1_700_000_000


def _is_current(root: Path) -> bool:
    return last_result(root) is not None


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a project that was built long after its last change."""
    root = make_project(tmp_path_factory.mktemp("built") / "project")
    shutil.rmtree(root / "docs/assets")
    for path in root.rglob("*"):
        os.utime(path, (LONG_AGO, LONG_AGO))
    build(root)
    return root


@pytest.fixture
def project(built: Path, tmp_path: Path) -> Path:
    root = tmp_path / "project"
    shutil.copytree(built, root)
    assert _is_current(root)
    return root


def _write(name: str, text: str) -> Callable[[Path], object]:
    return lambda root: (root / name).write_text(text)


def _append(name: str) -> Callable[[Path], object]:
    return lambda root: (root / name).write_bytes((root / name).read_bytes() + b"\n")


def _same_size(root: Path) -> None:
    path = root / "library/curation.yml"
    times = path.stat()
    path.write_text(path.read_text("utf-8").replace("[maps, survey]", "[survey, maps]"), "utf-8")
    os.utime(path, ns=(times.st_atime_ns, times.st_mtime_ns))


@pytest.mark.parametrize(
    "change",
    [
        pytest.param(_append("library/tags.yml"), id="the library"),
        pytest.param(_same_size, id="the library, with size and time kept"),
        pytest.param(_write("library/sources/more.txt", "x"), id="one more listing"),
        pytest.param(lambda root: (root / "library/sources/spring.txt").unlink(), id="one listing less"),
        pytest.param(_append("templates/pages/tag.md.j2"), id="a template"),
        pytest.param(_append("docs/guide/index.md"), id="the guide"),
        pytest.param(_append("mkdocs.yml"), id="the settings"),
        pytest.param(_append("docs/index.md"), id="a generated page"),
        pytest.param(lambda root: (root / "docs/index.md").unlink(), id="a generated page that is gone"),
        pytest.param(_write("docs/papers/mine.md", "mine"), id="a page beside the generated ones"),
        pytest.param(lambda root: shutil.rmtree(root / "docs/tags"), id="a folder that is gone"),
        pytest.param(lambda root: (root / STATE).unlink(), id="no build state"),
        pytest.param(_write(STATE, "{"), id="a build state cut short"),
        pytest.param(_write(STATE, "[]"), id="a build state of another form"),
    ],
)
def test_every_kind_of_change_is_noticed(project: Path, change: Callable[[Path], object]) -> None:
    change(project)
    assert not _is_current(project)


def test_a_change_of_a_variable_in_the_settings_is_noticed(project: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SITE_URL", "https://example.org/")
    assert not _is_current(project)


def test_a_newly_installed_library_is_noticed(project: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "site-packages" / "jinja2-9.9.dist-info").mkdir(parents=True)
    monkeypatch.syspath_prepend(str(tmp_path / "site-packages"))
    assert not _is_current(project)


def test_an_edit_in_the_same_tick_of_the_clock_is_noticed(built: Path, tmp_path: Path) -> None:
    root = tmp_path / "project"
    shutil.copytree(built, root)
    path = root / "library/curation.yml"
    ahead = path.stat().st_mtime + 10_000
    os.utime(path, (ahead, ahead))
    build(root)
    look, text = path.stat(), path.read_text("utf-8")
    path.write_text(text.replace("[maps, survey]", "[survey, maps]"), "utf-8")
    os.utime(path, ns=(look.st_atime_ns, look.st_mtime_ns))
    assert not _is_current(root)


def test_a_file_that_was_only_touched_is_no_change(project: Path) -> None:
    for name in ("library/tags.yml", "templates/pages/tag.md.j2", "mkdocs.yml"):
        os.utime(project / name)
    assert _is_current(project)


def test_a_hidden_file_of_an_editor_is_no_change(project: Path) -> None:
    (project / "library/.curation.yml.swp").write_text("x")
    assert _is_current(project)


def test_the_last_result_has_the_findings_and_totals_of_the_build(project: Path) -> None:
    path = project / "library/tags.yml"
    path.write_text(
        path.read_text("utf-8").replace("    survey: {", "    unused: {name: Unused}\n    survey: {"), "utf-8"
    )
    first = build(project)
    again = last_result(project)
    assert again is not None
    assert first.changes is not None
    assert again.found == first.found
    assert again.totals == first.totals
    assert again.changes == replace(first.changes, written=0, removed=0, unchanged=again.changes.unchanged)  # type: ignore[union-attr]
    strict = last_result(project, strict=True)
    assert strict is not None
    assert strict.changes is None
    assert strict.fails(strict=True)


def test_a_check_is_not_recorded_as_a_build(project: Path) -> None:
    _append("library/tags.yml")(project)
    build(project, check=True)
    assert not _is_current(project)


def test_a_build_with_errors_is_not_recorded(project: Path) -> None:
    _append("docs/index.md")(project)
    for _ in range(2):
        assert [finding.code for finding in build(project).found if finding.severity.word == "error"] == [
            "edited-by-hand"
        ]


def test_a_build_of_a_part_hides_no_edit_of_another_page(project: Path) -> None:
    _append("docs/llms.txt")(project)
    edited = (project / "docs/llms.txt").read_bytes()
    _append("library/curation.yml")(project)
    assert build(project, part=True).changes is not None
    result = build(project)
    assert [finding.code for finding in result.found if finding.severity is Severity.ERROR] == ["edited-by-hand"]
    assert (project / "docs/llms.txt").read_bytes() == edited


def test_a_change_during_a_build_is_noticed(project: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    _append("library/tags.yml")(project)
    known = pipeline.analyse_library

    def meanwhile(root: Path, *, write: bool, earlier: bool) -> object:
        result = known(root, write=write, earlier=earlier)
        _append("library/curation.yml")(root)
        return result

    monkeypatch.setattr(pipeline, "analyse_library", meanwhile)
    build(project)
    assert not _is_current(project)


def _loaded_by_build(project: Path) -> set[str]:
    done = run(project, "generator", "build", env=environment(PYTHONPROFILEIMPORTTIME="1"))
    assert "wrote 0, removed 0" in done.stdout
    return {line.rpartition("|")[2].strip() for line in done.stderr.splitlines()}


def test_a_build_after_an_edit_loads_only_what_the_edit_needs(processes: None, project: Path) -> None:
    _append("library/tags.yml")(project)
    loaded = _loaded_by_build(project)
    assert "generator.build.pipeline" in loaded
    assert not loaded & {"numpy", "scipy", "bibtexparser", "defusedxml", "generator.sources.atom"}


def test_a_build_with_nothing_to_do_loads_nothing_that_builds(processes: None, project: Path) -> None:
    loaded = _loaded_by_build(project)
    assert "generator.build.result" in loaded
    assert not loaded & {"numpy", "scipy", "jinja2", "PIL", "yaml", "bibtexparser", "mkdocs", "generator.pages"}


def test_both_builds_print_the_same(project: Path) -> None:
    _append("library/tags.yml")(project)
    first, second = (reading_list(project, "build", "-v") for _ in range(2))
    summary = [done.stdout.splitlines() for done in (first, second)]
    assert summary[0][:-1] == summary[1][:-1]
    assert [line.partition("; ")[0] for line in (summary[0][-1], summary[1][-1])] == [
        summary[0][-1].partition("; ")[0]
    ] * 2
