"""All papers as they are taken away, kept small: nearly every kind of page asks for them, in an order of its own."""

from __future__ import annotations

import zlib
from collections.abc import Collection, Iterable, Iterator, Mapping
from functools import partial
from types import MappingProxyType
from typing import NamedTuple

from ...catalog.model import Catalog
from ...parallel import together
from .formats import Texts, written

_END = b"\0"
"""Stands between the texts of a paper: no text has it, for what is printed has no controls."""

_SHARE = 1000  # papers that are written in one go


class _Packed(NamedTuple):
    """A paper in every format, pressed; and how many bytes each of them had before."""

    data: bytes
    sizes: tuple[int, ...]


class WrittenPapers(Mapping[str, Texts]):
    """Each paper as it is taken away, kept small; one that was not made before is made when it is asked for."""

    def __init__(self, catalog: Catalog, made: Mapping[str, _Packed] = MappingProxyType({})) -> None:
        self._catalog = catalog
        self._made = dict(made)

    def __getitem__(self, slug: str) -> Texts:
        return tuple(zlib.decompress(self._packed(slug).data).decode().split(_END.decode()))

    def __iter__(self) -> Iterator[str]:
        return iter(self._catalog.papers)

    def __len__(self) -> int:
        return len(self._catalog.papers)

    def sizes(self, slug: str) -> tuple[int, ...]:
        """Return how many bytes a paper has in each format, without unpacking it."""
        return self._packed(slug).sizes

    def fill(self) -> None:
        """Make those that were not made before, at the same time."""
        slugs = [slug for slug in self._catalog.papers if slug not in self._made]
        shares = [partial(_pack, self._catalog, slugs[at : at + _SHARE]) for at in range(0, len(slugs), _SHARE)]
        for share in together(shares):
            self._made |= share

    def after(self, catalog: Catalog, changed: Collection[str]) -> WrittenPapers:
        """Return the papers of a catalog that differs in those that `changed`."""
        made = self._made.copy()  # another thread may be filling it
        return WrittenPapers(catalog, {slug: one for slug, one in made.items() if slug not in changed})

    def _packed(self, slug: str) -> _Packed:
        if slug not in self._made:
            self._made |= _pack(self._catalog, (slug,))
        return self._made[slug]


def _pack(catalog: Catalog, slugs: Iterable[str]) -> dict[str, _Packed]:
    tags, papers = catalog.vocabulary.tags, catalog.papers
    texts = ((slug, [text.encode() for text in written(papers[slug], tags)]) for slug in slugs)
    return {slug: _Packed(zlib.compress(_END.join(all_), 1), tuple(map(len, all_))) for slug, all_ in texts}
