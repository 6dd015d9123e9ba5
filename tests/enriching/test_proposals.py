"""Proposals are put into the file, and every line that a person wrote stays where it is."""

from __future__ import annotations

import random
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.catalog.enrichment import Proposal, read_enrichment
from generator.catalog.library import ENRICHMENT
from generator.diagnostics import Diagnostic
from generator.editing.entries import with_entries
from generator.editing.tree import parse
from generator.enriching.proposals import Hit, Match, entry_lines, propose
from generator.sources.model import Author, Facts

FACTS = Facts(
    kind="article",
    arxiv="2503.00001",
    doi="10.1000/182",
    published="2025-03-01",
    venue="Lamps 7: 1-9, “now”",
    authors=(
        Author(name="Ada Marsh"),
        Author(name="Bo Li, Jr."),
        Author(name="Ada van Lee", family="van Lee", given="Ada"),
        Author(name="Lamp Works", family="Lamp Works"),
    ),
)
DECIDED = """\
# Our own heading.

b-paper:   # looked at by Ada
  accept: true
  score: 0.91
  # the authors are in another order there
  arxiv: "2401.00001"
  links: [{rel: code, url: "https://example.org/b"}]  # theirs

# declined, another team
d-paper: {accept: false, score: 0.88}
"""


def match(title: str = "A: “Title” # of 100%") -> Match:
    return Match(hit=Hit(title=title, abstract="", facts=FACTS), score=0.9312, margin=0.4, parts=(("title", 1.0),))


def read(text: str) -> tuple[Proposal, ...]:
    found: list[Diagnostic] = []
    proposals = read_enrichment(text.encode(), ENRICHMENT, found.append)
    assert proposals is not None
    assert [one for one in found if one.code != "undecided"] == []
    return proposals


def library(root: Path, text: str | None = None) -> Path:
    (root / "library").mkdir()
    path = root / ENRICHMENT
    if text is not None:
        path.write_bytes(text.encode())
    return path


def test_a_proposal_says_what_was_found_and_waits(tmp_path: Path) -> None:
    path = library(tmp_path)
    outcome = propose(tmp_path, {"a-paper": match()})
    assert outcome.written
    text = path.read_text(encoding="utf-8")
    assert text.startswith("# Facts that `reading-list enrich` found")
    (proposal,) = read(text)
    assert (proposal.key, proposal.accept, proposal.score) == ("a-paper", None, 0.93)
    assert (proposal.found, proposal.facts) == ("A: “Title” # of 100%", FACTS_READ)


FACTS_READ = Facts(
    **{name: getattr(FACTS, name) for name in ("kind", "arxiv", "doi", "published", "venue")},
    authors=(FACTS.authors[0], Author(name="Bo Li, Jr.", family="Bo Li, Jr."), *FACTS.authors[2:]),
)


def test_entries_go_to_their_place_and_no_line_is_touched(tmp_path: Path) -> None:
    path = library(tmp_path, DECIDED)
    propose(tmp_path, {key: match() for key in ("e-paper", "a-paper", "c-paper", "c-again")})
    text = path.read_text(encoding="utf-8")
    assert [one.key for one in read(text)] == ["a-paper", "b-paper", "c-again", "c-paper", "d-paper", "e-paper"]
    assert _without(text) == DECIDED.replace("\n\n", "\n")
    assert "# declined, another team\nd-paper:" in text


def _without(text: str) -> str:
    """Return the lines of a text that were not put in, without blank ones."""
    fresh = {line for key in "ace" for line in entry_lines(f"{key}-paper", match())} | {"c-again:", ""}
    lines = [line for line in text.split("\n") if line not in fresh]
    return "\n".join(lines) + "\n"


@pytest.mark.parametrize("accept", ["true", "false", "", '""'])
def test_an_entry_that_is_there_stays_whatever_is_found(tmp_path: Path, accept: str) -> None:
    path = library(tmp_path, f"a-paper:\n  accept: {accept} # mine\n")
    before = path.read_bytes()
    outcome = propose(tmp_path, {"a-paper": match()})
    assert (path.read_bytes(), outcome.written, outcome.lines) == (before, False, ())


def test_a_second_time_changes_nothing(tmp_path: Path) -> None:
    path = library(tmp_path, DECIDED)
    propose(tmp_path, {"c-paper": match()})
    once = path.read_bytes()
    propose(tmp_path, {"c-paper": match("Another")})
    assert path.read_bytes() == once


def test_line_ends_and_a_byte_order_mark_are_kept(tmp_path: Path) -> None:
    path = library(tmp_path, "\ufeff" + DECIDED.replace("\n", "\r\n"))
    propose(tmp_path, {"c-paper": match(), "a-paper": match()})
    data = path.read_bytes()
    assert data.startswith(b"\xef\xbb\xbf# Our own")
    assert data.count(b"\n") == data.count(b"\r\n") > 20


@pytest.mark.parametrize("text", ["# only words\n# of ours", "\n", ""])
def test_a_file_without_entries_keeps_its_comments(tmp_path: Path, text: str) -> None:
    path = library(tmp_path, text)
    propose(tmp_path, {"b-paper": match(), "a-paper": match()})
    now = path.read_text(encoding="utf-8")
    assert now.startswith(text.strip() or "# Facts")
    assert [one.key for one in read(now)] == ["a-paper", "b-paper"]


@pytest.mark.parametrize("text", ["{b-paper: {accept: true, score: 0.9}}\n", "{b-paper: {}}\n"])
def test_a_file_that_cannot_be_edited_is_left_alone(tmp_path: Path, text: str) -> None:
    path = library(tmp_path, text)
    outcome = propose(tmp_path, {"a-paper": match()})
    assert [one.code for one in outcome.found] == ["cannot-edit"]
    assert path.read_text(encoding="utf-8") == text


@pytest.mark.parametrize("text", ["a-paper: {accept: perhaps}\n", "a-paper: [\n", "- a\n", "\0"])
def test_a_file_with_errors_is_left_alone(tmp_path: Path, text: str) -> None:
    path = library(tmp_path, text)
    outcome = propose(tmp_path, {"b-paper": match()})
    assert outcome.refused
    assert path.read_text(encoding="utf-8") == text


def test_without_writing_the_lines_are_shown(tmp_path: Path) -> None:
    path = library(tmp_path, DECIDED)
    outcome = propose(tmp_path, {"c-paper": match()}, write=False)
    assert "+c-paper:" in outcome.lines
    assert path.read_text(encoding="utf-8") == DECIDED


KEYS = st.sets(st.from_regex(r"[a-z0-9]{1,3}(-[a-z0-9]{1,3})?", fullmatch=True), max_size=6)


@given(there=KEYS, fresh=KEYS, comments=st.lists(st.integers(0, 40), max_size=5), order=st.randoms())
def test_whatever_is_there_stays(there: set[str], fresh: set[str], comments: list[int], order: random.Random) -> None:
    keys = sorted(there)
    order.shuffle(keys)
    lines = [line for key in keys for line in (f'"{key}":', "  accept: true", "")]
    for at in comments:
        lines.insert(min(at, len(lines)), "# a remark")
    text = "\n".join(lines)
    new = with_entries(parse(text), {key: [f'"{key}":', "  accept:"] for key in fresh - there}, blank=True)
    assert {one.key: one.accept for one in read(new)} == {key: True if key in there else None for key in there | fresh}
    rest = iter(new.split("\n"))
    assert all(line in rest for line in lines if line)
