"""What became of the files of `docs/`, in numbers."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Changes:
    """How many files were written, removed, and found as they should be."""

    written: int
    removed: int
    unchanged: int
