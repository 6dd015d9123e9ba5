"""Reports the findings of a build through the log of MkDocs."""

import logging
from collections.abc import Iterable, Sequence

from mkdocs.exceptions import Abort

from ..diagnostics import Diagnostic, as_text, errors_last
from ..preview.error_pages import BuildErrors

log = logging.getLogger("mkdocs.plugins.reading-list")

ERRORS = BuildErrors()
"""The errors of the last build, which a preview shows on its pages."""


def report_findings(found: Iterable[Diagnostic]) -> None:
    """Log findings in the format of the command line: errors last, and notes at level DEBUG."""
    for finding in errors_last(found, notes=True):
        log.log(finding.severity, as_text([finding]).rstrip())


class StoppedError(Abort):
    """Stops a build before it changes anything; `found` are the reasons."""

    def __init__(self, found: Sequence[Diagnostic]) -> None:
        super().__init__(as_text(found).rstrip())
        self.found = tuple(found)
