"""Formats numbers, days, addresses, abstracts, summaries and the facts of papers for pages.

A fact that is not known is an empty text, which the pages leave out.
"""

import textwrap
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from urllib.parse import quote_plus

from markupsafe import Markup

from ..catalog.curation import LONGEST_TLDR
from ..catalog.model import Listing, Paper
from ..sources.facts.dates import venue_year
from ..sources.facts.identifiers import is_arxiv_date
from ..sources.facts.links import identifier_links
from ..sources.model import Author, Facts
from ..text.spans import Kind, Span
from .escape import escape, escape_inside, link, one_line
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


def listing_day(listing: Listing) -> str:
    """Return the day of a listing, or its first and last day, and whether its year was inferred."""
    if len(listing.days) > 1:
        return f"{day(listing.days[0])} to {day(listing.days[-1])}"
    return day(listing.listed) + (" (year inferred)" if listing.listed and listing.inferred else "")


def known_date(iso: str) -> str:
    """Return an ISO date, which may lack the day or the month, as `14 March 2025`, `March 2025` or `2025`."""
    year, month, number = (*iso.split("-"), "", "")[:3]
    named = _MONTHS[int(month) - 1] if month else ""
    return " ".join(filter(None, (number.lstrip("0"), named, year)))


def elsewhere(title: str) -> tuple[Markup, ...]:
    """Return links to searches for a title."""
    words = quote_plus(title)
    return tuple(link(name, address.format(words)) for name, address in ELSEWHERE)


def running_text(spans: Iterable[Span]) -> Markup:
    """Return spans as HTML for a page: escaped text, links, and formulas as MathML."""
    return Markup("".join(_span(span, begins=not index) for index, span in enumerate(spans)))


def _span(span: Span, *, begins: bool) -> Markup:
    if span.kind is Kind.LINK:
        return link(span.text, span.target)
    if span.kind is Kind.MATH:
        return _formula(span)
    return escape(span.text) if begins else escape_inside(one_line(span.text))


def _formula(span: Span) -> Markup:
    """Return the TeX of a formula, which is the text of the page, with the MathML that browsers show instead."""
    formula = mathml(span.target, display=span.text.startswith("$$"))
    shown = f'<template shadowrootmode="open">{formula}</template>' if formula else ""
    return Markup(f'<span class="rl-math">{shown}{escape(span.text)}</span>')


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


_AUTHORS_IN_LISTS = 3
"""How many authors of a paper a list shows: the first ones, and always the last."""

AUTHORS_ON_PAGE = 12
"""How many authors the page of a paper shows before the others are folded."""

_SCHEMES = {"doi": "doi", "arxiv": "arXiv"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Origin:
    """The origin of a paper, for its own page.

    `authors` are shown and the `further` ones folded; `more` is the number of these. `place` is the venue and the date
    of the first version, `identifiers` are links for the DOI and the arXiv identifier, and `keywords` those of the
    sources.
    """

    authors: str
    further: str
    more: int
    place: str
    identifiers: tuple[Markup, ...]
    keywords: str


def byline(facts: Facts) -> str:
    """Return authors, venue and year of a paper for a list, in one line."""
    return _line(short_authors(facts.authors), _place(facts, facts.published[:4]))


def short_authors(authors: Sequence[Author]) -> str:
    """Return the names of authors; of many the first ones and the last: `Ada Berg, Bo Li, … Cy Dorn`."""
    names = [author.name for author in authors]
    if len(names) <= _AUTHORS_IN_LISTS:
        return ", ".join(names)
    return f"{', '.join(names[: _AUTHORS_IN_LISTS - 1])}, … {names[-1]}"


def origin(facts: Facts) -> Origin:
    """Return the origin of a paper, for its own page."""
    names = [author.name for author in facts.authors]
    return Origin(
        authors=", ".join(names[:AUTHORS_ON_PAGE]),
        further=", ".join(names[AUTHORS_ON_PAGE:]),
        more=len(names[AUTHORS_ON_PAGE:]),
        place=_place(facts, known_date(facts.published)),
        identifiers=tuple(
            link(f"{_SCHEMES[found.rel]}:{getattr(facts, found.rel)}", found.url) for found in identifier_links(facts)
        ),
        keywords=_line(*facts.keywords),
    )


def _place(facts: Facts, date: str) -> str:
    """Return the venue with the date of the first version; `date` is that date as the page writes it.

    For example `WACV 2025 (arXiv March 2023)`. A year in the name of the venue is not repeated. The date is marked as
    that of arXiv where it is; a year alone does not show that. Any other date follows the venue, or is marked too if
    the venue names another year.
    """
    year, same = venue_year(facts.venue), facts.date == facts.published
    if not facts.venue or not date or date == year:
        return facts.venue or date
    if is_arxiv_date(facts.arxiv, facts.published) and not (same and facts.published.isdecimal()):
        return f"{facts.venue} (arXiv {date})"
    if same:
        return _line(facts.venue, date)
    return f"{facts.venue} ({'first version' if facts.published < year else 'published'} {date})"


def _line(*parts: str) -> str:
    return " · ".join(filter(None, parts))
