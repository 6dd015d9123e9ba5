"""Files are replaced together or not at all, whatever happens in between."""

from __future__ import annotations

import json
import os
import threading
from collections.abc import Callable
from contextlib import suppress
from hashlib import sha256
from pathlib import Path

import pytest

from generator.diagnostics import Diagnostic
from generator.storage import transaction
from generator.storage.transaction import PENDING, ChangedError, Replacement, recover, replace_files
from tests.support.faults import KilledError, faults
from tests.support.trees import contents

CHANGES = (
    Replacement(path="sources/new.bib", before=None, after=b"@misc{x, title = {X}}\n"),
    Replacement(path="sources.yml", before=b"sources: {}\n", after=b"sources: {new.bib: {title: New}}\n"),
    Replacement(path="curation.yml", before=b"", after=b"x: {tags: []}\n"),
)
AFTER = {change.path: change.after for change in CHANGES}


def _library(folder: Path) -> Path:
    library = folder / "library"
    (library / "sources").mkdir(parents=True)
    for change in CHANGES:
        if change.before is not None:
            (library / change.path).write_bytes(change.before)
    return library


def _settled(library: Path) -> list[str]:
    found: list[Diagnostic] = []
    recover(library, found.append)
    return [finding.code for finding in found]


def _at_each_call(folder: Path, kind: str, check: Callable[[Path, dict[str, bytes]], None]) -> int:
    """Let a change fail at its first call that writes, at its second …; return how many there are."""
    at = 0
    while True:
        at += 1
        library = _library(folder / str(at))
        before = contents(library)
        with faults(library, kind, at) as fault, suppress(OSError, KilledError):
            replace_files(library, CHANGES)
        if not fault.reached:
            assert contents(library) == AFTER
            return at - 1
        check(library, before)


def test_a_change_killed_at_any_call_is_complete_or_undone(tmp_path: Path) -> None:
    def check(library: Path, before: dict[str, bytes]) -> None:
        _settled(library)
        assert not (library / PENDING).exists()
        assert contents(library) in (before, AFTER)
        if contents(library) == before:
            replace_files(library, CHANGES)
        assert contents(library) == AFTER

    assert _at_each_call(tmp_path, "kill", check) > 30


@pytest.mark.parametrize("kind", ["full", "once"])
def test_a_change_without_disk_space_is_complete_or_undone_immediately(tmp_path: Path, kind: str) -> None:
    def check(library: Path, before: dict[str, bytes]) -> None:
        there = {name: data for name, data in contents(library).items() if not name.startswith(PENDING)}
        assert there in (before, AFTER)
        if there == before:
            replace_files(library, CHANGES)
        _settled(library)
        assert contents(library) == AFTER

    assert _at_each_call(tmp_path, kind, check) > 30


def test_taking_back_may_be_killed_at_any_call_too(tmp_path: Path) -> None:
    at = 0
    reached = True
    while reached:
        at += 1
        library = _half(tmp_path / str(at))
        with faults(library, "kill", at) as fault, suppress(KilledError):
            _settled(library)
        reached = fault.reached
        _settled(library)
        assert contents(library) == {"sources.yml": b"sources: {}\n", "curation.yml": b""}
    assert at > 5


def _half(folder: Path) -> Path:
    """Return a library in which a change was killed before its last file was put in place."""
    library = _library(folder)
    replace = Path.replace

    def dies(self: Path, target: Path) -> Path:
        if target.name == "curation.yml":
            raise KilledError
        return replace(self, target)

    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(Path, "replace", dies)
        patched.setattr(transaction, "_recover", lambda *_, **__: ([], []))
        with pytest.raises(KilledError):
            replace_files(library, CHANGES)
    assert (library / "sources/new.bib").exists()
    return library


def test_an_unfinished_change_is_taken_back_and_reported_once(tmp_path: Path) -> None:
    library = _half(tmp_path)
    assert _settled(library) == ["change-undone"]
    assert _settled(library) == []


@pytest.mark.parametrize("name", ["sources/new.bib", "sources.yml", "curation.yml"])
def test_what_somebody_changed_since_is_left_and_named(tmp_path: Path, name: str) -> None:
    library = _half(tmp_path)
    (library / name).write_bytes(b"mine\n")
    assert _settled(library) == ["change-left"]
    before = {"sources.yml": b"sources: {}\n", "curation.yml": b""}
    assert contents(library) == {**before, name: b"mine\n"}


def test_a_file_that_holds_something_else_is_not_replaced(tmp_path: Path) -> None:
    library = _library(tmp_path)
    (library / "curation.yml").write_bytes(b"mine\n")
    before = contents(library)
    with pytest.raises(ChangedError, match=r"curation\.yml"):
        replace_files(library, CHANGES)
    (library / "curation.yml").write_bytes(b"")
    (library / "sources/new.bib").write_bytes(b"mine\n")
    with pytest.raises(ChangedError, match=r"new\.bib"):
        replace_files(library, CHANGES)
    assert contents(library) == {**before, "curation.yml": b"", "sources/new.bib": b"mine\n"}


def test_a_planted_journal_changes_nothing_outside(tmp_path: Path) -> None:
    outside = tmp_path / "outside.txt"
    outside.write_bytes(b"precious")
    library = _library(tmp_path)
    (library / "link.yml").symlink_to(outside)
    for path in ("../outside.txt", str(outside), "link.yml", "a/../../outside.txt"):
        (library / PENDING).mkdir()
        digest = sha256(b"precious").hexdigest()
        rows = [{"path": path, "before": None, "after": digest}, {"path": "none", "before": None, "after": digest}]
        (library / PENDING / "journal.json").write_text(json.dumps(rows), encoding="utf-8")
        _settled(library)
        assert outside.read_bytes() == b"precious"
        assert not (library / PENDING).exists()


@pytest.mark.parametrize("journal", ["", "[", "{}", "[1]", '[{"path": "sources.yml"}]', "null"])
def test_a_journal_of_nobody_is_removed_and_the_library_stays(tmp_path: Path, journal: str) -> None:
    library = _library(tmp_path)
    before = contents(library)
    (library / PENDING).mkdir()
    (library / PENDING / "journal.json").write_text(journal, encoding="utf-8")
    assert _settled(library) == []
    assert contents(library) == before


def test_a_link_in_the_place_of_the_pending_folder_is_not_followed(tmp_path: Path) -> None:
    outside = tmp_path / "outside"
    outside.mkdir()
    (outside / "0.new").write_bytes(b"precious")
    library = _library(tmp_path)
    (library / PENDING).symlink_to(outside)
    _settled(library)
    with pytest.raises(OSError, match="exists"):
        replace_files(library, CHANGES)
    assert contents(outside) == {"0.new": b"precious"}
    assert not (library / "sources/new.bib").exists()


def test_the_permissions_of_a_file_stay(tmp_path: Path) -> None:
    library = _library(tmp_path)
    (library / "curation.yml").chmod(0o640)
    replace_files(library, CHANGES)
    assert (library / "curation.yml").stat().st_mode & 0o777 == 0o640


def test_a_second_change_waits_for_the_first(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    library = _library(tmp_path)
    inside, go_on = threading.Event(), threading.Event()
    store = transaction._store

    def slow(*args: object) -> None:
        inside.set()
        assert go_on.wait(30)
        monkeypatch.setattr(transaction, "_store", store)
        store(*args)  # type: ignore[arg-type]

    monkeypatch.setattr(transaction, "_store", slow)
    first = threading.Thread(target=replace_files, args=(library, CHANGES))
    first.start()
    assert inside.wait(30)
    other = [Replacement(path="curation.yml", before=CHANGES[2].after, after=b"y: {}\n")]
    second = threading.Thread(target=replace_files, args=(library, other))  # raises if it does not wait
    second.start()
    go_on.set()
    first.join(30)
    second.join(30)
    assert contents(library) == {**AFTER, "curation.yml": b"y: {}\n"}


def test_a_reader_waits_until_a_change_is_whole(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    library = _library(tmp_path)
    half, seen = threading.Event(), list[bool]()
    move = transaction._move

    def slow(source: Path, target: Path) -> None:
        if target.name == "curation.yml":
            half.set()
            reader.join(0.2)  # the reader is still waiting, whatever the time: it needs the lock
            seen.append(reader.is_alive())
        move(source, target)

    monkeypatch.setattr(transaction, "_move", slow)
    reader = threading.Thread(target=lambda: half.wait(30) and _settled(library))
    reader.start()
    replace_files(library, CHANGES)
    reader.join(30)
    assert seen == [True]
    assert contents(library) == AFTER


def test_a_file_on_another_disk_is_replaced_too(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    library = _library(tmp_path)
    real = os.replace

    def other_disk(source: Path, target: Path) -> None:
        if Path(source).parent.name == PENDING and Path(target).parent.name != PENDING:
            raise OSError(18, "Invalid cross-device link")
        real(source, target)

    monkeypatch.setattr(os, "replace", other_disk)
    replace_files(library, CHANGES)
    assert contents(library) == AFTER
