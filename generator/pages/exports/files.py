"""The export files of each paper, tag, path and listing in some formats, and of the whole library in every format.

A file that would be too large for hosts of static pages is split between papers: the first part has its address, the
others `-2`, `-3` … after its name. The page of the papers links to each part.
"""

from collections.abc import Iterator, Sequence
from itertools import pairwise

from markupsafe import Markup

from ..context import Context
from ..escape import element, link
from ..page import Page, relative
from .formats import FORMATS, ExportFormat

WHOLE_LIBRARY = "library"
"""The path of the files of all papers, without a suffix."""

LARGEST = 45_000_000
"""The largest size in bytes of a file of more than one paper."""

_AROUND = 200  # bytes before and after all papers of a file, at most …
_BETWEEN = 2  # … and between two of them


def paper_export_pages(context: Context) -> Iterator[Page]:
    """Yield the export files of each paper."""
    for paper in context.papers:
        yield from _files(context, paper_exports(paper.slug), [paper.slug])


def export_pages(context: Context) -> Iterator[Page]:
    """Yield the export files of tags, paths and listings in the order of their pages, and of the library by date."""
    catalog = context.catalog
    for slug, papers in context.insights.usage.within.items():
        yield from _files(context, f"tags/{slug}", [paper.slug for paper in papers])
    for path in catalog.paths:
        yield from _files(context, f"paths/{path.slug}", [step.paper for step in path.steps])
    for source in catalog.sources:
        yield from _files(context, f"listings/{source.slug}", [slug for _, slug in source.papers])
    yield from _files(context, WHOLE_LIBRARY, [paper.slug for paper in reversed(context.numbered)])


def _files(context: Context, stem: str, slugs: Sequence[str]) -> Iterator[Page]:
    for index, each in enumerate(FORMATS):
        for part, some in enumerate(_parts(context, stem, slugs, index), 1):
            yield Page(path=_part(stem, part, each), data=each.joined([context.exports[slug][index] for slug in some]))


def _part(stem: str, part: int, each: ExportFormat) -> str:
    return f"{stem}{f'-{part}' if part > 1 else ''}.{each.suffix}"


def _parts(context: Context, stem: str, slugs: Sequence[str], index: int) -> list[Sequence[str]]:
    """Return the papers of each part of a file in the format at an index, or none if that has no file of them."""
    if stem.partition("/")[0] not in FORMATS[index].scopes:
        return []
    return [slugs[part] for part in split([context.exports.sizes(slug)[index] for slug in slugs])]


def split(sizes: Sequence[int]) -> list[slice]:
    """Return the papers of each part of a file, given their sizes in bytes, so that no part exceeds `LARGEST`."""
    starts, size = [0], _AROUND
    for at, more in enumerate(sizes):
        size += more + _BETWEEN
        if size > LARGEST and at > starts[-1]:
            starts.append(at)
            size = _AROUND + more + _BETWEEN
    return [slice(start, end) for start, end in pairwise((*starts, len(sizes)))]


def paper_exports(slug: str) -> str:
    """Return the path of the export files of a paper, without a suffix."""
    return f"papers/{slug}/cite"


def export_links(
    context: Context, page: str, slugs: Sequence[str], *, stem: str = "", name: str = ""
) -> tuple[Markup, ...]:
    """Return links on `page` to all parts and formats of the export files of papers, given by their slugs.

    A format without a file has a button, which a script enables. `stem` is the path of the files without a suffix, by
    default that of the page. A browser saves the files under `name`, by default the last part of the stem.
    """
    stem = stem or page.removesuffix(".md")
    name = name or stem.rpartition("/")[2]
    links: list[Markup] = []
    for index, each in enumerate(FORMATS):
        number = len(_parts(context, stem, slugs, index))
        files = [
            link(
                f"{each.name}, part {part} of {number}" if number > 1 else each.name,
                relative(page, _part(stem, part, each)),
                download=_part(name, part, each),
            )
            for part in range(1, number + 1)
        ]
        links += files or [element("button", each.name, type="button", class_="rl-take__save", disabled="")]
    return tuple(links)
