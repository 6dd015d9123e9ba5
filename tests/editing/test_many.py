"""Many edits by chance change only the entries that they name, lose no comment, and say exactly what was asked."""

from __future__ import annotations

import random
import re
from collections import Counter
from pathlib import Path
from textwrap import dedent
from typing import Any

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from generator.editing import Change, apply, tidy
from generator.editing.tree import values_in
from tests.support.case import FAST
from tests.support.editing import GARDENS, KEYS, LAMPS, MAP, NASTY, RAY, SECRET, TAGS, lay_out


def _entries(text: str) -> dict[str, str]:
    """Return the lines of each entry, by another reader than the one under test, and other lines as the entry ''."""
    lines = text.split("\n")
    root = yaml.compose(text, Loader=FAST)
    assert isinstance(root, yaml.MappingNode)
    column = root.start_mark.column
    entries: dict[str, str] = {}
    for key, _ in root.value:
        start = key.start_mark.line
        below = range(start + 1, len(lines))
        end = next((end for end in below if lines[end][: column + 1].strip(" :\r")), len(lines))
        while not lines[end - 1].strip():
            end -= 1
        entries[key.value] = dedent("\n".join(lines[start:end]))
        lines[start:end] = [""] * (end - start)
    return {**entries, "": "\n".join(line for line in lines if line.strip())}


def _comments(text: str) -> Counter[str]:
    """Return the comments of a text: what begins with a hash outside of the scalars that another reader finds."""
    for token in reversed(list(yaml.scan(text, Loader=FAST))):
        if isinstance(token, yaml.ScalarToken):
            start = token.start_mark.index
            head = text[start : text.find("\n", start)] if token.style in {"|", ">"} else ""
            text = f"{text[:start]}{head}\n{text[token.end_mark.index :]}"
    return Counter(found.rstrip() for found in re.findall("#.*", text))


def _after(entry: dict[str, Any], change: Change) -> dict[str, Any]:
    """Return what an entry holds after a change, by another hand than the one under test."""
    new = dict(entry)
    tags = [*(tag for tag in entry.get("tags") or [] if tag not in change.remove)]
    tags += [tag for tag in change.add if tag not in tags]
    if tags or "tags" in entry:
        new["tags"] = tags
    for name, text in (("tldr", change.tldr), ("note", change.note)):
        if text is not None:
            new[name] = text
    return {name: value.strip() if isinstance(value, str) else value for name, value in new.items() if value != ""}


def edit_and_compare(root: Path, path: Path, changes: list[Change]) -> None:
    before = path.read_bytes().decode()
    values, entries = yaml.load(before, Loader=FAST), _entries(before)

    outcome = apply(root, changes)

    assert not outcome.refused, outcome.found
    after = path.read_bytes().decode()
    new_values, new_entries = yaml.load(after, Loader=FAST), _entries(after)
    assert outcome.written is (before != after)
    assert _comments(after) == _comments(before)
    changed = {change.key for change in changes}
    assert {key: lines for key, lines in new_entries.items() if key not in changed} == {
        key: lines for key, lines in entries.items() if key not in changed
    }
    for change in changes:
        values[change.key] = _after(values.get(change.key) or {}, change)
        new_values[change.key] = _after(new_values.get(change.key) or {}, Change(key=""))
    assert new_values == values


ODD = (
    NASTY.read_text(encoding="utf-8"),
    f"---\r\n{MAP}: {{tags: [maps,\r\n   survey  # why\r\n  , theory], tldr: x,}}  # end\r\n# c\r\n\r\n"
    f'"{LAMPS}":\r\n      tldr: >+\r\n        a\r\n\r\n        b\r\n\r\n      tags:\r\n      -   maps # a\r\n'
    "      - # b\r\n        survey\r\n...\r\n",
    f"# h\n{LAMPS}:\n  note: |2-  # i\n     a\n\n    # no\n  tags: [\n    # none\n  ]\n{GARDENS}: # c\n  tldr:\n    x\n"
    "  tags:\n    # z\n    - maps\n\n\n  links: [https://example.org/a, # d\n    'https://example.org/b' ]\n",
    f"{RAY}:\n  tags: [maps\n    ,survey, # , [\n    theory,\n  ] # e\n  tldr: 'a\n\n    b'\n  hidden: true # h\n\n"
    f'{SECRET}: {{tldr: "a, b: [c] # d", hidden: true, tags: [ ]}}\n{LAMPS}: {{\n  # c\n  }}\n',
    f'  "{MAP}" :  # a\n\n\n     # b\n     hidden:  true # c\n     "tags":   # d\n       - "maps"  # e\n       # f\n'
    f"     # g\n\n     note: >-  # i\n       x\n      # j\n\n  # k\n  ? {RAY}  # l\n  : {{}}  # m\n  # n",
)


@pytest.mark.parametrize("text", ODD)
def test_200_edits_by_chance_change_only_the_entries_that_they_name(text: str, tmp_path: Path) -> None:
    path = lay_out(tmp_path, text.encode())
    chance = random.Random(200)
    written: dict[str, str] = {}
    for _ in range(10):
        changes = [
            Change(
                key=key,
                add=tuple(chance.sample(TAGS[:3], chance.randint(0, 2))),
                remove=tuple(chance.sample(TAGS[3:], chance.randint(0, 2))),
                tldr=chance.choice([None, None, "", "new # text: [x]"]),
                note=chance.choice([None, None, "", "it's one", "a\n\n# b\n  c"]),
            )
            for key in chance.sample(KEYS, 4)
        ]
        before = _entries(path.read_bytes().decode())
        edit_and_compare(tmp_path, path, changes)
        after = _entries(path.read_bytes().decode())
        written |= {key: lines for key, lines in after.items() if key and lines != before.get(key)}
    assert not tidy(tmp_path).refused
    after = _entries(path.read_bytes().decode())
    assert {key: after[key] for key in written} == written, "an entry that was written is not in house style"


TEXTS = st.text(alphabet=st.characters(exclude_categories=["Cs"]), max_size=60)


@given(tldr=TEXTS, note=TEXTS)
def test_any_text_is_written_so_that_it_is_read_again_or_refused(
    tldr: str, note: str, tmp_path_factory: pytest.TempPathFactory
) -> None:
    root = tmp_path_factory.getbasetemp() / "any"  # one folder for all examples: copying takes longer than an edit
    path, before = root / "library" / "curation.yml", NASTY.read_bytes()
    if not path.exists():
        lay_out(root, before)
    path.write_bytes(before)
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
