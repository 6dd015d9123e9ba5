"""Pages are rendered in parts, and MkDocs renders a sample of them too."""

from __future__ import annotations

from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from generator.mkdocs_plugin import render
from generator.mkdocs_plugin.render import RenderedPages, Shells, stage_changed

MARKS = {"papers/a.md": "2", "papers/b.md": "1", "tags/c.md": "3", "map/index.md": "4", "desk/index.md": "5"}


@pytest.fixture
def compared(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Return a list to which the compared pages are added; no page is really rendered."""
    found: list[str] = []
    done = RenderedPages(
        notes=dict.fromkeys(MARKS, ""),
        shapes={1: "papers/a.md", 2: "papers/b.md", 3: "tags/c.md"},
        unshared=["map/index.md", "desk/index.md"],
    )

    def note(renderer: object, part: list[str]) -> str:
        found.extend(part)
        return ""

    monkeypatch.setattr(render, "render_fast", lambda renderer, part, known: done)
    monkeypatch.setattr(render, "first_difference", note)
    monkeypatch.setenv("READING_LIST_JOBS", "1")
    return found


def _renderer(*, thorough: bool) -> Any:
    return SimpleNamespace(
        config=SimpleNamespace(docs_dir=""), staging=Path(), thorough=thorough, render_by_mkdocs=lambda path: {}
    )


def test_one_page_of_each_kind_is_compared(compared: list[str]) -> None:
    made, differs = stage_changed(_renderer(thorough=True), MARKS, {})
    assert (set(made), differs) == (set(MARKS), "")
    assert sorted(compared) == ["desk/index.md", "map/index.md", "papers/b.md", "tags/c.md"]


def test_another_page_is_compared_after_a_change_of_the_pages(compared: list[str]) -> None:
    stage_changed(_renderer(thorough=True), {**MARKS, "papers/b.md": "9"}, {})
    assert "papers/a.md" in compared


def test_a_preview_compares_no_page_that_shares_its_shape_with_none(compared: list[str]) -> None:
    stage_changed(_renderer(thorough=False), MARKS, {})
    assert sorted(compared) == ["papers/b.md", "tags/c.md"]


def test_if_a_page_differs_mkdocs_renders_all_and_shells_are_dropped(
    compared: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(render, "first_difference", lambda renderer, part: "tags/c.md")
    shells: Shells = {1: None}
    made, differs = stage_changed(_renderer(thorough=True), MARKS, shells)
    assert (set(made), differs, shells) == (set(MARKS), "tags/c.md", {})
