"""Answers of arXiv are read, its errors are reported, and hostile XML is refused."""

from __future__ import annotations

import pytest

from generator.sources.model import Link
from tests.support.sources import data, read

FEED = '<feed xmlns="http://www.w3.org/2005/Atom" xmlns:arxiv="http://arxiv.org/schemas/atom">\n{}\n</feed>'
ENTRY = "<entry><id>http://arxiv.org/abs/{}</id><title>{}</title><summary>An abstract.</summary></entry>"


def test_a_search_becomes_rows_at_their_lines() -> None:
    found = data("arxiv-search.xml")
    assert len(found.rows) == 15
    first = found.rows[0]
    assert (first.where.line, first.abstract_where.line) == (10, 16)
    assert (first.key, first.facts.arxiv) == ("2202.12139", "2202.12139")
    assert first.facts.doi == "10.1109/icstw55395.2022.00035"
    assert first.facts.venue.startswith("Artificial Intelligence in Software Testing")
    assert first.facts.published == "2022-02-24"
    assert first.facts.keywords == ("cs.SE",)
    assert first.facts.links == (Link(rel="pdf", url="https://arxiv.org/pdf/2202.12139v1"),)
    assert [author.name for author in first.facts.authors][:2] == ["Mohit Kumar Ahuja", "Arnaud Gotlieb"]


def test_results_that_are_not_in_the_file_are_a_note() -> None:
    found = data("arxiv-search.xml")
    assert found.reported == ["1:1 info more-results"]
    assert "214,881" in found.found[0].message


def test_an_identifier_of_the_old_scheme_is_one() -> None:
    row = data("arxiv-old-id.xml").row
    assert row.facts.arxiv == "astro-ph/0601001"
    assert row.facts.venue == "ActaAstron.56:1-50,2006"
    assert row.abstract.startswith("We derive the frequencies of hot Jupiters (HJs) with 3--5 day periods")
    assert "V_max<17.5" in row.abstract


def test_an_error_of_arxiv_is_an_error_that_quotes_it() -> None:
    found = data("arxiv-error.xml")
    assert found.content is None
    assert found.reported == ["9:3 error arxiv-error"]
    assert "incorrect id format for abc" in found.found[0].message


@pytest.mark.parametrize("title", ["0", "Error"])
def test_a_paper_may_have_the_title_error(title: str) -> None:
    assert read("x.xml", FEED.format(ENTRY.format("2301.00001v3", title))).row.title == title


def test_a_feed_of_others_may_hold_a_post_titled_error() -> None:
    entry = "<entry><id>https://blog.example/1</id><title>Error</title></entry>"
    assert read("x.atom", FEED.format(entry)).row.title == "Error"


def test_a_title_may_hold_markup_of_its_own() -> None:
    entry = '<entry><id>x</id><title type="xhtml"><b>A</b> title</title></entry>'
    assert read("x.atom", FEED.format(entry)).row.title == "A title"


def test_an_entry_without_a_title_is_a_warning() -> None:
    found = read("x.xml", FEED.format(ENTRY.format("2301.00001", " ") + "\n" + ENTRY.format("2301.00002", "B")))
    assert found.reported == ["2:1 warning no-title"]
    assert found.row.title == "B"


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("", "xml-syntax"),
        ("<feed", "xml-syntax"),
        ("<rss/>", "unknown-shape"),
        ("<feed/>", "unknown-shape"),
        (FEED.format(""), "empty-listing"),
        (FEED.format("<entry>"), "xml-syntax"),
        (FEED.format("<a>" * 1000), "unknown-shape"),
        (
            FEED.format("").replace("<feed", "<feed " + " ".join(f'a{number}="1"' for number in range(9999))),
            "xml-syntax",
        ),
        ('<!DOCTYPE f [<!ENTITY a "aa"><!ENTITY b "&a;&a;">]>' + FEED.format("<title>&b;</title>"), "xml-entity"),
        ('<!DOCTYPE f [<!ENTITY a SYSTEM "file:///etc/passwd">]>' + FEED.format("<title>&a;</title>"), "xml-entity"),
        ('<!DOCTYPE f SYSTEM "https://example.org/f.dtd">' + FEED.format(""), "xml-entity"),
    ],
)
def test_other_xml_than_a_feed_is_refused_with_one_error(text: str, code: str) -> None:
    found = read("x.xml", text)
    assert found.content is None
    assert [finding.code for finding in found.found] == [code]
