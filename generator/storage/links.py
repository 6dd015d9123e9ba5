"""Finds the links of a project that lead out of the folder that they lie in, before anything is read or written.

What is written, removed or published lies in the folder that it is meant for. A link in one of these folders may lead
to another place in the same folder, and nowhere else. The files that a curator edits, such as `library/curation.yml`,
may be links to any place.
"""

from __future__ import annotations

import os
from pathlib import Path

from ..diagnostics import Diagnostic, Location, Report, error
from .text import is_within

_WITHIN_THE_PROJECT = ("docs", "library", "library/sources", "templates", ".cache", ".cache/reading-list")
"""The folders that are read, written and published: each lies in the project."""
_DEEP, _FLAT = ("docs", "templates"), ("library/sources", ".cache/reading-list")
"""Those that are looked through, with all folders below or alone."""


def misplaced(root: Path) -> tuple[Diagnostic, ...]:
    """Return an error for each link of a project that leads out of its folder or nowhere."""
    found: list[Diagnostic] = []
    outside = [name for name in _WITHIN_THE_PROJECT if not is_within(root / name, root)]
    for name in outside:
        if not any(name.startswith(f"{above}/") for above in outside):  # one message for one link
            _report(name, "the project", found.append)
    for name in (*_DEEP, *_FLAT):
        if not any(f"{name}/".startswith(f"{above}/") for above in outside):
            _look_through(root / name, name, found.append, deep=name in _DEEP)
    return tuple(found)


def _report(name: str, bounds: str, report: Report) -> None:
    hint = "put the file or folder itself in the place of the link"
    error(report, "link-outside", _place(name), f"this link leads out of {bounds}", hint)


def _place(name: str) -> Location:
    return Location(file=os.fsencode(name).decode(errors="backslashreplace"))


def _look_through(folder: Path, name: str, report: Report, *, deep: bool) -> None:
    """Report the bad links in a folder and, if `deep`, in those below, however one comes to them."""
    top = os.path.realpath(folder)
    waiting: list[tuple[str, str, tuple[str, ...]]] = [(top, name, (top,))] if folder.is_dir() else []
    while waiting:
        below, shown, above = waiting.pop()
        with os.scandir(below) as entries:
            for entry in entries:
                place = f"{shown}/{entry.name}"
                if entry.is_symlink() and _is_bad(entry, place, name, above, report):
                    continue
                if deep and entry.is_dir():
                    real = os.path.realpath(entry.path) if entry.is_symlink() else entry.path
                    waiting.append((real, place, (*above, real)))


def _is_bad(entry: os.DirEntry[str], place: str, name: str, above: tuple[str, ...], report: Report) -> bool:
    """Return whether a link must not be followed, and report it. `above` are the folders on the way to it."""
    if not is_within(entry.path, above[0]):
        _report(place, f"{name}/", report)
    elif not Path(entry.path).exists():
        error(
            report, "broken-link", _place(place), "this link leads nowhere", "remove it, or put the file in its place"
        )
    elif os.path.realpath(entry.path) in above:
        message = "this link leads to a folder that it lies in"
        error(report, "broken-link", _place(place), message, "remove it")
    else:
        return False
    return True
