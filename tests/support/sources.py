"""Reads texts as source files, and keeps the findings."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from generator.diagnostics import Diagnostic, Severity
from generator.sources.model import FileContent, Record
from generator.sources.read import READERS
from tests.support.case import HERE

DATA = HERE / "data" / "sources"


@dataclass(frozen=True, kw_only=True)
class Read:
    """The content that a reader returned, and its findings."""

    content: FileContent | None
    found: list[Diagnostic]

    @property
    def rows(self) -> tuple[Record, ...]:
        """All rows; a file without any fails the test."""
        assert self.content is not None, self.found
        return self.content.records

    @property
    def row(self) -> Record:
        """The only row."""
        assert len(self.rows) == 1
        return self.rows[0]

    @property
    def reported(self) -> list[str]:
        """The findings, as `line:column severity code`."""
        return [
            f"{finding.where.line}:{finding.where.column} {finding.severity.word} {finding.code}"
            for finding in self.found
        ]


def read(name: str, text: str) -> Read:
    """Read a text as a file of this name."""
    found: list[Diagnostic] = []
    content = READERS[Path(name).suffix](text, name, found.append)
    if content is not None:
        assert content.entries >= len(content.records)
    return Read(content=content, found=found)


def data(name: str) -> Read:
    """Read a file of tests/data/sources/."""
    return read(name, (DATA / name).read_text(encoding="utf-8"))


def read_as(suffix: str, text: str) -> tuple[FileContent | None, list[Diagnostic]]:
    """Return the content of a text as a file with this suffix, and its findings."""
    result = read(f"list{suffix}", text)
    return result.content, result.found


def rows(suffix: str, text: str) -> tuple[Record, ...]:
    """Return the rows of a text without findings and with no more entries than rows."""
    content, found = read_as(suffix, text)
    assert content is not None
    assert found == []
    assert content.entries == len(content.records)
    return content.records


def reported(found: list[Diagnostic]) -> list[str]:
    """Return findings as `line severity code`."""
    return [f"{finding.where.line} {finding.severity.word} {finding.code}" for finding in found]


def accounted(content: FileContent | None, found: list[Diagnostic]) -> bool:
    """Return whether every entry became a row or was reported, once."""
    refused = sum(finding.severity > Severity.INFO for finding in found)
    return content is not None and content.entries == len(content.records) + refused
