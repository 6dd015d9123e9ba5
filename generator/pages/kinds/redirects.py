"""Redirects from the former addresses of papers and tags."""

from __future__ import annotations

import html
from collections.abc import Iterator

from ..context import Context, tag_path
from ..page import Page, relative
from ..paginate import list_page_path, list_pages


def paper_redirects(context: Context) -> Iterator[Page]:
    """Yield a redirect for each former address of a paper."""
    for paper in context.papers:
        for slug in paper.formerly:
            yield _redirect(f"papers/{slug}/index.html", f"../{paper.slug}/", paper.title_plain)


def tag_redirects(context: Context) -> Iterator[Page]:
    """Yield a redirect for each former address of each page of a tag."""
    vocabulary = context.catalog.vocabulary
    for former, slug in vocabulary.formerly.items():
        name = vocabulary.tags[slug].name
        for chunk in list_pages(tag_path(former), context.insights.usage.within[slug]):
            target = relative(chunk.path, list_page_path(tag_path(slug), chunk.number)).removesuffix(".md")
            yield _redirect(f"{chunk.path.removesuffix('.md')}/index.html", f"../{target}/", chunk.title(name))


def _redirect(path: str, target: str, title: str) -> Page:
    name = html.escape(title)
    text = (
        "<!doctype html>\n"
        '<html lang="en"><head><meta charset="utf-8">'
        f'<title>{name}</title><link rel="canonical" href="{target}"><link rel="icon" href="data:,">'
        f'<meta http-equiv="refresh" content="0; url={target}"><meta name="robots" content="noindex"></head>'
        f'<body><p>This page has moved: <a href="{target}">{name}</a></p></body></html>\n'
    )
    return Page(path=path, data=text.encode("utf-8"))
