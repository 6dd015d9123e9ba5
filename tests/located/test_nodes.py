"""YAML is read as text with line and column, and no file raises an error of the program."""

from __future__ import annotations

import tempfile
from pathlib import Path

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from generator.diagnostics import Diagnostic, Severity
from generator.located.nodes import MappingNode, SequenceNode, TextNode, read_yaml


def _read(tmp: Path, data: bytes) -> tuple[MappingNode | None, list[Diagnostic]]:
    found: list[Diagnostic] = []
    path = tmp / "file.yml"
    path.write_bytes(data)
    return read_yaml(path, "file.yml", found.append), found


def test_text_stays_as_typed(tmp_path: Path) -> None:
    root, found = _read(tmp_path, b"id: 2301.10000\nflag: no\nday: 2025-03-14\nnull: ~\nhex: 0x1F\n")
    assert found == []
    assert root is not None
    assert {key.value: value.value for key, value in root.entries if isinstance(value, TextNode)} == {
        "id": "2301.10000",
        "flag": "no",
        "day": "2025-03-14",
        "null": "~",
        "hex": "0x1F",
    }


def test_places_count_from_one_in_characters(tmp_path: Path) -> None:
    root, _ = _read(tmp_path, "é: [ü, 漢字, x]\r\nb:\r\n  - c\r\n".encode())
    assert root is not None
    first, second = (value for _, value in root.entries)
    assert isinstance(first, SequenceNode)
    assert isinstance(second, SequenceNode)
    assert [(item.where.line, item.where.column) for item in first.items] == [(1, 5), (1, 8), (1, 12)]
    assert (second.items[0].where.line, second.items[0].where.column) == (3, 5)


def test_false_line_ends_stay_in_the_text(tmp_path: Path) -> None:
    root, found = _read(tmp_path, 'a: "one\u2028two\u2029three\u0085four"\nb: x\n'.encode())
    assert found == []
    assert root is not None
    assert [(key.where.line, getattr(value, "value", "")) for key, value in root.entries] == [
        (1, "one\u2028two\u2029three\u0085four"),
        (2, "x"),
    ]


@pytest.mark.parametrize(
    ("text", "column", "lost", "whole"),
    [
        ('tldr: Ranks #1 of “all” \\o/ 9"', 13, '#1 of “all” \\o/ 9"', 'Ranks #1 of “all” \\\\o/ 9\\"'),
        ("tldr: Ranks #1\r", 13, "#1", "Ranks #1"),
        ("note: Ranks\t#1", 13, "#1", "Ranks\t#1"),
        ("title: A  #1", 11, "#1", "A  #1"),
        ("title: C # and F#", 10, "# and F#", "C # and F#"),
        ("title: #1 of all", 8, "#1 of all", "#1 of all"),
        ("title: A\u2028b #1", 12, "#1", "A\u2028b #1"),
    ],
)
def test_the_words_after_a_plain_text_are_shown_with_their_place(
    text: str, column: int, lost: str, whole: str, tmp_path: Path
) -> None:
    _, (found,) = _read(tmp_path, f"{text}\n".encode())
    assert (found.severity, found.code, found.where.column) == (Severity.WARNING, "lost-words", column)
    assert f"“{lost}”" in found.message
    assert f'`"{whole}"`' in found.hint


def test_the_last_line_of_a_plain_text_is_where_words_are_lost(tmp_path: Path) -> None:
    _, (found,) = _read(tmp_path, b"note:\n  Begin here.\n  Then read #2\n  # and a comment\n")
    assert (found.where.line, found.where.column) == (3, 13)
    assert '`"Begin here. Then read #2"`' in found.hint


@pytest.mark.parametrize(
    "text",
    [
        *(
            "title: A  # remark",
            "title: A\t# remark",
            "title: A  #",
            "title: A\n# remark",
            "title: A#1",
            "title: 'A' #1",
        ),
        *(
            "tags: [a] #1",
            "tags: a # remark",
            "rows: 78 # checked",
            "listed: 2025-09-10 #?",
            "note: | # remark\n  A #1",
        ),
        *("title: # to do", "slug: a #1", "aliases: [a, b] # remark", "url: https://example.org/a#b", "title: #"),
    ],
)
def test_ordinary_comments_are_no_warning(text: str, tmp_path: Path) -> None:
    assert _read(tmp_path, f"{text}\n".encode())[1] == []


@given(st.binary(max_size=200))
def test_no_bytes_can_raise(data: bytes) -> None:
    _assert_reported(data)


@given(st.text(alphabet="ab:-[]{}\"'|>&*!#%?,\n\t \\\u2028\u0085é\r", max_size=80))
def test_no_yaml_can_raise(text: str) -> None:
    _assert_reported(text.encode())


def _assert_reported(data: bytes) -> None:
    with tempfile.TemporaryDirectory() as folder:
        root, found = _read(Path(folder), data)
    assert root is not None or any(finding.severity is Severity.ERROR for finding in found)
    lines = data.count(b"\n") + 1
    assert all(1 <= finding.where.line <= lines and finding.where.column >= 1 for finding in found)


@given(
    st.dictionaries(
        st.text(alphabet="abc-é", min_size=1, max_size=8),
        st.text(
            alphabet=st.characters(blacklist_categories=("Cs", "Cc"), blacklist_characters="\ufeff\ufffe\uffff"),
            max_size=30,
        ),
        max_size=5,
    )
)
def test_what_yaml_dumps_is_read_back_as_text(values: dict[str, str]) -> None:
    with tempfile.TemporaryDirectory() as folder:
        root, found = _read(Path(folder), yaml.safe_dump(values, allow_unicode=True).encode())
    if values:
        assert found == []
        assert root is not None
        assert {key.value: getattr(value, "value", None) for key, value in root.entries} == values


def test_an_alias_bomb_is_refused_at_its_first_anchor(tmp_path: Path) -> None:
    rows = ["a0: &a0 [x]"] + [f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 9)}]" for n in range(1, 30)]
    _, found = _read(tmp_path, "\n".join(rows).encode())
    assert found[0].code == "anchor"
    assert (found[0].where.line, found[0].where.column) == (1, 5)


def test_deep_nesting_is_refused(tmp_path: Path) -> None:
    _, found = _read(tmp_path, b"a: " + b"[" * 200_000)
    assert [finding.code for finding in found] == ["deep-nesting"]
