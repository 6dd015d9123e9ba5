"""`reading-list build`, `check` and `site`: print findings and a closing line, and end with an exit status."""

import logging
import os
import sys
import time
from collections.abc import Sequence
from importlib import import_module
from operator import attrgetter
from pathlib import Path

import click

from ..build.result import Account, BuildResult
from ..build.state import forget, is_site_current, last_result
from ..diagnostics import Severity
from ..parallel import gc_paused
from .project import echo, format_option, number, progress, report_of, root_option, verbose_option, verify_option


@click.command(name="build")
@click.option("--check", is_flag=True, help="Read, validate and render everything, but write nothing.")
@click.option("--strict", is_flag=True, help="Let warnings fail the build as errors do.")
@verify_option
@format_option
@root_option
@verbose_option
def build_command(check: bool, strict: bool, verify: bool, style: str, root: Path, verbose: bool) -> None:
    """Build docs/ from library/ and templates/.

    Every mistake in the library is printed as file:line:column with a remedy, all of them at once, errors last. Nothing
    is written if there is an error. Only files whose content changed are written, and files that you put under
    docs/ by hand are never touched. With --verbose, a line for each listing counts what its entries became.

    \b
    Examples:
      reading-list build                    build, then `mkdocs serve` or `mkdocs build`
      reading-list build --check --strict   what a pull request has to pass
      reading-list build --format github    findings as annotations in GitHub Actions

    Exit status: 0 without errors, 1 with an error (with --strict: or a warning), 2 for wrong usage.
    """  # noqa: D301 (click reads the backspace as "leave these lines as they are")
    started = time.monotonic()
    if verify and not check:
        forget(root)
    with progress(f"{'Checking' if check else 'Building'} {root}"):
        result = last_result(root, strict=strict) or _build(root, check=check, strict=strict)
    if verbose and result.totals:
        for listing in result.totals.listings:
            echo(f"{listing.file}: {_account([listing])}", err=style == "json")
    echo(report_of(result.found, style, verbose=verbose), nl=False)
    echo(_summary(result, check=check, seconds=time.monotonic() - started), err=style == "json")
    sys.exit(1 if result.fails(strict=strict) else 0)


def _build(root: Path, *, check: bool, strict: bool) -> BuildResult:
    # Loading the pipeline takes longer than finding out that there is nothing to build.
    from ..build.pipeline import build  # noqa: PLC0415

    return build(root, check=check, strict=strict)


def _summary(result: BuildResult, *, check: bool, seconds: float) -> str:
    """Return the closing line of a build."""
    counts = {severity: sum(finding.severity is severity for finding in result.found) for severity in Severity}
    problems = f"{number(counts[Severity.ERROR], 'error')}, {number(counts[Severity.WARNING], 'warning')}"
    if result.totals is None or result.changes is None:
        return f"Nothing written: {problems}."
    totals, changes = result.totals, result.changes
    lines = [listing.lines for listing in totals.listings if listing.lines]
    read = (
        f"{number(totals.papers, 'paper')} from {number(totals.rows, 'row')} in "
        f"{number(len(totals.listings), 'listing')}"
    )
    if lines:
        heading, rows, blank = (sum(one) for one in zip(*lines, strict=True))
        read += f" ({heading + rows + blank:,} lines: {heading} of heading, {rows:,} of papers, {blank:,} blank)"
    if len(lines) < len(totals.listings) or any(listing.entries > listing.rows for listing in totals.listings):
        read += f" ({_account(totals.listings)})"
    did = ("would write", "would remove") if check else ("wrote", "removed")
    files = f"{did[0]} {changes.written:,}, {did[1]} {changes.removed:,}, kept {changes.unchanged:,}"
    return f"{read}; {files}; {problems}, {counts[Severity.INFO]} notes; {seconds:.2f} s."


def _account(listings: Sequence[Account]) -> str:
    """Return how the entries of listings add up: papers, hidden ones, rows merged with others, refused entries.

    A paper counts in the most trusted of its listings.
    """
    entries, rows, merged, hidden = (
        sum(map(attrgetter(name), listings)) for name in ("entries", "rows", "merged", "hidden")
    )
    parts = [number(rows - merged - hidden, "paper")]
    parts += [f"{hidden:,} hidden"] if hidden else []
    parts += [f"{merged:,} merged with another row", f"{entries - rows:,} refused"]
    return f"{number(entries, 'entry')} = {' + '.join(parts)}"


@click.command(name="check")
@format_option
@root_option
@verbose_option
@click.pass_context
def check_command(context: click.Context, style: str, root: Path, verbose: bool) -> None:
    """Check the library as a pull request is checked: read and render everything, write nothing.

    The same as `reading-list build --check --strict`.

    \b
    Examples:
      reading-list check
      reading-list check --format github    findings as annotations in GitHub Actions

    Exit status: 0 without errors and warnings, 1 with one, 2 for wrong usage.
    """  # noqa: D301 (click reads the backspace as "leave these lines as they are")
    context.invoke(build_command, check=True, strict=True, style=style, root=root, verbose=verbose)


_LOG = "mkdocs.plugins.reading-list"
"""The name under which the plugin of MkDocs logs findings; notes are of the level DEBUG."""


@click.command(name="site")
@click.option("--strict", is_flag=True, help="Let a warning stop the build; the site then stays as it was.")
@click.option("--short-path/--no-short-path", default=True, show_default=True,
              help="Make generated pages directly, or let MkDocs make each: the pages are the same.")  # fmt: skip
@verify_option
@root_option
@verbose_option
def site_command(strict: bool, short_path: bool, verify: bool, root: Path, verbose: bool) -> None:
    """Build site/ from the library: docs/ first, as `reading-list build` does, then the site with MkDocs.

    The site is built in another folder, and only files that changed are moved into site/. If nothing has changed since
    the last build, nothing is done.

    \b
    Examples:
      reading-list site --strict            the site that is published
      reading-list site --no-short-path     the same pages, made by MkDocs alone; slow, to compare
      reading-list site --verify            the same after a restored backup, say

    Exit status: 0 if the site is up to date, 1 if it could not be built, 2 for wrong usage.
    """  # noqa: D301 (click reads the backspace as "leave these lines as they are")
    if verify:
        forget(root)
    if short_path and is_site_current(root, strict=strict):
        last = last_result(root) if verbose else None
        echo(report_of(last.found if last else (), verbose=True), nl=False)
        echo("Nothing has changed: the site is up to date.")
        return
    os.environ["NO_MKDOCS_2_WARNING"] = "1"
    if not short_path:
        os.environ["READING_LIST_SHORT_PATH"] = "0"
    if verbose:
        logging.getLogger(_LOG).setLevel(logging.DEBUG)
    arguments = ["build", "--config-file", str(root / "mkdocs.yml"), *(["--strict"] if strict else [])]
    with gc_paused():
        import_module("mkdocs.__main__").cli.main(arguments, prog_name="mkdocs")
