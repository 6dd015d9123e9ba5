"""Tells through the log of MkDocs what was found in a library."""

from __future__ import annotations

import logging
from collections.abc import Iterable, Sequence

from mkdocs.exceptions import Abort

from ..diagnostics import Diagnostic, as_text, errors_last
from ..preview.errors import Mistakes

log = logging.getLogger("mkdocs.plugins.reading-list")

SAID = "said"
"""A name in `extra` of the settings: findings that were told already."""

MISTAKES = Mistakes()
"""The errors of the last build, for the pages of a preview."""


def tell(found: Iterable[Diagnostic]) -> None:
    """Log findings as the command line prints them: errors last, notes for those who want to see level DEBUG."""
    for finding in errors_last(found, notes=True):
        log.log(finding.severity, as_text([finding]).rstrip())


class StoppedError(Abort):
    """A build that stops before it changes anything, for the reasons `found`."""

    def __init__(self, found: Sequence[Diagnostic]) -> None:
        super().__init__(as_text(found).rstrip())
        self.found = tuple(found)
