"""Text of a library can never control the terminal that it is printed on."""

from __future__ import annotations

import ast
import json
import subprocess
from pathlib import Path

import pytest
from click.testing import CliRunner

from generator.cli import main
from generator.diagnostics import printable
from tests.support.case import ROOT
from tests.support.project import make_project

ESCAPE, BELL, C1, OVERRIDE, ISOLATE = "\x1b", "\x07", "\x9b", "\u202e", "\u2066"
HOSTILE = f"Lamps {ESCAPE}]0;owned{BELL} {C1}2J {OVERRIDE}txt.exe {ISOLATE}end"
FORBIDDEN = frozenset({ESCAPE, BELL, C1, OVERRIDE, ISOLATE})
RIS = f"TY  - JOUR\nTI  - Talking {HOSTILE}\nAU  - Lamp, {HOSTILE}\nER  - \n"


@pytest.fixture(scope="module")
def project(processes: None, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a project of Git in which the title of a paper holds control characters."""
    root = make_project(tmp_path_factory.mktemp("terminal") / "project")
    git = ("git", "-c", "user.name=a", "-c", "user.email=a@example.org")
    for arguments in (("init", "-q"), ("add", "library"), ("commit", "-qm", "first")):
        subprocess.run([*git, *arguments], cwd=root, check=True)
    dump = root / "library/sources/autumn.txt"
    dump.write_text(dump.read_text(encoding="utf-8") + f"\n\n{HOSTILE}\n\nThey rest.\n", encoding="utf-8")
    register = root / "library/sources.yml"
    register.write_text(register.read_text(encoding="utf-8").replace("rows: 4", "rows: 5"), encoding="utf-8")
    return root


def test_characters_that_act_on_a_terminal_become_json_escapes() -> None:
    shown = printable(HOSTILE)
    assert shown == r"Lamps \u001b]0;owned\u0007 \u009b2J \u202etxt.exe \u2066end"
    assert json.loads(f'"{shown}"') == HOSTILE
    assert printable("\r\U000e0041\udc80\u2028") == r"\u000d\udb40\udc41\udc80\u2028"


@pytest.mark.parametrize("text", ["tab\tline\nwindows\r\nend\n", "naïve 模型 👩\u200d💻 می\u200cخواهم", "no\xa0break"])
def test_text_that_only_shows_itself_stays(text: str) -> None:
    assert printable(text) == text


COMMANDS = {
    "suggest": ["suggest", "--all"],
    "check": ["check", "--verbose"],
    "check as JSON": ["check", "--format", "json"],
    "check for GitHub": ["check", "--format", "github"],
    "digest": ["digest", "--since", "2000-01-01"],
    "digest as Markdown": ["digest", "--since", "2000-01-01", "--format", "markdown"],
    "digest as HTML": ["digest", "--since", "2000-01-01", "--format", "html"],
    "changes": ["changes", "--base", "HEAD"],
    "changes as Markdown": ["changes", "--base", "HEAD", "--format", "markdown"],
    "paper add": ["paper", "add", "--title", HOSTILE, "--abstract", "They rest.", "--dry-run"],
    "new": ["new", "owned", "--tldr", HOSTILE, "--dry-run"],
    "tag": ["tag", HOSTILE, "+theory", "--dry-run"],
    "import": ["import", "-", "--format", "ris", "--title", HOSTILE, "--dry-run", "--verbose"],
    "wrong usage": ["digest", "--listing", HOSTILE],
    "unknown command": [HOSTILE],
}


@pytest.mark.parametrize("command", COMMANDS)
def test_a_command_prints_no_control_character_of_a_title(project: Path, command: str) -> None:
    root = [] if command == "unknown command" else ["--root", str(project)]
    done = CliRunner().invoke(main, [*COMMANDS[command], *root], input=RIS)
    assert not FORBIDDEN & set(done.output), ascii(done.output)
    assert done.output
    assert done.exception is None or isinstance(done.exception, SystemExit)


@pytest.mark.parametrize("style", ["text", "json", "github"])
def test_what_was_hidden_in_a_finding_is_seen(tmp_path: Path, style: str) -> None:
    root = make_project(tmp_path / "project")
    with (root / "library/curation.yml").open("a", encoding="utf-8") as curation:
        curation.write(f'\n"lamps{OVERRIDE}":\n  tags: []\n')
    done = CliRunner().invoke(main, ["check", "--format", style, "--root", str(root)])
    assert r"lamps\u202e" in done.stdout
    assert OVERRIDE not in done.stdout
    if style == "json":
        assert any(f"lamps{OVERRIDE}" in finding["message"] for finding in json.loads(done.stdout))


def test_commands_print_through_one_function() -> None:
    """`echo` of `generator.cli.project` is the only one that calls click's."""
    for path in sorted((ROOT / "generator/cli").glob("*.py")):
        printing = {
            node.attr
            for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
            if isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name) and node.value.id == "click"
        }
        assert path.name == "project.py" or not printing & {"echo", "secho", "print"}, path
