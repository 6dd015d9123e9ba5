"""The page of each paper."""

from collections.abc import Callable, Iterator, Mapping
from functools import cache, partial
from textwrap import shorten

from markupsafe import Markup

from ...catalog.library import CURATION
from ...catalog.model import Appearance, Claim, Conflict, Paper
from ...settings import Settings
from ...sources.facts.links import identifier_links, pdf_link
from ...sources.model import Link
from ..context import Context, listing_link, paper_link, paper_path, path_path
from ..escape import FrontMatter, escape, link, page_link
from ..exports.citation import citation
from ..exports.export_files import export_links, paper_exports
from ..exports.reference import reference
from ..formatting import day, elsewhere, one_sentence, origin, running_text, shown_address
from ..page import Page, redirect
from ..sharing.head import WIDE, paper_head
from ..views import ListingView, PaperView, StepView

_LONGEST_VALUE = 120
"""The length to which the values of sources are shortened where they differ; the data has them whole."""


_READING = {"pdf": "PDF", "arxiv": "arXiv", "doi": "DOI", "code": "Code"}
"""The names of the links below the title of a paper, by relation."""

_ANY_OTHER = paper_path("other")
_Near = tuple[Markup, Markup, Markup, bool]
"""A related paper: the link from any other paper, authors and venue, one sentence, whether a curator wrote it."""

_Value = tuple[str, Markup, int]
"""The value of a fact, the listing that states it, and the position there."""


def paper_pages(context: Context) -> Iterator[Page]:
    """Yield the page of each paper."""
    near = cache(lambda slug: _near(context, context.catalog.papers[slug]))
    for view in context.views.values():
        yield context.keyed(paper_path(view.paper.slug), partial(_page, context, view, near), view)


def _page(context: Context, view: PaperView, near: Callable[[str], _Near]) -> Page:
    paper = view.paper
    here = paper_path(paper.slug)
    return context.page(
        here,
        "paper",
        _meta(context, paper),
        title=running_text(paper.heading),
        paper=paper,
        origin=origin(paper.facts),
        abstract=running_text(paper.abstract),
        chips=context.chips(here, paper),
        suggestions=tuple((tag.name, context.chip(here, tag), because) for tag, because in view.suggested),
        suggested=", ".join(tag.slug for tag, _ in view.suggested),
        reading=tuple(_reading(paper)) or elsewhere(paper.title_plain, "Search {}"),
        links=tuple((target.rel, link(shown_address(target.url), target.url)) for target in _links(paper)),
        citation=citation(reference(paper, context.catalog.vocabulary.tags)),
        exports=export_links(here, [paper], stem=paper_exports(paper.slug), name=paper.slug),
        elsewhere=elsewhere(paper.title_plain),
        seen=tuple(_seen(here, view.listings[seen.source], seen) for seen in paper.appearances),
        differences=tuple(_difference(here, view.listings, conflict) for conflict in paper.conflicts),
        related=tuple((*near(other.slug), because) for other, because in view.related),
        stops=tuple(_stop(here, step) for step in view.steps),
        curating=page_link(here, "guide/curating.md", "how to add them"),
        entry=f"{paper.key} in {CURATION}" if paper.entry else "",
        improvements=_improvements(context.settings, paper),
        notes=tuple(paragraph for paragraph in paper.note.split("\n\n") if paragraph.strip()),
    )


def _reading(paper: Paper) -> Iterator[Markup]:
    """Yield the links that lead to the paper itself and to its code, the best one first."""
    pdf, identified = pdf_link(paper.facts, paper.links), identifier_links(paper.facts)
    code = next((one for one in paper.links if one.rel == "code"), None)
    for one in filter(None, (pdf, *reversed(identified), code)):
        yield link(_READING[one.rel], one.url, title=shown_address(one.url))


def _improvements(settings: Settings, paper: Paper) -> tuple[Markup, ...]:
    """Return links to propose tags of a paper and to edit its entry, where the site has a repository."""
    if not settings.repository:
        return ()
    form = f"{settings.repository}/issues/new?template=suggest-tags.yml&title=Tags%3A%20{paper.slug}&paper={paper.slug}"
    edit = f"{settings.repository}/edit/{settings.branch}/{CURATION}"
    return link("Suggest tags", form), link(f"Edit {CURATION}", edit, rel="edit")


def _links(paper: Paper) -> tuple[Link, ...]:
    """Return the links of a paper without those for its identifiers, which are below its title."""
    identified = identifier_links(paper.facts)
    return tuple(target for target in paper.links if target not in identified)


def _near(context: Context, paper: Paper) -> _Near:
    return (
        paper_link(_ANY_OTHER, paper),
        escape(context.meta_line(paper)),
        escape(one_sentence(paper)),
        paper.summarized,
    )


def _meta(context: Context, paper: Paper) -> FrontMatter:
    tags = context.catalog.vocabulary.tags
    return {
        **paper_head(context, paper),
        "kind": "paper",
        **WIDE,
        **({"tags": [tags[slug].name for slug in paper.tags]} if paper.tags else {}),
        "source": CURATION,
    }


def _seen(here: str, listing: ListingView, seen: Appearance) -> tuple[Markup, int, int, str, bool]:
    """Return a listing with the paper: its position of how many, the day, and whether the year was inferred."""
    inferred = listing.inferred and seen.listed is not None
    return listing_link(here, listing), seen.position, listing.entries, day(seen.listed), inferred


def _difference(
    here: str, listings: Mapping[str, ListingView], conflict: Conflict
) -> tuple[str, str, tuple[_Value, ...]]:
    """Return a fact on which sources differ, which value is shown, and all values."""

    def value(claim: Claim) -> _Value:
        shown = shorten(claim.value, _LONGEST_VALUE, placeholder=" …")
        return shown, listing_link(here, listings[claim.source]), claim.position

    fact = conflict.field if conflict.field != "arxiv" else "arXiv"
    which = "settled by the curator" if conflict.settled else "the most trusted is shown"
    return fact, which, tuple(map(value, conflict.values))


def _stop(here: str, step: StepView) -> tuple[Markup, int, int, str, tuple[tuple[str, Markup], ...]]:
    """Return a path with the paper: its step of how many, its note, and the papers before and after."""
    around = (("Previous", "prev", step.before), ("Next", "next", step.after))
    links = tuple((word, paper_link(here, paper, rel=rel)) for word, rel, paper in around if paper)
    return page_link(here, path_path(step.slug), step.title), step.number, step.steps, step.note, links


def paper_redirects(context: Context) -> Iterator[Page]:
    """Yield a redirect for each former address of a paper."""
    for paper in context.catalog.papers.values():
        for slug in paper.formerly:
            yield redirect(f"papers/{slug}/index.html", f"../{paper.slug}/", paper.title_plain)
