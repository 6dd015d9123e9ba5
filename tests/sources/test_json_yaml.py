"""Entries of JSON and YAML are read by their shape; other files are refused with one error."""

from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.sources.rows import MOST_ENTRIES
from tests.support.corpus import corpus_text
from tests.support.sources import read

ONE = '{"title": "A"}'


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("x.json", f"[{ONE}]"),
        ("x.json", ONE),
        ("x.json", f'{{"version": 1, "papers": [{ONE}]}}'),
        ("x.json", f'{{"anything": [{ONE}], "names": ["a"]}}'),
        ("x.json", f'{{"authors": [{{"name": "B"}}], "papers": [{ONE}]}}'),
        ("x.json", f'{{"key": {ONE}}}'),
        ("x.json", f"{ONE}\n"),
        ("x.jsonl", ONE),
        ("x.ndjson", f"\n{ONE}\n\n"),
        ("x.jsonl", f"[\n{ONE}\n]"),
        ("x.yaml", "- title: A"),
        ("x.yml", "papers:\n- title: A"),
        ("x.yaml", "key:\n  title: A"),
        ("x.yaml", "title: A\nauthors: [B]"),
    ],
)
def test_entries_are_found_wherever_they_are(name: str, text: str) -> None:
    found = read(name, text)
    assert found.reported == []
    assert found.row.title == "A"


def test_the_key_of_a_mapping_is_the_key_of_the_entry() -> None:
    row = read("x.yaml", "a1:\n  title: A\n  summary: B").row
    assert (row.key, row.where.line, row.where.column, row.abstract_where.line) == ("a1", 1, 1, 3)


def test_each_entry_of_json_has_its_line_and_its_abstracts() -> None:
    rows = read("x.json", '[\n  {"title": "A"},\n\n  {"title": "B",\n   "abstract": "C"}]').rows
    assert [(row.where.line, row.where.column, row.abstract_where.line) for row in rows] == [(2, 3, 2), (4, 3, 5)]


def test_objects_one_after_the_other_are_a_list() -> None:
    rows = read("x.json", '{"title": "A"}\n{"title":\n"B"}').rows
    assert [(row.title, row.where.line) for row in rows] == [("A", 1), ("B", 2)]


def test_entries_of_several_kinds_may_stand_in_one_list() -> None:
    text = '[{"title": "A"}, {"type": "book", "title": "B"}, {"paper": {"id": "2410.17243", "title": "C"}}]'
    assert [row.facts.kind for row in read("x.json", text).rows] == ["", "book", "article"]


def test_a_line_that_is_not_json_is_a_warning() -> None:
    found = read("x.jsonl", f'{ONE}\n{{"title": \n{ONE}\n')
    assert found.reported == ["2:1 warning broken-row"]
    assert found.content is not None
    assert (len(found.rows), found.content.entries) == (2, 3)


def test_repeated_names_and_nan_and_huge_numbers_are_fine() -> None:
    text = '[{"title": "B", "title": "A", "score": NaN, "year": ' + "9" * 5000 + "}]"
    row = read("x.json", text).row
    assert (row.title, row.facts.published) == ("A", "")
    assert read("x.yaml", "- title: A\n  title: B\n").row.title == "B"


def test_invisible_characters_are_dropped() -> None:
    assert read("x.json", r'[{"title": "A\ud800\u0000\u007f b\u2028c"}]').row.title == "A b c"
    assert read("x.yaml", '- title: "A\\0 b"').row.title == "A b"


def test_anchors_and_tags_of_yaml_change_nothing() -> None:
    found = read("x.yaml", "- &a\n  title: !!str 2024\n")
    assert found.reported == []
    assert found.row.title == "2024"


BOMB = "a: &a [x, x]\n" + "".join(
    f"{name}: &{name} [*{before}, *{before}]\n" for before, name in zip("abcdefg", "bcdefgh", strict=True)
)


@pytest.mark.parametrize(
    ("name", "text", "reported"),
    [
        ("x.json", "", "1:1 error json-syntax"),
        ("x.json", "[", "1:2 error json-syntax"),
        ("x.json", f"[{ONE},\n]", "2:1 error json-syntax"),
        ("x.json", f"[{ONE}\n{ONE}]", "2:1 error json-syntax"),
        ("x.json", f"[{ONE}] x", "1:18 error json-syntax"),
        ("x.json", f'{{"a": [{ONE}], b: 1}}', "1:25 error json-syntax"),
        ("x.json", "[{'title': 'A'}]", "1:3 error json-syntax"),
        ("x.json", "[]", "1:1 error empty-listing"),
        ("x.json", "{}", "1:1 error empty-listing"),
        ("x.json", '{"papers": []}', "1:1 error empty-listing"),
        ("x.json", '{"a": 1, "b": [2]}', "1:1 error unknown-shape"),
        ("x.json", f'{{"a": [{ONE}], "b": [{ONE}]}}', "1:1 error unknown-shape"),
        ("x.json", '[{"name": "A"}]', "1:2 error unknown-shape"),
        ("x.json", '["A"]', "1:2 error unknown-shape"),
        ("x.json", "3", "1:1 error unknown-shape"),
        ("x.json", "[" * 100_000, "1:2 error deep-nesting"),
        ("x.json", '{"a":' * 100_000, "1:6 error deep-nesting"),
        ("x.json", "[" + "{}," * MOST_ENTRIES + "{}]", "1:1 error too-large"),
        ("x.jsonl", "", "1:1 error empty-listing"),
        ("x.jsonl", '{"a":' * 100_000, "1:1 error unknown-shape"),
        ("x.jsonl", "{}\n" * (MOST_ENTRIES + 1), "1:1 error too-large"),
        ("x.yaml", "", "1:1 error empty-listing"),
        ("x.yaml", "a: 1", "1:1 error unknown-shape"),
        ("x.yaml", "just words", "1:1 error unknown-shape"),
        ("x.yaml", "- title: 'A", "1:10 error yaml-syntax"),
        ("x.yaml", "- title: A\n---\n- title: B", "2:1 error second-document"),
        ("x.yaml", "[" * 500, "1:17 error deep-nesting"),
        ("x.yaml", BOMB, "2:8 error alias"),
        ("x.yaml", "- a\n" * (MOST_ENTRIES + 1), f"{MOST_ENTRIES + 1}:3 error too-large"),
    ],
    ids=lambda value: value[:20],
)
def test_a_file_without_papers_is_refused_with_one_error(name: str, text: str, reported: str) -> None:
    found = read(name, text)
    assert found.content is None
    assert found.reported == [reported]


def test_the_error_names_the_fields_and_the_readable_formats() -> None:
    finding = read("x.json", '[{"name": "A", "price": 3}]').found[0]
    assert "`name`, `price`" in finding.message
    assert "CSL-JSON" in finding.hint


@pytest.mark.parametrize("name", ["blns", "commonmark_spec_0.31.2", "dompurify_payloads"])
def test_hostile_texts_leave_a_reader_as_one_line(corpus: None, name: str) -> None:
    texts = [str(text) for text in json.loads(corpus_text(f"hostile/{name}.json"))]
    found = read(
        "x.json", json.dumps([{"title": text, "abstract": text, "authors": text, "url": text} for text in texts])
    )
    for row in found.rows:
        assert row.title == " ".join(row.title.split())
        row.title.encode()


_NAMES = st.sampled_from(
    ["title", "author", "authors", "issued", "date-parts", "paper", "type", "links", "url", "tags", "DOI", "year", "id"]
)
_VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=20),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(_NAMES | st.text(max_size=5), inner, max_size=6),
    max_leaves=30,
)


@given(_VALUES)
def test_no_shape_can_raise(value: object) -> None:
    for name, text in (("x.json", json.dumps(value)), ("x.jsonl", json.dumps(value)), ("x.yaml", json.dumps(value))):
        found = read(name, text)
        assert found.content is not None or len(found.found) == 1


@given(st.text(max_size=80))
def test_no_text_can_raise(text: str) -> None:
    for name in ("x.json", "x.jsonl", "x.yaml", "x.csv", "x.xml"):
        found = read(name, text)
        assert found.content is not None or len(found.found) == 1, name
