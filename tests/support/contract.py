"""What generator and browser must agree on, as a file that the tests of both read.

`python -m tests.support.contract` writes it anew.
"""

from __future__ import annotations

import base64
import json
import re
import tempfile
from pathlib import Path
from typing import Any

from generator.insights import search_index
from generator.insights.search_index import LEVELS, Word, pack
from generator.pages.data import identities, identity
from generator.pages.exports.formats import FORMATS
from generator.text import tokens
from tests.support.case import HERE
from tests.support.project import make_project, reading_list

CONTRACT = HERE / "data" / "contract.json"

ENTRIES: tuple[tuple[int, int, list[int]], ...] = (
    (0, 3, [0, 5, 200]),
    (4, 15, [128]),
    (900, 0, []),
    (70_000, 9, [256, 70_000]),
)
"""Papers that have a word: number, level, places."""
SLUGS = ("gptq", "a-map-that-draws-itself", "größe")
FIELDS = ("name", "suffix", "before", "between", "after")


def contract() -> dict[str, Any]:
    """Return the contract as the generator has it."""
    word = Word()
    for entry in ENTRIES:
        word.add(*entry)
    return {
        "stop": sorted(tokens.STOP),
        "general": sorted(tokens.GENERAL),
        "singleLetters": tokens.SINGLE_LETTERS,
        "irregular": tokens.IRREGULAR,
        "invariant": tokens.INVARIANT,
        "plurals": list(map(_in_the_browser, tokens.PLURALS)),
        "british": list(map(_in_the_browser, tokens.BRITISH)),
        "tokens": json.loads((HERE / "data" / "words.json").read_text(encoding="utf-8")),
        "levels": LEVELS,
        "wordsOfAName": search_index._WORDS,
        "numbers": [_NUMBERS, base64.b64encode(b"".join(map(pack, _NUMBERS))).decode()],
        "entries": [ENTRIES, *(base64.b64encode(packed).decode() for packed in (word.entries, word.places))],
        "identities": [[slug, identity(slug)] for slug in SLUGS],
        "ids": [SLUGS, *identities(SLUGS)],
        "search": _search_files(),
        "formats": [{field: getattr(each, field) for field in FIELDS} for each in FORMATS],
    }


def _search_files() -> dict[str, Any]:
    """Return the files that the search reads, by their names, of a small library whose papers are ranked."""
    with tempfile.TemporaryDirectory() as folder:
        root = make_project(Path(folder) / "project", HERE / "data" / "ranked")
        done = reading_list(root, "build")
        assert done.returncode == 0, done.stdout + done.stderr
        data = root / "docs" / "data"
        paths = [data / "head.json", data / "columns.json", *(path for name in _SEARCHED for path in data.glob(name))]
        files = {path.relative_to(data).as_posix(): json.loads(path.read_text(encoding="utf-8")) for path in paths}
    files["head.json"]["build"] = ""  # changes with the guide
    return dict(sorted(files.items()))


_SEARCHED = ("words/*.json", "places/*.json", "papers/*.json", "spelling/*.json")

_NUMBERS = (0, 1, 127, 128, 16_383, 16_384, 2**31 + 5)


def written() -> str:
    """Return the contract as its file has it."""
    return json.dumps(contract(), ensure_ascii=False, indent=1) + "\n"


def _in_the_browser(rule: tuple[str, str]) -> tuple[str, str]:
    """Return a rule of spelling with its replacement as JavaScript writes it."""
    spelling, replacement = rule
    return spelling, re.sub(r"\\(\d)", r"$\1", replacement.replace(r"\g<0>", "$&"))


if __name__ == "__main__":
    CONTRACT.write_text(written(), encoding="utf-8")
