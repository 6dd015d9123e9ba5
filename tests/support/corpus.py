"""Real and hostile files that are too foreign to commit; tests that read them skip where they are absent."""

from __future__ import annotations

import json
import os
from pathlib import Path
from typing import Any

import pytest

CORPUS = Path(os.environ.get("READING_LIST_CORPUS", Path(__file__).parents[3] / "shared" / "corpus"))


def corpus_text(name: str) -> str:
    """Return the text of a file of the corpus; without it the test is skipped with the reason."""
    path = CORPUS / name
    if not path.is_file():
        pytest.skip(f"the corpus file {name} is not here; READING_LIST_CORPUS names its folder")
    return path.read_text(encoding="utf-8")


def corpus_json(name: str) -> Any:
    """Return a JSON file of the corpus; without it the test is skipped with the reason."""
    return json.loads(corpus_text(name))
