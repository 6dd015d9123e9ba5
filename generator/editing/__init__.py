"""Edits the library for the curator: only the lines that must change, checked before they are written."""

from generator.editing.change import Change, Outcome
from generator.editing.curation import apply

__all__ = ["Change", "Outcome", "apply"]
