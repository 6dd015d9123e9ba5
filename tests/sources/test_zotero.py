"""One collection of Zotero gives the same papers, in whichever format it is exported.

What Zotero writes is modelled on its translators `BibTeX.js`, `RIS.js` and `CSV.js`.
"""

from __future__ import annotations

import csv
import io
import re

import pytest
from hypothesis import given

from generator.sources.model import Record
from generator.text.repairs import plain_line, title_text
from tests.support.references import lines
from tests.support.sources import rows

_SIGNS = {
    "|": "{\\textbar}",
    "<": "{\\textless}",
    ">": "{\\textgreater}",
    "~": "{\\textasciitilde}",
    "^": "{\\textasciicircum}",
    "\\": "{\\textbackslash}",
    "{": "\\{\\vphantom{\\}}",
    "}": "\\vphantom{\\{}\\}",
    **{sign: f"\\{sign}" for sign in "#$%&_"},
}
_TAGS = {
    "i": "\\textit{{{}}}",
    "b": "\\textbf{{{}}}",
    "sup": "$^{{\\textrm{{{}}}}}$",
    "sub": "$_{{\\textrm{{{}}}}}$",
    "sc": "\\textsc{{{}}}",
}


def _tex(text: str) -> str:
    written = re.sub(r"[|<>~^\\{}#$%&_]", lambda sign: _SIGNS[sign[0]], text)
    for tag, command in _TAGS.items():
        pair = re.compile(rf"\{{\\textless\}}{tag}\{{\\textgreater\}}(.+?)\{{\\textless\}}/{tag}\{{\\textgreater\}}")
        written = pair.sub(lambda found, command=command: command.format(found[1]), written)  # type: ignore[misc]
    return written


def _protected(title: str) -> str:
    return re.sub(r"(?<=[^\\\w])(\w*[A-Z]\w*)", r"{\1}", _tex(title))


def _bibtex(title: str, abstract: str) -> Record:
    text = f"\n@article{{key,\n\ttitle = {{{_protected(title)}}},\n\tabstract = {{{_tex(abstract)}}},\n}}\n"
    return rows(".bib", text)[0]


def _ris(title: str, abstract: str) -> Record:
    return rows(".ris", f"TY  - JOUR\r\nTI  - {title}\r\nAB  - {abstract}\r\nER  - \r\n\r\n")[0]


def _csv(title: str, abstract: str) -> Record:
    out = io.StringIO()
    table = csv.writer(out, quoting=csv.QUOTE_ALL)
    table.writerow(["Key", "Item Type", "Publication Year", "Author", "Title", "Abstract Note"])
    table.writerow(["KEY", "journalArticle", "2020", "Lamp, Ada", title, abstract])
    return rows(".csv", out.getvalue())[0]


@pytest.mark.parametrize(
    "title",
    [
        "BERT: Pre-training of Deep Bidirectional Transformers",
        "Fish & chips at 100% of <i>Homo sapiens</i>",
        "H<sub>2</sub>O, CO<sub>2</sub> and 10<sup>th</sup> <sc>Maps</sc>",
        '<span class="nocase">iPhone</span> &amp; <span style="font-variant:small-caps;">Nasa</span>',
        "Non\u00a0breaking spaces, “quotes” – and — dashes, it’s",
        "Plain -- dashes --- and ``quotes'' in \"TeX\"",
        "Sets {a, b} of $n_1$ | C:\\dir ~ x^2 #1 <x> a_b",
        "Élan vital: Ωmega, 日本語 and Łódź",
        "For a<b>c and d > e",
    ],
)
def test_titles_are_equal(title: str) -> None:
    expected = title_text(title)
    assert _bibtex(title, "").title == expected
    assert _ris(title, "").title == expected
    assert _csv(title, "").title == expected


@given(lines)
def test_abstracts_are_equal(abstract: str) -> None:
    if not re.search(r"</?(?:i|b|sup|sub|sc)>", abstract):
        assert _bibtex("T", abstract).abstract == plain_line(abstract)
    assert _ris("T", abstract).abstract == plain_line(abstract)
    assert _csv("T", abstract).abstract == plain_line(abstract)
