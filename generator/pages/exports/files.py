"""The files to take away: of each paper, tag, path and listing, and of the whole library, in every format.

A file that would be too large for hosts of pages is parted between papers: its address has the first part, and
`-2`, `-3` … behind its name the others. The page it belongs to links to each part and says which it is.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from generator.pages.escape import Markdown, link
from generator.pages.exports.formats import FORMATS, Format, Texts
from generator.pages.page import Page
from generator.pages.site import Site
from generator.pages.words import relative

LIBRARY = "library"
"""Where the files of all papers are, without their suffix."""

LARGEST = 45_000_000
"""Bytes of a file; one paper alone may have more."""

_WIDEST = 4  # bytes of a character
_ROOM = 200  # bytes before and after all papers of a file, at most …
_BETWEEN = 2  # … and between two of them


def citation_pages(site: Site) -> Iterator[Page]:
    """Yield the files of each paper."""
    for paper in site.papers:
        yield from _files(paper_files(paper.slug), site.written([paper]))


def export_pages(site: Site) -> Iterator[Page]:
    """Yield the files of many; each has its papers in the order of its page, the library the newest first."""
    texts, catalog = site.texts, site.catalog
    for slug, papers in site.known.usage.within.items():
        yield from _files(f"tags/{slug}", site.written(papers))
    for path in catalog.paths:
        yield from _files(f"paths/{path.slug}", [texts[step.paper] for step in path.steps])
    for source in catalog.sources:
        yield from _files(f"listings/{source.slug}", [texts[slug] for _, slug in source.papers])
    yield from _files(LIBRARY, site.written(reversed(site.numbered)))


def _files(stem: str, papers: Sequence[Texts]) -> Iterable[Page]:
    for index, each in enumerate(FORMATS):
        for part, texts in enumerate(parts([texts[index] for texts in papers]), 1):
            yield Page(path=_part(stem, part, each), data=each.joined(texts))


def _part(stem: str, part: int, each: Format) -> str:
    return f"{stem}{f'-{part}' if part > 1 else ''}.{each.suffix}"


def parts(papers: Sequence[str]) -> Sequence[Sequence[str]]:
    """Return papers in one format in as many parts as they need to have files of `LARGEST` bytes at most."""
    if _fit(len(papers), sum(map(len, papers))):
        return (papers,)  # to count bytes takes its time, and nearly all files are far from it
    found: list[list[str]] = [[]]
    size = _ROOM
    for text in papers:
        more = len(text.encode()) + _BETWEEN
        if found[-1] and size + more > LARGEST:
            found.append([])
            size = _ROOM
        found[-1].append(text)
        size += more
    return found


def _fit(papers: int, characters: int) -> bool:
    """Tell whether papers with so many characters together surely have room in one file."""
    return _ROOM + _WIDEST * characters + _BETWEEN * papers <= LARGEST


def paper_files(slug: str) -> str:
    """Return where the files of a paper are, without their suffix."""
    return f"papers/{slug}/cite"


def take_away(site: Site, page: str, stem: str, name: str, papers: Iterable[str]) -> tuple[Markdown, ...]:
    """Return links on `page` to the files at `stem` of papers, given by their slugs, all parts of each format.

    A browser saves them under `name`.
    """
    return tuple(
        link(
            f"{each.name}, part {part} of {number}" if number > 1 else each.name,
            relative(page, _part(stem, part, each)),
            f'{{ download="{_part(name, part, each)}" }}',
        )
        for each, number in zip(FORMATS, _numbers_of_parts(site, list(papers)), strict=True)
        for part in range(1, number + 1)
    )


def _numbers_of_parts(site: Site, slugs: Sequence[str]) -> Sequence[int]:
    """Return how many parts the files of papers have, by format."""
    if len(slugs) == 1 or _fit(len(slugs), sum(map(site.texts.characters, slugs))):
        return [1] * len(FORMATS)  # to make the files for that takes its time
    papers = [site.texts[slug] for slug in slugs]
    return [len(parts([texts[index] for texts in papers])) for index in range(len(FORMATS))]
