"""Puts rows, vocabulary, curation and paths together to the Catalog."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from ..diagnostics import Diagnostic, Report
from ..sources.model import Facts, Link, Listing, Record, Sources
from ..text.repairs import Hosts, first_sentence, heading, plain_title, readable
from ..text.spans import Kind, Span
from .enrichment import enriched
from .entries import Entries, report_unknown
from .facts import curated, links_of, merged_facts
from .identity.addresses import PaperName, PaperRows, UniqueNames, report_addresses
from .identity.conflicts import conflicts_of, report_differences
from .identity.decisions import Decision, Meanings, decide, report_contradictions, settled_names
from .identity.grouping import group_rows
from .model import Appearance, Curation, Paper, Source

_CODE_HOSTS = ("github.com", "gitlab.com", "bitbucket.org", "codeberg.org")


@dataclass(frozen=True, slots=True, kw_only=True)
class _Settled:
    """Papers as numbers of rows, the name of each with the addresses joined to it, and what led to them."""

    groups: tuple[tuple[int, ...], ...]
    names: tuple[tuple[PaperName, tuple[str, ...]], ...]
    decisions: tuple[Decision, ...] = ()

    @property
    def place(self) -> dict[int, int]:
        """The paper of each row."""
        return {row: number for number, group in enumerate(self.groups) for row in group}


def name_papers(shelf: Sources, curation: tuple[Curation, ...], report: Report) -> tuple[PaperRows, ...]:
    """Return the papers of all listings, each with its rows, its address and what the curator says of it.

    Entries and decisions for papers that do not exist, clashing addresses and rows that differ are reported.
    Whether a paper exists can be said only if the shelf is whole.
    """
    rows = tuple(row for listing in shelf.listings for row in listing.records)
    groups = group_rows(rows)
    names = UniqueNames([[rows[row] for row in group] for group in groups])
    chosen = {entry.slug: entry.key for entry in curation if entry.slug}
    meanings = Meanings(rows=rows, papers=groups, names=names.names, naturals=names.naturals, chosen=chosen)
    told = report if shelf.whole else _ignore
    settled = _settled(meanings, names, decide(curation, meanings, told))
    place = settled.place if curation else {}
    report_contradictions(settled.decisions, place, report)
    entries = Entries(curation, [name for name, _ in settled.names], meanings, place)
    papers = tuple(_papers(rows, settled, place, entries, report))
    report_unknown(entries.unknown, {paper.key for paper in papers}, _other_names(papers), told)
    for paper in papers:
        report_differences(paper.rows, report, decided=paper.joined)
    report_addresses(papers, report)
    return papers


def _settled(meanings: Meanings, names: UniqueNames, decisions: tuple[Decision, ...]) -> _Settled:
    """Return the papers after the decisions; without any, they are those that the rows alone make."""
    if not decisions:
        return _Settled(groups=tuple(meanings.papers), names=tuple((name, ()) for name in names.names))
    same, apart = ([found.rows for found in decisions if found.same is wanted] for wanted in (True, False))
    groups = group_rows(meanings.rows, same, apart)
    return _Settled(groups=groups, names=tuple(settled_names(meanings, names, groups, decisions)), decisions=decisions)


def _papers(
    rows: Sequence[Record], settled: _Settled, place: Mapping[int, int], entries: Entries, report: Report
) -> Iterator[PaperRows]:
    said = [entries.of(number, report) for number in range(len(settled.groups))]
    slugs = [(entry.slug if entry else "") or name.slug for entry, (name, _) in zip(said, settled.names, strict=True)]
    alive = {*slugs, *(word.value for entry in said if entry for word in entry.formerly)}
    apart, joined = _parted(settled.decisions, place), _joined(settled.decisions, place)
    for number, (group, (name, moved)) in enumerate(zip(settled.groups, settled.names, strict=True)):
        entry = said[number]
        yield PaperRows(
            key=entry.key if entry else name.key,
            slug=slugs[number],
            natural=name.natural,
            rows=tuple(rows[row] for row in group),
            curation=entry,
            moved=tuple(slug for slug in (*moved, *entries.other_keys(number)) if slug not in alive),
            apart=frozenset(slugs[other] for other in apart.get(number, ())),
            joined=number in joined,
        )


def _parted(decisions: Sequence[Decision], place: Mapping[int, int]) -> dict[int, set[int]]:
    """Return the papers that `not_same_as` keeps apart from each paper."""
    found: dict[int, set[int]] = {}
    for one, other in (decision.rows for decision in decisions if not decision.same):
        for first in {place[row] for row in one}:
            for second in {place[row] for row in other}:
                found.setdefault(first, set()).add(second)
                found.setdefault(second, set()).add(first)
    return found


def _joined(decisions: Sequence[Decision], place: Mapping[int, int]) -> set[int]:
    """Return the papers of which a `same_as` speaks."""
    return {place[row] for decision in decisions if decision.same for row in decision.rows[0]}


def _other_names(papers: Sequence[PaperRows]) -> dict[str, list[str]]:
    """Return the keys that may be meant by a word that is no key: a title's slug, or an address."""
    found: dict[str, list[str]] = {}
    for paper in papers:
        for name in {paper.key.partition("@")[0], paper.slug} - {paper.key}:
            found.setdefault(name, []).append(paper.key)
    return found


def _ignore(_: Diagnostic) -> None:
    """Say nothing of what may be there once every file can be read."""


def sources_of(listings: Iterable[Listing], papers: Iterable[PaperRows]) -> tuple[Source, ...]:
    """Return the listings as the site shows them, each with `(position, slug)` of its visible papers in order.

    Each row is counted once: with a paper that it is the most trusted row of, seen or hidden, or as merged.
    """
    named = tuple(papers)
    slugs = {(row.source, row.position): paper.slug for paper in named if not paper.hidden for row in paper.rows}
    merged = Counter(row.source for paper in named for row in paper.rows[1:])
    hidden = Counter(paper.rows[0].source for paper in named if paper.hidden)
    return tuple(
        _source(
            listing,
            tuple(
                (row.position, slugs[row.source, row.position])
                for row in listing.records
                if (row.source, row.position) in slugs
            ),
            merged=merged[listing.source],
            hidden=hidden[listing.source],
        )
        for listing in listings
    )


def _source(listing: Listing, papers: tuple[tuple[int, str], ...], *, merged: int, hidden: int) -> Source:
    return Source(
        source=listing.source,
        slug=listing.slug,
        file=listing.file,
        title=listing.title,
        listed=listing.listed,
        inferred=listing.inferred,
        url=listing.url,
        note=listing.note,
        rows=len(listing.records),
        entries=listing.entries,
        lines=listing.lines,
        papers=papers,
        merged=merged,
        hidden=hidden,
        days=tuple(sorted({day for row in listing.records if (day := row.listed or listing.listed)})),
    )


def make_paper(named: PaperRows, listings: Mapping[str, Listing], hosts: Hosts, found: Facts | None = None) -> Paper:
    """Return one paper with its text repaired; the most trusted row that has an abstract gives it.

    `found` are facts of the lowest trust: they fill in what no row knows, and the curator overrules them too.
    """
    said = named.curation or Curation(key=named.key, where=named.rows[0].where)
    source_text = next((row.abstract for row in named.rows if row.abstract), "")
    facts = curated(enriched(merged_facts(named.rows), found or Facts()), said)
    title = said.title or named.title
    lent = tuple(dict.fromkeys(tag for row in named.rows for tag in row.tags))
    abstract = readable(source_text, hosts)
    text = "".join(span.text for span in abstract)
    return Paper(
        slug=named.slug,
        key=named.key,
        title=title,
        title_plain=plain_title(title),
        heading=heading(title),
        abstract=abstract,
        abstract_source=source_text,
        summary=said.tldr or first_sentence(text),
        summarized=bool(said.tldr),
        tags=said.tags if said.tagged else lent,
        tagged=said.tagged or bool(lent),
        note=said.note,
        facts=facts,
        links=_links((*said.links, *links_of(facts)), abstract),
        appearances=tuple(_appearance(row, listings[row.source].listed) for row in named.rows),
        formerly=named.formerly,
        entry=named.curation.where if named.curation else None,
        conflicts=conflicts_of(named.rows, named.curation),
        apart=named.apart,
    )


def _appearance(row: Record, listed: date | None) -> Appearance:
    return Appearance(source=row.source, position=row.position, listed=row.listed or listed, where=row.where)


def _links(given: tuple[Link, ...], abstract: tuple[Span, ...]) -> tuple[Link, ...]:
    """Return the links given, then those of the abstract, each address once, with the first word for it."""
    found = (Link(rel=_rel(span.target), url=span.target) for span in abstract if span.kind is Kind.LINK)
    links: dict[str, Link] = {}
    for link in (*given, *found):
        links.setdefault(link.url, link)
    return tuple(links.values())


def _rel(url: str) -> str:
    host = url.partition("://")[2].partition("/")[0].removeprefix("www.")
    return "code" if host in _CODE_HOSTS else "link"
