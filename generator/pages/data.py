"""The files under `/data/` for the scripts of the site: the search index, blocks of papers, and data about all papers.

The search index is divided so that a query fetches only what it needs. `words/<n>.json` has the words of one range of
the alphabet with their entries, `places/<n>.json` the positions of these words, for phrases, and
`spelling/<letter>.json` the words that a misspelt one may stand for. The packed bytes of `insights.search_index` are
base64 inside JSON: every server compresses JSON, but few compress unknown types.
"""

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
from .formatting import byline
from .guide import guide_sections
from .kinds.listings import newest_listings
from .kinds.map import map_file
from .page import Page, data_file

_RANGE = 9000
"""About how many characters a file of words has; a query fetches one file for each of its words."""

_ALL_SPELLINGS = 1_000
"""The largest number of words for one file of spellings; more are divided by their first letter."""


def _search_files(context: Context) -> tuple[tuple[Page, ...], dict[str, object]]:
    """Return the files of the search index, and what `head.json` has about them, such as the start of each range."""
    entries_by_word = index(context.numbered, context.catalog.vocabulary.tags)
    ranges = tuple(_ranges(entries_by_word))
    files = [
        data_file(f"words/{at}", {word: _split(entries_by_word[word].parts) + entries for word, entries in words})
        for at, words in enumerate(ranges)
    ]
    files += [
        data_file(f"places/{at}", {word: _text(entries_by_word[word].places) for word, _ in entries})
        for at, entries in enumerate(ranges)
    ]
    letters, lists = _spellings(spellings(entries_by_word, context.numbered))
    files += lists
    authors = {"authors": True} if any(paper.facts.authors for paper in context.numbered) else {}
    return tuple(files), {"starts": list(_starts(ranges)), "letters": letters, **authors}


def _ranges(entries_by_word: Index) -> Iterator[list[tuple[str, str]]]:
    """Yield the words with their entries in pieces of about `_RANGE` characters."""
    piece: list[tuple[str, str]] = []
    size = 0
    for word, entry in entries_by_word.items():
        packed = _text(entry.entries)
        if piece and size + len(packed) > _RANGE:
            yield piece
            piece, size = [], 0
        piece.append((word, packed))
        size += len(packed) + len(word) + 6
    if piece:
        yield piece


def _starts(ranges: Iterable[list[tuple[str, str]]]) -> Iterator[str]:
    """Yield the first word of each range, shortened to what distinguishes it from the last word of the range before."""
    yield ""
    for before, after in pairwise(ranges):
        last, first = before[-1][0], after[0][0]
        same = next((at for at, (one, two) in enumerate(zip(last, first, strict=False)) if one != two), len(last))
        yield first[: same + 1]


def _text(packed: bytearray) -> str:
    return base64.b64encode(packed).decode()


def _split(parts: tuple[str, ...] | None) -> str:
    """Return the ends of the parts of a compound, to stand before its entries; `0` for a compound without parts."""
    if parts is None:
        return ""
    return ",".join(map(str, list(accumulate(map(len, parts)))[:-1])) + " " if parts else "0 "


def _spellings(words: Iterable[tuple[str, int, str]]) -> tuple[list[str], list[Page]]:
    """Return the letters that have a file of their own, none if there is one file for all, and the files."""
    entries = [(word, papers if form == word else [papers, form]) for word, papers, form in words]
    if len(entries) <= _ALL_SPELLINGS:
        return [], [data_file("spelling/all", dict(entries))]
    letters = {letter: dict(group) for letter, group in groupby(entries, key=lambda pair: pair[0][0])}
    codes = {letter: f"{ord(letter):x}" for letter in letters}
    return list(letters), [data_file(f"spelling/{codes[letter]}", group) for letter, group in letters.items()]


_VERSION = 1
_BLOCK = 16
"""How many papers a block has; ten results of a search may need ten blocks."""


def data_pages(context: Context) -> Iterator[Page]:
    """Yield the search index, the blocks of papers, of texts and of citations, and the files about all papers.

    These are `columns.json`, `map.json`, `guide.json` and `head.json`. The head has a hash of all other files, by which
    a browser knows whether to fetch them again.
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
    numbers = [tags[slug] for slug in paper.tags]
    row = [paper.slug, paper.title_plain, paper.summary, int(paper.summarized), numbers, listed]
    shown_byline = byline(paper.facts)  # left out if it is empty
    published = [paper.facts.date] if paper.facts.date and not listed else []
    return [*row, shown_byline, *published] if shown_byline else row


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
                "rows": source.entries,  # including hidden papers; positions refer to these
            }
            for source in newest_listings(context)
        ],
        "paths": [
            {"slug": path.slug, "title": path.title, "papers": len(path.steps)} for path in context.catalog.paths
        ],
    }


def _columns(context: Context) -> dict[str, object]:
    """Return what filters and sort orders need of all papers, by the numbers of the papers."""
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
        "tags": [_deltas(own[slug]) for slug in tags],
        "within": {index: _deltas(within[slug]) for index, slug in enumerate(tags) if within[slug] != own[slug]},
        "listings": [_positions(source, number) for source in newest_listings(context)],
        "paths": [[number[step.paper] for step in path.steps] for path in context.catalog.paths],
        "titles": titles,
        "surprise": [number[slug] for slug in surprise(context.insights.related, context.catalog)],
        "untagged": _deltas([index for index, paper in enumerate(papers) if not paper.tagged]),
    }


def _runs(values: Iterable[object]) -> list[list[object]]:
    """Return values run-length encoded, as `[value, length of the run]`."""
    return [[value, sum(1 for _ in group)] for value, group in groupby(values)]


def _deltas(numbers: Sequence[int]) -> list[int]:
    """Return ascending numbers as the first one and the difference of each to the one before; these compress well."""
    return [*numbers[:1], *(after - before for before, after in pairwise(numbers))]


def _positions(source: Source, number: dict[str, int]) -> list[int]:
    """Return the number of the paper at each position of a listing, -1 for a hidden paper."""
    slugs = dict(source.papers)
    return [number[slugs[at]] if at in slugs else -1 for at in range(1, source.entries + 1)]


def identities(slugs: Sequence[str]) -> tuple[str, str]:
    """Return a salt and the hashes of all salted slugs, no two of which are equal, as base64 of 32-bit numbers.

    A browser stores papers by slug; with the hashes it finds their numbers without fetching every slug.
    """
    for attempt in count():
        hashes = [identity(f"{attempt}{slug}") for slug in slugs]
        if len(set(hashes)) == len(hashes):
            return str(attempt), _packed(hashes)
    raise AssertionError("count() ends")


def identity(text: str) -> int:
    """Return the 32-bit FNV-1a hash of a text (Fowler, Noll and Vo)."""
    value = 0x811C9DC5
    for byte in text.encode():
        value = ((value ^ byte) * 0x01000193) & 0xFFFFFFFF
    return value


def _packed(numbers: Iterable[int]) -> str:
    """Return 32-bit numbers in little-endian order as base64."""
    values = array("I", numbers)
    if sys.byteorder == "big":
        values.byteswap()
    return base64.b64encode(values.tobytes()).decode()
