"""Writes the record as Markdown tables."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from .growth import exponent
from .record import Figure, Record, Seen

TITLES: Mapping[str, str] = {
    "ours": "**Reading List**",
    "stock-default": "MkDocs, default nav",
    "stock": "MkDocs, short nav",
    "zensical": "Zensical",
    "hugo": "Hugo",
    "hugo-pages": "Hugo, pages alone",
    "pelican": "Pelican",
    "eleventy": "Eleventy",
}
STATES: Mapping[str, str] = {
    "ours-cold": "site from nothing",
    "ours": "site from the Markdown that is there",
    "ours-same": "site, nothing changed",
    "ours-edit": "site, one tag edited",
    "generator-cold": "Markdown from nothing",
    "generator-fresh": "Markdown, with what is remembered",
    "generator-same": "Markdown, nothing changed",
    "generator-edit": "Markdown, one tag edited",
    "copy": "`cp -r` of the Markdown and files",
}
SEEN: Mapping[str, str] = {
    "serve-first": "start of the preview to the first page",
    "serve-save": "save of one tag to the reloaded page",
    "search-ours": "first key to first result, ours",
    "search-stock": "first key to first result, the theme’s",
}
NONE = "–"


def summary(record: Record) -> str:
    """Return the table of CPU seconds of each engine at each size, with the exponent of their growth."""
    rows = []
    for name, title in TITLES.items():
        figures = [record.figure(name, papers) for papers in record.sizes]
        if any(figures):
            rows.append([title, *(seconds(figure, record.limit) for figure in figures), growth(record, name)])
    return table(["engine", *(f"{papers:,}" for papers in record.sizes), "grows as"], rows)


def engines(record: Record, papers: int) -> str:
    """Return the table of all figures of the engines at one size."""
    return _beside(record, papers, TITLES, "stock", "cpu", ["engine", "CPU", "wall", "CPU ÷ MkDocs", "memory", "made"])


def states(record: Record, papers: int) -> str:
    """Return the table of our own build in each state at one size, compared with a copy of its output."""
    return _beside(record, papers, STATES, "copy", "wall", ["what", "CPU", "wall", "wall ÷ copy", "memory", "made"])


def _beside(record: Record, papers: int, titles: Mapping[str, str], other: str, unit: str, head: list[str]) -> str:
    """Return a table of contests at one size, each compared with another in one unit."""
    against = record.figure(other, papers)
    rows = []
    for name, title in titles.items():
        if figure := record.figure(name, papers):
            rows.append([title, *_row(figure, record.limit, ratio(figure, against, unit))])
    return table(head, rows)


def seen(record: Record) -> str:
    """Return the table of waiting times in a browser at each size."""
    rows = []
    for what, title in SEEN.items():
        found = {entry.papers: entry for entry in record.seen if entry.what == what}
        if found:
            rows.append([title, *(_waited(found.get(papers)) for papers in record.sizes)])
    return table(["what", *(f"{papers:,}" for papers in record.sizes)], rows)


def table(head: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    """Return a table of Markdown, the first column to the left, the others to the right; nothing without rows."""
    if not rows:
        return ""
    lines = [head, ["---", *["--:"] * (len(head) - 1)], *rows]
    return "\n".join(f"| {' | '.join(line)} |" for line in lines)


def seconds(figure: Figure | None, limit: float, what: str = "cpu") -> str:
    """Return the median of seconds, or the limit that was passed, or why there is none."""
    if figure is None or figure.ended == "left out":
        return NONE
    if figure.ended == "over":
        return f">{limit:.0f}"
    return number(figure.median(what)) if figure.runs else "failed"


def growth(record: Record, name: str) -> str:
    """Return the exponent with which the CPU seconds of a contest grow with the papers."""
    took = {figure.papers: figure.median("cpu") for figure in record.figures if figure.contest == name and figure.runs}
    power = exponent(took)
    return NONE if power is None else f"n<sup>{power:.2f}</sup>"


def ratio(figure: Figure, other: Figure | None, what: str) -> str:
    """Return the ratio of one median to another."""
    if not figure.runs or other is None or not other.runs:
        return NONE
    return f"{figure.median(what) / other.median(what):.2f}"


def memory(figure: Figure) -> str:
    """Return the most memory of the largest process, and of all together where that is more."""
    if not figure.runs:
        return NONE
    peak, tree = figure.median("peak"), figure.median("tree")
    return f"{peak / 1e6:,.0f} MB" + (f", all {tree / 1e6:,.0f} MB" if tree > peak else "")


def made(figure: Figure) -> str:
    """Return megabytes and number of the files that were made."""
    return f"{figure.size / 1e6:,.0f} MB in {figure.files:,}" if figure.files else NONE


def number(value: float) -> str:
    """Return seconds with significant digits only."""
    digits = max(0, 2 - len(f"{value:.0f}") + 1)
    return f"{value:,.{digits}f}"


def _row(figure: Figure, limit: float, part: str) -> Iterator[str]:
    yield from (seconds(figure, limit, what) for what in ("cpu", "wall"))
    yield from (part, memory(figure), made(figure))


def _waited(entry: Seen | None) -> str:
    if entry is None:
        return NONE
    if not entry.seconds:
        return "none in 30 s"
    middle = sorted(entry.seconds)[len(entry.seconds) // 2]
    return f"{number(middle)} s" + (f", {entry.size / 1e3:,.0f} kB" if entry.size else "")
