"""Merges the rows, facts and curation of each paper, and collects everything in the catalog.

Each fact of a paper is that of the most trusted source that states it; `publication` says what belongs together.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import fields, replace
from datetime import date

from ..sources.facts.links import identifier_links
from ..sources.model import Facts, Link, SourceFile, SourceInfo, Sources
from ..text.repairs import Hosts, heading, lent_summary, plain_formulas, plain_title, readable
from ..text.spans import Kind, Span
from .cite_keys import with_cite_keys
from .identity.addresses import PaperRows
from .identity.conflicts import conflicts_of
from .model import Appearance, Catalog, Listing, Paper, ReadingPath, Vocabulary
from .publication import merged_facts, with_first_version

_CODE_HOSTS = ("github.com", "gitlab.com", "bitbucket.org", "codeberg.org")


def make_catalog(
    sources: Sources,
    papers: Sequence[PaperRows],
    vocabulary: Vocabulary | None,
    paths: tuple[ReadingPath, ...],
    hosts: Hosts,
    found: Mapping[str, Facts],
) -> Catalog:
    """Return the catalog of all papers that are not hidden; `found` are accepted facts by the key of the paper."""
    days = {file.source: file.listed for file in sources.files}
    made = [make_paper(paper, days, hosts, found.get(paper.key, Facts())) for paper in papers if not paper.hidden]
    made = with_cite_keys(made)
    return Catalog(
        papers={paper.slug: paper for paper in sorted(made, key=lambda paper: paper.slug)},
        vocabulary=vocabulary or Vocabulary(whole=False, tags={}, aliases={}, formerly={}),
        paths=paths,
        listings=tuple(_listings(sources.files, papers)),
        rows=sum(len(file.records) for file in sources.files),
        titles=len({row.title for file in sources.files for row in file.records}),
    )


def _listings(files: Iterable[SourceFile], papers: Sequence[PaperRows]) -> Iterator[Listing]:
    """Yield the listings as the site shows them, each with `(position, slug)` of its visible papers in order.

    Each row is counted once: the most trusted row of a paper as visible or hidden, any other row as merged.
    """
    slugs = {(row.source, row.position): paper.slug for paper in papers if not paper.hidden for row in paper.rows}
    merged = Counter(row.source for paper in papers for row in paper.rows[1:])
    hidden = Counter(paper.rows[0].source for paper in papers if paper.hidden)
    for file in files:
        shown = ((row.position, slugs.get((file.source, row.position))) for row in file.records)
        yield Listing(
            **{field.name: getattr(file, field.name) for field in fields(SourceInfo)},
            rows=len(file.records),
            papers=tuple((position, slug) for position, slug in shown if slug is not None),
            merged=merged[file.source],
            hidden=hidden[file.source],
            days=tuple(sorted({day for row in file.records if (day := row.listed or file.listed)})),
        )


def make_paper(named: PaperRows, days: Mapping[str, date | None], hosts: Hosts, found: Facts) -> Paper:
    """Return one paper with its text repaired; its abstract is that of the most trusted row that has one.

    `days` are the days of the sources, for rows without their own. `found` are the least trusted facts: they fill in
    what no row states, and the curator overrules them too.
    """
    curation = named.curated
    facts = facts_of(named, found)
    title = curation.title or named.title
    source_tags = tuple(dict.fromkeys(tag for row in named.rows for tag in row.tags))
    abstract_source = next((row.abstract for row in named.rows if row.abstract), "")
    abstract = readable(abstract_source, hosts)
    return Paper(
        slug=named.slug,
        key=named.key,
        title=title,
        title_plain=plain_title(title),
        heading=heading(title),
        abstract=abstract,
        abstract_source=abstract_source,
        summary=curation.tldr or lent_summary(plain_formulas(abstract)),
        summarized=bool(curation.tldr),
        tags=curation.tags if curation.tagged else source_tags,
        tagged=curation.tagged or bool(source_tags),
        note=curation.note,
        facts=facts,
        links=_links((*curation.links, *identifier_links(facts), *facts.links), abstract),
        appearances=tuple(
            Appearance(source=row.source, position=row.position, listed=row.listed or days[row.source], where=row.where)
            for row in named.rows
        ),
        formerly=named.formerly,
        entry=named.curation.where if named.curation else None,
        conflicts=conflicts_of(named.rows, curation),
        apart=named.apart,
        cite_key=curation.cite_key,
    )


def facts_of(paper: PaperRows, found: Facts) -> Facts:
    """Return the facts of a paper: those of its publication, its first version, all keywords and links.

    The order of trust is: the curator, who may state that there is no value, the rows in their order, `found`.
    """
    trusted = [*(row.facts for row in paper.rows), found]
    facts, stated = merged_facts(trusted), paper.curated.stated
    facts = replace(facts, **{name: getattr(paper.curated.facts, name) for name in stated}) if stated else facts
    return facts if "preprint" in stated else with_first_version(facts, trusted)


def _links(given: tuple[Link, ...], abstract: tuple[Span, ...]) -> tuple[Link, ...]:
    """Return the links given, then those of the abstract, each address once, with its first relation."""
    found = (Link(rel=_rel(span.target), url=span.target) for span in abstract if span.kind is Kind.LINK)
    links: dict[str, Link] = {}
    for link in (*given, *found):
        links.setdefault(link.url, link)
    return tuple(links.values())


def _rel(url: str) -> str:
    host = url.partition("://")[2].partition("/")[0].removeprefix("www.")
    return "code" if host in _CODE_HOSTS else "link"
