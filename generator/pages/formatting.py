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
from ..catalog.publication import is_preprint
from ..sources.facts.dates import venue_year
from ..sources.facts.links import identifier_links
from ..sources.model import Author, Facts, Preprint
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


def elsewhere(title: str, label: str = "{}") -> tuple[Markup, ...]:
    """Return links to searches for a title; `label` is their text, with `{}` for the name of the service."""
    words = quote_plus(title)
    return tuple(link(label.format(name), address.format(words)) for name, address in ELSEWHERE)


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

_MONTH = len("2024-07")
_SCHEMES = {"doi": "doi", "arxiv": "arXiv"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Origin:
    """The origin of a paper, for its own page.

    `authors` are shown and the `further` ones folded; `more` is the number of these. `place` is the venue and the first
    version, `identifiers` are links for the DOI and the arXiv identifier, and `keywords` those of the
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
    return _line(short_authors(facts.authors), _place(facts, brief=True))


_SEEN = {0: "", 1: "", 2: "listed twice"}


def meta_line(paper: Paper, paths: int) -> str:
    """Return the line below the title of a paper in a list; `paths` is the number of reading paths that it is on."""
    seen = len(paper.appearances)
    return _line(
        byline(paper.facts),
        "code" if any(one.rel == "code" for one in paper.links) else "",
        _SEEN.get(seen, f"listed {seen} times"),
        "on a path" if paths == 1 else f"on {paths} paths" if paths else "",
    )


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
        place=_place(facts),
        identifiers=tuple(
            link(f"{_SCHEMES[found.rel]}:{getattr(facts, found.rel)}", found.url) for found in identifier_links(facts)
        ),
        keywords=_line(*facts.keywords),
    )


def _place(facts: Facts, *, brief: bool = False) -> str:
    """Return the venue with its date, and the first version: `WACV 2025 · arXiv March 2023`.

    A year in the name of the venue is not repeated. A date of another year is marked as what it is. In `brief`, dates
    are years, and a first version of the year of the venue is left out.
    """
    first, year, date = facts.preprint, venue_year(facts.venue), facts.published
    shown = _year if brief else known_date
    own = date and not (first and _is_date_of(first, date, year))
    if is_preprint(facts) or not (facts.venue or own):
        return shown(date)
    parts = [facts.venue]
    if own and year and date[:4] != year:
        parts = [f"{facts.venue} ({'first version' if date < year else 'published'} {shown(date)})"]
    elif own and shown(date) != year:
        parts.append(shown(date))
    if first and not (brief and first.published[:4] == (year or (date[:4] if own else ""))):
        parts.append(f"{first.server} {shown(first.published[:_MONTH])}".rstrip())
    return _line(*parts)


def _is_date_of(first: Preprint, date: str, year: str) -> bool:
    """Return whether a date is that of a first version rather than of a publication of a year."""
    return date == first.published or (date[:4] != year and year != "" and first.published.startswith(date))


def _year(iso: str) -> str:
    return iso[:4]


def _line(*parts: str) -> str:
    return " · ".join(filter(None, parts))
