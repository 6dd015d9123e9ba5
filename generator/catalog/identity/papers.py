"""Groups the rows of all sources into papers, each with its key, its address and its entry in `curation.yml`."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from ...diagnostics import Diagnostic, Report, closest, either, error, warning
from ...sources.model import Record, Sources
from ..model import Curation
from .addresses import PaperName, PaperRows, UniqueNames, report_addresses
from .conflicts import report_differences
from .decisions import Decision, PaperLookup, decide, final_names, report_contradictions
from .grouping import group_rows

HINTS = 30
"""How many unknown papers get a hint at the nearest one."""


class Entries:
    """The entries of each paper, by its number: the one under its own key first, then those under other keys.

    An entry may stand under the slug of the title of any row, or the name of one: so keys stay valid when papers
    are joined. `place` is the paper of each row.
    """

    def __init__(
        self, curation: Sequence[Curation], names: Sequence[PaperName], meanings: PaperLookup, place: Mapping[int, int]
    ) -> None:
        keys = {name.key: number for number, name in enumerate(names)}
        self.unknown: list[Curation] = []
        self._keys = [name.key for name in names]
        self._of: dict[int, list[Curation]] = {}
        for entry in {entry.key: entry for entry in reversed(curation)}.values():  # a repeated key is reported
            number = keys.get(entry.key)
            if number is None:
                papers = {place[row] for row in meanings.rows_of_key(entry.key)}
                number = papers.pop() if len(papers) == 1 else None
            if number is None:
                self.unknown.append(entry)
            elif entry.speaks or entry.key == names[number].key:
                self._of.setdefault(number, []).append(entry)
        for number, entries in self._of.items():
            entries.sort(key=lambda entry: (entry.key != names[number].key, entry.where))
        self.unknown.sort(key=lambda entry: entry.where)

    def other_keys(self, number: int) -> tuple[str, ...]:
        """Return the slugs under which entries of a paper stand, its own key left out."""
        keys = (entry.key for entry in self._of.get(number, ()))
        return tuple(key for key in keys if key != self._keys[number] and "@" not in key)

    def of(self, number: int, report: Report) -> Curation | None:
        """Return all that is said of a paper as one entry; that there are several is reported."""
        entries = self._of.get(number, [])
        if len([entry for entry in entries if entry.speaks]) > 1:
            _report_several(entries, report)
        return _one(entries) if entries else None


def _report_several(entries: Sequence[Curation], report: Report) -> None:
    main = entries[0]
    for entry in entries[1:]:
        message = (
            f"`{entry.key}` is one paper with `{main.key}` (line {main.where.line}), which has an entry already: "
            f"where both speak, `{main.key}` counts"
        )
        hint = f"move what is right to `{main.key}` and remove this entry, or part them: `not_same_as: {main.key}`"
        warning(report, "two-entries", entry.where, message, hint)


def _one(entries: Sequence[Curation]) -> Curation:
    """Return the first entry with what only the others say."""
    said = entries[0]
    for other in entries[1:]:
        more = other.stated - said.stated
        said = replace(
            said,
            tags=said.tags if said.tagged else other.tags,
            tagged=said.tagged or other.tagged,
            tldr=said.tldr or other.tldr,
            note=said.note or other.note,
            links=tuple(dict.fromkeys((*said.links, *other.links))),
            hidden=said.hidden or other.hidden,
            formerly=(*said.formerly, *other.formerly),
            slug=said.slug or other.slug,
            slug_where=said.slug_where if said.slug else other.slug_where,
            title=said.title or other.title,
            facts=replace(said.facts, **{name: getattr(other.facts, name) for name in more}),
            stated=said.stated | more,
        )
    return said


def report_unknown(
    unknown: Iterable[Curation], keys: Iterable[str], other_names: Mapping[str, Sequence[str]], report: Report
) -> None:
    """Report entries of papers that do not exist; `other_names` maps slugs and addresses to the keys meant by them."""
    known = set(keys)
    for number, entry in enumerate(unknown):
        meant = other_names.get(entry.key)
        near = known if number < HINTS else ()  # to look for the nearest takes its time
        fallback = "the key is the slug of the paper's title"
        hint = f"its key is {either(meant)}" if meant else closest(entry.key, near, fallback)
        error(report, "unknown-paper", entry.where, f"there is no paper `{entry.key}`", hint)


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
    meanings = PaperLookup(rows=rows, papers=groups, names=names.names, naturals=names.naturals, chosen=chosen)
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


def _settled(meanings: PaperLookup, names: UniqueNames, decisions: tuple[Decision, ...]) -> _Settled:
    """Return the papers after the decisions; without any, they are those that the rows alone make."""
    if not decisions:
        return _Settled(groups=tuple(meanings.papers), names=tuple((name, ()) for name in names.names))
    same, apart = ([found.rows for found in decisions if found.same is wanted] for wanted in (True, False))
    groups = group_rows(meanings.rows, same, apart)
    return _Settled(groups=groups, names=tuple(final_names(meanings, names, groups, decisions)), decisions=decisions)


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
