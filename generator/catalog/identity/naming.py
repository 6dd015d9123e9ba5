"""Groups the rows of all sources into papers, each with its key, its address and its entry in `curation.yml`."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace

from ...diagnostics import Diagnostic, Report, closest, either, error, warning
from ...sources.model import Sources
from ..model import Curation
from .addresses import Naming, PaperRows, report_addresses, title_row
from .decisions import Decision, PaperLookup, decide, kept_apart, papers_of_rows
from .grouping import group_rows
from .merges import report_merges, without_shared_identifiers
from .rules import SAME_AS

_HINTS = 30  # unknown papers for which the closest key is searched: that takes time


def name_papers(sources: Sources, curation: tuple[Curation, ...], report: Report) -> tuple[PaperRows, ...]:
    """Return the papers of all sources, each with its rows, its address and its entry in `curation.yml`.

    Entries and decisions for unknown papers, address conflicts and different rows are reported. Unknown papers are
    reported only if all sources could be read.
    """
    report_missing = report if sources.whole else _ignore
    rows = tuple(row for file in sources.files for row in file.records)
    groups = [(group, tuple(rows[row] for row in group)) for group in group_rows(rows)]
    naming = Naming([paper for _, paper in groups])
    chosen = {entry.slug: entry.key for entry in curation if entry.slug}
    lookup = PaperLookup(rows=rows, papers=[naming.name(*group) for group in groups], chosen=chosen)
    decisions = decide(curation, lookup, report_missing)
    papers = tuple(_decided(lookup, decisions, naming)) if decisions else lookup.papers
    paper_of = papers_of_rows(papers) if curation else {}
    apart = kept_apart(decisions, paper_of, report)
    entries, unknown = _entries_of_papers(papers, curation, lookup, paper_of)
    papers = [_curated(paper, entries.get(number, ()), report) for number, paper in enumerate(papers)]
    papers = tuple(_connected(papers, apart))
    _report_unknown(unknown, papers, report_missing)
    joined = {row for decision in decisions if decision.rule is SAME_AS for row in decision.rows[0]}
    for paper in papers:
        if joined.isdisjoint(paper.numbers):
            report_merges(paper.rows, report)
    report_addresses(papers, report)
    return without_shared_identifiers(papers, report)


def _ignore(_: Diagnostic) -> None:
    """Report nothing about papers that may exist once every file can be read."""


def _decided(lookup: PaperLookup, decisions: Sequence[Decision], naming: Naming) -> Iterator[PaperRows]:
    """Yield the papers after the decisions.

    A joined paper has the name of the one that `same_as` names, and the addresses of the others lead to it. Where a
    paper was split, its name stays with the row that gave it.
    """
    pairs = [tuple(lookup.paper_of[min(side)] for side in one.rows) for one in decisions if one.rule is SAME_AS]
    followers = {paper for paper, leader in pairs if paper != leader}
    owners = {paper.numbers[title_row(paper.rows)]: number for number, paper in enumerate(lookup.papers)}
    for group in group_rows(lookup.rows, [(decision.rule, decision.rows) for decision in decisions]):
        rows = tuple(lookup.rows[row] for row in group)
        before = [owners[row] for row in group if row in owners]
        owner = next((paper for paper in before if paper not in followers), before[0] if before else None)
        paper = naming.name(group, rows) if owner is None else lookup.papers[owner]
        moved = tuple(lookup.papers[other].slug for other in before if other != owner)
        yield replace(paper, numbers=group, rows=rows, moved=moved)


def _entries_of_papers(
    papers: Sequence[PaperRows], curation: Sequence[Curation], lookup: PaperLookup, paper_of: Mapping[int, int]
) -> tuple[dict[int, list[Curation]], list[Curation]]:
    """Return the entries of each paper, the one under its own key first, and those of unknown papers.

    An entry may have the slug of the title of any row as its key, or the name of a row: so keys stay valid when papers
    are joined.
    """
    by_key = {paper.key: number for number, paper in enumerate(papers)}
    found: dict[int, list[Curation]] = {}
    unknown: list[Curation] = []
    for entry in {entry.key: entry for entry in reversed(curation)}.values():  # a repeated key is reported elsewhere
        key = entry.key
        named = {by_key[key]} if key in by_key else {paper_of[row] for row in lookup.rows_of_key(key)}
        number = named.pop() if len(named) == 1 else None
        if number is None:
            unknown.append(entry)
        elif key == papers[number].key or entry.has_content:
            found.setdefault(number, []).append(entry)
    for number, entries in found.items():
        entries.sort(key=lambda entry: (entry.key != papers[number].key, entry.where))
    return found, sorted(unknown, key=lambda entry: entry.where)


def _curated(paper: PaperRows, entries: Sequence[Curation], report: Report) -> PaperRows:
    """Return a paper with its entries merged, and with the key and the address that they give it."""
    if not entries:
        return paper
    entry = _merged(entries, report) if len(entries) > 1 else entries[0]
    others = (other.key for other in entries if other.key != paper.key and "@" not in other.key)
    moved = (*paper.moved, *others)
    return replace(paper, key=entry.key, slug=entry.slug or paper.slug, curation=entry, moved=moved)


def _connected(papers: Sequence[PaperRows], apart: Mapping[int, set[int]]) -> Iterator[PaperRows]:
    """Yield the papers with the addresses that lead to each, unless another paper has them, and those kept apart."""
    current = {slug for paper in papers for slug in (paper.slug, *(word.value for word in paper.curated.formerly))}
    for number, paper in enumerate(papers):
        moved = tuple(slug for slug in paper.moved if slug not in current)
        slugs = frozenset(papers[other].slug for other in apart.get(number, ()))
        yield replace(paper, moved=moved, apart=slugs) if paper.moved or slugs else paper


def _merged(entries: Sequence[Curation], report: Report) -> Curation:
    """Return the first entry with all that only the others state; that there are several is reported."""
    main = merged = entries[0]
    several = sum(entry.has_content for entry in entries) > 1
    for other in entries[1:]:
        if several:
            message = (
                f"`{other.key}` is one paper with `{main.key}` (line {main.where.line}), which has an entry already: "
                f"where both state something, `{main.key}` counts"
            )
            hint = f"move the correct fields to `{main.key}` and remove this entry, or write `not_same_as: {main.key}`"
            warning(report, "two-entries", other.where, message, hint)
        merged = merged.completed(other)
    return merged


def _report_unknown(unknown: Iterable[Curation], papers: Sequence[PaperRows], report: Report) -> None:
    """Report entries of unknown papers, with the key that may be meant."""
    meant: dict[str, list[str]] = {}
    for paper in papers:
        for name in {paper.key.partition("@")[0], paper.slug} - {paper.key}:
            meant.setdefault(name, []).append(paper.key)
    keys = [paper.key for paper in papers]
    for number, entry in enumerate(unknown):
        near = closest(entry.key, keys if number < _HINTS else (), "the key is the slug of the paper's title")
        hint = f"its key is {either(meant[entry.key])}" if entry.key in meant else near
        error(report, "unknown-paper", entry.where, f"there is no paper `{entry.key}`", hint)
