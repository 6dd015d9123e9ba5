"""The code of the browser keeps its own promises: the tests of tests/js/, run here where Node.js is."""

from __future__ import annotations

import json
import os
import shutil
import subprocess

import pytest

from generator.pages.scripts import without_comments
from tests.case import ROOT

OLDEST = 20
BARE = """const ts = require("typescript");
const options = {compilerOptions: {target: "esnext", module: "esnext", removeComments: true}};
const bare = JSON.parse(require("node:fs").readFileSync(0)).map(code => ts.transpileModule(code, options).outputText);
console.log(JSON.stringify(bare));"""
"""Prints scripts as the compiler writes them, without any comment."""


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


def test_the_modules_of_the_browser_pass_their_tests() -> None:
    tests = sorted(str(path.relative_to(ROOT)) for path in (ROOT / "tests/js").glob("*.test.js"))
    environment = {name: value for name, value in os.environ.items() if name != "NODE_OPTIONS"}
    run = subprocess.run(
        [_node(), "--test", *tests], cwd=ROOT, env=environment, capture_output=True, text=True, check=False
    )
    assert run.returncode == 0, run.stdout + run.stderr


def test_a_script_without_its_comments_is_the_same_program() -> None:
    paths = [ROOT / "docs/assets/reading-list.js", *sorted((ROOT / "docs/assets/js").glob("*.js"))]
    whole = [path.read_text(encoding="utf-8") for path in paths]
    asked = json.dumps(whole + [without_comments(code) for code in whole])
    run = subprocess.run([_node(), "--eval", BARE], cwd=ROOT, input=asked, capture_output=True, text=True, check=True)
    bare = json.loads(run.stdout)
    for path, code, sent in zip(paths, bare[: len(paths)], bare[len(paths) :], strict=True):
        assert sent == code, path.name


def test_the_lock_of_npm_names_no_registry_and_holds_a_checksum_for_each_package() -> None:
    packages = json.loads((ROOT / "package-lock.json").read_text(encoding="utf-8"))["packages"]
    installed = {name: entry for name, entry in packages.items() if name}
    assert [name for name, entry in installed.items() if "resolved" in entry] == []
    assert [name for name, entry in installed.items() if "integrity" not in entry] == []
