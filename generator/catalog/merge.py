"""Puts rows, vocabulary, curation and paths together to the Catalog."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from generator.catalog.facts import links_of, merged_facts
from generator.catalog.identity import group, has_tex, slug_of
from generator.catalog.model import Appearance, Curation, Paper, Source
from generator.catalog.repairs import Hosts, first_sentence, heading, plain_title, readable
from generator.catalog.spans import Kind, Span
from generator.diagnostics import Report, closest, either, error, info, warning
from generator.shapes import RESERVED
from generator.sources.record import Link, Listing, Record, Shelf

HINTS = 30
"""How many unknown papers get a hint at the nearest one."""

_CODE_HOSTS = ("github.com", "gitlab.com", "bitbucket.org", "codeberg.org")


@dataclass(frozen=True, slots=True, kw_only=True)
class Named:
    """The rows of one paper, most trusted first, with its key in `curation.yml` and its address."""

    key: str
    slug: str
    rows: tuple[Record, ...]
    curation: Curation | None

    @property
    def title(self) -> str:
        """The first title without TeX, or the first."""
        return _title(self.rows)

    @property
    def hidden(self) -> bool:
        """Whether the curator keeps the paper off the site."""
        return self.curation is not None and self.curation.hidden

    @property
    def former_slugs(self) -> tuple[str, ...]:
        """The addresses it had, and the natural one if the curator chose another."""
        former = tuple(word.value for word in self.curation.formerly) if self.curation else ()
        return former if self.key == self.slug else (*former, self.key)


def name_papers(shelf: Shelf, curation: tuple[Curation, ...], report: Report) -> tuple[Named, ...]:
    """Return the papers of all listings, each with its rows, its address and what the curator says of it.

    Clashing addresses, entries for papers that do not exist and rows that differ are reported. Whether a paper
    exists can be said only if the shelf is whole.
    """
    groups = group(row for listing in shelf.listings for row in listing.records)
    for rows in groups:
        _report_differences(rows, report)
    keys = _keys(groups)
    entries = {entry.key: entry for entry in curation}
    papers = [_named(key, rows, entries.get(key)) for key, rows in zip(keys, groups, strict=True)]
    if shelf.whole:
        _report_unknown(curation, keys, papers, report)
    _report_clashes(papers, report)
    return tuple(papers)


def _named(key: str, rows: tuple[Record, ...], entry: Curation | None) -> Named:
    natural = slug_of(plain_title(_title(rows)))
    return Named(key=key, slug=(entry.slug if entry else "") or natural, rows=rows, curation=entry)


def _title(rows: tuple[Record, ...]) -> str:
    return next((row.title for row in rows if not has_tex(row.title)), rows[0].title)


def _keys(groups: tuple[tuple[Record, ...], ...]) -> list[str]:
    """Return each paper's key: its natural slug or, where that is shared or empty, `slug@source:position`."""
    natural = [slug_of(plain_title(_title(rows))) for rows in groups]
    count = Counter(natural)
    return [
        f"{slug}@{rows[0].source}:{rows[0].position}" if not slug or count[slug] > 1 else slug
        for slug, rows in zip(natural, groups, strict=True)
    ]


def _report_differences(rows: tuple[Record, ...], report: Report) -> None:
    """Report rows of one paper that are there twice, or say different things."""
    for index, row in enumerate(rows):
        earlier = rows[:index]
        twice = next((other for other in earlier if other.source == row.source), None)
        if twice is not None:
            hint = "the two rows became one paper; nothing is lost"
            warning(
                report,
                "repeated-row",
                row.where,
                f"this paper is in the listing twice (line {twice.where.line})",
                hint,
            )
    first = next((row for row in rows if row.abstract), rows[0])
    for row in rows:
        if row.abstract and row.abstract != first.abstract:
            message = (
                f"another abstract than at {first.abstract_where.file}:{first.abstract_where.line}, which is shown"
            )
            hint = "the order of the files in sources.yml decides which one is shown"
            warning(report, "two-abstracts", row.abstract_where, message, hint)
        elif row.title != first.title:
            message = f"merged by its abstract with “{first.title}” ({first.where.file}:{first.where.line})"
            info(report, "merged-titles", row.where, message)


def _report_unknown(curation: tuple[Curation, ...], keys: list[str], papers: list[Named], report: Report) -> None:
    known = set(keys)
    other_keys: dict[str, list[str]] = {}
    for paper in papers:
        for name in {paper.key.partition("@")[0], paper.slug} - {paper.key}:
            other_keys.setdefault(name, []).append(paper.key)
    unknown = [entry for entry in curation if entry.key not in known]
    for number, entry in enumerate(unknown):
        meant = other_keys.get(entry.key)
        fallback = "the key is the slug of the paper's title"
        near = known if number < HINTS else ()  # to look for the nearest takes its time
        hint = f"its key is {either(meant)}" if meant else closest(entry.key, near, fallback)
        error(report, "unknown-paper", entry.where, f"there is no paper `{entry.key}`", hint)


def _report_clashes(papers: list[Named], report: Report) -> None:
    """Report addresses that two papers claim, and titles that give none."""
    taken: dict[str, Named] = {}
    for paper in papers:
        where = paper.rows[0].where
        other = taken.setdefault(paper.slug, paper)
        hint = f'give one of them a `slug:` of its own in curation.yml, under the key `"{paper.key}"`'
        if paper.slug in RESERVED:
            error(report, "reserved-slug", where, f"the address of `{paper.slug}` is that of an overview", hint)
        elif not paper.slug:
            error(report, "no-slug", where, f"the title “{paper.title}” gives no address", hint)
        elif other is not paper:
            chosen = next(
                (one.curation.slug_where for one in (paper, other) if one.curation and one.curation.slug), None
            )
            titles = " and ".join(
                f"“{one.title}” ({one.rows[0].where.file}:{one.rows[0].where.line})" for one in (other, paper)
            )
            message = f"two papers would have the address `{paper.slug}`: {titles}"
            error(report, "slug-clash", chosen or where, message, "choose another `slug:`" if chosen else hint)
    _report_former(papers, taken, report)


def _report_former(papers: list[Named], taken: dict[str, Named], report: Report) -> None:
    """Report former addresses that are alive, or that two papers claim."""
    former: dict[str, Named] = {}
    claims = [(word, paper) for paper in papers if paper.curation for word in paper.curation.formerly]
    for word, paper in sorted(claims, key=lambda claim: claim[0].where):
        holder = taken.get(word.value) or former.setdefault(word.value, paper)
        if holder is not paper or word.value == paper.slug:
            message = f"`{word.value}` cannot be a former address: “{holder.title}” has it"
            error(report, "formerly-collision", word.where, message, "remove it from `formerly`")


def sources_of(listings: Iterable[Listing], papers: Iterable[Named]) -> tuple[Source, ...]:
    """Return the listings as the site shows them, each with `(position, slug)` of its visible papers in order."""
    slugs = {(row.source, row.position): paper.slug for paper in papers if not paper.hidden for row in paper.rows}
    return tuple(
        _source(
            listing,
            tuple(
                (row.position, slugs[row.source, row.position])
                for row in listing.records
                if (row.source, row.position) in slugs
            ),
        )
        for listing in listings
    )


def _source(listing: Listing, papers: tuple[tuple[int, str], ...]) -> Source:
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
    )


def make_paper(named: Named, listings: Mapping[str, Listing], hosts: Hosts) -> Paper:
    """Return one paper with its text repaired; the most trusted row that has an abstract gives it."""
    said = named.curation or Curation(key=named.key, where=named.rows[0].where)
    source_text = next((row.abstract for row in named.rows if row.abstract), "")
    facts = merged_facts(named.rows)
    lent = tuple(dict.fromkeys(tag for row in named.rows for tag in row.tags))
    abstract = readable(source_text, hosts)
    text = "".join(span.text for span in abstract)
    return Paper(
        slug=named.slug,
        key=named.key,
        title=named.title,
        title_plain=plain_title(named.title),
        heading=heading(named.title),
        abstract=abstract,
        abstract_source=source_text,
        summary=said.tldr or first_sentence(text),
        summarized=bool(said.tldr),
        tags=said.tags if said.tagged else lent,
        tagged=said.tagged or bool(lent),
        note=said.note,
        facts=facts,
        links=_links((*said.links, *links_of(facts)), abstract),
        appearances=tuple(
            Appearance(
                source=row.source,
                position=row.position,
                listed=row.listed or listings[row.source].listed,
                where=row.where,
            )
            for row in named.rows
        ),
        formerly=tuple(word.value for word in said.formerly),
        entry=named.curation.where if named.curation else None,
    )


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
