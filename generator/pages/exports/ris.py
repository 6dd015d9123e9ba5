"""A paper as RIS, the format that most reference managers read.

Lines end as the format has it, with a carriage return and a line feed; a value is one line, since no reader agrees
with another on how it would go on.
"""

from __future__ import annotations

from collections.abc import Iterator

from generator.pages.exports.reference import Reference

END = "\r\n"


def ris(paper: Reference) -> str:
    """Return a paper as a record of a `.ris` file; a field that is not known is left out."""
    lines = [f"{tag}  - {value}{END}" for tag, value in _fields(paper) if value]
    return "".join([f"TY  - GEN{END}", *lines, f"ER  - {END}"])


def _fields(paper: Reference) -> Iterator[tuple[str, str]]:
    yield "ID", paper.key
    for author in paper.authors:
        yield "AU", author
    yield "TI", paper.title
    yield "PY", paper.year
    yield "DO", paper.doi
    yield "UR", paper.url
    yield "AB", paper.abstract
    for keyword in paper.keywords:
        yield "KW", keyword
    for remark in paper.remarks:
        yield "N1", remark
