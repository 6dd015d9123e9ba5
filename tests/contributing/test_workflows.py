"""The workflows: no text of others ever reaches a shell as code, and what they run does what they promise."""

from __future__ import annotations

import base64
import json
import re
from pathlib import Path
from typing import Any

import pytest
import yaml

from generator.contributing.forms import FORMS
from tests.support.case import ROOT
from tests.support.issues import issue
from tests.support.runner import STEPS, WORKFLOWS, Runner, needs_gnu

PROPOSE = ROOT / ".github" / "workflows" / "propose.yml"


@pytest.mark.parametrize("step", [step for *_, step in STEPS if "run" in step], ids=lambda step: step["name"])
def test_a_run_holds_no_expression(step: dict[str, Any]) -> None:
    assert "${{" not in step["run"]


def test_the_text_of_an_issue_is_in_no_variable() -> None:
    for path in WORKFLOWS:
        for expression in re.findall(r"\$\{\{.*?\}\}", path.read_text(encoding="utf-8"), flags=re.DOTALL):
            assert not re.search(r"\.(?:body|title|head_ref|login|message)", expression), f"{path}: {expression}"


def test_actions_are_pinned_by_commit() -> None:
    for workflow, _, step in STEPS:
        assert "uses" not in step or re.fullmatch(r"[\w.-]+/[\w.-]+@[0-9a-f]{40}", step["uses"]), workflow


def test_the_job_that_reads_an_issue_may_not_write() -> None:
    workflow = yaml.safe_load(PROPOSE.read_text(encoding="utf-8"))
    jobs = workflow["jobs"]
    assert workflow["permissions"] == {}
    assert jobs["judge"]["permissions"] == {"contents": "read"}
    assert "GITHUB_EVENT_PATH" not in json.dumps(jobs["answer"])
    assert "github.token" not in json.dumps(jobs["judge"])


def test_the_workflow_listens_to_the_labels_of_the_forms() -> None:
    condition = yaml.safe_load(PROPOSE.read_text(encoding="utf-8"))["jobs"]["judge"]["if"]
    assert set(re.findall(r"labels\.\*\.name, '([^']+)'", condition)) == {form.label for form in FORMS.values()}


@pytest.fixture
def runner(processes: None, tmp_path: Path) -> Runner:
    return Runner(tmp_path)


@needs_gnu
def test_what_fits_becomes_a_pull_request_of_one_file(runner: Runner) -> None:
    runner.take(runner.judge(issue("tags", paper="talking-lamps", add="maps", reason="$(touch pwned) `touch pwned`")))
    assert runner.step("Answer", NUMBER="7") == 0
    assert runner.step("Apply the patch to library/ and nothing else") == 0
    assert runner.step("Open or refresh the pull request", NUMBER="7", BASE="main") == 0
    assert runner.git("diff", "--name-only", "main", "suggestion-7").split() == ["library/curation.yml"]
    assert runner.git("ls-remote", "origin").split()[1] == "refs/heads/suggestion-7"
    calls = runner.calls.read_text(encoding="utf-8")
    assert "issue comment 7 --edit-last --create-if-none" in calls
    assert "pr create --head suggestion-7 --base main --title Suggestion of #7" in calls
    assert (runner.temp / "text.md").read_text(encoding="utf-8").startswith("Closes #7, which says why.\n\nThank you")
    assert not list(runner.root.rglob("pwned"))


@needs_gnu
@pytest.mark.parametrize("body", ["", issue("tags", paper="$(touch pwned)", add="`touch pwned`\nx=y\nanswer=z")])
def test_what_does_not_fit_gives_an_answer_and_no_patch(runner: Runner, body: str) -> None:
    outputs = runner.judge(body)
    assert outputs["patch"] == ""
    assert b"It cannot go into the library" in base64.b64decode(outputs["answer"])
    assert not list(runner.root.rglob("pwned"))
    assert runner.git("status", "--porcelain") == ""


@needs_gnu
@pytest.mark.parametrize("path", [".github/workflows/ci.yml", "library/../mkdocs.yml", "mkdocs.yml", "library2/x"])
def test_a_patch_for_another_file_is_refused(runner: Runner, path: str) -> None:
    patch = f"diff --git a/{path} b/{path}\nnew file mode 100644\n--- /dev/null\n+++ b/{path}\n@@ -0,0 +1 @@\n+x\n"
    _take(runner, patch)
    assert runner.step("Apply the patch to library/ and nothing else") != 0


@needs_gnu
@pytest.mark.parametrize("mode", ["120000", "100755"])
def test_a_patch_for_a_link_or_a_program_is_refused(runner: Runner, mode: str) -> None:
    path = "library/sources/x.txt"
    _take(
        runner, f"diff --git a/{path} b/{path}\nnew file mode {mode}\n--- /dev/null\n+++ b/{path}\n@@ -0,0 +1 @@\n+x\n"
    )
    assert runner.step("Apply the patch to library/ and nothing else") != 0


def _take(runner: Runner, patch: str) -> None:
    runner.take({"answer": "", "patch": base64.b64encode(patch.encode()).decode()})


@needs_gnu
def test_the_largest_suggestion_fits_into_a_variable(runner: Runner) -> None:
    outputs = runner.judge(
        issue("paper", title="Lamps " + "😀" * 390, abstract="😀" * 10_000, seen="😀" * 9_000), "paper"
    )
    assert 40_000 < len(outputs["patch"]) < 131_000
    assert len(outputs["answer"]) < 131_000
    runner.take(outputs)
    assert runner.step("Apply the patch to library/ and nothing else") == 0


def test_the_check_before_a_commit_is_the_command() -> None:
    hooks = yaml.safe_load((ROOT / ".pre-commit-hooks.yaml").read_text(encoding="utf-8"))
    config = yaml.safe_load((ROOT / ".pre-commit-config.yaml").read_text(encoding="utf-8"))
    for hook in (*hooks, *config["repos"][0]["hooks"]):
        assert (hook["id"], hook["entry"]) == ("reading-list-check", "reading-list check")
        assert re.search(hook["files"], "library/curation.yml")
        assert not re.search(hook["files"], "docs/index.md")
        assert hook["pass_filenames"] is False
