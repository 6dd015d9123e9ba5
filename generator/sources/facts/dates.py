"""Reads months as people and styles write them: `mar`, `March`, `3`, `July 4`, `10 jan`, `MAY-JUN`."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime
from functools import lru_cache

from ..items import Value, fields_of, items_of, one_line
from .identifiers import published_of

_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_WORD = re.compile(r"[^\W\d_]+")
_NUMBER = re.compile(r"(?<!\d)\d{1,2}(?!\d)")


def month_and_day(text: str) -> tuple[str, str]:
    """Return the number of a month and of the day beside it, as far as a text tells them; of a range the first."""
    words = _WORD.findall(text.lower())
    month = next((index for word in words for index, name in enumerate(_MONTHS, 1) if word.startswith(name)), 0)
    numbers = _NUMBER.findall(text)
    if not month:
        return (numbers[0], "") if len(numbers) == 1 and not words else ("", "")
    return str(month), numbers[0] if len(numbers) == 1 else ""


_UNSURE = re.compile(r"[~?%]|[-/]XX.*", re.IGNORECASE)  # EDTF: about, perhaps, not known
_LONGEST = 80  # characters of a date
_WHOLE = len("2024-05-07")
_EPOCH = re.compile(r"(\d{10})(?:\d{3}|\d{6})?", re.ASCII)  # Unix time in seconds, milliseconds or microseconds
_YEAR = re.compile(r"(?<!\d)(?:1[5-9]|20)\d\d(?!\d|\.\d)")


def date_of(text: str) -> str:
    """Return the date that a text is (`2024`, `2024-05-07`, EDTF such as `2024-05~`), or its only year, or ''."""
    text = text[:_LONGEST]
    exact = published_of(text) or published_of(_UNSURE.sub("", text))
    if exact:
        return exact
    years = set(_YEAR.findall(text))
    return years.pop() if len(years) == 1 else ""


def day_of(text: str) -> date | None:
    """Return the day that a text begins with as `YYYY-MM-DD`, or that of a Unix time; None if it names no whole day."""
    seconds = _EPOCH.fullmatch(text.strip())
    if seconds:
        return datetime.fromtimestamp(int(seconds[1]), UTC).date()
    day = published_of(text)
    try:
        return date.fromisoformat(day) if len(day) == _WHOLE else None
    except ValueError:  # the 29th of February of another year
        return None


def date_of_parts(value: Value) -> str:
    """Return the date that CSL gives: `date-parts`, `raw`, `literal`, a text, or year, month and day by name."""
    first = next(iter(items_of(value)), None)  # a list of dates is a span of time: it begins with the first
    if isinstance(first, str):
        return date_of(first)
    fields = fields_of(first)
    named = _joined([fields.get(name) for name in ("year", "month", "day")])
    texts = (one_line(fields.get(name)) for name in ("raw", "literal", "edtf"))
    dates = (_of_parts(items_of(fields.get("date-parts"))), named, *map(date_of, texts))
    return next(filter(None, dates), "")


def agreed(date: str, year: str) -> str:
    """Return a date, or the year where the two name different years or only one is known."""
    return date if date and (not year or date[:4] == year) else year


def _of_parts(dates: list[Value]) -> str:
    """Return the first of the dates; some programs write its parts without a list of their own, or as one text."""
    first = next(iter(dates), None)
    parts = first if isinstance(first, list) else dates
    return _joined(parts) or published_of(one_line(next(iter(parts), None)))


def _joined(parts: list[Value]) -> str:
    """Return year, month and day as one date; they end before the first that is missing."""
    words: list[str] = []
    for part in parts[:3]:
        word = one_line(part)
        if not word.isdecimal():
            break
        words.append(word)
    return published_of("-".join(words))


# A colon right behind a year at the beginning shows a title; then numbers by their names, spans, decimals.
_NO_YEARS = re.compile(
    r"^\d{4}:|\b(?:vol|volume|no|nr|pp?|article|lncs|lnai|lnm)\b\.?\s*\d+|\d+(?:[-–—/]\d+)+|\d+\.\d+",
    re.IGNORECASE,
)
_VENUE_YEAR = re.compile(r"(?<!\d)(?:19|20)\d\d(?!\d)", re.ASCII)


@lru_cache(maxsize=4096)  # many papers share a venue, and lists ask for each of them several times
def venue_year(venue: str) -> str:
    """Return the only year from 1900 to 2099 that a venue names, or ''."""
    years = set(_VENUE_YEAR.findall(_NO_YEARS.sub(" ", venue)))
    return years.pop() if len(years) == 1 else ""


def cited_date(published: str, venue: str) -> str:
    """Return the ISO date of a citation: the one that is known, or the year of the venue where that is another."""
    year = venue_year(venue)
    return year if year and published[:4] != year else published
