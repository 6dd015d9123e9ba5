"""Each way to write an entry is edited in its own style."""

from __future__ import annotations

from pathlib import Path

import pytest

from generator.editing import Change
from tests.support.editing import LAMPS, MAP, SECRET, edit

ADD, REMOVE = ("theory",), ("maps",)


@pytest.mark.parametrize(
    ("tags", "added"),
    [
        ("tags: [maps]", "tags: [maps, theory]"),
        ("tags: []", "tags: [theory]"),
        ("tags: [ ]  # c", "tags: [theory]  # c"),
        ("tags: [maps,survey]", "tags: [maps,survey,theory]"),
        ("tags: [ maps , survey ]", "tags: [ maps , survey , theory ]"),
        ("tags: [maps, survey,]", "tags: [maps, survey, theory,]"),
        ("tags: ['maps', \"survey\"]", "tags: ['maps', \"survey\", theory]"),
        ("tags: [maps,\n         survey]  # c", "tags: [maps,\n         survey, theory]  # c"),
        ("tags: [\n    maps,\n    survey\n  ]", "tags: [\n    maps,\n    survey,\n    theory\n  ]"),
        ("tags: [\n    maps, # c, d\n    survey, # e\n  ]",
         "tags: [\n    maps, # c, d\n    survey, # e\n    theory,\n  ]"),
        ("tags: [\n    # none yet, really\n  ]", "tags: [\n    # none yet, really\n    theory\n  ]"),
        ("tags: [\n    maps\n    , survey\n  ]", "tags: [\n    maps\n    , survey, theory\n  ]"),
        ("tags:\n  - maps\n  - survey", "tags:\n  - maps\n  - survey\n  - theory"),
        ("tags:\n    -   maps # c\n    # d", "tags:\n    -   maps # c\n    -   theory\n    # d"),
        ("tags:\n  -\n    maps", "tags:\n  -\n    maps\n  - theory"),
        ("tags:", "tags: [theory]"),
        ("tags: ~  # c", "tags: [theory]  # c"),
    ],
)  # fmt: skip
def test_a_tag_is_added_in_the_style_of_the_list(tags: str, added: str, tmp_path: Path) -> None:
    before = f"# head\n{MAP}:\n  {tags}\n  tldr: Draws.\n"
    assert edit(tmp_path, before, Change(key=MAP, add=ADD)) == before.replace(tags, added)


@pytest.mark.parametrize(
    ("tags", "rest"),
    [
        ("tags: [maps]", "tags: []"),
        ("tags: [ maps ]", "tags: []"),
        ("tags: [maps, survey]", "tags: [survey]"),
        ("tags: [survey,maps]", "tags: [survey]"),
        ("tags: [ survey , maps , theory ]", "tags: [ survey , theory ]"),
        ("tags: [survey, 'maps', ]", "tags: [survey, ]"),
        ("tags: [survey, maps,\n    theory]", "tags: [survey,\n    theory]"),
        ("tags: [\n    survey,  # c\n    maps  # d\n  ]", "tags: [\n    survey,  # c\n  ]"),
        ("tags: [\n    maps,  # d\n    survey,  # c\n  ]", "tags: [\n    survey,  # c\n  ]"),
        ("tags: [\n    survey\n    , maps\n  ]", "tags: [\n    survey\n    \n  ]"),
        ("tags: [\n    maps # why\n    , survey]", "tags: [\n     # why\n    survey]"),
        ("tags:\n  - maps\n  - survey", "tags:\n  - survey"),
        ("tags:\n    # a\n    - survey  # b\n    # c\n    - 'maps'  # d\n    # e",
         "tags:\n    # a\n    - survey  # b\n    # c\n    # e"),
        ("tags:  # a\n    - maps", "tags: []  # a"),
        ("tags: [maps, survey, maps]", "tags: [survey]"),
    ],
)  # fmt: skip
def test_a_tag_is_taken_out_with_its_comma_or_line(tags: str, rest: str, tmp_path: Path) -> None:
    before = f"{MAP}:\n  {tags}\n  tldr: Draws.\n"
    assert edit(tmp_path, before, Change(key=MAP, remove=REMOVE)) == before.replace(tags, rest)


@pytest.mark.parametrize(
    ("entry", "added"),
    [
        (f"{MAP}: {{tags: [maps], tldr: x}}\n", f"{MAP}: {{tags: [maps, theory], tldr: x}}\n"),
        (f"{MAP}: {{tldr: x}}\n", f"{MAP}: {{tags: [theory], tldr: x}}\n"),
        (f"{MAP}: {{}}  # soon\n", f"{MAP}:  # soon\n  tags: [theory]\n"),
        (f"{MAP}:\n    tldr: x", f"{MAP}:\n    tags: [theory]\n    tldr: x"),
        (f"{MAP}:", f"{MAP}:\n  tags: [theory]"),
        (f'"{MAP}":\n  tldr: x\n', f'"{MAP}":\n  tags: [theory]\n  tldr: x\n'),
        (f"{{{MAP}: {{tags: [maps]}}}}\n", f"{{{MAP}: {{tags: [maps, theory]}}}}\n"),
        (f'{{"{MAP}": {{"tldr": "x"}}}}\n', f'{{"{MAP}": {{tags: [theory], "tldr": "x"}}}}\n'),
        (f"---\n{MAP}:\n  tags: [maps]\n...\n", f"---\n{MAP}:\n  tags: [maps, theory]\n...\n"),
        (f"  {MAP}:\n    tags: [maps]\n", f"  {MAP}:\n    tags: [maps, theory]\n"),
        ("", f"{MAP}:\n  tags: [theory]\n"),
        ("# only a comment", f"# only a comment\n{MAP}:\n  tags: [theory]"),
        ("{}\n", f"{{{MAP}: {{tags: [theory]}}}}\n"),
        ("~\n", f"\n{MAP}:\n  tags: [theory]\n"),
    ],
)
def test_an_entry_of_any_form_takes_a_tag(entry: str, added: str, tmp_path: Path) -> None:
    assert edit(tmp_path, entry, Change(key=MAP, add=ADD)) == added


@pytest.mark.parametrize(
    ("before", "after"),
    [
        (f"# head\n{MAP}:\n  tags: [maps]\n{LAMPS}:\n  tags: [dialogue]\n",
         f"# head\n{MAP}:\n  tags: [maps]\n{SECRET}:\n  tags: [theory]\n{LAMPS}:\n  tags: [dialogue]\n"),
        (f"{LAMPS}:\n  tags: [dialogue]\n{MAP}:\n  tags: [maps]\n# foot",
         f"{LAMPS}:\n  tags: [dialogue]\n{MAP}:\n  tags: [maps]\n{SECRET}:\n  tags: [theory]\n# foot"),
        (f"# head\n\n# of lamps\n{LAMPS}:\n  tags: [dialogue]\n",
         f"# head\n\n{SECRET}:\n  tags: [theory]\n# of lamps\n{LAMPS}:\n  tags: [dialogue]\n"),
        (f"# head\n{LAMPS}:\n  tags: [dialogue]\n",
         f"# head\n{SECRET}:\n  tags: [theory]\n{LAMPS}:\n  tags: [dialogue]\n"),
        (f"{MAP}:\n    tags:\n      - maps\n",
         f"{MAP}:\n    tags:\n      - maps\n{SECRET}:\n    tags:\n      - theory\n"),
        (f"'{MAP}': {{tags: [maps]}}\n", f"'{MAP}': {{tags: [maps]}}\n'{SECRET}': {{tags: [theory]}}\n"),
        (f"{MAP}:\n  tags: [maps]\n  # of the map\n\n# of lamps\n{LAMPS}:\n  tags: [dialogue]\n",
         f"{MAP}:\n  tags: [maps]\n  # of the map\n\n{SECRET}:\n  tags: [theory]\n\n"
         f"# of lamps\n{LAMPS}:\n  tags: [dialogue]\n"),
        (f"{MAP}:\r\n  tags: [maps]", f"{MAP}:\r\n  tags: [maps]\r\n{SECRET}:\r\n  tags: [theory]"),
        (f"{{{MAP}: {{tags: [maps]}}}}", f"{{{MAP}: {{tags: [maps]}}, {SECRET}: {{tags: [theory]}}}}"),
    ],
)  # fmt: skip
def test_a_new_entry_is_sorted_and_in_the_style_of_its_neighbours(before: str, after: str, tmp_path: Path) -> None:
    assert edit(tmp_path, before, Change(key=SECRET, add=ADD)) == after


@pytest.mark.parametrize(
    ("before", "change", "after"),
    [
        ("tags: [maps]", Change(key=MAP, tldr='Say "x": a\\b # c'), 'tags: [maps]\n  tldr: "Say \\"x\\": a\\\\b # c"'),
        ("tldr: old  # c", Change(key=MAP, tldr="new"), 'tldr: "new"  # c'),
        ("tldr: >-\n    old\n    text\n  tags: []", Change(key=MAP, tldr="new"), 'tldr: "new"\n  tags: []'),
        ("tldr: 'old\n    text'  # c", Change(key=MAP, tldr="new"), 'tldr: "new"  # c'),
        ("tldr: old\n  tags: []", Change(key=MAP, tldr=""), "tags: []"),
        ("tldr: old", Change(key=MAP, tldr="", note="a"), 'note: "a"'),
        ("tags: []\n  # c\n  hidden: true", Change(key=MAP, note="a\n\n# b\n"),
         "tags: []\n  note: |\n    a\n\n    # b\n  # c\n  hidden: true"),
        ("note: old  # c\n  hidden: true", Change(key=MAP, note="a\nb"), "note: |  # c\n    a\n    b\n  hidden: true"),
        ("note: |\n    a\n\n    b\n\n  hidden: true", Change(key=MAP, note="c"), 'note: "c"\n\n  hidden: true'),
        ("note: |\n    a\n  tags: []", Change(key=MAP, note="a"), "note: |\n    a\n  tags: []"),
        ("note: |+\n    a\n\n  hidden: true", Change(key=MAP, note="b\nc"), "note: |\n    b\n    c\n\n  hidden: true"),
        ("tldr: same", Change(key=MAP, tldr=" same "), "tldr: same"),
        ("hidden: true", Change(key=MAP, tldr="two\nlines"), 'tldr: "two lines"\n  hidden: true'),
        ("tags: []", Change(key=MAP, note="a  \nb\t\nc"), "tags: []\n  note: |\n    a\n    b\n    c"),
        ("tags: []", Change(key=MAP, note="  a\r\nb\x85c"), 'tags: []\n  note: "a\\nb\\u0085c"'),
    ],
)  # fmt: skip
def test_summary_and_note_are_set_replaced_and_removed(before: str, change: Change, after: str, tmp_path: Path) -> None:
    assert edit(tmp_path, f"{MAP}:\n  {before}\n", change) == f"{MAP}:\n  {after}\n"


def test_an_entry_that_loses_its_last_field_stays_as_an_empty_one(tmp_path: Path) -> None:
    assert edit(tmp_path, f"{MAP}:  # c\n  tldr: old\n", Change(key=MAP, tldr="")) == f"{MAP}: {{}}  # c\n"


def test_fields_in_braces_are_written_on_one_line(tmp_path: Path) -> None:
    before = f"{MAP}: {{tags: [maps], tldr: x, hidden: true}}\n"
    after = f'{MAP}: {{tags: [maps], note: "a\\nb", hidden: true}}\n'
    assert edit(tmp_path, before, Change(key=MAP, tldr="", note="a\nb")) == after
    before = f"{MAP}: {{\n  # c\n  }}\n"
    after = f'{MAP}: {{\n  # c\n    note: "a\\nb"\n  }}\n'
    assert edit(tmp_path, before, Change(key=MAP, note="a\nb")) == after


def test_an_empty_change_makes_an_empty_entry_only_where_there_is_none(tmp_path: Path) -> None:
    assert edit(tmp_path, "# head\n", Change(key=MAP)) == f"# head\n{MAP}: {{}}\n"
    assert edit(tmp_path, f"{MAP}: {{}}\n", Change(key=MAP)) == f"{MAP}: {{}}\n"


def test_links_are_added_behind_those_that_are_there(tmp_path: Path) -> None:
    before = f"{MAP}:\n  links:\n    - https://example.org/a\n"
    after = before + '    - "https://example.org/b"\n'
    assert edit(tmp_path, before, Change(key=MAP, links=("https://example.org/b",))) == after


@pytest.mark.parametrize("mark", ["", "\ufeff"])
@pytest.mark.parametrize("eol", ["\n", "\r\n"])
@pytest.mark.parametrize("end", ["", "\n", "\n\n"])
def test_byte_order_mark_line_ends_and_final_newline_stay(mark: str, eol: str, end: str, tmp_path: Path) -> None:
    before = mark + f"# head\n{MAP}:\n  tldr: Draws\n  tags:\n    - maps{end}".replace("\n", eol)
    after = mark + f"# head\n{MAP}:\n  tldr: Draws\n  tags:\n    - maps\n    - theory{end}".replace("\n", eol)
    assert edit(tmp_path, before, Change(key=MAP, add=ADD)) == after
    assert edit(tmp_path, after, Change(key=MAP, remove=("theory",))) == before


def test_characters_that_yaml_counts_as_line_ends_do_no_harm(tmp_path: Path) -> None:
    before = f"{MAP}:\n  tldr: a\u2028b\u0085c\n  tags: [maps]  # d\u2029e\n"
    assert edit(tmp_path, before, Change(key=MAP, add=ADD)) == before.replace("[maps]", "[maps, theory]")
