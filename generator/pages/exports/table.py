"""A paper as a row of a CSV file, for spreadsheets and programs (RFC 4180, UTF-8 with a byte order mark).

Without the mark, Excel takes the letters for others. Several authors, tags or keywords stand in one cell with `; `
between them; a semicolon inside one of them becomes a comma.

A spreadsheet computes a cell that begins with `=`, `+`, `-` or `@`, and what it computes may reach for files and other
hosts. An apostrophe before it makes a text of it. A cell that begins with apostrophes and then such a sign gets one
more: so whoever takes one apostrophe away from before such a sign has every text as it was.
Source: https://owasp.org/www-community/attacks/CSV_Injection.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from generator.pages.exports.reference import Reference

COLUMNS = (
    *("slug", "title", "authors", "year", "published", "venue", "doi", "arxiv", "url"),
    *("tags", "keywords", "summary", "abstract", "first_listed"),
)
"""The names in the first line of a file."""

BEFORE = f"\ufeff{','.join(COLUMNS)}\r\n"
"""What a file begins with."""

# The wide forms are taken for the narrow ones by spreadsheets in some languages.
_COMPUTED = re.compile(r"'*[=+\-@＝＋－＠]")
_QUOTED = re.compile(r'[",\r\n]|^\s|\s$')


def row(paper: Reference) -> str:
    """Return a paper as a row of a CSV file; a cell of what is not known is empty."""
    cells = (
        *(paper.key, paper.title, _together(author.name for author in paper.authors), paper.year, paper.published),
        *(paper.venue, paper.doi, paper.arxiv, paper.url),
        *(_together(paper.tags), _together(paper.words), paper.summary, paper.abstract, paper.listed),
    )
    return f"{','.join(map(_cell, cells))}\r\n"


def _together(items: Iterable[str]) -> str:
    return "; ".join(item.replace(";", ",") for item in items)


def _cell(text: str) -> str:
    safe = f"'{text}" if _COMPUTED.match(text) else text
    return f'"{safe.replace(chr(34), chr(34) * 2)}"' if _QUOTED.search(safe) else safe
