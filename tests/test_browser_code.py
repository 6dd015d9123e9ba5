"""Runs the tests of the browser code in tests/js/, if Node.js is installed."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
from pathlib import Path

import pytest

from generator.mkdocs_plugin.assets import without_comments
from tests.support.case import ROOT

OLDEST = 20
BARE = [
    *("--allowJs", "--noCheck", "--noResolve", "--ignoreConfig", "--removeComments", "--target", "esnext"),
    *("--module", "esnext", "--rootDir", ".", "--outDir", "bare"),
]
"""Options with which the compiler prints a script without comments."""


def _node() -> str:
    """Return the path of Node.js; skips where it is too old, or the packages of package.json are not there."""
    path = shutil.which("node")
    if path is None:
        pytest.skip("no Node.js on PATH")
    version = subprocess.run([path, "--version"], capture_output=True, text=True, check=True).stdout
    if int(version.removeprefix("v").split(".")[0]) < OLDEST:
        pytest.skip(f"Node.js {version.strip()} is too old: {OLDEST} or later is needed")
    if not (ROOT / "node_modules").is_dir():
        pytest.skip("run `make js` once: it brings what these tests need")
    return path


def test_the_modules_of_the_browser_pass_their_tests(processes: None) -> None:
    tests = sorted(str(path.relative_to(ROOT)) for path in (ROOT / "tests/js").glob("*.test.js"))
    environment = {name: value for name, value in os.environ.items() if name != "NODE_OPTIONS"}
    run = subprocess.run(
        [_node(), "--test", *tests], cwd=ROOT, env=environment, capture_output=True, text=True, check=False
    )
    assert run.returncode == 0, run.stdout + run.stderr


def test_a_script_without_its_comments_is_the_same_program(processes: None, tmp_path: Path) -> None:
    paths = [ROOT / "docs/assets/reading-list.js", *sorted((ROOT / "docs/assets/js").rglob("*.js"))]
    for path in paths:
        code = path.read_text(encoding="utf-8")
        for folder, text in (("whole", code), ("sent", without_comments(code))):
            copy = tmp_path / folder / path.relative_to(ROOT)
            copy.parent.mkdir(parents=True, exist_ok=True)
            copy.write_text(text, encoding="utf-8")
    compiler = [_node(), str(ROOT / "node_modules/typescript/bin/tsc"), *BARE]
    subprocess.run([*compiler, *_names(tmp_path)], cwd=tmp_path, check=True)
    for path in paths:
        whole, sent = (tmp_path / "bare" / folder / path.relative_to(ROOT) for folder in ("whole", "sent"))
        assert _unindented(sent) == _unindented(whole), path.name


def _unindented(path: Path) -> list[str]:
    """Return the lines of a file without indentation, which means nothing in code and in templates of HTML."""
    return [line.lstrip(" ") for line in path.read_text(encoding="utf-8").splitlines()]


def _names(folder: Path) -> list[str]:
    return [str(path.relative_to(folder)) for path in sorted(folder.rglob("*.js"))]


def test_the_npm_lock_has_checksums_and_names_no_registry() -> None:
    packages = json.loads((ROOT / "package-lock.json").read_text(encoding="utf-8"))["packages"]
    installed = {name: entry for name, entry in packages.items() if name}
    assert [name for name, entry in installed.items() if "resolved" in entry] == []
    assert [name for name, entry in installed.items() if "integrity" not in entry] == []
