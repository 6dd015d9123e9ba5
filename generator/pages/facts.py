"""Formats the facts of a paper for pages: its authors, venue, dates and identifiers.

A fact that is not known is an empty text, which the pages leave out.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from ..catalog.facts import ARXIV, doi_address
from ..sources.facts.dates import venue_year
from ..sources.facts.identifiers import is_arxiv_date
from ..sources.model import Author, Facts
from .escape import Markdown, link
from .formatting import known_date

AUTHORS_IN_LISTS = 3
"""How many authors of a paper a list shows: the first ones, and always the last."""

AUTHORS_SHOWN = 12
"""How many authors the page of a paper shows before the others are folded."""


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
    identifiers: tuple[Markdown, ...]
    keywords: str


def byline(facts: Facts) -> str:
    """Return authors, venue and year of a paper for a list, in one line."""
    return _line(short_authors(facts.authors), _place(facts, facts.published[:4]))


def short_authors(authors: Sequence[Author]) -> str:
    """Return the names of authors; of many the first ones and the last: `Ada Berg, Bo Li, … Cy Dorn`."""
    names = [author.name for author in authors]
    if len(names) <= AUTHORS_IN_LISTS:
        return ", ".join(names)
    return f"{', '.join(names[: AUTHORS_IN_LISTS - 1])}, … {names[-1]}"


def origin(facts: Facts) -> Origin:
    """Return the origin of a paper, for its own page."""
    names = [author.name for author in facts.authors]
    doi = (link(f"doi:{facts.doi}", doi_address(facts.doi)),) if facts.doi else ()
    arxiv = (link(f"arXiv:{facts.arxiv}", f"{ARXIV}{facts.arxiv}"),) if facts.arxiv else ()
    return Origin(
        authors=", ".join(names[:AUTHORS_SHOWN]),
        further=", ".join(names[AUTHORS_SHOWN:]),
        more=len(names[AUTHORS_SHOWN:]),
        place=_place(facts, known_date(facts.published)),
        identifiers=(*doi, *arxiv),
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
