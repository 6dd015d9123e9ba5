"""`reading-list merge`: the shards that several machines built become one site."""

from __future__ import annotations

import sys
import time
from pathlib import Path

import click

from generator.build import join
from generator.cli.build import Progress, summary
from generator.cli.project import FORMATS, echo, number, project_root, root_option
from generator.diagnostics import Severity
from generator.shard import SHARDS


@click.command(name="merge")
@click.argument(
    "folders", metavar="[FOLDER]...", nargs=-1, type=click.Path(exists=True, file_okay=False, path_type=Path)
)
@click.option("--format", "style", type=click.Choice(list(FORMATS)), default="text", show_default=True,
              help="How findings are printed: for people, as workflow annotations, or as JSON.")  # fmt: skip
@root_option
def merge_command(folders: tuple[Path, ...], style: str, root: Path | None) -> None:
    """Join the shards of a build to docs/, as if one machine had built it.

    A FOLDER is one that `reading-list build --shard` wrote; without any, all in shards/ are joined. They must be all
    shards of one build, made from what the project is now: otherwise every reason is told and nothing is written.

    \b
    Examples:
      reading-list build --shard 1/2        on one machine
      reading-list build --shard 2/2        on another one
      reading-list merge                    joins shards/1-of-2/ and shards/2-of-2/
      reading-list merge parts/*            the same, where they lie elsewhere

    Exit status: 0 if they were joined, 1 if they do not fit, 2 for wrong usage.
    """  # noqa: D301 (click reads the backspace as "leave these lines as they are")
    root = project_root(root)
    started = time.monotonic()
    folders = folders or tuple(sorted(path for path in (root / SHARDS).glob("*") if path.is_dir()))
    if not folders:
        raise click.UsageError(f"there are no shards in {SHARDS}/; build them with `reading-list build --shard 1/2` …")
    with Progress(f"Joining {number(len(folders), 'shard')}"):
        result = join(root, folders)
    grave = [finding for finding in result.found if finding.severity > Severity.INFO]
    echo(FORMATS[style](result.found if style == "json" else grave), nl=False)
    if result.changes:
        echo(f"Joined {number(len(folders), 'shard')} to docs/: ", nl=False, err=style == "json")
    echo(summary(result, check=False, seconds=time.monotonic() - started), err=style == "json")
    sys.exit(1 if result.fails(strict=False) else 0)
