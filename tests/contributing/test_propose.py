"""A suggestion in an issue: what fits is written, what does not is answered, and nothing in it is markup or code."""

from __future__ import annotations

import json
import re
import time
from datetime import date
from pathlib import Path

import pytest
from markdown import markdown

from generator.build.pipeline import build
from generator.catalog.library import read_library
from generator.catalog.model import Catalog
from generator.contributing.forms import accepted, fenced, refused
from generator.contributing.propose import Verdict, propose
from generator.diagnostics import Diagnostic, Severity
from tests.support.case import TINY
from tests.support.issues import issue
from tests.support.project import make_project, reading_list
from tests.support.trees import contents, copy_shared


@pytest.fixture
def project(tmp_path: Path) -> Path:
    return make_project(tmp_path / "project")


@pytest.fixture
def library(tmp_path: Path) -> Path:
    """Return a project with nothing but a library: what the many hostile texts need."""
    copy_shared(TINY, tmp_path / "light" / "library")
    return tmp_path / "light"


def _catalog(project: Path) -> Catalog:
    """Return the catalog of a library that has neither errors nor warnings."""
    found: list[Diagnostic] = []
    catalog = read_library(project / "library", found.append)
    assert [finding for finding in found if finding.severity > Severity.INFO] == []
    assert catalog is not None
    return catalog


def _findings(verdict: Verdict) -> list[str]:
    return [f"{finding.where} {finding.code}" for finding in verdict.found]


def _curation(project: Path) -> str:
    return (project / "library" / "curation.yml").read_text(encoding="utf-8")


def test_what_fits_changes_only_the_entry(project: Path) -> None:
    before = _curation(project)
    body = issue("tags", paper="talking-lamps", add="Maps & charts, proofs", summary='Lets "lamps" talk.')
    verdict = propose(project, "tags", body, write=True)
    assert verdict.accepted
    new = '  tags: [dialogue, maps, theory]\n  tldr: "Lets \\"lamps\\" talk."\n'
    assert _curation(project) == before.replace("  tags:\n    - dialogue\n", new)
    assert not build(project, check=True).fails(strict=True)


def test_without_write_nothing_is_written(project: Path) -> None:
    before = contents(project)
    assert propose(project, "tags", issue("tags", paper="talking-lamps", add="maps")).accepted
    assert contents(project) == before


@pytest.mark.parametrize(
    "paper",
    [
        "talking-lamps",
        "`talking-lamps`",
        "https://example.org/list/papers/talking-lamps/",
        "/papers/talking-lamps/?q=lamps#abstract",
        "talking-lamps-a-dialogue-model-for-furniture",
        "Talking lamps: a dialogue model for furniture",
    ],
)
def test_a_paper_is_found_however_it_is_named(project: Path, paper: str) -> None:
    assert propose(project, "tags", issue("tags", paper=paper, add="maps")).accepted


@pytest.mark.parametrize(
    "add", ["maps, theory", "maps; theory", "- maps\n- theory", "* `maps`\n1. proofs", "Maps & charts,Theory,"]
)
def test_tags_are_found_however_they_are_listed(project: Path, add: str) -> None:
    verdict = propose(project, "tags", issue("tags", paper="talking-lamps", add=add))
    assert "+  tags: [dialogue, maps, theory]" in verdict.change


@pytest.mark.parametrize(
    ("answers", "expected"),
    [
        ({"paper": "takling-lamps", "add": "maps"}, "issue:3:1 unknown-paper"),
        ({"paper": "secret-paper", "add": "maps"}, "issue:3:1 unknown-paper"),
        ({"paper": "talking-lamps", "add": "maps\nsurvy"}, "issue:8:1 unknown-tag"),
        ({"paper": "talking-lamps", "add": "not a tag"}, "issue:7:1 bad-slug"),
        ({"paper": "talking-lamps", "summary": "x" * 141}, "issue:15:1 tldr-long"),
        ({"paper": "talking-lamps"}, "issue:1:1 nothing-suggested"),
        ({"paper": "talking-lamps", "add": "dialogue"}, "issue:1:1 nothing-suggested"),
        ({"paper": "talking-lamps", "add": "maps", "remove": "maps"}, "library/curation.yml:22:1 contradictory-change"),
    ],
)
def test_what_does_not_fit_is_said_at_its_line(project: Path, answers: dict[str, str], expected: str) -> None:
    before = contents(project)
    verdict = propose(project, "tags", issue("tags", **answers), write=True)
    assert not verdict.accepted
    assert verdict.change == ()
    assert expected in _findings(verdict)
    assert contents(project) == before


def test_a_warning_that_the_library_would_have_is_a_note(project: Path) -> None:
    verdict = propose(project, "tags", issue("tags", paper="talking-lamps", remove="dialogue", add="maps"), write=True)
    assert verdict.accepted
    assert [finding.code for finding in verdict.notes] == ["unused-tag"]


def test_a_library_with_errors_takes_nothing(project: Path) -> None:
    path = project / "library" / "curation.yml"
    path.write_text(_curation(project).replace("[maps, survey]", "[maps, survy]"), encoding="utf-8")
    before = contents(project)
    verdict = propose(project, "tags", issue("tags", paper="talking-lamps", add="maps"), write=True)
    assert not verdict.accepted
    assert "library/curation.yml:3:16 unknown-tag" in _findings(verdict)
    assert contents(project) == before


def test_a_paper_that_is_new_goes_into_a_listing_of_its_own(project: Path) -> None:
    said = {
        "title": "Pruning  Paths",
        "abstract": "We prune.\n\nPaths.",
        "link": "https://example.org/x",
        "tags": "maps",
    }
    before = contents(project / "library" / "sources")
    verdict = propose(project, "paper", issue("paper", **said), day=date(2025, 4, 1), write=True)
    assert verdict.accepted, _findings(verdict)
    after = contents(project / "library" / "sources")
    assert {name: after[name] for name in before} == before
    result = build(project, check=True)
    assert not result.fails(strict=True), result.found
    assert result.catalog is not None
    paper = result.catalog.papers["pruning-paths"]
    assert (paper.abstract_text, paper.tags, paper.first_listed) == ("We prune. Paths.", ("maps",), date(2025, 4, 1))
    again = {**said, "title": "More pruning of paths"}
    again["abstract"] = "We prune more."
    assert propose(project, "paper", issue("paper", **again), day=date(2025, 5, 2), write=True).accepted
    assert _catalog(project).papers["more-pruning-of-paths"].first_listed == date(2025, 5, 2)
    assert not propose(project, "paper", issue("paper", **said), write=True).accepted


@pytest.mark.parametrize(
    ("answers", "expected"),
    [
        ({"title": "Talking lamps - a dialogue model for furniture"}, "issue:3:1 paper-there"),
        ({"title": "Secret paper"}, "issue:3:1 paper-there"),
        ({"link": "javascript:alert(1)"}, "issue:11:1 bad-link"),
        ({"tags": "survy"}, "issue:15:1 unknown-tag"),
    ],
)
def test_a_paper_that_does_not_fit_is_answered(project: Path, answers: dict[str, str], expected: str) -> None:
    before = contents(project)
    said = {"title": "Pruning Paths", "abstract": "We prune.", **answers}
    verdict = propose(project, "paper", issue("paper", **said), write=True)
    assert not verdict.accepted
    assert expected in _findings(verdict)
    assert contents(project) == before


HOSTILE = [
    "$(touch pwned)",
    "`touch pwned`",
    "; touch pwned #",
    "' && touch pwned && '",
    '"; touch pwned; "',
    "${{ github.token }}",
    "<img src=x onerror=alert(1)>",
    "<!-- --> @everyone #1 https://evil.example",
    "```\n@octocat\n```",
    "`````` ~~~~ @octocat",
    "]] : {} \n  hidden: true",
    "x\n  hidden: true\nsecret-paper:",
    "*anchor &anchor !!python/object:os.system",
    "../../etc/passwd",
    "%s%n{0}{{7*7}}{% raw %}",
    "::set-output name=x::y\n::error::z",
    "a\rb",
    "\u202egnp.exe",
    "ｍａｐｓ",
    "ma\u0301ps\u2028maps",
    "\ud83d",
    "\0",
    "\x1b[2J",
    "x" * 90_000,
    "maps," * 190,
    "`" * 900,
]


@pytest.mark.parametrize("text", HOSTILE, ids=range(len(HOSTILE)))
@pytest.mark.parametrize("field", ["paper", "add", "remove", "summary", "reason"])
def test_a_hostile_text_stays_text(library: Path, field: str, text: str) -> None:
    before = contents(library)
    started = time.process_time()  # what others do on this machine does not count
    verdict = propose(
        library, "tags", issue("tags", **{"paper": "talking-lamps", "add": "maps", field: text}), write=True
    )
    assert time.process_time() - started < 30
    after = contents(library)
    assert {name for name in before | after if before.get(name) != after.get(name)} <= {"library/curation.yml"}
    assert not list(library.rglob("pwned"))
    catalog = _catalog(library)
    assert "secret-paper" not in catalog.papers
    assert set(catalog.papers["talking-lamps"].tags) <= {"dialogue", "maps"}
    said = accepted("\n".join(verdict.change), verdict.found) if verdict.accepted else refused(verdict.found)
    _assert_harmless(said)


@pytest.mark.parametrize("text", HOSTILE, ids=range(len(HOSTILE)))
@pytest.mark.parametrize("field", ["title", "abstract", "link", "summary"])
def test_a_hostile_paper_is_a_paper_or_refused(library: Path, field: str, text: str) -> None:
    before = contents(library)
    said = {"title": "Pruning Paths", "abstract": "We prune.", field: text}
    verdict = propose(library, "paper", issue("paper", **said), day=date(2025, 4, 1), write=True)
    after = contents(library)
    changed = {name for name in before | after if before.get(name) != after.get(name)}
    assert changed <= {f"library/{name}" for name in ("curation.yml", "sources.yml", "sources/added.bib")}
    assert bool(changed) is verdict.accepted
    catalog = _catalog(library)
    assert len(catalog.papers) == 5 + verdict.accepted
    assert "secret-paper" not in catalog.papers
    _assert_harmless(accepted("\n".join(verdict.change), verdict.found) if verdict.accepted else refused(verdict.found))


def _assert_harmless(said: str) -> None:
    """Fail unless everything that may come from others stands in fences of one document."""
    assert len(said) < 60_000
    outside = re.sub(r"^(`{3,})text\n.*?^\1\n", "", said, flags=re.MULTILINE | re.DOTALL)
    assert not re.search(r"[@<#]|evil|octocat|\$\(|\{\{", outside), outside
    assert not re.search(r"[\x00-\x09\x0b-\x1f\x7f\u202e\u2028\ud800-\udfff]", said)


@pytest.mark.parametrize("text", ["```", "a\n```\nb", "`" * 50, "~~~", "<b>", "@octocat", "    x", "\r\n", "\u2066x"])
def test_a_fence_holds_whatever_is_in_it(text: str) -> None:
    html = markdown(fenced(f"x{text}y"), extensions=["pymdownx.superfences"])
    assert html.count("<code") == 1
    assert html.startswith(("<div", "<pre"))
    assert "<b>" not in html
    lines = fenced(f"x{text}y").split("\n")
    assert lines[0].removesuffix("text") == lines[-2]
    assert not any(line.startswith(lines[-2]) for line in lines[1:-2])


def test_an_answer_is_never_too_long() -> None:
    assert len(fenced("x" * 100_000)) < 11_000


def _event(body: str | None) -> dict[str, object]:
    return {"issue": {"body": body, "created_at": "2025-04-01T23:59:59Z"}}


def test_the_command_answers_into_a_file_and_exits_with_0_or_1(project: Path, tmp_path: Path) -> None:
    event = tmp_path / "event.json"
    for add, status, words in (("maps", 0, "It is valid"), ("mops", 1, "there is no tag `mops`")):
        event.write_text(json.dumps(_event(issue("tags", paper="talking-lamps", add=add))))
        arguments = ["propose", "--kind", "tags", "--event", str(event), "--answer", str(tmp_path / "answer.md")]
        done = reading_list(project, *arguments)
        assert (done.returncode, done.stdout) == (status, ""), done.stderr
        assert words in (tmp_path / "answer.md").read_text(encoding="utf-8")


def test_an_issue_without_text_is_refused(project: Path, tmp_path: Path) -> None:
    event = tmp_path / "event.json"
    event.write_text(json.dumps(_event(None)))
    done = reading_list(project, "propose", "--kind", "paper", "--event", str(event))
    assert done.returncode == 1
    assert "form-question" in done.stdout


@pytest.mark.parametrize("content", ["", "[]", '{"issue": 1}', "{"])
def test_a_file_without_an_event_is_wrong_usage(project: Path, tmp_path: Path, content: str) -> None:
    event = tmp_path / "event.json"
    event.write_text(content)
    assert reading_list(project, "propose", "--kind", "tags", "--event", str(event)).returncode == 2


def test_bytes_that_are_no_text_are_answered(project: Path, tmp_path: Path) -> None:
    body = tmp_path / "body.md"
    body.write_bytes(issue("tags", paper="talking-lamps", add="maps").encode() + b"\xff\xfe\0")
    done = reading_list(project, "propose", "--kind", "tags", "--body", str(body))
    assert done.returncode == 1
    assert "U+0000" in done.stdout
