"""Reads a text with the reader of its suffix, and checks that every entry is a row or reported."""

from __future__ import annotations

from generator.diagnostics import Diagnostic, Severity
from generator.sources.model import Reading, Record
from generator.sources.read import READERS


def read_as(suffix: str, text: str) -> tuple[Reading | None, list[Diagnostic]]:
    found: list[Diagnostic] = []
    return READERS[suffix](text, f"list{suffix}", found.append), found


def rows(suffix: str, text: str) -> tuple[Record, ...]:
    """Return the rows of a text that has no more entries than rows, and about which nothing needs to be said."""
    reading, found = read_as(suffix, text)
    assert reading is not None
    assert found == []
    assert reading.entries == len(reading.records)
    return reading.records


def told(found: list[Diagnostic]) -> list[str]:
    """Return findings as `line severity code`."""
    return [f"{finding.where.line} {finding.severity.word} {finding.code}" for finding in found]


def accounted(reading: Reading | None, found: list[Diagnostic]) -> bool:
    """Return whether every entry became a row or was reported, once."""
    refused = sum(finding.severity is Severity.WARNING for finding in found)
    return reading is not None and reading.entries == len(reading.records) + refused
