"""Counts who carries which tag, and which tags go together."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from generator.catalog.model import Catalog, Paper
from generator.diagnostics import Report, warning


@dataclass(frozen=True, slots=True, kw_only=True)
class Usage:
    """`papers` are the papers of each tag, newest first; `together` counts the other tags they carry."""

    papers: Mapping[str, tuple[Paper, ...]]
    together: Mapping[str, tuple[tuple[str, int], ...]]


def newest_first(paper: Paper) -> tuple[int, str, int, str]:
    """Return the key that sorts papers by the day they were first listed, the newest first."""
    listed = paper.first_listed
    seen = min(paper.appearances, key=lambda seen: (seen.listed or date.max, seen.source, seen.position))
    return (-(listed.toordinal() if listed else 0), seen.source, seen.position, paper.slug)


def usage(catalog: Catalog) -> Usage:
    """Return the papers and companions of every tag of the vocabulary, also of those that nobody carries."""
    carried: dict[str, list[Paper]] = {slug: [] for slug in catalog.vocabulary.tags}
    together: dict[str, Counter[str]] = defaultdict(Counter)
    for paper in sorted(catalog.papers.values(), key=newest_first):
        for tag in paper.tags:
            carried[tag].append(paper)
            together[tag].update(other for other in paper.tags if other != tag)
    return Usage(
        papers={tag: tuple(papers) for tag, papers in carried.items()},
        together={tag: tuple(sorted(together[tag].items(), key=lambda pair: (-pair[1], pair[0]))) for tag in carried},
    )


def report_unused(used: set[str], catalog: Catalog, report: Report) -> None:
    """Warn of tags that no paper carries, neither themselves nor through a narrower tag; `used` are those carried."""
    tags = catalog.vocabulary.tags
    reached, waiting = set[str](), list(used)
    while waiting:
        slug = waiting.pop()
        if slug in tags and slug not in reached:
            reached.add(slug)
            waiting += tags[slug].broader
    for tag in tags.values():
        if tag.slug not in reached:
            hint = "tag a paper with it, or remove it"
            warning(report, "unused-tag", tag.where, f"no paper carries `{tag.slug}`", hint)
