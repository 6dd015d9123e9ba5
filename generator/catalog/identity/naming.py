"""Groups the rows of all sources into papers, each with its key, its address and its entry in `curation.yml`."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import product

from ...diagnostics import Diagnostic, Report, closest, either, error, warning
from ...sources.model import Sources
from ..model import Curation
from .addresses import PaperName, PaperRows, UniqueNames, report_addresses
from .conflicts import report_differences
from .decisions import Decision, PaperLookup, decide, final_names, report_contradictions
from .grouping import group_rows

_HINTS = 30  # unknown papers for which the closest key is searched: that takes time

_Groups = tuple[tuple[int, ...], ...]
"""The numbers of the rows of each paper."""


def name_papers(sources: Sources, curation: tuple[Curation, ...], report: Report) -> tuple[PaperRows, ...]:
    """Return the papers of all listings, each with its rows, its address and its entry in `curation.yml`.

    Entries and decisions for unknown papers, address conflicts and different rows are reported. Unknown papers are
    reported only if all sources could be read.
    """
    report_missing = report if sources.whole else _ignore
    rows = tuple(row for listing in sources.listings for row in listing.records)
    groups = group_rows(rows)
    names = UniqueNames([[rows[row] for row in group] for group in groups])
    chosen = {entry.slug: entry.key for entry in curation if entry.slug}
    lookup = PaperLookup(rows=rows, papers=groups, names=names, chosen=chosen)
    decisions = decide(curation, lookup, report_missing)
    groups, final = _decided(lookup, decisions)
    paper_of = {row: number for number, group in enumerate(groups) for row in group} if curation else {}
    report_contradictions(decisions, paper_of, report)
    entries, unknown = _entries_of_papers(curation, final, lookup, paper_of)
    merged = [_merged(entries[number], report) if number in entries else None for number in range(len(groups))]
    slugs = [entry.slug if entry and entry.slug else name.slug for entry, name in zip(merged, final, strict=True)]
    current = {*slugs, *(word.value for entry in merged if entry for word in entry.formerly)}
    apart, joined = _decided_papers(decisions, paper_of)
    papers = tuple(
        PaperRows(
            key=entry.key if entry else name.key,
            slug=slugs[number],
            natural=name.natural,
            rows=tuple(rows[row] for row in groups[number]),
            curation=entry,
            moved=tuple(slug for slug in (*name.moved, *_other_keys(entries, number, name)) if slug not in current),
            apart=frozenset(slugs[other] for other in apart.get(number, ())),
            joined=number in joined,
        )
        for number, (name, entry) in enumerate(zip(final, merged, strict=True))
    )
    _report_papers(papers, unknown, report, report_missing)
    return papers


def _ignore(_: Diagnostic) -> None:
    """Report nothing about papers that may exist once every file can be read."""


def _decided(lookup: PaperLookup, decisions: tuple[Decision, ...]) -> tuple[_Groups, tuple[PaperName, ...]]:
    """Return the rows and the name of each paper after the decisions."""
    if not decisions:
        return tuple(lookup.papers), lookup.names.names
    same, apart = ([one.rows for one in decisions if one.same is wanted] for wanted in (True, False))
    groups = group_rows(lookup.rows, same, apart)
    return groups, tuple(final_names(lookup, groups, decisions))


def _entries_of_papers(
    curation: Sequence[Curation], names: Sequence[PaperName], lookup: PaperLookup, paper_of: Mapping[int, int]
) -> tuple[dict[int, list[Curation]], list[Curation]]:
    """Return the entries of each paper, the one under its own key first, and those of unknown papers.

    An entry may have the slug of the title of any row as its key, or the name of a row: so keys stay valid when papers
    are joined.
    """
    by_key = {name.key: number for number, name in enumerate(names)}
    found: dict[int, list[Curation]] = {}
    unknown: list[Curation] = []
    for entry in {entry.key: entry for entry in reversed(curation)}.values():  # a repeated key is reported elsewhere
        number = by_key.get(entry.key)
        if number is None:
            papers = {paper_of[row] for row in lookup.rows_of_key(entry.key)}
            number = papers.pop() if len(papers) == 1 else None
        if number is None:
            unknown.append(entry)
        elif entry.has_content or entry.key == names[number].key:
            found.setdefault(number, []).append(entry)
    for number, entries in found.items():
        entries.sort(key=lambda entry: (entry.key != names[number].key, entry.where))
    return found, sorted(unknown, key=lambda entry: entry.where)


def _other_keys(entries: Mapping[int, Sequence[Curation]], number: int, name: PaperName) -> Iterator[str]:
    """Yield the slugs, other than its own key, under which a paper has entries."""
    keys = (entry.key for entry in entries.get(number, ()))
    return (key for key in keys if key != name.key and "@" not in key)


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
            hint = f"move what is right to `{main.key}` and remove this entry, or part them: `not_same_as: {main.key}`"
            warning(report, "two-entries", other.where, message, hint)
        more = other.stated - merged.stated
        merged = replace(
            merged,
            tags=merged.tags if merged.tagged else other.tags,
            tagged=merged.tagged or other.tagged,
            tldr=merged.tldr or other.tldr,
            note=merged.note or other.note,
            links=tuple(dict.fromkeys((*merged.links, *other.links))),
            hidden=merged.hidden or other.hidden,
            formerly=(*merged.formerly, *other.formerly),
            slug=merged.slug or other.slug,
            slug_where=merged.slug_where if merged.slug else other.slug_where,
            title=merged.title or other.title,
            facts=replace(merged.facts, **{name: getattr(other.facts, name) for name in more}),
            stated=merged.stated | more,
        )
    return merged


def _decided_papers(
    decisions: Sequence[Decision], paper_of: Mapping[int, int]
) -> tuple[Mapping[int, set[int]], set[int]]:
    """Return the papers that `not_same_as` keeps apart from each paper, and those with a `same_as`."""
    apart: dict[int, set[int]] = defaultdict(set)
    joined: set[int] = set()
    for decision in decisions:
        one, two = ({paper_of[row] for row in rows} for rows in decision.rows)
        if decision.same:
            joined |= one
        else:
            for first, second in product(one, two):
                apart[first].add(second)
                apart[second].add(first)
    return apart, joined


def _report_papers(
    papers: Sequence[PaperRows], unknown: Iterable[Curation], report: Report, report_missing: Report
) -> None:
    """Report entries of unknown papers, differences between the rows of each paper, and address conflicts."""
    meant: dict[str, list[str]] = {}
    for paper in papers:
        for name in {paper.key.partition("@")[0], paper.slug} - {paper.key}:
            meant.setdefault(name, []).append(paper.key)
    keys = {paper.key for paper in papers}
    for number, entry in enumerate(unknown):
        near = closest(entry.key, keys if number < _HINTS else (), "the key is the slug of the paper's title")
        hint = f"its key is {either(meant[entry.key])}" if entry.key in meant else near
        error(report_missing, "unknown-paper", entry.where, f"there is no paper `{entry.key}`", hint)
    for paper in papers:
        report_differences(paper.rows, report, decided=paper.joined)
    report_addresses(papers, report)
