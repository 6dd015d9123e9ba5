"""Finds papers whose titles look alike although they are kept apart.

Two titles look alike if their sets of words, weighted by rarity (inverse document frequency), overlap by at
least `THRESHOLD` (weighted Jaccard). Only papers that share a rare word are compared, so the work grows with
the papers and not with their square.
"""

from __future__ import annotations

import math
import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator

from generator.catalog.model import Catalog, Paper
from generator.diagnostics import Report, info

THRESHOLD = 0.4
_RARE = 12  # papers; a word in more titles than this brings nobody together


def look_alikes(papers: Iterable[Paper]) -> Iterator[tuple[Paper, Paper]]:
    """Yield the pairs that look alike, each once, in the order of the papers."""
    listed = list(papers)
    words = [frozenset(re.findall(r"\w+", paper.title_plain.casefold())) for paper in listed]
    count = Counter(word for title in words for word in title)
    weight = {word: math.log(1 + len(listed) / number) for word, number in count.items()}
    holders: dict[str, list[int]] = defaultdict(list)
    for index, title in enumerate(words):
        for word in title:
            if count[word] <= _RARE:
                holders[word].append(index)
    pairs = {(one, two) for found in holders.values() for one in found for two in found if one < two}
    for one, two in sorted(pairs):
        shared = sum(weight[word] for word in sorted(words[one] & words[two]))
        if shared >= THRESHOLD * sum(weight[word] for word in sorted(words[one] | words[two])):
            yield listed[one], listed[two]


def report_look_alikes(catalog: Catalog, report: Report) -> None:
    """Tell the curator of each pair, at the second one's row."""
    for one, two in look_alikes(catalog.papers.values()):
        first, second = one.appearances[0].where, two.appearances[0].where
        message = f"“{two.title_plain}” looks like “{one.title_plain}” ({first.file}:{first.line}); they are kept apart"
        info(report, "look-alike", second, message)
