"""Dates of people and programs are read as far as they are certain."""

from __future__ import annotations

import pytest

from generator.sources.facts.dates import agreed, date_of


@pytest.mark.parametrize(
    ("text", "date"),
    [
        ("2024-05-07", "2024-05-07"),
        ("March 2024", "2024-03"),
        ("15.3.2024", "2024"),
        ("(2024).", "2024"),
        ("c. 2024?", "2024"),
        ("2024~", "2024"),
        ("2024-05%", "2024-05"),
        ("2024-XX", "2024"),
        ("1999-2004", ""),
        ("99", ""),
        ("2301.00001", ""),
        ("in press", ""),
        ("9" * 1000, ""),
    ],
)
def test_a_date_or_its_only_year_is_read(text: str, date: str) -> None:
    assert date_of(text) == date


def test_a_year_counts_before_a_date_of_another_year() -> None:
    assert agreed("2024-05", "2024") == "2024-05"
    assert agreed("2024-05", "2025") == "2025"
    assert agreed("2024-05", "") == "2024-05"
    assert agreed("", "2025") == "2025"
