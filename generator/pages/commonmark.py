"""Puts text that others wrote into Markdown that people and programs read as it is.

The pages of the site escape every mark (`escape`), so that no extension of MkDocs makes anything of it, and nobody
can read their source. Here a backslash stands only where CommonMark, or GitHub's kind of it, would make something of
a character where it stands.

Source: https://spec.commonmark.org/0.31.2/, https://github.github.com/gfm/.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import lru_cache

from generator.catalog.spans import Kind, Span
from generator.pages.escape import Markdown, one_line
from generator.pages.exports.reference import address

_MARKS = re.compile(
    r"""[\\`*\[\]$~_<&\#]             # wherever they stand, a dollar begins mathematics; but not …
        (?<! (?<=[^\W_]) _ (?=[^\W_]) )  # between letters or digits
        (?<! < (?![A-Za-z/!?]) )         # what could be no HTML or address
        (?<! & (?!\#?\w+;) )             # what could be no character reference
        (?<! (?<=[^\W_]) \# )            # neither a heading, nor the end of one
    """,
    re.VERBOSE,
)
_BEGINS = re.compile(r">|[-+](?=[\s-]|$)|\d+(?=[.)](?:\s|$))")
_HTML = re.compile(r"<(?=[A-Za-z/!?])")
_NO_MATH = re.compile(r"`|\]\(")


@lru_cache(maxsize=8192)  # a title stands with each paper that it is related to, a tag with a hundred
def text(value: str) -> Markdown:
    """Return text as one line of Markdown that shows exactly that text, at the start of a line or inside one."""
    return Markdown(_begun(_marked(one_line(value).strip())))


def running(spans: Iterable[Span]) -> Markdown:
    """Return a title or an abstract as one line: text as it is, links live, mathematics between its dollars."""
    return Markdown(_begun("".join(map(_span, spans)).strip()))


def link(shown: str, target: str) -> Markdown:
    """Return a link; `target` is an address, or the path to a file from the one that the link stands in."""
    return Markdown(f"[{text(shown)}]({address(target)})")


def bare(url: str) -> Markdown:
    """Return an address as a link that shows itself."""
    return Markdown(f"<{address(url)}>")


def _marked(line: str) -> str:
    return _MARKS.sub(r"\\\g<0>", line)


def _begun(line: str) -> str:
    """Return a line so that its beginning makes no list, quotation or rule of it."""
    found = _BEGINS.match(line)
    if not found:
        return line
    at = found.end() if found[0].isdigit() else 0
    return f"{line[:at]}\\{line[at:]}"


def _span(span: Span) -> str:
    line = one_line(span.text)
    if span.kind is Kind.LINK:
        return bare(span.target) if span.target == line else link(line, span.target)
    if span.kind is Kind.MATH and not _NO_MATH.search(line):
        return _HTML.sub("< ", line)  # in TeX a space there is none, and Markdown takes it for no HTML
    return _marked(line)
