"""Adds a file that somebody brings to the library: told first, then copied into `sources/` with its entry.

The file itself is not changed, and no file that is there is overwritten. The library is read with it in a copy first,
and judged there.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

from generator.build import LIBRARY, read_library
from generator.diagnostics import Diagnostic, Location, Report, Severity, error
from generator.editing.arrivals import Arrival, arrivals
from generator.editing.curation import current, grave
from generator.editing.register import registered
from generator.editing.saving import File, copy_of, diff, report_errors_before, save
from generator.editing.words import quoted
from generator.located import read_yaml
from generator.reading import is_too_large
from generator.site.files import write_whole

REGISTER = f"{LIBRARY}/sources.yml"
SOURCES = f"{LIBRARY}/sources"


@dataclass(frozen=True, slots=True, kw_only=True)
class Parcel:
    """A file to add: its content, its name in `sources/` with the suffix of its kind, and what its entry says."""

    data: bytes
    name: str
    title: str
    listed: str = ""
    url: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Import:
    """What adding a file does: its entries, the papers they become, what is found, and what changes in sources.yml.

    `entries` counts those of the file, refused ones included. `listed` is the day of the listing. `before`
    and `after` are the bytes of sources.yml.
    """

    parcel: Parcel
    found: tuple[Diagnostic, ...]
    entries: int = 0
    arrivals: tuple[Arrival, ...] = ()
    listed: date | None = None
    before: bytes = b""
    after: bytes = b""

    @property
    def file(self) -> str:
        """The path of the file in the project."""
        return f"{SOURCES}/{self.parcel.name}"

    @property
    def refused(self) -> bool:
        """Whether an error stands in the way."""
        return grave(self.found)

    @property
    def lines(self) -> tuple[str, ...]:
        """The diff of sources.yml."""
        return diff(self.before.decode("utf-8", "replace"), self.after.decode("utf-8", "replace"), REGISTER)


def prepare(root: Path, parcel: Parcel) -> Import:
    """Return what adding the file to the library of the project would do; nothing is written."""
    found: list[Diagnostic] = []
    before = current(root / REGISTER)
    _refuse(root, parcel, found.append)
    if before is None or read_yaml(before, REGISTER, found.append) is None or grave(found):
        if before is None:
            read_yaml(root / REGISTER, REGISTER, found.append)
        return Import(parcel=parcel, found=tuple(found))
    after = _registered(before, parcel, found.append)
    made = Import(parcel=parcel, found=tuple(found), before=before, after=after)
    return made if grave(found) else _tried(root, made)


def carry_out(root: Path, made: Import) -> Import:
    """Add the file as prepared, and return what was found; a library that changed meanwhile is left alone."""
    found = list(made.found)
    if not grave(found):
        copy = File(name=made.file, before=None, after=made.parcel.data)
        save(root, [copy, File(name=REGISTER, before=made.before, after=made.after)], found.append)
    return replace(made, found=tuple(found))


def _refuse(root: Path, parcel: Parcel, report: Report) -> None:
    """Report a name that no listing can have, one that is taken, and a file that is there already."""
    where = Location(file=f"{SOURCES}/{parcel.name}")
    hint = "choose another name: --as NAME"
    if is_too_large(len(parcel.data), where.file, report):
        return
    if re.search(r'[/\\:*?"<>|\x00-\x1f]', parcel.name) or parcel.name.startswith((".", "README")):
        error(report, "listing-name", where, f"a listing cannot be called `{parcel.name}`", hint)
        return
    folder = root / SOURCES
    for path in sorted(folder.iterdir()) if folder.is_dir() else ():
        if path.stem.casefold() == Path(parcel.name).stem.casefold():
            error(report, "listing-name", where, f"there is a listing of this name already: `{path.name}`", hint)
        elif path.is_file() and path.stat().st_size == len(parcel.data) and path.read_bytes() == parcel.data:
            hint = "nothing need be added"
            error(report, "listing-there", where, f"the library has this very file already: `{path.name}`", hint)


def _registered(before: bytes, parcel: Parcel, report: Report) -> bytes:
    """Return sources.yml with the entry of the file."""
    day = (("listed", parcel.listed), ("year", "stated")) if parcel.listed else ()
    url = (("url", quoted(parcel.url)),) if parcel.url else ()
    return registered(before, parcel.name, (("title", quoted(parcel.title)), *day, *url), report)


def _tried(root: Path, made: Import) -> Import:
    """Return the import with what comes of it in a copy of the library."""
    earlier: list[Diagnostic] = []
    read_library(root / LIBRARY, earlier.append)
    found: list[Diagnostic] = []
    with copy_of(root) as draft:
        write_whole(draft / made.file, made.parcel.data)
        write_whole(draft / REGISTER, made.after)
        catalog = read_library(draft / LIBRARY, found.append)
        came = arrivals(draft / LIBRARY, Path(made.parcel.name).stem)
    known = {(finding.code, finding.where.file, finding.message) for finding in earlier}
    new = [finding for finding in found if _tells(finding, made.file, known)]
    if any(finding.severity is Severity.ERROR and (finding.code, finding.where.file, finding.message) in known
           for finding in found):  # fmt: skip
        report_errors_before(new.append)
    source = next((one for one in catalog.sources if one.file == made.file), None) if catalog else None
    made = replace(made, found=_sorted(new), arrivals=came)
    return replace(made, entries=source.entries, listed=source.listed) if source else made


def _tells(finding: Diagnostic, file: str, known: set[tuple[str, str, str]]) -> bool:
    """Tell whether a finding says something of the file, or stands in its way."""
    before = (finding.code, finding.where.file, finding.message) in known
    grave = finding.severity > Severity.INFO
    return finding.severity is Severity.ERROR or (not before and (grave or finding.where.file == file))


def _sorted(found: Sequence[Diagnostic]) -> tuple[Diagnostic, ...]:
    return tuple(sorted(set(found), key=lambda finding: finding.place))
