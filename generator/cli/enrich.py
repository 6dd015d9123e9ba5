"""`reading-list enrich`: asks arXiv for what the library lacks, and writes what fits as proposals to be decided."""

from __future__ import annotations

import sys
import time
from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING

import click

from ..catalog.curation import read_curation
from ..catalog.enrichment import Proposal, read_enrichment
from ..catalog.library import LIBRARY, read_library
from ..catalog.model import Catalog, Paper
from ..diagnostics import Diagnostic, Severity, closest
from .edit import summary
from .project import echo, number, project_root, report_of, root_option, verbose_option

if TYPE_CHECKING:
    from ..enriching.arxiv import Asked
    from ..enriching.match import Match, SearchedPaper

FILE = f"{LIBRARY}/enrichment.yml"
INTERRUPTED = 130
"""The exit status of what Ctrl-C ended, as shells have it."""

_INSTALL = 'this needs the package `arxiv`: run `pip install -e ".[enrich]"`, or `uv sync --extra enrich`'


@click.command(name="enrich")
@click.option("--from", "origin", type=click.Choice(["arxiv"]), required=True, help="Whom to ask.")
@click.option("--paper", "slugs", multiple=True, metavar="SLUG", help="Only this paper; may be given several times.")
@click.option("--limit", type=click.IntRange(min=1), metavar="N", help="How many papers at most.")
@click.option("--dry-run", is_flag=True, help="Ask, and show what would be written, but leave the library alone.")
@click.option("--refresh", is_flag=True, help="Ask again what was asked before; else the answers of then are used.")
@click.option("--address", metavar="URL", help="Another server that answers as the API of arXiv does.")
@root_option
@verbose_option
def enrich_command(
    *,
    origin: str,
    slugs: tuple[str, ...],
    limit: int | None,
    dry_run: bool,
    refresh: bool,
    address: str | None,
    root: Path | None,
    verbose: bool,
) -> None:
    """Ask arXiv for identifiers, authors, dates and venues that papers lack.

    Only papers that lack an identifier, their authors or their date are asked for, by title, no more than one request
    in three seconds. What fits is proposed in library/enrichment.yml with a score, and nothing of it is used before you
    write `accept: true` there. Entries that are there are never changed, and their papers not asked for again.

    Answers are kept under .cache/reading-list/, so that a run that was ended (Ctrl-C) goes on where it was.

    \b
    Examples:
      reading-list enrich --from arxiv --limit 20
      reading-list enrich --from arxiv --paper talking-lamps --dry-run

    Exit status: 0 done, 1 refused or broken off, 2 for wrong usage, 130 after Ctrl-C.
    """  # noqa: D301 (click reads the backspace as "leave these lines as they are")
    assert origin == "arxiv"
    _require()
    _check_address(address)
    root = project_root(root)
    catalog, proposals = _library(root)
    papers = _papers(root, catalog, proposals, slugs)[:limit]
    matches, status = _ask(root, catalog, papers, proposals, (address, refresh))
    _write(root, matches, status, dry_run=dry_run, verbose=verbose)


def _require() -> None:
    """End with a way out if the package that asks is not installed: it is no part of the common installation."""
    try:
        import generator.enriching.arxiv  # noqa: F401, PLC0415 (only this command needs it)
    except ModuleNotFoundError as reason:
        if (reason.name or "").partition(".")[0] not in {"arxiv", "requests", "lxml"}:
            raise
        echo(f"error: {_INSTALL}", err=True)
        sys.exit(1)


def _check_address(address: str | None) -> None:
    if address is not None and not address.startswith(("http://", "https://")):
        raise click.UsageError(f"`{address}` is no address: it begins with https:// or http://")


def _library(root: Path) -> tuple[Catalog, tuple[Proposal, ...]]:
    """Return the catalog and the proposals that are there; with an error in the library, end."""
    found: list[Diagnostic] = []
    catalog = read_library(root / LIBRARY, found.append)
    errors = {one for one in found if one.severity is Severity.ERROR}
    if catalog is None or errors:
        echo(report_of(tuple(errors)), nl=False)
        echo("Mend the errors above first.")
        sys.exit(1)
    return catalog, read_enrichment(root / FILE, FILE, lambda _: None) or ()


def _papers(
    root: Path, catalog: Catalog, proposals: tuple[Proposal, ...], slugs: tuple[str, ...]
) -> list[SearchedPaper]:
    """Return the papers to ask for, in the order of their slugs; those named are told if they need not be asked for."""
    from ..enriching.arxiv import wanting  # noqa: PLC0415 (as above)

    named = _named(catalog, slugs)
    there = {proposal.key: proposal.where for proposal in proposals}
    curation = read_curation(root / LIBRARY / "curation.yml", "", None, lambda _: None) or ()
    none = {entry.key for entry in curation if "arxiv" in entry.stated and not entry.facts.arxiv}
    papers = list(wanting(named, frozenset(there) | none))
    asked = {paper.key for paper in papers}
    for paper in named if slugs else ():
        if paper.key not in asked:
            why = f"it has an entry: {there[paper.key]}" if paper.key in there else "nothing is lacking"
            why = "curation.yml says that arXiv has it not" if paper.key in none else why
            echo(f"{paper.slug}: not asked for, {why}.", err=True)
    return papers


def _named(catalog: Catalog, slugs: tuple[str, ...]) -> list[Paper]:
    unknown = [slug for slug in slugs if slug not in catalog.papers]
    if unknown:
        hint = closest(unknown[0], catalog.papers, "a slug is the last part of the address of a paper")
        raise click.UsageError(f"there is no paper `{unknown[0]}`: {hint}")
    return [catalog.papers[slug] for slug in dict.fromkeys(slugs)] or list(catalog.papers.values())


def _ask(
    root: Path,
    catalog: Catalog,
    papers: list[SearchedPaper],
    proposals: tuple[Proposal, ...],
    server: tuple[str | None, bool],
) -> tuple[dict[str, Match], int]:
    """Ask for one paper after the other; return what may be proposed, and the exit status if it was broken off."""
    from ..enriching.arxiv import ADDRESS, ArxivSearch, SearchOutcome, ask_for  # noqa: PLC0415 (as above)  # noqa: PLC0415 (as above)
    from ..enriching.client import Clock, PoliteSession, UnavailableError  # noqa: PLC0415 (as above)

    address, refresh = server
    told, matches, status = _Progress(len(papers)), dict[str, "Match"](), 0
    holders = {paper.facts.arxiv.casefold(): paper.key for paper in catalog.papers.values() if paper.facts.arxiv}
    holders |= {one.facts.arxiv.casefold(): one.key for one in proposals if one.facts.arxiv and one.accept is not False}
    with PoliteSession(root, refresh=refresh, tell=told.say, clock=Clock()) as session:
        search = ArxivSearch(session, address or ADDRESS)
        try:
            for asked in ask_for(papers, search.hits, holders):
                told.one(asked)
                if asked.match and asked.result is SearchOutcome.PROPOSED:
                    matches[asked.paper.key] = asked.match
        except UnavailableError as reason:
            told.say(f"broken off: {reason}. Try again later; what was answered is kept.")
            status = 1
        except KeyboardInterrupt:
            told.say("ended by you; what was answered is kept.")
            status = INTERRUPTED
        told.close(session.asked, session.recalled)
    return matches, status


class _Progress:
    """Tells, on standard error, how far it is, and how long the rest will take at the pace so far."""

    def __init__(self, total: int) -> None:
        self._total = total
        self._begun = time.monotonic()
        self._counts: Counter[str] = Counter()

    def say(self, words: str) -> None:
        """Tell something besides."""
        echo(words, err=True)

    def one(self, asked: Asked) -> None:
        """Tell what came of a paper."""
        self._counts[asked.result] += 1
        done = self._counts.total()
        left = round((time.monotonic() - self._begun) / done * (self._total - done))
        rest = f", {left // 60}:{left % 60:02} left" if done < self._total else ""
        score = f" {asked.match.score:.2f} “{asked.match.hit.title}” ({asked.match.because})" if asked.match else ""
        why = f": {asked.reason}" if asked.reason else ""
        self.say(f"[{done}/{self._total}{rest}] {asked.paper.key}: {asked.result}{score}{why}")

    def close(self, asked: int, recalled: int) -> None:
        """Tell the counts of the whole run."""
        counts = ", ".join(f"{count} {result}" for result, count in sorted(self._counts.items())) or "none"
        done = f"{self._counts.total()} of {number(self._total, 'paper')}"
        self.say(f"{done}: {counts}. {number(asked, 'request')}, {number(recalled, 'answer')} from the cache.")


def _write(root: Path, matches: dict[str, Match], status: int, *, dry_run: bool, verbose: bool) -> None:
    """Write what is proposed, show it, and end with the exit status."""
    from ..enriching.proposals import propose  # noqa: PLC0415 (as above)

    if not matches:
        echo("Nothing to propose.")
        sys.exit(status)
    outcome = propose(root, matches, write=not dry_run)
    if not outcome.refused:
        echo("\n".join(outcome.lines))
    echo(report_of(outcome.found, verbose=verbose), nl=False)
    echo(summary(outcome, dry_run=dry_run))
    if outcome.written:
        echo("Compare each `found` with the title, then write `accept: true` or `accept: false`.")
    sys.exit(1 if outcome.refused else status)
