"""The curator's desk: coverage, the queue, and what in the vocabulary and the listings looks odd."""

from __future__ import annotations

from collections.abc import Iterator

from generator.catalog.model import Paper
from generator.diagnostics import Severity
from generator.insights.desk import desk
from generator.pages.escape import FrontMatter, Markdown, link
from generator.pages.page import Page
from generator.pages.site import Chip, Site, paper_path
from generator.pages.words import count, relative

DESK = "desk/index.md"


def desk_pages(site: Site) -> Iterator[Page]:
    """Yield `/desk/`."""
    found = desk(site.catalog, site.known)
    total = len(site.catalog.papers)
    shares = [
        ("curated", "Curated", found.curated),
        ("suggested", "Suggested only", found.suggested),
        ("neither", "Neither", found.neither),
    ]
    meta: FrontMatter = {
        "title": "The curator’s desk",
        "description": f"{found.curated} of {count(total, 'paper')} are curated.",
        "kind": "desk",
        "hide": ["navigation"],
        "search": {"exclude": True},
    }
    yield site.page(
        DESK,
        "desk",
        meta,
        total=count(total, "paper"),
        shares=tuple(
            (name, words, number, round(100 * number / total) if total else 0) for name, words, number in shares
        ),
        curating=link("Curating", relative(DESK, "guide/curating.md")),
        messages=link("Messages", relative(DESK, "guide/messages.md")),
        queue=tuple((_link(paper), _suggested(site, paper)) for paper in found.queue),
        rare=tuple(site.chip(DESK, tag, number) for tag, number in found.rare),
        near=tuple(
            (site.chip(DESK, one), site.chip(DESK, two), count(shared, "paper")) for one, two, shared in found.near
        ),
        broad=tuple(site.chip(DESK, tag, number) for tag, number in found.broad),
        alike=tuple((_link(one), _link(two)) for one, two in site.known.alike),
        findings=tuple(
            (finding.severity.word, finding.code, str(finding.where), finding.message)
            for finding in site.found
            if finding.severity > Severity.INFO
        ),
        notes=count(sum(finding.severity is Severity.INFO for finding in site.found), "note"),
    )


def _link(paper: Paper) -> Markdown:
    return link(paper.title_plain, relative(DESK, paper_path(paper.slug)))


def _suggested(site: Site, paper: Paper) -> tuple[Chip, ...]:
    tags = site.catalog.vocabulary.tags
    return tuple(
        site.chip(DESK, tags[found.tag]) for found in site.known.suggestions.get(paper.slug, ()) if found.shown
    )
