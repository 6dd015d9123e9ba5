"""Edits the library: writes only the entries that change, and checks them before they are saved."""

from .curation_file import apply, tidy
from .entry_changes import Change
from .saving import Outcome

__all__ = ["Change", "Outcome", "apply", "tidy"]
