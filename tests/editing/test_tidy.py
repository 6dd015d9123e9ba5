"""`tidy` brings order and loses nothing."""

from __future__ import annotations

from pathlib import Path

import pytest
import yaml

from generator.catalog.library import read_library
from generator.diagnostics import Diagnostic
from generator.editing import tidy
from tests.support.editing import GARDENS, LAMPS, MAP, NASTY, codes, lay_out
from tests.support.trees import snapshot


def _tidied(root: Path, before: str) -> str:
    path = lay_out(root, before)
    outcome = tidy(root)
    assert not outcome.refused, outcome.found
    after = path.read_bytes().decode()
    assert tidy(root).lines == (), "doing it twice changes something more"
    assert path.read_bytes().decode() == after
    return after


def test_an_oddly_written_file_gets_one_style_and_keeps_its_words(tmp_path: Path) -> None:
    before = NASTY.read_text(encoding="utf-8")
    after = _tidied(tmp_path, before)
    assert yaml.safe_load(after) == yaml.safe_load(before)
    comments = [line.partition("#")[2].strip() for line in before.split("\n") if "#" in line]
    assert all(comment in after for comment in comments)
    assert "    # a comment, with a comma, between two items\n    - models\n" in after
    assert after.startswith("# The head of the file, which stays on top.\n# It has two lines.\n\n# About the map.\n")
    assert after.endswith("\n\n# The foot of the file.\n")
    assert '  tags: [maps, survey]  # odd spaces, "quotes" [and brackets]\n' in after


def test_entries_are_sorted_each_with_the_comments_above_it(tmp_path: Path) -> None:
    before = (
        f"# head\n\n# lamps\n{LAMPS}:\n  tags: [dialogue]\n  # still lamps\n\n# map\n{MAP}:\n  tags: [maps]\n# foot\n"
    )
    after = f"# head\n\n# map\n{MAP}:\n  tags: [maps]\n# lamps\n{LAMPS}:\n  tags: [dialogue]\n  # still lamps\n# foot\n"
    assert _tidied(tmp_path, before) == after


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("tags: [proofs]", "tags: [theory]"),
        ("tags:\n    - networks  # c\n    - models # d", "tags:\n    - models  # c\n  # d"),
        ("tldr: plain, text", 'tldr: "plain, text"'),
        ("tldr: >- # c\n    folded\n    text", 'tldr: "folded text"  # c'),
        ("tldr: 'it''s'  # c", 'tldr: "it\'s"  # c'),
        ("links: [https://example.org/a,\n      # c\n      https://example.org/b]",
         "links: [https://example.org/a,\n      # c\n      https://example.org/b]"),
        ("note: |+\n    a\n\n      b\n\n  hidden: true", "note: |+\n    a\n\n      b\n\n  hidden: true"),
        ("note: |1\n    a\n   b", "note: |1\n    a\n   b"),
        ("tldr: a\u2028b", 'tldr: "a\\u2028b"'),
    ],
)  # fmt: skip
def test_each_field_is_written_in_one_style(before: str, after: str, tmp_path: Path) -> None:
    assert _tidied(tmp_path, f"{MAP}:\n  {before}\n") == f"{MAP}:\n  {after}\n"


@pytest.mark.parametrize(
    "fields",
    [
        "tldr: 'it''s'",
        "tldr: >\n    folded\n    text",
        "links: [https://example.org/a,\n      https://example.org/b]",
        "links:\n  - https://example.org/a\n  - {rel: x,\n     url: 'https://example.org/b'}",
        "note: |2\n     a\n\n      b",
        "note: 'a\n\n     b'",
        "note: plain\n    and more",
    ],
)
@pytest.mark.parametrize("indent", [1, 4, 7])
def test_fields_say_the_same_at_another_indentation(fields: str, indent: int, tmp_path: Path) -> None:
    before = f"{MAP}:\n" + "".join(f"{' ' * indent}{line}\n" for line in fields.split("\n"))
    after = _tidied(tmp_path, before)
    assert yaml.safe_load(after) == yaml.safe_load(before)
    assert after.split("\n")[1].startswith("  " + fields[:4])


def test_an_entry_in_braces_gets_lines_of_its_own(tmp_path: Path) -> None:
    before = f"{MAP}: {{tags: [maps], # why\n"
    before += "  tldr: x, links: [{rel: code, url: 'https://example.org/a'}]}  # end\n"
    before += f"{LAMPS}: {{}} # empty\n"
    after = (
        f'{MAP}:  # end\n  tags: [maps]  # why\n  tldr: "x"\n'
        f"  links: [{{rel: code, url: 'https://example.org/a'}}]\n{LAMPS}: {{}}  # empty\n"
    )
    assert _tidied(tmp_path, before) == after


def test_line_ends_and_byte_order_mark_stay(tmp_path: Path) -> None:
    before = f"\ufeff# head\r\n{LAMPS}:\r\n    tags: [dialogue]\r\n{MAP}:\r\n    tags: [maps]"
    after = f"\ufeff# head\r\n{MAP}:\r\n  tags: [maps]\r\n{LAMPS}:\r\n  tags: [dialogue]\r\n"
    assert _tidied(tmp_path, before) == after


def test_a_library_with_an_error_is_left_alone(tmp_path: Path) -> None:
    lay_out(tmp_path, f"{MAP}:\n    tags: [mapps]\n")
    before = snapshot(tmp_path)
    assert codes(tidy(tmp_path)) == ["errors-before", "unknown-tag"]
    assert snapshot(tmp_path) == before


@pytest.mark.parametrize(("word", "code"), [("proofs", "tag-alias"), ("networks", "tag-renamed")])
def test_tidying_makes_the_notes_of_other_names_go_away(word: str, code: str, tmp_path: Path) -> None:
    def notes() -> list[str]:
        found: list[Diagnostic] = []
        read_library(tmp_path / "library", found.append)
        return [finding.code for finding in found if finding.code == code]

    lay_out(tmp_path, f"{GARDENS}:\n  tags: [{word}]\n")
    assert notes() == [code]
    assert tidy(tmp_path).written
    assert notes() == []
