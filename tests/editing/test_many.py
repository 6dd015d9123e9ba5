"""Many edits by chance change only the lines they must, and say exactly what was asked."""

from __future__ import annotations

import random
from pathlib import Path

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from generator.editing import Change, apply
from generator.editing.tree import values_in
from tests.support.editing import GARDENS, KEYS, LAMPS, MAP, NASTY, RAY, SECRET, TAGS, lay_out


def _tags(text: str, key: str) -> list[str]:
    """Return the tags of an entry by another reader than the one under test."""
    return list((yaml.safe_load(text)[key] or {}).get("tags") or [])


def _lines_of_tags(text: str, key: str) -> range:
    """Return the lines (counted from 0) of an entry's field `tags`, or of the whole entry without one."""
    root = yaml.compose(text)
    assert isinstance(root, yaml.MappingNode)
    entry = next(value for name, value in root.value if name.value == key)
    spans = [(name, value) for name, value in entry.value if name.value == "tags"]
    name, value = spans[0] if spans else (entry, entry)
    end = value.end_mark.line + (value.end_mark.column > 0)
    return range(name.start_mark.line, end)


def _lines_of_entry(text: str, key: str) -> range:
    """Return the lines (counted from 0) of an entry, with the blank lines below it."""
    root = yaml.compose(text)
    assert isinstance(root, yaml.MappingNode)
    name, value = next((name, value) for name, value in root.value if name.value == key)
    return range(name.start_mark.line, value.end_mark.line + (value.end_mark.column > 0))


def _changed(before: str, after: str) -> set[int]:
    """Return the lines of `before` from the first to the last that changed; a line put in counts as the one above."""
    one, other = before.split("\n"), after.split("\n")
    least = min(len(one), len(other))
    same = next((index for index in range(least) if one[index] != other[index]), least)
    rest = next((index for index in range(least - same) if one[-1 - index] != other[-1 - index]), least - same)
    return set(range(same, len(one) - rest)) or ({same - 1} if before != after else set())


def edit_and_compare(root: Path, path: Path, chance: random.Random, keys: list[str], known: list[str]) -> None:
    before = path.read_bytes().decode()
    key = chance.choice(keys)
    there = _tags(before, key)
    add = tuple(chance.sample(known, chance.randint(0, 2)))
    remove = tuple(tag for tag in chance.sample(known + there * 3, 2) if tag not in add)

    outcome = apply(root, [Change(key=key, add=add, remove=remove)])

    after = path.read_bytes().decode()
    assert not outcome.refused, outcome.found
    wanted = [*(tag for tag in there if tag not in remove), *(tag for tag in add if tag not in there)]
    assert _tags(after, key) == wanted
    assert {**values_in(before), key: None} == {**values_in(after), key: None}
    assert _changed(before, after) <= set(_lines_of_tags(before, key))
    assert outcome.written is (before != after) is (there != wanted)


def test_200_edits_of_an_oddly_written_file_change_only_necessary_lines(tmp_path: Path) -> None:
    path = lay_out(tmp_path, NASTY.read_bytes())
    chance = random.Random(200)
    for _ in range(200):
        edit_and_compare(tmp_path, path, chance, list(KEYS), list(TAGS))


ODD = (
    NASTY.read_text(encoding="utf-8"),
    f"---\r\n{MAP}: {{tags: [maps,\r\n   survey  # why\r\n  , theory], tldr: x,}}  # end\r\n# c\r\n\r\n"
    f'"{LAMPS}":\r\n      tldr: >+\r\n        a\r\n\r\n        b\r\n\r\n      tags:\r\n      -   maps # a\r\n'
    "      - # b\r\n        survey\r\n...\r\n",
    f"# h\n{LAMPS}:\n  note: |2-\n     a\n\n    # no\n  tags: [\n    # none\n  ]\n{GARDENS}: # c\n  tldr:\n    x\n"
    "  tags:\n    # z\n    - maps\n\n\n  links: [https://example.org/a, # d\n    'https://example.org/b' ]\n",
    f"{RAY}:\n  tags: [maps\n    ,survey, # , [\n    theory,\n  ] # e\n  tldr: 'a\n\n    b'\n  hidden: true # h\n\n"
    f'{SECRET}: {{tldr: "a, b: [c] # d", hidden: true, tags: [ ]}}\n{LAMPS}: {{\n  # c\n  }}\n',
)


@pytest.mark.parametrize("text", ODD)
def test_50_edits_of_any_field_change_only_lines_of_their_entry(text: str, tmp_path: Path) -> None:
    path = lay_out(tmp_path, text.encode())
    chance = random.Random(50)
    there = [key for key in KEYS if key in values_in(text)]
    for _ in range(50):
        before = path.read_bytes().decode()
        change = Change(
            key=chance.choice(there),
            add=tuple(chance.sample(TAGS, chance.randint(0, 1))),
            tldr=chance.choice([None, "", "new # text: [x]"]),
            note=chance.choice([None, "", "it's one", "a\n\n# b\n  c"]),
            links=chance.choice([(), (f"https://example.org/{chance.random()}",)]),
        )
        outcome = apply(tmp_path, [change])
        assert not outcome.refused, outcome.found
        after = path.read_bytes().decode()
        entry = yaml.safe_load(after)[change.key]
        assert set(change.add) <= set(entry.get("tags") or ())
        assert change.tldr in {None, entry.get("tldr", "")}
        assert change.note in {None, entry.get("note", "").strip()}
        assert set(change.links) <= set(entry.get("links") or ())
        assert {**values_in(before), change.key: None} == {**values_in(after), change.key: None}
        assert _changed(before, after) <= set(_lines_of_entry(before, change.key))


TEXTS = st.text(alphabet=st.characters(exclude_categories=["Cs"]), max_size=60)


@given(tldr=TEXTS, note=TEXTS)
def test_any_text_is_written_so_that_it_is_read_again_or_refused(
    tldr: str, note: str, tmp_path_factory: pytest.TempPathFactory
) -> None:
    root = tmp_path_factory.mktemp("any")
    path = lay_out(root, NASTY.read_bytes())
    before = path.read_bytes()
    outcome = apply(root, [Change(key=key, tldr=tldr, note=note) for key in KEYS])
    if outcome.refused:
        assert path.read_bytes() == before
        assert {finding.code for finding in outcome.found} & {"control-character"}
        return
    for entry in values_in(path.read_bytes().decode()).values():
        assert isinstance(entry, dict)
        assert entry.get("tldr", "") == " ".join(tldr.split())
        note_read = entry.get("note", "")
        assert isinstance(note_read, str)
        assert note_read.split() == note.split()
