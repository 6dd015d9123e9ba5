"""The cache saves work and is never trusted blindly."""

from __future__ import annotations

import json
from pathlib import Path

from generator.site.cache import FOLDER, Work, fingerprint, remember


def test_the_same_key_is_computed_once(tmp_path: Path) -> None:
    calls: list[int] = []

    def make() -> list[int]:
        calls.append(1)
        return [len(calls)]

    assert remember(tmp_path, [Work(name="x", key="a", make=make)], write=True) == [[1]]
    assert remember(tmp_path, [Work(name="x", key="a", make=make)], write=True) == [[1]]
    assert remember(tmp_path, [Work(name="x", key="b", make=make)], write=True) == [[2]]


def test_without_writing_nothing_is_stored(tmp_path: Path) -> None:
    remember(tmp_path, [Work(name="x", key="a", make=lambda: 1)], write=False)
    assert list(tmp_path.iterdir()) == []


def test_a_broken_cache_is_computed_again(tmp_path: Path) -> None:
    path = tmp_path / FOLDER / "x.json"
    path.parent.mkdir(parents=True)
    for broken in ("{", "[]", json.dumps({"key": "a"}), "null"):
        path.write_text(broken, encoding="utf-8")
        assert remember(tmp_path, [Work(name="x", key="a", make=lambda: 7)], write=True) == [7]


def test_a_fingerprint_knows_where_one_text_ends() -> None:
    assert fingerprint(["ab", "c"]) != fingerprint(["a", "bc"])
