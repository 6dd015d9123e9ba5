"""`reading-list enrich`: asks arXiv for facts that papers lack, and writes them as proposals."""

import sys
import time
from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING

import click

from ..catalog.curation import read_curation
from ..catalog.enrichment import Proposal, read_enrichment
from ..catalog.library import CURATION, ENRICHMENT, LIBRARY, read_library
from ..catalog.model import Catalog
from ..diagnostics import Diagnostic
from ..enriching.proposals import Match, SearchedPaper, papers_lacking_facts, propose
from ..located.validate import is_web_address
from .edit import show
from .project import echo, number, papers_named, papers_option, root_option, verbose_option, without_errors

if TYPE_CHECKING:
    from ..enriching.arxiv import SearchResult

_INTERRUPTED = 130
"""The exit status after Ctrl-C, as in shells."""

_INSTALL = 'this needs the package `arxiv`: run `pip install -e ".[enrich]"`, or `uv sync --extra enrich`'


@click.command(name="enrich")
@click.option("--from", "origin", type=click.Choice(["arxiv"]), required=True, expose_value=False,
              help="The service to ask.")  # fmt: skip
@papers_option
@click.option("--limit", type=click.IntRange(min=1), metavar="N", help="How many papers at most.")
@click.option("--dry-run", is_flag=True, help="Ask, and show what would be written, but write nothing.")
@click.option("--refresh", is_flag=True, help="Ask again; else answers in the cache are used.")
@click.option("--address", metavar="URL", help="Another server that answers as the API of arXiv does.")
@root_option
@verbose_option
def enrich_command(
    *,
    slugs: tuple[str, ...],
    limit: int | None,
    dry_run: bool,
    refresh: bool,
    address: str | None,
    root: Path,
    verbose: bool,
) -> None:
    """Ask arXiv for identifiers, authors, dates and venues that papers lack.

    Only papers that lack an identifier, their authors or their date are asked for, by title, no more than one request
    in three seconds. Matches are proposed in library/enrichment.yml with a score, and nothing of them is used before
    you write `accept: true` there. Existing entries are never changed, and their papers not asked for again.

    Answers are kept under .cache/reading-list/, so that a run after Ctrl-C goes on where the last one ended.

    \b
    Examples:
      reading-list enrich --from arxiv --limit 20
      reading-list enrich --from arxiv --paper talking-lamps --dry-run

    Exit status: 0 done, 1 refused or not completed, 2 for wrong usage, 130 after Ctrl-C.
    """  # noqa: D301 (click reads the backspace as "leave these lines as they are")
    _require()
    if address is not None and not is_web_address(address):
        raise click.UsageError(f"`{address}` is not an address: one begins with https:// or http://")
    found: list[Diagnostic] = []
    catalog = without_errors(read_library(root / LIBRARY, found.append), found)
    proposals = read_enrichment(root / ENRICHMENT, ENRICHMENT, lambda _: None) or ()
    papers = _papers(root, catalog, proposals, slugs)[:limit]
    holders = {paper.facts.arxiv.casefold(): paper.key for paper in catalog.papers.values() if paper.facts.arxiv}
    holders |= {one.facts.arxiv.casefold(): one.key for one in proposals if one.facts.arxiv and one.accept is not False}
    matches, status = _ask(root, papers, holders, address=address, refresh=refresh)
    _write(root, matches, status, dry_run=dry_run, verbose=verbose)


def _require() -> None:
    """End with a remedy if the package `arxiv` is not installed: it is an optional dependency."""
    try:
        import generator.enriching.arxiv  # noqa: F401, PLC0415 (only this command needs it)
    except ModuleNotFoundError as reason:
        if (reason.name or "").partition(".")[0] not in {"arxiv", "requests", "lxml"}:
            raise
        echo(f"error: {_INSTALL}", err=True)
        sys.exit(1)


def _papers(
    root: Path, catalog: Catalog, proposals: tuple[Proposal, ...], slugs: tuple[str, ...]
) -> list[SearchedPaper]:
    """Return the papers to ask for, in the order of their slugs; report those that were named and are left out."""
    named = papers_named(catalog, slugs)
    there = {proposal.key: proposal.where for proposal in proposals}
    curation = read_curation(root / CURATION, "", None, lambda _: None) or ()
    none = {entry.key for entry in curation if "arxiv" in entry.stated and not entry.facts.arxiv}
    papers = list(papers_lacking_facts(named or catalog.papers.values(), {*there, *none}))
    searched = {paper.key for paper in papers}
    for paper in named:
        if paper.key not in searched:
            why = f"it has an entry: {there[paper.key]}" if paper.key in there else "nothing is missing"
            why = "curation.yml says that it is not on arXiv" if paper.key in none else why
            echo(f"{paper.slug}: not asked for, {why}.", err=True)
    return papers


def _ask(
    root: Path, papers: list[SearchedPaper], holders: dict[str, str], *, address: str | None, refresh: bool
) -> tuple[dict[str, Match], int]:
    """Ask for one paper after the other; return the matches to propose, and the exit status if it was not completed.

    `holders` are the keys of papers by the arXiv identifier that they have already.
    """
    from ..enriching.arxiv import ADDRESS, ArxivSearch, SearchOutcome, search_for  # noqa: PLC0415 (as above)
    from ..enriching.client import Clock, PoliteSession, UnavailableError  # noqa: PLC0415 (as above)

    progress, matches, status = _Progress(len(papers)), dict[str, Match](), 0
    with PoliteSession(root, refresh=refresh, log=progress.log, clock=Clock()) as session:
        search = ArxivSearch(session, address or ADDRESS)
        try:
            for result in search_for(papers, search.hits, holders):
                progress.add(result)
                if result.match and result.outcome is SearchOutcome.PROPOSED:
                    matches[result.paper.key] = result.match
        except UnavailableError as reason:
            progress.log(f"not completed: {reason}. Try again later; the answers are kept.")
            status = 1
        except KeyboardInterrupt:
            progress.log("ended by you; the answers are kept.")
            status = _INTERRUPTED
        progress.close(session.requests, session.cached)
    return matches, status


class _Progress:
    """Shows, on standard error, the result for each paper, and how long the rest will take at the same speed."""

    def __init__(self, total: int) -> None:
        self._total = total
        self._begun = time.monotonic()
        self._counts: Counter[str] = Counter()

    def log(self, message: str) -> None:
        """Show a message."""
        echo(message, err=True)

    def add(self, result: "SearchResult") -> None:
        """Show the result for a paper."""
        self._counts[result.outcome] += 1
        done = self._counts.total()
        left = round((time.monotonic() - self._begun) / done * (self._total - done))
        rest = f", {left // 60}:{left % 60:02} left" if done < self._total else ""
        match = result.match
        score = f" {match.score:.2f} “{match.hit.title}” ({match.because})" if match else ""
        why = f": {result.reason}" if result.reason else ""
        self.log(f"[{done}/{self._total}{rest}] {result.paper.key}: {result.outcome}{score}{why}")

    def close(self, requests: int, cached: int) -> None:
        """Show the counts of the whole run."""
        counts = ", ".join(f"{count} {outcome}" for outcome, count in sorted(self._counts.items())) or "none"
        done = f"{self._counts.total()} of {number(self._total, 'paper')}"
        self.log(f"{done}: {counts}. {number(requests, 'request')}, {number(cached, 'answer')} from the cache.")


def _write(root: Path, matches: dict[str, Match], status: int, *, dry_run: bool, verbose: bool) -> None:
    """Write the proposals, show them, and end with the exit status."""
    if not matches:
        echo("Nothing to propose.")
        sys.exit(status)
    outcome = propose(root, matches, write=not dry_run)
    show(outcome, dry_run=dry_run, verbose=verbose)
    if outcome.written:
        echo("Compare each `found` with the title, then write `accept: true` or `accept: false`.")
    sys.exit(1 if outcome.refused else status)
