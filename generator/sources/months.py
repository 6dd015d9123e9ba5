"""Reads months as people and styles write them: `mar`, `March`, `3`, `July 4`, `10 jan`, `MAY-JUN`."""

from __future__ import annotations

import re

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
