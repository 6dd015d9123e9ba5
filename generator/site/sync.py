"""Brings `docs/` up to date with the pages: writes what changed, removes what is stale, counts.

A manifest in `docs/` says which files are ours, with the hashes of what we wrote. A file that is not in it, or
that somebody changed since, is never overwritten or removed. What takes long to draw is drawn only to be written.
"""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from generator.diagnostics import Location, Report, error
from generator.pages.page import Page
from generator.site.changes import Changes
from generator.site.files import write_whole

_LINE_NUMBER = re.compile(rb"\bline:? \d+")
MANIFEST = ".reading-list.json"


@dataclass(frozen=True, slots=True, kw_only=True)
class _Plan:
    """What there is to do; paths are relative to `docs/`.

    `kept` are the marks of the files that stay as they are.
    """

    write: tuple[Page, ...]
    remove: tuple[str, ...]
    kept: dict[str, str]


def sync(pages: Iterable[Page], docs: Path, report: Report, *, write: bool = True) -> Changes | None:
    """Make the generated files of `docs/` exactly the pages; without `write`, only count.

    Returns None, with nothing written, if a page would overwrite what a person wrote.
    """
    pages = tuple(pages)
    if (docs.exists() or docs.is_symlink()) and not docs.is_dir():
        where = Location(file=docs.name)
        error(report, "file-in-the-way", where, "a file of yours is where the folder docs/ must be", "move it away")
        return None
    ours = read_manifest(docs / MANIFEST)
    plan = _plan(pages, docs, ours, report)
    if plan is None:
        return None
    if write and (plan.write or plan.remove or ours != {path: [mark] for path, mark in plan.kept.items()}):
        _carry_out(plan, docs, ours)
    return Changes(written=len(plan.write), removed=len(plan.remove), unchanged=len(pages) - len(plan.write))


def without_moved_lines(pages: Iterable[Page], docs: Path) -> Iterator[Page]:
    """Yield pages as they are to be, but those that differ from the file only in line numbers as the file is.

    An entry added to a file of the library moves all entries below it. In a preview that can wait for the next
    whole build.
    """
    for page in pages:
        if page.drawing:
            yield page
            continue
        try:
            there = (docs / page.path).read_bytes()
        except OSError:
            there = page.data
        same = _LINE_NUMBER.sub(b"line", there) == _LINE_NUMBER.sub(b"line", page.data)
        yield Page(path=page.path, data=there) if same else page


def generated_files(docs: Path) -> dict[str, str]:
    """Return the path of each generated file of `docs/`, and a mark of what it holds."""
    return {path: marks[-1] for path, marks in read_manifest(docs / MANIFEST).items() if marks}


def _plan(pages: tuple[Page, ...], docs: Path, ours: dict[str, list[str]], report: Report) -> _Plan | None:
    write: list[Page] = []
    kept: dict[str, str] = {}
    clear = True
    for page in pages:
        path = docs / page.path
        there = hash_of(path)
        if there is not None and (mark := _mark_if_current(page, there, ours.get(page.path, []))):
            kept[page.path] = mark
            continue
        write.append(page)
        if there is not None and there not in _hashes(ours, page.path):
            _report_foreign(docs, page.path, known=page.path in ours, report=report)
            clear = False
        elif (blocked := _in_the_way(docs, path)) is not None:
            message = "a file or folder of yours is where generated pages must be"
            error(report, "file-in-the-way", _place(docs, blocked), message, "rename it, or move it away")
            clear = False
    if (docs / MANIFEST).is_dir():
        error(
            report,
            "file-in-the-way",
            _place(docs, docs / MANIFEST),
            "a folder is where our manifest must be",
            "move it",
        )
        clear = False
    paths = {page.path for page in pages}
    stale = [name for name in ours if name not in paths and (docs / name).is_file()]
    edited = [name for name in stale if hash_of(docs / name) not in _hashes(ours, name)]
    for name in edited:
        _report_foreign(docs, name, known=True, report=report)
    if not clear or edited:
        return None
    return _Plan(write=tuple(write), remove=tuple(sorted(stale)), kept=kept)


def _mark_if_current(page: Page, there: str, marks: list[str]) -> str:
    """Return the mark of a file with the hash `there` if it is the page already, else nothing.

    A drawing with the key it had is not drawn again to see that.
    """
    if page.drawing is None:
        return there if there == _hash(page.data) else ""
    mark = f"{there}:{page.drawing.key}"
    foreign = there not in map(_hash_in, marks)
    return mark if mark in marks or (foreign and there == _hash(page.made())) else ""


def _hash_in(mark: str) -> str:
    """Return the hash in a mark, which is a hash or, of a drawing, a hash, a colon and the drawing's key."""
    return mark.partition(":")[0]


def _hashes(ours: dict[str, list[str]], path: str) -> set[str]:
    return set(map(_hash_in, ours.get(path, ())))


def _report_foreign(docs: Path, path: str, *, known: bool, report: Report) -> None:
    where = Location(file=f"{docs.name}/{path}")
    if known:
        message = "this page is generated, but somebody edited it: the edit would be lost"
        hint = "put your words into library/ or templates/, then delete this file and build again"
        error(report, "edited-by-hand", where, message, hint)
    else:
        message = "a file that is not ours is where a generated page must be"
        error(report, "file-in-the-way", where, message, "rename it, or move it away")


def _in_the_way(docs: Path, path: Path) -> Path | None:
    """Return a file that stands where a folder must be, or a folder where the file must be."""
    if path.is_dir() or path.is_symlink():
        return path
    above = (parent for parent in path.parents if parent != docs and parent.is_relative_to(docs))
    return next((parent for parent in above if _is_there(parent) and not parent.is_dir()), None)


def _is_there(path: Path) -> bool:
    return path.exists() or path.is_symlink()


def _place(docs: Path, path: Path) -> Location:
    return Location(file=f"{docs.name}/{path.relative_to(docs).as_posix()}")


def _carry_out(plan: _Plan, docs: Path, ours: dict[str, list[str]]) -> None:
    """Write and remove. The manifest goes first with old and new hashes, so that a build that is cut off leaves
    nothing behind that the next one would take for somebody's work.
    """
    docs.mkdir(parents=True, exist_ok=True)
    made = [(page, page.made()) for page in plan.write]
    marks = plan.kept | {page.path: _mark(page, data) for page, data in made}
    both = {path: [*ours.get(path, []), mark] for path, mark in marks.items()}
    both |= {path: ours[path] for path in plan.remove}
    _write_manifest(docs / MANIFEST, both)
    folders: set[Path] = set()
    for page, data in made:
        path = docs / page.path
        if path.parent not in folders:
            path.parent.mkdir(parents=True, exist_ok=True)
            folders.add(path.parent)
        write_whole(path, data)
    for stale in plan.remove:
        (docs / stale).unlink(missing_ok=True)
        _remove_empty((docs / stale).parent, docs)
    _write_manifest(docs / MANIFEST, {path: [mark] for path, mark in marks.items()})


def _remove_empty(folder: Path, docs: Path) -> None:
    while folder != docs and not any(folder.iterdir()):
        folder.rmdir()
        folder = folder.parent


def read_manifest(path: Path) -> dict[str, list[str]]:
    """Return the hashes of each file of ours; without a readable manifest, nothing is ours."""
    try:
        files = json.loads(path.read_text(encoding="utf-8"))["files"]
        return {str(name): [str(digest) for digest in digests] for name, digests in files.items()}
    except (OSError, ValueError, KeyError, TypeError, AttributeError):
        return {}


def _write_manifest(path: Path, files: dict[str, list[str]]) -> None:
    lines = ",\n".join(f"{json.dumps(name)}:{json.dumps(digests)}" for name, digests in sorted(files.items()))
    write_whole(path, f'{{"files":{{\n{lines}\n}}}}\n'.encode())


def _mark(page: Page, data: bytes) -> str:
    return f"{_hash(data)}:{page.drawing.key}" if page.drawing else _hash(data)


def _hash(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()[:32]


def hash_of(path: Path) -> str | None:
    """Return the hash of a file, or None where there is none."""
    try:
        return _hash(path.read_bytes())
    except OSError:  # not there, or no file: what is in its way is looked at by the caller
        return None
