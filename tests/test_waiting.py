"""A folder that tests share is made once, and all tests that wait for it fail if it cannot be made."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path
from types import SimpleNamespace
from typing import cast

import pytest

from tests.support.project import environment
from tests.support.waiting import once

DIES = """
import os, sys
from pathlib import Path
from types import SimpleNamespace
from tests.support.waiting import once
once(SimpleNamespace(getbasetemp=lambda: Path(sys.argv[1])), "shared", lambda folder: os._exit(9))
"""


@pytest.fixture
def factory(tmp_path: Path) -> pytest.TempPathFactory:
    """Return a factory of folders below one that belongs to this test alone."""
    (tmp_path / "worker").mkdir()
    return cast("pytest.TempPathFactory", SimpleNamespace(getbasetemp=lambda: tmp_path / "worker"))


def test_what_is_shared_is_made_once(factory: pytest.TempPathFactory) -> None:
    first = once(factory, "shared", Path.mkdir)
    assert first.is_dir()
    assert once(factory, "shared", Path.mkdir) == first


def test_nobody_waits_for_a_worker_that_failed(factory: pytest.TempPathFactory) -> None:
    def fail(_: Path) -> None:
        raise OSError("no space left")

    with pytest.raises(OSError, match="no space left"):
        once(factory, "shared", fail)
    with pytest.raises(pytest.fail.Exception, match="shared could not be made"):
        once(factory, "shared", Path.mkdir)


def test_nobody_waits_for_a_worker_that_died(processes: None, factory: pytest.TempPathFactory) -> None:
    command = [sys.executable, "-c", DIES, str(factory.getbasetemp())]
    assert subprocess.run(command, env=environment(), check=False).returncode == 9
    with pytest.raises(pytest.fail.Exception, match="shared could not be made"):
        once(factory, "shared", Path.mkdir)
