"""The workflow for suggestions refreshes its own branch, and never overwrites what somebody else pushed there."""

from __future__ import annotations

import subprocess
from pathlib import Path

import pytest

from tests.support.issues import issue
from tests.support.runner import Runner, needs_gnu

pytestmark = needs_gnu
BOT = ("github-actions[bot]", "41898282+github-actions[bot]@users.noreply.github.com")
CURATOR = ("Curator", "curator@example.org")
OPEN = "Open or refresh the pull request"


class Colleague:
    """Somebody with a clone, who pushes to the branch of a suggestion."""

    def __init__(self, origin: Path, clone: Path) -> None:
        self.root = clone
        subprocess.run(["git", "clone", "--quiet", str(origin), str(clone)], check=True, capture_output=True)

    def git(self, *arguments: str, who: tuple[str, str] = CURATOR) -> str:
        """Run Git in the clone under a name and return what it printed."""
        named = ["-c", f"user.name={who[0]}", "-c", f"user.email={who[1]}"]
        done = subprocess.run(["git", *named, *arguments], cwd=self.root, capture_output=True, text=True, check=True)
        return done.stdout.strip()

    def add_to(self, branch: str) -> str:
        """Push a commit on top of a branch and return it."""
        self.git("fetch", "--quiet", "origin")
        self.git("switch", "--quiet", "--discard-changes", "-C", branch, f"origin/{branch}")
        return self._push("commit", "--quiet", "--allow-empty", "--message=Mine", branch=branch)

    def amend(self, branch: str, *, who: tuple[str, str], tree: bool) -> str:
        """Change the last commit of a branch but not its message, and return it."""
        self.git("fetch", "--quiet", "origin")
        self.git("switch", "--quiet", "-C", branch, f"origin/{branch}")
        if tree:
            (self.root / "library" / "curation.yml").write_text("# Mine\n", encoding="utf-8")
        return self._push("commit", "--quiet", "--all", "--amend", "--no-edit", branch=branch, who=who)

    def _push(self, *commit: str, branch: str, who: tuple[str, str] = CURATOR) -> str:
        self.git(*commit, who=who)
        self.git("push", "--quiet", "--force", "origin", branch)
        return self.git("rev-parse", "HEAD")


@pytest.fixture
def runner(processes: None, tmp_path: Path) -> Runner:
    made = Runner(tmp_path)
    made.git("push", "--quiet", "origin", "main")
    return made


@pytest.fixture
def colleague(runner: Runner, tmp_path: Path) -> Colleague:
    return Colleague(tmp_path / "origin", tmp_path / "clone")


def _suggest(runner: Runner, tag: str) -> int:
    """Run the whole workflow for the issue as it reads now, on a fresh checkout; return the status of the last step."""
    runner.git("switch", "--quiet", "main")
    for branch in runner.git("for-each-ref", "--format=%(refname:short)", "refs/heads/suggestion-*").split():
        runner.git("branch", "--quiet", "-D", branch)
    runner.take(runner.judge(issue("tags", paper="talking-lamps", add=tag)))
    assert runner.step("Apply the patch to library/ and nothing else") == 0
    return runner.step(OPEN, NUMBER="7", BASE="main")


def _branches(runner: Runner) -> dict[str, str]:
    """Return the tip of each branch of the origin that is a suggestion's."""
    lines = runner.git("ls-remote", "origin", "refs/heads/suggestion-*").splitlines()
    return {line.split("\t")[1].removeprefix("refs/heads/"): line.split("\t")[0] for line in lines}


def test_an_edited_suggestion_takes_the_place_of_its_own_earlier_commit(runner: Runner) -> None:
    assert _suggest(runner, "maps") == 0
    first = _branches(runner)
    assert _suggest(runner, "theory") == 0
    second = _branches(runner)
    assert set(first) == set(second) == {"suggestion-7"}
    assert first != second
    assert "theory" in runner.git("show", "--format=", second["suggestion-7"])


def test_a_commit_of_somebody_else_stays_and_the_suggestion_gets_another_branch(
    runner: Runner, colleague: Colleague
) -> None:
    assert _suggest(runner, "maps") == 0
    theirs = colleague.add_to("suggestion-7")
    assert _suggest(runner, "theory") == 0
    assert _branches(runner)["suggestion-7"] == theirs
    assert "pr create --head suggestion-7-2 --base main" in runner.calls.read_text(encoding="utf-8")
    assert "`suggestion-7` holds commits of others" in (runner.temp / "text.md").read_text(encoding="utf-8")
    assert _suggest(runner, "survey") == 0
    assert set(_branches(runner)) == {"suggestion-7", "suggestion-7-2"}
    assert _branches(runner)["suggestion-7"] == theirs


@pytest.mark.parametrize(("who", "tree"), [(CURATOR, False), (CURATOR, True), (BOT, True)])
def test_a_commit_of_the_workflow_that_was_amended_is_somebody_elses(
    who: tuple[str, str], tree: bool, runner: Runner, colleague: Colleague
) -> None:
    assert _suggest(runner, "maps") == 0
    theirs = colleague.amend("suggestion-7", who=who, tree=tree)
    assert _suggest(runner, "theory") == 0
    assert _branches(runner)["suggestion-7"] == theirs
    assert "suggestion-7-2" in _branches(runner)


@pytest.mark.parametrize("there", [True, False])
def test_a_push_between_look_and_push_is_not_overwritten(
    there: bool, runner: Runner, colleague: Colleague, tmp_path: Path
) -> None:
    if there:
        assert _suggest(runner, "maps") == 0
        colleague.git("fetch", "--quiet", "origin")
    start = "origin/suggestion-7" if there else "origin/main"
    colleague.git("switch", "--quiet", "-C", "suggestion-7", start)
    colleague.git("commit", "--quiet", "--allow-empty", "--message=Mine")
    theirs = colleague.git("rev-parse", "HEAD")
    hook = runner.root / ".git" / "hooks" / "pre-push"  # runs when Git has looked at the origin and not yet pushed
    hook.write_text(
        f"#!/bin/sh\nrm {hook}\ngit -C {colleague.root} push --quiet {tmp_path}/origin suggestion-7\n",
        encoding="utf-8",
    )
    hook.chmod(0o755)
    assert _suggest(runner, "theory") == 0
    assert not hook.exists()
    assert _branches(runner)["suggestion-7"] == theirs
    assert "suggestion-7-2" in _branches(runner)


def test_a_push_that_the_server_refuses_fails_and_tries_no_other_branch(runner: Runner, tmp_path: Path) -> None:
    hook = tmp_path / "origin" / "hooks" / "update"
    hook.write_text("#!/bin/sh\nexit 1\n", encoding="utf-8")
    hook.chmod(0o755)
    assert _suggest(runner, "maps") == 1
    assert _branches(runner) == {}
    assert not runner.calls.exists() or "pr create" not in runner.calls.read_text(encoding="utf-8")
