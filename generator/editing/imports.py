"""What becomes of the rows of one source among all others: new papers, and rows of papers that are known."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

from ..catalog.identity.addresses import PaperRows
from ..catalog.identity.grouping import Token, tokens_of
from ..catalog.library import LIBRARY, read_library
from ..diagnostics import Diagnostic, Location, Report, Severity, error, in_order
from ..located.nodes import read_yaml
from ..sources.model import Record
from ..storage.files import write_whole
from ..storage.text import is_too_large
from ..text.repairs import plain_title
from .curation import current, grave
from .entries import registered
from .papers import read_named
from .saving import File, copy_of, diff, report_errors_before, save
from .yaml_style import quoted


@dataclass(frozen=True, slots=True, kw_only=True)
class Arrival:
    """A row of the source, and the paper that it belongs to, by key and address.

    `known` is the place of a row of another source that it was merged with, `why` what both have in common; a row
    that a decision of the curator or a further row joins has no such thing. `again`: an earlier row of the source
    is the same paper. Without either, the paper is new.
    """

    title: str
    where: Location
    key: str
    slug: str
    known: Location | None = None
    why: str = ""
    again: bool = False


def arrivals(library: Path, source: str) -> tuple[Arrival, ...]:
    """Return what the rows of a source become, in their order."""
    found = [arrival for paper in read_named(library) for arrival in _of_paper(paper, source)]
    return tuple(sorted(found, key=lambda arrival: arrival.where))


def _of_paper(paper: PaperRows, source: str) -> Iterator[Arrival]:
    mine = [row for row in paper.rows if row.source == source]
    others = [row for row in paper.rows if row.source != source]
    holders: dict[Token, Record] = {}
    for row in others:
        for token in tokens_of(row):
            holders.setdefault(token, row)
    for number, row in enumerate(mine):
        tie = next((token for token in tokens_of(row) if token in holders), None)
        known = holders[tie] if tie else others[0] if others else None
        yield Arrival(
            title=plain_title(row.title),
            where=row.where,
            key=paper.key,
            slug=paper.slug,
            known=known.where if known else None,
            why=_said(tie) if tie else "",
            again=number > 0,
        )


def _said(tie: Token) -> str:
    kind, value = tie
    return f"the same {kind}" if kind in {"title", "abstract"} else f"the same {kind}, {value}"


REGISTER = f"{LIBRARY}/sources.yml"
SOURCES = f"{LIBRARY}/sources"


@dataclass(frozen=True, slots=True, kw_only=True)
class ImportFile:
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

    parcel: ImportFile
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


def prepare(root: Path, parcel: ImportFile) -> Import:
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


def _refuse(root: Path, parcel: ImportFile, report: Report) -> None:
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


def _registered(before: bytes, parcel: ImportFile, report: Report) -> bytes:
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
    made = replace(made, found=in_order(new), arrivals=came)
    return replace(made, entries=source.entries, listed=source.listed) if source else made


def _tells(finding: Diagnostic, file: str, known: set[tuple[str, str, str]]) -> bool:
    """Tell whether a finding says something of the file, or stands in its way."""
    before = (finding.code, finding.where.file, finding.message) in known
    grave = finding.severity > Severity.INFO
    return finding.severity is Severity.ERROR or (not before and (grave or finding.where.file == file))
