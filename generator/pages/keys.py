"""Makes the keys of pages: hashes of all that a page shows and is made by.

A page whose key is the same as in the last build has the same bytes, so it is not made again. What a page shows are
values of the catalog and of the insights; `repr` gives all that they consist of.
"""

import hashlib
from collections.abc import Callable, Iterator, Mapping
from dataclasses import fields
from functools import cache
from operator import attrgetter
from typing import Any

from ..catalog.model import Paper, Tag
from .views import PaperView

_DIGITS = 20
_PLAIN = frozenset({str, int, bool, type(None)})
_PAPER = attrgetter(*(field.name for field in fields(Paper) if field.name not in {"entry", "apart"}))
_TAG = attrgetter(*(field.name for field in fields(Tag) if field.name != "where"))


def hashed(*texts: str) -> str:
    """Return a hash of texts in their order; other boundaries between the texts give another hash."""
    data = "".join(f"{len(text)}:{text}" for text in texts)
    return hashlib.sha256(data.encode("utf-8", "surrogatepass")).hexdigest()[:_DIGITS]


class Keys:
    """The keys of the pages of one catalog, which are made by the program with the hash `program`.

    A paper counts with the names and colours of its tags, since wherever it is shown they may be, too. Where papers and
    tags stand in the library does not count: no page shows it.
    """

    def __init__(self, program: str, tags: Mapping[str, Tag], colours: Mapping[str, int]) -> None:
        self.program = program
        self._tags = {slug: repr((_TAG(tag), colours[tag.facet])) for slug, tag in tags.items()}
        self._known: dict[int, tuple[str, object]] = {}

    def key(self, *shown: object) -> str:
        """Return the key of a page that shows these values and no others."""
        return hashed(self.program, *map(self._text, shown))

    def _text(self, value: object) -> str:
        kind: Any = type(value)
        if kind in _PLAIN:
            return repr(value)
        if kind is Paper or kind is PaperView:
            return self._once(value)
        if isinstance(value, Tag):
            return self._tags[value.slug]
        if isinstance(value, tuple | list):
            return f"({','.join(map(self._text, value))})"
        if hasattr(kind, "__dataclass_fields__"):
            return self._text(_fields_of(kind)(value))
        return repr(value)

    def _once(self, value: object) -> str:
        """Return a hash of a value that many pages show."""
        known = self._known.get(id(value))
        if known is None:
            known = hashed(*self._parts(value)), value  # an id is free for another value once this one is gone
            self._known[id(value)] = known
        return known[0]

    def _parts(self, value: object) -> Iterator[str]:
        if isinstance(value, Paper):
            yield repr(_PAPER(value))
            yield from (self._tags[slug] for slug in value.tags)
        else:
            kind: Any = type(value)
            yield self._text(_fields_of(kind)(value))


@cache
def _fields_of(kind: Any) -> Callable[[object], object]:
    return attrgetter(*(field.name for field in fields(kind)))
