"""Renders the pages of the invented library, and of one with all facts of its papers."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from generator.build.pipeline import analyse_library
from generator.pages.registry import render
from generator.sources.model import Author, Facts, Link
from tests.support.project import make_project

FACTS = Facts(
    kind="article-journal",
    authors=(Author(name="Ada van der Müller", family="van der Müller", given="Ada"), Author(name="*Star* & Sons")),
    published="2025-03-09",
    venue="Maps & [Charts]",
    doi="10.1000/x_y(1)",
    arxiv="2503.00001",
    keywords=("cartography", "<b>"),
    links=(Link(rel="pdf", url="https://example.org/a_b.pdf?x=(1)"),),
)


def rendered(root: Path, library: Path | None = None) -> dict[str, bytes]:
    """Return the files of a library, the invented one unless another is named, by their paths."""
    return rendered_in(make_project(root, library) if library else make_project(root))


def knowing(root: Path, facts: Facts = FACTS) -> dict[str, bytes]:
    """Return the files of the invented library with `facts` for every paper."""
    return rendered_in(make_project(root), facts)


def rendered_in(root: Path, facts: Facts | None = None) -> dict[str, bytes]:
    """Return the files of a project."""
    result = analyse_library(root, write=False)
    assert result.catalog is not None
    assert result.insights is not None
    catalog = result.catalog
    if facts:
        papers = {slug: replace(paper, facts=facts, links=facts.links) for slug, paper in catalog.papers.items()}
        catalog = replace(catalog, papers=papers)
    pages = render(catalog, result.insights, result.found, root, lambda finding: None)
    assert pages is not None
    return {page.path: page.data for page in pages}
