"""Tells by a look at the files, reading next to none, whether everything is as the last build left it.

A stamp lists what a build follows from: each file with its size, times and hash, and one hash of the variables,
libraries and Python around them. What the build wrote is one hash of all names, sizes and times below `docs/`. The
stamp lies in the cache and can be deleted at any time. This module is all that a build with nothing to do needs, so
it imports nothing that takes time.
"""

from __future__ import annotations

import hashlib
import os
import re
import sys
import time
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from ..storage.cache import read_checked, write_checked
from ..storage.files import FileStat, files_in, write_whole

PLACE = ".cache/reading-list/stamp.json"
SITE_PLACE = ".cache/reading-list/site.json"
_WRITTEN = ".cache/reading-list/written"
WRITTEN_BY_HAND = ("assets", "guide")
"""The folders of `docs/` in which nothing is generated."""

_READ = ("library", "templates/pages", "docs/guide")
_SHOWN = ("templates/theme", "docs/assets")
"""What a site shows besides the files that the generator reads or writes."""
_SETTINGS = "mkdocs.yml"
_PACKAGE = Path(__file__).parents[1]
_RECENT = 2_000_000_000
"""Nanoseconds: two edits within one tick of a file system's clock have one time, and the coarsest ticks this long."""

_Look = tuple[int, int, int]
"""The size of a file, when its content changed, and when anything about it changed."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Stamp:
    """What a build follows from, at the time `taken`: files by path with look and hash, and what is around them."""

    taken: int
    files: Mapping[str, tuple[_Look, str]]
    around: str


def take_stamp(root: Path) -> Stamp:
    """Return the stamp of a project as it is now. It is to be taken before anything is read."""
    taken = time.time_ns()
    files = {name: (look, _hash_of_input(root, name, look)) for name, look in _inputs(root).items()}
    return Stamp(taken=taken, files=files, around=_around(root))


def leave_stamp(root: Path, stamp: Stamp, result: Any) -> None:
    """Remember that `docs/` is what follows from a stamp, with the result of the build as JSON can hold it."""
    kept = {
        "taken": stamp.taken,
        "files": stamp.files,
        "around": stamp.around,
        "written": leave_written(root),
        "result": result,
    }
    write_checked(root / PLACE, kept)


def leave_written(root: Path) -> str:
    """Remember that every file of `docs/` is what its manifest says, as they look now; return the hash of that."""
    hashed = _written(root / "docs")
    (root / _WRITTEN).parent.mkdir(parents=True, exist_ok=True)
    write_whole(root / _WRITTEN, hashed.encode())
    return hashed


def is_as_written(root: Path) -> bool:
    """Tell whether every file of `docs/` is still what its manifest says, as far as size and time tell."""
    try:
        return (root / _WRITTEN).read_text() == _written(root / "docs")
    except (OSError, ValueError):
        return False


def stamped_result(root: Path) -> Any:
    """Return the result of the last build if all it read and wrote is still the same, or None."""
    kept = read_checked(root / PLACE)
    try:
        stands = (
            kept is not None
            and kept["around"] == _around(root)
            and _same(kept["files"], root, kept["taken"])
            and kept["written"] == _written(root / "docs")
        )
        return kept["result"] if stands else None
    except (OSError, ValueError, KeyError, TypeError, AttributeError, IndexError):
        return None  # the stamp of another program, or a file that went meanwhile


def _same(known: Mapping[str, Any], root: Path, taken: int) -> bool:
    """Tell whether files are what they were. One whose time changed, or was new at the time, is read to see it."""
    files = _inputs(root)
    if known.keys() != files.keys() or any(known[name][0][0] != look[0] for name, look in files.items()):
        return False
    doubtful = (
        name for name, look in files.items() if look != tuple(known[name][0]) or max(look[1:]) > taken - _RECENT
    )
    return all(_hash_of(root / name) == known[name][1] for name in doubtful)


def _inputs(root: Path) -> dict[str, _Look]:
    """Return every file that a build of the project reads, the program's own among them, as it looks.

    Those of the project go by their name in it, so that it may be moved.
    """
    settings = root / _SETTINGS
    found = {_SETTINGS: _look(settings.stat())} if settings.is_file() else {}
    for name in _READ:
        found.update(_files(str(root / name), name, set()))
    found.update(_files(str(_PACKAGE), str(_PACKAGE), set()))
    return found


def _files(folder: str, name: str, seen: set[str]) -> Iterator[tuple[str, _Look]]:
    """Yield the files below a folder but hidden ones and what Python compiled; no folder is looked into twice."""
    real = os.path.realpath(folder)
    if real in seen or not os.path.isdir(real):
        return
    seen.add(real)
    with os.scandir(folder) as entries:
        for entry in entries:
            if entry.name.startswith(".") or entry.name == "__pycache__":
                continue
            if entry.is_dir():
                yield from _files(entry.path, f"{name}/{entry.name}", seen)
            elif entry.is_file():
                yield f"{name}/{entry.name}", _look(entry.stat())


def _look(stat: os.stat_result) -> _Look:
    return stat.st_size, stat.st_mtime_ns, stat.st_ctime_ns


def _around(root: Path) -> str:
    """Return a hash of what a build follows from beside files: variables that the settings may name, and libraries.

    Every word of the settings is looked up: which of them are names of variables, YAML would have to say.
    """
    settings = root / _SETTINGS
    words = set(re.findall(r"[^\s,\[\]{}\"']+", settings.read_text("utf-8", "replace"))) if settings.is_file() else ()
    variables = sorted((word, os.environ[word]) for word in words if word in os.environ)
    return hashlib.sha256(repr((variables, sys.version, sys.platform, _libraries())).encode()).hexdigest()


def _libraries() -> list[str]:
    """Return the names of all installed libraries, each with its version."""
    folders = [folder for folder in sys.path if folder.endswith(("site-packages", "dist-packages"))]
    names = (name for folder in folders if os.path.isdir(folder) for name in os.listdir(folder))
    return sorted(name for name in names if name.endswith((".dist-info", ".egg-info")))


def _written(docs: Path) -> str:
    """Return a hash of the name, size and time of every file of `docs/` that is not in a folder written by hand."""
    by_hand = tuple(f"{name}/" for name in WRITTEN_BY_HAND)
    files = files_in(docs, hidden=True)
    return _hash_of_looks({name: left for name, left in files.items() if not name.startswith(by_hand)})


def _hash_of_looks(files: Mapping[str, FileStat]) -> str:
    looks = sorted(f"{name}\0{size}\0{time}" for name, (size, time) in files.items())
    return hashlib.sha256("\n".join(looks).encode("utf-8", "surrogateescape")).hexdigest()


def _hash_of_input(root: Path, name: str, look: _Look) -> str:
    """Return the hash of a file; those of the program, which are many, are read once in a process."""
    return _hash_of_program(name, look) if name.startswith(f"{_PACKAGE}{os.sep}") else _hash_of(root / name)


@cache
def _hash_of_program(name: str, look: _Look) -> str:
    return _hash_of(Path(name))


def _hash_of(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()


def state_of_inputs(root: Path) -> str:
    """Return a hash of all that a site follows from but generated files, by the looks of the files.

    It is empty while a file is so new that another edit could not be told by its time.
    """
    looks = dict(_inputs(root))
    for name in _SHOWN:
        looks.update(_files(str(root / name), name, set()))
    newest = max((max(look[1:]) for look in looks.values()), default=0)
    if newest > time.time_ns() - _RECENT:
        return ""
    return hashlib.sha256(repr((_around(root), sorted(looks.items()))).encode("utf-8", "surrogateescape")).hexdigest()


def leave_site(root: Path, site: Path, files: Mapping[str, FileStat], seen: str, *, strict: bool) -> None:
    """Remember that a site is what follows from a project, if its inputs still are what they were when all began.

    `files` are those of the site, `seen` is the state of the inputs then; `strict` tells that there was no warning.
    """
    if not seen or seen != state_of_inputs(root):
        return
    try:
        written = (root / _WRITTEN).read_text()
    except OSError:
        return  # nobody knows from which files of `docs/` it was made
    kept = {
        "site": os.path.relpath(site, root),
        "strict": strict,
        "inputs": seen,
        "written": written,
        "files": _hash_of_looks(files),
    }
    write_checked(root / SITE_PLACE, kept)


def forget_site(root: Path) -> None:
    """Forget the site, before it changes."""
    (root / SITE_PLACE).unlink(missing_ok=True)


def site_stands(root: Path, *, strict: bool) -> bool:
    """Return whether the last site that was built is still what follows from the project."""
    kept = read_checked(root / SITE_PLACE)
    try:
        site = root / kept["site"] if kept is not None else root
        return bool(
            kept is not None
            and kept["strict"] >= strict
            and kept["inputs"] == state_of_inputs(root)
            and kept["written"] == _written(root / "docs")
            and not site.is_symlink()
            and kept["files"] == _hash_of_looks(files_in(site))
        )
    except (OSError, ValueError, KeyError, TypeError):
        return False  # the record of another program, or a file that went meanwhile
