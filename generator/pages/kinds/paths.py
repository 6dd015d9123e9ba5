"""The page of all reading paths, and the page of each."""

from collections.abc import Iterator
from math import ceil

from markupsafe import Markup

from ...catalog.library import PATHS
from ...catalog.model import Catalog, ReadingPath
from ..context import Context, combine_link, path_path
from ..escape import page_link
from ..exports.files import export_links
from ..feeds.files import feed_meta, follow_links, path_subject
from ..formatting import count
from ..page import Page
from ..sharing.head import WIDE, collection_head, index_head

INDEX = "paths/index.md"

_WORDS_A_MINUTE = 230
"""The reading speed; measured means for English non-fiction are between 200 and 260 words a minute."""


def path_pages(context: Context) -> Iterator[Page]:
    """Yield the page of all paths, then the page of each."""
    paths = context.catalog.paths
    about = f"{count(len(paths), 'reading path')}: papers in an order worth reading them in."
    entries = [(path.title, path_path(path.slug)) for path in paths]
    head = index_head(context, (("Reading paths", INDEX),), about, entries)
    meta = {**head, "kind": "paths", "hide": ["toc"]}
    yield context.page(INDEX, "paths", meta, paths=tuple(path_line(path, INDEX) for path in paths))
    for path in paths:
        yield _page(context, path)


def path_line(path: ReadingPath, page: str) -> tuple[Markup, str, str]:
    """Return a path as `(link, description, number of papers)` for a list on `page`."""
    return page_link(page, path_path(path.slug), path.title), path.description, count(len(path.steps), "paper")


def _page(context: Context, path: ReadingPath) -> Page:
    here = path_path(path.slug)
    papers = context.catalog.papers
    about = path.description or f"A reading path of {count(len(path.steps), 'paper')}."
    trail = (("Reading paths", INDEX), (path.title, here))
    head = collection_head(context, trail, about, [papers[step.paper] for step in path.steps])
    meta = {**head, "kind": "path", **WIDE, "source": PATHS, **feed_meta(context, path_subject(path))}
    return context.page(
        here,
        "path",
        meta,
        path=path,
        number=count(len(path.steps), "paper"),
        minutes=reading_time(path, context.catalog),
        index=page_link(here, INDEX, "Reading paths"),
        combine=combine_link(here, f"path={path.slug}"),
        exports=export_links(here, [papers[step.paper] for step in path.steps]),
        follow=follow_links(here, path_subject(path)),
        steps=tuple((step.note, context.card(here, papers[step.paper])) for step in path.steps),
    )


def reading_time(path: ReadingPath, catalog: Catalog) -> str:
    """Return the time to read the titles, abstracts and notes of a path, in words."""
    papers = [(catalog.papers[step.paper], step.note) for step in path.steps]
    text = " ".join(f"{paper.title_plain} {paper.abstract_text} {note}" for paper, note in papers)
    minutes = max(1, ceil(len(text.split()) / _WORDS_A_MINUTE))
    return f"about {count(minutes, 'minute')} for the abstracts, at {_WORDS_A_MINUTE} words a minute"
