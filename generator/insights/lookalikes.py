"""Finds papers that look alike although they are kept apart.

Two papers look alike if the words of their titles and the words of their abstracts overlap enough: the sum of
both overlaps (weighted Jaccard, each from 0 to 1, words weighted by inverse document frequency) is at least
`THRESHOLD`. Only papers whose titles share a rare word are compared, so the work grows with the papers and not
with their square.
"""

from __future__ import annotations

import math
import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from itertools import chain, combinations

from generator.catalog.model import Paper
from generator.diagnostics import Report, info

THRESHOLD = 0.53
_RARE = 12  # papers; a word in more titles than this brings nobody together


def look_alikes(papers: Iterable[Paper]) -> Iterator[tuple[Paper, Paper]]:
    """Yield the pairs that look alike, each once, in the order of the papers."""
    listed = list(papers)
    titles = [_words(paper.title_plain) for paper in listed]
    abstracts = [_words(paper.abstract_text) for paper in listed]
    in_titles, in_abstracts = Counter(chain(*titles)), Counter(chain(*abstracts))
    for one, two in sorted(_candidates(titles, in_titles)):
        overlap = _overlap(titles[one], titles[two], in_titles, len(listed))
        if 2 * overlap >= THRESHOLD:  # abstracts of different papers do not overlap more than their titles
            overlap += _overlap(abstracts[one], abstracts[two], in_abstracts, len(listed))
        if overlap >= THRESHOLD:
            yield listed[one], listed[two]


def _words(text: str) -> frozenset[str]:
    return frozenset(re.findall(r"\w+", text.casefold()))


def _candidates(titles: list[frozenset[str]], count: Counter[str]) -> set[tuple[int, int]]:
    """Return the pairs of papers whose titles share a rare word, as indices in ascending order."""
    holders: dict[str, list[int]] = defaultdict(list)
    for index, title in enumerate(titles):
        for word in title:
            if count[word] <= _RARE:
                holders[word].append(index)
    return {pair for found in holders.values() for pair in combinations(found, 2)}


def _overlap(one: frozenset[str], two: frozenset[str], count: Counter[str], papers: int) -> float:
    """Return the weighted Jaccard index of two sets of words."""

    def weight(words: frozenset[str]) -> float:
        return sum(math.log(1 + papers / count[word]) for word in sorted(words))

    return weight(one & two) / (weight(one | two) or 1)


def report_look_alikes(pairs: Iterable[tuple[Paper, Paper]], report: Report) -> None:
    """Tell the curator of each pair, at the second one's row."""
    for one, two in pairs:
        first, second = one.appearances[0].where, two.appearances[0].where
        twin = f"“{one.title_plain}” ({first.file}:{first.line})"
        info(report, "look-alike", second, f"“{two.title_plain}” looks like {twin}; they are kept apart")
