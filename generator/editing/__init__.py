"""Edits the library for the curator: only the lines that must change, checked before they are written."""

from .curation import apply
from .saving import Change, Outcome

__all__ = ["Change", "Outcome", "apply"]
