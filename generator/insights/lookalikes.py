"""Finds papers that look alike although they are kept apart.

Two papers look alike if the words of their titles and the words of their abstracts overlap enough: the sum of
both overlaps (weighted Jaccard, each from 0 to 1, words weighted by inverse document frequency) is at least
`THRESHOLD`. Where one of them has no abstract, their authors speak instead: nearly one title, and half of the
authors the same; without authors, all words of the title. Authors of whom none is the same speak against it, unless
the titles are all but equal and the abstracts too.

Only papers whose titles share a rare word, or two words that rarely follow each other, are compared, so the work
grows with the papers and not with their square.
"""

from __future__ import annotations

import math
import re
import unicodedata
from collections import Counter, defaultdict
from collections.abc import Hashable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import chain, combinations, pairwise

from generator.catalog.model import Paper
from generator.diagnostics import Report, info

THRESHOLD = 0.53
_SAME_TITLE = 0.75  # overlap of two titles from which on the authors tell whether they are one paper
_SAME_AUTHORS = 0.5
_RARE = 12  # papers; what stands in more titles than this brings nobody together


@dataclass(frozen=True, slots=True, kw_only=True)
class _Words:
    """What papers are compared by: their words, those that bring them together, their authors."""

    titles: list[frozenset[str]]
    abstracts: list[frozenset[str]]
    authors: list[frozenset[str]]
    in_titles: Counter[str]
    in_abstracts: Counter[str]


def look_alikes(papers: Iterable[Paper]) -> Iterator[tuple[Paper, Paper]]:
    """Yield the pairs that look alike, each once, in the order of the papers; the curator's decisions are left out."""
    listed = list(papers)
    titles = [_words(paper.title_plain) for paper in listed]
    abstracts = [_words(paper.abstract_text) for paper in listed]
    words = _Words(
        titles=titles,
        abstracts=abstracts,
        authors=[_authors(paper) for paper in listed],
        in_titles=Counter(chain(*titles)),
        in_abstracts=Counter(chain(*abstracts)),
    )
    for one, two in sorted(_candidates([paper.title_plain for paper in listed])):
        if listed[two].slug not in listed[one].apart and _alike(one, two, words):
            yield listed[one], listed[two]


def _alike(one: int, two: int, words: _Words) -> bool:
    papers = len(words.titles)
    overlap = _overlap(words.titles[one], words.titles[two], words.in_titles, papers)
    if 2 * overlap < THRESHOLD:  # abstracts of different papers do not overlap more than their titles
        return False
    authors = words.authors[one], words.authors[two]
    shared = len(authors[0] & authors[1]) / len(authors[0] | authors[1]) if all(authors) else None
    if not words.abstracts[one] or not words.abstracts[two]:
        needed = 1.0 if shared is None else _SAME_TITLE
        return overlap >= needed and (shared is None or shared >= _SAME_AUTHORS)
    if shared == 0 and overlap < _SAME_TITLE:
        return False
    return overlap + _overlap(words.abstracts[one], words.abstracts[two], words.in_abstracts, papers) >= THRESHOLD


def _words(text: str) -> frozenset[str]:
    return frozenset(re.findall(r"\w+", text.casefold()))


def _authors(paper: Paper) -> frozenset[str]:
    """Return the last word of each author's family name, or of the name, without marks."""
    names = (author.family or author.name for author in paper.facts.authors)
    bare = (unicodedata.normalize("NFKD", name).casefold().split() for name in names)
    return frozenset("".join(char for char in words[-1] if char.isalnum()) for words in bare if words)


def _candidates(titles: Sequence[str]) -> set[tuple[int, int]]:
    """Return the pairs of papers whose titles share a rare word or pair of words, as indices in ascending order."""
    holders: dict[Hashable, list[int]] = defaultdict(list)
    for index, title in enumerate(titles):
        words = re.findall(r"\w+", title.casefold())
        for clue in {*words, *pairwise(words)}:
            holders[clue].append(index)
    rare = (found for found in holders.values() if 1 < len(found) <= _RARE)
    return {pair for found in rare for pair in combinations(found, 2)}


def _overlap(one: frozenset[str], two: frozenset[str], count: Counter[str], papers: int) -> float:
    """Return the weighted Jaccard index of two sets of words."""

    def weight(words: frozenset[str]) -> float:
        return sum(math.log(1 + papers / count[word]) for word in sorted(words))

    return weight(one & two) / (weight(one | two) or 1)


def report_look_alikes(pairs: Iterable[tuple[Paper, Paper]], report: Report) -> None:
    """Tell the curator of each pair, at the second one's row, and how to decide."""
    for one, two in pairs:
        first, second = one.appearances[0].where, two.appearances[0].where
        twin = f"“{one.title_plain}” ({first.file}:{first.line})"
        hint = f"under `{two.key}` in curation.yml, write `same_as: {one.key}` to join them, or `not_same_as:` to agree"
        info(report, "look-alike", second, f"“{two.title_plain}” looks like {twin}; they are kept apart", hint)
