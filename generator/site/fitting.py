"""Tells whether shards make one site: all of them there, once each, whole, and made from the same things."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from generator.diagnostics import Location, Report, error
from generator.shard import Shard
from generator.site.drafts import hash_of
from generator.site.passport import Passport, manifest_hash, read_passport
from generator.site.sync import MANIFEST, read_manifest
from generator.together import together


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """The folder of a shard, its name in messages, and what it says of itself."""

    folder: Path
    name: str
    passport: Passport

    @property
    def shard(self) -> Shard:
        """Which shard it is."""
        return self.passport.shard

    @property
    def docs(self) -> Path:
        """Where its files are."""
        return self.folder / "docs"


def fitting(folders: Sequence[Path], root: Path, inputs: str, report: Report) -> tuple[Part, ...] | None:
    """Return the shards in some folders by number, or None with every reason reported why they do not fit together.

    `inputs` is the hash of what they must have been made from.
    """
    parts = [part for folder in folders if (part := _part(folder, root, report))]
    clear = len(parts) == len(folders) and bool(parts)
    if not clear or not (_of_one_number(parts, report) & _of_one_build(parts, inputs, report) & _whole(parts, report)):
        return None
    return tuple(sorted(parts, key=lambda part: part.shard.number))


def _part(folder: Path, root: Path, report: Report) -> Part | None:
    full = folder.absolute()
    inside = full.is_relative_to(root.absolute())
    name = (full.relative_to(root.absolute()) if inside else folder).as_posix()
    passport = read_passport(folder)
    if passport is None:
        hint = "name folders that `reading-list build --shard` wrote, such as shards/1-of-2"
        error(report, "no-shard", Location(file=name), "this is no shard that was built to its end", hint)
        return None
    return Part(folder=folder, name=name, passport=passport)


def _of_one_number(parts: Sequence[Part], report: Report) -> bool:
    """Tell whether the shards are those of one number, each there once."""
    first = parts[0]
    others = [part for part in parts if part.shard.of != first.shard.of]
    for part in others:
        message = f"this is shard {part.shard}, but {first.name} is shard {first.shard}"
        error(report, "other-shards", Location(file=part.name), message, "name the shards of one build, and no others")
    return not others and _each_once(parts, report)


def _each_once(parts: Sequence[Part], report: Report) -> bool:
    there: dict[Shard, Part] = {}
    for part in parts:
        if (same := there.setdefault(part.shard, part)) is not part:
            message = f"shard {part.shard} is there already: {same.name}"
            error(report, "shard-twice", Location(file=part.name), message, "name each shard once")
    of = parts[0].shard.of
    missing = [str(shard) for number in range(1, of + 1) if (shard := Shard(number=number, of=of)) not in there]
    if missing:
        where = Location(file=Path(parts[0].name).parent.as_posix())
        message = f"not among the shards: {', '.join(missing)}"
        error(report, "shard-missing", where, message, f"build it: reading-list build --shard {missing[0]}")
    return len(there) == len(parts) and not missing


def _of_one_build(parts: Sequence[Part], inputs: str, report: Report) -> bool:
    """Tell whether all were made from what they must have been made from."""
    others = [part for part in parts if part.passport.inputs != inputs]
    for part in others:
        message = "this shard was made from something else than the project is now"
        hint = (
            "build all shards and join them at one commit, with the same variables, such as SITE_URL, "
            "and the same versions of Python and this program"
        )
        error(report, "other-build", Location(file=part.name), message, hint)
    return not others and _of_one_mind(parts, report)


def _of_one_mind(parts: Sequence[Part], report: Report) -> bool:
    """Tell whether all came to the same insights: machines of different kinds may round differently."""
    others = [part for part in parts if part.passport.learned != parts[0].passport.learned]
    for part in others:
        message = f"this shard came to other related papers or suggestions than {parts[0].name}"
        hint = "build all shards on machines of one kind, or with one .cache/reading-list/"
        error(report, "other-insights", Location(file=part.name), message, hint)
    return not others


def _whole(parts: Sequence[Part], report: Report) -> bool:
    """Tell whether each shard has all of its files, as they were written, and no others."""
    found = together([partial(_wrong, part) for part in parts])
    for part, wrong in zip(parts, found, strict=True):
        if not wrong:
            continue
        more = f" and {len(wrong) - 1:,} more" if len(wrong) > 1 else ""
        hint = "take the whole folder along, files that begin with a dot too, or build the shard again"
        error(report, "shard-damaged", Location(file=part.name), f"not as it was built: {wrong[0]}{more}", hint)
    return not any(found)


def _wrong(part: Part) -> list[str]:
    if part.passport.manifest != manifest_hash(part.folder):
        return [f"docs/{MANIFEST}"]
    files = read_manifest(part.docs / MANIFEST)
    return [f"docs/{path}" for path, marks in files.items() if not _right(part, path, marks)]


def _right(part: Part, path: str, marks: Sequence[str]) -> bool:
    """Tell whether a file is the shard's to make, and as it made it; no path leads out of the folder."""
    hashes = {mark.partition(":")[0] for mark in marks}
    return ".." not in path.split("/") and part.shard.owns(path) and hash_of(part.docs / path) in hashes
