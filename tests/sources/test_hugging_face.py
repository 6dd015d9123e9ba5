"""The daily papers of Hugging Face are read in both versions of their JSON."""

from __future__ import annotations

import json
from datetime import date

from generator.sources.model import Link
from tests.support.corpus import corpus_text
from tests.support.sources import read


def _daily(outer: dict[str, object], **paper: object) -> str:
    return json.dumps([{"paper": {"id": "2410.17243", "title": "T", "authors": [], **paper}, **outer}])


def test_in_2024_the_outer_day_is_that_of_the_listing(corpus: None) -> None:
    found = read("x.json", corpus_text("hf/daily_papers_2024.json"))
    assert found.reported == []
    first = found.rows[0]
    assert first.title == "Breaking the Memory Barrier: Near Infinite Batch Size Scaling for Contrastive Loss"
    assert "\n" not in first.abstract
    assert (first.listed, first.facts.published) == (date(2024, 10, 25), "2024-10-22")
    assert (first.key, first.facts.arxiv) == ("2410.17243", "2410.17243")
    assert first.facts.authors[0].name == "Zesen Cheng"


def test_in_2026_the_listing_day_has_its_own_field(corpus: None) -> None:
    row = read("x.json", corpus_text("hf/daily_papers_2026.json")).row
    assert (row.listed, row.facts.published) == (date(2026, 3, 6), "2026-02-26")
    assert row.facts.keywords[0] == "Vision-Language Models"
    assert row.facts.links == (
        Link(rel="code", url="https://github.com/marco-garosi/CIRCLE"),
        Link(rel="project", url="https://circle-lmm.github.io/"),
    )
    assert "superior performance" not in row.abstract  # a machine's summary


def test_wrapped_titles_and_summaries_are_one_line() -> None:
    row = read("x.json", _daily({"publishedAt": "2024-10-25T00:57:09.392Z"}, title="A\n  b", summary="c\nd")).row
    assert (row.title, row.abstract, row.listed) == ("A b", "c d", date(2024, 10, 25))


def test_the_day_of_the_preprint_is_not_the_listing_day() -> None:
    assert read("x.json", _daily({"publishedAt": "2026-02-26T12:08:18.000Z", "summary": "s"})).row.listed is None


def test_a_day_that_is_not_in_the_calendar_is_none() -> None:
    assert read("x.json", _daily({"publishedAt": "2023-02-29T00:00:00Z"})).row.listed is None
