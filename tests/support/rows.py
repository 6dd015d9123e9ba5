"""Makes rows of invented sources, and the papers from them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from generator.catalog.curation import read_curation
from generator.catalog.identity.addresses import PaperRows
from generator.catalog.identity.naming import name_papers
from generator.diagnostics import Diagnostic, Location, Severity
from generator.sources.model import Author, Facts, Record, SourceFile, Sources

LONG = "We let lamps talk, and they do. " * 10
"""An abstract that is long enough to identify a paper."""


def row(title: str, abstract: str = "", *, at: str = "refs:1", key: str = "", **facts: Any) -> Record:
    """Return a row; `at` is `source:position`, other words are facts (`authors` as names)."""
    source, position = at.split(":")
    here = Location(file=f"library/sources/{source}.bib", line=int(position))
    authors = tuple(Author(name=name) for name in facts.pop("authors", ()))
    return Record(
        source=source,
        position=int(position),
        title=title,
        abstract=abstract,
        where=here,
        abstract_where=here,
        key=key,
        facts=replace(Facts(**facts), authors=authors),
    )


def sources_of(rows: Sequence[Record]) -> Sources:
    """Return the rows as sources, in the order of their first rows."""
    names = dict.fromkeys(row.source for row in rows)
    return Sources(files=tuple(_source(name, rows) for name in names), whole=True)


def _source(name: str, rows: Sequence[Record]) -> SourceFile:
    records = tuple(row for row in rows if row.source == name)
    return SourceFile(
        source=name,
        slug=name,
        file=f"library/sources/{name}.bib",
        title=name.title(),
        listed=None,
        inferred=False,
        url="",
        note="",
        records=records,
        entries=len(records),
        lines=None,
        complete=True,
    )


def papers(rows: Sequence[Record], curation: str = "") -> tuple[dict[str, PaperRows], list[Diagnostic]]:
    """Return the papers by address, and what was found, the counting of an empty curation.yml left out."""
    found: list[Diagnostic] = []
    said = read_curation(curation.encode(), "library/curation.yml", None, found.append) or ()
    named = name_papers(sources_of(rows), said, found.append)
    return {paper.slug: paper for paper in named}, [finding for finding in found if finding.code != "nothing-curated"]


def places(named: dict[str, PaperRows]) -> dict[str, list[str]]:
    """Return the rows of each paper as `source:position`, by address."""
    return {slug: [f"{one.source}:{one.position}" for one in paper.rows] for slug, paper in named.items()}


def grave(found: Sequence[Diagnostic]) -> list[Diagnostic]:
    """Return what was found without the notes on what became one paper and what did not."""
    return [finding for finding in found if finding.code not in {"merged", "not-merged"}]


def codes(found: Sequence[Diagnostic], least: Severity = Severity.INFO) -> list[str]:
    """Return the codes of what was found, from a severity upward, without the notes on merges."""
    return [finding.code for finding in grave(found) if finding.severity >= least]
