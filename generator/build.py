"""The whole pipeline on one screen: a library becomes a catalog, the catalog pages, the pages files.

Nothing is written if anything is an error.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from contextlib import nullcontext
from dataclasses import replace
from functools import partial
from pathlib import Path

from generator.catalog.clashes import report_identifiers
from generator.catalog.conflicts import report_conflicts
from generator.catalog.curation import read_curation
from generator.catalog.enrichment import accepted_facts, read_enrichment
from generator.catalog.lending import with_living_tags
from generator.catalog.merge import make_paper, name_papers, sources_of
from generator.catalog.model import Catalog, Curation, Paper, Vocabulary
from generator.catalog.named import Named
from generator.catalog.paths import Addresses, read_paths
from generator.catalog.repairs import Hosts
from generator.catalog.vocabulary import read_vocabulary
from generator.diagnostics import Diagnostic, Location, Report, info
from generator.insights.collection import (
    insights,
    make_related,
    make_suggestions,
    related_inputs,
    suggestion_inputs,
)
from generator.insights.lookalikes import alike_inputs, make_alike, read_alike, report_look_alikes
from generator.insights.map import make_map, map_inputs
from generator.insights.usage import report_usage
from generator.pages.rendering import UnrenderableError, rendering
from generator.site.cache import FOLDER, Work, fingerprint, remember
from generator.site.changes import Changes
from generator.site.drafts import Way
from generator.site.files import Left, files_in, folder_aside
from generator.site.links import misplaced
from generator.site.lock import AnotherBuildError, building
from generator.site.stamp import is_as_written, take_stamp
from generator.site.sync import report_strange_names, sync_parts
from generator.site.system_errors import cannot_write
from generator.site.transaction import settle
from generator.sources.record import Facts, Shelf
from generator.sources.register import read_register
from generator.sources.shelf import read_shelf
from generator.standing import Result, let_stand, standing, totals_of
from generator.together import uncollected

LIBRARY = "library"
WATCHED = (LIBRARY, "templates", "docs/guide", "docs/assets")
"""The folders that people write in: a preview follows these, and not what is generated."""
_MOST_READINGS = 3


@uncollected()
def build(root: Path, *, check: bool = False, strict: bool = False, wait: bool = False) -> Result:
    """Build the project in the folder `root`: read `library/`, render, and bring `docs/` up to date.

    If nothing has changed since the last whole build, nothing is read. With `check`, nothing is written. With
    `strict`, a warning stops the build as an error does. All findings are in the result, sorted by place; wrong data
    never raises, nor does what the system refuses. While another process builds, this is an error, unless it is to
    `wait`.
    """
    if (last := standing(root, strict=strict)) is not None:
        return last
    try:
        found = [*misplaced(root)]
        report_strange_names(root / "docs", found.append)
        if found:
            return Result(found=_sorted(found))
        with nullcontext() if check else building(root, wait=wait):
            return _build(root, check=check, strict=strict)
    except AnotherBuildError as reason:
        return Result(found=(reason.finding,))
    except OSError as reason:
        return Result(found=(cannot_write(reason, root=root),))


def _build(root: Path, *, check: bool, strict: bool) -> Result:
    stamp = take_stamp(root)
    result = known_library(root, write=not check)
    if result.catalog is None or result.known is None or result.fails(strict=strict):
        return result
    changes, found = _bring_up_to_date(root, result, Way(write=not check))
    result = replace(result, found=_sorted([*result.found, *found]), changes=changes)
    if not check:
        let_stand(root, stamp, result)
    return result


def _bring_up_to_date(root: Path, result: Result, way: Way) -> tuple[Changes | None, list[Diagnostic]]:
    """Render what a library holds and write it, or nothing where anything is an error; return what was found, too."""
    found: list[Diagnostic] = []
    if result.catalog is None or result.known is None:
        return None, found
    plan = rendering(result.catalog, result.known, result.found, root, found.append)
    if plan is None:
        return None, found
    way = replace(way, trusting=is_as_written(root))
    try:
        with folder_aside(root / FOLDER) if way.write else nullcontext() as aside:
            way = replace(way, aside=aside)
            return sync_parts(plan.parts, plan.closing, root / "docs", found.append, way), found
    except UnrenderableError as reason:
        return None, [*found, reason.finding]


def known_library(root: Path, *, write: bool = True, proposed: bytes | None = None) -> Result:
    """Return the catalog of a project and what is known of it; with `write`, what was expensive is remembered.

    `proposed` stands in for curation.yml.
    """
    found: list[Diagnostic] = []
    catalog = read_library(root / LIBRARY, found.append, proposed=proposed)
    if catalog is None:
        return Result(found=_sorted(found))
    result = Result(found=_sorted(found), catalog=catalog, totals=totals_of(catalog))
    if result.fails(strict=False):
        return result
    related, suggested, pairs, laid_out = remember(root, _works(catalog), write=write)
    alike = read_alike(catalog, pairs)
    report_look_alikes(alike, found.append)
    return replace(result, found=_sorted(found), known=insights(catalog, suggested, related, laid_out, alike))


def _works(catalog: Catalog) -> tuple[Work, ...]:
    """Return what takes long to find out of a catalog, the longest first.

    But look-alikes before the map: they take most on top of what the work before has left in memory.
    """
    return (
        Work(name="related", key=fingerprint(related_inputs(catalog)), make=partial(make_related, catalog)),
        Work(name="suggestions", key=fingerprint(suggestion_inputs(catalog)), make=partial(make_suggestions, catalog)),
        Work(name="alike", key=fingerprint(alike_inputs(catalog)), make=partial(make_alike, catalog)),
        Work(name="map", key=fingerprint(map_inputs(catalog)), make=partial(make_map, catalog)),
    )


def read_library(library: Path, report: Report, *, proposed: bytes | None = None) -> Catalog | None:
    """Return the catalog of a folder, or None; every problem is reported. `proposed` stands in for curation.yml.

    What an interrupted command left half done is taken back first. Where files change while they are read, they are
    read again, so that nobody sees one half of a change.
    """
    for _ in range(_MOST_READINGS):
        settle(library, report)
        found: list[Diagnostic] = []
        before = _looks(library)
        catalog = _read_library(library, found.append, proposed)
        if before is not None and before == _looks(library):
            break
    for finding in found:
        report(finding)
    return catalog


def _looks(library: Path) -> dict[str, Left] | None:
    """Return how each file of the library looks, or None if one went away meanwhile."""
    try:
        return files_in(library)
    except FileNotFoundError:
        return None


def _read_library(library: Path, report: Report, proposed: bytes | None) -> Catalog | None:
    register = read_register(library / "sources.yml", f"{LIBRARY}/sources.yml", report)
    vocabulary = read_vocabulary(library / "tags.yml", f"{LIBRARY}/tags.yml", report)
    register = with_living_tags(register, vocabulary, report)
    shelf = read_shelf(library / "sources", register, f"{LIBRARY}/sources", report)
    source = library / "curation.yml" if proposed is None else proposed
    curation = read_curation(source, f"{LIBRARY}/curation.yml", vocabulary, report)
    named = name_papers(shelf, curation or (), report)
    former = {slug: paper.slug for paper in named for slug in paper.former_slugs}
    hidden = {paper.slug for paper in named if paper.hidden}
    living = {paper.slug for paper in named} - hidden
    addresses = Addresses(living, former, hidden, known=shelf.whole and curation is not None)
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
        report_usage(_carriers(curation, catalog), catalog, report)
    counts = f"{len(catalog.papers)} papers from {catalog.rows} rows with {catalog.titles} different titles"
    info(report, "counts", Location(file=f"{LIBRARY}/sources"), counts)
    return catalog


def _report_facts(catalog: Catalog, report: Report) -> None:
    papers = catalog.papers.values()
    report_identifiers(papers, report)
    report_conflicts(papers, {source.source: source.file for source in catalog.sources}, report)


def _make_papers(named: Sequence[Named], shelf: Shelf, hosts: Hosts, found: Mapping[str, Facts]) -> list[Paper]:
    listings = {listing.source: listing for listing in shelf.listings}
    return [make_paper(paper, listings, hosts, found.get(paper.key)) for paper in named if not paper.hidden]


def _found_facts(library: Path, named: Sequence[Named], report: Report) -> dict[str, Facts]:
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


def _sorted(found: Iterable[Diagnostic]) -> tuple[Diagnostic, ...]:
    return tuple(sorted(set(found), key=lambda finding: finding.place))
