"""The files of the search of invented libraries."""

from __future__ import annotations

import json
from itertools import product
from pathlib import Path
from typing import Any

from generator.build.pipeline import build
from tests.support.project import make_project


def _built(root: Path) -> dict[str, Any]:
    """Build a project and return its files of data by their names."""
    assert build(root).changes is not None
    folder = root / "docs" / "data"
    return {
        path.relative_to(folder).with_suffix("").as_posix(): json.loads(path.read_bytes())
        for path in folder.rglob("*.json")
    }


def _replace(path: Path, old: str, new: str) -> None:
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new), encoding="utf-8")


def test_a_small_library_has_one_file_of_spellings(tmp_path: Path) -> None:
    data = _built(make_project(tmp_path / "tiny"))
    assert data["head"]["search"]["letters"] == []
    assert data["spelling/all"]["attention"] == 1


def test_a_large_library_has_spellings_for_each_first_letter(tmp_path: Path) -> None:
    root = make_project(tmp_path / "tiny")
    words = " ".join(map("".join, product("abc", repeat=7)))
    entry = f"@misc{{many, title = {{Many words}}, author = {{Ada Berg}}, year = {{2025}}, abstract = {{{words}}}}}\n"
    (root / "library/sources/many.bib").write_text(entry, encoding="utf-8")
    data = _built(root)
    letters = data["head"]["search"]["letters"]
    assert {"a", "b", "c"} <= set(letters)
    lists = {name: known for name, known in data.items() if name.startswith("spelling/")}
    assert lists.keys() == {f"spelling/{ord(letter):x}" for letter in letters}
    assert all(word[0] == letter for letter in letters for word in lists[f"spelling/{ord(letter):x}"])


def test_a_word_only_in_tags_may_be_meant_if_papers_have_them(tmp_path: Path) -> None:
    root = make_project(tmp_path / "tiny")
    assert _built(root)["spelling/all"]["survey"] == 0  # in no text
    _replace(root / "library/curation.yml", "[maps, survey]", "[maps]")
    data = _built(root)
    assert "survey" not in data["spelling/all"] | data["words/0"] | data["places/0"]


def test_an_edit_of_tags_leaves_the_stored_index_and_files_of_texts(tmp_path: Path) -> None:
    root = make_project(tmp_path / "tiny")
    stored = root / ".cache/reading-list/search.bin"
    before, index = _built(root), stored.read_bytes()
    _replace(root / "library/curation.yml", "[maps, survey]", "[theory]")
    after = _built(root)
    assert stored.read_bytes() == index
    changed = {name for name in before.keys() | after.keys() if before.get(name) != after.get(name)}
    assert {"words/0", "papers/0", "head"} <= changed
    assert not {"texts/0", "guide"} & changed
    _replace(root / "library/curation.yml", "Bounds attention", "Binds it")
    assert "bind" in _built(root)["words/0"]
    assert stored.read_bytes() != index


def test_an_edit_of_the_guide_is_found_by_the_search(tmp_path: Path) -> None:
    root = make_project(tmp_path / "tiny")
    _built(root)
    guide = root / "docs/guide/own.md"
    guide.write_text("---\ntitle: Own\n---\n\nXylophones.\n", encoding="utf-8")
    assert ["Own", "guide/own/", "xylophone"] in _built(root)["guide"]
    guide.write_text("---\ntitle: Own\n---\n\nZithers.\n", encoding="utf-8")
    assert ["Own", "guide/own/", "zither"] in _built(root)["guide"]
