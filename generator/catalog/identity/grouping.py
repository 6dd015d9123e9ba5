"""Groups rows to papers by the table of rules and the decisions of the curator."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby

from ...sources.facts.authors import family_key
from ...sources.model import Record
from .differences import Traits, traits_of
from .people import shared_authors
from .rules import NOT_SAME_AS, RULES, Rule
from .titles import title_key

Pair = tuple[frozenset[int], frozenset[int]]
"""Two sets of rows, by their numbers."""

_MOST_WORKS = 24  # works with one title, above which authors and year must be equal
_MOST_TRAITS = 12  # different rows of one work that are compared


def group_rows(rows: Sequence[Record], decisions: Sequence[tuple[Rule, Pair]] = ()) -> tuple[tuple[int, ...], ...]:
    """Return the numbers of the rows of each paper by `RULES`, papers and rows in ascending order.

    `decisions` are those of the curator: `SAME_AS` or `NOT_SAME_AS`, with the rows of both papers. The time is
    near-linear in the rows.
    """
    groups = _Groups(rows)
    for _, same_rank in groupby(RULES, key=lambda rule: rule.rank):
        rules = tuple(same_rank)
        for rule, (ones, others) in decisions:
            if rule is NOT_SAME_AS and rule in rules:
                groups.part(ones, others)
            elif rule in rules:
                groups.join((*ones, *others))
        shared = [(found, rule) for rule in rules for found in _sharing(rule, rows)]
        for found, rule in sorted(shared, key=lambda one: one[0]):
            for work in groups.works(rule, found):
                groups.join(work)
    return groups.rows()


def _sharing(rule: Rule, rows: Sequence[Record]) -> Iterator[list[int]]:
    """Yield the rows with one value of a rule, for each value of several rows."""
    firsts: dict[str, int] = {}
    found: dict[int, list[int]] = {}
    for number, row in enumerate(rows):
        if value := rule.value(row):
            first = firsts.setdefault(value, number)
            if first != number:
                found.setdefault(first, [first]).append(number)
    return (numbers for numbers in found.values() if not rule.vague([rows[number] for number in numbers]))


@dataclass(slots=True)
class _Work:
    """Groups that a rule makes one paper, each by its first row, with the traits of their rows."""

    groups: list[int]
    traits: list[Traits]


class _Groups:
    """Groups of rows, each represented by its first row, and which of them must stay apart."""

    def __init__(self, rows: Sequence[Record]) -> None:
        self._rows = rows
        self._earlier = list(range(len(rows)))  # for each row an earlier one of its group, or itself
        self._sides: dict[int, frozenset[int]] = {}  # of a group; n and -n are the sides of the parting n
        self._partings = 0
        self._traits: dict[int, tuple[Traits, ...]] = {}  # of a group: different ones of its rows

    def rows(self) -> tuple[tuple[int, ...], ...]:
        """Return the rows of each group, groups and rows in ascending order."""
        found: dict[int, list[int]] = {}
        for row in range(len(self._earlier)):
            found.setdefault(self._first(row), []).append(row)
        return tuple(map(tuple, found.values()))

    def part(self, ones: Iterable[int], others: Iterable[int]) -> None:
        """Never join two groups from now on if one has a row of `ones`, and the other a row of `others`."""
        self._partings += 1
        for side, rows in ((self._partings, ones), (-self._partings, others)):
            for first in map(self._first, rows):
                self._sides[first] = self._sides.get(first, frozenset()) | {side}

    def join(self, rows: Iterable[int]) -> None:
        """Join the group of each row with the first one before it from which no parting keeps it."""
        found: list[int] = []
        for first in sorted(set(map(self._first, rows))):
            joined = next((group for group in found if not self._are_apart(group, first)), None)
            if joined is None:
                found.append(first)
                continue
            self._earlier[first] = joined
            if first in self._sides:
                self._sides[joined] = self._sides.get(joined, frozenset()) | self._sides[first]
            traits = dict.fromkeys((*self._traits_of(joined), *self._traits_of(first)))
            self._traits[joined] = tuple(traits)[:_MOST_TRAITS]

    def works(self, rule: Rule, rows: Iterable[int], depth: int = 0) -> list[list[int]]:
        """Return the groups of rows that share the value of a rule, those of one paper together.

        If there are too many papers to compare each with each, only rows with an equal author and year are compared,
        and of these, if they are still too many, rows without any difference.
        """
        groups = sorted(set(map(self._first, rows)))  # in the order of trust: a later row moves no earlier one
        found: list[_Work] = []
        for group in groups if len(groups) > 1 else ():
            traits = self._traits_of(group)
            matching = [work for work in found if self._fits(rule, group, traits, work)]
            if not matching:
                found.append(_Work([group], list(traits)))
                if len(found) > _MOST_WORKS:
                    return [] if depth == len(_SPLITS) else self._split(rule, groups, depth)
                continue
            best = matching[0] if len(matching) == 1 else max(matching, key=lambda work: _likeness(traits, work.traits))
            best.groups.append(group)
            best.traits = list(dict.fromkeys((*best.traits, *traits)))[:_MOST_TRAITS]
        return [work.groups for work in found if len(work.groups) > 1]

    def _split(self, rule: Rule, groups: Iterable[int], depth: int) -> list[list[int]]:
        parts: dict[object, list[int]] = {}
        for group in groups:
            parts.setdefault(_SPLITS[depth](self._traits_of(group)[0]), []).append(group)
        return [work for part in parts.values() for work in self.works(rule, part, depth + 1)]

    def _fits(self, rule: Rule, group: int, traits: Sequence[Traits], work: _Work) -> bool:
        if self._sides and any(self._are_apart(group, other) for other in work.groups):
            return False
        return not any(differs(one, other) for differs in rule.unless for one in traits for other in work.traits)

    def _are_apart(self, one: int, other: int) -> bool:
        sides = self._sides.get(one)
        return sides is not None and not self._sides.get(other, frozenset()).isdisjoint({-side for side in sides})

    def _traits_of(self, group: int) -> tuple[Traits, ...]:
        if group not in self._traits:
            self._traits[group] = (traits_of(self._rows[group]),)
        return self._traits[group]

    def _first(self, row: int) -> int:
        while self._earlier[row] != row:
            self._earlier[row] = self._earlier[self._earlier[row]]
            row = self._earlier[row]
        return row


def _likeness(ones: Iterable[Traits], others: Sequence[Traits]) -> tuple[int, ...]:
    """Return how much two works are alike: authors, year, venue."""
    return max(
        (
            int(shared_authors(one.authors, other.authors)),
            int(one.year == other.year != 0),
            int(title_key(one.venue) == title_key(other.venue) != ""),
        )
        for one in ones
        for other in others
    )


def _author_and_year(traits: Traits) -> object:
    return min(map(family_key, traits.authors), default=""), traits.year


_SPLITS: tuple[Callable[[Traits], object], ...] = (_author_and_year, lambda traits: traits)
