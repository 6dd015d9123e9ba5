"""`reading-list import`: shows what a file would add to the library, asks, and adds it."""

import sys
from collections.abc import Iterator, Sequence
from datetime import date
from pathlib import Path

import click

from ..catalog.library import REGISTER
from ..diagnostics import either, printable
from ..editing.imports import ImportedRow, ImportFile, ImportPlan, carry_out, plan_import
from ..sources.read import READERS, SUFFIXES, suffix_of
from ..storage.text import LARGEST_FILE
from .project import day_option, echo, nothing_written, number, progress, report_of, root_option

_BEGINNING = 100_000
"""Bytes at the beginning of a file by which its kind is found."""

_MANY = 20
"""Papers of each kind that are listed without --verbose."""


@click.command(name="import")
@click.argument("file", type=click.Path(exists=True, dir_okay=False, allow_dash=True, path_type=Path))
@click.option("--format", "kind", type=click.Choice(list(SUFFIXES)),
              help="The kind of the file. [default: by its name, else by its content]")  # fmt: skip
@click.option("--as", "name", metavar="NAME", help="Its name in library/sources/. [default: its own name]")
@click.option("--title", default="", help="The name of the listing on the site. [default: made of the file's name]")
@day_option("--listed", help="The day of the listing.")
@click.option("--url", default="", help="Where the file comes from.")
@click.option("--dry-run", is_flag=True, help="Show what would be added, and write nothing.")
@click.option("-y", "--yes", is_flag=True, help="Add it without asking.")
@click.option(
    "-v", "--verbose", is_flag=True, help=f"List all papers, not the first {_MANY} of each kind, and print notes too."
)
@root_option
def import_command(
    *,
    file: Path,
    kind: str | None,
    name: str | None,
    title: str,
    listed: date | None,
    url: str,
    dry_run: bool,
    yes: bool,
    verbose: bool,
    root: Path,
) -> None:
    """Add a bibliography or a listing to the library.

    FILE is an export of a program or a download; `-` reads standard input. First the command shows which papers are
    new, which entries the library has (and by what: DOI, arXiv identifier, title, abstract), and which are refused.
    Then it copies the file into library/sources/ and adds an entry at the end of library/sources.yml. No file is ever
    overwritten, and no other line is changed.

    \b
    Examples:
      reading-list import ~/Downloads/export.bib --dry-run
      reading-list import ~/Downloads/export.bib --as retrieval --title "Retrieval, from the group's library"
      pbpaste | reading-list import - --format ris --as lamps --yes

    Exit status: 0 done (or shown, with --dry-run), 1 refused or not confirmed, 2 for wrong usage.
    """  # noqa: D301 (click reads the backspace as "leave these lines as they are")
    data = _read(file)
    called = _name(file, name, _suffix(file, data, kind))
    day = listed.isoformat() if listed else ""
    imported = ImportFile(data=data, name=called, title=title or _title(called), listed=day, url=url)
    with progress(f"Reading {called} and the library"):
        plan = plan_import(root, imported)
    echo("".join(f"{line}\n" for line in _lines(plan, None if verbose else _MANY)), nl=False)
    _finish(root, plan, dry_run=dry_run, yes=yes)


def _finish(root: Path, plan: ImportPlan, *, dry_run: bool, yes: bool) -> None:
    """Add the file unless there is an error, and end with the exit status."""
    added = f"{plan.path} and its entry in {REGISTER}"
    if dry_run and not plan.refused:
        echo(f"Would add {added}.")
        return
    if not plan.refused and not yes and not _is_confirmed(added):
        echo("Nothing written.")
        sys.exit(1)
    done = carry_out(root, plan)
    if done.refused:
        echo(report_of([found for found in done.found if found not in plan.found]), nl=False)
        echo(nothing_written(done.found))
        sys.exit(1)
    echo(f"Added {added}.")


def _read(file: Path) -> bytes:
    """Return the content of the file; of one that is too large for a library, only enough to find that out."""
    if str(file) == "-":
        return sys.stdin.buffer.read(LARGEST_FILE + 1)
    with file.open("rb") as opened:
        return opened.read(LARGEST_FILE + 1)


def _suffix(file: Path, data: bytes, kind: str | None) -> str:
    """Return the suffix by which the file will be read; `.txt` may be any format, so the content decides."""
    own = file.suffix.lower()
    if kind:
        suffix = own if READERS.get(own) == READERS.get(SUFFIXES[kind]) else SUFFIXES[kind]
    elif own in READERS and own != ".txt":
        suffix = own
    else:
        suffix = suffix_of(data[:_BEGINNING].decode("utf-8", "replace")) or own
    if suffix not in READERS:
        what = f"`{suffix}` files cannot be read" if suffix else "the format of this file is not recognized"
        raise click.UsageError(f"{what}: name one with --format ({either(list(SUFFIXES))})")
    return suffix


def _name(file: Path, name: str | None, suffix: str) -> str:
    """Return the name of the file in the library, with the suffix of its kind."""
    called = Path(name) if name else Path("import") if str(file) == "-" else Path(file.name)
    if called.suffix.lower() == suffix:
        return str(called)
    stem = str(called.with_suffix("")) if called.suffix.lower() in {*READERS, file.suffix.lower()} else str(called)
    return f"{stem}{suffix}"


def _title(name: str) -> str:
    words = " ".join(Path(name).stem.replace("-", " ").replace("_", " ").split())
    return words[:1].upper() + words[1:] or name


def _is_confirmed(added: str) -> bool:
    if not sys.stdin.isatty():
        echo("Add --yes to add it: the command cannot ask here.", err=True)
        return False
    return click.confirm(printable(f"Add {added}?"))


def _lines(plan: ImportPlan, most: int | None) -> Iterator[str]:
    """Yield the lines that describe an import: how its entries add up, the papers, and the findings.

    At most `most` papers of each kind are listed (None: all).
    """
    merged = [row for row in plan.rows if row.merged_with]
    new = [row for row in plan.rows if not row.merged_with and not row.repeated]
    repeated = [row for row in plan.rows if not row.merged_with and row.repeated]
    if plan.entries:
        yield (
            f"{plan.path}: {number(plan.entries, 'entry')} = {number(len(new), 'new paper')} + "
            f"{len(merged):,} merged with papers of the library + "
            f"{len(repeated):,} merged with another entry of the file + "
            f"{plan.entries - len(plan.rows):,} refused"
        )
        yield from _day(plan)
    yield from _listed("New:", [f"{row.slug}  “{row.title}”" for row in new], most)
    yield from _listed("Merged:", list(map(_merged, merged)), most)
    yield from _listed("Again:", [f"line {row.where.line} “{row.title}”, part of {row.slug}" for row in repeated], most)
    yield from report_of(plan.found, verbose=most is None).splitlines()


def _day(plan: ImportPlan) -> Iterator[str]:
    """Yield a line about the day of the listing if `--listed` does not give it."""
    if plan.listed is None:
        yield (
            "Day not known: its papers come after those with a day, and are not shown as new. "
            "Give the day on which it was published with --listed YYYY-MM-DD."
        )
    elif not plan.file.listed:
        yield f"Day: {plan.listed}, the newest on which its rows were listed. --listed YYYY-MM-DD gives another."


def _merged(row: ImportedRow) -> str:
    reason = row.reason or "the curator or a further entry joins them"
    place = f"{row.merged_with.file}:{row.merged_with.line}" if row.merged_with else ""
    return f"line {row.where.line} “{row.title}” with {row.slug}: {reason} ({place})"


def _listed(heading: str, lines: Sequence[str], most: int | None) -> Iterator[str]:
    if lines:
        yield heading
        yield from (f"  {line}" for line in lines[:most])
    if most is not None and len(lines) > most:
        yield f"  … and {len(lines) - most:,} more: --verbose lists them"
