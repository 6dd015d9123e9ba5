"""Findings read the same to people, programs and GitHub."""

from __future__ import annotations

import json

from generator.diagnostics import Diagnostic, Location, Severity, as_github, as_json, as_text, closest

FOUND = [
    Diagnostic(
        severity=Severity.ERROR,
        code="unknown-tag",
        where=Location(file="library/a,b.yml", line=3, column=9),
        message="there is no tag `100%`",
        hint="did you mean `all`?",
    ),
    Diagnostic(severity=Severity.INFO, code="counts", where=Location(file="library"), message="5 papers\nin two lines"),
]


def test_text_gives_place_severity_code_message_and_hint() -> None:
    assert as_text(FOUND) == (
        "library/a,b.yml:3:9: error[unknown-tag]: there is no tag `100%`\n"
        "    hint: did you mean `all`?\n"
        "library:1:1: info[counts]: 5 papers\nin two lines\n"
    )


def test_json_is_one_array_of_flat_objects() -> None:
    assert json.loads(as_json(FOUND))[0] == {
        "severity": "error",
        "code": "unknown-tag",
        "file": "library/a,b.yml",
        "line": 3,
        "column": 9,
        "message": "there is no tag `100%`",
        "hint": "did you mean `all`?",
    }


def test_github_annotations_escape_what_the_runner_would_read() -> None:
    first, second = as_github(FOUND).splitlines()
    assert first == (
        "::error file=library/a%2Cb.yml,line=3,col=9,title=unknown-tag::there is no tag `100%25` (did you mean `all`?)"
    )
    assert second == "::notice file=library,line=1,col=1,title=counts::5 papers%0Ain two lines"


def test_the_nearest_words_are_offered_also_by_their_beginning() -> None:
    assert closest("quantisation", ["quantization", "pruning"]) == "did you mean `quantization`?"
    assert closest("talking-lamps", ["talking-lamps-a-dialogue-model-for-furniture"]).startswith("did you mean")
    assert closest("xyz", ["quantization"], "look it up") == "look it up"
