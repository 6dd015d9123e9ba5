"""`reading-list changes`: compares the library with a revision of Git, which is read into a temporary folder."""

import subprocess
import tempfile
import zipfile
from pathlib import Path

import click

from ..build.pipeline import analyse_library
from ..build.result import BuildResult
from ..catalog.library import LIBRARY
from ..contributing.comparison import STYLES, Summary, compare_pages, summarize
from ..diagnostics import Diagnostic, errors_in
from ..pages.page import Page
from ..pages.registry import render
from .project import echo, number, root_option


def _read_revision(root: Path, revision: str, folder: Path) -> None:
    """Put `library/` as it was at a revision into `folder`; an unknown revision is wrong usage."""
    named = ["rev-parse", "--verify", "--quiet", "--end-of-options", f"{revision}^{{commit}}"]
    commit = _git(root, *named, failure=f"there is no revision `{revision}` in this Git repository").strip()
    archive = folder / "library.zip"
    _git(root, "archive", "--format=zip", f"--output={archive}", commit, "--", LIBRARY,
         failure=f"there was no {LIBRARY}/ at `{revision}`")  # fmt: skip
    with zipfile.ZipFile(archive) as packed:
        packed.extractall(folder)


def _git(root: Path, *arguments: str, failure: str) -> str:
    try:
        done = subprocess.run(["git", *arguments], cwd=root, capture_output=True, check=True, encoding="utf-8")
    except FileNotFoundError as reason:
        raise click.UsageError("this command needs Git, which is not installed") from reason
    except subprocess.CalledProcessError as reason:
        raise click.UsageError(f"{failure}: {reason.stderr.strip()}".rstrip(": ")) from reason
    return done.stdout


@click.command(name="changes")
@click.option("--base", required=True, metavar="REVISION", help="The revision of Git to compare with, such as main.")
@click.option("--format", "style", type=click.Choice(list(STYLES)), default="text", show_default=True,
              help="How it is written.")  # fmt: skip
@root_option
def changes_command(base: str, style: str, root: Path) -> None:
    """Show what has changed in the library since a revision: tags, papers, listings, paths, and pages.

    The library of the working folder is compared with the one that Git has. Both are rendered with the present
    templates, so the pages named are those that change because of the library. Nothing is written.

    \b
    Examples:
      reading-list changes --base main                       before opening a pull request
      reading-list changes --base HEAD --format markdown     what is not committed yet

    Exit status: 0, whatever has changed; 2 for wrong usage.
    """  # noqa: D301 (click reads the backspace as "leave these lines as they are")
    with tempfile.TemporaryDirectory() as folder:
        _read_revision(root, base, Path(folder))
        before = analyse_library(Path(folder), write=False)
    after = analyse_library(root, write=False)
    echo(STYLES[style](_summary(before, after, root)), nl=False)
    for when, result in (("then", before), ("now", after)):
        if errors := len(errors_in(result.found)):
            echo(f"\nThe library as it is {when} has {number(errors, 'error')}, so its pages were not compared.")


def _summary(before: BuildResult, after: BuildResult, root: Path) -> Summary:
    if before.catalog is None or after.catalog is None:
        return Summary(sentence="The change cannot be described: one of the two libraries cannot be read.", lists=())
    old, new = _pages(before, root), _pages(after, root)
    pages = compare_pages(old, new) if old is not None and new is not None else None
    return summarize(before.catalog, after.catalog, pages)


def _pages(result: BuildResult, root: Path) -> tuple[Page, ...] | None:
    """Return the pages of a library without errors."""
    if result.catalog is None or result.insights is None or result.fails(strict=False):
        return None
    found: list[Diagnostic] = []
    return render(result.catalog, result.insights, result.found, root, found.append)
