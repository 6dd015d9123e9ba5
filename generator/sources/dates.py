"""Reads the dates that programs and people write: parts, EDTF, and text of which only the year is sure."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime

from generator.sources.identifiers import published_of
from generator.sources.values import Value, fields_of, items_of, one_line

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
