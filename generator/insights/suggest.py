"""Suggests tags for papers, with the words that support them, learned from the papers that a curator has tagged.

Two predictors are combined. One is a kernel ridge regression on the words of title, abstract and keywords: one linear
model for each tag, all solved in one step (Saunders, Gammerman and Vovk 1998). The other is the occurrence of phrases:
the tag's name, its aliases and its `match` phrases in title, abstract or keywords. A logistic regression combines both
to a probability; it is fitted on held-out predictions of the first (stacking: Wolpert 1992). Nothing is random.

What depends on texts alone takes longest and is made by functions of its own, so that it can be cached: `find_phrases`
and `invert`.
"""

from collections.abc import Iterable, Mapping, Sequence, Set
from itertools import chain

import numpy as np
from numpy.typing import NDArray
from scipy import sparse

from ..catalog.model import Paper, Tag, Vocabulary
from ..text.tokens import beginnings, occurrences, words
from .features import Matrix, body, distinct, read, spellings, tag_table
from .model import Suggestion

MOST = 10
"""The greatest number of suggestions for a paper."""

EXPLAINED = 0.05
"""The probability from which on a suggestion says which words support it."""

_RIDGE = 0.1
_LEARNABLE = 20  # tagged papers; with fewer, only phrases count
_MOST_EXAMPLES = 2000  # tagged papers to learn from: time grows with their cube
_REASONS = 3
_CHUNK = 2048  # papers at a time: limits the memory
_Table = NDArray[np.float64]

Phrases = Sequence[Sequence[tuple[int, bool, int, str]]]
"""The tags whose phrases occur in each paper: the number of the tag in the vocabulary, whether such a phrase stands in
the title, how many stand in the other texts, and the first of all."""


def find_phrases(papers: Iterable[Paper], vocabulary: Vocabulary) -> Phrases:
    """Return the tags whose phrases occur in each paper."""
    tags = tuple(vocabulary.tags.values())
    meant = _meanings(tags)
    begun = beginnings(words(text) for tag in tags for text in _phrases(tag))
    return [_occurring(paper, meant, begun) for paper in papers]


def _occurring(paper: Paper, meant: Mapping[str, Sequence[int]], begun: Set[str]) -> list[tuple[int, bool, int, str]]:
    """Return the tags whose phrases occur in a paper."""
    found: dict[int, tuple[bool, int, str]] = {}
    for place, text in ((0, paper.title_plain), *((1, text) for text in body(paper))):
        here = read(text)
        for phrase in chain(occurrences(here, meant, begun), ([word] for word in here if word in meant)):
            for column in meant["".join(phrase)]:
                in_title, times, first = found.get(column, (place == 0, 0, " ".join(phrase)))
                found[column] = (in_title, times + place, first)
    return [(column, *one) for column, one in found.items()]


def _meanings(tags: Sequence[Tag]) -> dict[str, list[int]]:
    """Return the columns of the tags that each phrase means, the phrase as words in a row without spaces."""
    meant: dict[str, list[int]] = {}
    for column, tag in enumerate(tags):
        for phrase in {"".join(words(text)) for text in _phrases(tag)} - {""}:
            meant.setdefault(phrase, []).append(column)
    return meant


def _phrases(tag: Tag) -> tuple[str, ...]:
    return (tag.name, tag.slug, *tag.aliases, *tag.match)


def example_rows(papers: Iterable[Paper]) -> list[int]:
    """Return the rows of the papers to learn from; none if there are too few."""
    tagged = [row for row, paper in enumerate(papers) if paper.tags]
    return tagged[-_MOST_EXAMPLES:] if len(tagged) >= _LEARNABLE else []


def invert(matrix: Matrix, examples: Sequence[int]) -> bytes:
    """Return the inverse of the matrix of the ridge regression, in single precision.

    By Cholesky's decomposition in place: the products of 2,000 examples take 32 MB.
    """
    from scipy.linalg import lapack  # noqa: PLC0415 (takes 40 ms, and is rarely needed)

    if not examples:
        return b""
    known = matrix.rows[examples]
    products = (known @ known.T).toarray()
    products[np.diag_indices_from(products)] += _RIDGE
    factor, _ = lapack.dpotrf(products.T, lower=1, overwrite_a=1)
    lower, _ = lapack.dpotri(factor, lower=1, overwrite_c=1)
    inverse = np.tril(lower).astype(np.float32)
    inverse += np.tril(inverse, -1).T
    return bytes(inverse.tobytes())


def suggest(
    papers: Sequence[Paper], vocabulary: Vocabulary, matrix: Matrix, phrases: Phrases, inverse: bytes
) -> Mapping[str, tuple[Suggestion, ...]]:
    """Return up to `MOST` suggestions for each paper by its slug, the most probable first.

    A tag that a paper has is never suggested for it. Suggestions for a tagged paper are learned without that paper.
    `matrix`, `phrases` and `inverse` are those that `read_papers`, `find_phrases` and `invert` return.
    """
    tags = tuple(vocabulary.tags.values())
    labels = tag_table(papers, [tag.slug for tag in tags]).astype(np.float64)
    scores, weights = _predict(labels, example_rows(papers), matrix, phrases, inverse)
    scores = np.where(labels > 0, 0, np.round(scores, 2))
    ranked = _rank(scores, tags)
    found: dict[str, tuple[Suggestion, ...]] = {}
    for row, (paper, order, best) in enumerate(zip(papers, ranked, np.take_along_axis(scores, ranked, 1), strict=True)):
        explained = order[best >= EXPLAINED]
        reasons = _reasons(matrix, weights, row, explained) if len(explained) else {}
        for column, _, _, phrase in phrases[row]:
            if column in reasons:
                reasons[column].insert(0, phrase)
        because = _spelled(paper, {column: distinct(terms, _REASONS) for column, terms in reasons.items()})
        found[paper.slug] = tuple(
            Suggestion(tags[column].slug, score, because.get(column, ()))
            for column, score in zip(order.tolist(), best.tolist(), strict=True)
            if score > 0
        )
    return found


def _predict(
    labels: _Table, examples: Sequence[int], matrix: Matrix, phrases: Phrases, inverse: bytes
) -> tuple[_Table, _Table]:
    """Return the probability of each tag for each paper, and the weight of each term for each tag."""
    if not examples:
        in_title, in_body, _ = _matched(phrases, labels.shape[1])
        return 0.5 * in_title + 0.4 * in_body, np.zeros((len(matrix.vocabulary), labels.shape[1]))
    learned, weights = _learn(matrix.rows, labels, examples, inverse)
    return _combine(learned, phrases, labels, examples), weights


def _matched(phrases: Phrases, tags: int) -> _Table:
    """Return, for each paper and tag, whether a phrase stands in the title, in the body, and how often in the body."""
    table = np.zeros((3, len(phrases), tags))
    for row, found in enumerate(phrases):
        for column, in_title, times, _ in found:
            table[:, row, column] = in_title, times > 0, times
    table[2] = np.log1p(table[2])
    return table


def _learn(rows: sparse.csr_matrix, labels: _Table, examples: Sequence[int], packed: bytes) -> tuple[_Table, _Table]:
    """Return the prediction from words for every paper and tag, and the weight of each term for each tag.

    Shapes: (papers, tags) and (terms, tags). The prediction for an example is that of a model learned from all others;
    for ridge regression it follows from the one model (Allen's PRESS residuals, 1974).
    """
    inverse = np.frombuffer(packed, np.float32).reshape(len(examples), -1)
    mean = labels[examples].mean(axis=0)
    solved = inverse @ (labels[examples] - mean)
    weights = np.asarray(rows[examples].T @ solved)
    learned = np.asarray(rows @ weights) + mean
    learned[examples] = labels[examples] - solved / np.diag(inverse)[:, None]
    return learned, weights


def _combine(learned: _Table, phrases: Phrases, labels: _Table, examples: Sequence[int]) -> _Table:
    """Return the probability of every tag for every paper from words and phrases."""
    prior = np.log(labels[examples].mean(axis=0) + 0.005)
    seen = _features(learned[examples], [phrases[row] for row in examples], prior)
    weights = _fit_logistic(seen.reshape(len(seen), -1), labels[examples].reshape(-1))
    parts = (slice(at, at + _CHUNK) for at in range(0, len(learned), _CHUNK))
    chances = (np.tensordot(weights, _features(learned[part], phrases[part], prior), 1) for part in parts)
    return _logistic(np.concatenate(list(chances)))


def _features(learned: _Table, phrases: Phrases, prior: _Table) -> _Table:
    """Return the features of each tag of each paper for the logistic regression, of shape (features, papers, tags)."""
    matched = _matched(phrases, learned.shape[1])
    order = np.argsort(-learned, axis=1, kind="stable")
    rank = np.empty_like(order)
    np.put_along_axis(rank, order, np.arange(learned.shape[1])[None], axis=1)
    in_title, in_body, _ = matched
    return np.stack(
        [
            *(np.ones_like(learned), learned, learned**2, *matched, np.broadcast_to(prior, learned.shape)),
            *(learned * in_title, learned * in_body, 1 / (1 + rank)),
        ]
    )


def _fit_logistic(facts: _Table, truth: _Table, *, ridge: float = 0.1, steps: int = 25) -> _Table:
    """Return the weights of a logistic regression, by Newton's method (iteratively reweighted least squares)."""
    weights = np.zeros(len(facts))
    penalty = ridge * np.eye(len(facts))
    for _ in range(steps):
        guess = _logistic(weights @ facts)
        slope = facts @ (truth - guess) - penalty @ weights
        bend = (facts * (guess * (1 - guess))) @ facts.T + penalty
        step = np.linalg.solve(bend, slope)
        weights += step
        if np.abs(step).max() < 1e-6:  # noqa: PLR2004 (far below what a rounded score shows)
            break
    return weights


def _logistic(values: _Table) -> _Table:
    return np.asarray(1 / (1 + np.exp(-np.clip(values, -30, 30))))


def _rank(scores: _Table, tags: Sequence[Tag]) -> NDArray[np.intp]:
    """Return the most probable tags of each row, the most probable first, equal ones in alphabetical order."""
    names = np.argsort(np.argsort([tag.slug for tag in tags]))
    return np.lexsort((np.broadcast_to(names, scores.shape), -scores), axis=1)[:, :MOST]


def _reasons(matrix: Matrix, weights: _Table, row: int, columns: NDArray[np.intp]) -> dict[int, list[str]]:
    """Return for each of some tags the terms of one paper that support it, the strongest first."""
    start, end = matrix.rows.indptr[row : row + 2]
    terms, values = matrix.rows.indices[start:end], matrix.rows.data[start:end]
    support = np.round(values * weights[terms, columns[:, None]], 9)  # equal values stay equal on every machine
    best = np.argsort(-support, axis=1, kind="stable")[:, : 3 * _REASONS]
    positive = (np.take_along_axis(support, best, axis=1) > 0).sum(axis=1)
    return {
        column: [matrix.vocabulary[term] for term in found[:number]]
        for column, found, number in zip(columns.tolist(), terms[best].tolist(), positive.tolist(), strict=True)
    }


def _spelled(paper: Paper, reasons: Mapping[int, Sequence[str]]) -> dict[int, tuple[str, ...]]:
    """Return reasons as a paper first spells them."""
    text = ".\n".join((paper.title_plain, *body(paper))) if reasons else ""
    found = spellings(text, {term for some in reasons.values() for term in some})
    return {column: tuple(found.get(term, [term])[0] for term in some) for column, some in reasons.items()}
