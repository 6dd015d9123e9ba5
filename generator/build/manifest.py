"""The manifest of `docs/`: which files are generated, each with its digest."""

import hashlib
import json
import re
from collections.abc import Mapping, Sequence
from pathlib import Path

from ..diagnostics import Location, Report, error
from ..storage.files import write_whole

MANIFEST = ".reading-list.json"
# A name that may not lead from folder to folder downward, in any system.
_STRANGE = re.compile(r"(?:^|/)\.{0,2}(?:/|$)|[\\\0:]")

Manifest = Mapping[str, Sequence[str]]
"""The digests of each generated file, by path; a file has more than one if a build was interrupted.

A digest is the hash of the bytes, a colon, and the key of the page, if it has one.
"""


def hash_bytes(data: bytes) -> str:
    """Return the hash of bytes as it is written in the manifest: 32 hexadecimal digits."""
    return hashlib.sha256(data).hexdigest()[:32]


def hash_in(digest: str) -> str:
    """Return the hash of the bytes in a digest of the manifest."""
    return digest.partition(":")[0]


def generated_files(docs: Path) -> dict[str, str]:
    """Return the hash of each generated file of `docs/`, by path."""
    return {
        name: hash_in(digests[-1])
        for name, digests in _raw_manifest(docs / MANIFEST).items()
        if digests and not _STRANGE.search(name)
    }


def read_manifest(docs: Path, report: Report) -> Manifest | None:
    """Return the manifest of `docs/`; report names that cannot be those of generated files, and return None for them.

    Only a person can have added them, and they may lead out of the folder.
    """
    manifest = _raw_manifest(docs / MANIFEST)
    strange = sorted(filter(_STRANGE.search, manifest))
    if not strange:
        return manifest
    shown = strange[0].encode("utf-8", "backslashreplace").decode()
    others = f" and {len(strange) - 1} more" if len(strange) > 1 else ""
    message = f"`{shown}`{others} cannot be the name of a generated file: nothing outside {docs.name}/ is touched"
    hint = "remove it from the list, or remove the list: the next build then finds unchanged files again"
    error(report, "strange-name", Location(file=f"{docs.name}/{MANIFEST}"), message, hint)
    return None


def _raw_manifest(path: Path) -> dict[str, list[str]]:
    """Return the content of a manifest, whoever wrote it; empty if it cannot be read."""
    try:
        files = json.loads(path.read_text(encoding="utf-8"))["files"]
        return {name: [str(digest) for digest in digests] for name, digests in files.items()}
    except (OSError, ValueError, LookupError, TypeError, AttributeError, RecursionError):
        return {}


def write_manifest(path: Path, files: Manifest) -> None:
    """Write the digests of generated files, a file in each line."""
    text = json.dumps({"files": dict(sorted(files.items()))})
    write_whole(path, text.replace('], "', '],\n"').encode())  # a quotation mark in a name is escaped
