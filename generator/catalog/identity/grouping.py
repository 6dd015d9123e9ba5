"""Groups rows into papers: by identifiers, titles, abstracts and the decisions of the curator."""

import re
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache
from heapq import heappop, heappush

from slugify import slugify

from ...sources.facts.identifiers import is_preprint
from ...sources.model import Record

Pair = tuple[frozenset[int], frozenset[int]]
"""Two sets of rows, by their numbers."""


class _UnionFind:
    """Groups of rows, each represented by its first row.

    `kinds` are bits for each row: two groups that share a bit contradict each other. `apart` are pairs of sets of
    rows that must never be in one group, and share no row.
    """

    def __init__(self, kinds: Sequence[int], apart: Sequence[Pair]) -> None:
        self._parent = list(range(len(kinds)))
        self._kinds = list(kinds)
        self._sides: dict[int, set[int]] = {}
        for number, pair in enumerate(apart):
            for side, rows in enumerate(pair):
                for row in rows:
                    self._sides.setdefault(row, set()).add(2 * number + side)

    def groups(self) -> tuple[tuple[int, ...], ...]:
        """Return the rows of each group, groups and rows in ascending order."""
        found: dict[int, list[int]] = {}
        for index in range(len(self._parent)):
            found.setdefault(self._find(index), []).append(index)
        return tuple(map(tuple, found.values()))

    def join(self, members: Sequence[int], *, check: bool) -> None:
        """Join the group of each row with the first group before it that is allowed.

        With `check`, groups that contradict each other are not joined.
        """
        roots = sorted({self._find(member) for member in members})
        if len(roots) == 1:
            return
        # The groups that stay apart, by their bits: the first of those without a common bit is wanted.
        heaps: dict[int, list[int]] = {}
        for root in roots:
            bits = self._kinds[root] if check else 0
            partner = self._take_partner(root, bits, heaps)
            if partner is None:
                heappush(heaps.setdefault(bits, []), root)
            else:
                self._union(partner, root)
                heappush(heaps.setdefault(self._kinds[partner] if check else 0, []), partner)

    def _take_partner(self, root: int, bits: int, heaps: dict[int, list[int]]) -> int | None:
        """Remove the first group that `root` may join from the heaps, and return it."""
        compatible = [heap for held, heap in heaps.items() if heap and not held & bits]
        if root not in self._sides:
            return heappop(min(compatible, key=lambda heap: heap[0])) if compatible else None
        allowed = [(other, heap) for heap in compatible for other in heap if self._may_join(root, other)]
        if not allowed:
            return None
        other, heap = min(allowed, key=lambda found: found[0])
        heap.remove(other)
        heap.sort()  # a sorted list is a heap
        return other

    def _may_join(self, one: int, other: int) -> bool:
        sides = self._sides.get(other, set())
        return not any(side ^ 1 in sides for side in self._sides.get(one, ()))

    def _union(self, first: int, second: int) -> None:
        """Join two groups; the first has the lower number and represents both."""
        self._parent[second] = first
        self._kinds[first] |= self._kinds[second]
        if second in self._sides:
            self._sides[first] = self._sides.get(first, set()) | self._sides.pop(second)

    def _find(self, index: int) -> int:
        while self._parent[index] != index:
            self._parent[index] = self._parent[self._parent[index]]
            index = self._parent[index]
        return index


LONGEST_SLUG = 72
_LONG = 200  # characters; rows with one title and one abstract of this length are one paper, whatever their identifiers
_SHARED = 3  # titles; an abstract of more titles, such as "No abstract available.", identifies no paper

_PLACEHOLDER = re.compile(
    r"na|nil|none|null|tb[ad]|notavailable|(?:no)?abstract(?:is)?(?:not|un)?(?:available|provided)?"
)
"""Text in the place of an abstract, in letters and digits; it identifies no paper."""

_TEX = re.compile(r"[$\\]")
_DOI, _ARXIV = 1, 2

Token = tuple[str, str]
"""A property that rows of one paper may share: its kind in words, and its value."""


@lru_cache(maxsize=1 << 16)  # a preview reads the same titles at each edit
def slug_of(title_plain: str) -> str:
    """Return the natural slug of a plain title: its key in every file of the library, at most 72 characters."""
    return slugify(title_plain, max_length=LONGEST_SLUG, word_boundary=True, save_order=True)


@lru_cache(maxsize=1 << 16)  # a preview reads the same titles at each edit
def title_key(title: str) -> str:
    """Return a key that is equal for titles of one paper: letters and digits after NFKC and case folding.

    A title without any letter or digit is its own key.
    """
    folded = unicodedata.normalize("NFKC", title).casefold()
    return "".join(char for char in folded if char.isalnum()) or title


def has_tex(title: str) -> bool:
    """Return whether a title contains TeX."""
    return _TEX.search(title) is not None


def group_rows(
    rows: Sequence[Record], same: Sequence[Pair] = (), apart: Sequence[Pair] = ()
) -> tuple[tuple[int, ...], ...]:
    """Return the numbers of the rows of each paper, papers and rows in ascending order.

    Rows are one paper if they have one DOI or one arXiv identifier, or one title and one long abstract. Rows with
    one abstract or one title are one paper too, unless their identifiers contradict each other: two DOIs of
    publications, or two arXiv identifiers. A row that could belong to several papers goes to the first of them.

    `same` are pairs of sets of rows that the curator declared to be one paper, `apart` those declared to be
    different, which take precedence over all else. Union-find: near-linear in the rows.
    """
    groups = _UnionFind([_kinds(row) for row in rows], apart)
    for one, other in same:
        groups.join(sorted(one | other), check=False)
    keys = [title_key(row.title) for row in rows]
    for members in _sharing(map(_strong_tokens, rows, keys)):
        groups.join(members, check=False)
    common = _common_abstracts(rows, keys)
    for members in _sharing([("abstract", row.abstract)] if row.abstract not in common else [] for row in rows):
        groups.join(members, check=True)
    for members in _sharing([("title", key)] for key in keys):
        groups.join(members, check=True)
    return groups.groups()


def _kinds(row: Record) -> int:
    """Return which identifiers a row has that no other paper can have."""
    doi = row.facts.doi
    return (_DOI if doi and not is_preprint(doi) else 0) | (_ARXIV if row.facts.arxiv else 0)


def _strong_tokens(row: Record, key: str) -> list[Token]:
    """Return the tokens that make rows one paper even if other tokens contradict each other."""
    text = f"{key}\n{row.abstract}" if len(row.abstract) >= _LONG else ""
    return [*identifiers_of(row), ("title and abstract", text)]


def identifiers_of(row: Record) -> list[Token]:
    """Return the known identifiers of a row."""
    found = [("DOI", row.facts.doi), ("arXiv identifier", row.facts.arxiv.casefold())]
    return [token for token in found if token[1]]


def tokens_of(row: Record) -> list[Token]:
    """Return the tokens that a row may share with others of its paper, the strongest first."""
    abstract = [("abstract", row.abstract)] if row.abstract else []
    return [*identifiers_of(row), ("title", title_key(row.title)), *abstract]


def _common_abstracts(rows: Sequence[Record], keys: Sequence[str]) -> set[str]:
    """Return the abstracts that identify no paper: empty ones, placeholders, and those of many titles."""
    titles: dict[str, set[str]] = {}
    for row, key in zip(rows, keys, strict=True):
        titles.setdefault(row.abstract, set()).add(key)
    return {"", *(text for text, held in titles.items() if len(held) > _SHARED or _is_placeholder(text))}


def _is_placeholder(abstract: str) -> bool:
    return len(abstract) < _LONG and (
        _PLACEHOLDER.fullmatch(title_key(abstract)) is not None or not any(map(str.isalnum, abstract))
    )


def _sharing(tokens: Iterable[Iterable[Token]]) -> Iterator[list[int]]:
    """Yield the rows that share a token, for each token of several rows, in the order of the first of them."""
    holders: dict[Token, list[int]] = {}
    for index, found in enumerate(tokens):
        for token in found:
            if token[1]:
                holders.setdefault(token, []).append(index)
    return (members for members in holders.values() if len(members) > 1)


def shared_tokens(rows: Sequence[Record]) -> Iterator[tuple[Record, Record, Token]]:
    """Yield each row of a paper but the first, with another row and the strongest token that both share.

    The order is DOI, arXiv identifier, title, abstract. A row that only a decision of the curator joined comes with the
    first row and an empty token.
    """
    held = [tokens_of(row) for row in rows]
    holders: dict[Token, list[int]] = {}
    for index, tokens in enumerate(held):
        for token in tokens:
            there = holders.setdefault(token, [])
            if len(there) < 2:  # noqa: PLR2004 (a row and another one)
                there.append(index)
    for index, tokens in enumerate(held[1:], 1):
        found = ((other, token) for token in tokens for other in holders[token] if other != index)
        other, token = next(found, (0, ("", "")))
        yield rows[index], rows[other], token
