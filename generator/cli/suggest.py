"""`reading-list suggest`: tags that papers probably deserve, with the words that speak for them."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path

import click

from ..build.pipeline import known_library
from ..catalog.model import Catalog, Paper
from ..diagnostics import closest
from ..insights.desk import desk
from ..insights.model import Insights, Suggestion
from ..storage.files import write_whole
from .project import echo, number, project_root, report_of, root_option


@click.command(name="suggest")
@click.option("--paper", "slugs", multiple=True, metavar="SLUG", help="Only this paper; may be given several times.")
@click.option("--limit", type=click.IntRange(min=1), default=20, show_default=True, help="How many papers at most.")
@click.option("--all", "everything", is_flag=True, help="Also what is too uncertain to be shown on the site.")
@click.option("--write-patch", "patch", type=click.Path(dir_okay=False, path_type=Path), metavar="FILE",
              help="Write the suggestions as entries for curation.yml into a new file.")  # fmt: skip
@root_option
def suggest_command(
    slugs: tuple[str, ...], limit: int, everything: bool, patch: Path | None, root: Path | None
) -> None:
    """Suggest tags for papers that nobody has tagged, the most telling papers first.

    Suggestions are learned from the tagged papers and from the `match` phrases in tags.yml, on this machine. They
    never change the library: look at them, then use `reading-list tag`, or copy from a patch what is right.

    \b
    Examples:
      reading-list suggest --limit 5
      reading-list suggest --paper gptq-accurate-post-training-quantization-for-generative-pre-trained
      reading-list suggest --limit 50 --write-patch suggestions.yml
    """  # noqa: D301 (click reads the backspace as "leave these lines as they are")
    result = known_library(project_root(root))
    if result.catalog is None or result.known is None:
        echo(report_of(result.found), nl=False)
        echo("Mend the errors above first.")
        sys.exit(1)
    papers = _papers(result.catalog, result.known, slugs)[:limit]
    lines = [(paper, _wanted(result.known, paper, everything)) for paper in papers]
    for paper, suggestions in lines:
        echo("\n".join(_told(paper, suggestions)))
    if patch is not None:
        _write_patch(patch, lines)
        echo(f"Wrote {number(len(lines), 'entry').replace('entrys', 'entries')} to {patch}; nothing else was changed.")


def _papers(catalog: Catalog, known: Insights, slugs: tuple[str, ...]) -> list[Paper]:
    """Return the papers that were named, or the queue of the desk."""
    unknown = [slug for slug in slugs if slug not in catalog.papers]
    if unknown:
        hint = closest(unknown[0], catalog.papers, "a slug is the last part of the address of a paper")
        raise click.UsageError(f"there is no paper `{unknown[0]}`: {hint}")
    return [catalog.papers[slug] for slug in slugs] or list(desk(catalog, known).queue)


def _wanted(known: Insights, paper: Paper, everything: bool) -> tuple[Suggestion, ...]:
    return tuple(found for found in known.suggestions.get(paper.slug, ()) if everything or found.shown)


def _told(paper: Paper, suggestions: tuple[Suggestion, ...]) -> Iterator[str]:
    yield paper.slug
    yield f"  {paper.title_plain}"
    for found in suggestions:
        yield f"  {found.score:4.2f}  {found.tag:32}  {', '.join(found.because)}"
    if not suggestions:
        yield "  nothing certain enough; --all shows the rest"


def _write_patch(path: Path, lines: list[tuple[Paper, tuple[Suggestion, ...]]]) -> None:
    """Write suggestions as entries of `curation.yml`, their reasons above them; never over a file that is there."""
    if path.exists():
        raise click.UsageError(f"{path} is there already: name a new file")
    text = ["# Suggested tags, to be reviewed. Copy what is right into library/curation.yml, most central tag first.\n"]
    for paper, suggestions in lines:
        text.append("\n")
        text += [f"# {found.score:4.2f} {found.tag}: {', '.join(found.because)}\n" for found in suggestions]
        text.append(f"{paper.key}:\n  tags: [{', '.join(found.tag for found in suggestions)}]\n")
    write_whole(path, "".join(text).encode())
