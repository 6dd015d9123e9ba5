"""Renders pages of papers with hostile text in every field, with the real templates."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from functools import lru_cache

from generator.catalog.library import read_library
from generator.catalog.model import Paper
from generator.insights.compute import compute_insights
from generator.pages.context import Context, make_context
from generator.pages.kinds.listings import digest_pages, listing_pages, path_pages
from generator.pages.kinds.papers import paper_pages
from generator.pages.kinds.tags import tag_pages
from generator.pages.page import Page
from generator.settings import read_settings
from generator.sources.model import Author, Facts, Link
from generator.text.spans import find_spans
from tests.support.case import ROOT, TINY

KINDS = (paper_pages, tag_pages, listing_pages, digest_pages, path_pages)


@lru_cache(maxsize=1)
def _site() -> Context:
    settings, catalog = read_settings(ROOT, lambda finding: None), read_library(TINY, lambda finding: None)
    assert settings is not None
    assert catalog is not None
    known = compute_insights(catalog, TINY)
    return make_context(settings, catalog, known, (), ROOT)


def _with_text(text: str, paper: Paper, *, crowd: int) -> Paper:
    author = Author(name=text, family=text, given=text)
    return replace(
        paper,
        title=text,
        title_plain=text,
        heading=find_spans(text, links=False),
        abstract=find_spans(text),
        summary=text,
        note=f"{text}\n\n{text}",
        facts=Facts(authors=(author,) * crowd, published="2025", venue=text, doi="10.1000/x", keywords=(text, text)),
        links=(Link(rel="code", url=f"https://example.org/?q={text}"),),
    )


def one_page(text: str) -> str:
    """Return the page of a paper with the same text in every field."""
    site = _site()
    paper = _with_text(text, site.catalog.papers["talking-lamps"], crowd=2)
    others = {slug: other for slug, other in site.catalog.papers.items() if slug != paper.slug}
    catalog = replace(site.catalog, papers={paper.slug: paper, **others})
    return _text(next(paper_pages(replace(site, catalog=catalog))))


def all_pages(text: str) -> Iterator[tuple[str, str]]:
    """Yield path and text of all pages of a library whose papers have the same text in every field."""
    site = _site()
    papers = {slug: _with_text(text, paper, crowd=30) for slug, paper in site.catalog.papers.items()}
    site = replace(site, catalog=replace(site.catalog, papers=papers))
    for kind in KINDS:
        yield from ((page.path, _text(page)) for page in kind(site) if page.path.endswith(".md"))


def _text(page: Page) -> str:
    return page.data.decode("utf-8")
