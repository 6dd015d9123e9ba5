"""`reading-list import`: tells what a file would add to the library, asks, and adds it."""

from __future__ import annotations

import sys
from collections.abc import Iterator, Sequence
from datetime import datetime
from pathlib import Path

import click

from ..diagnostics import either, printable
from ..editing.imports import REGISTER, Arrival, Import, ImportFile, carry_out, prepare
from ..sources.read import FORMATS, READERS, suffix_of
from ..storage.text import LARGEST_FILE
from .build import Progress
from .project import echo, nothing_written, number, project_root, report_of, root_option

BEGINNING = 100_000
"""Bytes of a file that are looked at to tell what kind it is."""

MANY = 20
"""Papers of each kind that are listed without --verbose."""


@click.command(name="import")
@click.argument("file", type=click.Path(exists=True, dir_okay=False, allow_dash=True, path_type=Path))
@click.option("--format", "kind", type=click.Choice(list(FORMATS)),
              help="What kind of file it is. [default: by its name, else by its content]")  # fmt: skip
@click.option("--as", "name", metavar="NAME", help="What it is called in library/sources/. [default: its own name]")
@click.option("--title", default="", help="The name of the listing on the site. [default: made of the file's name]")
@click.option("--listed", type=click.DateTime(["%Y-%m-%d"]), metavar="YYYY-MM-DD", help="The day of the listing.")
@click.option("--url", default="", help="Where the file comes from.")
@click.option("--dry-run", is_flag=True, help="Tell what it would add, and write nothing.")
@click.option("-y", "--yes", is_flag=True, help="Add it without asking.")
@click.option(
    "-v", "--verbose", is_flag=True, help=f"List all papers, not the first {MANY} of each kind, and print notes too."
)
@root_option
def import_command(
    *,
    file: Path,
    kind: str | None,
    name: str | None,
    title: str,
    listed: datetime | None,
    url: str,
    dry_run: bool,
    yes: bool,
    verbose: bool,
    root: Path | None,
) -> None:
    """Add a bibliography or a listing to the library.

    FILE is what a program exported or a page gave; `-` reads standard input. First you are told which papers are new,
    which entries the library has (and by what: DOI, arXiv identifier, title, abstract), and which are refused. Then
    the file is copied into library/sources/ as it is, and gets an entry at the end of library/sources.yml. No file is
    ever overwritten, and no other line is changed.

    \b
    Examples:
      reading-list import ~/Downloads/export.bib --dry-run
      reading-list import ~/Downloads/export.bib --as retrieval --title "Retrieval, from the group's library"
      pbpaste | reading-list import - --format ris --as lamps --yes

    Exit status: 0 done (or told, with --dry-run), 1 refused or not confirmed, 2 for wrong usage.
    """  # noqa: D301 (click reads the backspace as "leave these lines as they are")
    root = project_root(root)
    data = _read(file)
    called = _name(file, name, _suffix(file, data, kind))
    day = listed.date().isoformat() if listed else ""
    parcel = ImportFile(data=data, name=called, title=title or _title(called), listed=day, url=url)
    with Progress(f"Reading {called} and the library"):
        made = prepare(root, parcel)
    echo("".join(f"{line}\n" for line in told(made, None if verbose else MANY)), nl=False)
    _finish(root, made, dry_run=dry_run, yes=yes)


def _finish(root: Path, made: Import, *, dry_run: bool, yes: bool) -> None:
    """Add the file if nothing speaks against it, and end with the exit status."""
    if made.refused:
        _refuse(made)
    if dry_run:
        echo(f"Would add {made.file} and its entry in {REGISTER}.")
        return
    if not yes and not _agreed(made):
        echo("Nothing written.")
        sys.exit(1)
    done = carry_out(root, made)
    if done.refused:
        echo(report_of([found for found in done.found if found not in made.found]), nl=False)
        _refuse(done)
    echo(f"Added {made.file} and its entry in {REGISTER}.")


def _read(file: Path) -> bytes:
    """Return what stands in the file; of one that is too large for a library, as much as shows it."""
    if str(file) == "-":
        return sys.stdin.buffer.read(LARGEST_FILE + 1)
    with file.open("rb") as opened:
        return opened.read(LARGEST_FILE + 1)


def _suffix(file: Path, data: bytes, kind: str | None) -> str:
    """Return the suffix by which the file will be read; `.txt` may stand for anything, so its content is asked."""
    own = file.suffix.lower()
    if kind:
        suffix = own if READERS.get(own) == READERS.get(FORMATS[kind]) else FORMATS[kind]
    elif own in READERS and own != ".txt":
        suffix = own
    else:
        suffix = suffix_of(data[:BEGINNING].decode("utf-8", "replace")) or own
    if suffix not in READERS:
        known = either([word for word, known in FORMATS.items() if known in READERS])
        what = f"`{suffix}` files cannot be read" if suffix else "what kind of file this is cannot be told"
        raise click.UsageError(f"{what}: name one with --format ({known})")
    return suffix


def _name(file: Path, name: str | None, suffix: str) -> str:
    """Return the name of the file in the library: as it is called, with the suffix of its kind."""
    called = Path(name) if name else Path("import") if str(file) == "-" else Path(file.name)
    if called.suffix.lower() == suffix:
        return str(called)
    stem = str(called.with_suffix("")) if called.suffix.lower() in {*READERS, file.suffix.lower()} else str(called)
    return f"{stem}{suffix}"


def _title(name: str) -> str:
    words = " ".join(Path(name).stem.replace("-", " ").replace("_", " ").split())
    return words[:1].upper() + words[1:] or name


def _agreed(made: Import) -> bool:
    if not sys.stdin.isatty():
        echo("Add --yes to add it: nobody can be asked here.", err=True)
        return False
    return click.confirm(printable(f"Add {made.file} and its entry in {REGISTER}?"))


def _refuse(made: Import) -> None:
    echo(nothing_written(made.found))
    sys.exit(1)


def told(made: Import, most: int | None) -> Iterator[str]:
    """Yield the lines that tell what an import does: how its entries add up, the papers, and what was found.

    At most `most` papers of each kind are listed (None: all).
    """
    new = [one for one in made.arrivals if not one.known and not one.again]
    known = [one for one in made.arrivals if one.known]
    again = [one for one in made.arrivals if one.again and not one.known]
    if made.entries:
        refused = made.entries - len(made.arrivals)
        entries = number(made.entries, "entry").replace("entrys", "entries")
        yield (
            f"{made.file}: {entries} = {number(len(new), 'new paper')} + {len(known):,} merged with papers of the "
            f"library + {len(again):,} merged with another entry of the file + {refused:,} refused"
        )
        yield from _day(made)
    yield from _listed("New:", [f"{one.slug}  “{one.title}”" for one in new], most)
    yield from _listed("Merged:", list(map(_merged, known)), most)
    yield from _listed("Again:", [f"line {one.where.line} “{one.title}”, part of {one.slug}" for one in again], most)
    yield from report_of(made.found, verbose=most is None).splitlines()


def _day(made: Import) -> Iterator[str]:
    """Yield what the day of the listing is and means, if nobody gave one."""
    if made.listed is None:
        yield (
            "Day not known: its papers come after those with a day, and are not among the new ones at home, in feeds "
            "and digests. Give the day on which it was published with --listed YYYY-MM-DD."
        )
    elif not made.parcel.listed:
        yield f"Day: {made.listed}, the newest on which its rows were listed. --listed YYYY-MM-DD gives another."


def _merged(one: Arrival) -> str:
    why = one.why or "the curator or a further entry joins them"
    place = f"{one.known.file}:{one.known.line}" if one.known else ""
    return f"line {one.where.line} “{one.title}” with {one.slug}: {why} ({place})"


def _listed(heading: str, lines: Sequence[str], most: int | None) -> Iterator[str]:
    if lines:
        yield heading
        yield from (f"  {line}" for line in lines[:most])
    if most is not None and len(lines) > most:
        yield f"  … and {len(lines) - most:,} more: --verbose lists them"
