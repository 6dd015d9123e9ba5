"""A paper as CSL-JSON, which pandoc and the many programs around CSL read."""

from __future__ import annotations

import json

from generator.pages.exports.reference import Reference
from generator.sources.record import Author


def csl(paper: Reference) -> str:
    """Return a paper as one item of a CSL-JSON list; a field that is not known is left out."""
    item = {
        "id": paper.key,
        "type": paper.kind or "document",  # what CSL calls a work of which no more is known
        "author": list(map(_name, paper.authors)),
        "title": paper.title,
        "container-title": paper.venue,
        "issued": {"date-parts": [list(map(int, paper.date.split("-")))]} if paper.date else {},
        "DOI": paper.doi,
        "number": f"arXiv:{paper.arxiv}" if paper.arxiv else "",
        "URL": paper.url,
        "abstract": paper.abstract,
        "keyword": ", ".join(paper.keywords),
        "note": " ".join(paper.remarks),
    }
    return json.dumps({name: value for name, value in item.items() if value}, ensure_ascii=False, indent=2)


def _name(author: Author) -> dict[str, str]:
    if author.family and author.given:
        suffix = {"suffix": author.suffix} if author.suffix else {}
        return {"family": author.surname, "given": author.given, **suffix}
    return {"literal": author.name}
