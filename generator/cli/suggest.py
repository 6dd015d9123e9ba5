"""`reading-list suggest`: tags that papers probably need, with the words that suggest them."""

from collections.abc import Iterator
from pathlib import Path

import click

from ..build.pipeline import analyse_library
from ..catalog.model import Paper
from ..insights.compute import desk_queue
from ..insights.model import Insights, Suggestion
from ..storage.files import write_whole
from .project import echo, number, papers_named, papers_option, root_option, without_errors


@click.command(name="suggest")
@papers_option
@click.option("--limit", type=click.IntRange(min=1), default=20, show_default=True, help="How many papers at most.")
@click.option("--all", "everything", is_flag=True, help="Also suggestions that are too uncertain for the site.")
@click.option("--write-patch", "patch", type=click.Path(dir_okay=False, path_type=Path), metavar="FILE",
              help="Write the suggestions as entries for curation.yml into a new file.")  # fmt: skip
@root_option
def suggest_command(slugs: tuple[str, ...], limit: int, everything: bool, patch: Path | None, root: Path) -> None:
    """Suggest tags for papers that have none, in the order of the desk.

    Suggestions are learned from the tagged papers and from the `match` phrases in tags.yml, on this machine. They
    never change the library: look at them, then use `reading-list tag`, or copy the right ones from a patch.

    \b
    Examples:
      reading-list suggest --limit 5
      reading-list suggest --paper gptq-accurate-post-training-quantization-for-generative-pre-trained
      reading-list suggest --limit 50 --write-patch suggestions.yml
    """  # noqa: D301 (click reads the backspace as "leave these lines as they are")
    result = analyse_library(root)
    found = result.found if result.insights is None else ()
    catalog, insights = without_errors(result.catalog, found), without_errors(result.insights, found)
    papers = papers_named(catalog, slugs) or desk_queue(catalog, insights.suggestions)
    lines = [(paper, _shown(insights, paper, everything)) for paper in papers[:limit]]
    for paper, suggestions in lines:
        echo("\n".join(_lines(paper, suggestions)))
    if patch is not None:
        _write_patch(patch, lines)
        echo(f"Wrote {number(len(lines), 'entry')} to {patch}; nothing else was changed.")


def _shown(insights: Insights, paper: Paper, everything: bool) -> tuple[Suggestion, ...]:
    return tuple(found for found in insights.suggestions.get(paper.slug, ()) if everything or found.shown)


def _lines(paper: Paper, suggestions: tuple[Suggestion, ...]) -> Iterator[str]:
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
    text = [
        "# Suggested tags, to be reviewed. Copy the right ones into library/curation.yml, most central tag first.\n"
    ]
    for paper, suggestions in lines:
        text.append("\n")
        text += [f"# {found.score:4.2f} {found.tag}: {', '.join(found.because)}\n" for found in suggestions]
        text.append(f"{paper.key}:\n  tags: [{', '.join(found.tag for found in suggestions)}]\n")
    write_whole(path, "".join(text).encode())
