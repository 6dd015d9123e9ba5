"""Makes libraries with facts of papers: an invented one, and thousands of real papers with invented facts."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from generator.build.write import Target, sync
from generator.catalog.identity.naming import name_papers
from generator.catalog.library import read_library
from generator.catalog.merge import make_catalog
from generator.catalog.model import Catalog, Vocabulary
from generator.diagnostics import Diagnostic, Location
from generator.insights.compute import compute_insights
from generator.pages.registry import render
from generator.sources.model import Author, Facts, Link, Record, SourceFile, Sources
from generator.storage.files import temporary_folder
from tests.support.case import TINY
from tests.support.corpus import CORPUS
from tests.support.project import make_project

CROWD = tuple(Author(name=f"Author No {number}", family=f"No {number}", given="Author") for number in range(1, 31))
"""Thirty authors."""

_HERE = Location(file="library/sources/books.bib")


def record(position: int, title: str, abstract: str = "", *, listed: date | None = None, **known: object) -> Record:
    """Return a row of a source with facts."""
    return Record(
        source="books",
        position=position,
        title=title,
        abstract=abstract,
        where=replace(_HERE, line=position),
        abstract_where=replace(_HERE, line=position),
        listed=listed,
        facts=Facts(**known),  # type: ignore[arg-type]
    )


def author(given: str, family: str) -> Author:
    """Return an author with both parts of the name."""
    return Author(name=f"{given} {family}", family=family, given=given)


KNOWN = (
    record(
        1,
        "Charting the fog",
        "We chart fog by its edges. It helps sailors.",
        kind="article-journal",
        authors=(author("Ada", "van der Müller"), author("Bo", "Li"), author("Cy", "Ångström"), author("Di", "O’Hara")),
        published="2024-03-09",
        venue="Journal of Maps & Charts",
        doi="10.1000/fog_1",
        arxiv="2403.00001",
        keywords=("cartography", "sea <fog>"),
        links=(Link(rel="code", url="https://github.com/example/fog"),),
    ),
    record(2, "A lantern without words", published="2024", authors=(Author(name="OpenAI", family="OpenAI"),)),
    record(3, "Everybody at once", "Many hands draw a map.", authors=CROWD, published="2022-11", venue="Crowds 22"),
    record(4, "Nothing but a name"),
    record(5, "Li and the moon", "A tale of Ada Lovelace and of Müller, told to sailors.", published="2021-05-04"),
    record(6, "Maps for Bo Müller", "Of charts.", authors=(author("Eve", "Berg"),), published="2021-07-01"),
    record(7, "Fog, again", authors=(author("Bo", "Müller"), author("Ada", "Li")), published="2019"),
)
"""The rows of a library without a day: full facts, no abstract, many authors, and no facts at all."""


def catalog_of(records: Sequence[Record], *, vocabulary: Vocabulary | None = None) -> Catalog:
    """Return the catalog of one source with these rows and without curation."""
    source = SourceFile(
        source="books",
        slug="books",
        file="books.bib",
        title="Books",
        listed=None,
        inferred=False,
        url="",
        note="",
        records=tuple(records),
        entries=len(records),
        lines=None,
        complete=True,
    )
    sources = Sources(files=(source,), whole=True)
    no_tags = Vocabulary(whole=True, tags={}, aliases={}, formerly={})
    return make_catalog(sources, name_papers(sources, (), lambda finding: None), vocabulary or no_tags, (), (), {})


def known_catalog() -> Catalog:
    """Return the invented library; two of its papers carry a tag of the tiny library's vocabulary."""
    tiny = read_library(TINY, lambda finding: None)
    assert tiny is not None
    rows = [replace(row, tags=("maps",)) if row.position != len(KNOWN) - 2 else row for row in KNOWN]
    return catalog_of(rows, vocabulary=tiny.vocabulary)


def write_pages(root: Path, catalog: Catalog) -> Path:
    """Lay out a project in `root` with the pages of a catalog, taken by `mkdocs build` as they are; return `root`."""
    make_project(root)
    found: list[Diagnostic] = []
    known = replace(compute_insights(catalog, root), alike=())
    pages = render(catalog, known, (), root, found.append)
    assert pages is not None, found
    with temporary_folder(root) as aside:
        sync(pages, lambda _: (), Target(docs=root / "docs", manifest={}, staging=aside), found.append)
    assert found == []
    (root / "as_they_are.py").write_text(_GENERATES_NOTHING, encoding="utf-8")
    with (root / "mkdocs.yml").open("a", encoding="utf-8") as settings:
        settings.write("hooks: [as_they_are.py]\n")
    return root


_GENERATES_NOTHING = """
from pathlib import Path

from generator.build.result import BuildResult, Changes
from generator.mkdocs_plugin import plugin

HERE, ELSEWHERE = Path(__file__).parent, plugin._build
UNCHANGED = BuildResult(found=(), changes=Changes(written=0, removed=0, unchanged=0))
plugin._build = lambda root, *, wait: UNCHANGED if root == HERE else ELSEWHERE(root, wait=wait)
"""
"""A hook of MkDocs, so that the plugin takes the pages for those of the library."""


def real_papers(most: int) -> Iterator[Record]:
    """Yield real papers of the corpus with all facts there are, some of them made up; without the corpus, skip."""
    path = CORPUS / "scale" / "papers_acl_ccby.jsonl"
    if not path.is_file():
        pytest.skip(f"the corpus file {path.name} is not here; READING_LIST_CORPUS names its folder")
    seen: set[str] = set()
    with path.open(encoding="utf-8") as lines:
        for number, line in enumerate(lines, 1):
            row = json.loads(line)
            title = " ".join(row["title"].split())
            if title.casefold() in seen:
                continue
            seen.add(title.casefold())
            yield _real(number, title, row)
            if len(seen) == most:
                return


def _real(number: int, title: str, row: dict[str, object]) -> Record:
    year, venue = str(row["year"]), str(row["venue"])
    dates = (year, f"{year}-{number % 12 + 1:02}", f"{year}-{number % 12 + 1:02}-{number % 28 + 1:02}")
    names = row["authors"]
    assert isinstance(names, list)
    return record(
        number,
        title,
        " ".join(str(row["abstract"]).split()),
        kind="paper-conference" if number % 2 else "article-journal",
        authors=tuple(_author(" ".join(name.split())) for name in names),
        published=dates[number % 3],
        venue=venue,
        volume=str(number % 90 + 1),
        number=str(number % 12 + 1) if number % 3 else "",
        pages=f"{number}–{number + 9}" if number % 4 else f"e{number}",
        publisher="Lamp & Sons" if number % 5 else "",
        doi=f"10.18653/v1/{row['id']}".lower(),
        arxiv=f"{int(year) % 100:02}{number % 12 + 1:02}.{number:05}",
        keywords=tuple(_keywords(title)),
        links=(Link(rel="code", url=f"https://github.com/example/{number}"),),
    )


def _author(name: str) -> Author:
    given, _, family = name.rpartition(" ")
    return Author(name=name, family=family, given=given) if given else Author(name=name, family=name)


def _keywords(title: str) -> Iterable[str]:
    return dict.fromkeys(word.lower() for word in title.replace(";", " ").split()[:4] if word.isalpha())
