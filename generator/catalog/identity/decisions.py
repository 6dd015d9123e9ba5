"""Finds the rows that a word of the curator means: a key, the slug of a title, the name of a row, or an address."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
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
    """The rows, the papers they are without any decision (as numbers of rows), and what those go by.

    `naturals` are the slugs that the titles of the papers give, `chosen` maps an address that the curator chose to
    the key it was chosen for.
    """

    rows: Sequence[Record]
    papers: Sequence[tuple[int, ...]]
    names: Sequence[PaperName]
    naturals: Sequence[str]
    chosen: Mapping[str, str] = field(default_factory=dict)

    def rows_of(self, word: str) -> frozenset[int]:
        """Return the rows that a key or an address means, or none where it means no paper, or several."""
        return self.rows_of_key(word) or self.rows_of_key(self.chosen.get(word, word))

    def rows_of_key(self, word: str) -> frozenset[int]:
        """Return the rows that a key means: of a paper those whose title gives it or, if none does, all."""
        titled = self.by_slug.get(word, frozenset())
        if word in self.by_key:
            paper = frozenset(self.papers[self.by_key[word]])
            return paper & titled or paper
        if "@" in word:
            return self._named(word)
        return titled if len({self.paper_of[row] for row in titled}) == 1 else frozenset()

    def _named(self, word: str) -> frozenset[int]:
        """Return the row of a name `slug@source:…`; one that has another title by now is not meant."""
        slug, _, place = word.partition("@")
        row = self.by_place.get(place)
        meant = row is not None and (row in self.by_slug.get(slug, ()) or self.naturals[self.paper_of[row]] == slug)
        return frozenset({row}) if row is not None and meant else frozenset()

    def name_of(self, row: int) -> str:
        """Return a name that means this row and no other."""
        slug = natural_slug(self.rows[row])
        place = row_name(self.rows[row])
        alone = self.by_place[place] == row
        return f"{slug}@{place if alone else f'{self.rows[row].source}:{self.rows[row].position}'}"

    @cached_property
    def paper_of(self) -> dict[int, int]:
        """The paper of each row, without any decision."""
        return {row: number for number, paper in enumerate(self.papers) for row in paper}

    @cached_property
    def by_key(self) -> dict[str, int]:
        """The papers by key."""
        return {name.key: number for number, name in enumerate(self.names)}

    @cached_property
    def by_slug(self) -> dict[str, frozenset[int]]:
        """The rows by the slug that the title of each gives."""
        found: dict[str, list[int]] = {}
        for paper, natural in zip(self.papers, self.naturals, strict=True):
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
        """The rows by `source:key` and `source:position`; of two entries with one key the first."""
        found: dict[str, int] = {}
        for number, row in enumerate(self.rows):
            found.setdefault(row_name(row), number)
            found.setdefault(f"{row.source}:{row.position}", number)
        return found


MANY = 6
"""Names of rows that a hint lists at most."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Decision:
    """That the rows of one paper and those of the paper named by `word` are one paper or, if not `same`, two."""

    key: str
    word: TextNode
    same: bool
    rows: Pair


def decide(curation: Sequence[Curation], meanings: PaperLookup, report: Report) -> tuple[Decision, ...]:
    """Return the decisions that can be followed; the others are reported.

    An entry whose own paper is unknown decides nothing: that it is unknown is reported with the entries.
    """
    return tuple(found for entry in curation for found in _of_entry(entry, meanings, report))


def _of_entry(entry: Curation, meanings: PaperLookup, report: Report) -> Iterator[Decision]:
    words = [*((word, True) for word in entry.same_as), *((word, False) for word in entry.not_same_as)]
    own = meanings.rows_of_key(entry.key) if words else frozenset()
    for word, same in words if own else ():
        other = meanings.rows_of(word.value)
        if not other:
            message = f"there is no paper `{word.value}`"
            error(report, "unknown-paper", word.where, message, _nearest(word.value, meanings))
        elif own & other:
            _report_itself(word, same, own | other, meanings, report)
        else:
            yield Decision(key=entry.key, word=word, same=same, rows=(own, other))


def _nearest(word: str, meanings: PaperLookup) -> str:
    """Return a hint at what may be meant by a word that means no paper."""
    several = sorted(meanings.by_slug.get(word, ()))
    if several:
        return f"several papers have this title: name one of them by a row, {_some(several, meanings)}"
    return closest(word, [*meanings.by_key, *meanings.chosen], "use the slug in the address of the paper's page")


def _some(rows: Sequence[int], meanings: PaperLookup) -> str:
    return either([meanings.name_of(row) for row in rows[:MANY]])


def _report_itself(word: TextNode, same: bool, rows: frozenset[int], meanings: PaperLookup, report: Report) -> None:
    field = "same_as" if same else "not_same_as"
    hint = "name another paper, or remove it"
    if len(rows) > 1 and not same:
        hint = f"to part rows of one title, name each by its place: {_some(sorted(rows), meanings)}"
    error(report, "decides-itself", word.where, f"`{field}: {word.value}` names the paper itself", hint)


def report_contradictions(decisions: Sequence[Decision], place: Mapping[int, int], report: Report) -> None:
    """Report what `same_as` says and another decision forbids; `place` is the paper of each row."""
    for decision in decisions:
        one, other = ({place[row] for row in rows} for rows in decision.rows)
        if decision.same and not one & other:
            message = f"`{decision.key}` cannot be one paper with `{decision.word.value}`: `not_same_as` parts them"
            hint = "remove the one or the other; `not_same_as` holds meanwhile"
            error(report, "contradictory-decision", decision.word.where, message, hint)


def final_names(
    meanings: PaperLookup, names: UniqueNames, final: Sequence[tuple[int, ...]], decisions: Sequence[Decision]
) -> Iterator[tuple[PaperName, tuple[str, ...]]]:
    """Yield the name of each paper after the decisions, and the addresses that lead to it because it was joined.

    A joined paper goes by the name of the one that was named in `same_as`. Where a paper was split, its name stays
    with the row that gave it.
    """
    paper_of, rows = meanings.paper_of, meanings.rows
    joined = ((paper_of[min(one)], paper_of[min(other)]) for one, other in (d.rows for d in decisions if d.same))
    followers = {paper for paper, leader in joined if paper != leader}
    giving = {paper[title_row([rows[row] for row in paper])]: n for n, paper in enumerate(meanings.papers)}
    for group in final:
        homes = [giving[row] for row in group if row in giving]
        owner = next((home for home in homes if home not in followers), homes[0] if homes else None)
        name = names.another([rows[row] for row in group]) if owner is None else names.names[owner]
        yield name, tuple(names.names[home].slug for home in homes if home != owner)
