"""A command is run, watched, and ended if it takes too long."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from comparison.running import EndedEarlyError, count, measure
from comparison.sizes import edit_a_tag, edited_paper

MEGABYTE = 1_000_000


def test_a_run_counts_the_memory_of_its_largest_process(processes: None, tmp_path: Path) -> None:
    run = measure([sys.executable, "-S", "-c", "b'x' * 64_000_000"], tmp_path, 60)
    assert 64 * MEGABYTE < run.peak < 200 * MEGABYTE
    assert run.wall > 0


def test_a_run_over_the_limit_is_ended_with_what_it_started(processes: None, tmp_path: Path) -> None:
    command = f"{sys.executable} -S -c 'import time; time.sleep(60)' & wait"
    with pytest.raises(EndedEarlyError) as ended:
        measure(["sh", "-c", command], tmp_path, 0.2)
    assert ended.value.why == "over"


def test_a_run_that_fails_tells_the_end_of_its_log(processes: None, tmp_path: Path) -> None:
    with pytest.raises(EndedEarlyError, match="no such engine") as ended:
        measure(["sh", "-c", "echo no such engine >&2; exit 3"], tmp_path, 60)
    assert ended.value.why == "failed"


def test_bytes_and_files_are_counted_at_every_depth(tmp_path: Path) -> None:
    (tmp_path / "a/b").mkdir(parents=True)
    (tmp_path / "one").write_bytes(b"12")
    (tmp_path / "a/b/two").write_bytes(b"345")
    assert count(tmp_path) == (5, 2)


def test_a_tag_is_taken_and_put_back(tmp_path: Path) -> None:
    path = tmp_path / "library/curation.yml"
    path.parent.mkdir()
    before = 'one:\n  tags: [a]\ntwo:\n  tldr: "Two."\n  tags: [b, c]\n'
    path.write_text(before, encoding="utf-8")
    edit_a_tag(tmp_path)
    assert path.read_text(encoding="utf-8") == before.replace("[b, c]", "[b]")
    assert edited_paper(tmp_path) == "two"
    edit_a_tag(tmp_path)
    assert path.read_text(encoding="utf-8") == before
    assert edited_paper(tmp_path) == "two"
