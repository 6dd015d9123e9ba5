"""Suggests tags for papers, with the words that support them, learned from the papers that a curator has tagged.

Two predictors are combined. One is a kernel ridge regression on the words of title, abstract and keywords: one linear
model for each tag, all solved in one step (Saunders, Gammerman and Vovk 1998). The other is the occurrence of phrases:
the tag's name, its aliases and its `match` phrases in title, abstract or keywords. A logistic regression combines both
to a probability; it is fitted on held-out predictions of the first (stacking: Wolpert 1992). Nothing is random.
"""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from itertools import islice

import numpy as np
from numpy.typing import NDArray
from scipy.linalg import lapack

from ..catalog.model import Paper, Tag, Vocabulary
from ..text.tokens import beginnings, occurrences, words
from .features import Matrix, distinct, paper_terms, prose, read, spellings, tf_idf
from .model import Suggestion

MOST = 10
"""The greatest number of suggestions for a paper."""

_RIDGE = 0.1
_LEARNABLE = 20  # tagged papers; with fewer, only phrases count
_MOST_EXAMPLES = 2000  # tagged papers to learn from: time grows with their cube
_REASONS = 3
_CHUNK = 2048  # papers at a time: limits the memory
_Table = NDArray[np.float64]


def suggest(papers: Sequence[Paper], vocabulary: Vocabulary) -> Mapping[str, tuple[Suggestion, ...]]:
    """Return up to `MOST` suggestions for each paper by its slug, the most probable first.

    A tag that a paper has is never suggested for it. Suggestions for a tagged paper are learned without that paper.
    """
    tags = tuple(vocabulary.tags.values())
    if not papers or not tags:
        return {}
    matrix, phrases, scores, weights = _predict(papers, tags)
    ranked = _rank(np.round(scores, 2), tags)
    found: dict[str, tuple[Suggestion, ...]] = {}
    for row, paper in enumerate(papers):
        best = list(islice((column for column in ranked[row].tolist() if tags[column].slug not in paper.tags), MOST))
        reasons = [
            distinct([phrase, *terms] if (phrase := phrases[row].get(column)) else terms, _REASONS)
            for column, terms in zip(best, _reasons(matrix, weights, row, best), strict=True)
        ]
        spelled = _spelled(paper, {term for some in reasons for term in some})
        found[paper.slug] = tuple(
            Suggestion(tags[column].slug, score, tuple(spelled.get(term, term) for term in because))
            for column, because in zip(best, reasons, strict=True)
            if (score := round(float(scores[row, column]), 2)) > 0
        )
    return found


def _predict(
    papers: Sequence[Paper], tags: Sequence[Tag]
) -> tuple[Matrix, Sequence[Mapping[int, str]], _Table, _Table | None]:
    """Return the words of papers, the phrases found for tags, the probability of each tag, and the weight of each word.

    The intermediate tables are large, and are freed here.
    """
    matched = np.zeros((len(papers), len(tags), 3))
    phrases: list[dict[int, str]] = []
    matrix = tf_idf(_read(papers, tags, matched, phrases))
    matched[:, :, 2] = np.log1p(matched[:, :, 2])
    labels = np.array([[tag.slug in paper.tags for tag in tags] for paper in papers], dtype=np.float64)
    examples = np.flatnonzero([bool(paper.tags) for paper in papers])[-_MOST_EXAMPLES:]
    if len(examples) < _LEARNABLE:
        return matrix, phrases, 0.5 * matched[:, :, 0] + 0.4 * matched[:, :, 1], None
    learned, weights = _learn(matrix, labels, examples)
    return matrix, phrases, _combine(learned, matched, labels, examples), weights


def _body(paper: Paper) -> tuple[str, ...]:
    """Return the texts of a paper beside its title: its abstract and the keywords of its sources."""
    return (prose(paper), *paper.facts.keywords)


def _rank(scores: _Table, tags: Sequence[Tag]) -> NDArray[np.intp]:
    """Return the tags of each row from the most to the least probable, equal ones in alphabetical order."""
    names = np.argsort(np.argsort([tag.slug for tag in tags]))
    return np.lexsort((np.broadcast_to(names, scores.shape), -scores), axis=1)


def _meanings(tags: Sequence[Tag]) -> dict[str, list[int]]:
    """Return the columns of the tags that each phrase means, the phrase as words in a row without spaces."""
    meant: dict[str, list[int]] = {}
    for column, tag in enumerate(tags):
        for phrase in {"".join(words(text)) for text in _phrases(tag)} - {""}:
            meant.setdefault(phrase, []).append(column)
    return meant


def _phrases(tag: Tag) -> tuple[str, ...]:
    return (tag.name, tag.slug, *tag.aliases, *tag.match)


def _read(
    papers: Sequence[Paper], tags: Sequence[Tag], matched: _Table, phrases: list[dict[int, str]]
) -> Iterator[Counter[str]]:
    """Yield the counted terms of each paper; store which tags' phrases occur in it, and the phrase found for each.

    `matched` has the shape (papers, tags, 3): in the title, in the body, and how often in the body. Each paper is read
    only once, because reading takes longest.
    """
    meant = _meanings(tags)
    begun = beginnings(words(text) for tag in tags for text in _phrases(tag))
    for paper, table in zip(papers, matched, strict=True):
        here: dict[int, str] = {}
        for place, text in ((0, paper.title_plain), *((1, text) for text in _body(paper))):
            for found in (*occurrences(read(text), meant, begun), *([word] for word in read(text) if word in meant)):
                for column in meant["".join(found)]:
                    here.setdefault(column, " ".join(found))
                    table[column, place] = 1
                    table[column, 2] += place
        phrases.append(here)
        yield paper_terms(paper, paper.facts.keywords)


def _learn(matrix: Matrix, labels: _Table, examples: NDArray[np.intp]) -> tuple[_Table, _Table]:
    """Return the prediction from words for every paper and tag, and the weight of each term for each tag.

    Shapes: (papers, tags) and (terms, tags). The prediction for an example is that of a model learned from all others;
    for ridge regression it follows from the one model (Allen's PRESS residuals, 1974).
    """
    known = matrix.rows[examples]
    mean = labels[examples].mean(axis=0)
    solved, diagonal = _solve((known @ known.T).toarray(), labels[examples] - mean)
    weights = np.asarray(known.T @ solved)
    scores = matrix.rows @ weights + mean
    scores[examples] = labels[examples] - solved / diagonal[:, None]
    return scores, weights


def _solve(products: _Table, targets: _Table) -> tuple[_Table, _Table]:
    """Return the solution of the ridge regression and the diagonal of the inverse; the products are overwritten.

    By Cholesky's decomposition in place: the products of 2,000 examples take 32 MB.
    """
    products[np.diag_indices_from(products)] += _RIDGE
    factor, _ = lapack.dpotrf(products.T, lower=1, overwrite_a=1)
    solved, _ = lapack.dpotrs(factor, targets, lower=1)
    inverse, _ = lapack.dpotri(factor, lower=1, overwrite_c=1)
    return solved, np.diag(inverse)


def _combine(learned: _Table, matched: _Table, labels: _Table, examples: NDArray[np.intp]) -> _Table:
    """Return the probability of every tag for every paper from words and phrases."""
    prior = np.log(labels[examples].mean(axis=0) + 0.005)
    seen = _features(learned[examples], matched[examples], prior)
    weights = _fit_logistic(seen.reshape(-1, seen.shape[-1]), labels[examples].reshape(-1))
    parts = [slice(at, at + _CHUNK) for at in range(0, len(learned), _CHUNK)]
    return np.concatenate([_logistic(_features(learned[part], matched[part], prior) @ weights) for part in parts])


def _features(learned: _Table, matched: _Table, prior: _Table) -> _Table:
    """Return the features of each tag of each paper for the logistic regression, of shape (papers, tags, features)."""
    rank = np.argsort(np.argsort(-learned, axis=1, kind="stable"), axis=1, kind="stable")
    in_title, in_abstract, times = matched[:, :, 0], matched[:, :, 1], matched[:, :, 2]
    columns = [
        *(np.ones_like(learned), learned, learned**2, in_title, in_abstract, times),
        *(np.broadcast_to(prior, learned.shape), learned * in_title, learned * in_abstract, 1 / (1 + rank)),
    ]
    return np.stack(columns, axis=-1)


def _fit_logistic(facts: _Table, truth: _Table, *, ridge: float = 0.1, steps: int = 25) -> _Table:
    """Return the weights of a logistic regression, by Newton's method (iteratively reweighted least squares)."""
    weights = np.zeros(facts.shape[1])
    penalty = ridge * np.eye(facts.shape[1])
    for _ in range(steps):
        guess = _logistic(facts @ weights)
        slope = facts.T @ (truth - guess) - penalty @ weights
        bend = (facts * (guess * (1 - guess))[:, None]).T @ facts + penalty
        step = np.linalg.solve(bend, slope)
        weights += step
        if np.abs(step).max() < 1e-6:  # noqa: PLR2004 (far below what a rounded score shows)
            break
    return weights


def _logistic(values: _Table) -> _Table:
    return np.asarray(1 / (1 + np.exp(-np.clip(values, -30, 30))))


def _reasons(matrix: Matrix, weights: _Table | None, row: int, columns: Sequence[int]) -> list[list[str]]:
    """Return for each of some tags the terms of one paper that support it, the strongest first."""
    if weights is None:
        return [[] for _ in columns]
    start, end = matrix.rows.indptr[row : row + 2]
    terms, values = matrix.rows.indices[start:end], matrix.rows.data[start:end]
    support = np.round(values * weights[terms][:, columns].T, 9)  # equal values stay equal on every machine
    best = np.argsort(-support, axis=1, kind="stable")[:, : 3 * _REASONS]
    positive = (np.take_along_axis(support, best, axis=1) > 0).sum(axis=1)
    return [
        [matrix.vocabulary[term] for term in found[:number]]
        for found, number in zip(terms[best].tolist(), positive.tolist(), strict=True)
    ]


def _spelled(paper: Paper, wanted: set[str]) -> dict[str, str]:
    """Return how a paper first spells each wanted term."""
    found: dict[str, str] = {}
    for text in (*reversed(_body(paper)), paper.title_plain):  # the title comes last, so that it counts
        found |= {term: spelled[0] for term, spelled in spellings(text, wanted).items()}
    return found
