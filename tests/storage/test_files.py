"""A file is written whole or not at all, and no link leads out of the folder that it is meant for."""

from __future__ import annotations

import errno
import os
from pathlib import Path

import pytest

from generator.storage.files import is_temporary, write_output, write_whole
from generator.storage.text import is_within
from tests.support.trees import contents


def test_a_file_is_replaced_and_nothing_is_left_beside_it(tmp_path: Path) -> None:
    (tmp_path / "a").write_text("old")
    write_whole(tmp_path / "a", b"new")
    assert contents(tmp_path) == {"a": b"new"}


def test_a_relative_name_without_a_folder_is_written_here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    write_whole("a", b"new")
    assert contents(tmp_path) == {"a": b"new"}


@pytest.mark.parametrize("failing", ["write", "replace"])
def test_after_a_failure_the_old_file_stands_and_no_other(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, failing: str
) -> None:
    (tmp_path / "a").write_text("old")

    def full(*_: object) -> int:
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(os, failing, full)
    with pytest.raises(OSError, match="No space left"):
        write_whole(tmp_path / "a", b"new")
    assert contents(tmp_path) == {"a": b"old"}


def test_a_system_that_writes_a_few_bytes_at_a_time_writes_all(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write = os.write
    monkeypatch.setattr(os, "write", lambda file, data: write(file, bytes(data)[:3]))
    write_whole(tmp_path / "a", b"ten  bytes")
    assert contents(tmp_path) == {"a": b"ten  bytes"}


def test_no_link_that_waits_beside_a_file_is_written_through(tmp_path: Path) -> None:
    (tmp_path / "outside").write_text("mine")
    (tmp_path / "project").mkdir()
    (tmp_path / "project" / ".a.new").symlink_to(tmp_path / "outside")
    write_whole(tmp_path / "project" / "a", b"new")
    assert (tmp_path / "outside").read_text() == "mine"


def test_a_temporary_name_that_is_taken_is_not_written_to(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "outside").write_text("mine")
    monkeypatch.setattr(os, "urandom", bytes)
    (tmp_path / f".{bytes(8).hex()}.new").symlink_to(tmp_path / "outside")
    with pytest.raises(FileExistsError):
        write_whole(tmp_path / "a", b"new")
    assert (tmp_path / "outside").read_text() == "mine"


def test_the_name_of_a_temporary_file_is_known_and_no_other() -> None:
    assert is_temporary(".0123456789abcdef.new")
    for name in ("a.md", ".curation.yml.new", ".0123456789abcde.new", ".0123456789abcdeX.new", "0123456789abcdef.new"):
        assert not is_temporary(name)


@pytest.mark.parametrize(
    ("place", "within"),
    [
        ("docs", True),
        ("docs/new/file", True),
        ("docs/../docs/a", True),
        ("docs/../a", False),
        ("docsier/a", False),
        ("docs/inside/a", True),
        ("docs/outside", False),
        ("docs/outside/a", False),
        ("docs/outside/../docs/a", False),
        ("docs/dangling", False),
        ("docs/a\0b", False),
        ("docs/loop/a", True),
    ],
)
def test_a_path_is_judged_by_where_its_links_lead(tmp_path: Path, place: str, within: bool) -> None:
    (tmp_path / "project" / "docs" / "real").mkdir(parents=True)
    (tmp_path / "elsewhere").mkdir()
    docs = tmp_path / "project" / "docs"
    (docs / "inside").symlink_to("real")
    (docs / "outside").symlink_to(tmp_path / "elsewhere")
    (docs / "dangling").symlink_to(tmp_path / "nowhere" / "a")
    (docs / "loop").symlink_to("loop")
    assert is_within(f"{tmp_path}/project/{place}", docs) is within


def test_a_linked_folder_is_the_folder_that_it_leads_to(tmp_path: Path) -> None:
    (tmp_path / "real" / "a").mkdir(parents=True)
    (tmp_path / "docs").symlink_to("real")
    assert is_within(tmp_path / "real" / "a", tmp_path / "docs")
    assert is_within(tmp_path / "docs" / "b", tmp_path / "real")


def test_another_name_of_the_same_folder_is_seen(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A file system that ignores case gives one folder two names, which no link explains."""
    (tmp_path / "docs" / "a").mkdir(parents=True)
    stat = Path.stat
    monkeypatch.setattr(Path, "stat", lambda path, **_: stat(Path(str(path).replace("DOCS", "docs"))))
    assert is_within(tmp_path / "DOCS" / "a", tmp_path / "docs")
    assert is_within(tmp_path / "docs" / "a", tmp_path / "DOCS")


def test_output_goes_into_a_pipe_that_is_there(tmp_path: Path) -> None:
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    reader = os.open(pipe, os.O_RDONLY | os.O_NONBLOCK)
    try:
        write_output(pipe, b"text")
        assert os.read(reader, 10) == b"text"
    finally:
        os.close(reader)
    assert pipe.is_fifo()


def test_an_error_names_the_file_that_was_to_be_written(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError) as reason:
        write_whole(tmp_path / "none" / "file", b"text")
    assert reason.value.filename == str(tmp_path / "none" / "file")
