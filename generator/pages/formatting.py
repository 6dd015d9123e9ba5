"""Formats numbers, days, addresses, abstracts and summaries for pages."""

from __future__ import annotations

import textwrap
from collections.abc import Iterable
from datetime import date
from functools import lru_cache
from urllib.parse import quote_plus

from ..catalog.curation import LONGEST_TLDR
from ..catalog.model import Paper
from ..text.spans import Kind, Span
from .escape import Markdown, escape, link
from .mathematics import mathml

_MONTHS = (
    *("January", "February", "March", "April", "May", "June"),
    *("July", "August", "September", "October", "November", "December"),
)

_LONGEST_DESCRIPTION = 300

ELSEWHERE = (
    ("arXiv", "https://arxiv.org/search/?searchtype=title&query={}"),
    ("Hugging Face", "https://huggingface.co/papers?q={}"),
    ("Google Scholar", "https://scholar.google.com/scholar?q={}"),
    ("Semantic Scholar", "https://www.semanticscholar.org/search?q={}&sort=relevance"),
)
"""Searches for a paper by its title: name and address."""


def count(number: int, noun: str) -> str:
    """Return a number with its noun: `1 paper`, `1,324 papers`."""
    return f"{number:,} {noun if number == 1 else f'{noun}s'}"


def day(value: date | None) -> str:
    """Return a day as `14 March 2025`, in any locale."""
    return f"{value.day} {_MONTHS[value.month - 1]} {value.year}" if value else "day not known"


def known_date(iso: str) -> str:
    """Return an ISO date, which may lack the day or the month, as `14 March 2025`, `March 2025` or `2025`."""
    year, month, number = (*iso.split("-"), "", "")[:3]
    named = _MONTHS[int(month) - 1] if month else ""
    return " ".join(filter(None, (number.lstrip("0"), named, year)))


def elsewhere(title: str) -> tuple[Markdown, ...]:
    """Return links to searches for a title."""
    return tuple(link(name, address.format(quote_plus(title))) for name, address in ELSEWHERE)


def running_text(spans: Iterable[Span]) -> Markdown:
    """Return spans as Markdown: escaped text, links, and formulas as MathML."""
    return Markdown("".join(map(_span, spans)))


def _span(span: Span) -> Markdown:
    if span.kind is Kind.LINK:
        return link(span.text, span.target)
    if span.kind is Kind.MATH:
        return _formula(span)
    return escape(span.text)


def _formula(span: Span) -> Markdown:
    """Return the TeX of a formula, which is the text of the page, with the MathML that browsers show instead."""
    formula = mathml(span.target, display=span.text.startswith("$$"))
    shown = f'<template shadowrootmode="open">{formula}</template>' if formula else ""
    return Markdown(f'<span class="rl-math">{shown}{escape(span.text)}</span>')


def tagged_of(papers: Iterable[Paper]) -> tuple[str, ...]:
    """Return the number of tagged papers as `525 tagged`, or nothing if it is 0."""
    tagged = sum(paper.tagged for paper in papers)
    return (f"{tagged:,} tagged",) if tagged else ()


def shown_address(url: str) -> str:
    """Return an address without its scheme and final slash, as people read it."""
    return url.partition("://")[2].removeprefix("www.").rstrip("/")


def description(paper: Paper) -> str:
    """Return the description of a paper for search engines and link previews: its summary, shortened if necessary."""
    return _shortened(paper.summary or paper.title_plain, _LONGEST_DESCRIPTION)


def one_sentence(paper: Paper) -> str:
    """Return the summary of a paper, shortened to the length that a curator's summary may have."""
    return _shortened(paper.summary, LONGEST_TLDR)


@lru_cache(maxsize=32768)  # the summary of a paper is also on the pages of all related papers
def _shortened(text: str, longest: int) -> str:
    line = " ".join(text.split())
    return line if len(line) <= longest else textwrap.shorten(line, longest, placeholder=" …")
