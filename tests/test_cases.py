"""Every mistake has its message: runs the cases of tests/cases/."""

from __future__ import annotations

import ast
import json
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from generator.build.manifest import MANIFEST, hash_bytes
from generator.build.pipeline import analyse_library, build
from generator.diagnostics import Diagnostic, Severity
from tests.support.case import ROOT, Case, all_cases, lay_out, matches
from tests.support.trees import snapshot

CASES = all_cases()


def _fails(case: Case) -> bool:
    return any(expected.split(" ")[1] == "error" for expected in case["expect"])


RENDERED = {case["file"]: case["case"] for case in reversed(CASES) if not _fails(case)}
"""One case of each file that is built completely; the findings of the others come before anything is rendered."""


def _lay_out_docs(root: Path) -> None:
    """Put a `docs/` into a project with one page that any build that writes would remove."""
    page = b"left by the last build"
    (root / "docs").mkdir(exist_ok=True)
    (root / "docs/stale.md").write_bytes(page)
    manifest = {"files": {"stale.md": [hash_bytes(page)]}}
    (root / "docs" / MANIFEST).write_text(json.dumps(manifest), encoding="utf-8")


@pytest.mark.parametrize("case", CASES, ids=lambda case: f"{case['file']}: {case['case']}")
def test_a_case_gives_its_findings_and_no_others(case: Case, tmp_path: Path) -> None:
    rendered = RENDERED[case["file"]] == case["case"]
    built = _fails(case) or rendered
    lay_out(tmp_path, case, templates=rendered)
    _lay_out_docs(tmp_path)
    library, docs = snapshot(tmp_path / "library"), snapshot(tmp_path / "docs")

    result = build(tmp_path) if built else analyse_library(tmp_path, write=False)

    grave = [finding for finding in result.found if finding.severity > Severity.INFO]
    assert len(grave) == len(case["expect"]), _listed(grave)
    for expected in [*case["expect"], *case.get("notes", ())]:
        assert any(matches(expected, finding) for finding in result.found), f"{expected}\n{_listed(result.found)}"
    assert snapshot(tmp_path / "library") == library
    if any(finding.severity is Severity.ERROR for finding in grave):
        assert snapshot(tmp_path / "docs") == docs
        assert result.fails(strict=False)
    else:
        assert result.fails(strict=True) is bool(grave)
        assert (result.changes is not None) is built
        assert (tmp_path / "docs/stale.md").exists() is not built


def _listed(found: list[Diagnostic] | tuple[Diagnostic, ...]) -> str:
    return "\n".join(f"{finding.where} {finding.severity.word} {finding.code} {finding.message}" for finding in found)


def _explained() -> set[tuple[str, str]]:
    """Return each code of the guide with its severity: that of its section, or of its column."""
    guide = (ROOT / "docs" / "guide" / "messages.md").read_text(encoding="utf-8")
    sections = {"error": "Errors", "warning": "Warnings", "info": "Notes"}
    parts = {part.split()[0]: part for part in guide.split("\n## ")}
    found = {
        (code, severity)
        for severity, title in sections.items()
        for code in re.findall(r"^\| `([a-z0-9-]+)` \| ", parts[title], flags=re.MULTILINE)
    }
    rows = re.findall(r"^\| `([a-z0-9-]+)` \| (error|warning|info) \| ", guide, flags=re.MULTILINE)
    return found | set(rows)


def _called() -> Iterator[tuple[str, str]]:
    """Yield the code and the severity of each finding that the program names."""
    for path in (ROOT / "generator").rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call):
                name = getattr(node.func, "id", getattr(node.func, "attr", "")).removeprefix("_")
                given = {word.arg: ast.unparse(word.value) for word in node.keywords}
                codes = re.findall(r"'([a-z0-9-]+)'", " ".join(map(ast.unparse, node.args[:2])))
                if name in {"error", "warning", "info"} and codes:
                    yield codes[0], name
                elif name == "Diagnostic" and given.get("code", "code") != "code":
                    yield ast.literal_eval(given["code"]), given["severity"].removeprefix("Severity.").lower()


def test_a_code_has_one_severity_in_the_guide_and_in_the_program() -> None:
    explained = _explained()
    assert len(explained) == len({code for code, _ in explained})
    assert set(_called()) - explained == set()
    in_cases = {tuple(one.split(" ")[2:0:-1]) for case in CASES for one in [*case["expect"], *case.get("notes", ())]}
    assert in_cases - explained == set()


def test_every_code_has_a_case_and_a_line_in_the_guide() -> None:
    program = "".join(path.read_text(encoding="utf-8") for path in (ROOT / "generator").rglob("*.py"))
    explained = {code for code, _ in _explained()}
    assert {code for code in explained if f'"{code}"' not in program} == set()
    in_cases = {expected.split(" ")[2] for case in CASES for expected in [*case["expect"], *case.get("notes", ())]}
    in_builds = {
        "file-in-the-way",
        "edited-by-hand",
        "counts",
        "held-back",
        "merged-titles",
        "too-large",
        "cannot-build",
    }
    of_bibliographies = {"chosen-address", "doubtful-merge", "sources-differ"}  # tests/catalog/
    of_suggestions = {"form-answer", "form-question", "nothing-suggested", "paper-there"}  # tests/contributing/
    in_edits = {
        *("errors-before", "changed-meanwhile", "cannot-write", "cannot-edit", "contradictory-change"),
        *("tag-there", "tag-not-there", "incomplete-paper", "paper-there"),
        *("listing-there", "listing-name"),
        *("change-undone", "change-left"),  # tests/storage/test_transaction.py
    }
    of_systems = {"flat-addresses", "link-outside", "broken-link", "strange-name", "build-running"}  # tests/site/
    tested_elsewhere = of_systems | in_builds | in_edits | of_bibliographies
    assert explained - of_suggestions - tested_elsewhere == in_cases
