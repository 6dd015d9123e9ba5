"""A text in another encoding is read if it says so, and else named with its encoding."""

from __future__ import annotations

import pytest

from generator.diagnostics import Diagnostic
from generator.storage.encodings import likely_encoding
from generator.storage.text import read_text


@pytest.mark.parametrize("codec", ["utf-16", "utf-16-le", "utf-16-be"])
def test_utf_16_is_read_by_its_mark(codec: str) -> None:
    mark = "" if codec == "utf-16" else "\ufeff"
    found: list[Diagnostic] = []
    assert (read_text(f"{mark}Müller".encode(codec), "x", found.append), found) == ("Müller", [])


@pytest.mark.parametrize(
    ("text", "codec", "name"),
    [
        ("Müllers Größe, “so”", "cp1252", "WINDOWS-1252"),
        ("à l'été", "latin-1", "WINDOWS-1252"),
        ("Škoda přišla žlutě", "cp1250", "WINDOWS-1250"),
        ("Škoda přišla žlutě", "iso-8859-2", "ISO-8859-2"),
        ("Лампы в доме Иванова", "cp1251", "WINDOWS-1251"),
        ("Лампы в доме Иванова", "koi8-r", "KOI8-R"),
        ("Λάμπες και φώτα", "cp1253", "WINDOWS-1253"),
        ("灯的研究与设计", "gb18030", "GB18030"),
        ("ランプの研究と設計", "shift_jis", "SHIFT_JIS"),
        ("ランプの研究", "euc-jp", "EUC-JP"),
        ("램프 연구", "euc-kr", "EUC-KR"),
        ("TI - Müller", "utf-16-le", "UTF-16LE"),
    ],
)
def test_the_hint_names_the_encoding_that_a_text_seems_to_have(text: str, codec: str, name: str) -> None:
    data = f"title: {text}\n".encode(codec)
    assert likely_encoding(data) == name
    found: list[Diagnostic] = []
    assert read_text(data, "x.ris", found.append) is None
    assert [(finding.code, f"iconv -f {name} " in finding.hint) for finding in found] == [("not-utf8", True)]


def test_broken_utf_16_is_refused() -> None:
    found: list[Diagnostic] = []
    assert read_text(b"\xff\xfea\x00\x00\xd8", "x", found.append) is None
    assert [finding.code for finding in found] == ["not-utf8"]
