"""Reads the decisions of the curator that rows are one paper or several, and finds the rows that they name."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import product

from ...diagnostics import Report, closest, either, error
from ...located.nodes import TextNode
from ...sources.model import Record
from ..model import Curation
from .addresses import PaperRows, natural_slug, row_name
from .grouping import Pair
from .rules import NOT_SAME_AS, SAME_AS, Rule

_MANY = 6  # names of rows in a hint, at most


@dataclass(frozen=True, kw_only=True)
class PaperLookup:
    """Finds rows by a key, the slug of a title, the name of a row, or an address.

    `papers` are those before any decision. `chosen` maps an address that the curator chose to the key of its entry.
    """

    rows: Sequence[Record]
    papers: Sequence[PaperRows]
    chosen: Mapping[str, str]

    def rows_of(self, word: str) -> frozenset[int]:
        """Return the rows that a key or an address names; none if it names no paper, or several."""
        return self.rows_of_key(word) or self.rows_of_key(self.chosen.get(word, word))

    def rows_of_key(self, word: str) -> frozenset[int]:
        """Return the rows that a key names: those of a paper whose title gives the key or, without such rows, all."""
        titled = self.by_slug.get(word, frozenset())
        if word in self.by_key:
            paper = frozenset(self.papers[self.by_key[word]].numbers)
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
        titles = ([self.rows[row]], self.papers[self.paper_of[row]].rows)
        return frozenset({row} if slug in map(natural_slug, titles) else ())

    def names_of(self, rows: frozenset[int]) -> str:
        """Return names of rows as a choice, each of which no other row has."""
        return either([self._name_of(row) for row in sorted(rows)[:_MANY]])

    def _name_of(self, number: int) -> str:
        row = self.rows[number]
        place = row_name(row)
        place = place if self.by_place[place] == number else f"{row.source}:{row.position}"
        return f"{natural_slug([row])}@{place}"

    @cached_property
    def paper_of(self) -> dict[int, int]:
        """The paper of each row before any decision."""
        return papers_of_rows(self.papers)

    @cached_property
    def by_key(self) -> dict[str, int]:
        """The papers by key."""
        return {paper.key: number for number, paper in enumerate(self.papers)}

    @cached_property
    def by_slug(self) -> dict[str, frozenset[int]]:
        """The rows by the slug that the title of each gives."""
        found: dict[str, list[int]] = {}
        for number, row in enumerate(self.rows):
            found.setdefault(natural_slug([row]), []).append(number)
        return {slug: frozenset(rows) for slug, rows in found.items()}

    @cached_property
    def by_place(self) -> dict[str, int]:
        """The rows by `source:key` and `source:position`; of two rows with one key the first."""
        found: dict[str, int] = {}
        for number, row in enumerate(self.rows):
            for place in (row_name(row), f"{row.source}:{row.position}"):
                found.setdefault(place, number)
        return found


def papers_of_rows(papers: Iterable[PaperRows]) -> dict[int, int]:
    """Return the number of the paper of each row."""
    return {row: number for number, paper in enumerate(papers) for row in paper.numbers}


@dataclass(frozen=True, slots=True, kw_only=True)
class Decision:
    """A decision on the paper `key` and the paper that `word` names: the rule `SAME_AS` or `NOT_SAME_AS` for both."""

    key: str
    word: TextNode
    rule: Rule
    rows: Pair


def decide(curation: Sequence[Curation], lookup: PaperLookup, report: Report) -> tuple[Decision, ...]:
    """Return the decisions whose papers are known; the others are reported.

    Entries of unknown papers are skipped here, and reported elsewhere.
    """
    return tuple(found for entry in curation for found in _decisions_of(entry, lookup, report))


def _decisions_of(entry: Curation, lookup: PaperLookup, report: Report) -> Iterator[Decision]:
    words = [*((word, SAME_AS) for word in entry.same_as), *((word, NOT_SAME_AS) for word in entry.not_same_as)]
    own = lookup.rows_of_key(entry.key) if words else frozenset()
    for word, rule in words if own else ():
        other = lookup.rows_of(word.value)
        if not other:
            message = f"there is no paper `{word.value}`"
            error(report, "unknown-paper", word.where, message, _nearest(word.value, lookup))
        elif own & other:
            _report_itself(word, rule, own | other, lookup, report)
        else:
            yield Decision(key=entry.key, word=word, rule=rule, rows=(own, other))


def _nearest(word: str, lookup: PaperLookup) -> str:
    """Return a hint at the paper that an unknown word may name."""
    if word in lookup.by_slug:
        return f"several papers have this title: name one of them by a row, {lookup.names_of(lookup.by_slug[word])}"
    return closest(word, [*lookup.by_key, *lookup.chosen], "use the slug in the address of the paper's page")


def _report_itself(word: TextNode, rule: Rule, rows: frozenset[int], lookup: PaperLookup, report: Report) -> None:
    hint = "name another paper, or remove it"
    if len(rows) > 1 and rule is NOT_SAME_AS:
        hint = f"to separate records with one title, name each by its position: {lookup.names_of(rows)}"
    error(report, "decides-itself", word.where, f"`{rule.name}: {word.value}` names the paper itself", hint)


def kept_apart(decisions: Iterable[Decision], paper_of: Mapping[int, int], report: Report) -> Mapping[int, set[int]]:
    """Return the papers that `not_same_as` keeps apart from each paper, and report each `same_as` that it forbids.

    `paper_of` is the final paper of each row.
    """
    apart: dict[int, set[int]] = defaultdict(set)
    for decision in decisions:
        one, other = ({paper_of[row] for row in rows} for rows in decision.rows)
        if decision.rule is NOT_SAME_AS:
            for first, second in product(one, other):
                apart[first].add(second)
                apart[second].add(first)
        elif not one & other:
            message = f"`{decision.key}` cannot be one paper with `{decision.word.value}`: `not_same_as` separates them"
            hint = "remove one of them; until then, `not_same_as` counts"
            error(report, "contradictory-decision", decision.word.where, message, hint)
    return apart
