"""Where sources differ: every value is kept, the most trusted is shown, and the curator's word wins."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from generator.build.pipeline import build
from generator.catalog.identity.conflicts import conflicts_of, report_conflicts
from generator.catalog.merge import make_paper
from generator.catalog.model import Paper
from generator.diagnostics import Diagnostic, Severity
from generator.sources.model import Author, Facts, FileContent, Record
from generator.sources.read import READERS
from tests.support.project import make_project
from tests.support.rows import codes, papers, row, sources_of

ONE = row("Talking Lamps", "They talk.", at="spring:1", authors=["Ada Lovelace"], published="2020", doi="10.1/a")
OTHER = row("Talking Lights", "They do not.", at="autumn:4", authors=["A. Lovelace", "Bo Li"], published="2021-05-01",
            doi="10.1/a", venue="Journal of Lamps")  # fmt: skip


def _paper(rows: list[Record], curation: str = "") -> Paper:
    named, _ = papers(rows, curation)
    (paper,) = named.values()
    return make_paper(paper, {source.source: source.listed for source in sources_of(rows).files}, (), Facts())


def test_every_value_keeps_its_source_and_the_most_trusted_shows() -> None:
    paper = _paper([ONE, OTHER])
    assert [found.field for found in paper.conflicts] == ["title", "abstract", "authors", "year"]
    years = paper.conflicts[-1]
    assert [(claim.value, claim.source, claim.position) for claim in years.values] == [
        ("2020", "spring", 1),
        ("2021-05-01", "autumn", 4),
    ]
    assert (paper.facts.published, paper.facts.venue, paper.title) == ("2020", "Journal of Lamps", "Talking Lamps")


def test_spelling_is_no_difference() -> None:
    one = row("On $\\gamma$ Rays", "A  b.", authors=["Ada Müller"], published="2020", venue="J. of Rays")
    other = row("On γ rays", "A b", authors=["A. MULLER"], published="2020-03", venue="J of rays", at="autumn:1")
    assert conflicts_of([one, other]) == ()


def test_a_preprint_differs_from_its_publication_in_nothing() -> None:
    preprint = row("Lamps", kind="article", arxiv="1706.09999", published="2017", doi="10.1101/2017.01.02.123456")
    publication = row("Lamps", kind="article-journal", venue="J", published="2018", doi="10.1000/a")
    assert conflicts_of([preprint, publication]) == ()
    assert [found.field for found in conflicts_of([preprint, row("Lamps", published="2015", arxiv="1706.09999")])] == [
        "year"
    ]


def test_what_one_source_does_not_know_is_no_difference() -> None:
    assert conflicts_of([row("Lamps", doi="10.1/a"), row("Lamps", "They talk.", arxiv="2301.00001")]) == ()


def test_the_curator_overrules_all_sources_and_the_address_stays() -> None:
    said = (
        "talking-lamps:\n  title: Talking Lamps, Revised\n  authors: ['Lovelace, Ada', {name: The Lamp Group}, Bo Li]\n"
        "  published: 2019-11\n  venue: Lamps Today\n  doi: https://doi.org/10.1000/B\n  arxiv: arXiv:2301.00001v2\n"
    )
    paper = _paper([ONE, OTHER], said)
    assert paper.facts.authors == (
        Author(name="Ada Lovelace", family="Lovelace", given="Ada"),
        Author(name="The Lamp Group", family="The Lamp Group"),
        Author(name="Bo Li"),
    )
    facts = paper.facts
    assert (facts.published, facts.venue) == ("2019-11", "Lamps Today")
    assert (facts.doi, facts.arxiv) == ("10.1000/b", "2301.00001")
    assert (paper.title_plain, paper.slug, paper.key) == ("Talking Lamps, Revised", "talking-lamps", "talking-lamps")
    assert {found.field: found.settled for found in paper.conflicts} == {
        "title": True,
        "abstract": False,
        "authors": True,
        "year": True,
    }


def test_a_fact_that_is_stated_empty_is_none() -> None:
    assert _paper([ONE], "talking-lamps: {doi: '', authors: []}").facts.doi == ""
    assert _paper([ONE], "talking-lamps: {doi: '', authors: []}").facts.authors == ()


def test_a_file_that_differs_often_is_one_note() -> None:
    found: list[Diagnostic] = []
    report_conflicts([_paper([ONE, OTHER])] * 100, {"autumn": "library/sources/autumn.bib"}, found.append)
    (note,) = found
    assert (note.code, note.severity, note.where.file) == (
        "sources-differ",
        Severity.INFO,
        "library/sources/autumn.bib",
    )
    assert "title 100, abstract 100, authors 100, year 100" in note.message


def test_bibliographies_that_overlap_are_no_flood_of_warnings() -> None:
    spring = [row(f"Paper {n}", f"It is {n}.", key=f"a{n}", at=f"spring:{n}") for n in range(1, 200)]
    autumn = [row(f"Paper {n}", f"This is {n}.", key=f"b{n}", at=f"autumn:{n}") for n in range(1, 200)]
    again = [row(f"Paper {n}", f"This is {n}.", key=f"c{n}", at=f"autumn:{n + 200}") for n in range(1, 200)]
    _, found = papers([*spring, *autumn, *again])
    assert codes(found, Severity.WARNING) == []
    assert set(codes(found)) == {"repeated-entry"}


def test_dumps_that_differ_are_warnings_as_ever() -> None:
    _, found = papers([row("Lamps", "One.", at="a:1"), row("Lamps", "Two.", at="b:1"), row("Lamps", "One.", at="a:2")])
    assert codes(found) == ["repeated-row", "two-abstracts"]


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    root = make_project(tmp_path)
    (root / "library/sources/refs.rows").write_text("", encoding="utf-8")
    rows = (
        row("Talking Lamps: A Dialogue Model for Furniture", "<b>Lamps</b> & [talk](x).", at="refs:2", key="lamps"),
        row("A Map That Draws Itself", "Maps.", at="refs:3", doi="10.1/a"),
        row("A Map That Draws Itself", "Other maps.", at="refs:4", doi="10.1/b", published="2020"),
    )
    monkeypatch.setitem(READERS, ".rows", lambda *_: FileContent(records=rows, entries=5))
    return root


def test_differences_stand_in_the_data_and_on_the_page(project: Path) -> None:
    result = build(project)
    assert result.catalog is not None
    table = json.loads((project / "docs/api/v1/papers.json").read_text(encoding="utf-8"))["papers"]
    lamps = next(paper for paper in table if paper["slug"] == "talking-lamps")
    assert lamps["conflicts"] == [
        {
            "field": "abstract",
            "settled": False,
            "values": [
                {"value": "Lamps talk. We let them.", "source": "autumn", "position": 1},
                {"value": "<b>Lamps</b> & [talk](x).", "source": "refs", "position": 2},
            ],
        }
    ]
    page = (project / "docs/papers/talking-lamps.md").read_text(encoding="utf-8")
    section = page.partition(">Where sources differ<")[2].partition("</details>")[0]
    assert "abstract, the most trusted is shown" in section
    assert "no. 2" in section
    assert "<b>" not in section
    assert "## Where sources differ" not in (project / "docs/papers/on-the-g-ray-of-attention.md").read_text("utf-8")


def test_the_entries_of_a_listing_add_up(project: Path) -> None:
    catalog = build(project, check=True).catalog
    assert catalog is not None
    account = {one.source: (one.entries, one.rows, one.merged, one.hidden) for one in catalog.listings}
    assert account == {"autumn": (4, 4, 0, 1), "spring": (4, 4, 2, 0), "refs": (5, 3, 2, 0)}
    entries, _, merged, hidden = (sum(column) for column in zip(*account.values(), strict=True))
    refused = sum(one.entries - one.rows for one in catalog.listings)
    assert entries == len(catalog.papers) + hidden + merged + refused
