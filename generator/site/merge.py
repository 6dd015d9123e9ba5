"""Joins the shards of a site to one: the same files, to the byte, as if one machine had made them all.

Nothing is written unless all shards are there, once each, whole, and made from the same things as one another and
as the project they are joined in.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from functools import partial
from pathlib import Path

from generator.diagnostics import Location, Report, error
from generator.pages.page import Drawing, Page
from generator.pages.shard import Shard
from generator.site.passport import Passport, manifest_hash, read_passport
from generator.site.sync import MANIFEST, Changes, hash_of, read_manifest, sync

Shards = Sequence[tuple[Path, Passport]]


def merge(folders: Iterable[Path], root: Path, inputs: str, report: Report) -> Changes | None:
    """Bring `docs/` up to date with the shards in some folders; `inputs` is the hash of what the project is now.

    Returns None, with everything reported and nothing written, if they do not make one site.
    """
    shards = _read(folders, report)
    if shards is None or not (
        _complete(shards, report) & _of_one_build(shards, inputs, report) & _whole(shards, report)
    ):
        return None
    pages = (page for folder, _ in shards for page in _pages(folder / "docs"))
    return sync(pages, root / "docs", report)


def _read(folders: Iterable[Path], report: Report) -> Shards | None:
    found = [(folder, read_passport(folder)) for folder in folders]
    for folder, passport in found:
        if passport is None:
            hint = "name folders that `reading-list build --shard` wrote, such as shards/1-of-2"
            error(report, "no-shard", _place(folder), "this is no shard that was built to its end", hint)
    shards = [(folder, passport) for folder, passport in found if passport]
    return shards if len(shards) == len(found) else None


def _complete(shards: Shards, report: Report) -> bool:
    """Tell whether each shard is there, and none twice."""
    first, of = shards[0][0], shards[0][1].shard.of
    there: dict[int, Path] = {}
    clear = True
    for folder, passport in shards:
        shard = passport.shard
        if shard.of != of:
            message = f"this is shard {shard}, but {first.as_posix()} is one of {of}"
            error(report, "other-shards", _place(folder), message, "name the shards of one build, and no others")
            return False
        if shard.number in there:
            message = f"shard {shard} is there already: {there[shard.number].as_posix()}"
            error(report, "shard-twice", _place(folder), message, "name each shard once")
            clear = False
        there.setdefault(shard.number, folder)
    if missing := [f"{number}/{of}" for number in range(1, of + 1) if number not in there]:
        hint = f"build it: reading-list build --shard {missing[0]}"
        error(report, "shard-missing", _place(first.parent), f"not among the shards: {', '.join(missing)}", hint)
    return clear and not missing


def _of_one_build(shards: Shards, inputs: str, report: Report) -> bool:
    """Tell whether all were made from what the project is now."""
    others = [folder for folder, passport in shards if passport.inputs != inputs]
    for folder in others:
        message = "this shard was made from something else than the project is now"
        hint = (
            "build all shards and join them at one commit, with the same variables, such as SITE_URL, "
            "and the same version of this program"
        )
        error(report, "other-build", _place(folder), message, hint)
    return not others


def _whole(shards: Shards, report: Report) -> bool:
    """Tell whether each shard has all of its files, as they were written, and no others."""
    clear = True
    for folder, passport in shards:
        if wrong := _wrong(folder, passport):
            more = f" and {len(wrong) - 1:,} more" if len(wrong) > 1 else ""
            message = f"not as the shard wrote it: {wrong[0]}{more}"
            hint = "take the whole folder along, files that begin with a dot too, or build the shard again"
            error(report, "shard-damaged", _place(folder), message, hint)
            clear = False
    return clear


def _wrong(folder: Path, passport: Passport) -> list[str]:
    if passport.manifest != manifest_hash(folder):
        return [f"docs/{MANIFEST}"]
    files = read_manifest(folder / "docs" / MANIFEST)
    return [f"docs/{path}" for path, marks in files.items() if not _right(folder / "docs", path, marks, passport.shard)]


def _right(docs: Path, path: str, marks: Sequence[str], shard: Shard) -> bool:
    """Tell whether a file is the shard's to make, and as it made it; no path leads out of the folder."""
    return (
        ".." not in path.split("/")
        and shard.owns(path)
        and hash_of(docs / path) in {mark.partition(":")[0] for mark in marks}
    )


def _pages(docs: Path) -> Iterator[Page]:
    """Yield the files of a shard; what was drawn keeps the key it was drawn by."""
    for path, (mark, *_) in read_manifest(docs / MANIFEST).items():
        key, read = mark.partition(":")[2], partial((docs / path).read_bytes)
        yield Page(path=path, drawing=Drawing(key=key, draw=read)) if key else Page(path=path, data=read())


def _place(folder: Path) -> Location:
    return Location(file=folder.as_posix())
