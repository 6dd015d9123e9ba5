"""One collection of Zotero gives the same titles and abstracts as a table and as CSL."""

from __future__ import annotations

import csv
import io
import json

import pytest
import yaml
from hypothesis import given

from generator.sources.markup import plain_markup, title_text
from generator.sources.record import Record
from tests.pages.exports.references import lines
from tests.sources.reading import read


def _all(title: str, abstract: str) -> tuple[Record, ...]:
    table = io.StringIO()
    writer = csv.writer(table, quoting=csv.QUOTE_ALL)
    writer.writerows((("Key", "Item Type", "Title", "Abstract Note"), ("A1", "journalArticle", title, abstract)))
    item = {"id": "A1", "type": "article-journal", "title": title, "abstract": abstract}
    return (
        read("x.csv", table.getvalue()).row,
        read("x.json", json.dumps([item], indent=2)).row,
        read("x.yaml", yaml.safe_dump({"references": [item]}, allow_unicode=True)).row,
    )


@pytest.mark.parametrize(
    "title",
    [
        "BERT: Pre-training of Deep Bidirectional Transformers",
        "Fish & chips at 100% of <i>Homo sapiens</i>",
        "H<sub>2</sub>O, CO<sub>2</sub> and 10<sup>th</sup> <sc>Maps</sc>",
        '<span class="nocase">iPhone</span> &amp; <span style="font-variant:small-caps;">Nasa</span>',
        "Plain -- dashes --- and ``quotes'' in \"TeX\"",
        "Sets {a, b} of $n_1$ | C:\\dir ~ x^2 #1 <x> a_b",
        "Élan vital: Ωmega, 日本語 and Łódź",
        "For a<b>c and d > e",
    ],
)
def test_titles_are_equal(title: str) -> None:
    assert {row.title for row in _all(title, "")} == {title_text(title)}


def test_the_lines_of_an_abstract_are_one() -> None:
    assert {row.abstract for row in _all("T", "One.\n\n  Two\tthree.")} == {"One. Two three."}


@given(lines)
def test_abstracts_are_equal(abstract: str) -> None:
    assert {row.abstract for row in _all("T", abstract)} == {" ".join(plain_markup(abstract).split())}
