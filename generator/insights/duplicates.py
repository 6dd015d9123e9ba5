"""Finds pairs of papers that look alike, and so may be one paper.

Two papers look alike if the words of their titles and the words of their abstracts overlap enough: the sum of
both overlaps (weighted Jaccard, each from 0 to 1, words weighted by inverse document frequency) is at least
`THRESHOLD`. Where one of them has no abstract, their authors are compared instead: nearly the same title, and half of
the authors in common; without authors, all words of the title. Papers without a common author look alike only if their
titles are nearly equal.

Only papers whose titles share a rare word or a rare pair of adjacent words are compared, so that time grows with the
papers and not with their square.
"""

import math
from array import array
from collections import Counter, defaultdict
from collections.abc import Hashable, Iterable, Iterator, Sequence
from itertools import chain, pairwise

from ..catalog.model import Paper
from ..diagnostics import Location, Report, info
from ..sources.facts.authors import family_key
from ..text.tokens import words

THRESHOLD = 0.53
REPORTED = 200
"""The number of pairs that are reported one by one: nobody reads more."""

_SAME_TITLE = 0.75  # overlap of two titles from which on the authors decide
_SAME_AUTHORS = 0.5
_FINE = 1_000_000
_RARE = 12  # titles; words in more titles than this lead to no comparison


class _Texts:
    """The words of one text of each paper; the fewer papers have a word, the more it weighs.

    Weights are whole numbers, so that their sums do not depend on the order. Words are numbers to save memory: sets of
    the words of 20,000 abstracts would take 300 MB.
    """

    def __init__(self, texts: Iterable[str]) -> None:
        number: defaultdict[str, int] = defaultdict()
        number.default_factory = number.__len__  # the next word has the next number
        self.words = [array("i", {number[word] for word in words(text)}) for text in texts]
        held, papers = Counter(chain.from_iterable(self.words)), len(self.words)
        self._weight = [round(_FINE * math.log(1 + papers / held[word])) for word in range(len(number))]
        self._all = list(map(self._sum, self.words))

    def overlap(self, one: int, two: int) -> float:
        """Return the weighted Jaccard index of the words of two papers."""
        shared = self._sum(set(self.words[one]).intersection(self.words[two]))
        return shared / ((self._all[one] + self._all[two] - shared) or 1)

    def _sum(self, numbers: Iterable[int]) -> int:
        return sum(map(self._weight.__getitem__, numbers))


def look_alikes(papers: Iterable[Paper]) -> Iterator[tuple[Paper, Paper]]:
    """Yield the pairs that look alike, each once, in the order of the papers, without those the curator keeps apart."""
    listed = list(papers)
    titles = _Texts(paper.title_plain for paper in listed)
    abstracts = _Texts(paper.abstract_text for paper in listed)
    authors = [frozenset(map(family_key, paper.facts.authors)) - {""} for paper in listed]
    for one, two in _candidates([paper.title_plain for paper in listed]):
        overlap = titles.overlap(one, two)
        if 2 * overlap < THRESHOLD:  # the overlap of abstracts is not greater than that of titles
            continue
        shared = _shared(authors[one], authors[two])
        if not abstracts.words[one] or not abstracts.words[two]:
            alike = overlap >= (1.0 if shared is None else _SAME_TITLE) and (shared is None or shared >= _SAME_AUTHORS)
        else:
            no_common_author = shared == 0 and overlap < _SAME_TITLE
            alike = not no_common_author and overlap + abstracts.overlap(one, two) >= THRESHOLD
        if alike and listed[two].slug not in listed[one].apart:
            yield listed[one], listed[two]


def _shared(one: frozenset[str], two: frozenset[str]) -> float | None:
    """Return the share of authors that two papers have in common, or None if one has no known authors."""
    return len(one & two) / len(one | two) if one and two else None


def _candidates(titles: Sequence[str]) -> Iterator[tuple[int, int]]:
    """Yield the pairs of papers whose titles share a rare word or pair of words, as ascending indices."""
    holders: dict[Hashable, list[int]] = defaultdict(list)
    for index, title in enumerate(titles):
        for feature in _features(title):
            holders[feature].append(index)
    rare = {feature: found for feature, found in holders.items() if 1 < len(found) <= _RARE}
    for one, title in enumerate(titles):
        for two in sorted({other for feature in _features(title) for other in rare.get(feature, ()) if other > one}):
            yield one, two


def _features(title: str) -> set[Hashable]:
    read = words(title)
    return {*read, *pairwise(read)}


def report_look_alikes(pairs: Sequence[tuple[Paper, Paper]], report: Report) -> None:
    """Report each pair at the row of the second paper; of more than `REPORTED` pairs, the first."""
    for one, two in pairs[:REPORTED]:
        first, second = one.appearances[0].where, two.appearances[0].where
        twin = f"“{one.title_plain}” ({first.file}:{first.line})"
        hint = f"under `{two.key}` in curation.yml, write `same_as: {one.key}` to join them, or `not_same_as:` to agree"
        info(report, "look-alike", second, f"“{two.title_plain}” looks like {twin}; they are kept apart", hint)
    if len(pairs) > REPORTED:
        where = Location(file=pairs[REPORTED][1].appearances[0].where.file)
        message = f"{len(pairs) - REPORTED:,} more pairs of papers look alike; they are kept apart"
        info(report, "look-alike", where, message, "decide on those named first, then build again to see others")
