"""Reads the year that a venue names, which is the year of a citation: `WACV 2025` of a paper first seen in 2023.

Only a year that is in no doubt counts. A venue that names several, a span of years or a number that looks like one
(`vol. 2019`, `arXiv:2003.07474`, pages) names none, and neither does the name of a journal: `2001: A Journal`.
"""

from __future__ import annotations

import re
from functools import lru_cache

# A colon right behind a year at the beginning shows a title; then numbers by their names, spans, decimals.
_NO_YEARS = re.compile(
    r"^\d{4}:|\b(?:vol|volume|no|nr|pp?|article|lncs|lnai|lnm)\b\.?\s*\d+|\d+(?:[-–—/]\d+)+|\d+\.\d+",
    re.IGNORECASE,
)
_YEAR = re.compile(r"(?<!\d)(?:19|20)\d\d(?!\d)", re.ASCII)


@lru_cache(maxsize=4096)  # many papers share a venue, and lists ask for each of them several times
def venue_year(venue: str) -> str:
    """Return the only year from 1900 to 2099 that a venue names, or ''."""
    years = set(_YEAR.findall(_NO_YEARS.sub(" ", venue)))
    return years.pop() if len(years) == 1 else ""


def cited_date(published: str, venue: str) -> str:
    """Return the ISO date of a citation: the one that is known, or the year of the venue where that is another."""
    year = venue_year(venue)
    return year if year and published[:4] != year else published
