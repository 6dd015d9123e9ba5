"""What every command shares: the project it works on, and how text is printed."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Sequence
from pathlib import Path

import click

from ..diagnostics import Diagnostic, Severity, as_github, as_json, as_text, errors_last, printable
from ..storage.transaction import recover

FORMATS = {"text": as_text, "json": as_json, "github": as_github}
"""How findings are printed, by the word behind `--format`."""

verbose_option = click.option("-v", "--verbose", is_flag=True, help="Print notes (severity info) too.")

_BEFORE = "errors-before"

root_option = click.option(
    "--root",
    type=click.Path(exists=True, file_okay=False, path_type=Path),
    help="The project's folder. [default: the nearest folder upward with a mkdocs.yml]",
)


def echo(text: str, *, nl: bool = True, err: bool = False) -> None:
    """Print text of a library or of a service: what could control a terminal is shown as an escape."""
    click.echo(printable(f"{text}\n" if nl else text), nl=False, err=err)


def project_root(named: Path | None) -> Path:
    """Return the folder that was named, or the nearest one with a `mkdocs.yml`; none is wrong usage."""
    root = named or find_root(Path.cwd())
    if root is None:
        raise click.UsageError("no mkdocs.yml here or above; run it inside a project, or name one with --root")
    _settle(root)
    return root


def _settle(root: Path) -> None:
    """Take back what an interrupted command left half done, and say so; end where that is not possible."""
    found: list[Diagnostic] = []
    recover(root / "library", found.append)
    echo(as_text(found), nl=False, err=True)
    if any(finding.severity is Severity.ERROR for finding in found):
        sys.exit(1)


def find_root(start: Path) -> Path | None:
    """Return the nearest folder with a `mkdocs.yml`, from `start` upward."""
    return next((folder for folder in (start, *start.parents) if (folder / "mkdocs.yml").is_file()), None)


def report_of(found: Sequence[Diagnostic], style: str = "text", *, verbose: bool = False) -> str:
    """Return findings as a command prints them: notes only if `verbose`, errors last.

    JSON is for programs: it holds all findings, in the order of place.
    """
    return FORMATS[style](found if style == "json" else errors_last(found, notes=verbose))


def nothing_written(found: Iterable[Diagnostic]) -> str:
    """Return the line that closes a change which was refused."""
    codes = [finding.code for finding in found if finding.severity is Severity.ERROR or finding.code == _BEFORE]
    before = ", there before this change: mend that first" if _BEFORE in codes else ""
    return f"Nothing written: {number(len(codes) - codes.count(_BEFORE), 'error')}{before}."


def number(count: int, noun: str) -> str:
    """Return a number with its noun: `1 error`, `1,324 papers`."""
    return f"{count:,} {noun if count == 1 else noun + 's'}"
