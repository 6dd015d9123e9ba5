"""A paper as RIS, the format that most reference managers read.

Lines end as the format has it, with a carriage return and a line feed; a value is one line, since no reader agrees
with another on how it would go on.
"""

from __future__ import annotations

from collections.abc import Iterator

from generator.pages.exports.reference import Reference
from generator.sources.record import Author

END = "\r\n"

_TYPES = {
    "article-journal": "JOUR",
    "paper-conference": "CPAPER",
    "book": "BOOK",
    "chapter": "CHAP",
    "thesis": "THES",
    "report": "RPRT",
    "dataset": "DATA",
    "software": "COMP",
    "webpage": "ELEC",
}


def ris(paper: Reference) -> str:
    """Return a paper as a record of a `.ris` file; a field that is not known is left out."""
    kind = _TYPES.get(paper.kind, "GEN")
    lines = [f"{tag}  - {value}{END}" for tag, value in _fields(paper) if value]
    return "".join([f"TY  - {kind}{END}", *lines, f"ER  - {END}"])


def _fields(paper: Reference) -> Iterator[tuple[str, str]]:
    yield "ID", paper.key
    for author in paper.authors:
        yield "AU", _name(author)
    yield "TI", paper.title
    yield "T2", paper.venue
    yield "PY", paper.year
    yield "DA", paper.date.replace("-", "/") if "-" in paper.date else ""
    yield "DO", paper.doi
    yield "UR", paper.url
    yield "AB", paper.abstract
    for keyword in paper.keywords:
        yield "KW", keyword
    yield "N1", f"arXiv: {paper.arxiv}" if paper.arxiv else ""
    for remark in paper.remarks:
        yield "N1", remark


def _name(author: Author) -> str:
    if author.family and author.given:
        return ", ".join(filter(None, (author.surname, author.given, author.suffix)))
    return author.name
