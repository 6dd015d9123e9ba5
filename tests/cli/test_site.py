"""`reading-list site` builds the site, and sees at once that there is nothing to do."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from generator.build import inputs
from generator.build.state import is_site_current, record_site
from generator.storage.files import files_in
from tests.support.project import environment, make_project, run
from tests.support.trees import snapshot
from tests.support.waiting import wait_until

DONE = "Nothing has changed: the site is up to date.\n"


@pytest.fixture(scope="module")
def built(processes: None, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a project that was built when nobody had touched it for a while."""
    root = make_project(tmp_path_factory.mktemp("site") / "project")
    _age(root)
    _site(root, "--strict")
    return root


def _age(root: Path) -> None:
    """Wait until no file is so new that it could be changed again at the same tick of the clock."""
    wait_until(lambda: bool(inputs.site_inputs(root)))


def _site(root: Path, *options: str, status: int = 0, **more: str) -> str:
    done = run(root, "generator", "site", *options, env=environment(**more))
    assert done.returncode == status, done.stderr
    return done.stdout


def test_nothing_is_done_if_nothing_has_changed(built: Path) -> None:
    before = snapshot(built / "site")
    assert _site(built, "--strict") == _site(built) == DONE
    assert snapshot(built / "site") == before


def test_the_fast_renderer_can_be_turned_off(built: Path) -> None:
    before = snapshot(built / "site")
    done = run(built, "generator", "site", "--no-short-path")
    assert "MkDocs builds all pages itself: READING_LIST_SHORT_PATH is 0." in done.stderr
    assert snapshot(built / "site") == before


def _write(name: str, text: str) -> Callable[[Path], object]:
    return lambda root: (root / name).write_text(text, encoding="utf-8")


def _touch(name: str) -> Callable[[Path], object]:
    return lambda root: (root / name).touch()


@pytest.mark.parametrize(
    "change",
    [
        _touch("library/tags.yml"),
        _touch("templates/theme/main.html"),
        _touch("docs/assets/reading-list.css"),
        _touch("docs/guide/visiting.md"),
        _write("docs/mine.md", "# Mine"),
        _write("site/index.html", "changed"),
        _write("site/more.html", "more"),
        lambda root: (root / "site/robots.txt").unlink(),
    ],
    ids=["library", "theme", "assets", "guide", "a page of mine", "site changed", "site more", "site less"],
)
def test_a_change_makes_the_site_out_of_date(
    built: Path, tmp_path: Path, change: Callable[[Path], object], monkeypatch: pytest.MonkeyPatch
) -> None:
    root = tmp_path / "project"
    shutil.copytree(built, root)
    monkeypatch.setattr(inputs, "_RECENT", 0)
    files = files_in(root / "site")
    record_site(root, root / "site", files, {}, inputs=inputs.site_inputs(root), strict=True)
    assert is_site_current(root, strict=True)
    change(root)
    assert not is_site_current(root, strict=True)


def test_a_site_built_with_warnings_is_not_up_to_date_under_strict(built: Path, tmp_path: Path) -> None:
    root = tmp_path / "project"
    shutil.copytree(built, root)
    (root / "docs/guide/visiting.md").write_text("[nowhere](nowhere.md)", encoding="utf-8")
    _age(root)
    _site(root)
    assert _site(root) == DONE
    assert _site(root, "--strict", status=1) != DONE


def _change_unseen(path: Path) -> None:
    """Change a byte of a file, and leave its size and time as they were."""
    before = path.stat()
    path.write_bytes(path.read_bytes().replace(b"a", b"b", 1))
    os.utime(path, ns=(before.st_atime_ns, before.st_mtime_ns))


def test_verify_notices_what_sizes_and_times_do_not_tell(built: Path, tmp_path: Path) -> None:
    root = tmp_path / "project"
    shutil.copytree(built, root)
    _age(root)
    _site(root)
    page, source = (
        root / "site/papers/a-map-that-draws-itself/index.html",
        root / "docs/tags/maps.md",
    )
    good = page.read_bytes()
    _change_unseen(page)
    assert _site(root) == DONE
    _site(root, "--verify")
    assert page.read_bytes() == good
    _change_unseen(source)
    assert "edited-by-hand" in run(root, "generator", "site", "--verify", env=environment()).stderr
