"""Gives each paper its key and its address: the natural slug of its title, or another where that is taken.

Addresses follow from the sources alone, in the order of trust, and a paper keeps what it has when a less trusted
file comes along. A paper that is only in dumps gets no address but the natural one: two of them are for the curator
to tell apart.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from slugify import slugify

from generator.catalog.identity import LONGEST_SLUG, has_tex, slug_of, title_key
from generator.catalog.repairs import plain_title
from generator.shapes import RESERVED, unfit_name
from generator.sources.record import Facts, Record

_NOTHING = Facts()
LONGEST_WORD = 32
"""Characters that a year or the key of an entry may take in an address."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Name:
    """What a paper goes by: its key in `curation.yml`, its address, and the natural one that it could not have.

    `natural` is None where the address is the natural one.
    """

    key: str
    slug: str
    natural: str | None = None


def title_row(rows: Sequence[Record]) -> int:
    """Return which row gives a paper its title: the first or, where that has TeX, one that says it without.

    If the TeX of the first cannot be said without, any title that has none is better.
    """
    if not has_tex(rows[0].title):
        return 0
    plain = plain_title(rows[0].title)
    key = "" if has_tex(plain) else title_key(plain)
    titles = ((index, row.title) for index, row in enumerate(rows) if not has_tex(row.title))
    return next((index for index, title in titles if not key or title_key(title) == key), 0)


def natural_slug(row: Record) -> str:
    """Return the slug that the title of a row gives."""
    return slug_of(plain_title(row.title))


def row_place(row: Record) -> str:
    """Return where a row stands, as its name has it behind the slug and `@`: `source:key`, or `source:position`."""
    return f"{row.source}:{row.key if row.key and not row.key.isdecimal() else row.position}"


def bibliographic(row: Record) -> bool:
    """Tell whether a row is an entry of a bibliography: it has a key or facts, which a row of a dump has not."""
    return bool(row.key) or row.facts != _NOTHING


class Names:
    """Hands out names, the more trusted paper first: what is taken stays taken.

    `names` are those of the papers, `naturals` the slugs that their titles give.
    """

    def __init__(self, papers: Sequence[Sequence[Record]]) -> None:
        self.naturals = tuple(natural_slug(rows[title_row(rows)]) for rows in papers)
        self._dumped = [not any(map(bibliographic, rows)) for rows in papers]
        self._bare = Counter(slug for slug, dumped in zip(self.naturals, self._dumped, strict=True) if dumped)
        self._taken: set[str] = set()
        self.names = tuple(map(self._name, papers, self.naturals, self._dumped))

    def another(self, rows: Sequence[Record]) -> Name:
        """Return the name of a paper that comes on top of the others."""
        return self._name(rows, natural_slug(rows[title_row(rows)]), not any(map(bibliographic, rows)))

    def _name(self, rows: Sequence[Record], natural: str, dumped: bool) -> Name:
        free = natural and natural not in self._taken
        if dumped:
            alone = free and self._bare[natural] <= 1
            self._taken.add(natural)
            return Name(key=natural if alone else f"{natural}@{row_place(rows[0])}", slug=natural)
        if free and can_be_address(natural):
            self._taken.add(natural)
            return Name(key=natural, slug=natural)
        slug = next(slug for slug in _candidates(rows, natural) if slug not in self._taken and can_be_address(slug))
        self._taken.add(slug)
        return Name(key=slug, slug=slug, natural=natural)


def can_be_address(slug: str) -> bool:
    """Return whether a page can have a slug as its address: not that of an overview, and a file name everywhere."""
    return slug not in RESERVED and not unfit_name(slug)


def _candidates(rows: Sequence[Record], natural: str) -> Iterator[str]:
    """Yield addresses for a paper that cannot have its natural one, the best first, without end."""
    year = next((row.facts.published[:4] for row in rows if row.facts.published), "")
    key = next((row.key for row in rows if row.key), "")
    identifier = next(filter(None, (row.facts.doi or row.facts.arxiv for row in rows)), "")
    place = f"{rows[0].source}-{rows[0].position}"
    words = (year if natural else "", key, identifier, place)
    suffixes = [slugify(word, max_length=LONGEST_WORD, word_boundary=True, save_order=True) for word in words]
    known = list(dict.fromkeys(filter(None, suffixes))) or ["paper"]
    yield from (_joined(natural, suffix) for suffix in known)
    number = 2
    while True:
        yield _joined(natural, f"{known[-1]}-{number}")
        number += 1


def _joined(natural: str, suffix: str) -> str:
    room = LONGEST_SLUG - len(suffix) - 1
    head = slugify(natural, max_length=room, word_boundary=True, save_order=True)
    return "-".join(filter(None, (head, suffix)))
