"""Reads the decisions of the curator that rows are one paper or several, and finds the rows that they name."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property

from ...diagnostics import Report, closest, either, error
from ...located.nodes import TextNode
from ...sources.model import Record
from ...text.repairs import plain_title
from ..model import Curation
from .addresses import PaperName, UniqueNames, natural_slug, row_name, title_row
from .grouping import Pair, slug_of


@dataclass(frozen=True, kw_only=True)
class PaperLookup:
    """Finds rows by a key, the slug of a title, the name of a row, or an address.

    `papers` are the numbers of the rows of each paper before any decision, and `names` the names of those papers.
    `chosen` maps an address that the curator chose to the key of its entry.
    """

    rows: Sequence[Record]
    papers: Sequence[tuple[int, ...]]
    names: UniqueNames
    chosen: Mapping[str, str]

    def rows_of(self, word: str) -> frozenset[int]:
        """Return the rows that a key or an address names; none if it names no paper, or several."""
        return self.rows_of_key(word) or self.rows_of_key(self.chosen.get(word, word))

    def rows_of_key(self, word: str) -> frozenset[int]:
        """Return the rows that a key names: those of a paper whose title gives the key or, without such rows, all."""
        titled = self.by_slug.get(word, frozenset())
        if word in self.by_key:
            paper = frozenset(self.papers[self.by_key[word]])
            return paper & titled or paper
        if "@" in word:
            return self._named(word)
        return titled if len({self.paper_of[row] for row in titled}) == 1 else frozenset()

    def _named(self, word: str) -> frozenset[int]:
        """Return the row with a name `slug@source:…`, unless it has another title by now."""
        slug, _, place = word.partition("@")
        row = self.by_place.get(place)
        if row is None:
            return frozenset()
        named = row in self.by_slug.get(slug, ()) or self.names.naturals[self.paper_of[row]] == slug
        return frozenset({row} if named else ())

    def name_of(self, row: int) -> str:
        """Return a name of this row that no other row has."""
        slug = natural_slug(self.rows[row])
        place = row_name(self.rows[row])
        alone = self.by_place[place] == row
        return f"{slug}@{place if alone else f'{self.rows[row].source}:{self.rows[row].position}'}"

    @cached_property
    def paper_of(self) -> dict[int, int]:
        """The paper of each row before any decision."""
        return {row: number for number, paper in enumerate(self.papers) for row in paper}

    @cached_property
    def by_key(self) -> dict[str, int]:
        """The papers by key."""
        return {name.key: number for number, name in enumerate(self.names.names)}

    @cached_property
    def by_slug(self) -> dict[str, frozenset[int]]:
        """The rows by the slug that the title of each gives."""
        found: dict[str, list[int]] = {}
        for paper, natural in zip(self.papers, self.names.naturals, strict=True):
            shown = self.rows[paper[title_row([self.rows[row] for row in paper])]].title
            slugs = {shown: natural}
            for row in paper:
                title = self.rows[row].title
                if title not in slugs:
                    slugs[title] = slug_of(plain_title(title))
                found.setdefault(slugs[title], []).append(row)
        return {slug: frozenset(rows) for slug, rows in found.items()}

    @cached_property
    def by_place(self) -> dict[str, int]:
        """The rows by `source:key` and `source:position`; of two rows with one key the first."""
        found: dict[str, int] = {}
        for number, row in enumerate(self.rows):
            found.setdefault(row_name(row), number)
            found.setdefault(f"{row.source}:{row.position}", number)
        return found


_MANY = 6  # names of rows in a hint, at most


@dataclass(frozen=True, slots=True, kw_only=True)
class Decision:
    """A decision that the paper `key` and the paper named by `word` are the `same` or not, with the rows of both."""

    key: str
    word: TextNode
    same: bool
    rows: Pair


def decide(curation: Sequence[Curation], lookup: PaperLookup, report: Report) -> tuple[Decision, ...]:
    """Return the decisions whose papers are known; the others are reported.

    Entries of unknown papers are skipped here, and reported elsewhere.
    """
    return tuple(found for entry in curation for found in _decisions_of(entry, lookup, report))


def _decisions_of(entry: Curation, lookup: PaperLookup, report: Report) -> Iterator[Decision]:
    words = [*((word, True) for word in entry.same_as), *((word, False) for word in entry.not_same_as)]
    own = lookup.rows_of_key(entry.key) if words else frozenset()
    for word, same in words if own else ():
        other = lookup.rows_of(word.value)
        if not other:
            message = f"there is no paper `{word.value}`"
            error(report, "unknown-paper", word.where, message, _nearest(word.value, lookup))
        elif own & other:
            _report_itself(word, same, own | other, lookup, report)
        else:
            yield Decision(key=entry.key, word=word, same=same, rows=(own, other))


def _nearest(word: str, lookup: PaperLookup) -> str:
    """Return a hint at the paper that an unknown word may name."""
    several = sorted(lookup.by_slug.get(word, ()))
    if several:
        return f"several papers have this title: name one of them by a row, {_row_names(several, lookup)}"
    return closest(word, [*lookup.by_key, *lookup.chosen], "use the slug in the address of the paper's page")


def _row_names(rows: Sequence[int], lookup: PaperLookup) -> str:
    return either([lookup.name_of(row) for row in rows[:_MANY]])


def _report_itself(word: TextNode, same: bool, rows: frozenset[int], lookup: PaperLookup, report: Report) -> None:
    field = "same_as" if same else "not_same_as"
    hint = "name another paper, or remove it"
    if len(rows) > 1 and not same:
        hint = f"to part rows of one title, name each by its place: {_row_names(sorted(rows), lookup)}"
    error(report, "decides-itself", word.where, f"`{field}: {word.value}` names the paper itself", hint)


def report_contradictions(decisions: Sequence[Decision], paper_of: Mapping[int, int], report: Report) -> None:
    """Report each `same_as` that another decision forbids; `paper_of` is the final paper of each row."""
    for decision in decisions:
        one, other = ({paper_of[row] for row in rows} for rows in decision.rows)
        if decision.same and not one & other:
            message = f"`{decision.key}` cannot be one paper with `{decision.word.value}`: `not_same_as` parts them"
            hint = "remove the one or the other; `not_same_as` holds meanwhile"
            error(report, "contradictory-decision", decision.word.where, message, hint)


def final_names(
    lookup: PaperLookup, groups: Sequence[tuple[int, ...]], decisions: Sequence[Decision]
) -> Iterator[PaperName]:
    """Yield the name of each paper after the decisions; `groups` are the rows of each.

    A joined paper has the name of the one that `same_as` names, and the addresses of the others lead to it. Where a
    paper was split, its name stays with the row that gave it.
    """
    rows, names = lookup.rows, lookup.names.names
    joined = [[lookup.paper_of[min(side)] for side in decision.rows] for decision in decisions if decision.same]
    followers = {paper for paper, leader in joined if paper != leader}
    owners = {paper[title_row([rows[row] for row in paper])]: number for number, paper in enumerate(lookup.papers)}
    for group in groups:
        before = [owners[row] for row in group if row in owners]
        owner = next((paper for paper in before if paper not in followers), before[0] if before else None)
        name = lookup.names.another([rows[row] for row in group]) if owner is None else names[owner]
        yield replace(name, moved=tuple(names[paper].slug for paper in before if paper != owner))
