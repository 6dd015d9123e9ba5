"""Generated files are written and removed with their pages, and files of people are never changed."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest

from generator.build import manifest
from generator.build import write as site
from generator.build.manifest import MANIFEST, read_manifest
from generator.build.result import Changes
from generator.build.write import Target, sync
from generator.diagnostics import Diagnostic
from generator.pages.page import Page, finished
from generator.storage.files import temporary_folder, write_whole
from tests.support.trees import contents, snapshot


def _page(path: str, text: str = "text") -> Page:
    return finished(path, text.encode())


def _nothing(_hashes: Mapping[str, str]) -> Iterable[Page]:
    return ()


def _sync(docs: Path, *pages: Page, write: bool = True) -> tuple[Changes | None, list[Diagnostic]]:
    found: list[Diagnostic] = []
    manifest = read_manifest(docs, found.append)
    assert manifest is not None
    with TemporaryDirectory() as aside:
        target = Target(docs=docs, manifest=manifest, staging=Path(aside) if write else None)
        return sync(pages, _nothing, target, found.append), found


def test_a_second_build_writes_nothing(tmp_path: Path) -> None:
    pages = [_page("a.md"), _page("b/c.md")]
    assert _sync(tmp_path, *pages) == (Changes(written=2, removed=0, unchanged=0), [])
    before = snapshot(tmp_path)
    assert _sync(tmp_path, *pages) == (Changes(written=0, removed=0, unchanged=2), [])
    assert snapshot(tmp_path) == before


def test_only_what_changed_is_written(tmp_path: Path) -> None:
    _sync(tmp_path, _page("a.md"), _page("b.md"))
    before = snapshot(tmp_path)["b.md"]
    assert _sync(tmp_path, _page("a.md", "new"), _page("b.md"))[0] == Changes(written=1, removed=0, unchanged=1)
    assert snapshot(tmp_path)["b.md"] == before


def test_stale_pages_are_removed_with_their_empty_folders(tmp_path: Path) -> None:
    _sync(tmp_path, _page("a.md"), _page("old/x.md"), _page("kept/x.md"))
    (tmp_path / "kept" / "mine.md").write_text("mine")
    assert _sync(tmp_path, _page("a.md"))[0] == Changes(written=0, removed=2, unchanged=1)
    assert sorted(contents(tmp_path)) == [MANIFEST, "a.md", "kept/mine.md"]
    assert not (tmp_path / "old").exists()


def test_checking_counts_and_writes_nothing(tmp_path: Path) -> None:
    assert _sync(tmp_path / "docs", _page("a.md"), write=False)[0] == Changes(written=1, removed=0, unchanged=0)
    assert not (tmp_path / "docs").exists()


def test_a_file_in_the_way_is_an_error_and_nothing_is_written(tmp_path: Path) -> None:
    (tmp_path / "a.md").write_text("mine")
    (tmp_path / "b").write_text("a file, where a folder must be")
    (tmp_path / "c.md").mkdir()
    before = snapshot(tmp_path)
    changes, found = _sync(tmp_path, _page("a.md"), _page("b/x.md"), _page("c.md"), _page("d.md"))
    assert changes is None
    assert [(finding.code, finding.where.file) for finding in found] == [
        ("file-in-the-way", f"{tmp_path.name}/{name}") for name in ("a.md", "b", "c.md")
    ]
    assert snapshot(tmp_path) == before


@pytest.mark.parametrize("pages", [[_page("a.md", "new")], []], ids=["the page changes", "the page goes"])
def test_an_edit_of_a_generated_page_is_not_lost(tmp_path: Path, pages: list[Page]) -> None:
    _sync(tmp_path, _page("a.md"))
    (tmp_path / "a.md").write_text("edited by hand")
    before = snapshot(tmp_path)
    changes, found = _sync(tmp_path, *pages)
    assert changes is None
    assert [finding.code for finding in found] == ["edited-by-hand"]
    assert snapshot(tmp_path) == before


def test_a_deleted_page_comes_back(tmp_path: Path) -> None:
    _sync(tmp_path, _page("a.md"))
    (tmp_path / "a.md").unlink()
    assert _sync(tmp_path, _page("a.md"))[0] == Changes(written=1, removed=0, unchanged=0)


def test_without_a_manifest_unchanged_files_are_recognized(tmp_path: Path) -> None:
    _sync(tmp_path, _page("a.md"))
    (tmp_path / MANIFEST).write_text("{broken")
    assert _sync(tmp_path, _page("a.md")) == (Changes(written=0, removed=0, unchanged=1), [])
    assert "a.md" in (tmp_path / MANIFEST).read_text()


@pytest.mark.parametrize("survived", range(5))
def test_an_interrupted_build_is_completed_by_the_next(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, survived: int
) -> None:
    _sync(tmp_path, _page("a.md", "old"), _page("b.md", "old"), _page("stale.md"))
    write, calls = write_whole, 0

    def cut_off(path: Path | str, data: bytes) -> None:
        nonlocal calls
        calls += 1
        if calls > survived:
            raise KeyboardInterrupt
        write(path, data)

    monkeypatch.setattr(site, "write_whole", cut_off)
    monkeypatch.setattr(manifest, "write_whole", cut_off)
    with pytest.raises(KeyboardInterrupt):
        _sync(tmp_path, _page("a.md", "new"), _page("b.md", "new"), _page("c.md", "new"))
    monkeypatch.undo()
    changes, found = _sync(tmp_path, _page("a.md", "newer"), _page("b.md", "newer"))
    assert found == []
    assert changes is not None
    assert {name: data for name, data in contents(tmp_path).items() if name != MANIFEST} == {
        "a.md": b"newer",
        "b.md": b"newer",
    }


def _drawn(path: str, key: str, drawn: list[str], text: str = "picture") -> Page:
    def draw() -> bytes:
        drawn.append(path)
        return text.encode()

    return Page(path=path, key=key, make=draw)


def test_a_drawing_is_drawn_once_and_again_only_with_another_key(tmp_path: Path) -> None:
    drawn: list[str] = []
    assert _sync(tmp_path, _drawn("a.png", "one", drawn))[0] == Changes(written=1, removed=0, unchanged=0)
    before = snapshot(tmp_path)
    assert _sync(tmp_path, _drawn("a.png", "one", drawn))[0] == Changes(written=0, removed=0, unchanged=1)
    assert drawn == ["a.png"]
    assert snapshot(tmp_path) == before
    assert _sync(tmp_path, _drawn("a.png", "two", drawn, "other"))[0] == Changes(written=1, removed=0, unchanged=0)
    assert contents(tmp_path)["a.png"] == b"other"
    assert _sync(tmp_path)[0] == Changes(written=0, removed=1, unchanged=0)
    assert sorted(contents(tmp_path)) == [MANIFEST]


def test_checking_draws_nothing_new(tmp_path: Path) -> None:
    drawn: list[str] = []
    assert _sync(tmp_path, _drawn("a.png", "one", drawn), write=False)[0] == Changes(written=1, removed=0, unchanged=0)
    assert drawn == []


def test_a_drawing_that_was_lost_is_drawn_again(tmp_path: Path) -> None:
    drawn: list[str] = []
    _sync(tmp_path, _drawn("a.png", "one", drawn))
    (tmp_path / "a.png").unlink()
    assert _sync(tmp_path, _drawn("a.png", "one", drawn))[0] == Changes(written=1, removed=0, unchanged=0)


def test_a_drawing_that_a_person_changed_is_not_overwritten(tmp_path: Path) -> None:
    drawn: list[str] = []
    _sync(tmp_path, _drawn("a.png", "one", drawn))
    (tmp_path / "a.png").write_bytes(b"mine")
    changes, found = _sync(tmp_path, _drawn("a.png", "one", drawn))
    assert changes is None
    assert [finding.code for finding in found] == ["edited-by-hand"]


def test_without_a_manifest_a_drawing_is_recognized_by_its_bytes(tmp_path: Path) -> None:
    drawn: list[str] = []
    _sync(tmp_path, _drawn("a.png", "one", drawn))
    (tmp_path / MANIFEST).unlink()
    assert _sync(tmp_path, _drawn("a.png", "one", drawn))[0] == Changes(written=0, removed=0, unchanged=1)
    assert _sync(tmp_path, _drawn("a.png", "one", drawn))[0] == Changes(written=0, removed=0, unchanged=1)
    assert drawn == ["a.png", "a.png"]


def test_an_interruption_between_two_drawings_mixes_up_neither(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    drawn: list[str] = []
    _sync(tmp_path, _drawn("a.png", "one", drawn, "old"))

    def cut_off(path: Path | str, data: bytes) -> None:
        if str(path).endswith(".png"):
            raise KeyboardInterrupt
        write_whole(path, data)

    monkeypatch.setattr(site, "write_whole", cut_off)
    monkeypatch.setattr(manifest, "write_whole", cut_off)
    with pytest.raises(KeyboardInterrupt):
        _sync(tmp_path, _drawn("a.png", "two", drawn, "new"))
    monkeypatch.undo()
    assert contents(tmp_path)["a.png"] == b"old"
    assert _sync(tmp_path, _drawn("a.png", "two", drawn, "new"))[0] == Changes(written=1, removed=0, unchanged=0)
    assert contents(tmp_path)["a.png"] == b"new"


def _fail() -> bytes:
    raise ValueError("a template is at fault")


def test_nothing_is_written_if_a_page_cannot_be_made(tmp_path: Path) -> None:
    _sync(tmp_path / "docs", _page("a.md"))
    before = snapshot(tmp_path)
    pages = [_page("a.md", "new"), Page(path="b.md", make=_fail)]
    with pytest.raises(ValueError, match="at fault"), temporary_folder(tmp_path) as aside:
        sync(pages, _nothing, Target(docs=tmp_path / "docs", manifest={}, staging=aside), print)
    assert snapshot(tmp_path) == before


def test_staged_files_are_written_as_they_were_made(tmp_path: Path) -> None:
    pages = [_page("a.md", "one"), _page("b/c.md", ""), _page("b/d.md", "three")]
    with temporary_folder(tmp_path) as aside:
        target = Target(docs=tmp_path / "docs", manifest={}, staging=aside)
        changes = sync(pages, lambda hashes: [_page("urls.txt", " ".join(hashes))], target, print)
    assert changes == Changes(written=4, removed=0, unchanged=0)
    found = contents(tmp_path)
    assert {name: data for name, data in found.items() if MANIFEST not in name} == {
        "docs/a.md": b"one",
        "docs/b/c.md": b"",
        "docs/b/d.md": b"three",
        "docs/urls.txt": b"a.md b/c.md b/d.md",
    }


def test_with_a_trusted_manifest_unchanged_files_are_not_read(tmp_path: Path) -> None:
    _sync(tmp_path, _page("a.md"), _page("b.md"))
    (tmp_path / "a.md").write_text("unread")
    pages = [_page("a.md"), _page("b.md", "new")]
    manifest = read_manifest(tmp_path, print)
    assert manifest
    changes = sync(pages, _nothing, Target(docs=tmp_path, manifest=manifest, trusted=True), print)
    assert changes == Changes(written=1, removed=0, unchanged=1)
    assert (tmp_path / "a.md").read_text() == "unread"
