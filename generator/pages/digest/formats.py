"""The formats that a digest can be written in."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from generator.pages.digest.digest import Digest
from generator.pages.digest.mail import mail
from generator.pages.digest.note import note
from generator.pages.digest.plain import plain

FORMATS: Mapping[str, Callable[[Digest], str]] = {"html": mail, "markdown": note, "text": plain}
"""Every format by the word for it; a new one is a function and an entry here."""

ENDINGS: Mapping[str, str] = {".html": "html", ".htm": "html", ".md": "markdown", ".txt": "text"}
"""The format that the ending of a file asks for."""
