"""What somebody asks of `curation.yml`, and what became of it."""

from __future__ import annotations

from dataclasses import dataclass

from generator.diagnostics import Diagnostic, Severity


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """A change to the entry `key` of `curation.yml` (the paper's natural key, not its address).

    Tags to add and to remove are words as typed: slugs, aliases or former names. `tldr` and `note` are None to
    be left alone and "" to be removed; `links` are
    addresses to add. A change that asks for nothing makes an empty entry where there is none.
    """

    key: str
    add: tuple[str, ...] = ()
    remove: tuple[str, ...] = ()
    tldr: str | None = None
    note: str | None = None
    links: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """What was found, whether the file was written, and the unified diff of what changed or would change.

    `found` holds every error that stands in the way, and what there is to say of the entries concerned, sorted
    by place. `lines` are those of the diff, without line ends; none of them means that nothing is to do.
    """

    found: tuple[Diagnostic, ...]
    written: bool
    lines: tuple[str, ...] = ()

    @property
    def refused(self) -> bool:
        """Whether an error stood in the way: the file is then as it was."""
        return any(finding.severity is Severity.ERROR for finding in self.found)
