"""`reading-list tag`, `new` and `tidy`: commands that edit `curation.yml` for the curator, and show what they did."""

from __future__ import annotations

import re
import sys
from collections.abc import Sequence
from datetime import date, datetime
from pathlib import Path

import click

from ..diagnostics import Severity, closest
from ..editing import Change, Outcome, apply
from ..editing.new_paper import NewPaper, add_paper
from ..editing.papers import Known, known_papers, meant, with_words
from ..editing.tidy import tidy
from .project import echo, nothing_written, number, project_root, report_of, root_option, verbose_option

MINUS = "−"
"""Stands for the hyphen of `-tag` while options are told from arguments."""

_OPTIONS = {"-h", "-v"}

MANY = 12
"""Candidates that are listed where a word may mean several papers."""


class _TagCommand(click.Command):
    """Takes `-survey` for a tag to remove, not for a row of options."""

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """Hide the hyphen of every `-tag` from click; `-h`, `-v` and `--options` are left alone."""
        hidden = [MINUS + arg[1:] if re.match(r"-[^-]", arg) and arg not in _OPTIONS else arg for arg in args]
        return super().parse_args(ctx, hidden)


@click.command(name="tag", cls=_TagCommand)
@click.argument("words", nargs=-1, required=True, metavar="PAPER… +TAG… -TAG…")
@click.option("--from-search", "search", metavar="WORDS", multiple=True,
              help="Also all papers with these words in title, summary or abstract.")  # fmt: skip
@click.option("--dry-run", is_flag=True, help="Show what would change, and write nothing.")
@root_option
@verbose_option
def tag_command(
    words: tuple[str, ...], search: tuple[str, ...], dry_run: bool, root: Path | None, verbose: bool
) -> None:
    """Add tags to papers and take tags off, in library/curation.yml.

    A PAPER is its slug or a part of its title that no other paper has. +TAG adds a tag, -TAG removes one; aliases
    are written as the tag itself. Papers and tags may stand in any order. Only the lines that must change are
    touched, nothing is written if anything would be an error, and the change is shown.

    \b
    Examples:
      reading-list tag talking-lamps +dialogue -survey
      reading-list tag "talking lamps" "gardens of small" +models
      reading-list tag --from-search "speech recognition" +speech --dry-run

    Exit status: 0 done or nothing to do, 1 refused, 2 for wrong usage.
    """  # noqa: D301 (click reads the backspace as "leave these lines as they are")
    root = project_root(root)
    add = tuple(word[1:] for word in words if word.startswith("+"))
    remove = tuple(word[1:] for word in words if word.startswith(MINUS))
    named = [word for word in words if not word.startswith(("+", MINUS))]
    if not add and not remove:
        raise click.UsageError("name a tag to add (+tag) or to remove (-tag)")
    if not named and not search:
        raise click.UsageError("name a paper, or find papers with --from-search")
    papers = _papers(root, named, search)
    changes = [Change(key=paper.key, add=add, remove=remove) for paper in papers]
    finish(apply(root, changes, write=not dry_run), dry_run=dry_run, verbose=verbose)


@click.command(name="new")
@click.argument("paper")
@click.option("--tag", "tags", multiple=True, metavar="TAG", help="A tag of the entry; may be given several times.")
@click.option("--tldr", metavar="TEXT", help="The summary: one sentence of at most 140 characters.")
@click.option("--note", metavar="TEXT", help="A remark of any length.")
@click.option("--dry-run", is_flag=True, help="Show what would change, and write nothing.")
@root_option
@verbose_option
def new_command(
    *,
    paper: str,
    tags: tuple[str, ...],
    tldr: str | None,
    note: str | None,
    dry_run: bool,
    root: Path | None,
    verbose: bool,
) -> None:
    """Make the entry of a paper that has none in library/curation.yml.

    PAPER is its slug or a part of its title that no other paper has. Without tags and summary the entry is empty
    (`slug: {}`), ready to be filled.

    \b
    Examples:
      reading-list new talking-lamps --tag dialogue --tldr "Lets lamps talk to each other about the light."
      reading-list new "gardens of small"

    Exit status: 0 done, 1 refused, 2 for wrong usage.
    """  # noqa: D301 (as above)
    root = project_root(root)
    (known,) = _papers(root, [paper], ())
    if known.entry is not None:
        _refuse(f"`{known.key}` has an entry already: {known.entry}", "change it there, or with `reading-list tag`")
    change = Change(key=known.key, add=tags, tldr=tldr, note=note)
    finish(apply(root, [change], write=not dry_run), dry_run=dry_run, verbose=verbose)


@click.command(name="tidy")
@click.option("--check", is_flag=True, help="Only say whether anything would change, and write nothing.")
@root_option
@verbose_option
def tidy_command(check: bool, root: Path | None, verbose: bool) -> None:
    """Bring library/curation.yml into order and into one style.

    Entries are sorted by slug, aliases and former names of tags become the tags themselves, fields are indented by
    two spaces, tags stand in one line and summaries in double quotes. Comments stay: those at the top of the file
    there, the others above the entry or field below them. Doing it twice changes nothing more.

    \b
    Examples:
      reading-list tidy
      reading-list tidy --check    exit status 1 if there is something to tidy

    Exit status: 0 done or nothing to do, 1 refused (with --check: or untidy), 2 for wrong usage.
    """  # noqa: D301 (as above)
    outcome = tidy(project_root(root), write=not check)
    if check and outcome.lines and not outcome.refused:
        echo("library/curation.yml is not tidy: run `reading-list tidy`.")
        sys.exit(1)
    finish(outcome, dry_run=check, verbose=verbose)


def _papers(root: Path, named: Sequence[str], search: Sequence[str]) -> tuple[Known, ...]:
    """Return the papers that are meant, each once; without any, or where a word may mean several, end with 1."""
    known = known_papers(root)
    found: dict[str, Known] = {}
    for word in named:
        papers = meant(word, known) if word.strip() else ()
        if not papers:
            hint = closest(word, [paper.key for paper in known], "give its slug, or words of its title")
            _refuse(f"there is no paper `{word}`", hint)
        if len(papers) > 1:
            listed = "".join(f"\n      {paper.key}  “{paper.title}”" for paper in papers[:MANY])
            more = f"\n      … and {len(papers) - MANY} more" if len(papers) > MANY else ""
            _refuse(f"`{word}` may mean {number(len(papers), 'paper')}:{listed}{more}", "name one of them by its slug")
        found[papers[0].key] = papers[0]
    for words in search:
        papers = with_words(words, known)
        if not papers:
            _refuse(f"no paper has the words `{words}`", "try fewer words")
        found |= {paper.key: paper for paper in papers}
    return tuple(found.values())


def _refuse(message: str, hint: str) -> None:
    echo(f"error: {message}\n    hint: {hint}", err=True)
    sys.exit(1)


def finish(outcome: Outcome, *, dry_run: bool, verbose: bool) -> None:
    """Show the change and what there is to say of it, close with one line, and end with the exit status."""
    if outcome.lines and not outcome.refused:
        echo("\n".join(outcome.lines))
    echo(report_of(outcome.found, verbose=verbose), nl=False)
    echo(summary(outcome, dry_run=dry_run))
    sys.exit(1 if outcome.refused else 0)


def summary(outcome: Outcome, *, dry_run: bool) -> str:
    """Return the line that closes an edit."""
    if outcome.refused:
        return nothing_written(outcome.found)
    if not outcome.lines:
        notes = sum(finding.severity is Severity.INFO for finding in outcome.found)
        return f"Nothing to do: {number(notes, 'note')}, which --verbose prints." if notes else "Nothing to do."
    added, removed = (
        sum(line.startswith(sign) and not line.startswith(sign * 3) for line in outcome.lines) for sign in "+-"
    )
    files = ", ".join(line.removeprefix("+++ ") for line in outcome.lines if line.startswith("+++ "))
    did = "Would change" if dry_run else "Changed"
    return f"{did} {files}: {number(added, 'line')} in, {number(removed, 'line')} out."


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
