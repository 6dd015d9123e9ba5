"""`reading-list digest`: new papers as a message to send."""

from datetime import date
from pathlib import Path
from urllib.parse import urlsplit

import click

from ..catalog.library import LIBRARY, read_library
from ..catalog.model import Catalog, Listing
from ..diagnostics import Diagnostic, closest
from ..pages.digest import ENDINGS, FORMATS, Digest, digest_of_listing, digest_since
from ..settings import SETTINGS, read_settings
from ..storage.files import write_output
from .project import day_option, echo, number, root_option, without_errors


@click.command(name="digest")
@day_option("--since", help="Papers first listed on this day or later.")
@click.option("--listing", "named", metavar="LISTING",
              help="Papers that this listing, named by its slug or file, was the first to show.")  # fmt: skip
@click.option("--output", type=click.Path(dir_okay=False, path_type=Path), metavar="FILE",
              help="Write it to a file, also over an existing one; else it is printed.")  # fmt: skip
@click.option("--format", "style", type=click.Choice(list(FORMATS)),
              help="The format. [default: by the suffix of FILE, else text]")  # fmt: skip
@root_option
def digest_command(since: date | None, named: str | None, output: Path | None, style: str | None, root: Path) -> None:
    """Write what is new: each paper once, under its first tag, with its summary and a link.

    With --format html it is an e-mail: complete in itself, at most 100 KB, light or dark as the reader has it. The
    text format is its plain alternative. Nothing is sent, and the library stays as it is. Links lead to the address
    that mkdocs.yml gives the site; SITE_URL sets it.

    \b
    Examples:
      reading-list digest --since 2025-09-01
      reading-list digest --listing added --format markdown
      SITE_URL=https://papers.example.org/ reading-list digest --since 2025-09-01 --output new.html

    Exit status: 0, also if nothing is new; 1 if the library has errors or FILE cannot be written; 2 for wrong usage.
    """  # noqa: D301 (click reads the backspace as "leave these lines as they are")
    if (since is None) == (named is None):
        raise click.UsageError("say since when (--since 2025-03-14) or of which listing (--listing NAME), not both")
    found: list[Diagnostic] = []
    read, configured = read_library(root / LIBRARY, found.append), read_settings(root, found.append)
    catalog, settings = without_errors(read, found, err=True), without_errors(configured, found, err=True)
    _warn_of_address(settings.address)
    if since is not None:
        made = digest_since(catalog, since, settings)
    else:
        made = digest_of_listing(catalog, _listing(catalog, named or ""), settings)
    _write(made, style or ENDINGS.get(output.suffix.lower() if output else "", "text"), output)


def _listing(catalog: Catalog, named: str) -> Listing:
    """Return the listing of a name, which is its slug or the name of its file with or without suffix."""
    for listing in catalog.listings:
        if named in {listing.slug, listing.source, Path(listing.file).name}:
            return listing
    slugs = [listing.slug for listing in catalog.listings]
    hint = closest(named, slugs, f"there are {', '.join(slugs)}")
    raise click.UsageError(f"there is no listing `{named}`: {hint}")


def _warn_of_address(address: str) -> None:
    """Warn on standard error if the links do not work for those who receive the message."""
    if not address:
        echo(f"{SETTINGS} has no site_url, so there are no links.", err=True)
    elif urlsplit(address).hostname in {"127.0.0.1", "localhost", "::1"}:
        echo(f"Links lead to this machine ({address}): set SITE_URL to the address of the site.", err=True)


def _write(made: Digest, style: str, output: Path | None) -> None:
    text = FORMATS[style](made)
    if output is None:
        echo(text, nl=False)
        return
    try:
        write_output(output, text.encode())
    except OSError as reason:
        raise click.ClickException(f"{output} cannot be written: {reason.strerror}") from reason
    echo(f"Wrote {output} as {style}: {made.title}, {number(made.papers, 'paper')}.", err=True)
