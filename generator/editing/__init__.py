"""Edits the library: changes only the lines that must change, and checks them before they are saved."""

from .curation import apply
from .saving import Change, Outcome

__all__ = ["Change", "Outcome", "apply"]
