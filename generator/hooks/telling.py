"""Tells through the log of MkDocs what was found in a library."""

from __future__ import annotations

import logging
from collections.abc import Iterable

from generator.diagnostics import Diagnostic, as_text

log = logging.getLogger("mkdocs.hooks.reading-list")

SAID = "said"
"""A name in `extra` of the settings: findings that were told already."""


def tell(found: Iterable[Diagnostic]) -> None:
    """Log findings as the command line prints them."""
    for finding in found:
        log.log(finding.severity, as_text([finding]).rstrip())
