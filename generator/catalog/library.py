"""Reads a library: its sources, vocabulary, curation, accepted facts and paths become one catalog."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from pathlib import Path

from ..diagnostics import Diagnostic, Location, Report, info, warning
from ..located.nodes import TextNode
from ..sources.model import Facts, Renaming, Sources
from ..sources.read import read_sources
from ..sources.register import Register, read_register
from ..storage.files import FileStat, files_in
from ..storage.transaction import recover
from ..text.repairs import Hosts
from .curation import canonical_tag, read_curation
from .enrichment import accepted_facts, read_enrichment
from .identity.addresses import PaperRows, report_identifiers
from .identity.conflicts import report_conflicts
from .identity.papers import name_papers
from .merge import make_paper, sources_of
from .model import Catalog, Curation, Paper, Vocabulary
from .paths import PaperAddresses, read_paths
from .vocabulary import read_vocabulary, with_broader

LIBRARY = "library"
"""The folder of a project that holds what the curator writes."""

_MOST_READINGS = 3


def read_library(library: Path, report: Report, *, proposed: bytes | None = None) -> Catalog | None:
    """Return the catalog of a folder, or None; every problem is reported. `proposed` stands in for curation.yml.

    What an interrupted command left half done is taken back first. Where files change while they are read, they are
    read again, so that nobody sees one half of a change.
    """
    for _ in range(_MOST_READINGS):
        recover(library, report)
        found: list[Diagnostic] = []
        before = _looks(library)
        catalog = _read_library(library, found.append, proposed)
        if before is not None and before == _looks(library):
            break
    for finding in found:
        report(finding)
    return catalog


def _looks(library: Path) -> dict[str, FileStat] | None:
    """Return how each file of the library looks, or None if one went away meanwhile."""
    try:
        return files_in(library)
    except FileNotFoundError:
        return None


def _read_library(library: Path, report: Report, proposed: bytes | None) -> Catalog | None:
    register = read_register(library / "sources.yml", f"{LIBRARY}/sources.yml", report)
    vocabulary = read_vocabulary(library / "tags.yml", f"{LIBRARY}/tags.yml", report)
    register = _with_canonical_tags(register, vocabulary, report)
    shelf = read_sources(library / "sources", register, f"{LIBRARY}/sources", report)
    source = library / "curation.yml" if proposed is None else proposed
    curation = read_curation(source, f"{LIBRARY}/curation.yml", vocabulary, report)
    named = name_papers(shelf, curation or (), report)
    former = {slug: paper.slug for paper in named for slug in paper.former_slugs}
    hidden = {paper.slug for paper in named if paper.hidden}
    living = {paper.slug for paper in named} - hidden
    addresses = PaperAddresses(living, former, hidden, known=shelf.whole and curation is not None)
    paths = read_paths(library / "paths.yml", f"{LIBRARY}/paths.yml", addresses, report)
    _report_held_back(
        {
            "sources": shelf.whole,
            "tags.yml": bool(vocabulary and vocabulary.whole),
            "curation.yml": curation is not None,
        },
        report,
    )
    if not shelf.listings:
        return None
    found = _found_facts(library, named if shelf.whole else (), report)
    papers = _make_papers(named, shelf, register.hosts if register else (), found)
    catalog = Catalog(
        papers={paper.slug: paper for paper in sorted(papers, key=lambda paper: paper.slug)},
        vocabulary=vocabulary or Vocabulary(whole=False, tags={}, aliases={}, formerly={}),
        paths=paths,
        sources=sources_of(shelf.listings, named),
        rows=sum(len(listing.records) for listing in shelf.listings),
        titles=len({row.title for listing in shelf.listings for row in listing.records}),
    )
    _report_facts(catalog, report)
    if curation:
        _report_usage(_carriers(curation, catalog), catalog, report)
    counts = f"{len(catalog.papers)} papers from {catalog.rows} rows with {catalog.titles} different titles"
    info(report, "counts", Location(file=f"{LIBRARY}/sources"), counts)
    return catalog


def _report_facts(catalog: Catalog, report: Report) -> None:
    papers = catalog.papers.values()
    report_identifiers(papers, report)
    report_conflicts(papers, {source.source: source.file for source in catalog.sources}, report)


def _make_papers(named: Sequence[PaperRows], shelf: Sources, hosts: Hosts, found: Mapping[str, Facts]) -> list[Paper]:
    listings = {listing.source: listing for listing in shelf.listings}
    return [make_paper(paper, listings, hosts, found.get(paper.key)) for paper in named if not paper.hidden]


def _found_facts(library: Path, named: Sequence[PaperRows], report: Report) -> dict[str, Facts]:
    """Return what was found elsewhere and accepted, by paper; it is read from a file, the network is never asked."""
    proposals = read_enrichment(library / "enrichment.yml", f"{LIBRARY}/enrichment.yml", report)
    return accepted_facts(proposals, named, report) if proposals and named else {}


def _carriers(curation: tuple[Curation, ...], catalog: Catalog) -> dict[str, list[str]]:
    """Return the keys of the papers that carry each tag, hidden ones too, and those whose source lends it."""
    own = ((tag, entry.key) for entry in curation for tag in entry.tags)
    lent = ((tag, paper.key) for paper in catalog.papers.values() for tag in paper.tags)
    used: dict[str, dict[str, None]] = {}
    for tag, key in (*own, *lent):
        used.setdefault(tag, {})[key] = None
    return {tag: list(keys) for tag, keys in used.items()}


def _report_held_back(readable: dict[str, bool], report: Report) -> None:
    """Tell which files could not be read whole, so that nobody takes the silence about them for health."""
    broken = [name for name, whole in readable.items() if not whole]
    if broken:
        where = Location(file=f"{LIBRARY}/{broken[0]}")
        message = f"checks that need {' and '.join(broken)} were held back, because it could not be read whole"
        info(report, "held-back", where, message, "mend the errors above, then check again")


def _report_usage(used: Mapping[str, list[str]], catalog: Catalog, report: Report) -> None:
    """Warn of tags that no paper carries, also not through a narrower tag, and of deprecated ones that some do.

    `used` has the keys of the papers that carry a tag.
    """
    reached = with_broader(used, catalog.vocabulary.tags)
    for tag in catalog.vocabulary.tags.values():
        if tag.deprecated:
            if tag.slug in used:
                message = f"`{tag.slug}` is deprecated, and still carried by {', '.join(used[tag.slug])}"
                warning(report, "deprecated-tag", tag.where, message, tag.deprecated)
        elif tag.slug not in reached:
            hint = "tag a paper with it, or remove it"
            warning(report, "unused-tag", tag.where, f"no paper carries `{tag.slug}`", hint)


def _with_canonical_tags(register: Register | None, vocabulary: Vocabulary | None, report: Report) -> Register | None:
    """Return the register with the slugs of living tags; tags that do not exist are reported and left out.

    Without a vocabulary, tags are taken as they stand: whether they exist cannot be said.
    """
    if register is None or vocabulary is None:
        return register
    return replace(
        register,
        entries=tuple(
            replace(entry, tags=tuple(_living(renaming, vocabulary, report) for renaming in entry.tags))
            for entry in register.entries
        ),
    )


def _living(renaming: Renaming, vocabulary: Vocabulary, report: Report) -> Renaming:
    def slugs() -> Iterator[TextNode]:
        for tag in renaming.tags:
            slug = canonical_tag(tag, vocabulary, report)
            if slug:
                yield replace(tag, value=slug)

    return replace(renaming, tags=tuple(slugs()))
