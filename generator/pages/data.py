"""The files under `/data/` for the scripts of the site: the search index, blocks of papers, and data about all papers.

The search index is divided so that a query fetches only what it needs. `words/<n>.json` has the words of one range of
the alphabet with their entries, `places/<n>.json` the positions of these words, for phrases, and
`spelling/<letter>.json` the words that a misspelt one may stand for.
"""

import base64
import json
import struct
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import partial
from itertools import count, groupby, pairwise

from ..catalog.model import Listing, Paper
from ..insights.compute import surprise
from ..insights.search_ranges import PapersOfTags, WordRange, places_with_tags, words_with_tags
from ..sources.facts.links import pdf_link
from ..storage.cache import fingerprint
from .context import Context
from .guide import guide_sections
from .kinds.listings import newest_listings
from .kinds.pictures import map_file
from .page import Page, data_file, json_data

_VERSION = 1
_BLOCKS = {"block": 3, "texts": 2, "cite": 16}
"""How many papers a block has, and how many abstracts and citations.

Ten results of a search may need ten blocks of papers; it shows the abstracts of its first results, which are long;
citations are asked for all at once.
"""

_ALL_SPELLINGS = 15_000
"""The largest number of characters for one file of spellings; more words are divided by their first letter."""

HAS: dict[str, Callable[[Paper], bool]] = {
    "code": lambda paper: any(one.rel == "code" for one in paper.links),
    "pdf": lambda paper: pdf_link(paper.facts, paper.links) is not None,
    "abstract": lambda paper: bool(paper.abstract),
    "summary": lambda paper: paper.summarized,
}
"""Facts that a paper may have: the columns by which the explorer filters."""

_SPELLINGS = "data/spelling/"
_ALL = "all"


def data_pages(context: Context) -> Iterator[Page]:
    """Yield the search index, the blocks of papers, of texts and of citations, and the files about all papers.

    These are `columns.json`, `map.json` and `guide.json`.
    """
    tags = {slug: number for number, slug in enumerate(context.catalog.vocabulary.tags)}
    number = {paper.slug: at for at, paper in enumerate(context.numbered)}
    papers = {slug: sorted(number[paper.slug] for paper in own) for slug, own in context.insights.usage.papers.items()}
    yield from _ranges(context, papers)
    yield from _spellings(context, papers)
    yield from _blocks(context, "papers", lambda paper: _row(paper, tags, context.meta_line(paper)), fingerprint(tags))
    yield from _blocks(context, "texts", lambda paper: paper.abstract_text)
    yield from _blocks(context, "cite", lambda paper: context.exports[paper.slug])
    yield data_file("columns", _columns(context, number, papers))
    yield map_file(context)
    # The hash of the program, in each key, includes the guide.
    yield context.keyed("data/guide.json", lambda: data_file("guide", guide_sections(context.root / "docs" / "guide")))


def head_page(context: Context, hashes: Mapping[str, str]) -> Page:
    """Return `head.json`, which every page may fetch, from the hashes of all other files by path.

    By its hash of the other files under `/data/`, a browser knows whether to fetch them again.
    """
    build = fingerprint(f"{path} {own}" for path, own in sorted(hashes.items()) if path.startswith("data/"))
    names = [path.removeprefix(_SPELLINGS).removesuffix(".json") for path in hashes if path.startswith(_SPELLINGS)]
    search = {
        "starts": [part.start for part in context.insights.search.ranges],
        "letters": sorted(chr(int(name, 16)) for name in names if name != _ALL),
        **({"authors": True} if any(paper.facts.authors for paper in context.numbered) else {}),
    }
    return data_file("head", {"version": _VERSION, "build": build[:12], **_head(context), "search": search})


def _ranges(context: Context, papers: PapersOfTags) -> Iterator[Page]:
    """Yield the files of words and of places; a range shows the papers of the tags that have a word of it in a name."""
    hashes = {slug: fingerprint([repr(numbers)]) for slug, numbers in papers.items()}
    for at, part in enumerate(context.insights.search.ranges):
        tags = sorted({slug for slugs in part.tags.values() for slug in slugs})
        key = context.keys.key(part, [hashes[slug] for slug in tags])
        for name, write in (("words", words_with_tags), ("places", places_with_tags)):
            yield Page(path=f"data/{name}/{at}.json", key=key, make=partial(_range, write, part, papers))


def _range(write: Callable[[WordRange, PapersOfTags], str], part: WordRange, papers: PapersOfTags) -> bytes:
    return f"{write(part, papers)}\n".encode()


def _spellings(context: Context, papers: PapersOfTags) -> Iterator[Page]:
    """Yield one file of spellings, or one for each first letter."""
    search = context.insights.search
    alone = sorted(word for word, tags in search.alone.items() if any(papers[slug] for slug in tags))
    letters = sorted({*search.spellings, *(word[0] for word in alone)})
    undivided = sum(map(len, search.spellings.values())) <= _ALL_SPELLINGS
    groups = {_ALL: letters} if undivided else {f"{ord(letter):x}": [letter] for letter in letters}
    for name, group in groups.items():
        texts = [search.spellings.get(letter, "{}") for letter in group]
        words = [word for word in alone if word[0] in group]
        make = partial(_spelling, texts, words)
        yield Page(path=f"{_SPELLINGS}{name}.json", key=context.keys.key(texts, words), make=make)


def _spelling(texts: Iterable[str], alone: Iterable[str]) -> bytes:
    known: dict[str, object] = dict.fromkeys(alone, 0)
    for text in texts:
        known |= json.loads(text)
    return json_data({word: known[word] for word in sorted(known)})


def _blocks(context: Context, name: str, row: Callable[[Paper], object], *more: str) -> Iterator[Page]:
    """Yield the blocks of a name; `more` is all that a row shows besides the paper."""
    size = _BLOCKS.get(name, _BLOCKS["block"])
    for start in range(0, len(context.numbered), size):
        papers = context.numbered[start : start + size]
        key = context.keys.key(papers, *more)
        yield Page(path=f"data/{name}/{start // size}.json", key=key, make=partial(_block, papers, row))


def _block(papers: Sequence[Paper], row: Callable[[Paper], object]) -> bytes:
    return json_data([row(paper) for paper in papers])


def _row(paper: Paper, tags: dict[str, int], meta: str) -> list[object]:
    listed = paper.first_listed.isoformat() if paper.first_listed else None
    numbers = [tags[slug] for slug in paper.tags]
    row = [paper.slug, paper.title_plain, paper.summary, int(paper.summarized), numbers, listed]
    published = [paper.facts.date] if paper.facts.date and not listed else []
    return [*row, meta, *published] if meta else row


def _head(context: Context) -> dict[str, object]:
    vocabulary = context.catalog.vocabulary
    facets = {facet.slug: number for number, facet in enumerate(vocabulary.facets)}
    former: dict[str, list[str]] = {}
    for name, slug in sorted(vocabulary.formerly.items()):
        former.setdefault(slug, []).append(name)
    return {
        "papers": len(context.numbered),
        **_BLOCKS,
        "facets": [
            {"slug": facet.slug, "title": facet.title, "colour": context.colours[facet.slug]}
            for facet in vocabulary.facets
        ],
        "tags": [
            {
                "slug": tag.slug,
                "name": tag.name,
                "facet": facets[tag.facet],
                "words": tag.aliases,
                "papers": len(context.insights.usage.within[tag.slug]),
                **({"formerly": former[tag.slug]} if tag.slug in former else {}),
            }
            for tag in vocabulary.tags.values()
        ],
        "listings": [
            {
                "slug": listing.slug,
                "source": listing.source,
                "title": listing.title,
                "day": listing.listed.isoformat() if listing.listed else None,
                "inferred": listing.inferred,
                "rows": listing.entries,  # including hidden papers; positions refer to these
            }
            for listing in newest_listings(context)
        ],
        "paths": [
            {"slug": path.slug, "title": path.title, "papers": len(path.steps)} for path in context.catalog.paths
        ],
    }


def _columns(context: Context, number: Mapping[str, int], own: PapersOfTags) -> dict[str, object]:
    """Return what filters and sort orders need of all papers, by the numbers of the papers.

    `number` is that of each paper by its slug, and `own` has those of the papers of each tag.
    """
    papers = context.numbered
    usage, tags = context.insights.usage, context.catalog.vocabulary.tags
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
        "listings": [_positions(listing, number) for listing in newest_listings(context)],
        "paths": [[number[step.paper] for step in path.steps] for path in context.catalog.paths],
        "titles": titles,
        "surprise": [number[slug] for slug in surprise(context.insights.related, context.catalog)],
        **{name: _deltas([at for at, paper in enumerate(papers) if has(paper)]) for name, has in HAS.items()},
        "untagged": _deltas([index for index, paper in enumerate(papers) if not paper.tagged]),
    }


def _runs(values: Iterable[object]) -> list[list[object]]:
    """Return values run-length encoded, as `[value, length of the run]`."""
    return [[value, sum(1 for _ in group)] for value, group in groupby(values)]


def _deltas(numbers: Sequence[int]) -> list[int]:
    """Return ascending numbers as the first one and the difference of each to the one before; these compress well."""
    return [*numbers[:1], *(after - before for before, after in pairwise(numbers))]


def _positions(listing: Listing, number: Mapping[str, int]) -> list[int]:
    """Return the number of the paper at each position of a listing, -1 for a hidden paper."""
    slugs = dict(listing.papers)
    return [number[slugs[at]] if at in slugs else -1 for at in range(1, listing.entries + 1)]


def identities(slugs: Sequence[str]) -> tuple[str, str]:
    """Return a salt and the hashes of all salted slugs, no two of which are equal, as base64 of 32-bit numbers.

    A browser stores papers by slug; with the hashes it finds their numbers without fetching every slug.
    """
    tried = ((salt, [identity(f"{salt}{slug}") for slug in slugs]) for salt in map(str, count()))
    salt, hashes = next(one for one in tried if len(set(one[1])) == len(slugs))
    return salt, base64.b64encode(struct.pack(f"<{len(hashes)}I", *hashes)).decode()


def identity(text: str) -> int:
    """Return the 32-bit FNV-1a hash of a text (Fowler, Noll and Vo)."""
    value = 0x811C9DC5
    for byte in text.encode():
        value = ((value ^ byte) * 0x01000193) & 0xFFFFFFFF
    return value
