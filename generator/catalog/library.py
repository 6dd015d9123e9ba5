"""Reads a library: its sources, vocabulary, curation, accepted facts and paths become one catalog."""

from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path

from ..diagnostics import Diagnostic, Location, Report, info, warning
from ..sources.model import Renaming
from ..sources.read import read_sources
from ..sources.register import Register, read_register
from ..storage.files import FileStat, files_in
from ..storage.transaction import recover
from .curation import canonical_tag, read_curation
from .enrichment import accepted_facts, read_enrichment
from .identity.addresses import report_identifiers
from .identity.conflicts import report_conflicts
from .identity.naming import name_papers
from .merge import make_catalog
from .model import Catalog, Curation, Vocabulary
from .paths import read_paths
from .vocabulary import read_vocabulary, with_broader

LIBRARY = "library"
"""The folder of a project that holds what the curator writes."""

SOURCES = f"{LIBRARY}/sources"
REGISTER = f"{LIBRARY}/sources.yml"
TAGS = f"{LIBRARY}/tags.yml"
CURATION = f"{LIBRARY}/curation.yml"
PATHS = f"{LIBRARY}/paths.yml"
ENRICHMENT = f"{LIBRARY}/enrichment.yml"

_MOST_READINGS = 3


def read_library(library: Path, report: Report, *, proposed: bytes | None = None) -> Catalog | None:
    """Return the catalog of a folder, or None if there are no sources; every problem is reported.

    `proposed` stands in for `curation.yml`. An interrupted change is rolled back first. If files change while they are
    read, they are read again, so that no half of a change is read.
    """
    for _ in range(_MOST_READINGS):
        recover(library, report)
        found: list[Diagnostic] = []
        before = _stat_files(library)
        catalog = _read_library(library, found.append, proposed)
        if before is not None and before == _stat_files(library):
            break
    for finding in found:
        report(finding)
    return catalog


def _stat_files(library: Path) -> dict[str, FileStat] | None:
    """Return size and time of each file of the library, or None if one is removed meanwhile."""
    try:
        return files_in(library)
    except FileNotFoundError:
        return None


def _read_library(library: Path, report: Report, proposed: bytes | None) -> Catalog | None:
    def named(name: str) -> tuple[Path, str]:
        """Return the path of a file or folder, and its name in messages."""
        return library / Path(name).name, name

    register = read_register(*named(REGISTER), report)
    vocabulary = read_vocabulary(*named(TAGS), report)
    register = _with_canonical_tags(register, vocabulary, report)
    sources = read_sources(library / "sources", register, SOURCES, report)
    file, name = named(CURATION)
    curation = read_curation(file if proposed is None else proposed, name, vocabulary, report)
    papers = name_papers(sources, curation or (), report)
    paths = read_paths(*named(PATHS), papers if sources.whole and curation is not None else None, report)
    complete = (sources.whole, bool(vocabulary and vocabulary.whole), curation is not None)
    _report_skipped_checks(complete, report)
    if not sources.files:
        return None
    proposals = read_enrichment(*named(ENRICHMENT), report)
    found = accepted_facts(proposals or (), papers, report) if sources.whole and papers else {}
    catalog = make_catalog(sources, papers, vocabulary, paths, register.hosts if register else (), found)
    report_identifiers(catalog.papers.values(), report)
    report_conflicts(catalog.papers.values(), {listing.source: listing.file for listing in catalog.listings}, report)
    if curation:
        _report_tags(curation, catalog, report)
    counts = f"{len(catalog.papers)} papers from {catalog.rows} rows with {catalog.titles} different titles"
    info(report, "counts", Location(file=SOURCES), counts)
    return catalog


def _with_canonical_tags(register: Register | None, vocabulary: Vocabulary | None, report: Report) -> Register | None:
    """Return the register with canonical tags; unknown tags are reported and left out.

    Without a vocabulary, tags stay as they are: whether they exist is not known.
    """
    if register is None or vocabulary is None:
        return register

    def canonical(renaming: Renaming) -> Renaming:
        slugs = ((tag, canonical_tag(tag, vocabulary, report)) for tag in renaming.tags)
        return replace(renaming, tags=tuple(replace(tag, value=slug) for tag, slug in slugs if slug))

    entries = (replace(entry, tags=tuple(map(canonical, entry.tags))) for entry in register.entries)
    return replace(register, entries=tuple(entries))


def _report_skipped_checks(complete: tuple[bool, bool, bool], report: Report) -> None:
    """Report the files that could not be read completely: the checks that need them are skipped."""
    names = (SOURCES, TAGS, CURATION)
    if unread := [name for name, is_complete in zip(names, complete, strict=True) if not is_complete]:
        shown = " and ".join(Path(name).name for name in unread)
        message = f"checks that need {shown} were skipped, because it could not be read completely"
        where = Location(file=unread[0])
        info(report, "held-back", where, message, "fix the errors above, then check again")


def _report_tags(curation: Iterable[Curation], catalog: Catalog, report: Report) -> None:
    """Report tags that no paper has, not even through a narrower tag, and deprecated tags that some papers have."""
    keys: dict[str, dict[str, None]] = {}
    of_entries = ((tag, entry.key) for entry in curation for tag in entry.tags)  # of hidden papers, too
    of_papers = ((tag, paper.key) for paper in catalog.papers.values() for tag in paper.tags)  # from sources, too
    for slug, key in (*of_entries, *of_papers):
        keys.setdefault(slug, {})[key] = None
    used = with_broader(keys, catalog.vocabulary.tags)
    for tag in catalog.vocabulary.tags.values():
        if tag.deprecated and tag.slug in keys:
            message = f"`{tag.slug}` is deprecated, and still used by {', '.join(keys[tag.slug])}"
            warning(report, "deprecated-tag", tag.where, message, tag.deprecated)
        elif not tag.deprecated and tag.slug not in used:
            hint = "tag a paper with it, or remove it"
            warning(report, "unused-tag", tag.where, f"no paper has the tag `{tag.slug}`", hint)
