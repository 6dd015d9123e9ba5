"""Parts that commands share: options, the project that a command works on, the printing of text and of progress."""

import re
import sys
import threading
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from datetime import date
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

import click

from ..diagnostics import Diagnostic, as_github, as_json, as_text, closest, errors_in, errors_last, printable
from ..storage.transaction import recover

if TYPE_CHECKING:
    from ..catalog.model import Catalog, Paper

FORMATS = {"text": as_text, "json": as_json, "github": as_github}
"""How findings are printed, by the value of `--format`."""

_PATIENCE = 2.0
"""Seconds after which a terminal shows that the command is still at work."""

_ISO = re.compile(r"\d{4}-\d{2}-\d{2}", re.ASCII)
_T = TypeVar("_T")


def _day(_context: click.Context, _option: click.Parameter, value: str | None) -> date | None:
    """Return a day of the calendar, or explain how one is written."""
    if value is None:
        return None
    if not _ISO.fullmatch(value):
        raise click.BadParameter(f"`{value}` is not a day: write YYYY-MM-DD, such as 2025-03-14")
    try:
        return date.fromisoformat(value)
    except ValueError:
        raise click.BadParameter(f"`{value}` is not in the calendar: check the month and the day") from None


day_option = partial(click.option, callback=_day, metavar="YYYY-MM-DD")
"""Declares an option that is a day."""

verify_option = click.option(
    "--verify", is_flag=True, help="Read all files, even those whose size and time are as the last build left them."
)
verbose_option = click.option("-v", "--verbose", is_flag=True, help="Print notes (severity info) too.")
format_option = click.option(
    "--format",
    "style",
    type=click.Choice(list(FORMATS)),
    default="text",
    show_default=True,
    help="How findings are printed: for people, as workflow annotations, or as JSON.",
)
papers_option = click.option(
    "--paper", "slugs", multiple=True, metavar="SLUG", help="Only this paper; may be given several times."
)


def echo(text: str, *, nl: bool = True, err: bool = False) -> None:
    """Print text of a library or of a service; characters that could control a terminal are shown as escapes."""
    click.echo(printable(f"{text}\n" if nl else text), nl=False, err=err)


@contextmanager
def progress(what: str) -> Iterator[None]:
    """Show, on a terminal, that something takes longer than two seconds."""
    timer = threading.Timer(_PATIENCE, echo, (f"{what} …",), {"err": True})
    timer.daemon = True
    if sys.stderr.isatty():
        timer.start()
    try:
        yield
    finally:
        timer.cancel()


def _project_root(_context: click.Context, _option: click.Parameter, named: Path | None) -> Path:
    """Return the folder that was named, or the nearest one with a `mkdocs.yml`; without any, usage is wrong.

    A change that was interrupted there is undone and reported; if that is not possible, the command ends.
    """
    here = Path.cwd()
    root = named or next((folder for folder in (here, *here.parents) if (folder / "mkdocs.yml").is_file()), None)
    if root is None:
        raise click.UsageError("no mkdocs.yml here or above; run it inside a project, or name one with --root")
    found: list[Diagnostic] = []
    recover(root / "library", found.append)
    echo(as_text(found), nl=False, err=True)
    if errors_in(found):
        sys.exit(1)
    return root


root_option = click.option(
    "--root",
    type=click.Path(exists=True, file_okay=False, path_type=Path),
    callback=_project_root,
    help="The project's folder. [default: the nearest folder upward with a mkdocs.yml]",
)
"""Gives a command the folder of the project that it works on."""


def report_of(found: Sequence[Diagnostic], style: str = "text", *, verbose: bool = False) -> str:
    """Return findings as a command prints them: notes only if `verbose`, errors last.

    JSON is for programs: it holds all findings, in the order of place.
    """
    return FORMATS[style](found if style == "json" else errors_last(found, notes=verbose))


def nothing_written(found: Sequence[Diagnostic]) -> str:
    """Return the closing line of a change that was refused."""
    before = any(finding.code == "errors-before" for finding in found)
    remark = ", there before this change: fix that first" if before else ""
    return f"Nothing written: {number(len(errors_in(found)), 'error')}{remark}."


def without_errors(value: _T | None, found: Iterable[Diagnostic], *, err: bool = False) -> _T:
    """Return a value that was read; with an error among the findings, print the errors and exit with status 1.

    They go to standard output or, with `err`, to standard error.
    """
    errors = errors_in(found)
    if value is None or errors:
        echo(report_of(errors), nl=False, err=err)
        echo("Fix the errors above first.", err=err)
        sys.exit(1)
    return value


def papers_named(catalog: "Catalog", slugs: Iterable[str]) -> "list[Paper]":
    """Return the papers of these slugs, each once; a slug without a paper is wrong usage."""
    for slug in slugs:
        if slug not in catalog.papers:
            hint = closest(slug, catalog.papers, "a slug is the last part of the address of a paper")
            raise click.UsageError(f"there is no paper `{slug}`: {hint}")
    return [catalog.papers[slug] for slug in dict.fromkeys(slugs)]


def number(count: int, noun: str) -> str:
    """Return a number with its noun: `1 error`, `2 entries`, `1,324 papers`."""
    many = f"{noun[:-1]}ies" if noun.endswith("y") else f"{noun}s"
    return f"{count:,} {noun if count == 1 else many}"
