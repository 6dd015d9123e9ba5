"""Projects to test with: the real one's templates, settings and guide around a library of choice."""

from __future__ import annotations

import contextlib
import os
import shutil
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path

from click.testing import CliRunner

from generator.cli import main
from tests.case import ROOT, TINY


def make_project(root: Path, library: Path = TINY) -> Path:
    """Lay out a project in `root` as a clone of this one with another library; return `root`."""
    root.mkdir(parents=True, exist_ok=True)
    shutil.copytree(library, root / "library")
    shutil.copytree(ROOT / "templates", root / "templates")
    for name in ("guide", "assets"):
        shutil.copytree(ROOT / "docs" / name, root / "docs" / name)
    # The hook is found beside mkdocs.yml, the package it imports is the one under test.
    (root / "generator" / "hooks").mkdir(parents=True)
    shutil.copy(ROOT / "generator" / "hooks" / "mkdocs_hook.py", root / "generator" / "hooks")
    shutil.copy(ROOT / "mkdocs.yml", root)
    return root


def environment(**more: str) -> dict[str, str]:
    """Return the environment of a command under test: this package found, the theme's notice off."""
    return {**os.environ, "PYTHONPATH": str(ROOT), "NO_MKDOCS_2_WARNING": "1", **more}


def run(root: Path, *arguments: str, env: Mapping[str, str] | None = None) -> subprocess.CompletedProcess[str]:
    """Run `python -m …` in a project and return what it printed."""
    command = [sys.executable, "-m", *arguments]
    return subprocess.run(
        command, cwd=root, env=env or environment(), capture_output=True, text=True, check=False, encoding="utf-8"
    )


def reading_list(root: Path, *arguments: str, env: Mapping[str, str] | None = None) -> subprocess.CompletedProcess[str]:
    """Run `reading-list …` in a project and return what it printed; it runs in this process, which takes a tenth."""
    given = environment() if env is None else env
    changes = {name: None for name in os.environ if name not in given} | dict(given)
    with contextlib.chdir(root):
        done = CliRunner(env=changes).invoke(main, arguments, prog_name="reading-list", catch_exceptions=False)
    return subprocess.CompletedProcess(arguments, done.exit_code, done.stdout, done.stderr)


def build_site(root: Path) -> Path:
    """Run `mkdocs build --strict` in a project and return the folder of the site."""
    done = run(root, "mkdocs", "build", "--strict", "--quiet")
    assert done.returncode == 0, done.stdout + done.stderr
    return root / "site"
