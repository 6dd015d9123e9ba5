"""Finds related papers by their texts, with distinctive words that occur in both, and papers that may be one.

Tags do not count: with them, papers are related that have nothing else in common.

Two papers look alike if the words of their titles and the words of their abstracts overlap enough: the sum of both
overlaps, each from 0 to 1, is at least `ALIKE`. Where one of them has no abstract, their authors are compared
instead: nearly the same title, and half of the authors in common; without authors, all words of the title. Papers
without a common author look alike only if their titles are nearly equal. Only papers with the most similar titles are
compared, so that time grows with the papers and not with their square.
"""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence, Set
from itertools import groupby, pairwise
from operator import itemgetter

import numpy as np
from numpy.typing import NDArray
from scipy import sparse

from ..catalog.model import Paper
from ..sources.facts.authors import family_key
from ..text.tokens import GENERAL, token, words
from .features import Matrix, distinct, nearest, prose, read, similarities, spellings, terms, tf_idf
from .model import Related, RelatedPapers

MOST = 6
"""The greatest number of related papers of a paper."""

FLOOR = 0.08
"""Score below which two papers are not related; of pairs taken at random, nine in ten stay below."""

_CHUNK = 4096  # pairs at a time: limits the memory
_REASONS = 3
_TRIED = 12  # terms in common that are tried as reasons
_RARE = 0.1  # share of the papers; terms of more papers tell little
_FEW = 5  # papers; terms of at most so many are rare in a small library too
_NAMED = 0.2  # share of the papers with a distinctive term that have it in the title, or write it as `MoE` or `KV`
_REPEATED = 1.4  # times that an abstract with a distinctive word has it, on average: one that it is about is repeated
_CAPITALS = re.compile(r"\b[^\W_]+[A-Z][^\W_]*")
_MARKS = re.compile(r"[^\w\s-]+|_")


def find_related(papers: Sequence[Paper], matrix: Matrix, tags: Iterable[str] = ()) -> RelatedPapers:
    """Return up to `MOST` related papers of each paper by its slug, the nearest first, of equally near ones the first.

    `matrix` has the papers as rows. The names of `tags` are distinctive words.
    """
    one, other, similarity = nearest(matrix.rows, MOST)
    scores = np.round(similarity, 3)
    order = np.lexsort((other, -scores, one))[scores >= FLOOR]
    one, other, scores = one[order], other[order], scores[order]
    texts = [f"{paper.title_plain}.\n{prose(paper)}" for paper in papers]
    padded = list(map(_padded, texts))
    found: dict[str, tuple[Related, ...]] = {paper.slug: () for paper in papers}
    names = {" ".join(words(tag)) for tag in tags}
    common = _common(one, other, matrix, _distinctive(papers, names, matrix))
    pairs = zip(one.tolist(), other.tolist(), scores.tolist(), common, strict=True)
    for row, group in groupby(pairs, key=itemgetter(0)):
        near = list(group)
        spelled = _spelled(texts[row], padded[row], {term for *_, shared in near for term in shared})
        found[papers[row].slug] = tuple(
            Related(papers[at].slug, score, _because(shared, spelled, padded[at], names))
            for _, at, score, shared in near
        )
    return found


def _common(
    one: NDArray[np.intp], other: NDArray[np.intp], matrix: Matrix, distinctive: Sequence[int]
) -> Iterator[list[str]]:
    """Yield the distinctive terms that each pair of papers has in common, the weightiest first."""
    rows = matrix.rows[:, distinctive]
    for start in range(0, len(one), _CHUNK):
        product = sparse.csr_matrix(rows[one[start : start + _CHUNK]].multiply(rows[other[start : start + _CHUNK]]))
        weighed = list(zip((-np.round(product.data, 9)).tolist(), product.indices.tolist(), strict=True))
        for begin, end in pairwise(product.indptr.tolist()):
            yield [matrix.vocabulary[distinctive[column]] for _, column in sorted(weighed[begin:end])[:_TRIED]]


def _distinctive(papers: Sequence[Paper], names: Set[str], matrix: Matrix) -> list[int]:
    """Return the columns of terms that say what a paper is about: those of tags, and rare ones that are often names."""
    named = Counter(term for paper in papers for term in set(terms(f"{paper.title_plain}; {_capitals(paper)}")))
    dull = GENERAL | _unrepeated(papers)
    rare = max(_FEW, _RARE * len(papers))
    return [
        column
        for column, (term, held) in enumerate(zip(matrix.vocabulary, matrix.papers.tolist(), strict=True))
        if term in names or (held <= rare and named[term] >= _NAMED * held and term not in dull)
    ]


def _unrepeated(papers: Iterable[Paper]) -> set[str]:
    """Return the words without capitals, such as `robust`, that the abstracts with them rarely have more than once."""
    times, held, capitals = Counter[str](), Counter[str](), set[str]()
    for paper in papers:
        found = read(prose(paper))
        times.update(found)
        held.update(set(found))
        capitals.update(read(_capitals(paper)))
    return {word for word, number in held.items() if number > _FEW and times[word] < _REPEATED * number} - capitals


def _capitals(paper: Paper) -> str:
    """Return the words of the abstract that have a capital letter inside."""
    return "; ".join(_CAPITALS.findall(prose(paper)))


def _spelled(text: str, padded: str, wanted: set[str]) -> dict[str, list[tuple[str, str]]]:
    """Return how a text spells each wanted term as whole words, the longest first; each padded, and as written."""
    found = {}
    for term, every in spellings(text, wanted).items():
        pairs = ((_padded(one), one) for one in sorted(every, key=lambda one: (len(one), one), reverse=True))
        found[term] = [pair for pair in pairs if pair[0] in padded]
    return found


def _because(
    common: Sequence[str], spelled: Mapping[str, Sequence[tuple[str, str]]], padded: str, names: Set[str]
) -> tuple[str, ...]:
    """Return up to `_REASONS` of the terms that two papers have in common, as both spell them."""
    both = ((term, next((one for small, one in spelled.get(term, ()) if small in padded), "")) for term in common)
    return tuple(distinct((one for term, one in both if one and (term in names or _tells(one))), _REASONS))


def _tells(spelled: str) -> bool:
    """Return whether a term has no general word, as `using guided` has; `one-step` is a word of its own."""
    return GENERAL.isdisjoint(map(token, spelled.lower().split()))


def _padded(text: str) -> str:
    """Return a text in lower case with spaces around each word, in which words with hyphens are one, and each mark."""
    return f" {' '.join(_MARKS.sub(' ; ', text.lower()).split())} "


ALIKE = 0.59

_SAME_TITLE = 0.75  # overlap of two titles from which on the authors decide
_SAME_AUTHORS = 0.5
_NEAREST = 12  # papers with similar titles that a paper is compared with


def look_alikes(papers: Iterable[Paper]) -> Iterator[tuple[Paper, Paper]]:
    """Yield the pairs that look alike, each once, in the order of the papers, without those the curator keeps apart."""
    listed = list(papers)
    titles, abstracts = _rows(paper.title_plain for paper in listed), _rows(paper.abstract_text for paper in listed)
    one, two, similarity = nearest(titles, _NEAREST)
    likely = 2 * _overlap(similarity) >= ALIKE  # the overlap of abstracts is not greater than that of titles
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
        return title + abstract >= ALIKE and (shared != 0 or title >= _SAME_TITLE)
    return title == 1 if shared is None else title >= _SAME_TITLE and shared >= _SAME_AUTHORS
