"""Decides which rows are one paper, and what a paper is called in addresses."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable

from slugify import slugify

from generator.sources.record import Record

_TEX = re.compile(r"[$\\]")


def slug_of(title_plain: str) -> str:
    """Return the natural slug of a plain title: its key in every file of the library, at most 72 characters."""
    return slugify(title_plain, max_length=72, word_boundary=True, save_order=True)


def title_key(title: str) -> str:
    """Return what two titles of one paper agree in: letters and digits after NFKC and case folding.

    A title without any letter or digit is its own key.
    """
    folded = unicodedata.normalize("NFKC", title).casefold()
    return "".join(char for char in folded if char.isalnum()) or title


def has_tex(title: str) -> bool:
    """Tell whether a title holds TeX."""
    return _TEX.search(title) is not None


def group(records: Iterable[Record]) -> tuple[tuple[Record, ...], ...]:
    """Return the rows of each paper together, papers and rows in the order given.

    Two rows are one paper if their titles have one key or their abstracts are identical, and so on from row
    to row (union-find by the first row of each group; linear but for the inverse Ackermann function).
    """
    rows = tuple(records)
    parent = list(range(len(rows)))
    seen: dict[tuple[str, str], int] = {}
    for index, row in enumerate(rows):
        for key in (("title", title_key(row.title)), ("abstract", row.abstract)):
            if key[1]:
                _join(parent, seen.setdefault(key, index), index)
    groups: dict[int, list[Record]] = {}
    for index, row in enumerate(rows):
        groups.setdefault(_find(parent, index), []).append(row)
    return tuple(tuple(group) for group in groups.values())


def _find(parent: list[int], index: int) -> int:
    while parent[index] != index:
        parent[index] = parent[parent[index]]
        index = parent[index]
    return index


def _join(parent: list[int], one: int, other: int) -> None:
    first, second = sorted((_find(parent, one), _find(parent, other)))
    parent[second] = first
