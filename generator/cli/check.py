"""`reading-list check`: what a change has to pass before it is published."""

from __future__ import annotations

from pathlib import Path

import click

from .build import build_command
from .project import FORMATS, root_option, verbose_option


@click.command(name="check")
@click.option("--format", "style", type=click.Choice(list(FORMATS)), default="text", show_default=True,
              help="How findings are printed: for people, as workflow annotations, or as JSON.")  # fmt: skip
@root_option
@verbose_option
@click.pass_context
def check_command(context: click.Context, style: str, root: Path | None, verbose: bool) -> None:
    """Check the library as a pull request is checked: read and render everything, write nothing.

    The same as `reading-list build --check --strict`.

    \b
    Examples:
      reading-list check
      reading-list check --format github    findings as annotations in GitHub Actions

    Exit status: 0 without errors and warnings, 1 with one, 2 for wrong usage.
    """  # noqa: D301 (click reads the backspace as "leave these lines as they are")
    context.invoke(build_command, check=True, strict=True, style=style, root=root, verbose=verbose)
