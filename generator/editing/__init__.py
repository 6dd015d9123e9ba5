"""Edits the library: writes only the entries that change, and checks them before they are saved."""

from .changes import Change
from .curation import apply, tidy
from .saving import Outcome

__all__ = ["Change", "Outcome", "apply", "tidy"]
