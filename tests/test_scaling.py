"""The workflow of the guide that builds a site in shards is one that can be run."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
import yaml

from generator.build import build
from tests.case import ROOT
from tests.project import environment, make_project
from tests.trees import contents

GUIDE = ROOT / "docs" / "guide" / "scaling.md"
TEXT = "".join(re.findall(r"^```yaml\n(.*?)^```$", GUIDE.read_text(encoding="utf-8"), re.DOTALL | re.MULTILINE))
WORKFLOW: dict[str, Any] = yaml.safe_load(TEXT)
TOOLS = Path(sys.executable).parent


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / ".github" / "workflows" / "shards.yml"
    path.parent.mkdir(parents=True)
    path.write_text(TEXT, encoding="utf-8")
    return path


def test_it_is_a_workflow(file: Path) -> None:
    for schema in ("vendor.github-workflows", "custom.github-workflows-require-timeout"):
        _pass("check-jsonschema", "--builtin-schema", schema, str(file))


def test_it_has_no_weakness_that_is_known(file: Path) -> None:
    _pass("zizmor", "--offline", "--no-progress", "--quiet", "--color=never", str(file))


def _pass(tool: str, *arguments: str) -> None:
    if not (TOOLS / tool).exists():
        pytest.skip(f"{tool} is not installed")
    done = subprocess.run([TOOLS / tool, *arguments], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr


def test_it_uses_the_actions_that_our_own_workflows_use() -> None:
    ours = (ROOT / ".github" / "workflows" / "pages.yml").read_text(encoding="utf-8")
    own = {"actions/upload-artifact", "actions/download-artifact"}
    for action in re.findall(r"uses: (\S+)", TEXT):
        name, _, commit = action.partition("@")
        assert re.fullmatch(r"[0-9a-f]{40}", commit)
        assert name in own or action in ours


def test_no_expression_reaches_a_shell() -> None:
    assert all("${{" not in step.get("run", "") for job in WORKFLOW["jobs"].values() for step in job["steps"])


@pytest.mark.skipif(sys.platform != "linux" or not shutil.which("tar"), reason="runs steps as the server does")
def test_run_step_by_step_it_makes_what_one_machine_makes(tmp_path: Path) -> None:
    jobs = WORKFLOW["jobs"]
    checkout = make_project(tmp_path / "checkout")
    shutil.rmtree(checkout / "docs" / "assets")
    _script(checkout / "bin" / "make", "exit 0")
    _script(checkout / ".venv" / "bin" / "reading-list", f'exec "{sys.executable}" -m generator "$@"')
    for index, shard in enumerate(jobs["shard"]["strategy"]["matrix"]["shard"]):
        root = Path(shutil.copytree(checkout, tmp_path / str(index)))
        _run(jobs["shard"], "Build the shard", root, SHARD=shard)
        (checkout / "parts" / f"shard-{index}").mkdir(parents=True)
        (root / "shard.tar.gz").rename(checkout / "parts" / f"shard-{index}" / "shard.tar.gz")
    _run(jobs["build"], "Join the shards and build the site", checkout)
    joined = contents(checkout / "docs")
    shutil.rmtree(checkout / "docs")
    shutil.copytree(ROOT / "docs" / "guide", checkout / "docs" / "guide")
    build(checkout)
    assert joined == contents(checkout / "docs")


def _script(path: Path, line: str) -> None:
    path.parent.mkdir(parents=True)
    path.write_text(f"#!/bin/sh\n{line}\n", encoding="utf-8")
    path.chmod(0o755)


def _run(job: dict[str, Any], name: str, root: Path, **env: str) -> None:
    step = next(step for step in job["steps"] if step.get("name") == name)
    assert step.get("env", {}).keys() == env.keys()
    given = environment(PATH=f"{root / 'bin'}{os.pathsep}{os.environ['PATH']}", **env)
    done = subprocess.run(
        ["bash", "-e", "-c", step["run"]], cwd=root, env=given, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stdout + done.stderr
