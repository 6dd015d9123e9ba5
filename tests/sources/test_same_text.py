"""One collection of Zotero gives the same titles and abstracts as a table and as CSL."""

from __future__ import annotations

import csv
import io
import json
from xml.sax.saxutils import escape

import pytest
import yaml
from hypothesis import given

from generator.sources.model import Record
from generator.text.markup import plain_markup
from generator.text.repairs import title_text
from tests.support.references import lines
from tests.support.sources import read


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


def _venues(venue: str) -> set[str]:
    """Return what each format makes of a venue."""
    item = {"id": "A1", "type": "article-journal", "title": "T", "container-title": venue}
    texts = {
        "x.csv": f'Key,Item Type,Title,Publication Title\nA1,journalArticle,T,"{venue}"\n',
        "y.csv": f'Title,Venue\nT,"{venue}"\n',
        "x.json": json.dumps([item]),
        "x.yaml": yaml.safe_dump({"references": [item]}),
        "y.yaml": yaml.safe_dump([{"title": "T", "venue": venue}]),
        "x.bib": f"@article{{A1, title = {{T}}, journal = {{{venue}}}}}",
        "x.ris": f"TY  - JOUR\nTI  - T\nT2  - {venue}\nER  - \n",
        "x.atom": _FEED.format(venue=escape(venue)),
    }
    return {read(name, text).row.facts.venue for name, text in texts.items()}


_FEED = """<feed xmlns="http://www.w3.org/2005/Atom" xmlns:arxiv="http://arxiv.org/schemas/atom"><entry>
<id>http://arxiv.org/abs/2301.00001v1</id><title>T</title><summary>S.</summary>
<arxiv:journal_ref>{venue}</arxiv:journal_ref></entry></feed>"""


@pytest.mark.parametrize(
    ("venue", "shown"),
    [("Maps -- Charts", "Maps – Charts"), ("Maps ``of'' Ulm --- B", "Maps “of” Ulm — B"), ("<i>Maps</i>", "Maps")],
)
def test_venues_are_equal_from_whatever_format(venue: str, shown: str) -> None:
    assert _venues(venue) == {shown}


def test_the_lines_of_an_abstract_are_one() -> None:
    assert {row.abstract for row in _all("T", "One.\n\n  Two\tthree.")} == {"One. Two three."}


@given(lines)
def test_abstracts_are_equal(abstract: str) -> None:
    assert {row.abstract for row in _all("T", abstract)} == {" ".join(plain_markup(abstract).split())}
