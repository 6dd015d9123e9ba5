"""Finds out whether anything has changed since the last build, almost without reading files.

Two records in the cache hold the build state; both can be deleted at any time. The record of the build lists each
input file with its size, times and hash, with one hash of the environment (variables, libraries, Python) and one of
the names, sizes and times of the generated files. The record of the site says the same of the published site, by names,
sizes and times alone. A build with nothing to do needs only this module, so it imports nothing that loads slowly.
"""

import hashlib
import os
import re
import sys
import time
from collections.abc import Iterable, Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from ..storage.cache import FOLDER, read_checked, write_checked
from ..storage.files import FileStat, files_in

BUILD_STATE = f"{FOLDER}/build.json"
_SITE_STATE = f"{FOLDER}/site.json"

_BY_HAND = ("assets/", "guide/")
"""The folders of `docs/` in which nothing is generated."""
_READ = ("library", "templates/pages", "docs/guide")
_SHOWN = ("templates/theme", "docs/assets")
"""What a site shows besides the files that the generator reads or writes."""
_SETTINGS = "mkdocs.yml"
_PACKAGE = str(Path(__file__).parents[1])
_RECENT = 2_000_000_000
"""Nanoseconds in which two edits may get the same time: the coarsest clocks of file systems tick every two seconds."""

Stat = tuple[int, int, int]
"""The size of a file, the time its content changed, and the time anything about it changed."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Inputs:
    """All that a build depends on, at the time `taken`: stat and hash of each file, and a hash of the environment."""

    taken: int
    files: Mapping[str, tuple[Stat, str]]
    environment: str


def read_inputs(root: Path) -> Inputs:
    """Return the inputs of a build of a project as they are now. Call this before the build reads anything."""
    taken = time.time_ns()
    files = {name: (stat, _file_hash(root / name)) for name, stat in _input_files(root).items()}
    return Inputs(taken=taken, files=files, environment=_environment_hash(root))


def program_hash(inputs: Inputs) -> str:
    """Return a hash of all inputs by which pages are made: all but those that are in `library/`."""
    files = sorted((name, digest) for name, (_, digest) in inputs.files.items() if not name.startswith("library/"))
    return _hash(repr((files, inputs.environment)))


def record_build(root: Path, inputs: Inputs, docs: Mapping[str, FileStat], result: Any) -> None:
    """Record that `docs/` was built from inputs, with its generated files and the result, which JSON can represent.

    The result is None if a build made only a part of the pages: then the next build is not spared.
    """
    state = {
        "taken": inputs.taken,
        "files": inputs.files,
        "environment": inputs.environment,
        "docs": _sizes_hash(docs),
        "result": result,
    }
    write_checked(root / BUILD_STATE, state)


def recorded_result(root: Path) -> Any:
    """Return the result of the last build if its inputs and its files are unchanged, else None."""
    state = read_checked(root / BUILD_STATE)
    try:
        unchanged = (
            state is not None
            and state["environment"] == _environment_hash(root)
            and _are_unchanged(state["files"], root, state["taken"])
            and state["docs"] == _docs_hash(root)
        )
        return state["result"] if unchanged else None
    except (OSError, ValueError, KeyError, TypeError, AttributeError, IndexError):
        return None  # a record of another version, or a file that was removed meanwhile


def is_docs_unchanged(root: Path, docs: Mapping[str, FileStat]) -> bool:
    """Return whether the generated files of `docs/` have the sizes and times that the last build left."""
    return bool(_recorded_docs(root) == _sizes_hash(docs))


def _recorded_docs(root: Path) -> Any:
    """Return the hash of `docs/` after the last build, or None if there is none."""
    state = read_checked(root / BUILD_STATE)
    return state.get("docs") if isinstance(state, dict) else None


def _are_unchanged(recorded: Mapping[str, Any], root: Path, taken: int) -> bool:
    """Return whether the input files are as recorded; those whose time changed, or is too recent, are read for it."""
    files = _input_files(root)
    if recorded.keys() != files.keys() or any(recorded[name][0][0] != stat[0] for name, stat in files.items()):
        return False
    doubtful = (
        name for name, stat in files.items() if stat != tuple(recorded[name][0]) or max(stat[1:]) > taken - _RECENT
    )
    return all(_file_hash(root / name) == recorded[name][1] for name in doubtful)


def _input_files(root: Path) -> dict[str, Stat]:
    """Return the stat of every file that a build of the project reads, including the files of the program.

    The files of the project are named relative to it, so that the project may be moved.
    """
    settings = root / _SETTINGS
    found = {_SETTINGS: _stat(settings.stat())} if settings.is_file() else {}
    for folder, name in (*((f"{root}/{name}", name) for name in _READ), (_PACKAGE, _PACKAGE)):
        found.update(files_below(folder, name))
    return found


def files_below(folder: str, name: str, seen: set[str] | None = None) -> Iterator[tuple[str, Stat]]:
    """Yield the files below a folder with their stat, named as if the folder were called `name`.

    Links are followed, but no folder is read twice. Hidden and compiled files are left out, and so are files that
    cannot be read, perhaps because they are being replaced.
    """
    seen = set() if seen is None else seen
    real = os.path.realpath(folder)
    if real in seen or not os.path.isdir(real):
        return
    seen.add(real)
    with os.scandir(folder) as entries:
        for entry in entries:
            if entry.name.startswith(".") or entry.name == "__pycache__":
                continue
            with suppress(OSError):
                if entry.is_dir():
                    yield from files_below(entry.path, f"{name}/{entry.name}", seen)
                elif entry.is_file():
                    yield f"{name}/{entry.name}", _stat(entry.stat())


def _stat(stat: os.stat_result) -> Stat:
    return stat.st_size, stat.st_mtime_ns, stat.st_ctime_ns


def _environment_hash(root: Path) -> str:
    """Return a hash of the variables that the settings may name, of Python, and of the installed libraries.

    Every word of the settings is taken for the name of a variable: only YAML could tell which words are names.
    """
    settings = root / _SETTINGS
    words = set(re.findall(r"[^\s,\[\]{}\"']+", settings.read_text("utf-8", "replace"))) if settings.is_file() else ()
    variables = sorted((word, os.environ[word]) for word in words if word in os.environ)
    return _hash(repr((variables, sys.version, sys.platform, _libraries())))


def _libraries() -> list[str]:
    """Return the names of all installed libraries, each with its version."""
    folders = [folder for folder in sys.path if folder.endswith(("site-packages", "dist-packages"))]
    names = (name for folder in folders if os.path.isdir(folder) for name in os.listdir(folder))
    return sorted(name for name in names if name.endswith((".dist-info", ".egg-info")))


def files_of_docs(root: Path) -> dict[str, FileStat]:
    """Return size and time of each file of `docs/` by its path, without the folders written by hand."""
    files = files_in(root / "docs", hidden=True)
    return {name: left for name, left in files.items() if not name.startswith(_BY_HAND)}


def after_changes(root: Path, docs: Mapping[str, FileStat], paths: Iterable[str]) -> dict[str, FileStat]:
    """Return the files of `docs/` after those at some paths were written or removed."""
    left = dict(docs)
    for path in paths:
        left.pop(path, None)
        with suppress(FileNotFoundError):
            stat = (root / "docs" / path).stat()
            left[path] = stat.st_size, stat.st_mtime_ns
    return left


def _docs_hash(root: Path) -> str:
    """Return a hash of the name, size and time of every file of `docs/` outside the folders written by hand."""
    return _sizes_hash(files_of_docs(root))


def _sizes_hash(files: Mapping[str, FileStat]) -> str:
    return _hash("\n".join(sorted(f"{name}\0{size}\0{time}" for name, (size, time) in files.items())))


def _file_hash(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()


def _hash(text: str) -> str:
    return hashlib.sha256(text.encode("utf-8", "surrogateescape")).hexdigest()


def site_inputs(root: Path) -> str:
    """Return a hash of the sizes and times of all that a site depends on, except generated files.

    It is empty while a file is so recent that a further edit might leave the same time.
    """
    files = _input_files(root)
    for name in _SHOWN:
        files.update(files_below(f"{root}/{name}", name))
    newest = max((max(stat[1:]) for stat in files.values()), default=0)
    if newest > time.time_ns() - _RECENT:
        return ""
    return _hash(repr((_environment_hash(root), sorted(files.items()))))


def record_site(root: Path, site: Path, files: Mapping[str, FileStat], inputs: str, *, strict: bool) -> None:
    """Record that a site was built from a project, unless the inputs have changed since the build began.

    `files` are the files of the site, `inputs` is the hash of the inputs before the build, and `strict` says that the
    build had no warnings.
    """
    docs = _recorded_docs(root)
    if not inputs or inputs != site_inputs(root) or docs is None:
        return
    state = {
        "site": os.path.relpath(site, root),
        "strict": strict,
        "inputs": inputs,
        "docs": docs,
        "files": _sizes_hash(files),
    }
    write_checked(root / _SITE_STATE, state)


def forget_site(root: Path) -> None:
    """Remove the record of the site, before the site changes."""
    (root / _SITE_STATE).unlink(missing_ok=True)


def is_site_current(root: Path, *, strict: bool) -> bool:
    """Return whether the last site that was built is unchanged, and so is all that it was built from."""
    state = read_checked(root / _SITE_STATE)
    try:
        site = root / state["site"] if state is not None else root
        return bool(
            state is not None
            and state["strict"] >= strict
            and state["inputs"] == site_inputs(root)
            and state["docs"] == _docs_hash(root)
            and not site.is_symlink()
            and state["files"] == _sizes_hash(files_in(site))
        )
    except (OSError, ValueError, KeyError, TypeError):
        return False  # a record of another version, or a file that was removed meanwhile
