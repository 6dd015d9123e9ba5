"""Facts that the curator states, and decisions on which rows are one paper, outlive every edit."""

from __future__ import annotations

from pathlib import Path

from generator.editing import Change, apply, tidy
from generator.editing.find_papers import library_papers, matching_papers
from tests.support.editing import MAP, RAY, lay_out

STATED = f"""\
{RAY}:
  tldr: "Bounds attention."
  title: 'On the Gamma Ray'   # as in print
  authors:
    - "Lovelace, Ada"
    - {{name: The Ray Group}}
  published: 2024-05
  venue: Journal of Rays
  doi: ""
  arxiv: 2301.10000
  not_same_as: [{MAP}]
  tags: [theory]
"""


def test_a_tag_and_a_summary_leave_every_other_line_alone(tmp_path: Path) -> None:
    path = lay_out(tmp_path, STATED)
    outcome = apply(tmp_path, [Change(key=RAY, add=("survey",), tldr="Bounds it.")])
    assert not outcome.refused, outcome.found
    new = path.read_text(encoding="utf-8")
    assert new == STATED.replace("[theory]", "[theory, survey]").replace('"Bounds attention."', '"Bounds it."')


def test_tidying_keeps_them_as_typed(tmp_path: Path) -> None:
    path = lay_out(tmp_path, STATED)
    outcome = tidy(tmp_path)
    assert not outcome.refused, outcome.found
    assert path.read_text(encoding="utf-8") == STATED


def test_an_edit_goes_to_the_entry_that_there_is_under_another_key(tmp_path: Path) -> None:
    path = lay_out(tmp_path, f"{RAY}: {{same_as: {MAP}, tldr: It bounds.}}\n")
    known = library_papers(tmp_path)
    for word in (MAP, RAY):
        (paper,) = matching_papers(word, known)
        assert (paper.key, paper.slug) == (RAY, MAP)
    assert not apply(tmp_path, [Change(key=RAY, add=("maps",))]).refused
    assert "maps" in path.read_text(encoding="utf-8")
