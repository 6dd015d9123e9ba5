"""An error of the system is one message with a remedy, and the next build completes the work."""

from __future__ import annotations

import errno
import os
import resource
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from generator.build.manifest import MANIFEST
from generator.build.pipeline import build
from generator.build.result import BuildResult
from generator.diagnostics import Severity
from generator.parallel import JOBS
from generator.storage.errors import PlaceError, cannot_write
from generator.storage.files import is_temporary
from tests.support.case import lay_out
from tests.support.project import environment, run
from tests.support.trees import contents


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a project with the invented library that was built. Copy it, and never change it."""
    root = tmp_path_factory.mktemp("built") / "project"
    lay_out(root, {})
    (root / "mkdocs.yml").write_text("site_name: Tiny\n")
    assert not build(root).fails(strict=True)
    return root


@pytest.fixture
def root(project: Path, tmp_path: Path) -> Path:
    """Return a project that was built and then changed, so that most of its pages are written again."""
    root = tmp_path / "project"
    shutil.copytree(project, root)
    settings = root / "mkdocs.yml"
    settings.write_text("site_name: Another Name\nsite_url: https://papers.example.org/\n")
    tags = root / "library" / "tags.yml"
    tags.write_text(tags.read_text(encoding="utf-8").replace("Maps", "Charts"), encoding="utf-8")
    return root


@pytest.fixture(scope="module")
def wanted(project: Path, tmp_path_factory: pytest.TempPathFactory) -> dict[str, bytes]:
    """Return the files of `docs/` after the change."""
    root = tmp_path_factory.mktemp("wanted") / "project"
    shutil.copytree(project, root)
    (root / "mkdocs.yml").write_text("site_name: Another Name\nsite_url: https://papers.example.org/\n")
    tags = root / "library" / "tags.yml"
    tags.write_text(tags.read_text(encoding="utf-8").replace("Maps", "Charts"), encoding="utf-8")
    assert not build(root).fails(strict=True)
    return contents(root / "docs")


def _is_one_message(result: BuildResult, hint: str) -> bool:
    grave = [finding for finding in result.found if finding.severity is Severity.ERROR]
    assert [finding.code for finding in grave] == ["cannot-write"], result.found
    assert hint in grave[0].hint
    return result.changes is None


def _no_temporary_file(root: Path) -> bool:
    return not [path for path in root.rglob("*") if is_temporary(path.name)]


@pytest.mark.usefixtures("processes")
@pytest.mark.parametrize(
    ("code", "hint", "refused", "jobs"),
    [
        *((errno.ENOSPC, "free some space", refused, "1") for refused in (0, 1, 25)),
        (errno.ENOSPC, "free some space", 5, "2"),
        (errno.EROFS, "can only be read", 0, "2"),
        (errno.EMFILE, "too many files", 5, "1"),
    ],
)
def test_a_full_disk_is_one_message(
    root: Path,
    wanted: dict[str, bytes],
    monkeypatch: pytest.MonkeyPatch,
    code: int,
    *,
    hint: str,
    refused: int,
    jobs: str,
) -> None:
    opened, calls = os.open, 0

    def refuse(path: str, flags: int, *more: int) -> int:
        nonlocal calls
        if flags & os.O_EXCL:
            calls += 1
            if calls > refused:
                raise OSError(code, os.strerror(code), path)
        return opened(path, flags, *more)

    monkeypatch.setenv(JOBS, jobs)
    with monkeypatch.context() as here:
        here.setattr(os, "open", refuse)
        assert _is_one_message(build(root), hint)
    assert _no_temporary_file(root)
    assert not build(root).fails(strict=True)
    assert contents(root / "docs") == wanted


@pytest.mark.usefixtures("processes")
def test_a_file_size_limit_is_one_message_on_the_command_line(root: Path, wanted: dict[str, bytes]) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "generator", "build"],
        cwd=root,
        env=environment(PYTHONDONTWRITEBYTECODE="1"),
        preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (2_000, 2_000)),
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 1
    assert done.stdout.count("error[") == 1
    assert "error[cannot-write]" in done.stdout
    assert "Traceback" not in done.stdout + done.stderr
    assert _no_temporary_file(root)
    assert not build(root).fails(strict=True)
    assert contents(root / "docs") == wanted


def _file(place: str) -> Callable[[Path], None]:
    def put(root: Path) -> None:
        shutil.rmtree(root / place, ignore_errors=True)
        (root / place).unlink(missing_ok=True)
        (root / place).write_text("mine")

    return put


def _folder(place: str) -> Callable[[Path], None]:
    def put(root: Path) -> None:
        (root / place).unlink(missing_ok=True)
        (root / place).mkdir(parents=True)
        (root / place / "mine").write_text("mine")

    return put


@pytest.mark.parametrize(
    "place",
    [
        *(".cache", ".cache/reading-list", ".cache/reading-list/lock/", ".cache/reading-list/state.json/"),
        *(".cache/reading-list/related.bin/", f"docs/{MANIFEST}/"),
        *("docs", "docs/papers", "docs/index.md/", "library", "library/sources", "library/curation.yml/"),
    ],
)
def test_a_file_or_folder_in_the_way_is_reported_and_stays(root: Path, wanted: dict[str, bytes], place: str) -> None:
    shutil.copytree(root, root.parent / "spare")
    (_folder(place.rstrip("/")) if place.endswith("/") else _file(place))(root)
    mine = root / place / "mine" if place.endswith("/") else root / place
    assert build(root).fails(strict=False)
    assert mine.read_text() == "mine"
    shutil.rmtree(root / place) if place.endswith("/") else (root / place).unlink()
    if place.startswith("library") or MANIFEST in place:
        shutil.copytree(root.parent / "spare", root, dirs_exist_ok=True)
    shutil.copytree(root.parent / "spare/docs/guide", root / "docs/guide", dirs_exist_ok=True)
    assert not build(root).fails(strict=True)
    assert contents(root / "docs") == wanted


def test_a_name_in_the_manifest_that_is_too_long_does_no_harm(root: Path, wanted: dict[str, bytes]) -> None:
    """An older version may have written it into the manifest before the system refused it."""
    manifest = root / "docs" / MANIFEST
    text = manifest.read_text()
    manifest.write_text(text.replace('{"files":{', f'{{"files":{{"tags/{"x" * 300}.md":["{"0" * 32}"],', 1))
    assert not build(root).fails(strict=True)
    assert contents(root / "docs") == wanted


def test_temporary_files_of_a_killed_build_are_removed_by_the_next(root: Path) -> None:
    manifest = root / "docs" / MANIFEST
    text = manifest.read_text()
    manifest.write_text(text.replace('"]', '", "00000000000000000000000000000000"]', 1))
    (root / "docs" / "papers" / ".0123456789abcdef.new").write_text("half")
    (root / "docs" / "papers" / ".mine.new").write_text("mine")
    assert not build(root).fails(strict=True)
    assert not (root / "docs" / "papers" / ".0123456789abcdef.new").exists()
    assert (root / "docs" / "papers" / ".mine.new").read_text() == "mine"


@pytest.mark.usefixtures("processes")
@pytest.mark.parametrize("command", [["site"], ["digest"], ["suggest"]])
def test_no_command_ends_in_a_traceback_after_a_refusal(root: Path, command: list[str]) -> None:
    _file(".cache")(root)
    done = run(root, "generator", *command)
    assert "Traceback" not in done.stdout + done.stderr


@pytest.mark.parametrize("code", [code for code in errno.errorcode if os.strerror(code)])
def test_every_system_error_has_a_place_message_and_remedy(tmp_path: Path, code: int) -> None:
    finding = cannot_write(OSError(code, os.strerror(code), str(tmp_path / "docs" / "a.md")), root=tmp_path)
    assert finding.where.file == "docs/a.md"
    assert os.strerror(code) in finding.message
    assert finding.hint


def test_an_error_without_a_file_is_reported_for_the_project(tmp_path: Path) -> None:
    assert cannot_write(OSError("strange"), root=tmp_path).where.file == "."
    assert cannot_write(OSError(errno.EIO, "broken", 7), root=tmp_path).where.file == "."
    assert cannot_write(PlaceError("in the way", tmp_path / "a", "move it"), root=tmp_path).hint == "move it"
    outside = cannot_write(OSError(errno.EIO, "broken", b"/else/\xff"), root=tmp_path)
    assert outside.where.file == os.fsdecode(b"/else/\xff")
