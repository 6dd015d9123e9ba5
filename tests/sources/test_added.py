"""An entry that this program writes reads exactly as it was typed."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from generator.diagnostics import Diagnostic
from generator.editing.new_paper import NewPaper, entry
from generator.editing.tree import one_line
from generator.sources.bibtex import reader

DAY = date(2026, 11, 30)
TEXTS = st.lists(
    st.one_of(
        st.sampled_from(
            [*"{}%#@\\$&_^~<>\"'`-,= ", "\\alpha", "$x^2$", "--", "``", "''", "<i>", "</i>", "&amp;", "@misc{a,", "\\"]
        ),
        st.text(st.characters(exclude_categories=("Cs", "Cc", "Cn")), max_size=5),
    ),
    max_size=12,
).map(lambda parts: one_line("".join(parts)))


@settings(max_examples=60, deadline=None)
@given(title=TEXTS.filter(bool), abstract=TEXTS.filter(bool))
@example(title="A {Brace}, 100% of #1 @home \\", abstract="{ and } and {")
@example(title="$\\alpha_{i}$-Regret at ~5% -- or not", abstract="``Quotes'' & <i>tags</i> &amp; a\\")
@example(title="深層学習 – Глубокое обучение", abstract="}{ @misc{x, title = {y}}")
@example(title="\\'e \\\"o \\textbf{x} \\& \\%", abstract="{{{{}}}} \\{ \\}")
def test_an_added_paper_reads_as_typed(title: str, abstract: str) -> None:
    first = entry(NewPaper(title="First", abstract="One.", listed=DAY), 1)
    text = f"% A heading.\n\n{first}\n{entry(NewPaper(title=title, abstract=abstract, listed=DAY), 2)}"
    found: list[Diagnostic] = []
    reading = reader.read(text, "added.bib", found.append)
    assert reading is not None, found
    assert [(row.title, row.abstract, row.listed) for row in reading.records] == [
        ("First", "One.", DAY),
        (title, abstract, DAY),
    ]


@pytest.mark.parametrize("day", ["2026-13-01", "today", "1 May 2026", "2026-1-2"])
def test_a_day_that_is_none_is_a_warning(day: str) -> None:
    found: list[Diagnostic] = []
    reading = reader.read(f"@misc{{a, title = {{A}}, added = {{{day}}}}}", "a.bib", found.append)
    assert reading is not None
    assert reading.records[0].listed is None
    assert [finding.code for finding in found] == ["no-day"]
