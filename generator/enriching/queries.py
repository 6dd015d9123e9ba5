"""Says which papers are asked for, and in which words."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from generator.catalog.model import Paper
from generator.enriching.match import Sought
from generator.sources.record import Facts

_WORD = re.compile(r"\w+")
_ASCII_WORD = re.compile(r"[a-z0-9]{3,}", re.IGNORECASE | re.ASCII)
_COMMON = frozenset(
    (
        *("and", "are", "but", "can", "for", "from", "has", "have", "how", "into", "its", "not", "our", "that", "the"),
        *("their", "this", "via", "what", "when", "with", "you"),
    )
)
_LONGEST_TITLE = 300  # characters; nobody's title is longer, and addresses must end somewhere
_WORDS = 8


@dataclass(frozen=True, slots=True, kw_only=True)
class Query:
    """What arXiv is asked: words to search for, or else one identifier."""

    words: str = ""
    identifier: str = ""


def wanting(papers: Iterable[Paper], passed_over: frozenset[str]) -> Iterator[Sought]:
    """Yield the papers that lack an identifier, their authors or their date, in the order given.

    Those whose keys are in `passed_over` are left out.
    """
    for paper in papers:
        if _lacks(paper.facts) and paper.key not in passed_over:
            abstract = "".join(span.text for span in paper.abstract)
            yield Sought(key=paper.key, title=paper.title_plain, abstract=abstract, facts=paper.facts)


def _lacks(facts: Facts) -> bool:
    return not (facts.arxiv or facts.doi) or not facts.authors or not facts.published


def queries(paper: Sought) -> Iterator[Query]:
    """Yield what to ask for a paper, one after the other until something is found.

    With an arXiv identifier, that alone. Else the title as a phrase and then, for titles that changed a little or hold
    signs, its most telling words: the longest, in their order.
    """
    if paper.facts.arxiv:
        yield Query(identifier=paper.facts.arxiv)
        return
    title = paper.title[:_LONGEST_TITLE]
    words = _WORD.findall(title.replace("_", " "))
    if words:
        yield Query(words=f'ti:"{" ".join(words)}"')
    telling = list(dict.fromkeys(word for word in _ASCII_WORD.findall(title) if word.lower() not in _COMMON))
    kept = set(sorted(telling, key=lambda word: (-len(word), word))[:_WORDS])
    if len(kept) > 1:
        yield Query(words=" AND ".join(f"ti:{word}" for word in telling if word in kept))
