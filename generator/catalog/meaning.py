"""Finds the rows that a word of the curator means: a key, the slug of a title, the name of a row, or an address."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property

from generator.catalog.identity import slug_of
from generator.catalog.naming import Name, natural_slug, row_place, title_row
from generator.catalog.repairs import plain_title
from generator.sources.record import Record


@dataclass(frozen=True, kw_only=True)
class Meanings:
    """The rows, the papers they are without any decision (as numbers of rows), and what those go by.

    `naturals` are the slugs that the titles of the papers give, `chosen` maps an address that the curator chose to
    the key it was chosen for.
    """

    rows: Sequence[Record]
    papers: Sequence[tuple[int, ...]]
    names: Sequence[Name]
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
        place = row_place(self.rows[row])
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
            found.setdefault(row_place(row), number)
            found.setdefault(f"{row.source}:{row.position}", number)
        return found
