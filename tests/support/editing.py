"""Lays out a project to edit: the tiny library with a given curation.yml."""

from __future__ import annotations

import shutil
from pathlib import Path

from generator.editing import Change, Outcome, apply
from tests.support.case import TINY

NASTY = Path(__file__).parents[1] / "data" / "nasty.yml"
MAP = "a-map-that-draws-itself"
GARDENS = "gardens-of-small-models-pruning-what-nobody-waters"
RAY = "on-the-g-ray-of-attention"
SECRET = "secret-paper"
LAMPS = "talking-lamps-a-dialogue-model-for-furniture"
KEYS = (MAP, GARDENS, RAY, SECRET, LAMPS)
TAGS = ("theory", "survey", "models", "small-models", "dialogue", "maps")


def lay_out(root: Path, curation: str | bytes, library: Path = TINY) -> Path:
    """Put a library with this curation.yml into `root`, and return the file."""
    shutil.copytree(library, root / "library", dirs_exist_ok=True)
    path = root / "library" / "curation.yml"
    path.write_bytes(curation.encode() if isinstance(curation, str) else curation)
    return path


def edit(root: Path, before: str, *changes: Change) -> str:
    """Return the file after changes that must succeed."""
    path = lay_out(root, before)
    outcome = apply(root, changes)
    assert not outcome.refused, outcome.found
    return path.read_bytes().decode()


def codes(outcome: Outcome) -> list[str]:
    return [finding.code for finding in outcome.found]
