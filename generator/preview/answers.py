"""What the panel is told, as JSON: a paper, the vocabulary, the queue, and why something was refused."""

from __future__ import annotations

from collections.abc import Iterable

from generator.catalog.model import Catalog, Paper, Vocabulary
from generator.diagnostics import Diagnostic
from generator.insights.collection import Suggestion, Suggestions
from generator.insights.desk import doubt
from generator.insights.usage import newest_first
from generator.pages.site import COLOURS

Json = dict[str, object]


def paper(paper: Paper, key: str, suggestions: Iterable[Suggestion]) -> Json:
    """Return what the panel shows of a paper; `tldr` is null where the abstract had to lend a sentence."""
    return {
        "slug": paper.slug,
        "key": key,
        "title": paper.title_plain,
        "tagged": paper.tagged,
        "tags": paper.tags,
        "tldr": paper.summary if paper.summarized else None,
        "note": paper.note,
        "suggestions": [
            {"tag": found.tag, "score": found.score, "because": ", ".join(found.because), "shown": found.shown}
            for found in suggestions
            if found.tag not in paper.tags
        ],
    }


def vocabulary(vocabulary: Vocabulary) -> Json:
    """Return all tags in the order of the file, each with the title and the colour of its facet."""
    return {
        "tags": [
            {
                "slug": tag.slug,
                "name": tag.name,
                "description": tag.description,
                "facet": facet.title,
                "colour": index % COLOURS + 1,
                "aliases": (*tag.aliases, *tag.formerly),
            }
            for index, facet in enumerate(vocabulary.facets)
            for tag in facet.tags
        ]
    }


def queue(catalog: Catalog, suggestions: Suggestions) -> Json:
    """Return the papers that no curator has looked at, in the order of the desk: most telling first."""
    waiting = [paper for paper in catalog.papers.values() if not paper.tagged]
    waiting.sort(key=lambda paper: (-doubt(suggestions.get(paper.slug, ())), newest_first(paper)))
    return {"papers": [paper.slug for paper in waiting]}


def findings(found: Iterable[Diagnostic]) -> list[Json]:
    """Return findings as flat objects."""
    return [
        {
            "severity": finding.severity.word,
            "code": finding.code,
            "where": str(finding.where),
            "message": finding.message,
            "hint": finding.hint,
        }
        for finding in found
    ]
