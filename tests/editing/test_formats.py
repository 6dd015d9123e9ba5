"""An entry in any style is read, changed, and written in house style; nothing else in the file changes."""

from __future__ import annotations

from pathlib import Path

import pytest

from generator.editing import Change, apply
from tests.support.editing import GARDENS, LAMPS, MAP, RAY, SECRET, codes, edit, lay_out

ADD, REMOVE = ("theory",), ("maps",)


@pytest.mark.parametrize(
    ("tags", "added"),
    [
        ("tags: [maps]", "tags: [maps, theory]"),
        ("tags: []", "tags: [theory]"),
        ("tags: [ ]  # c", "tags: [theory]  # c"),
        ("tags: [maps,survey] # c", "tags: [maps, survey, theory]  # c"),
        ("tags: ['maps', \"survey\",]", "tags: [maps, survey, theory]"),
        ("tags:\t[maps]\t# c", "tags: [maps, theory]  # c"),
        ('"tags": [maps]', "tags: [maps, theory]"),
        ("tags: [maps,\n         survey]  # c", "tags: [maps, survey, theory]  # c"),
        ("tags:\n  - maps\n  - survey", "tags: [maps, survey, theory]"),
        ("tags:\n  -\n    maps", "tags: [maps, theory]"),
        ("tags:  # c\n    - maps", "tags: [maps, theory]  # c"),
        ("tags:", "tags: [theory]"),
        ("tags: ~  # c", "tags: [theory]  # c"),
        ("tags: [proofs, networks, models]", "tags: [theory, models]"),
    ],
)  # fmt: skip
def test_tags_are_written_on_one_line_by_their_slugs(tags: str, added: str, tmp_path: Path) -> None:
    before = f"# head\n{MAP}:\n  {tags}\n  tldr: Draws.\n"
    change = Change(key=MAP, add=() if "proofs" in tags else ADD, tldr="It draws.")
    assert edit(tmp_path, before, change) == f'# head\n{MAP}:\n  {added}\n  tldr: "It draws."\n'


@pytest.mark.parametrize(
    ("tags", "added"),
    [
        ("tags: [\n    maps, # c, d\n    survey # e\n  ]",
         "tags:\n    - maps  # c, d\n    - survey  # e\n    - theory"),
        ("tags: [ # a\n    # b\n    maps\n    , survey # c\n    # d\n  ] # e",
         "tags:  # a\n    # b\n    - maps\n    - survey  # c\n    - theory\n  # d\n  # e"),
        ("tags: [\n    # none yet, really\n  ]", "tags: [theory]\n  # none yet, really"),
        ("tags:\n    -   maps # c\n    # d", "tags:\n    - maps  # c\n    - theory\n  # d"),
        ("tags:\n    # a\n    - maps\n    # b\n\n    - 'survey'",
         "tags:\n    # a\n    - maps\n    # b\n    - survey\n    - theory"),
        ("tags:\n  - maps # a\n  - # b\n    survey", "tags:\n    - maps  # a\n    # b\n    - survey\n    - theory"),
    ],
)  # fmt: skip
def test_tags_with_comments_among_them_have_a_line_each(tags: str, added: str, tmp_path: Path) -> None:
    before = f"{MAP}:\n  {tags}\n  hidden: true\n"
    assert edit(tmp_path, before, Change(key=MAP, add=ADD)) == before.replace(tags, added)


@pytest.mark.parametrize(
    ("tags", "rest"),
    [
        ("tags: [maps]", "tags: []"),
        ("tags: [survey,maps]  # c", "tags: [survey]  # c"),
        ("tags: [maps, survey, maps]", "tags: [survey]"),
        ("tags: [\n    survey,  # c\n    maps  # d\n  ]", "tags:\n    - survey  # c\n  # d"),
        ("tags: [\n    maps,  # d\n    survey,  # c\n  ]", "tags:\n    # d\n    - survey  # c"),
        ("tags: [\n    maps # why\n    , survey]", "tags:\n    # why\n    - survey"),
        ("tags:\n    # a\n    - survey  # b\n    # c\n    - 'maps'  # d\n    # e",
         "tags:\n    # a\n    - survey  # b\n  # c\n  # d\n  # e"),
        ("tags:  # a\n    - maps", "tags: []  # a"),
        ("tags:  # a\n    # b\n    - maps  # c", "tags: []  # a\n  # b\n  # c"),
    ],
)  # fmt: skip
def test_a_tag_that_is_removed_leaves_its_comments(tags: str, rest: str, tmp_path: Path) -> None:
    before = f"{MAP}:\n  {tags}\n  hidden: true\n"
    assert edit(tmp_path, before, Change(key=MAP, remove=REMOVE)) == before.replace(tags, rest)


@pytest.mark.parametrize(
    ("entry", "added"),
    [
        (f"{MAP}: {{tags: [maps], tldr: x}}  # c\n", f'{MAP}:  # c\n  tags: [maps, theory]\n  tldr: "x"\n'),
        (f'{MAP}: {{"tldr":"x", hidden: true}}\n', f'{MAP}:\n  tags: [theory]\n  tldr: "x"\n  hidden: true\n'),
        (f"{MAP}: {{\n    # a\n    tldr: x, # b\n    # c\n    }} # d\n  # e\n",
         f'{MAP}:  # d\n  tags: [theory]\n  # a\n  tldr: "x"  # b\n  # c\n  # e\n'),
        (f"{MAP}: {{}}  # soon\n", f"{MAP}:  # soon\n  tags: [theory]\n"),
        (f"{MAP}:\n    tldr: x", f'{MAP}:\n  tags: [theory]\n  tldr: "x"'),
        (f"{MAP}:", f"{MAP}:\n  tags: [theory]"),
        (f"{MAP}: ~ # c\n", f"{MAP}:  # c\n  tags: [theory]\n"),
        (f'"{MAP}" :  # c\n\n  # d\n  tldr: x\n\n  # e\n',
         f'{MAP}:  # c\n  tags: [theory]\n  # d\n  tldr: "x"\n  # e\n'),
        (f"? {MAP} # c\n: tldr: x  # d\n", f'{MAP}:  # c\n  tags: [theory]\n  tldr: "x"  # d\n'),
        (f"%YAML 1.1\n--- # c\n{MAP}:\n  tags: [maps]\n...\n",
         f"%YAML 1.1\n--- # c\n{MAP}:\n  tags: [maps, theory]\n...\n"),
        (f"  {MAP}:\n    tags: [maps]\n", f"  {MAP}:\n    tags: [maps, theory]\n"),
        ("", f"{MAP}:\n  tags: [theory]\n"),
        ("# only a comment", f"# only a comment\n{MAP}:\n  tags: [theory]"),
        ("{}\n", f"\n{MAP}:\n  tags: [theory]\n"),
        ("~\n", f"\n{MAP}:\n  tags: [theory]\n"),
    ],
)  # fmt: skip
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
        (f"---\n  # head\n# of lamps\n{LAMPS}:\n  tags: [dialogue]\n",
         f"---\n  # head\n{SECRET}:\n  tags: [theory]\n# of lamps\n{LAMPS}:\n  tags: [dialogue]\n"),
        (f"# head\n{LAMPS}:\n  tags: [dialogue]\n",
         f"# head\n{SECRET}:\n  tags: [theory]\n{LAMPS}:\n  tags: [dialogue]\n"),
        (f"{MAP}:\n    tags:\n      - maps\n", f"{MAP}:\n    tags:\n      - maps\n{SECRET}:\n  tags: [theory]\n"),
        (f"'{MAP}': {{tags: [maps]}}\n", f"'{MAP}': {{tags: [maps]}}\n{SECRET}:\n  tags: [theory]\n"),
        (f"{MAP}:\n  tags: [maps]\n  # of the map\n\n# of lamps\n{LAMPS}:\n  tags: [dialogue]\n",
         f"{MAP}:\n  tags: [maps]\n  # of the map\n\n{SECRET}:\n  tags: [theory]\n\n"
         f"# of lamps\n{LAMPS}:\n  tags: [dialogue]\n"),
        (f"{MAP}:\r\n  tags: [maps]", f"{MAP}:\r\n  tags: [maps]\r\n{SECRET}:\r\n  tags: [theory]"),
    ],
)  # fmt: skip
def test_a_new_entry_is_sorted_and_in_house_style(before: str, after: str, tmp_path: Path) -> None:
    assert edit(tmp_path, before, Change(key=SECRET, add=ADD)) == after


def test_entries_that_change_and_new_ones_stand_side_by_side(tmp_path: Path) -> None:
    before = f"{MAP}: {{tags: [maps]}}\n# of the ray\n{RAY}: {{tags: [maps]}}\n"
    after = f"{GARDENS}:\n  tags: [theory]\n# of the ray\n{RAY}:\n  tags: [maps, theory]\n"
    after = f"{MAP}:\n  tags: [maps, theory]\n{after}{SECRET}:\n  tags: [theory]\n{LAMPS}:\n  tags: [theory]\n"
    changes = [Change(key=key, add=ADD) for key in (LAMPS, RAY, SECRET, MAP, GARDENS)]
    assert edit(tmp_path, before, *changes) == after


@pytest.mark.parametrize(
    ("before", "change", "after"),
    [
        ("tags: [maps]", Change(key=MAP, tldr='Say "x": a\\b # c'), 'tags: [maps]\n  tldr: "Say \\"x\\": a\\\\b # c"'),
        ("tldr: old  # c", Change(key=MAP, tldr="new"), 'tldr: "new"  # c'),
        ("tldr: # c\n    old # d", Change(key=MAP, tldr="new"), '# c\n  tldr: "new"  # d'),
        ("tldr: >-  # c\n    old\n    text\n  tags: []", Change(key=MAP, tldr="new"), 'tldr: "new"  # c\n  tags: []'),
        ("tldr: 'old\n    text'  # c", Change(key=MAP, tldr="new"), 'tldr: "new"  # c'),
        ("tldr: old\n  tags: []", Change(key=MAP, tldr=""), "tags: []"),
        ("# a\n  tldr: old  # b\n  # c\n  tags: []", Change(key=MAP, tldr=""), "# a\n  # b\n  # c\n  tags: []"),
        ("tldr: old", Change(key=MAP, tldr="", note="a"), 'note: "a"'),
        ("tags: []\n  # c\n  hidden: true", Change(key=MAP, note="a\n\n# b\n"),
         "tags: []\n  note: |\n    a\n\n    # b\n  # c\n  hidden: true"),
        ("note: old  # c\n  hidden: true", Change(key=MAP, note="a\nb"), "note: |  # c\n    a\n    b\n  hidden: true"),
        ("note: |\n    a\n\n    b\n\n  hidden: true", Change(key=MAP, note="c"), 'note: "c"\n  hidden: true'),
        ("note: |+\n    a\n\n  hidden: true", Change(key=MAP, note="b\nc"), "note: |\n    b\n    c\n  hidden: true"),
        ("hidden: true", Change(key=MAP, tldr="two\nlines"), 'tldr: "two lines"\n  hidden: true'),
        ("tags: []", Change(key=MAP, note="a  \nb\t\nc"), "tags: []\n  note: |\n    a\n    b\n    c"),
        ("tags: []", Change(key=MAP, note="  a\r\nb\x85c"), 'tags: []\n  note: "a\\nb\\u0085c"'),
    ],
)  # fmt: skip
def test_summary_and_note_are_set_replaced_and_removed(before: str, change: Change, after: str, tmp_path: Path) -> None:
    assert edit(tmp_path, f"{MAP}:\n  {before}\n", change) == f"{MAP}:\n  {after}\n"


@pytest.mark.parametrize("before", ["tldr:   same   # c", "tags: [ proofs ]\n    tldr: >\n      same"])
def test_an_entry_that_says_it_already_stays_as_it_is(before: str, tmp_path: Path) -> None:
    text = f"{MAP}:\n    {before}\n"
    change = Change(key=MAP, add=ADD if "proofs" in before else (), tldr=" same ")
    assert edit(tmp_path, text, change) == text


@pytest.mark.parametrize(
    "field",
    [
        "venue: 'It''s'   # c",
        '"venue":   plain',
        "links:\n    - https://example.org/a  # c\n    # d\n    - {rel: code,\n       url: 'https://example.org/b'}",
        "links: [https://example.org/a,  # c\n    'https://example.org/b' ]",
        "note: |2-  # c\n     a\n\n    b\n\n    # no comment",
        "note: |+\n    a\n\n",
        "note: >\n    folded\n    text",
        'note: "a\n\n    b"',
        "authors:\n  - Ada Lovelace\n  - {name: A Group}  # c",
    ],
)
def test_other_fields_stay_as_typed(field: str, tmp_path: Path) -> None:
    before = f"{MAP}:\n  {field}\n  tags: [ maps ]\n{LAMPS}: {{}}\n"
    after = f"{MAP}:\n  {field}\n  tags: [maps, theory]\n{LAMPS}: {{}}\n"
    assert edit(tmp_path, before, Change(key=MAP, add=ADD)) == after


def test_an_entry_that_loses_its_last_field_stays_as_an_empty_one(tmp_path: Path) -> None:
    assert edit(tmp_path, f"{MAP}:  # c\n  tldr: old # d\n", Change(key=MAP, tldr="")) == f"{MAP}: {{}}  # c\n  # d\n"


def test_an_empty_change_makes_an_empty_entry_only_where_there_is_none(tmp_path: Path) -> None:
    assert edit(tmp_path, "# head\n", Change(key=MAP)) == f"# head\n{MAP}: {{}}\n"
    assert edit(tmp_path, f"{MAP}: {{ }}\n", Change(key=MAP)) == f"{MAP}: {{ }}\n"


@pytest.mark.parametrize("mark", ["", "\ufeff"])
@pytest.mark.parametrize("eol", ["\n", "\r\n"])
@pytest.mark.parametrize("end", ["", "\n", "\n\n"])
def test_byte_order_mark_line_ends_and_final_newline_stay(mark: str, eol: str, end: str, tmp_path: Path) -> None:
    before = mark + f"# head\n{MAP}:\n  note: |\n    a\n    b\n  tags: [maps]{end}".replace("\n", eol)
    after = mark + f"# head\n{MAP}:\n  note: |\n    a\n    b\n  tags: [maps, theory]{end}".replace("\n", eol)
    assert edit(tmp_path, before, Change(key=MAP, add=ADD)) == after
    assert edit(tmp_path, after, Change(key=MAP, remove=("theory",))) == before


def test_characters_that_yaml_counts_as_line_ends_do_no_harm(tmp_path: Path) -> None:
    before = f"{MAP}:\n  venue: a\u2028b\u0085c\n  tags: [maps]  # d\u2029e\u2028\n"
    assert edit(tmp_path, before, Change(key=MAP, add=ADD)) == before.replace("[maps]", "[maps, theory]")


@pytest.mark.parametrize("entry", ["\n  tldr: Draws in C # and more\n", " {tldr: Draws in C # and more\n  }\n"])
def test_words_that_yaml_reads_as_a_comment_are_still_reported(entry: str, tmp_path: Path) -> None:
    path = lay_out(tmp_path, f"{MAP}:{entry}")
    assert codes(apply(tmp_path, [Change(key=MAP, add=ADD)])) == ["lost-words"]
    assert path.read_text(encoding="utf-8") == f"{MAP}:\n  tags: [theory]\n  tldr: Draws in C # and more\n"


@pytest.mark.parametrize("entry", [f"{{{MAP}: {{tags: [maps]}}}}\n", f"{{\n  {LAMPS}: {{}}\n}}\n"])
def test_a_file_in_braces_is_refused_with_a_remedy(entry: str, tmp_path: Path) -> None:
    path = lay_out(tmp_path, entry)
    (error,) = apply(tmp_path, [Change(key=MAP, add=ADD)]).found
    assert (error.code, error.where.file) == ("cannot-edit", "library/curation.yml")
    assert "by hand" in error.hint
    assert path.read_text(encoding="utf-8") == entry


def test_an_edit_that_would_lose_a_comment_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = lay_out(tmp_path, f"{MAP}:\n  # c\n  tldr: x\n")
    monkeypatch.setattr("generator.editing.writer.comments_in", lambda *_: iter(()))
    (error,) = apply(tmp_path, [Change(key=MAP, add=ADD)]).found
    assert (error.code, str(error.where)) == ("cannot-edit", "library/curation.yml:2:3")
    assert "# c" in error.message
    assert path.read_text(encoding="utf-8") == f"{MAP}:\n  # c\n  tldr: x\n"
