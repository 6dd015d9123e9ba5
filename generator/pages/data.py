"""The index of the search as files under `/data/`, so cut that a query fetches only what it asks for.

`words/<n>.json` has the words of one range of the alphabet, each with its entries; `places/<n>.json` has where they
stand, for phrases; `spelling/<letter>.json` has the words a misspelt one may have meant. What `insights.index` packed
is base64 inside JSON: every server compresses JSON, and few compress bytes of an unknown kind.
"""

from __future__ import annotations

import base64
import hashlib
import sys
from array import array
from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import accumulate, count, groupby, pairwise

from ..catalog.model import Paper, Source
from ..insights.compute import surprise
from ..insights.search_index import Index, index, spellings
from .context import Context
from .facts import byline
from .guide import guide_sections
from .kinds.listings import newest_listings
from .kinds.map import map_file
from .page import Page, data_file

_RANGE = 9000
"""Characters of a file of words, about: a word of a query costs one."""

_ALL_SPELLINGS = 1_000
"""Words; up to so many stand in one file, more in one for each first letter."""


def _search_files(context: Context) -> tuple[tuple[Page, ...], dict[str, object]]:
    """Return the files of the index, and what the head tells of them: where each range of words begins."""
    found = index(context.numbered, context.catalog.vocabulary.tags)
    ranges = tuple(_ranges(found))
    files = [
        data_file(f"words/{at}", {word: _split(found[word].parts) + entries for word, entries in words})
        for at, words in enumerate(ranges)
    ]
    files += [
        data_file(f"places/{at}", {word: _text(found[word].places) for word, _ in entries})
        for at, entries in enumerate(ranges)
    ]
    letters, lists = _spellings(spellings(found, context.numbered))
    files += lists
    authors = {"authors": True} if any(paper.facts.authors for paper in context.numbered) else {}
    return tuple(files), {"starts": list(_starts(ranges)), "letters": letters, **authors}


def _ranges(found: Index) -> Iterator[list[tuple[str, str]]]:
    """Yield the words with their entries in pieces of about `_RANGE` characters."""
    piece: list[tuple[str, str]] = []
    size = 0
    for word, known in found.items():
        packed = _text(known.entries)
        if piece and size + len(packed) > _RANGE:
            yield piece
            piece, size = [], 0
        piece.append((word, packed))
        size += len(packed) + len(word) + 6
    if piece:
        yield piece


def _starts(ranges: Iterable[list[tuple[str, str]]]) -> Iterator[str]:
    """Yield the first word of each range, cut to what tells it from the last word of the range before."""
    yield ""
    for before, after in pairwise(ranges):
        last, first = before[-1][0], after[0][0]
        same = next((at for at, (one, two) in enumerate(zip(last, first, strict=False)) if one != two), len(last))
        yield first[: same + 1]


def _text(packed: bytearray) -> str:
    return base64.b64encode(packed).decode()


def _split(parts: tuple[str, ...] | None) -> str:
    """Return where the parts of a compound end, before its entries; `0` where it has none."""
    if parts is None:
        return ""
    return ",".join(map(str, list(accumulate(map(len, parts)))[:-1])) + " " if parts else "0 "


def _spellings(words: Iterable[tuple[str, int, str]]) -> tuple[list[str], list[Page]]:
    """Return the letters that have a file, none if there is one file for all, and the files."""
    known = [(word, papers if form == word else [papers, form]) for word, papers, form in words]
    if len(known) <= _ALL_SPELLINGS:
        return [], [data_file("spelling/all", dict(known))]
    letters = {letter: dict(group) for letter, group in groupby(known, key=lambda pair: pair[0][0])}
    codes = {letter: f"{ord(letter):x}" for letter in letters}
    return list(letters), [data_file(f"spelling/{codes[letter]}", group) for letter, group in letters.items()]


_VERSION = 1
_BLOCK = 16
"""Papers in a block: ten results from anywhere in a large library cost ten blocks."""


def data_pages(context: Context) -> Iterator[Page]:
    """Yield the index of the search, the blocks of papers, their texts and citations, and the files for all at once.

    Those are `columns.json`, `map.json`, `guide.json` and `head.json`.
    The head has a hash of all others: by it a browser knows what it need not fetch again.
    """
    tags = {slug: number for number, slug in enumerate(context.catalog.vocabulary.tags)}
    index, search = _search_files(context)
    files = [
        *index,
        *_blocks("papers", context.numbered, lambda paper: _row(paper, tags)),
        *_blocks("texts", context.numbered, lambda paper: paper.abstract_text),
        *_blocks("cite", context.numbered, lambda paper: context.exports[paper.slug]),
        data_file("columns", _columns(context)),
        map_file(context),
        data_file("guide", guide_sections(context.root / "docs" / "guide")),
    ]
    yield from files
    digest = hashlib.sha256()
    for file in files:
        digest.update(file.data)
    yield data_file("head", {"version": _VERSION, "build": digest.hexdigest()[:12], **_head(context), "search": search})


def _blocks(name: str, papers: Sequence[Paper], row: Callable[[Paper], object]) -> Iterator[Page]:
    for start in range(0, len(papers), _BLOCK):
        yield data_file(f"{name}/{start // _BLOCK}", [row(paper) for paper in papers[start : start + _BLOCK]])


def _row(paper: Paper, tags: dict[str, int]) -> list[object]:
    listed = paper.first_listed.isoformat() if paper.first_listed else None
    carried = [tags[slug] for slug in paper.tags]
    row = [paper.slug, paper.title_plain, paper.summary, int(paper.summarized), carried, listed]
    written = byline(paper.facts)  # what is not known takes no room
    published = [paper.facts.date] if paper.facts.date and not listed else []
    return [*row, written, *published] if written else row


def _head(context: Context) -> dict[str, object]:
    vocabulary = context.catalog.vocabulary
    facets = {facet.slug: number for number, facet in enumerate(vocabulary.facets)}
    former: dict[str, list[str]] = {}
    for name, slug in sorted(vocabulary.formerly.items()):
        former.setdefault(slug, []).append(name)
    return {
        "papers": len(context.numbered),
        "block": _BLOCK,
        "facets": [
            {"slug": facet.slug, "title": facet.title, "colour": context.colours[facet.slug]}
            for facet in vocabulary.facets
        ],
        "tags": [
            {
                "slug": tag.slug,
                "name": tag.name,
                "facet": facets[tag.facet],
                "description": tag.description,
                "words": tag.aliases,
                "papers": len(context.insights.usage.within[tag.slug]),
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
            for source in newest_listings(context)
        ],
        "paths": [
            {"slug": path.slug, "title": path.title, "papers": len(path.steps)} for path in context.catalog.paths
        ],
    }


def _columns(context: Context) -> dict[str, object]:
    """Return what filters and orders need to know of all papers at once."""
    papers = context.numbered
    number = {paper.slug: index for index, paper in enumerate(papers)}
    usage, tags = context.insights.usage, context.catalog.vocabulary.tags
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
        "listings": [_positions(source, number) for source in newest_listings(context)],
        "paths": [[number[step.paper] for step in path.steps] for path in context.catalog.paths],
        "titles": titles,
        "surprise": [number[slug] for slug in surprise(context.insights.related, context.catalog)],
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
