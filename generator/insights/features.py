"""Reads papers as weighted terms, by which they are compared, and finds the papers that are most alike.

A term is a word or two adjacent words; words without meaning of their own (`STOP`) and those of more than half of the
papers are none. Weights are TF-IDF with a logarithmic term frequency, each paper of length one (Salton and Buckley
1988). Two papers are as similar as the scalar product of their rows. Products and similarities are rounded before they
are compared, so that all processors find the same papers.
"""

import io
import re
from array import array
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray
from scipy import sparse

from ..catalog.model import Paper
from ..text.spans import Kind
from ..text.tokens import STOP, WORD, plain, token

_TITLE_WEIGHT = 3  # a word of the title counts as three of the abstract
_COMMON = 0.5  # share of the papers; terms of more papers are left out
_FEW = 20  # papers; terms of at most so many are never too common
_LEAST = 3.0  # weight of a term that is everywhere; without it, one rare word in common relates papers
_PAIRS = 0.7  # a pair of words weighs less than a word, because its words count too
_ASKING = 32  # terms of a paper that are looked up
_ASKED = 256  # papers that are found for a term
_COMPARED = 48  # papers that a paper is compared with in full
_STABLE = 3  # letters of a word that its spellings nearly always have in common
_CHUNK = 256  # papers at a time: limits the memory
_PAIRS_AT_ONCE = 1 << 14  # pairs of papers at a time, as above
_TOKEN = re.compile(rf"{WORD.pattern}|[^\w\s‐‑–/-]")  # a word, or a mark that parts words
_NEXT = re.compile(rf"[\s_‐‑–/-]*({WORD.pattern})")
_BEFORE = re.compile(rf"(?:{WORD.pattern}-)*\Z")
_AFTER = re.compile(rf"(?:-{WORD.pattern})*")
_BEYOND_ASCII = re.compile(r"[^\x00-\x7f]")


@lru_cache(maxsize=256)  # each text is read a few times in a row
def read(text: str) -> tuple[str, ...]:
    """Return the words and punctuation marks of a text in order; words joined by a hyphen follow each other."""
    return tuple(map(token, _TOKEN.findall(plain(text).lower())))


def terms(text: str) -> list[str]:
    """Return the terms of a text."""
    found = [word if len(word) > 1 and word not in STOP else "" for word in read(text)]
    return [*filter(None, found), *(f"{one} {two}" for one, two in pairwise(found) if one and two)]


def prose(paper: Paper) -> str:
    """Return the abstract without its links: two papers on one host are not alike by that."""
    return "".join(" " if span.kind is Kind.LINK else span.text for span in paper.abstract)


def body(paper: Paper) -> tuple[str, ...]:
    """Return the texts of a paper beside its title: its abstract and the keywords of its sources."""
    return (prose(paper), *paper.facts.keywords)


def paper_terms(paper: Paper) -> Counter[str]:
    """Return the terms of the texts of a paper, counted."""
    found = Counter(terms(paper.title_plain) * _TITLE_WEIGHT)
    for text in body(paper):
        found.update(terms(text))
    return found


@dataclass(frozen=True, slots=True, kw_only=True)
class Matrix:
    """`rows` has a paper in each row and a term in each column, named by `vocabulary`.

    `papers` is the number of papers that have each term.
    """

    rows: sparse.csr_matrix
    vocabulary: tuple[str, ...]
    papers: NDArray[np.intp]

    def words(self, most: int) -> sparse.csr_matrix:
        """Return rows, of length one, of the `most` weightiest words of each paper, without pairs of words."""
        columns = np.flatnonzero([" " not in term for term in self.vocabulary])
        return normalized(_heaviest(self.rows[:, columns], most))

    def pack(self) -> bytes:
        """Return the matrix as bytes, which are quick to read."""
        names = np.frombuffer("\n".join(self.vocabulary).encode("utf-8", "surrogatepass"), np.uint8)
        rows = {"data": self.rows.data, "indices": self.rows.indices, "indptr": self.rows.indptr}
        file = io.BytesIO()
        np.savez(file, names=names, papers=self.papers, **rows)
        return file.getvalue()


def unpack(packed: bytes) -> Matrix:
    """Return the matrix that `Matrix.pack` turned into bytes."""
    with np.load(io.BytesIO(packed)) as found:
        names = found["names"].tobytes().decode("utf-8", "surrogatepass")
        vocabulary = tuple(names.split("\n")) if names else ()
        parts = (found["data"], found["indices"], found["indptr"])
        rows = sparse.csr_matrix(parts, shape=(len(parts[2]) - 1, len(vocabulary)))
        return Matrix(rows=rows, vocabulary=vocabulary, papers=found["papers"])


def read_papers(papers: Iterable[Paper]) -> Matrix:
    """Return papers as rows of their terms."""
    return tf_idf(map(paper_terms, papers))


def tf_idf(counts: Iterable[Counter[str]]) -> Matrix:
    """Return the counted terms of each paper as weights, rows of length one.

    Pairs of words of only one paper are left out. Such words are not: papers with other words are less alike.
    """
    names, table = _count_table(counts)
    papers = np.bincount(table.indices, minlength=len(names))
    weight = np.log((1 + table.shape[0]) / (1 + papers)) + _LEAST
    pair = np.array([" " in name for name in names], dtype=bool)
    weight[pair] *= _PAIRS
    table.data = (1 + np.log(table.data)) * weight[table.indices]
    known = (papers > pair) & (papers <= max(_FEW, _COMMON * table.shape[0]))
    kept = np.flatnonzero(known)
    rows = normalized(table[:, kept].sorted_indices())
    return Matrix(rows=rows, vocabulary=tuple(names[column] for column in kept), papers=papers[kept])


def _count_table(counts: Iterable[Counter[str]]) -> tuple[list[str], sparse.csr_matrix]:
    """Return the terms in the order of their appearance, and how often each paper has each.

    The papers are read one by one: all of them would take ten times the memory of the table.
    """
    column: defaultdict[str, int] = defaultdict()
    column.default_factory = column.__len__  # the next term has the next number
    starts, columns, numbers = array("q", [0]), array("i"), array("d")
    for counted in counts:
        columns.extend(map(column.__getitem__, counted))
        numbers.extend(counted.values())
        starts.append(len(columns))
    parts = (np.array(numbers), np.array(columns, dtype=np.int32), np.array(starts))
    return list(column), sparse.csr_matrix(parts, shape=(len(starts) - 1, len(column)))


def normalized(rows: sparse.csr_matrix) -> sparse.csr_matrix:
    """Return rows, each divided by its length; empty rows stay as they are."""
    row = _rows_of_values(rows)
    length = np.sqrt(np.bincount(row, weights=rows.data * rows.data, minlength=rows.shape[0]))
    return sparse.csr_matrix((np.round(rows.data / length[row], 9), rows.indices, rows.indptr), shape=rows.shape)


def _rows_of_values(rows: sparse.csr_matrix) -> NDArray[np.intp]:
    return np.repeat(np.arange(rows.shape[0]), np.diff(rows.indptr))


def tag_table(papers: Sequence[Paper], tags: Iterable[str]) -> NDArray[np.bool_]:
    """Return whether each paper, a row, has each tag, a column."""
    column = {tag: number for number, tag in enumerate(tags)}
    table = np.zeros((len(papers), len(column)), dtype=np.bool_)
    for row, paper in zip(table, papers, strict=True):
        row[[column[tag] for tag in paper.tags if tag in column]] = True
    return table


class Pairs(NamedTuple):
    """Pairs of papers, `one` and `other`, by their rows, and the similarity of each; three arrays of one length."""

    one: NDArray[np.intp]
    other: NDArray[np.intp]
    similarity: NDArray[np.float64]


def nearest(rows: sparse.csr_matrix, count: int) -> Pairs:
    """Return up to `count` pairs of each row with the rows nearest to it, the nearest first, of equal ones the first.

    Not all rows are compared: the weightiest terms of a row are looked up in the rows in which they weigh most, and
    only the rows found most often are compared in full (after the impact-ordered lists of Persin, Zobel and
    Sacks-Davis 1996). So time and memory grow with the rows and not with their square. Rows that have nothing in common
    are no pair.
    """
    found = [(np.zeros(0, np.intp), np.zeros(0, np.intp), np.zeros(0))]
    asking, asked = _heaviest(rows, _ASKING), _heaviest(rows.T.tocsr(), _ASKED)
    for start in range(0, rows.shape[0], _CHUNK):
        one, other = _candidates(asking[start : start + _CHUNK] @ asked, start)
        similarity = similarities(rows, one, other)
        order = np.lexsort((other, -similarity, one))
        one, other, similarity = one[order], other[order], similarity[order]
        best = np.arange(len(one)) - np.searchsorted(one, one) < count
        found.append((one[best], other[best], similarity[best]))
    return Pairs(*map(np.concatenate, zip(*found, strict=True)))


def similarities(rows: sparse.csr_matrix, one: NDArray[np.intp], other: NDArray[np.intp]) -> NDArray[np.float64]:
    """Return the similarity of each pair of rows, from 0 to 1."""
    parts = (slice(at, at + _PAIRS_AT_ONCE) for at in range(0, len(one) or 1, _PAIRS_AT_ONCE))
    sums = [rows[one[part]].multiply(rows[other[part]]).sum(axis=1) for part in parts]
    return np.round(np.asarray(np.concatenate(sums)).ravel(), 6)


def _heaviest(rows: sparse.csr_matrix, most: int) -> sparse.csr_matrix:
    """Return rows with only the `most` heaviest values of each, which are at most 1; of equal ones the first."""
    row = _rows_of_values(rows)
    order = np.argsort(2 * row - rows.data, kind="stable")  # by row, then by value
    kept = np.sort(order[np.arange(len(order)) - rows.indptr[row] < most])
    starts = np.searchsorted(kept, rows.indptr)
    return sparse.csr_matrix((rows.data[kept], rows.indices[kept], starts), shape=rows.shape)


def _candidates(product: sparse.csr_matrix, start: int) -> tuple[NDArray[np.intp], NDArray[np.intp]]:
    """Return the columns of the greatest values of each row, with their rows; of equal ones all.

    The first row has the number `start`. What a row has in the column of its own number is left out.
    """
    product.data = np.round(product.data, 9)
    found = []
    for row, (begin, end) in enumerate(pairwise(product.indptr.tolist()), start):
        columns, values = product.indices[begin:end], product.data[begin:end]
        if len(values) > _COMPARED + 1:
            columns = columns[values >= np.partition(values, -_COMPARED - 1)[-_COMPARED - 1]]
        found.append(columns[columns != row])
    return np.repeat(np.arange(start, start + len(found)), list(map(len, found))), np.concatenate(found)


def spellings(text: str, wanted: Iterable[str]) -> dict[str, list[str]]:
    """Return how a text spells each wanted term, in the order of the text, each once.

    A part of a word with hyphens is spelled as the whole, too: `expert` gives `mixture-of-experts`, then `experts`.
    Terms without a letter are left out.
    """
    simple = text.lower() if text.isascii() else _BEYOND_ASCII.sub(_simple, text.lower())
    if len(simple) != len(text):  # a rare letter has another length in lower case
        return {}
    found: dict[str, list[str]] = {}
    for term in wanted:
        spelled: dict[str, None] = {}
        for start, end in _places(simple, term.split()):
            if "-" in (text[start - 1 : start], text[end : end + 1]):
                spelled[_whole(text, start, end)] = None
            spelled[text[start:end]] = None
        if spelled and any(map(str.isalpha, term)):
            found[term] = list(spelled)
    return found


def _simple(match: re.Match[str]) -> str:
    """Return a letter without accents if that is one letter."""
    letter = plain(match[0])
    return letter if len(letter) == 1 else match[0]


def _places(text: str, term: Sequence[str]) -> list[tuple[int, int]]:
    """Return where a term stands in a text in lower case: its start and end."""
    for known in (_STABLE, 1):  # letters that all spellings of nearly all words, and of all words, begin with
        begin = term[0][:known]
        found = []
        at = text.find(begin)
        while at >= 0:
            if not text[at - 1 : at].isalnum() and (end := _end(text, at, term)):
                found.append((at, end))
            at = text.find(begin, at + 1)
        if found:
            return found
    return []


def _end(text: str, at: int, term: Iterable[str]) -> int:
    """Return the end of a term that begins at a place, or 0 if other words stand there."""
    for word in term:
        match = _NEXT.match(text, at)
        if match is None or _form(match[1]) != word:
            return 0
        at = match.end()
    return at


def _whole(text: str, start: int, end: int) -> str:
    """Return a part of a text with the words that hyphens join with it."""
    begin = max(0, text.rfind(" ", 0, start))
    before, after = _BEFORE.search(text[begin:start]), _AFTER.match(text[end:])
    return f"{before[0] if before else ''}{text[start:end]}{after[0] if after else ''}"


@lru_cache(maxsize=65536)
def _form(word: str) -> str:
    return token(plain(word).lower())


def distinct(found: Iterable[str], most: int) -> list[str]:
    """Return up to `most` terms, those of several words first, no word twice."""
    parts = {term: term.replace("-", " ").split() for term in found}
    chosen: list[str] = []
    taken: set[str] = set()
    for term in sorted(parts, key=lambda term: len(parts[term]) == 1):
        if len(chosen) < most and taken.isdisjoint(parts[term]):
            chosen.append(term)
            taken.update(parts[term])
    return chosen
