"""Sees to it that the tags which `sources.yml` lends to papers are tags of the vocabulary."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from generator.catalog.curation import living_tag
from generator.catalog.model import Vocabulary
from generator.diagnostics import Report
from generator.located import Text
from generator.sources.record import Renaming
from generator.sources.register import Register


def with_living_tags(register: Register | None, vocabulary: Vocabulary | None, report: Report) -> Register | None:
    """Return the register with the slugs of living tags; tags that do not exist are reported and left out.

    Without a vocabulary, tags are taken as they stand: whether they exist cannot be said.
    """
    if register is None or vocabulary is None:
        return register
    return replace(
        register,
        entries=tuple(
            replace(entry, tags=tuple(_living(renaming, vocabulary, report) for renaming in entry.tags))
            for entry in register.entries
        ),
    )


def _living(renaming: Renaming, vocabulary: Vocabulary, report: Report) -> Renaming:
    def slugs() -> Iterator[Text]:
        for tag in renaming.tags:
            slug = living_tag(tag, vocabulary, report)
            if slug:
                yield replace(tag, value=slug)

    return replace(renaming, tags=tuple(slugs()))
