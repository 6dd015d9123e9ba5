"""The real library, counted by other means than the generator's own."""

from __future__ import annotations

import json
import re
import unicodedata
from pathlib import Path

import pytest
import yaml

from generator.build.pipeline import build
from generator.catalog.model import Catalog
from generator.diagnostics import Severity

DAYS = {"000": "2025-05-08", "001": "2025-09-10", "002": "2025-03-14", "003": "2025-03-12", "004": "2025-03-11"}
ROWS = {"000": 95, "001": 78, "002": 171, "003": 75, "004": 170}


@pytest.fixture(scope="module")
def papers(real_project: Path) -> list[dict[str, object]]:
    table = json.loads((real_project / "docs/api/v1/papers.json").read_text(encoding="utf-8"))
    assert (table["version"], table["count"]) == (1, 540)
    found: list[dict[str, object]] = table["papers"]
    return found


def _rows(library: Path) -> list[tuple[str, int, str, str]]:
    """Read the listings with one regular expression: `(source, position, title, abstract)` of every row."""
    rows = []
    for file in sorted((library / "sources").glob("*.txt")):
        body = re.split(r"\n\n[A-Z][a-z]{2} \d{1,2}\n\n", file.read_text(encoding="utf-8"), maxsplit=1)[1]
        pairs = re.findall(r"([^\n]+)\n\n([^\n]+)(?:\n\n|\Z)", body)
        rows += [(file.stem, position, title, abstract) for position, (title, abstract) in enumerate(pairs, 1)]
    return rows


def test_all_rows_are_there(shipped_library: Path) -> None:
    rows = _rows(shipped_library)
    counts = {key: sum(source.startswith(key) for source, *_ in rows) for key in ROWS}
    assert counts == ROWS
    assert len({title for _, _, title, _ in rows}) == 541


def test_the_real_library_has_no_error_and_no_warning(catalog: Catalog, real_project: Path) -> None:
    found = build(real_project, check=True).found
    assert [finding for finding in found if finding.severity > Severity.INFO] == []
    assert sorted(finding.where.line for finding in found if finding.code == "look-alike") == [
        67,
        91,
    ]  # a third pair differs in its authors
    assert (len(catalog.papers), catalog.rows, catalog.titles) == (540, 589, 541)


def test_every_line_of_every_listing_is_accounted_for(catalog: Catalog, shipped_library: Path) -> None:
    for listing in catalog.listings:
        text = (shipped_library.parent / listing.file).read_text(encoding="utf-8")
        assert listing.lines is not None
        assert listing.lines.heading + listing.lines.rows + listing.lines.blank == len(text.split("\n"))
        assert listing.lines.rows == 2 * listing.rows
        assert listing.lines.blank == sum(not line for line in text.split("\n"))


def test_papers_json_equals_an_independent_list(papers: list[dict[str, object]], shipped_library: Path) -> None:
    expected: dict[str, dict[str, object]] = {}
    for source, position, title, abstract in _rows(shipped_library):
        key = "".join(filter(str.isalnum, unicodedata.normalize("NFKC", title.replace("$", "")).casefold()))
        paper = expected.setdefault(key, {"titles": [], "abstract": abstract, "seen": set()})
        titles, seen = paper["titles"], paper["seen"]
        assert isinstance(titles, list)
        assert isinstance(seen, set)
        titles.append(title)
        seen.add((source, position, DAYS[source[:3]]))
    assert len(expected) == len(papers) == 540
    for paper in expected.values():
        titles = paper["titles"]
        assert isinstance(titles, list)
        paper["title"] = next((title for title in titles if "$" not in title or "$100K" in title), titles[0])
    actual = {str(paper["title"]): paper for paper in papers}
    assert set(actual) == {str(paper["title"]) for paper in expected.values()}
    for paper in expected.values():
        mine = actual[str(paper["title"])]
        seen = mine["appearances"]
        assert isinstance(seen, list)
        assert mine["abstract_source"] == paper["abstract"]
        assert {(one["source"], one["position"], one["listed"]) for one in seen} == paper["seen"]


def test_papers_are_sorted_by_slug_and_carry_what_the_curator_said(
    papers: list[dict[str, object]], shipped_library: Path
) -> None:
    slugs = [str(paper["slug"]) for paper in papers]
    assert slugs == sorted(slugs)
    curation = yaml.safe_load((shipped_library / "curation.yml").read_text(encoding="utf-8"))
    for paper in papers:
        said = curation.get(paper["slug"], {})
        assert paper["tags"] == said.get("tags", [])
        assert paper["tldr"] == said.get("tldr")
    assert sum(paper["tldr"] is None for paper in papers) == 15


def test_the_links_of_the_abstracts_are_clean(papers: list[dict[str, object]], shipped_library: Path) -> None:
    found = yaml.safe_load((shipped_library / "enrichment.yml").read_text(encoding="utf-8"))
    links = []
    for paper in papers:
        known = {link["url"] for link in found.get(paper["slug"], {}).get("links", [])}
        others = [link["url"] for link in paper["links"] if link["rel"] not in {"doi", "arxiv"}]  # type: ignore[attr-defined]
        links += [url for url in others if url not in known]
    assert len(links) == 196
    assert not [url for url in links if re.search(r"[.,;:{}~]$|effarig|huggingface\.host", url)]
    assert sum(url.startswith("https://huggingface.co/") for url in links) == 6


def test_nearly_all_papers_have_authors_an_identifier_and_tags(papers: list[dict[str, object]]) -> None:
    assert sum(bool(paper["authors"]) for paper in papers) >= 505
    assert sum(bool(paper["arxiv"] or paper["doi"]) for paper in papers) >= 520
    assert sum(bool(paper["tags"]) for paper in papers) >= 525


def test_every_file_to_cite_has_the_year_that_the_venue_names(real_project: Path) -> None:
    library = (real_project / "docs/library.bib").read_text(encoding="utf-8")
    entries = [dict(re.findall(r"^  (\w+) = \{+(.*?)\}+,$", entry, re.MULTILINE)) for entry in library.split("\n@")]
    named = [(entry, entry.get("booktitle") or entry.get("journal") or "") for entry in entries]
    years = [(entry["year"], re.findall(r"\b(?:19|20)\d\d\b", venue)) for entry, venue in named if venue]
    assert len(years) >= 300
    assert [(year, names) for year, names in years if names and names != [year]] == []


def test_each_listing_keeps_its_own_order(catalog: Catalog, shipped_library: Path) -> None:
    titles = {(source, position): title for source, position, title, _ in _rows(shipped_library)}
    for listing in catalog.listings:
        assert [position for position, _ in listing.papers] == list(range(1, ROWS[listing.source[:3]] + 1))
        for position, slug in listing.papers:
            shown, listed = catalog.papers[slug].title, titles[listing.source, position]
            assert shown == listed or "γ" in shown


def test_the_library_is_what_was_received(shipped_library: Path) -> None:
    for file in (shipped_library / "sources").iterdir():
        assert not file.read_bytes().endswith(b"\n"), f"{file.name} was edited: listings stay as received"


def test_related_papers_and_broader_tags_stand_in_the_data(
    papers: list[dict[str, object]], shipped_library: Path
) -> None:
    slugs = {paper["slug"] for paper in papers}
    fields = list(papers[0])
    assert fields[fields.index("tags") + 1] == "tags_with_broader"
    assert fields[fields.index("first_listed") + 1] == "related"
    vocabulary = yaml.safe_load((shipped_library / "tags.yml").read_text(encoding="utf-8"))
    broader = {slug: tag.get("broader", []) for facet in vocabulary.values() for slug, tag in facet["tags"].items()}
    reasons = []
    for paper in papers:
        tags, related = paper["tags"], paper["related"]
        assert isinstance(tags, list)
        assert isinstance(related, list)
        reached = set(tags)
        for _ in range(len(broader)):
            above = (broader[tag] for tag in reached)
            reached |= {tag for found in above for tag in ([found] if isinstance(found, str) else found)}
        assert paper["tags_with_broader"] == sorted(reached)
        assert len(related) <= 6
        assert {one["slug"] for one in related} <= slugs - {paper["slug"]}
        for one in related:
            assert set(one) == {"slug", "score", "because"}
            reasons.append(one["because"])
    assert all(word for found in reasons for word in found)
    assert sum(map(bool, reasons)) > 0.9 * len(reasons)
