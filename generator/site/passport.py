"""What a shard says of itself, in `shard.json` beside its files: which part it is, and what it was made from."""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass
from pathlib import Path

from generator.pages.shard import Shard
from generator.settings import read_settings
from generator.site.cache import fingerprint
from generator.site.sync import MANIFEST, write_whole

PASSPORT = "shard.json"
_VERSION = 1
_READ = ("library", "templates/pages", "docs/guide")
_PACKAGE = Path(__file__).parents[1]


@dataclass(frozen=True, slots=True, kw_only=True)
class Passport:
    """Which shard a folder holds; `inputs` is a hash of what it was made from, `manifest` of its list of files."""

    shard: Shard
    inputs: str
    manifest: str


def issue_passport(folder: Path, shard: Shard, inputs: str) -> None:
    """Say which shard the files in a folder are, once they are written."""
    content = {"version": _VERSION, "number": shard.number, "of": shard.of, "inputs": inputs}
    content["manifest"] = manifest_hash(folder)
    write_whole(folder / PASSPORT, f"{json.dumps(content)}\n".encode())


def read_passport(folder: Path) -> Passport | None:
    """Return what a folder says of itself, or None if it is no shard of ours."""
    try:
        content = json.loads((folder / PASSPORT).read_bytes())
        number, of = content["number"], content["of"]
        if content["version"] != _VERSION or not 1 <= number <= of:
            return None
        return Passport(
            shard=Shard(number=number, of=of), inputs=str(content["inputs"]), manifest=str(content["manifest"])
        )
    except (OSError, ValueError, KeyError, TypeError):
        return None


def manifest_hash(folder: Path) -> str:
    """Return the hash of a shard's list of its files, or nothing where there is none."""
    try:
        return hashlib.sha256((folder / "docs" / MANIFEST).read_bytes()).hexdigest()
    except OSError:
        return ""


def inputs_of(root: Path) -> str:
    """Return a hash of all that the files of a project follow from: settings, what it reads, and this program."""
    found = [repr(read_settings(root, lambda _: None))]
    for base, folders in ((root, _READ), (_PACKAGE.parent, (_PACKAGE.name,))):
        files = sorted(path for folder in folders for path in (base / folder).rglob("*") if _counts(path))
        for path in files:
            found += [path.relative_to(base).as_posix(), hashlib.sha256(path.read_bytes()).hexdigest()]
    return fingerprint(found)


def _counts(path: Path) -> bool:
    return path.is_file() and not path.name.startswith(".") and path.suffix != ".pyc"
