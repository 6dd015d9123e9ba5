"""Makes the front matter of papers with hostile text in every field."""

from __future__ import annotations

from dataclasses import replace
from functools import lru_cache

from generator.catalog.library import read_library
from generator.catalog.model import Paper
from generator.pages.escape import FrontMatter
from generator.pages.sharing.head import citation_tags, linked_paper
from generator.sources.model import Author, Facts
from tests.pages.test_escape import HOSTILE
from tests.support.case import TINY

NASTY = (*(text for text in HOSTILE if text.isprintable()), '"><script>alert(1)</script>', "</script><!--", "<site>x")


@lru_cache(maxsize=1)
def _paper() -> Paper:
    catalog = read_library(TINY, lambda finding: None)
    assert catalog is not None
    return catalog.papers["talking-lamps"]


def hostile_meta(text: str, path: str) -> FrontMatter:
    """Return the front matter of a paper with one text as title, abstract, author, venue and keyword."""
    author = Author(name=text, family=text, given=text)
    facts = Facts(authors=(author,), published="2025", venue=text, kind="article-journal", keywords=(text,))
    paper = replace(_paper(), title_plain=text, facts=facts, links=())
    return {
        "title": text,
        "description": text,
        "kind": "paper",
        "ld": linked_paper(paper, (text,), (("Explore", "explore/index.md"), (text, path))),
        "cite": citation_tags(paper, (text,)),
    }
