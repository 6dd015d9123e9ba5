"""Edits of the shipped library change only the entries that they name."""

from __future__ import annotations

import random
from pathlib import Path

import pytest
import yaml

from generator.editing import Change, apply, tidy
from tests.editing.test_many import edit_and_compare
from tests.support.editing import lay_out


def test_the_real_library_is_tidy(shipped_library: Path, tmp_path: Path) -> None:
    lay_out(tmp_path, (shipped_library / "curation.yml").read_bytes(), shipped_library)
    assert tidy(tmp_path).lines == ()


def test_the_real_library_in_any_order_becomes_what_it_was(shipped_library: Path, tmp_path: Path) -> None:
    before = (shipped_library / "curation.yml").read_text(encoding="utf-8")
    lines = before.split("\n")
    head = next(index for index, line in enumerate(lines) if line and not line.startswith("#"))
    starts = [index for index, line in enumerate(lines) if index >= head and line and not line.startswith((" ", "#"))]
    entries = ["\n".join(lines[start:end]) for start, end in zip(starts, [*starts[1:], len(lines) - 1], strict=True)]
    random.Random(1).shuffle(entries)
    path = lay_out(tmp_path, "\n".join([*lines[:head], *entries]) + "\n", shipped_library)
    assert tidy(tmp_path).written
    assert path.read_text(encoding="utf-8") == before


@pytest.mark.parametrize("seed", range(2))
def test_edits_of_the_real_library_change_only_the_entries(seed: int, shipped_library: Path, tmp_path: Path) -> None:
    path = lay_out(tmp_path, (shipped_library / "curation.yml").read_bytes(), shipped_library)
    whole = yaml.safe_load(path.read_text(encoding="utf-8"))
    known = sorted({tag for entry in whole.values() for tag in entry.get("tags", ())})
    chance = random.Random(seed)
    for _ in range(5):
        changes = [Change(key=key, add=tuple(chance.sample(known, 2))) for key in chance.sample(list(whole), 4)]
        edit_and_compare(tmp_path, path, changes)


def test_fifty_papers_in_one_change_are_fifty_lines(shipped_library: Path, tmp_path: Path) -> None:
    path = lay_out(tmp_path, (shipped_library / "curation.yml").read_bytes(), shipped_library)
    before = path.read_text(encoding="utf-8")
    keys = [key for key, entry in yaml.safe_load(before).items() if "survey" not in entry.get("tags", ())]
    assert apply(tmp_path, [Change(key=key, add=("survey",)) for key in keys[:50]]).written
    after = path.read_text(encoding="utf-8")
    pairs = zip(before.split("\n"), after.split("\n"), strict=True)
    assert sum(one != other for one, other in pairs) == 50
