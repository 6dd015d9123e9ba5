"""Papers that look alike are named with a remedy, until the curator has decided."""

from __future__ import annotations

import re
from itertools import combinations

import pytest

from generator.catalog.merge import make_paper
from generator.catalog.model import Paper
from generator.diagnostics import Diagnostic, Severity
from generator.insights import compute
from generator.insights.compute import report_look_alikes
from generator.insights.related import look_alikes
from generator.sources.model import Facts, Record
from tests.support.rows import papers, row, sources_of

WATERED = "Every weight that nobody waters is cut, and the garden keeps its fruit."
FILLER = [row(f"Filler number{n} about subject{n}", f"Text{n} of word{n}.", at=f"filler:{n}") for n in range(1, 30)]


def _papers(rows: list[Record], curation: str = "") -> list[Paper]:
    rows = [*rows, *FILLER]
    days = {source.source: source.listed for source in sources_of(rows).files}
    return [make_paper(named, days, (), Facts()) for named in papers(rows, curation)[0].values()]


def _alike(rows: list[Record], curation: str = "") -> list[tuple[str, str]]:
    return [(one.slug, two.slug) for one, two in look_alikes(_papers(rows, curation))]


def test_nearly_one_title_and_the_same_authors_look_alike_without_an_abstract() -> None:
    one = row("Gardens of Small Models", authors=["Ada Lovelace", "Bo Li"], doi="10.1/a")
    two = row("Gardens of the Small Models", authors=["A. Lovelace", "B. Li"], at="refs:2", doi="10.1/b")
    assert _alike([one, two]) == [("gardens-of-small-models", "gardens-of-the-small-models")]


def test_other_authors_or_another_title_do_not() -> None:
    one = row("Gardens of Small Models", authors=["Ada Lovelace", "Bo Li"])
    others = row("Gardens of the Small Models", authors=["Carl Gauss"], at="refs:2")
    series = row("Gardens of Huge Robots", authors=["Ada Lovelace", "Bo Li"], at="refs:3")
    assert _alike([one, others, series]) == []


def test_one_title_with_two_dois_looks_alike_unless_the_authors_are_others() -> None:
    one, two = row("Gardens of Models", doi="10.1/a"), row("Gardens of Models", doi="10.1/b", key="k", at="refs:2")
    assert len(_alike([one, two])) == 1
    one = row("Gardens of Models", doi="10.1/a", authors=["Ada Lovelace"])
    two = row("Gardens of Models", doi="10.1/b", authors=["Bo Li"], key="k", at="refs:2")
    assert _alike([one, two]) == []


def test_abstracts_speak_where_both_have_one() -> None:
    one = row("Gardens of Small Models", WATERED, doi="10.1/a")
    two = row("Gardens of Models", f"{WATERED} We show it.", doi="10.1/b", at="refs:2")
    assert len(_alike([one, two])) == 1


def test_the_note_names_both_places_and_its_remedy_silences_it() -> None:
    rows = [row("Gardens of Small Models", WATERED), row("Gardens of Models", f"{WATERED} Again.", at="refs:2")]
    found: list[Diagnostic] = []
    report_look_alikes(tuple(look_alikes(_papers(rows))), found.append)
    (note,) = found
    assert (note.severity, note.where.line) == (Severity.INFO, 2)
    assert "library/sources/refs.bib:1" in note.message
    hint = re.search(r"under `([\w-]+)` in curation.yml, write `same_as: ([\w-]+)`", note.hint)
    assert hint is not None
    for decision in ("same_as", "not_same_as"):
        assert _alike(rows, f"{hint[1]}: {{{decision}: {hint[2]}}}") == []
        assert _alike(rows, f"{hint[2]}: {{{decision}: {hint[1]}}}") == []


def test_common_words_bring_papers_together_where_they_follow_each_other_rarely() -> None:
    common = [row(f"Attention is all about need{n} you", f"A{n} b{n}.", at=f"many:{n}") for n in range(20)]
    one = row("Attention is all you need", WATERED)
    two = row("Attention: all you need is", f"{WATERED} Too.", at="refs:2")
    assert _alike([one, two, *common]) == [("attention-is-all-you-need", "attention-all-you-need-is")]


def test_of_very_many_pairs_the_first_are_named_and_the_others_counted(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(compute, "REPORTED", 1)
    one, two, three = (
        row("Gardens of Small Models", f"{WATERED} {word}.", at=f"refs:{number}")
        for number, word in enumerate(("Once", "Twice", "Thrice"), 1)
    )
    pairs = list(combinations(_papers([one, two, three])[:3], 2))
    found: list[Diagnostic] = []
    report_look_alikes(pairs, found.append)
    assert [finding.message.partition(" look")[0] for finding in found][1:] == ["2 more pairs of papers"]
    assert len(found) == 2
