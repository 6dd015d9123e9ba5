"""Reads dates: ISO dates, those of CSL and EDTF, months by name, and the year that a venue names."""

import re
import unicodedata
from datetime import UTC, date, datetime
from functools import lru_cache
from itertools import takewhile

from ..items import Value, fields_of, items_of, one_line

MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
"""The beginnings of the English names of the months."""
_OTHER_MONTHS = {
    "ene": 1, "gen": 1, "janv": 1, "fev": 2, "mrt": 3, "maa": 3, "avr": 4, "abr": 4, "mai": 5, "mag": 5, "mei": 5,
    "juin": 6, "giu": 6, "juil": 7, "lug": 7, "aou": 8, "ago": 8, "set": 9, "okt": 10, "ott": 10, "out": 10, "dez": 12,
    "dic": 12,
}  # fmt: skip
"""The beginnings of names of months in German, French, Spanish, Italian, Portuguese and Dutch, without accents."""
LAST_DAYS = (31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)
"""The last day of each month in a leap year."""
YEAR = re.compile(r"(?<!\d)\d{4}(?!\d)")
"""A number that may be a year, in a field that has one."""

_DATE = re.compile(r"(\d{4})(?:[-/](\d{1,2})(?:[-/](\d{1,2}))?)?(?=$|[T\s/])")
_WORD = re.compile(r"[^\W\d_]+")
_NUMBER = re.compile(r"(?<!\d)\d{1,2}(?!\d)")


def published_of(text: str) -> str:
    """Return the date that a text begins with as `YYYY`, `YYYY-MM` or `YYYY-MM-DD`, as far as it is valid, or ''."""
    found = _DATE.match(text.strip())
    if not found or not int(found[1]):
        return ""
    month, day = int(found[2] or 0), int(found[3] or 0)
    if not 1 <= month <= len(LAST_DAYS):
        return found[1]
    if not 1 <= day <= LAST_DAYS[month - 1]:
        return f"{found[1]}-{month:02}"
    return f"{found[1]}-{month:02}-{day:02}"


def joined_date(*parts: str) -> str:
    """Return year, month and day as one date; parts that are empty are left out."""
    return published_of("-".join(filter(None, parts)))


def month_of(word: str) -> int:
    """Return the number of the month that a word names (`mar`, `March`, `März`), or 0."""
    plain = "".join(filter(str.isalpha, unicodedata.normalize("NFKD", word.lower())))
    months = {**dict(zip(MONTHS, range(1, len(MONTHS) + 1), strict=True)), **_OTHER_MONTHS}
    return next((number for name, number in months.items() if plain.startswith(name)), 0)


def month_and_day(text: str) -> tuple[str, str]:
    """Return a month and a day, each as a number or ''; of a range (`MAY-JUN`) the first month counts.

    Understood are `mar`, `March`, `3`, `July 4` and `10 jan`.
    """
    words = _WORD.findall(text)
    month = next(filter(None, map(month_of, words)), 0)
    numbers = _NUMBER.findall(text)
    if not month:
        return (numbers[0], "") if len(numbers) == 1 and not words else ("", "")
    return str(month), numbers[0] if len(numbers) == 1 else ""


_UNSURE = re.compile(r"[~?%]|[-/]XX.*", re.IGNORECASE)  # EDTF: approximate, uncertain, unspecified
_LONGEST = 80  # characters of a date
_WHOLE = len("2024-05-07")
_EPOCH = re.compile(r"(\d{10})(?:\d{3}|\d{6})?", re.ASCII)  # Unix time in seconds, milliseconds or microseconds
_YEAR = re.compile(r"(?<!\d)(?:1[5-9]|20)\d\d(?!\d|\.\d)")


def date_of(text: str) -> str:
    """Return the date of a text (`2024`, `2024-05-07`, `May 7, 2024`, EDTF such as `2024-05~`), or its only year."""
    text = text[:_LONGEST]
    exact = published_of(text) or published_of(_UNSURE.sub("", text))
    if exact:
        return exact
    years = set(_YEAR.findall(text))
    if len(years) != 1:
        return ""
    year = years.pop()
    month, day = month_and_day(text.replace(year, " "))
    is_named = any(map(month_of, _WORD.findall(text)))  # else the numbers may be in any order
    return joined_date(year, month, day) if is_named else year


def day_of(text: str) -> date | None:
    """Return the day that a text begins with as `YYYY-MM-DD`, or the day of a Unix time, or None."""
    seconds = _EPOCH.fullmatch(text.strip())
    if seconds:
        return datetime.fromtimestamp(int(seconds[1]), UTC).date()
    day = published_of(text)
    try:
        return date.fromisoformat(day) if len(day) == _WHOLE else None
    except ValueError:  # the 29th of February in another year
        return None


def date_of_parts(value: Value) -> str:
    """Return the date that CSL gives: `date-parts`, `raw`, `literal`, a text, or year, month and day by name."""
    first = next(iter(items_of(value)), None)  # of a range of dates, the first counts
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
    """Return the first of the dates; some programs write its parts without the inner list, or as one text."""
    first = next(iter(dates), None)
    parts = first if isinstance(first, list) else dates
    return _joined(parts) or published_of(one_line(next(iter(parts), None)))


def _joined(parts: list[Value]) -> str:
    """Return year, month and day as one date, up to the first that is no number."""
    return joined_date(*takewhile(str.isdecimal, map(one_line, parts[:3])))


# Numbers that are not years: a year and a colon that begin a title, numbers after their names, ranges, decimals.
_NO_YEARS = re.compile(
    r"^\d{4}:|\b(?:vol|volume|no|nr|pp?|article|lncs|lnai|lnm)\b\.?\s*\d+|\d+(?:[-–—/]\d+)+|\d+\.\d+",
    re.IGNORECASE,
)
_VENUE_YEAR = re.compile(r"(?<!\d)(?:19|20)\d\d(?!\d)", re.ASCII)


@lru_cache(maxsize=4096)  # many papers share a venue, and each is asked for several times
def venue_year(venue: str) -> str:
    """Return the only year from 1900 to 2099 that a venue names, or ''."""
    years = set(_VENUE_YEAR.findall(_NO_YEARS.sub(" ", venue)))
    return years.pop() if len(years) == 1 else ""
