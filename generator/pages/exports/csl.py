"""A paper as CSL-JSON, which pandoc and the many programs around CSL read."""

from __future__ import annotations

import json

from generator.pages.exports.reference import Reference


def csl(paper: Reference) -> str:
    """Return a paper as one item of a CSL-JSON list; a field that is not known is left out."""
    item = {
        "id": paper.key,
        "type": "document",  # what CSL calls a work of which no more is known
        "author": [{"literal": name} for name in paper.authors],
        "title": paper.title,
        "issued": {"date-parts": [[int(paper.year)]]} if paper.year else {},
        "DOI": paper.doi,
        "URL": paper.url,
        "abstract": paper.abstract,
        "keyword": ", ".join(paper.keywords),
        "note": " ".join(paper.remarks),
    }
    return json.dumps({name: value for name, value in item.items() if value}, ensure_ascii=False, indent=2)
