"""Generator and browser agree: both are tested against one file."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
import unicodedata
from pathlib import Path

import pytest

from generator.text.tokens import words
from tests.support.case import ROOT
from tests.support.contract import CONTRACT, written

COMPARE = """
import { readFileSync } from "node:fs";
import { words } from "%s";
const differs = JSON.parse(readFileSync(0, "utf8")).filter(
  ([text, expected]) => !/\\p{Cn}/u.test(text) && words(text).join(" ") !== expected);
console.log(JSON.stringify(differs));
"""


def test_the_contract_with_the_browser_is_as_the_generator_writes_it() -> None:
    assert CONTRACT.read_text(encoding="utf-8") == written(), "run `python -m tests.support.contract`"


def test_both_find_the_same_words_around_every_code_point(processes: None) -> None:
    node = shutil.which("node")
    if node is None:
        pytest.skip("no Node.js on PATH")
    known = (chr(code) for code in range(sys.maxunicode + 1) if not 0xD800 <= code <= 0xDFFF)
    texts = [f"x{char}y" for char in known if unicodedata.category(char) not in {"Cn", "Co"}]
    module = (ROOT / "docs/assets/js/search/words.js").as_uri()
    run = subprocess.run(
        [node, "--input-type=module", "--eval", COMPARE % module],
        input=json.dumps([(text, " ".join(words(text))) for text in texts]),
        capture_output=True,
        text=True,
        check=True,
        cwd=Path(__file__).parent,
    )
    assert json.loads(run.stdout) == []
