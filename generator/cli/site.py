"""`reading-list site`: builds the site from the library, unless nothing has changed."""

import logging
import os
from importlib import import_module
from pathlib import Path

import click

from ..build.state import forget, is_site_current, last_result
from ..parallel import gc_paused
from .project import echo, report_of, root_option, verbose_option, verify_option

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
