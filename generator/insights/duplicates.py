"""Finds pairs of papers that look alike, and so may be one paper.

Two papers look alike if the words of their titles and the words of their abstracts overlap enough: the sum of both
overlaps, each from 0 to 1, is at least `THRESHOLD`. Where one of them has no abstract, their authors are compared
instead: nearly the same title, and half of the authors in common; without authors, all words of the title. Papers
without a common author look alike only if their titles are nearly equal.

Only papers with the most similar titles are compared, so that time grows with the papers and not with their square.
"""

from collections import Counter
from collections.abc import Iterable, Iterator

import numpy as np
from numpy.typing import NDArray
from scipy import sparse

from ..catalog.model import Paper
from ..sources.facts.authors import family_key
from ..text.tokens import words
from .features import nearest, similarities, tf_idf

THRESHOLD = 0.59

_SAME_TITLE = 0.75  # overlap of two titles from which on the authors decide
_SAME_AUTHORS = 0.5
_NEAREST = 12  # papers with similar titles that a paper is compared with


def look_alikes(papers: Iterable[Paper]) -> Iterator[tuple[Paper, Paper]]:
    """Yield the pairs that look alike, each once, in the order of the papers, without those the curator keeps apart."""
    listed = list(papers)
    titles, abstracts = _rows(paper.title_plain for paper in listed), _rows(paper.abstract_text for paper in listed)
    one, two, similarity = nearest(titles, _NEAREST)
    likely = 2 * _overlap(similarity) >= THRESHOLD  # the overlap of abstracts is not greater than that of titles
    pairs = sorted({(min(pair), max(pair)) for pair in zip(one[likely].tolist(), two[likely].tolist(), strict=True)})
    one, two = np.array(pairs, dtype=np.intp).reshape(-1, 2).T
    overlaps = (_overlap(similarities(rows, one, two)).tolist() for rows in (titles, abstracts))
    for (first, second), title, abstract in zip(pairs, *overlaps, strict=True):
        if _alike(listed[first], listed[second], title, abstract):
            yield listed[first], listed[second]


def _rows(texts: Iterable[str]) -> sparse.csr_matrix:
    return tf_idf(Counter(words(text)) for text in texts).rows


def _overlap(cosine: NDArray[np.float64]) -> NDArray[np.float64]:
    """Return the share of two texts that they have in common (Jaccard index), from their cosine."""
    return np.round(cosine / (2 - cosine), 6)


def _alike(one: Paper, two: Paper, title: float, abstract: float) -> bool:
    authors, others = (frozenset(map(family_key, paper.facts.authors)) - {""} for paper in (one, two))
    shared = len(authors & others) / len(authors | others) if authors and others else None
    if two.slug in one.apart:
        return False
    if one.abstract_text and two.abstract_text:
        return title + abstract >= THRESHOLD and (shared != 0 or title >= _SAME_TITLE)
    return title == 1 if shared is None else title >= _SAME_TITLE and shared >= _SAME_AUTHORS
