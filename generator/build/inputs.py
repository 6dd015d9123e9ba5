"""Finds out whether the inputs of a build have changed, almost without reading files.

Inputs are all files that a build reads, those of the program included, and the environment: variables, libraries and
Python. A build with nothing to do needs this module, so it imports nothing that loads slowly.
"""

import hashlib
import os
import re
import sys
import time
from collections.abc import Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

_READ = ("library", "templates/pages", "docs/guide")
_SHOWN = ("templates/theme", "docs/assets")
"""Files of a site besides those that the generator reads or writes."""
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


def are_unchanged(root: Path, inputs: Inputs) -> bool:
    """Return whether the inputs are as they were; files whose time changed, or is too recent, are read for it."""
    if inputs.environment != _environment_hash(root):
        return False
    recorded, files = inputs.files, _input_files(root)
    if recorded.keys() != files.keys() or any(recorded[name][0][0] != stat[0] for name, stat in files.items()):
        return False
    doubtful = (
        name
        for name, stat in files.items()
        if stat != tuple(recorded[name][0]) or max(stat[1:]) > inputs.taken - _RECENT
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
