"""Front matter is read as MkDocs reads it, and that of our pages without YAML."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from mkdocs.utils.meta import get_data

from generator.mkdocs_plugin import render as module
from generator.mkdocs_plugin.render import page_data
from generator.pages.escape import FrontMatter, Json, front_matter

PLAIN = """---
title: A &amp; B, or 'c':d#e
description: 3D maps of 4 towns
line: 12
hide:
- navigation
tags:
- Maps
- 3D vision
day: '2025-03-14'
ld: '{"name":"it''s"}'
cite:
  citation_author:
  - A. B
  citation_date: 2025/03/14
next: ../3/
noindex: true
---

# A page
"""
SCALARS = """
yes|NO|y|null|~|true|1|01|0x1f|1_000|1e3|.inf|-1|1:30|2025-03-14|2001-12-14 21:59:43|3D|3D vision|12 ab|1 2ab
 a|a |a  b|a: b
a:b|a:|a #b|a#b|#a|'a'|'a''b'|'a'b|''|'|"a"|"a\\n"|- a|-a|? a|[a]|{a: b}|a, b|a]|&a|*a|!a|!!str 1|%a|@a|`a|"|>
é|“a” b|\u2028a|a\u2028b|a\x85b
\ufeffa|\U0001f600|a\tb|\ta|...|---|= |=|<<|a\x07|'a\x07'|'a\u2029b'|'\U0001f600'|\xa0a|a\xa0
../a/|.a|./|1/2|1.5/a: b|false|True|a  b
""".strip().replace("\n", "|").split("|")  # fmt: skip
ROWS = [
    *SCALARS,
    "a",
    "- b",
    "-",
    "a:",
    "b: c",
    "a: b",
    "  c: d",
    "  d:",
    "  - e",
    "    f: g",
    "on: c",
    "null:",
    " ",
    "",
    "A: b",
    "a-b: c",
    "<<: {a: b}",
    "...",
]


def _wrapped(head: str) -> str:
    return f"---\n{head}\n---\n\n# A page\n"


def test_front_matter_of_our_pages_is_read_without_yaml(monkeypatch: pytest.MonkeyPatch) -> None:
    expected = get_data(PLAIN)
    monkeypatch.delattr(module, "get_data")
    assert page_data(PLAIN) == expected


@given(st.text(max_size=60) | st.sampled_from(SCALARS))
def test_front_matter_that_we_write_is_read_as_mkdocs_reads_it(text: str) -> None:
    meta: FrontMatter = {"title": text, "ld": Json(text), "tags": [text, "b"], "line": 3, "cite": {"a": ["x"]}}
    for names in (meta.keys(), ["title", "tags"], ["ld", "line"]):
        page = f"{front_matter({name: meta[name] for name in names})}\n\n# A page\n"
        assert page_data(page) == get_data(page)


@pytest.mark.parametrize("scalar", SCALARS)
def test_every_kind_of_scalar_is_read_as_mkdocs_reads_it(scalar: str) -> None:
    for page in (_wrapped(f"a: {scalar}"), _wrapped(f"a:\n- {scalar}\n- b"), _wrapped(f"b: c\na: {scalar}\nd: e")):
        assert page_data(page) == get_data(page)


@given(st.lists(st.sampled_from(ROWS), max_size=6))
def test_rows_in_any_order_are_read_as_mkdocs_reads_them(rows: list[str]) -> None:
    page = _wrapped("\n".join(rows))
    assert page_data(page) == get_data(page)


@given(st.text("-.\n a:'", max_size=40))
def test_a_page_without_front_matter_is_read_as_mkdocs_reads_it(text: str) -> None:
    for page in (text, f"---\n{text}", f"---\na: b\n{text}"):
        assert page_data(page) == get_data(page)
