"""`reading-list changes`: what a change of the library does, in words."""

from __future__ import annotations

import tempfile
from pathlib import Path

import click

from generator.build import known_library
from generator.cli.project import echo, number, project_root, root_option
from generator.cli.revision import read_revision
from generator.contributing.changes import compare, compare_pages
from generator.contributing.telling import STYLES, Telling, tell
from generator.diagnostics import Diagnostic, Severity
from generator.pages.page import Page
from generator.pages.rendering import render
from generator.standing import Result


@click.command(name="changes")
@click.option("--base", required=True, metavar="REVISION", help="The revision of Git to compare with, such as main.")
@click.option("--format", "style", type=click.Choice(list(STYLES)), default="text", show_default=True,
              help="How it is written.")  # fmt: skip
@root_option
def changes_command(base: str, style: str, root: Path | None) -> None:
    """Say what has changed in the library since a revision: tags, papers, listings, paths, and pages.

    The library of the working folder is compared with the one that Git has. Both are rendered with the templates of
    today, so the pages named are those that change because of the library. Nothing is written.

    \b
    Examples:
      reading-list changes --base main                       before opening a pull request
      reading-list changes --base HEAD --format markdown     what is not committed yet

    Exit status: 0, whatever has changed; 2 for wrong usage.
    """  # noqa: D301 (click reads the backspace as "leave these lines as they are")
    root = project_root(root)
    with tempfile.TemporaryDirectory() as folder:
        read_revision(root, base, Path(folder))
        before = known_library(Path(folder), write=False)
    after = known_library(root, write=False)
    echo(STYLES[style](_telling(before, after, root)), nl=False)
    for when, result in (("then", before), ("now", after)):
        if errors := sum(finding.severity is Severity.ERROR for finding in result.found):
            said = f"The library as it is {when} has {number(errors, 'error')}, so its pages were not compared."
            echo(f"\n{said}")


def _telling(before: Result, after: Result, root: Path) -> Telling:
    if before.catalog is None or after.catalog is None:
        return Telling(sentence="The change cannot be told: one of the two libraries cannot be read.", lists=())
    old, new = _pages(before, root), _pages(after, root)
    pages = compare_pages(old, new) if old is not None and new is not None else None
    return tell(compare(before.catalog, after.catalog), pages)


def _pages(result: Result, root: Path) -> tuple[Page, ...] | None:
    """Return the pages of a library without errors."""
    if result.catalog is None or result.known is None or result.fails(strict=False):
        return None
    found: list[Diagnostic] = []
    return render(result.catalog, result.known, result.found, root, found.append)
