"""Pages show the authors, venue and dates of a paper as far as they are known, and nothing otherwise."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable
from dataclasses import replace
from datetime import date
from html import unescape
from pathlib import Path
from typing import Any

import pytest
from markdown import markdown

from generator.catalog.model import Catalog
from generator.catalog.publication import with_first_version
from generator.insights.news import newest_first
from generator.pages.formatting import AUTHORS_ON_PAGE, byline, known_date, origin, short_authors
from generator.sources.model import Author, Facts
from tests.support.facts import CROWD, KNOWN, author, catalog_of, known_catalog, record, write_pages

FOG, LANTERN, CROWDED = "charting-the-fog", "a-lantern-without-words", "everybody-at-once"


@pytest.fixture(scope="module")
def docs(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return write_pages(tmp_path_factory.mktemp("known"), known_catalog()) / "docs"


def _shown(path: Path) -> str:
    """Return what a page says, as text."""
    body = path.read_text(encoding="utf-8").partition("\n---\n")[2]
    html = markdown(body, extensions=["attr_list"])
    return " ".join(unescape(re.sub(r"<[^>]*>", " ", html)).split())


@pytest.mark.parametrize(
    ("names", "line"),
    [
        ([], ""),
        (["Ada Berg"], "Ada Berg"),
        (["Ada Berg", "Bo Li", "Cy Dorn"], "Ada Berg, Bo Li, Cy Dorn"),
        (["Ada Berg", "Bo Li", "Cy Dorn", "Di Eck"], "Ada Berg, Bo Li, … Di Eck"),
    ],
)
def test_a_list_names_a_few_authors_and_always_the_last(names: list[str], line: str) -> None:
    assert short_authors([Author(name=name) for name in names]) == line


@pytest.mark.parametrize(
    ("known", "line"),
    [
        (Facts(), ""),
        (Facts(published="2024-05"), "2024"),
        (Facts(venue="Maps"), "Maps"),
        (Facts(authors=(author("Bo", "Li"),), venue="Maps", published="2024"), "Bo Li · Maps · 2024"),
        (Facts(venue="ECCV 2024", published="2024-07-18", arxiv="2407.13863"), "ECCV 2024"),
        (Facts(venue="WACV 2025", published="2023-03-13", arxiv="2303.07474"), "WACV 2025 · arXiv 2023"),
        (Facts(venue="IEEE Access", published="2019-09", arxiv="1909.12098"), "IEEE Access · arXiv 2019"),
        (Facts(venue="IEEE Access", published="2019", arxiv="1909.12098"), "IEEE Access · 2019"),
        (Facts(venue="WACV 2025", published="2023-03-13"), "WACV 2025 (first version 2023)"),
        (Facts(venue="ICPR 2020", published="2021"), "ICPR 2020 (published 2021)"),
    ],
)
def test_a_byline_has_the_known_facts_only(known: Facts, line: str) -> None:
    assert byline(with_first_version(known, ())) == line


@pytest.mark.parametrize(
    ("known", "place"),
    [
        (Facts(venue="WACV 2025", published="2023-03", arxiv="2303.07474"), "WACV 2025 · arXiv March 2023"),
        (Facts(venue="ECCV 2024", published="2024-07-18", arxiv="2407.13863"), "ECCV 2024 · arXiv July 2024"),
        (Facts(venue="WACV 2025", published="2025-02"), "WACV 2025 · February 2025"),
        (Facts(venue="WACV 2025", published="2025"), "WACV 2025"),
        (Facts(venue="WACV 2025"), "WACV 2025"),
        (Facts(venue="NIPS", published="2017", arxiv="1706.03762"), "NIPS · 2017 · arXiv June 2017"),
        (Facts(published="2017", arxiv="1706.03762"), "2017"),
        (Facts(published="2024-07-18", arxiv="2407.13863"), "18 July 2024"),
    ],
)
def test_a_page_distinguishes_the_venue_from_the_first_version(known: Facts, place: str) -> None:
    assert origin(with_first_version(known, ())).place == place


@pytest.mark.parametrize(
    ("iso", "text"),
    [("", ""), ("2025", "2025"), ("2025-03", "March 2025"), ("2025-03-04", "4 March 2025")],
)
def test_a_date_is_written_as_precisely_as_it_is_known(iso: str, text: str) -> None:
    assert known_date(iso) == text


def test_the_page_of_a_paper_names_authors_venue_date_identifiers_and_keywords(docs: Path) -> None:
    text = _shown(docs / f"papers/{FOG}.md")
    assert "Charting the fog Ada van der Müller, Bo Li, Cy Ångström, Di O’Hara" in text
    assert "Journal of Maps & Charts · arXiv March 2024 PDF arXiv DOI" in text
    assert "doi:10.1000/fog_1 arXiv:2403.00001" in text
    assert "Keywords of the sources cartography · sea <fog>" in text
    source = (docs / f"papers/{FOG}.md").read_text(encoding="utf-8")
    assert 'href="https://doi.org/10.1000/fog_1"' in source
    assert 'href="https://arxiv.org/abs/2403.00001"' in source
    assert text.count("10.1000") == 1  # and not among the links once more


def test_the_link_of_a_doi_leads_to_all_of_it() -> None:
    (link,) = origin(Facts(doi="10.1000/a#b?c")).identifiers
    assert link.startswith('<a href="https://doi.org/10.1000/a%23b%3Fc">')


def test_many_authors_are_folded_without_a_script_and_none_is_lost(docs: Path) -> None:
    source = (docs / f"papers/{CROWDED}.md").read_text(encoding="utf-8")
    assert f"and {len(CROWD) - AUTHORS_ON_PAGE} more</span></summary>" in source
    assert all(f"{one.name}," in source or f"{one.name}<" in source or f"{one.name} <" in source for one in CROWD)
    assert origin(Facts(authors=CROWD[:AUTHORS_ON_PAGE])).more == 0


def test_a_paper_without_an_abstract_says_where_it_may_be_found(docs: Path) -> None:
    text = _shown(docs / f"papers/{LANTERN}.md")
    assert "No abstract in the sources. It may be found on arXiv , Hugging Face , Google Scholar" in text
    assert "First sentence of the abstract" not in text
    assert "rl-abstract" not in (docs / f"papers/{LANTERN}.md").read_text(encoding="utf-8")


def test_a_paper_with_nothing_but_a_title_has_no_stray_marks(docs: Path) -> None:
    source = (docs / "papers/nothing-but-a-name.md").read_text(encoding="utf-8")
    for stray in ("rl-authors", "rl-origin", "rl-keywords", "rl-by", "rl-summary"):
        assert stray not in source


def test_a_list_entry_without_a_summary_has_no_empty_paragraph(docs: Path) -> None:
    for page in ("tags/maps.md", "listings/books.md", "index.md"):
        text = _shown(docs / page)
        assert "Charting the fog Ada van der Müller, Bo Li, … Di O’Hara · Journal of Maps & Charts · arXiv 2024" in text
        assert re.search(r"A lantern without words OpenAI · 2024 (?!abstract)", text)
    source = (docs / "listings/books.md").read_text(encoding="utf-8")
    assert source.count("rl-from-abstract") == sum(bool(row.abstract) for row in KNOWN)
    assert source.count('<p class="rl-chips">') == sum(not row.abstract and row.position != 5 for row in KNOWN)


def test_a_tag_lists_papers_without_a_day_by_year_of_publication(docs: Path) -> None:
    headings = re.findall(r"<h2 [^>]*>(.*?)</h2>", (docs / "tags/maps.md").read_text(encoding="utf-8"))
    years = [f"Published in {year}" for year in (2024, 2022, 2021, 2019)]
    assert headings == [*years, "day not known"]


def test_the_home_page_shows_the_newest_papers_if_listings_have_no_day(docs: Path) -> None:
    text = _shown(docs / "index.md")
    assert text.index("Newest papers") < text.index("Charting the fog") < text.index("A lantern without words")
    assert "day not known" not in text


def test_the_explorer_offers_the_days_that_papers_may_be_of(docs: Path) -> None:
    source = (docs / "explore/index.md").read_text(encoding="utf-8")
    assert source.count('min="2019-01-01" max="2024-12-31"') == 2
    assert '<h2 id="first-listed">Published</h2>' in source
    assert source.count('class="rl-x-day"') == 0


def _data(docs: Path, name: str) -> Any:
    return json.loads((docs / f"data/{name}.json").read_bytes())


def _rows(docs: Path) -> list[Any]:
    blocks = sorted((docs / "data/papers").glob("*.json"), key=lambda path: int(path.stem))
    return [row for path in blocks for row in json.loads(path.read_bytes())]


def test_a_data_row_has_a_byline_and_date_only_if_known(docs: Path) -> None:
    rows = {row[0]: row for row in _rows(docs)}
    assert rows[LANTERN][5:] == [None, "OpenAI · 2024", "2024"]
    assert len(rows["nothing-but-a-name"]) == 6
    assert _data(docs, "columns")["years"] == [[None, 1], [2019, 1], [2021, 2], [2022, 1], [2024, 2]]
    assert _data(docs, "head")["search"]["authors"] is True


def test_papers_without_an_abstract_are_not_the_most_surprising(docs: Path) -> None:
    slugs = [row[0] for row in _rows(docs)]
    order = [slugs[number] for number in _data(docs, "columns")["surprise"]]
    assert set(order[-3:]) == {LANTERN, "nothing-but-a-name", "fog-again"}


def _ordered(catalog: Catalog) -> list[str]:
    return [paper.slug for paper in sorted(catalog.papers.values(), key=newest_first)]


def test_papers_are_sorted_by_listing_day_then_by_year_unknown_last() -> None:
    rows = (
        record(1, "unknown"),
        record(2, "year alone", published="2024"),
        record(3, "listed early", listed=date(2024, 1, 2), published="2024-12-31"),
        record(4, "month", published="2024-11"),
        record(5, "listed late", listed=date(2024, 8, 1)),
        record(6, "year before", published="2023-12-31"),
        record(7, "year after", published="2025"),
    )
    expected = ["year-after", "listed-late", "listed-early", "month", "year-alone", "year-before", "unknown"]
    assert _ordered(catalog_of(rows)) == expected
    assert _ordered(catalog_of(rows[::-1])) == expected


@pytest.mark.parametrize("keep", [("title",), ("title", "facts"), ("title", "abstract")])
def test_a_library_of_papers_that_lack_nearly_everything_is_built(tmp_path: Path, keep: Iterable[str]) -> None:
    empty = record(0, "x")
    names = ("title", "abstract", "facts")
    bare = [replace(row, **{name: getattr(empty, name) for name in names if name not in keep}) for row in KNOWN]
    docs = write_pages(tmp_path / "bare", catalog_of([*bare, record(8, "The of and"), record(9, "2024")])) / "docs"
    assert len(_rows(docs)) == len(KNOWN) + 2
    assert (docs / "library.bib").read_text(encoding="utf-8").count("\n}\n") == len(KNOWN) + 2


def test_a_title_alone_in_its_list_has_a_paragraph_as_others_have(docs: Path) -> None:
    body = (docs / "tags/maps.md").read_text(encoding="utf-8").partition(">Published in 2019<")[2]
    assert '<li>\n<p><a href="../../papers/fog-again/">' in body


def test_about_counts_known_facts_and_home_tagged_papers(docs: Path) -> None:
    known = "authors of 5, a venue of 2 and a DOI or an arXiv identifier of 1."
    assert f"carry what is known of them and nothing else: {known}" in _shown(docs / "about.md")
    assert "7 papers · 6 tagged ·" in _shown(docs / "index.md")
