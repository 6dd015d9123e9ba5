"""Linked data and citations have the known facts, and no text can end its element."""

from __future__ import annotations

import json
from dataclasses import replace
from functools import lru_cache
from html.parser import HTMLParser
from typing import Any

import pytest
from hypothesis import given

from generator.catalog.library import read_library
from generator.catalog.model import Paper
from generator.pages.escape import Address, in_script, one_line
from generator.pages.sharing.head import NAMED, citation_tags, linked_collection, linked_paper
from generator.settings import Settings
from generator.sources.facts.links import identifier_links
from generator.sources.model import Author, Facts
from tests.pages.test_escape import HOSTILE
from tests.support.case import TINY
from tests.support.corpus import corpus_json
from tests.support.references import texts

FACTS = Facts(
    kind="paper-conference",
    authors=(Author(name="Ada van der Müller", family="van der Müller", given="Ada"), Author(name="Bo Li")),
    published="2025-03",
    venue="Garden Conference",
    doi="10.1000/x_y",
    arxiv="2503.00001",
    keywords=("gardens", "Small models"),
)
TRAIL = (("Explore", "explore/index.md"), ("A title", "papers/a-title.md"))


class _Script(HTMLParser):
    def __init__(self, text: str) -> None:
        super().__init__()
        self.inside: list[str] = []
        self.tags: list[str] = []
        self.feed(f'<script type="application/ld+json">{text}</script><p>')
        self.close()

    def handle_starttag(self, tag: str, attrs: object) -> None:
        self.tags.append(tag)

    def handle_data(self, data: str) -> None:
        self.inside.append(data)


@lru_cache(maxsize=1)
def _paper() -> Paper:
    catalog = read_library(TINY, lambda finding: None)
    assert catalog is not None
    return catalog.papers["talking-lamps"]


def _known(facts: Facts = FACTS) -> Paper:
    return replace(_paper(), facts=facts, links=identifier_links(facts))


def _article(paper: Paper) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(linked_paper(paper, ("Dialogue", "gardens"), TRAIL))["@graph"][0]
    return found


def _assert_stays(text: str) -> None:
    written = in_script({"a": text, text: "b", "c": [text, {"d": text}]})
    script = _Script(written)
    assert script.tags == ["script", "p"]
    assert "".join(script.inside) == written
    assert not set(written) & set("<>&\u2028\u2029")
    read = json.loads(written)
    assert read.get("a", "") == one_line(text).strip()


@pytest.mark.parametrize("text", [*HOSTILE, "</script>", "<!--<script>", "<site>", '"\\u0002', "\x02", "]]>"])
def test_hostile_text_stays_inside_its_script(text: str) -> None:
    _assert_stays(text)


@given(texts)
def test_any_text_stays_inside_its_script(text: str) -> None:
    _assert_stays(text)


def test_the_naughty_strings_stay_inside_their_script(corpus: None) -> None:
    for text in corpus_json("hostile/blns.json"):
        _assert_stays(text)


def test_only_an_address_of_the_site_has_its_mark() -> None:
    written = in_script({"here": Address("papers/x/"), "text": "<site>papers/y/", "home": Address()})
    assert written == '{"here":"<site>papers/x/","text":"\\u003csite\\u003epapers/y/","home":"<site>"}'


def test_linked_data_has_all_known_facts_of_a_paper() -> None:
    article = _article(_known())
    assert article["headline"] == "Talking Lamps: A Dialogue Model for Furniture"
    assert article["author"] == [
        {"@type": "Person", "name": "Ada van der Müller", "givenName": "Ada", "familyName": "van der Müller"},
        {"@type": "Person", "name": "Bo Li"},
    ]
    assert article["datePublished"] == "2025-03"
    assert [one["value"] for one in article["identifier"]] == ["10.1000/x_y", "2503.00001"]
    assert article["sameAs"] == ["https://doi.org/10.1000/x_y", "https://arxiv.org/abs/2503.00001"]
    assert article["isPartOf"] == {"@type": "CreativeWork", "name": "Garden Conference"}


def test_an_institution_is_no_person() -> None:
    facts = replace(FACTS, authors=(Author(name="OpenAI", family="OpenAI"),))
    assert _article(_known(facts))["author"] == [{"@type": "Organization", "name": "OpenAI"}]


def test_what_is_not_known_is_left_out() -> None:
    assert set(_article(_known(Facts()))) == {"@type", "headline", "abstract", "keywords", "url", "mainEntityOfPage"}


def test_a_long_list_names_its_first_entries_and_the_number_of_all() -> None:
    entries = ((f"Paper {number}", f"papers/p{number}.md") for number in range(500))
    page = json.loads(linked_collection(Settings(), TRAIL, "About.", 500, entries))["@graph"][0]
    assert page["mainEntity"]["numberOfItems"] == 500
    assert len(page["mainEntity"]["itemListElement"]) == NAMED


def test_a_citation_names_authors_date_and_venue() -> None:
    assert citation_tags(_known(), ("Dialogue",)) == {
        "citation_title": ["Talking Lamps: A Dialogue Model for Furniture"],
        "citation_author": ["van der Müller, Ada", "Bo Li"],
        "citation_publication_date": ["2025/03"],
        "citation_conference_title": ["Garden Conference"],
        "citation_doi": ["10.1000/x_y"],
        "citation_arxiv_id": ["2503.00001"],
        "citation_keywords": ["Dialogue"],
    }
    journal = citation_tags(_known(replace(FACTS, kind="article-journal")), ())
    assert journal["citation_journal_title"] == ["Garden Conference"]
    assert "citation_keywords" not in journal


def test_without_a_date_there_is_no_citation_and_a_year_is_enough() -> None:
    assert citation_tags(_known(replace(FACTS, published="")), ("Dialogue",)) == {}
    assert citation_tags(_known(Facts(published="2024")), ()) == {
        "citation_title": ["Talking Lamps: A Dialogue Model for Furniture"],
        "citation_publication_date": ["2024"],
    }


def test_a_citation_has_the_place_in_a_journal_or_book() -> None:
    place: dict[str, Any] = {"volume": "3", "number": "4", "pages": "1–9", "publisher": "P", "editors": FACTS.authors}
    tags = citation_tags(_known(replace(FACTS, kind="article-journal", **place)), ())
    assert [tags[f"citation_{name}"] for name in ("volume", "issue", "firstpage", "lastpage", "publisher")] == [
        ["3"], ["4"], ["1"], ["9"], ["P"],
    ]  # fmt: skip
    assert tags["citation_editor"] == tags["citation_author"]
    report = citation_tags(_known(replace(FACTS, kind="report", number="7", venue="Inst")), ())
    assert report["citation_technical_report_institution"] == ["Inst"]
    assert report["citation_technical_report_number"] == ["7"]


def test_the_address_of_a_doi_is_whole() -> None:
    article = _article(_known(Facts(doi="10.1000/a#b?c")))
    assert article["sameAs"] == ["https://doi.org/10.1000/a%23b%3Fc"]
    assert [one["value"] for one in article["identifier"]] == ["10.1000/a#b?c"]


def test_the_year_of_the_venue_is_cited_beside_the_first_version() -> None:
    paper = _known(replace(FACTS, published="2023-03-13", venue="WACV 2025"))
    tags = citation_tags(paper, ())
    assert (tags["citation_publication_date"], tags["citation_online_date"]) == (["2025"], ["2023/03/13"])
    assert _article(paper)["datePublished"] == "2025"
