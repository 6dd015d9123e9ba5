"""The build state: what the last builds read, wrote and found, so that a build makes only what has changed.

It is one file in the cache, with a line for each part of the state: the build of `docs/`, the published site, and the
files of this site. Each line has its checksum, so that a line is read only where it is needed. The file can be deleted
at any time: then everything is made again.
"""

import json
import os
from collections.abc import Iterable, Mapping
from contextlib import suppress
from dataclasses import asdict, replace
from enum import IntEnum
from hashlib import sha256
from itertools import islice
from pathlib import Path
from typing import Any, NamedTuple

from ..diagnostics import Diagnostic, Location, Severity
from ..storage.cache import FOLDER, json_bytes, sealed, unsealed
from ..storage.files import FileStat, files_in, misplaced_links, write_whole
from .inputs import Inputs, are_unchanged, site_inputs
from .result import Account, BuildResult, Changes, Totals

STATE = f"{FOLDER}/state.json"
_BY_HAND = ("assets/", "guide/")
"""The folders of `docs/` in which nothing is generated."""


class _Part(IntEnum):
    """The number of the line of each part of the state."""

    BUILD = 0
    SITE = 1
    FILES = 2


class SiteFile(NamedTuple):
    """The origin of a file in the site, and a `note` for the sitemap of the next build."""

    source: str
    note: str = ""


def _read(root: Path, part: _Part) -> Any:
    """Return a part of the state, or None if it is missing or was changed."""
    try:
        with (root / STATE).open("rb") as lines:
            value = unsealed(next(islice(lines, part, None), b"").removesuffix(b"\n"))
    except OSError:
        return None
    return json.loads(value) if value is not None else None


def _line(value: object) -> bytes:
    return sealed(json_bytes(value)) + b"\n"


def _lines(root: Path) -> list[bytes]:
    try:
        return (root / STATE).read_bytes().splitlines(keepends=True)
    except OSError:
        return []


def _write(root: Path, lines: Iterable[bytes]) -> None:
    (root / STATE).parent.mkdir(parents=True, exist_ok=True)
    write_whole(root / STATE, b"".join(lines))


def forget(root: Path) -> None:
    """Remove the state: the next build reads all files and makes the whole site."""
    (root / STATE).unlink(missing_ok=True)


def record_result(
    root: Path, inputs: Inputs, docs: Mapping[str, FileStat], result: BuildResult, *, part: bool = False
) -> None:
    """Record the result of a build, unless an error stopped it.

    `inputs` and the generated files of `docs` were read before the build changed them. Of a build of a `part`, only
    what it left in `docs/` is recorded: the next build is not spared.
    """
    if result.totals is None or result.changes is None:
        return
    left = _after_changes(root, docs, result.changes.paths)
    files = result.changes.written + result.changes.unchanged
    found = [asdict(finding) for finding in result.found]
    value = None if part else {"found": found, "totals": asdict(result.totals), "files": files}
    state = {"inputs": asdict(inputs), "docs": _hash_of(left), "result": value}
    _write(root, (_line(state), *_lines(root)[_Part.SITE :]))


def last_result(root: Path, *, strict: bool = False) -> BuildResult | None:
    """Return the result of the last build if all that it read and wrote is unchanged, else None.

    If `strict` and the last build had warnings, the result has no changes: a strict build would write nothing.
    """
    state = _read(root, _Part.BUILD)
    try:
        unchanged = are_unchanged(root, Inputs(**state["inputs"])) and state["docs"] == _hash_of(files_of_docs(root))
        result = _result(state["result"]) if unchanged and not misplaced_links(root) else None
    except (OSError, ValueError, KeyError, TypeError, AttributeError, IndexError):
        return None  # there is no state or one of another version, or a file was removed meanwhile
    return replace(result, changes=None) if result and result.fails(strict=strict) else result


def _result(stored: Any) -> BuildResult:
    """Return a stored result, with all files unchanged."""
    totals = stored["totals"]
    lines = ({**one, "lines": one["lines"] and tuple(one["lines"])} for one in totals["listings"])
    return BuildResult(
        found=tuple(map(_finding, stored["found"])),
        totals=Totals(papers=totals["papers"], rows=totals["rows"], listings=tuple(Account(**one) for one in lines)),
        changes=Changes(written=0, removed=0, unchanged=stored["files"]),
    )


def _finding(stored: Any) -> Diagnostic:
    severity, where = Severity(stored["severity"]), Location(**stored["where"])
    return Diagnostic(**{**stored, "severity": severity, "where": where})


def is_docs_unchanged(root: Path, docs: Mapping[str, FileStat]) -> bool:
    """Return whether the generated files of `docs/` have the sizes and times that the last build left."""
    return bool(_recorded_docs(root) == _hash_of(docs))


def _recorded_docs(root: Path) -> Any:
    """Return the hash of `docs/` after the last build, or None if there is none."""
    state = _read(root, _Part.BUILD)
    return state.get("docs") if isinstance(state, dict) else None


def files_of_docs(root: Path) -> dict[str, FileStat]:
    """Return size and time of each file of `docs/` by its path, without the folders written by hand."""
    files = files_in(root / "docs", hidden=True)
    return {name: left for name, left in files.items() if not name.startswith(_BY_HAND)}


def _after_changes(root: Path, docs: Mapping[str, FileStat], paths: Iterable[str]) -> dict[str, FileStat]:
    """Return the files of `docs/` after those at some paths were written or removed."""
    left = dict(docs)
    for path in paths:
        left.pop(path, None)
        with suppress(FileNotFoundError):
            stat = (root / "docs" / path).stat()
            left[path] = stat.st_size, stat.st_mtime_ns
    return left


def _hash_of(files: Mapping[str, FileStat]) -> str:
    text = "\n".join(sorted(f"{name}\0{size}\0{time}" for name, (size, time) in files.items()))
    return sha256(text.encode("utf-8", "surrogateescape")).hexdigest()


def record_site(
    root: Path,
    site: Path,
    files: Mapping[str, FileStat],
    generated: Mapping[str, SiteFile],
    *,
    inputs: str,
    strict: bool,
) -> None:
    """Record that a site was built from a project.

    `files` are the files of the site, and `generated` says what the generated ones were made from. `inputs` is the hash
    of the inputs before the build: if they have changed since, the next build is not spared. `strict` says that the
    build had no warnings.
    """
    header = {
        "site": os.path.relpath(site, root),
        "strict": strict,
        "inputs": inputs if inputs == site_inputs(root) else "",
        "docs": _recorded_docs(root),
        "files": _hash_of(files),
    }
    rows = {path: (file.source, *files[path], file.note) for path, file in generated.items() if path in files}
    _write(root, (*_lines(root)[: _Part.SITE], _line(header), _line(rows)))


def forget_site(root: Path) -> None:
    """Remove what is recorded of the site, before the site changes."""
    lines = _lines(root)
    if len(lines) > _Part.SITE:
        _write(root, lines[: _Part.SITE])


def recorded_site(root: Path, site: Path) -> dict[str, SiteFile]:
    """Return the recorded generated files of a site by path, without those whose size or time has changed."""
    current = files_in(site)
    try:
        if not current or _read(root, _Part.SITE)["site"] != os.path.relpath(site, root):
            return {}
        rows = _read(root, _Part.FILES)
        return {name: SiteFile(row[0], row[3]) for name, row in rows.items() if current.get(name) == (row[1], row[2])}
    except (TypeError, LookupError, AttributeError):
        return {}  # there is no state, or one of another version


def is_site_current(root: Path, *, strict: bool) -> bool:
    """Return whether the last site that was built is unchanged, and so is all that it was built from."""
    state = _read(root, _Part.SITE)
    try:
        site = root / state["site"]
        return bool(
            state["inputs"]
            and state["strict"] >= strict
            and state["inputs"] == site_inputs(root)
            and not site.is_symlink()
            and state["files"] == _hash_of(files_in(site))
            and state["docs"] == _hash_of(files_of_docs(root))
        )
    except (OSError, ValueError, KeyError, TypeError):
        return False  # there is no state or one of another version, or a file was removed meanwhile
