"""Writes the measurements into their place in the guide; the prose around them stays."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from . import tables
from .plot import plot
from .record import Record

PAGE = Path(__file__).resolve().parents[2] / "docs" / "guide" / "performance.md"
BEGIN = "<!-- measured: what follows, up to the end, is written by `make bench` -->"
END = "<!-- measured: end -->"


class NoPlaceError(Exception):
    """The page has no pair of marks to write between."""


def write(record: Record, page: Path = PAGE) -> None:
    """Write the measurements between the marks of the page; NoPlaceError if they are not there once each."""
    page.write_text(placed(page.read_bytes().decode(), measured(record)), encoding="utf-8", newline="")


def placed(text: str, inside: str) -> str:
    """Return the text with new content between its marks."""
    if text.count(BEGIN) != 1 or text.count(END) != 1 or text.index(BEGIN) > text.index(END):
        raise NoPlaceError(f"The page needs these two lines, once each and in this order:\n{BEGIN}\n{END}")
    before, after = text.partition(BEGIN)[0], text.partition(END)[2]
    return f"{before}{BEGIN}\n\n{inside.strip()}\n\n{END}{after}"


def measured(record: Record) -> str:
    """Return the plot and the tables, with date, machine and versions."""
    return "\n\n".join(part for part in _parts(record) if part)


def _parts(record: Record) -> Iterator[str]:
    yield from _where(record)
    yield "### How they grow"
    yield plot(_lines(record), _plain("ours"), "CPU seconds by number of papers, both axes logarithmic.")
    yield tables.summary(record)
    yield "CPU seconds for the site from the same Markdown, and the power of the number of papers that fits them best."
    papers = _largest(record)
    yield f"### {papers:,} papers"
    yield tables.engines(record, papers)
    yield tables.states(record, papers)
    if found := tables.seen(record):
        yield "### What people wait for"
        yield found


def _largest(record: Record) -> int:
    """Return the largest size at which MkDocs finished, or else the largest."""
    finished = [figure.papers for figure in record.figures if figure.contest == "stock" and figure.runs]
    return max(finished or record.sizes)


def _where(record: Record) -> Iterator[str]:
    versions = ", ".join(f"{name} {version}" for name, version in record.versions.items())
    yield f"Measured on {record.date}: {record.machine}. {versions}. Papers: {record.material}."
    for title, command in record.absent.items():
        yield f"{title} was not there; `{command}` installs it."


def _lines(record: Record) -> dict[str, dict[int, float]]:
    """Return CPU seconds by papers for each engine that finished."""
    return {
        _plain(name): {
            figure.papers: figure.median("cpu") for figure in record.figures if figure.contest == name and figure.runs
        }
        for name in tables.TITLES
    }


def _plain(name: str) -> str:
    return tables.TITLES[name].strip("*")
