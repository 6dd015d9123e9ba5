"""The cache saves work and is never trusted blindly."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from pathlib import Path

from generator.build.pipeline import build
from generator.storage.cache import (
    FOLDER,
    CachedTask,
    compute_cached,
    fingerprint,
    json_bytes,
    read_cached,
    sealed,
    unsealed,
    write_cached,
)
from tests.support.case import lay_out
from tests.support.trees import contents


def test_the_same_key_is_computed_once(tmp_path: Path) -> None:
    calls: list[int] = []

    def make() -> bytes:
        calls.append(1)
        return b"%d" % len(calls)

    for key, expected in (("a", b"1"), ("a", b"1"), ("b", b"2")):
        assert compute_cached(tmp_path, [CachedTask("x", key)], lambda name: make, write=True) == [expected]


def test_inputs_are_computed_only_for_what_is_not_stored(tmp_path: Path) -> None:
    calls: list[str] = []

    def made(name: str) -> Callable[..., bytes]:
        def make(*inputs: bytes) -> bytes:
            calls.append(name)
            return b" of ".join((name.encode(), *inputs))

        return make

    def compute(key: str) -> list[bytes]:
        words = CachedTask("words", "a")
        pairs = CachedTask("pairs", "a", (words,))
        return compute_cached(tmp_path, [CachedTask("last", key, (pairs, words))], made, write=True)

    for key, expected in (("a", ["words", "pairs", "last"]), ("a", []), ("b", ["last"])):
        calls.clear()
        assert compute(key) == [b"last of pairs of words of words"]
        assert calls == expected


def test_without_writing_nothing_is_stored(tmp_path: Path) -> None:
    compute_cached(tmp_path, [CachedTask("x", "a")], _maker, write=False)
    assert list(tmp_path.iterdir()) == []


def _maker(name: str) -> Callable[..., bytes]:
    return lambda: b"made\n\0"


def test_a_fingerprint_knows_where_one_text_ends() -> None:
    assert fingerprint(["ab", "c"]) != fingerprint(["a", "bc"])


def _tampered(data: bytes) -> Iterator[bytes]:
    """Yield what may become of a file of the cache by accident or by hand."""
    checksum, _, content = data.partition(b" ")
    yield from (data[: len(data) // 2], data[:-1], data + b" ", b"", b"\n", b" ", b"\xff\xfe\0", b"[" * 100_000)
    yield from (checksum, content, checksum + b" ", content + b" " + checksum, content.replace(b"made", b"fake"))
    yield data.replace(b"made", b"fake")
    yield sealed(b"")
    yield sealed(b"another\nmade")


def test_a_value_that_was_changed_counts_as_absent(tmp_path: Path) -> None:
    compute_cached(tmp_path, [CachedTask("x", "a")], _maker, write=True)
    (path,) = (tmp_path / FOLDER).iterdir()
    good = path.read_bytes()
    for data in _tampered(good):
        path.write_bytes(data)
        assert compute_cached(tmp_path, [CachedTask("x", "a")], _maker, write=True) == [b"made\n\0"]
        assert path.read_bytes() == good


def test_what_is_kept_for_good_and_was_changed_counts_as_absent(tmp_path: Path) -> None:
    write_cached(tmp_path, "answers/1", b"<feed/>")
    assert read_cached(tmp_path, "answers/1") == b"<feed/>"
    (path,) = (tmp_path / FOLDER / "answers").iterdir()
    for data in (b"", b"<feed/>", path.read_bytes()[:-1], path.read_bytes() + b"x"):
        path.write_bytes(data)
        assert read_cached(tmp_path, "answers/1") is None


def test_any_text_that_json_can_hold_comes_back() -> None:
    values: tuple[object, ...] = ("\ud800", "é\u2028", [1.5, None, True], {"a": {"b": []}})
    for value in values:
        assert json.loads(unsealed(sealed(json_bytes(value))) or b"") == value


def test_files_of_a_build_that_were_changed_lead_to_no_other_pages(tmp_path: Path) -> None:
    root = tmp_path / "project"
    lay_out(root, {})
    build(root)
    before = contents(root / "docs")
    for path in sorted((root / FOLDER).glob("*.*")):
        data = path.read_bytes()
        for other in (data[:-9], b"null", b" []", data.replace(b"a", b"b")):
            path.write_bytes(other)
            assert not build(root).fails(strict=True)
            assert contents(root / "docs") == before
