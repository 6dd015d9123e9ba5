"""The files to take away: of each paper, tag, path and listing, and of the whole library, in every format."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from generator.pages.escape import Markdown, link
from generator.pages.exports.formats import FORMATS, Texts
from generator.pages.page import Page
from generator.pages.site import Site
from generator.pages.words import relative

LIBRARY = "library"
"""Where the files of all papers are, without their suffix."""


def export_pages(site: Site) -> Iterator[Page]:
    """Yield all files; each has its papers in the order of the page it belongs to, the library the newest first."""
    texts, catalog = site.texts, site.catalog
    for slug, own in texts.items():
        yield from _files(paper_files(slug), [own])
    for slug, papers in site.known.usage.within.items():
        yield from _files(f"tags/{slug}", [texts[paper.slug] for paper in papers])
    for path in catalog.paths:
        yield from _files(f"paths/{path.slug}", [texts[step.paper] for step in path.steps])
    for source in catalog.sources:
        yield from _files(f"listings/{source.slug}", [texts[slug] for _, slug in source.papers])
    yield from _files(LIBRARY, [texts[paper.slug] for paper in reversed(site.numbered)])


def _files(stem: str, papers: Sequence[Texts]) -> Iterable[Page]:
    for index, each in enumerate(FORMATS):
        yield Page(path=f"{stem}.{each.suffix}", data=each.joined(texts[index] for texts in papers))


def paper_files(slug: str) -> str:
    """Return where the files of a paper are, without their suffix."""
    return f"papers/{slug}/cite"


def take_away(page: str, stem: str, name: str) -> tuple[Markdown, ...]:
    """Return links on `page` to the files at `stem`, one a format; a browser saves them under `name`."""
    return tuple(
        link(each.name, relative(page, f"{stem}.{each.suffix}"), f'{{ download="{name}.{each.suffix}" }}')
        for each in FORMATS
    )
