"""`reading-list propose`: judges a suggestion from an issue form, applies it and answers it."""

import json
import sys
from datetime import date
from pathlib import Path
from typing import IO

import click

from ..contributing.forms import FORMS, accepted, refused
from ..contributing.propose import propose
from ..storage.files import write_output
from .edit import today
from .project import day_option, echo, root_option


@click.command(name="propose")
@click.option("--kind", type=click.Choice(list(FORMS)), required=True, help="Which form the issue was written with.")
@click.option("--body", type=click.File("rb"), metavar="FILE", help="The text of the issue; - reads it from the input.")
@click.option("--event", type=click.File("rb"), metavar="FILE", help="Instead: GitHub's JSON of the event.")
@day_option("--day", help="The day of the suggestion, without an event. [default: today]")
@click.option("--write", is_flag=True, help="Change the library if the suggestion fits.")
@click.option("--answer", type=click.Path(dir_okay=False, path_type=Path), metavar="FILE",
              help="Write the answer there and not to the output.")  # fmt: skip
@root_option
def propose_command(
    *,
    kind: str,
    body: IO[bytes] | None,
    event: IO[bytes] | None,
    day: date | None,
    write: bool,
    answer: Path | None,
    root: Path,
) -> None:
    """Check a suggestion from an issue form, and answer it in Markdown.

    The text of the issue is checked as the library is. With --write, a suggestion that fits is written into library/,
    and only there. The answer holds every message; texts of others in it mention nobody and have no links.

    \b
    Examples:
      reading-list propose --kind tags --body issue.md
      reading-list propose --kind tags --event "$GITHUB_EVENT_PATH" --write --answer answer.md

    Exit status: 0 if the suggestion fits, 1 if it does not, 2 for wrong usage.
    """  # noqa: D301 (click reads the backspace as "leave these lines as they are")
    if event is not None and body is None:
        text, day = _issue(event)
    elif body is not None and event is None:
        text = body.read().decode("utf-8", "replace")
    else:
        raise click.UsageError("name the text of the issue with either --body or --event")
    verdict = propose(root, kind, text, day=day or today(), write=write)
    answered = (
        accepted("\n".join(verdict.change), (*verdict.found, *verdict.notes))
        if verdict.accepted
        else refused(verdict.found)
    )
    if answer is None:
        echo(answered, nl=False)
    else:
        write_output(answer, answered.encode())
    sys.exit(0 if verdict.accepted else 1)


def _issue(event: IO[bytes]) -> tuple[str, date]:
    """Return the text of the issue that an event is about, and the day on which it was opened."""
    try:
        issue = json.load(event)["issue"]
        body, opened = issue["body"], issue["created_at"]
        return (body if isinstance(body, str) else ""), date.fromisoformat(opened[:10])
    except (ValueError, KeyError, TypeError) as reason:
        raise click.UsageError("--event holds no event of an issue") from reason
