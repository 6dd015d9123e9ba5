"""`reading-list tag`, `new`, `paper add` and `tidy`: commands that edit the library and show the changes."""

import re
import sys
from collections.abc import Callable, Sequence
from datetime import date, datetime
from functools import wraps
from pathlib import Path
from typing import Any

import click

from ..diagnostics import Severity, closest
from ..editing import Change, Outcome, apply, tidy
from ..editing.find_papers import LibraryPaper, library_papers, matching_papers, papers_with_words
from ..editing.new_paper import NewPaper, add_paper
from .project import day_option, echo, nothing_written, number, report_of, root_option, verbose_option

_MINUS = "−"
"""Replaces the hyphen of `-tag` while click separates options from arguments."""

_OPTIONS = {"-h", "-v"}

_dry_run_option = click.option("--dry-run", is_flag=True, help="Show what would change, and write nothing.")
_tags_option = click.option("--tag", "tags", multiple=True, metavar="TAG", help="A tag; may be given several times.")
_tldr_option = click.option("--tldr", metavar="TEXT", help="The summary: one sentence of at most 140 characters.")

_MANY = 12
"""Candidates that are listed if a word fits several papers."""


def _editing(edit: Callable[..., Outcome]) -> Callable[..., None]:
    """Make a command of a function that edits the library: add the options of an edit, and show its outcome."""

    @_dry_run_option
    @root_option
    @verbose_option
    @wraps(edit)
    def command(*, dry_run: bool, verbose: bool, **arguments: Any) -> None:
        _finish(edit(**arguments, write=not dry_run), dry_run=dry_run, verbose=verbose)

    return command


def _finish(outcome: Outcome, *, dry_run: bool, verbose: bool) -> None:
    """Show the outcome of an edit, and end with the exit status."""
    show(outcome, dry_run=dry_run, verbose=verbose)
    sys.exit(1 if outcome.refused else 0)


class _TagCommand(click.Command):
    """A command that reads `-survey` as a tag to remove, not as several short options."""

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """Hide the hyphen of every `-tag` from click; `-h`, `-v` and `--options` are left alone."""
        hidden = [_MINUS + arg[1:] if re.match(r"-[^-]", arg) and arg not in _OPTIONS else arg for arg in args]
        return super().parse_args(ctx, hidden)


@click.command(name="tag", cls=_TagCommand)
@click.argument("words", nargs=-1, required=True, metavar="PAPER… +TAG… -TAG…")
@click.option("--from-search", "search", metavar="WORDS", multiple=True,
              help="Also all papers with these words in title, summary or abstract.")  # fmt: skip
@_editing
def tag_command(*, words: tuple[str, ...], search: tuple[str, ...], root: Path, write: bool) -> Outcome:
    """Add tags to papers or remove tags, in library/curation.yml.

    A PAPER is its slug or a part of its title that no other paper has. +TAG adds a tag, -TAG removes one; aliases
    are written as the tag itself. Papers and tags may stand in any order. An entry that changes is written in
    the style of `tidy`, and every other line stays. Nothing is written if anything would be an error, and the change
    is shown.

    \b
    Examples:
      reading-list tag talking-lamps +dialogue -survey
      reading-list tag "talking lamps" "gardens of small" +models
      reading-list tag --from-search "speech recognition" +speech --dry-run

    Exit status: 0 done or nothing to do, 1 refused, 2 for wrong usage.
    """  # noqa: D301 (click reads the backspace as "leave these lines as they are")
    add = tuple(word[1:] for word in words if word.startswith("+"))
    remove = tuple(word[1:] for word in words if word.startswith(_MINUS))
    named = [word for word in words if not word.startswith(("+", _MINUS))]
    if not add and not remove:
        raise click.UsageError("name a tag to add (+tag) or to remove (-tag)")
    if not named and not search:
        raise click.UsageError("name a paper, or find papers with --from-search")
    papers = _papers(root, named, search)
    return apply(root, [Change(key=paper.key, add=add, remove=remove) for paper in papers], write=write)


@click.command(name="new")
@click.argument("paper")
@_tags_option
@_tldr_option
@click.option("--note", metavar="TEXT", help="A remark of any length.")
@_editing
def new_command(
    *, paper: str, tags: tuple[str, ...], tldr: str | None, note: str | None, root: Path, write: bool
) -> Outcome:
    """Add an entry to library/curation.yml for a paper that has none.

    PAPER is its slug or a part of its title that no other paper has. Without tags and summary the entry is empty
    (`slug: {}`), ready to be filled.

    \b
    Examples:
      reading-list new talking-lamps --tag dialogue --tldr "Lets lamps talk to each other about the light."
      reading-list new "gardens of small"

    Exit status: 0 done, 1 refused, 2 for wrong usage.
    """  # noqa: D301 (as above)
    found = _papers(root, [paper], ())[0]
    if found.entry is not None:
        _refuse(f"`{found.key}` has an entry already: {found.entry}", "change it there, or with `reading-list tag`")
    return apply(root, [Change(key=found.key, add=tags, tldr=tldr, note=note)], write=write)


@click.command(name="tidy")
@click.option("--check", is_flag=True, help="Only report whether anything would change, and write nothing.")
@root_option
@verbose_option
def tidy_command(check: bool, root: Path, verbose: bool) -> None:
    """Sort library/curation.yml and write it in one style.

    Entries are sorted by slug, aliases and former names of tags become the tags themselves, fields are indented by
    two spaces, tags are written on one line, or one below the other if comments stand among them, and summaries in
    double quotes. Comments stay: those at the top of the file there, the others where they stand in an entry or above
    it. A second run changes nothing.

    \b
    Examples:
      reading-list tidy
      reading-list tidy --check    exit status 1 if there is something to tidy

    Exit status: 0 done or nothing to do, 1 refused (with --check: or untidy), 2 for wrong usage.
    """  # noqa: D301 (as above)
    outcome = tidy(root, write=not check)
    if check and outcome.lines and not outcome.refused:
        echo("library/curation.yml is not tidy: run `reading-list tidy`.")
        sys.exit(1)
    _finish(outcome, dry_run=check, verbose=verbose)


def _papers(root: Path, named: Sequence[str], search: Sequence[str]) -> tuple[LibraryPaper, ...]:
    """Return the papers that are named, each once; if a word names none or fits several, end with status 1."""
    known = library_papers(root)
    found: dict[str, LibraryPaper] = {}
    for word in named:
        papers = matching_papers(word, known) if word.strip() else ()
        if not papers:
            hint = closest(word, [paper.key for paper in known], "give its slug, or words of its title")
            _refuse(f"there is no paper `{word}`", hint)
        if len(papers) > 1:
            listed = "".join(f"\n      {paper.key}  “{paper.title}”" for paper in papers[:_MANY])
            more = f"\n      … and {len(papers) - _MANY} more" if len(papers) > _MANY else ""
            _refuse(f"`{word}` fits {number(len(papers), 'paper')}:{listed}{more}", "name one of them by its slug")
        found[papers[0].key] = papers[0]
    for words in search:
        papers = papers_with_words(words, known)
        if not papers:
            _refuse(f"no paper has the words `{words}`", "try fewer words")
        found |= {paper.key: paper for paper in papers}
    return tuple(found.values())


def _refuse(message: str, hint: str) -> None:
    echo(f"error: {message}\n    hint: {hint}", err=True)
    sys.exit(1)


def show(outcome: Outcome, *, dry_run: bool, verbose: bool) -> None:
    """Print the change, the findings, and a closing line."""
    if outcome.lines and not outcome.refused:
        echo("\n".join(outcome.lines))
    echo(report_of(outcome.found, verbose=verbose), nl=False)
    echo(_summary(outcome, dry_run=dry_run, verbose=verbose))


def _summary(outcome: Outcome, *, dry_run: bool, verbose: bool) -> str:
    if outcome.refused:
        return nothing_written(outcome.found)
    if not outcome.lines:
        notes = 0 if verbose else sum(finding.severity is Severity.INFO for finding in outcome.found)
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
@day_option("--listed", help="The day on which it is new. [default: today]")
@click.option("--url", default="", help="Where the paper is.")
@_tags_option
@_tldr_option
@_editing
def add_command(
    *,
    title: str,
    abstract: str,
    listed: date | None,
    url: str,
    tags: tuple[str, ...],
    tldr: str | None,
    root: Path,
    write: bool,
) -> Outcome:
    """Add a paper that you type in yourself.

    It becomes the last entry of library/sources/added.bib, the only source that this program writes; listings as
    received are never edited. The entry states the day: on the home page, in feeds and digests, the paper is new on it.
    Tags and summary go into library/curation.yml. A paper whose title is in the library already is refused.

    \b
    Examples:
      reading-list paper add --title "Talking Lamps" --abstract "Lamps talk. We let them."
      reading-list paper add --title "Quiet Lamps" --abstract "They rest." --tag dialogue --url https://example.org/q

    Exit status: 0 done, 1 refused, 2 for wrong usage.
    """  # noqa: D301 (click reads the backspace as "leave these lines as they are")
    paper = NewPaper(title=title, abstract=abstract, listed=listed or today(), url=url, tags=tags, tldr=tldr)
    return add_paper(root, paper, write=write)


def today() -> date:
    """Return the day where the curator is; it is saved with the paper, and no build uses it."""
    return datetime.now().astimezone().date()
