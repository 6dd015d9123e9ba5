"""The issue forms and the command that reads them speak of the same questions."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
import yaml

from generator.build.pipeline import build
from generator.contributing.forms import FORMS, LONGEST_ISSUE, Form, lines_of, read_answers
from generator.diagnostics import Diagnostic
from tests.support.case import ROOT
from tests.support.issues import issue
from tests.support.project import make_project

TEMPLATES = ROOT / ".github" / "ISSUE_TEMPLATE"
TAGS = {"paper": "talking-lamps", "add": "maps, theory"}


def _template(form: Form) -> dict[str, Any]:
    loaded: dict[str, Any] = yaml.safe_load((TEMPLATES / form.file).read_text(encoding="utf-8"))
    return loaded


@pytest.mark.parametrize("kind", FORMS)
def test_a_form_asks_what_the_command_reads(kind: str) -> None:
    form = FORMS[kind]
    template = _template(form)
    asked = [field for field in template["body"] if field["type"] != "markdown"]
    assert [(field["id"], field["attributes"]["label"]) for field in asked] == [
        (question.id, question.label) for question in form.questions
    ]
    for field, question in zip(asked, form.questions, strict=True):
        assert field.get("validations", {}).get("required", False) is question.required
        assert (field["type"] == "textarea") is question.several_lines
        assert "render" not in field["attributes"]  # it would put the answer into a fence
    assert template["labels"] == [form.label]


@pytest.mark.parametrize("kind", FORMS)
def test_a_form_is_what_github_accepts(processes: None, kind: str) -> None:
    command = [str(Path(sys.executable).with_name("check-jsonschema")), "--builtin-schema", "vendor.github-issue-forms"]
    done = subprocess.run([*command, str(TEMPLATES / FORMS[kind].file)], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr


def _read(body: str, kind: str = "tags") -> tuple[dict[str, str] | None, list[str]]:
    found: list[Diagnostic] = []
    answers = read_answers(body, FORMS[kind], found.append)
    messages = [f"{finding.where} {finding.code} {finding.message}" for finding in found]
    return ({name: text.value for name, text in answers.items()} if answers else None), messages


def test_answers_stand_below_their_headings() -> None:
    answers, found = _read(issue("tags", **TAGS, reason="Because.\n\n### Not a question\n\nof the form."))
    assert found == []
    assert answers == {
        "paper": "talking-lamps",
        "add": "maps, theory",
        "remove": "",
        "summary": "",
        "reason": "Because.\n\n### Not a question\n\nof the form.",
    }


def test_line_ends_of_windows_mean_nothing() -> None:
    text = issue("tags", **TAGS)
    assert _read(text.replace("\n", "\r\n")) == _read(text)


def test_an_answer_knows_its_line() -> None:
    answers = read_answers(issue("tags", **TAGS), FORMS["tags"], lambda _: None)
    assert answers is not None
    assert f"{answers['paper'].where}" == "issue:3:1"
    assert [(line.value, line.where.line) for line in lines_of(answers["add"])] == [("maps, theory", 7)]


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        (issue("tags", add="maps"), "issue:3:1 form-answer `Paper` is empty"),
        ("", "issue:1:1 form-question the heading `### Paper` is missing"),
        (issue("tags", **TAGS).replace("### Summary", "### Sumary"), "issue:1:1 form-question the heading"),
        (issue("tags", **TAGS, reason="x\n\n### Tags to add\n\nsurvey"), "issue:21:1 form-question the heading"),
        (issue("tags", paper="a\nb"), "issue:3:1 form-answer `Paper` has several lines"),
        (issue("tags", paper="x" * 201), "issue:3:1 form-answer `Paper` has 201 characters"),
        (issue("tags", paper="a\0b"), "issue:3:1 form-answer `Paper` contains U+0000"),
        (issue("tags", paper="a\u202eb"), "issue:3:1 form-answer `Paper` contains U+202E"),
        (issue("tags", **TAGS, summary="a\u200bb"), "issue:15:1 form-answer `Summary` contains U+200B"),
        (issue("tags", **TAGS, reason="a\ud800b"), "issue:19:1 form-answer `Reason` contains U+D800"),
        (issue("tags", **TAGS, reason="a\U000e0041"), "issue:19:1 form-answer `Reason` contains U+E0041"),
        ("x" * (LONGEST_ISSUE + 1), "issue:1:1 form-answer the text has more than 100,000 characters"),
    ],
)  # fmt: skip
def test_what_cannot_be_read_is_said_at_its_line(body: str, expected: str) -> None:
    answers, found = _read(body)
    assert answers is None
    assert any(line.startswith(expected) for line in found), found


def test_a_heading_that_only_looks_alike_is_part_of_the_answer() -> None:
    answers, _ = _read(issue("tags", **TAGS, reason="### Tags\u00a0to add\n#### Paper\n ### Paper\n### ΡAPER"))
    assert answers is not None
    assert answers["add"] == "maps, theory"


def test_the_link_on_a_page_fills_in_the_form(tmp_path: Path) -> None:
    root = make_project(tmp_path / "project")
    config = root / "mkdocs.yml"
    text = config.read_text(encoding="utf-8").replace('[REPO_URL, ""]', '[REPO_URL, "https://example.org/list"]')
    config.write_text(text, encoding="utf-8")
    assert build(root).changes is not None
    page = (root / "docs/papers/talking-lamps.md").read_text(encoding="utf-8")
    query = "template=suggest-tags.yml&amp;title=Tags%3A%20talking-lamps&amp;paper=talking-lamps"
    assert f'href="https://example.org/list/issues/new?{query}"' in page
    assert 'href="https://example.org/list/edit/main/library/curation.yml"' in page
    assert (TEMPLATES / "suggest-tags.yml").is_file()
    assert FORMS["tags"].questions[0].id == "paper"
