"""A paper as an entry of a list in Markdown, for notes and README files."""

from __future__ import annotations

import re

from generator.pages.exports.reference import Reference
from generator.sources.venues import venue_year

# A backslash before one of these has been understood since the first Markdown; others became marks later, and only
# a character reference stands for them everywhere.
_OLD = re.compile(r"[\\`*_{}\[\]]")
_NEW = re.compile(r"[<>$~^|]|&(?=#?\w)|=(?==)|:(?=\w[\w+-]*:)")
_BEGINS = re.compile(r"([#+\-!])|(\d+)([.)])|([=:/?@%])")


def markdown(paper: Reference) -> str:
    """Return a paper as a list entry: its title, as a link where its address is known, its origin, summary, links."""
    title = inline(paper.title)
    lines = [f"[{title}]({paper.url})" if paper.url else begins(title)]
    year = "" if venue_year(paper.venue) else paper.year  # the venue says it
    origin = " · ".join(filter(None, (", ".join(author.name for author in paper.authors), paper.venue, year)))
    lines += [begins(inline(origin))] if origin else []
    lines += [begins(inline(paper.summary))] if paper.summary else []
    lines += [" · ".join(f"[{inline(rel)}]({url})" for rel, url in paper.others)] if paper.others else []
    return "- " + "  \n  ".join(lines) + "\n"  # two spaces end a line in every Markdown


def inline(text: str) -> str:
    """Return text as Markdown that shows exactly that text inside a line."""
    return _NEW.sub(lambda match: f"&#{ord(match[0])};", _OLD.sub(r"\\\g<0>", text))


def begins(text: str) -> str:
    """Return inline Markdown so that it begins no heading, list or rule where it begins a line."""
    return _BEGINS.sub(_start, text, count=1) if _BEGINS.match(text) else text


def _start(match: re.Match[str]) -> str:
    if match[1]:
        return f"\\{match[1]}"
    if match[2]:
        return f"{match[2]}\\{match[3]}" if match[3] == "." else f"{match[2]}&#41;"
    return f"&#{ord(match[4])};"
