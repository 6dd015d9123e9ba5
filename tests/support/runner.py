"""Runs steps of the workflow for suggestions as GitHub's server does: real Git, a bare repository as its origin."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
import yaml

from tests.support.case import ROOT
from tests.support.project import environment, make_project

WORKFLOWS = sorted((ROOT / ".github" / "workflows").glob("*.yml"))
STEPS: list[tuple[str, str, dict[str, Any]]] = [
    (path.stem, job, step)
    for path in WORKFLOWS
    for job, body in yaml.safe_load(path.read_text(encoding="utf-8"))["jobs"].items()
    for step in body["steps"]
]
needs_gnu = pytest.mark.skipif(
    sys.platform != "linux" or not shutil.which("git"), reason="runs steps as the server does"
)


def _run(step: str) -> str:
    """Return the script of a step."""
    text: str = next(found["run"] for *_, found in STEPS if found.get("name") == step)
    return text


class Runner:
    """A checkout with what a server gives its steps; `gh` writes down how it was called."""

    def __init__(self, tmp_path: Path) -> None:
        self.root = make_project(tmp_path / "project")
        self.temp = tmp_path / "temp"
        self.calls = tmp_path / "calls"
        self.output = tmp_path / "output"
        self.event = tmp_path / "event.json"
        bin_folder = self.root / ".venv" / "bin"
        for folder in (self.temp, bin_folder):
            folder.mkdir(parents=True)
        self._script(bin_folder / "reading-list", f'exec "{sys.executable}" -m generator "$@"')
        self._script(bin_folder / "gh", f'printf "%s\\n" "$*" >> "{self.calls}"')
        self.git("init", "--quiet", "--initial-branch=main")
        (self.root / ".gitignore").write_text(".venv/\n", encoding="utf-8")
        self.git("add", "--all")
        self.git("-c", "user.name=x", "-c", "user.email=x@example.org", "commit", "--quiet", "--message=x")
        subprocess.run(["git", "init", "--quiet", "--bare", str(tmp_path / "origin")], check=True)
        self.git("remote", "add", "origin", str(tmp_path / "origin"))

    @staticmethod
    def _script(path: Path, line: str) -> None:
        path.write_text(f"#!/bin/sh\n{line}\n", encoding="utf-8")
        path.chmod(0o755)

    def git(self, *arguments: str) -> str:
        """Run Git in the checkout and return what it printed."""
        done = subprocess.run(["git", *arguments], cwd=self.root, capture_output=True, text=True, check=True)
        return done.stdout

    def step(self, name: str, **env: str) -> int:
        """Run a step as the server does, and return its exit status."""
        given = environment(
            GITHUB_EVENT_PATH=str(self.event), GITHUB_OUTPUT=str(self.output), RUNNER_TEMP=str(self.temp),
            PATH=f"{self.root / '.venv' / 'bin'}{os.pathsep}{os.environ['PATH']}", **env,
        )  # fmt: skip
        return subprocess.run(["bash", "-e", "-c", _run(name)], cwd=self.root, env=given, check=False).returncode

    def judge(self, body: str, kind: str = "tags") -> dict[str, str]:
        """Run the step that checks the suggestion, and return its outputs."""
        self.output.unlink(missing_ok=True)
        self.event.write_text(
            json.dumps({"issue": {"body": body, "created_at": "2025-04-01T00:00:00Z"}}), encoding="utf-8"
        )
        assert self.step("Judge the suggestion", KIND=kind) == 0
        lines = self.output.read_text(encoding="utf-8").splitlines()
        assert len(lines) == 2
        return dict(line.split("=", 1) for line in lines)

    def take(self, outputs: dict[str, str]) -> None:
        """Begin the second job with the outputs of the first: on a checkout of its own."""
        self.git("reset", "--quiet", "--hard")
        for path in self.temp.iterdir():
            path.unlink()
        assert self.step("Take the answer and the patch", ANSWER=outputs["answer"], PATCH=outputs["patch"]) == 0
