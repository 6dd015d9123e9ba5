"""One build at a time writes into a project; whoever is dead holds nobody up."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path
from threading import Event, Thread

import pytest

from generator.build.pipeline import build
from generator.storage.lock import PLACE, AnotherBuildError, build_lock
from tests.support.case import lay_out
from tests.support.project import environment, run

HOLD = """
import sys
from pathlib import Path
from generator.storage.lock import build_lock
with build_lock(Path(sys.argv[1])):
    print("held", flush=True)
    sys.stdin.read()
"""


def _holder(root: Path) -> subprocess.Popen[str]:
    """Return a process that builds until its input ends."""
    process = subprocess.Popen(
        [sys.executable, "-c", HOLD, str(root)],
        env=environment(),
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )
    assert process.stdout
    assert process.stdout.readline() == "held\n"
    return process


@pytest.mark.usefixtures("processes")
def test_a_second_build_names_the_first_and_ends_with_an_error(tmp_path: Path) -> None:
    lay_out(tmp_path, {}, templates=False)
    (tmp_path / "mkdocs.yml").touch()
    with _holder(tmp_path) as other:
        done = run(tmp_path, "generator", "build")
        other.kill()
    assert done.returncode == 1
    assert done.stdout.count("error[") == 1
    assert f"another build is running (process {other.pid})" in done.stdout
    assert not (tmp_path / "docs").exists()


@pytest.mark.usefixtures("processes")
def test_a_build_that_was_killed_holds_up_no_other(tmp_path: Path) -> None:
    lay_out(tmp_path, {})
    with _holder(tmp_path) as other:
        other.kill()
    assert (tmp_path / PLACE).read_text().strip() == str(other.pid)
    assert not build(tmp_path).fails(strict=True)
    assert (tmp_path / PLACE).read_text().strip() == str(os.getpid())


@pytest.mark.usefixtures("processes")
def test_to_check_one_need_not_wait(tmp_path: Path) -> None:
    lay_out(tmp_path, {})
    with _holder(tmp_path) as other:
        assert not build(tmp_path, check=True).fails(strict=True)
        other.kill()


@pytest.mark.usefixtures("processes")
def test_who_waits_builds_after_the_other(tmp_path: Path) -> None:
    other = _holder(tmp_path)
    waited, ended = Event(), Event()

    def wait() -> None:
        waited.set()
        with build_lock(tmp_path, wait=True):
            ended.set()

    thread = Thread(target=wait)
    thread.start()
    waited.wait()
    assert not ended.wait(0.2)
    assert other.stdin
    other.stdin.close()
    thread.join()
    assert ended.is_set()
    assert other.wait() == 0
    assert other.stdout
    other.stdout.close()


@pytest.mark.usefixtures("processes")
def test_what_is_begun_within_a_build_need_not_wait_for_it(tmp_path: Path) -> None:
    with build_lock(tmp_path):
        with build_lock(tmp_path):
            pass
        command = [sys.executable, "-c", HOLD, str(tmp_path)]
        other = subprocess.run(command, env=environment(), capture_output=True, text=True, check=False)
    assert other.returncode == 1
    assert AnotherBuildError.__name__ in other.stderr


@pytest.mark.usefixtures("processes")
def test_an_error_in_a_build_frees_the_lock(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="broken"), build_lock(tmp_path):
        raise ValueError("broken")
    with _holder(tmp_path) as other:
        other.kill()


def test_a_lock_with_another_text_holds_up_nobody(tmp_path: Path) -> None:
    (tmp_path / PLACE).parent.mkdir(parents=True)
    (tmp_path / PLACE).write_text("no number\nat all\n")
    with build_lock(tmp_path):
        assert (tmp_path / PLACE).read_text().startswith(str(os.getpid()))
