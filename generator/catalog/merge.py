"""Puts rows, vocabulary, curation and paths together to the Catalog."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from datetime import date

from ..sources.model import Facts, Link, Listing, Record
from ..text.repairs import Hosts, first_sentence, heading, plain_title, readable
from ..text.spans import Kind, Span
from .enrichment import enriched
from .facts import curated, links_of, merged_facts
from .identity.addresses import PaperRows
from .identity.conflicts import conflicts_of
from .model import Appearance, Curation, Paper, Source

_CODE_HOSTS = ("github.com", "gitlab.com", "bitbucket.org", "codeberg.org")


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
