"""The export files of each paper, tag, path and listing in some formats, and of the whole library in every format.

A file that would be too large for hosts of static pages is split between papers: the first part has its address, the
others `-2`, `-3` … after its name. The page of the papers links to each part.
"""

from collections.abc import Iterator, Sequence
from functools import cache, partial
from itertools import pairwise

from markupsafe import Markup

from ...catalog.model import Paper
from ..context import Context
from ..escape import element, link
from ..page import Page, relative
from .formats import FORMATS, ExportFormat

WHOLE_LIBRARY = "library"
"""The path of the files of all papers, without a suffix."""

LARGEST = 45_000_000
"""About the largest size in bytes of a file of more than one paper; hosts refuse files of a hundred megabytes."""

_AROUND = 600  # bytes that a paper has besides title and abstract, roughly


def paper_export_pages(context: Context) -> Iterator[Page]:
    """Yield the export files of each paper."""
    for paper in context.catalog.papers.values():
        yield from _files(context, paper_exports(paper.slug), [paper])


def export_pages(context: Context) -> Iterator[Page]:
    """Yield the export files of tags, paths and listings in the order of their pages, and of the library by date."""
    catalog = context.catalog
    for slug, papers in context.insights.usage.within.items():
        yield from _files(context, f"tags/{slug}", papers)
    for path in catalog.paths:
        yield from _files(context, f"paths/{path.slug}", [catalog.papers[step.paper] for step in path.steps])
    for listing in catalog.listings:
        yield from _files(context, f"listings/{listing.slug}", [catalog.papers[slug] for _, slug in listing.papers])
    yield from _files(context, WHOLE_LIBRARY, context.numbered[::-1])


def _files(context: Context, stem: str, papers: Sequence[Paper]) -> Iterator[Page]:
    for part, some in enumerate(_parts(papers), 1):
        key, slugs = context.keys.key(*some), [paper.slug for paper in some]
        for each in FORMATS:
            if _has_file(each, stem):
                yield Page(path=_part(stem, part, each), key=key, make=partial(context.exports.file, each, slugs))


def _has_file(each: ExportFormat, stem: str) -> bool:
    return stem.partition("/")[0] in each.scopes


def _part(stem: str, part: int, each: ExportFormat) -> str:
    return f"{stem}{f'-{part}' if part > 1 else ''}.{each.suffix}"


def _parts(papers: Sequence[Paper]) -> list[Sequence[Paper]]:
    """Return the papers of each part of a file."""
    sizes = [_AROUND + len(paper.title_plain) + len(paper.abstract_text) for paper in papers]
    return [papers[part] for part in split(sizes)]


def split(sizes: Sequence[int]) -> list[slice]:
    """Return the parts of a file of papers of these sizes, so that no part of several exceeds `LARGEST`."""
    starts, size = [0], 0
    for at, more in enumerate(sizes):
        size += more
        if size > LARGEST and at > starts[-1]:
            starts.append(at)
            size = more
    return [slice(start, end) for start, end in pairwise((*starts, len(sizes)))]


def paper_exports(slug: str) -> str:
    """Return the path of the export files of a paper, without a suffix."""
    return f"papers/{slug}/cite"


def export_links(page: str, papers: Sequence[Paper], *, stem: str = "", name: str = "") -> tuple[Markup, ...]:
    """Return links on `page` to all parts and formats of the export files of papers.

    A format without a file has a button, which a script enables. A single paper is cited, and has no table. `stem` is
    the path of the files without a suffix, by default that of the page. A browser saves the files under `name`, by
    default the last part of the stem.
    """
    stem = stem or page.removesuffix(".md")
    name = name or stem.rpartition("/")[2]
    links: list[Markup] = []
    parts, address = len(_parts(papers)), relative(page, stem)
    for each in FORMATS:
        if each.tabular and stem.startswith("papers/"):
            continue
        number = parts if _has_file(each, stem) else 0
        files = [
            link(
                f"{each.name}, part {part} of {number}" if number > 1 else each.name,
                _part(address, part, each),
                download=_part(name, part, each),
            )
            for part in range(1, number + 1)
        ]
        links += files or [_button(each.name)]
    return tuple(links)


@cache
def _button(name: str) -> Markup:
    return element("button", name, type="button", class_="rl-export__save", disabled="")
