"""The page of each paper."""

from collections.abc import Iterator
from dataclasses import replace
from textwrap import shorten

from markupsafe import Markup

from ...catalog.library import CURATION
from ...catalog.model import Appearance, Conflict, Paper, ReadingPath, Source
from ...sources.facts.links import identifier_links
from ...sources.model import Link
from ..context import Card, Context, listing_link, paper_link, paper_path, path_path, steps_by_paper
from ..escape import FrontMatter, link, page_link
from ..exports.files import export_links, paper_exports
from ..formatting import day, elsewhere, one_sentence, origin, running_text, shown_address
from ..page import Page, redirect
from ..sharing.head import WIDE, paper_head

_LONGEST_VALUE = 120
"""The length to which the values of sources are shortened where they differ; the data has them whole."""


_Value = tuple[str, Markup, int]
"""The value of a fact, the listing that states it, and the position there."""


def paper_pages(context: Context) -> Iterator[Page]:
    """Yield the page of each paper."""
    on_paths = steps_by_paper(context.catalog)
    sources = {source.source: source for source in context.catalog.sources}
    for paper in context.papers:
        yield _page(context, paper, on_paths.get(paper.slug, []), sources)


def _page(context: Context, paper: Paper, on_paths: list[tuple[ReadingPath, int]], sources: dict[str, Source]) -> Page:
    here = paper_path(paper.slug)
    tags, papers = context.catalog.vocabulary.tags, context.catalog.papers
    suggested = () if paper.tagged else context.suggestions(paper)
    return context.page(
        here,
        "paper",
        _meta(context, paper),
        title=running_text(paper.heading),
        paper=paper,
        origin=origin(paper.facts),
        abstract=running_text(paper.abstract),
        chips=context.chips(here, paper),
        suggestions=tuple(
            (context.chip(here, tags[suggestion.tag]), ", ".join(suggestion.because)) for suggestion in suggested
        ),
        suggested=", ".join(suggestion.tag for suggestion in suggested),
        links=tuple((target.rel, link(shown_address(target.url), target.url)) for target in _links(paper)),
        exports=export_links(context, here, [paper.slug], stem=paper_exports(paper.slug), name=paper.slug),
        elsewhere=elsewhere(paper.title_plain),
        seen=tuple(_seen(here, sources[seen.source], seen) for seen in paper.appearances),
        differences=tuple(_difference(here, sources, conflict) for conflict in paper.conflicts),
        related=tuple(
            (_near(context, here, papers[related.slug]), ", ".join(related.because))
            for related in context.insights.related.get(paper.slug, ())
        ),
        stops=tuple(_stop(context, here, path, index) for path, index in on_paths),
        curating=page_link(here, "guide/curating.md", "how to add them"),
        entry=f"{CURATION}, line {paper.entry.line}" if paper.entry else "",
        notes=tuple(paragraph for paragraph in paper.note.split("\n\n") if paragraph.strip()),
    )


def _links(paper: Paper) -> tuple[Link, ...]:
    """Return the links of a paper without those for its identifiers, which are below its title."""
    identified = identifier_links(paper.facts)
    return tuple(target for target in paper.links if target not in identified)


def _near(context: Context, here: str, paper: Paper) -> Card:
    return replace(context.card(here, paper, chips=False), summary=one_sentence(paper))


def _meta(context: Context, paper: Paper) -> FrontMatter:
    tags = context.catalog.vocabulary.tags
    return {
        **paper_head(context, paper),
        "kind": "paper",
        **WIDE,
        **({"tags": [tags[slug].name for slug in paper.tags]} if paper.tags else {}),
        "source": CURATION,
        "line": paper.entry.line if paper.entry else 0,
    }


def _seen(here: str, source: Source, seen: Appearance) -> tuple[Markup, int, int, str, bool]:
    """Return a listing with the paper: its position of how many, the day, and whether the year was inferred."""
    inferred = source.inferred and seen.listed is not None
    return listing_link(here, source), seen.position, source.entries, day(seen.listed), inferred


def _difference(here: str, sources: dict[str, Source], conflict: Conflict) -> tuple[str, str, tuple[_Value, ...]]:
    """Return a fact on which sources differ, which value is shown, and all values."""
    return (
        conflict.field if conflict.field != "arxiv" else "arXiv",
        "settled by the curator" if conflict.settled else "the most trusted is shown",
        tuple(
            (
                shorten(claim.value, _LONGEST_VALUE, placeholder=" …"),
                listing_link(here, sources[claim.source]),
                claim.position,
            )
            for claim in conflict.values
        ),
    )


def _stop(
    context: Context, here: str, path: ReadingPath, index: int
) -> tuple[Markup, int, int, str, tuple[tuple[str, Markup], ...]]:
    """Return a path with the paper: its step of how many, its note, and the papers before and after."""
    around = (("Previous", "prev", index - 1), ("Next", "next", index + 1))
    steps = [(word, rel, path.steps[at].paper) for word, rel, at in around if 0 <= at < len(path.steps)]
    return (
        page_link(here, path_path(path.slug), path.title),
        index + 1,
        len(path.steps),
        path.steps[index].note,
        tuple((word, paper_link(here, context.catalog.papers[slug], rel=rel)) for word, rel, slug in steps),
    )


def paper_redirects(context: Context) -> Iterator[Page]:
    """Yield a redirect for each former address of a paper."""
    for paper in context.papers:
        for slug in paper.formerly:
            yield redirect(f"papers/{slug}/index.html", f"../{paper.slug}/", paper.title_plain)
