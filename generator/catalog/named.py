"""The rows of one paper with all that is known of them as a whole: its key, its address, its entry."""

from __future__ import annotations

from dataclasses import dataclass

from generator.catalog.model import Curation
from generator.catalog.naming import can_be_address, title_row
from generator.sources.record import Record


@dataclass(frozen=True, slots=True, kw_only=True)
class Named:
    """The rows of one paper, most trusted first, with its key in `curation.yml` and its address.

    `natural` is the address that it could not have, or None. `moved` are addresses that lead to it because it was
    joined, `apart` those of papers that the curator keeps apart from it; `joined` tells of a `same_as`.
    """

    key: str
    slug: str
    natural: str | None
    rows: tuple[Record, ...]
    curation: Curation | None
    moved: tuple[str, ...] = ()
    apart: frozenset[str] = frozenset()
    joined: bool = False

    @property
    def title(self) -> str:
        """The title of the sources: the first, or one that says the same without TeX."""
        return self.rows[title_row(self.rows)].title

    @property
    def hidden(self) -> bool:
        """Whether the curator keeps the paper off the site."""
        return self.curation is not None and self.curation.hidden

    @property
    def formerly(self) -> tuple[str, ...]:
        """The addresses that lead to it: those it had, by the curator's word, and those of papers joined to it."""
        former = tuple(word.value for word in self.curation.formerly) if self.curation else ()
        return tuple(dict.fromkeys((*former, *self.moved)))

    @property
    def former_slugs(self) -> tuple[str, ...]:
        """The addresses it had, and the natural one if the curator chose another, unless no page can have it."""
        natural = self.key != self.slug and can_be_address(self.key)
        return (*self.formerly, self.key) if natural else self.formerly
