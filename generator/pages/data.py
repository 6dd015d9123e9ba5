"""What the pages of the site ask for in the browser: the catalogue in small files under `/data/`.

They are for our own scripts and change with them; programs read `/api/v1/`. Papers go by their number, and come in
blocks, so that a page fetches what it shows and no more.
"""

from __future__ import annotations

import base64
import hashlib
import sys
from array import array
from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import count, groupby, pairwise

from generator.catalog.model import Paper, Source
from generator.insights.collection import surprise
from generator.pages.data_file import data_file
from generator.pages.facts import byline
from generator.pages.guide import guide_sections
from generator.pages.listings import newest_listings
from generator.pages.map import map_file
from generator.pages.page import Page
from generator.pages.search import search_files
from generator.pages.site import Site

VERSION = 1
BLOCK = 16
"""Papers in a block: ten results from anywhere in a large library cost ten blocks."""


def data_pages(site: Site) -> Iterator[Page]:
    """Yield the index of the search, the blocks of papers, their texts and citations, and the files for all at once.

    Those are `columns.json`, `map.json`, `guide.json` and `head.json`.
    The head has a hash of all others: by it a browser knows what it need not fetch again.
    """
    tags = {slug: number for number, slug in enumerate(site.catalog.vocabulary.tags)}
    index, search = search_files(site)
    files = [
        *index,
        *_blocks("papers", site.numbered, lambda paper: _row(paper, tags)),
        *_blocks("texts", site.numbered, lambda paper: paper.abstract_text),
        *_blocks("cite", site.numbered, lambda paper: site.texts[paper.slug]),
        data_file("columns", _columns(site)),
        map_file(site),
        data_file("guide", guide_sections(site.guide)),
    ]
    yield from files
    digest = hashlib.sha256()
    for file in files:
        digest.update(file.data)
    yield data_file("head", {"version": VERSION, "build": digest.hexdigest()[:12], **_head(site), "search": search})


def _blocks(name: str, papers: Sequence[Paper], row: Callable[[Paper], object]) -> Iterator[Page]:
    for start in range(0, len(papers), BLOCK):
        yield data_file(f"{name}/{start // BLOCK}", [row(paper) for paper in papers[start : start + BLOCK]])


def _row(paper: Paper, tags: dict[str, int]) -> list[object]:
    listed = paper.first_listed.isoformat() if paper.first_listed else None
    carried = [tags[slug] for slug in paper.tags]
    row = [paper.slug, paper.title_plain, paper.summary, int(paper.summarized), carried, listed]
    written = byline(paper.facts)  # what is not known takes no room
    published = [paper.facts.date] if paper.facts.date and not listed else []
    return [*row, written, *published] if written else row


def _head(site: Site) -> dict[str, object]:
    vocabulary = site.catalog.vocabulary
    facets = {facet.slug: number for number, facet in enumerate(vocabulary.facets)}
    former: dict[str, list[str]] = {}
    for name, slug in sorted(vocabulary.formerly.items()):
        former.setdefault(slug, []).append(name)
    return {
        "papers": len(site.numbered),
        "block": BLOCK,
        "facets": [
            {"slug": facet.slug, "title": facet.title, "colour": site.colours[facet.slug]}
            for facet in vocabulary.facets
        ],
        "tags": [
            {
                "slug": tag.slug,
                "name": tag.name,
                "facet": facets[tag.facet],
                "description": tag.description,
                "words": tag.aliases,
                "papers": len(site.known.usage.within[tag.slug]),
                **({"formerly": former[tag.slug]} if tag.slug in former else {}),
            }
            for tag in vocabulary.tags.values()
        ],
        "listings": [
            {
                "slug": source.slug,
                "source": source.source,
                "title": source.title,
                "day": source.listed.isoformat() if source.listed else None,
                "inferred": source.inferred,
                "rows": source.entries,  # positions count these
            }
            for source in newest_listings(site)
        ],
        "paths": [{"slug": path.slug, "title": path.title, "papers": len(path.steps)} for path in site.catalog.paths],
    }


def _columns(site: Site) -> dict[str, object]:
    """Return what filters and orders need to know of all papers at once."""
    papers = site.numbered
    number = {paper.slug: index for index, paper in enumerate(papers)}
    usage, tags = site.known.usage, site.catalog.vocabulary.tags
    own = {slug: sorted(number[paper.slug] for paper in usage.papers[slug]) for slug in tags}
    within = {slug: sorted(number[paper.slug] for paper in usage.within[slug]) for slug in tags}
    salt, ids = identities([paper.slug for paper in papers])
    years = [int(paper.facts.year) if paper.facts.year else None for paper in papers]
    titles = sorted(range(len(papers)), key=lambda index: (papers[index].title_plain.casefold(), papers[index].slug))
    return {
        "salt": salt,
        "ids": ids,
        "formerly": {old: paper.slug for paper in papers for old in paper.formerly},
        "days": _runs(paper.dated or None for paper in papers),
        **({"years": _runs(years)} if any(years) else {}),
        "tags": [_steps(own[slug]) for slug in tags],
        "within": {index: _steps(within[slug]) for index, slug in enumerate(tags) if within[slug] != own[slug]},
        "listings": [_positions(source, number) for source in newest_listings(site)],
        "paths": [[number[step.paper] for step in path.steps] for path in site.catalog.paths],
        "titles": titles,
        "surprise": [number[slug] for slug in surprise(site.known.related, site.catalog)],
        "untagged": _steps([index for index, paper in enumerate(papers) if not paper.tagged]),
    }


def _runs(values: Iterable[object]) -> list[list[object]]:
    """Return values as `[value, how often in a row]`."""
    return [[value, sum(1 for _ in group)] for value, group in groupby(values)]


def _steps(numbers: Sequence[int]) -> list[int]:
    """Return ascending numbers as the first and the steps from each to the next, which compress well."""
    return [*numbers[:1], *(after - before for before, after in pairwise(numbers))]


def _positions(source: Source, number: dict[str, int]) -> list[int]:
    """Return the paper at each position of a listing, -1 where it is hidden."""
    there = dict(source.papers)
    return [number[there[at]] if at in there else -1 for at in range(1, source.entries + 1)]


def identities(slugs: Sequence[str]) -> tuple[str, str]:
    """Return a salt and the identities of slugs under it, of which no two are equal, as base64 of 32-bit numbers.

    A browser keeps papers by slug; so it finds their numbers without fetching every slug.
    """
    for attempt in count():
        found = [identity(f"{attempt}{slug}") for slug in slugs]
        if len(set(found)) == len(found):
            return str(attempt), _packed(found)
    raise AssertionError("count() ends")


def identity(text: str) -> int:
    """Return the 32-bit FNV-1a hash of a text (Fowler, Noll and Vo)."""
    value = 0x811C9DC5
    for byte in text.encode():
        value = ((value ^ byte) * 0x01000193) & 0xFFFFFFFF
    return value


def _packed(numbers: Iterable[int]) -> str:
    """Return 32-bit numbers, the lowest byte first, as base64."""
    values = array("I", numbers)
    if sys.byteorder == "big":
        values.byteswap()
    return base64.b64encode(values.tobytes()).decode()
