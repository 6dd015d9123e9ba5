"""Finds related papers by their texts and tags, with words that occur in both papers.

The score of two papers is the cosine of their weighted terms, and a little more for the tags they share. Not all pairs
are compared: the weightiest terms of a paper are looked up in the papers in which they weigh most, and only the papers
found most often are compared in full (after the impact-ordered lists of Persin, Zobel and Sacks-Davis 1996). So time
and memory grow with the papers and not with their square.
"""

from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import islice, pairwise

import numpy as np
from scipy import sparse

from ..catalog.model import Paper
from ..text.spans import Kind
from .features import Matrix, best_pairs, contains_words, count_terms, distinct, heaviest, phrase, spellings, tf_idf
from .model import Related, RelatedPapers

MOST = 6
"""The greatest number of related papers of a paper."""

FLOOR = 0.05
"""Score below which two papers are not related; of pairs taken at random, nine in ten stay below."""

_TITLE_WEIGHT = 3  # a word of the title counts as three of the abstract
_LEAST = 2.0  # weight of a term that is everywhere; without it, one rare word in common relates papers
_PAIRS = 0.85  # a pair of words weighs less than a word, because its words count too
_TAGS = 0.03  # share of the tags in the score; with more, papers are related that only have the same tags
_ASKING = 32  # terms of a paper that are looked up
_ASKED = 256  # papers that are found for a term
_COMPARED = 48  # papers that a paper is compared with in full
_CHUNK = 512  # papers at a time
_REASONS = 3
_TRIED = 12  # terms in common that are tried as reasons
_TOO_COMMON = frozenset(
    """
    able according al all allow allowing along although among another any around available because become best better
    beyond bring called can cannot certain co come commonly compared consider consist could current currently did
    different do does done due either enable enabling especially et etc even ever every few finding five following
    four fully further future give given good great had here high highly ie if important improve improved
    improvement improving increase increasing instead itself just known largely later least less let like likely
    made main major make making many may might moreover much must namely need never next no non nor notable notably
    now obtain often old once other otherwise overall own particular particularly per perform possible previous
    prior provide rather remain respectively same see several should similar simple simply since so some such
    tend thereby therefore those though three together too toward towards typical typically under up upon usually
    very want way well were whether who whose why widely will within would year yet you your
    """.split()  # noqa: SIM905 (a list of words reads best as words)
)  # words that are no reason on their own, however rare they are

_Neighbour = tuple[int, float, list[str]]


def find_related(papers: Sequence[Paper]) -> RelatedPapers:
    """Return up to `MOST` related papers of each paper by its slug, the nearest first, equally near ones by slug."""
    listed = sorted(papers, key=lambda paper: paper.slug)
    if not listed:
        return {}
    texts = (count_terms(((paper.title_plain, _TITLE_WEIGHT), (_prose(paper), 1))) for paper in listed)
    matrix = tf_idf(texts, least=_LEAST, pairs=_PAIRS, whole=True)
    tags = tf_idf((Counter(paper.tags) for paper in listed), rare=1).rows
    written = [f"{paper.title_plain}\n{_prose(paper)}".lower() for paper in listed]
    return {
        listed[row].slug: tuple(islice(_with_reasons(row, near, listed, written), MOST))
        for row, near in enumerate(_neighbours(matrix, tags))
    }


def _prose(paper: Paper) -> str:
    """Return the abstract without its links: two papers on one host are not related by that."""
    return "".join(" " if span.kind is Kind.LINK else span.text for span in paper.abstract)


def _with_reasons(
    row: int, near: Iterator[_Neighbour], listed: Sequence[Paper], written: Sequence[str]
) -> Iterator[Related]:
    """Yield the neighbours that share a term with the same spelling in both papers."""
    texts = (_prose(listed[row]), listed[row].title_plain)
    while some := list(islice(near, MOST)):  # usually the first few are enough
        mine = spellings(texts, {term for _, _, terms in some for term in terms})
        spelled = {
            term: [(small, phrase(one), one) for one in found if contains_words(small := one.lower(), written[row])]
            for term, found in mine.items()
        }
        for other, score, terms in some:
            text, common = written[other], {}
            for term in terms:
                for small, read, spelling in spelled.get(term, ()):
                    if contains_words(small, text):
                        common[read] = spelling
                        break
            if common:
                because = tuple(common[term] for term in distinct(common, _REASONS))
                yield Related(slug=listed[other].slug, score=score, because=because)


def _neighbours(matrix: Matrix, tags: sparse.csr_matrix) -> Iterator[Iterator[_Neighbour]]:
    """Yield for each paper its neighbours: row, score and the terms in common, the weightiest first."""
    rows = matrix.rows
    asking, asked = heaviest(rows, _ASKING), heaviest(rows.T.tocsr(), _ASKED)
    for start in range(0, rows.shape[0], _CHUNK):
        found = asking[start : start + _CHUNK] @ asked
        found.data = np.round(found.data, 9)
        one, other, _ = best_pairs(found, start, _COMPARED)
        product = rows[one].multiply(rows[other]).tocsr()
        similarity = np.asarray(product.sum(axis=1)).ravel()
        same_tags = np.asarray(tags[one].multiply(tags[other]).sum(axis=1)).ravel()
        product.data = -np.round(product.data, 9)
        scores = np.round((1 - _TAGS) * similarity + _TAGS * same_tags, 3)
        order = np.lexsort((other, -scores, one))
        order = order[scores[order] >= FLOOR]
        ends = np.searchsorted(one[order], np.arange(start, min(start + _CHUNK, rows.shape[0]) + 1))
        for begin, end in pairwise(ends):
            best = order[begin:end][: 2 * MOST]  # more than are shown: some have no reason to show
            yield ((int(other[at]), float(scores[at]), _terms(product, at, matrix.vocabulary)) for at in best)


def _terms(product: sparse.csr_matrix, row: int, vocabulary: Sequence[str]) -> list[str]:
    """Return the terms that contribute most to a product of two texts, given with its sign reversed."""
    begin, end = product.indptr[row : row + 2].tolist()
    heaviest = sorted(zip(product.data[begin:end].tolist(), product.indices[begin:end].tolist(), strict=True))
    named = (vocabulary[column] for _, column in heaviest)
    return list(islice((term for term in named if term not in _TOO_COMMON), _TRIED))
