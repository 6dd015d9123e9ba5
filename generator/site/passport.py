"""What a shard says of itself, in `shard.json` beside its files: which part it is, and what it was made from."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from generator.insights.collection import Insights
from generator.shard import Shard
from generator.site.cache import fingerprint
from generator.site.files import write_whole
from generator.site.stamp import Stamp
from generator.site.sync import MANIFEST

PASSPORT = "shard.json"
_VERSION = 1
_PROGRAM = str(Path(__file__).parents[2])


@dataclass(frozen=True, slots=True, kw_only=True)
class Passport:
    """Which shard a folder holds.

    `inputs` is a hash of what it was made from, `learned` of the insights that pages of papers show, `manifest` of
    the list of its files. `result` is what the build found.
    """

    shard: Shard
    inputs: str
    learned: str
    manifest: str
    result: Mapping[str, Any]


def issue_passport(folder: Path, shard: Shard, stamp: Stamp, known: Insights, result: Mapping[str, Any] | None) -> None:
    """Say which shard the files in a folder are, once they are all written; the stamp was taken before."""
    content = {
        "version": _VERSION,
        "number": shard.number,
        "of": shard.of,
        "inputs": inputs_of(stamp),
        "learned": _learned(known),
        "manifest": manifest_hash(folder),
        "result": result,
    }
    folder.mkdir(parents=True, exist_ok=True)
    write_whole(folder / PASSPORT, f"{json.dumps(content)}\n".encode())


def read_passport(folder: Path) -> Passport | None:
    """Return what a folder says of itself, or None if it is no shard of ours."""
    try:
        content = json.loads((folder / PASSPORT).read_bytes())
        number, of, result = content["number"], content["of"], content["result"]
        if content["version"] != _VERSION or not 1 <= number <= of:
            return None
        return Passport(
            shard=Shard(number=number, of=of),
            inputs=str(content["inputs"]),
            learned=str(content["learned"]),
            manifest=str(content["manifest"]),
            result=result,
        )
    except (OSError, ValueError, KeyError, TypeError):
        return None


def manifest_hash(folder: Path) -> str:
    """Return the hash of a shard's list of its files, or nothing where it has none."""
    try:
        return hashlib.sha256((folder / "docs" / MANIFEST).read_bytes()).hexdigest()
    except OSError:
        return ""


def inputs_of(stamp: Stamp) -> str:
    """Return a hash of what a build follows from that is the same on every machine, wherever this program lies."""
    files = sorted((name.removeprefix(_PROGRAM), content) for name, (_, content) in stamp.files.items())
    return fingerprint([stamp.around, *(word for pair in files for word in pair)])


def _learned(known: Insights) -> str:
    """Return a hash of what was computed with fractions, which machines of different kinds may round differently."""
    return fingerprint(repr(item) for found in (known.related, known.suggestions) for item in found.items())
