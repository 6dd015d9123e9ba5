"""Which rows stand together: a union-find that knows who may not be joined."""

from __future__ import annotations

from collections.abc import Sequence
from heapq import heappop, heappush

Pair = tuple[frozenset[int], frozenset[int]]
"""Two sets of rows, by their numbers."""


class Forest:
    """Groups of rows, each going by its first row.

    `kinds` are bits for each row: two groups that share a bit contradict each other. `apart` are pairs of sets of
    rows that may never meet in one group, and share no row.
    """

    def __init__(self, kinds: Sequence[int], apart: Sequence[Pair] = ()) -> None:
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

    def join_all(self, members: Sequence[int]) -> None:
        """Join the groups of these rows as far as they may meet."""
        self.gather(members, careful=False)

    def gather(self, members: Sequence[int], *, careful: bool) -> None:
        """Join each group of these rows with the first before it that it may meet; `careful`: and not contradicts."""
        roots = sorted({self._find(member) for member in members})
        if len(roots) == 1:
            return
        # The groups that stay apart, by their bits: the first of those without a common bit is wanted.
        heaps: dict[int, list[int]] = {}
        for root in roots:
            bits = self._kinds[root] if careful else 0
            partner = self._partner(root, bits, heaps)
            if partner is None:
                heappush(heaps.setdefault(bits, []), root)
            else:
                self._join(partner, root)
                heappush(heaps.setdefault(self._kinds[partner] if careful else 0, []), partner)

    def _partner(self, root: int, bits: int, heaps: dict[int, list[int]]) -> int | None:
        """Take the first group that `root` may join out of the heaps."""
        fitting = [heap for held, heap in heaps.items() if heap and not held & bits]
        if root not in self._sides:
            return heappop(min(fitting, key=lambda heap: heap[0])) if fitting else None
        allowed = [(other, heap) for heap in fitting for other in heap if self._may_meet(root, other)]
        if not allowed:
            return None
        other, heap = min(allowed, key=lambda found: found[0])
        heap.remove(other)
        heap.sort()  # a sorted list is a heap
        return other

    def _may_meet(self, one: int, other: int) -> bool:
        sides = self._sides.get(other, set())
        return not any(side ^ 1 in sides for side in self._sides.get(one, ()))

    def _join(self, first: int, second: int) -> None:
        """Join two groups, which go by the former; it is the lesser."""
        self._parent[second] = first
        self._kinds[first] |= self._kinds[second]
        if second in self._sides:
            self._sides[first] = self._sides.get(first, set()) | self._sides.pop(second)

    def _find(self, index: int) -> int:
        while self._parent[index] != index:
            self._parent[index] = self._parent[self._parent[index]]
            index = self._parent[index]
        return index
