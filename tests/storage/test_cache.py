"""The cache saves work and is never trusted blindly."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

from generator.build.pipeline import build
from generator.storage.cache import (
    FOLDER,
    CachedTask,
    compute_cached,
    fingerprint,
    read_cached,
    read_checked,
    write_cached,
    write_checked,
)
from tests.support.case import lay_out
from tests.support.trees import contents


def test_the_same_key_is_computed_once(tmp_path: Path) -> None:
    calls: list[int] = []

    def make() -> list[int]:
        calls.append(1)
        return [len(calls)]

    assert compute_cached(tmp_path, [CachedTask(name="x", key="a", make=make)], write=True) == [[1]]
    assert compute_cached(tmp_path, [CachedTask(name="x", key="a", make=make)], write=True) == [[1]]
    assert compute_cached(tmp_path, [CachedTask(name="x", key="b", make=make)], write=True) == [[2]]


def test_inputs_are_computed_only_for_what_is_not_stored(tmp_path: Path) -> None:
    calls: list[str] = []

    def made(name: str) -> str:
        calls.append(name)
        return name

    def compute(key: str, *, raw: bool = False) -> list[str]:
        words = CachedTask(name="words", key="a", make=lambda: made("words").encode(), raw=True)
        pairs = CachedTask(
            name="pairs", key="a", make=lambda words: made(f"pairs of {words.decode()}"), inputs=(words,)
        )
        last = CachedTask(
            name="last", key=key, make=lambda one, two: made(f"{one}, {two.decode()}"), inputs=(pairs, words)
        )
        return compute_cached(tmp_path, [last], write=True)

    for key, expected in (
        ("a", ["words", "pairs of words", "pairs of words, words"]),
        ("a", []),
        ("b", ["pairs of words, words"]),
    ):
        calls.clear()
        assert compute(key) == ["pairs of words, words"]
        assert calls == expected


def test_without_writing_nothing_is_stored(tmp_path: Path) -> None:
    compute_cached(tmp_path, [CachedTask(name="x", key="a", make=lambda: 1)], write=False)
    assert list(tmp_path.iterdir()) == []


def test_a_broken_cache_is_computed_again(tmp_path: Path) -> None:
    path = tmp_path / FOLDER / "x.json"
    path.parent.mkdir(parents=True)
    for broken in ("{", "[]", json.dumps({"key": "a"}), "null"):
        path.write_text(broken, encoding="utf-8")
        assert compute_cached(tmp_path, [CachedTask(name="x", key="a", make=lambda: 7)], write=True) == [7]


def test_a_fingerprint_knows_where_one_text_ends() -> None:
    assert fingerprint(["ab", "c"]) != fingerprint(["a", "bc"])


def _tampered(data: bytes) -> Iterator[bytes]:
    """Yield what may become of a file of the cache by accident or by hand."""
    stored = json.loads(data)
    yield data[: len(data) // 2]
    yield data[:-1]
    yield data + b" "
    yield b""
    yield b"\xff\xfe\0"
    yield b"[" * 100_000
    others: tuple[object, ...] = (None, 7, "text", [], {}, [[]], {"papers": {"gone": [["gone", 1]]}})
    for value in others:
        yield json.dumps(stored | {"value": value}).encode()
        yield json.dumps({"key": stored["value"][0], "value": value}).encode()
        yield json.dumps(stored | {"value": [stored["value"][0], value]}).encode()


def test_the_right_key_with_another_value_counts_as_absent(tmp_path: Path) -> None:
    work = CachedTask(name="x", key="a", make=lambda: {"papers": [1, 2]})
    compute_cached(tmp_path, [work], write=True)
    path = tmp_path / FOLDER / "x.json"
    good = path.read_bytes()
    for data in _tampered(good):
        path.write_bytes(data)
        assert compute_cached(tmp_path, [work], write=True) == [{"papers": [1, 2]}]
        assert path.read_bytes() == good


def test_what_is_kept_for_good_and_was_changed_counts_as_absent(tmp_path: Path) -> None:
    write_cached(tmp_path, "answers", "address", b"<feed/>")
    assert read_cached(tmp_path, "answers", "address") == b"<feed/>"
    (path,) = (tmp_path / FOLDER / "answers").iterdir()
    for data in (b"", b"<feed/>", path.read_bytes()[:-1], path.read_bytes() + b"x"):
        path.write_bytes(data)
        assert read_cached(tmp_path, "answers", "address") is None


def test_any_text_that_json_can_hold_comes_back(tmp_path: Path) -> None:
    values: tuple[object, ...] = ("\ud800", "é\u2028", [1.5, None, True], {"a": {"b": []}})
    for value in values:
        write_checked(tmp_path / "x", value)
        assert read_checked(tmp_path / "x") == value


def test_files_of_a_build_that_were_changed_lead_to_no_other_pages(tmp_path: Path) -> None:
    root = tmp_path / "project"
    lay_out(root, {})
    build(root)
    before = contents(root / "docs")
    for path in sorted((root / FOLDER).glob("*.json")):
        data = path.read_bytes()
        for other in (data[:-9], b"null", b'{"sha256": "", "value": []}', data.replace(b"a", b"b")):
            path.write_bytes(other)
            assert not build(root).fails(strict=True)
            assert contents(root / "docs") == before
