"""`reading-list paper add`: a paper typed by hand, for one that no listing has."""

from __future__ import annotations

from datetime import date, datetime
from pathlib import Path

import click

from ..editing.new_paper import NewPaper, add_paper
from .edit import finish
from .project import project_root, root_option, verbose_option


@click.group(name="paper")
def paper_group() -> None:
    """Add papers that no listing has."""


@paper_group.command(name="add")
@click.option("--title", required=True, help="The title, as the paper has it.")
@click.option("--abstract", required=True, help="The abstract, as the paper has it.")
@click.option("--listed", type=click.DateTime(["%Y-%m-%d"]), metavar="YYYY-MM-DD",
              help="The day on which it is new. [default: today]")  # fmt: skip
@click.option("--url", default="", help="Where the paper is.")
@click.option("--tag", "tags", multiple=True, metavar="TAG", help="A tag; may be given several times.")
@click.option("--tldr", metavar="TEXT", help="The summary: one sentence of at most 140 characters.")
@click.option("--dry-run", is_flag=True, help="Show what would change, and write nothing.")
@root_option
@verbose_option
def add_command(
    *,
    title: str,
    abstract: str,
    listed: datetime | None,
    url: str,
    tags: tuple[str, ...],
    tldr: str | None,
    dry_run: bool,
    root: Path | None,
    verbose: bool,
) -> None:
    """Add a paper that you type in yourself.

    It becomes the last entry of library/sources/added.bib, the one source that is written by program; listings as
    received are never edited. The entry states the day, so that the paper is new on it at home, in feeds and digests.
    Tags and summary go into library/curation.yml. A paper whose title is in the library already is refused.

    \b
    Examples:
      reading-list paper add --title "Talking Lamps" --abstract "Lamps talk. We let them."
      reading-list paper add --title "Quiet Lamps" --abstract "They rest." --tag dialogue --url https://example.org/q

    Exit status: 0 done, 1 refused, 2 for wrong usage.
    """  # noqa: D301 (click reads the backspace as "leave these lines as they are")
    day = listed.date() if listed else today()
    paper = NewPaper(title=title, abstract=abstract, listed=day, url=url, tags=tags, tldr=tldr)
    finish(add_paper(project_root(root), paper, write=not dry_run), dry_run=dry_run, verbose=verbose)


def today() -> date:
    """Return the day where the curator is; it is written down with the paper, and no build asks for it."""
    return datetime.now().astimezone().date()
