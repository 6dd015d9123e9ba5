"""Tells by which facts two rows are different works, and which of their facts leave a doubt.

Each function compares the traits of two rows and returns what differs, in words, or "". What a row does not state
differs from nothing.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache

from ...sources.facts.identifiers import is_second_doi
from ...sources.model import Author, Record
from ...text.tokens import plain
from ..publication import is_preprint
from .people import Shared, shared_authors
from .titles import is_generic, related_titles, similar_titles, title_key

LATER = 5
"""The greatest number of years from a preprint to its publication."""
_EARLIER = 2  # years by which a deposited copy may follow the publication
_UNSUPPORTED = 1  # years, if no author is known to be the same
_SHOWN = 60  # letters of a text in a message


@dataclass(frozen=True, slots=True, kw_only=True)
class Traits:
    """The facts of a row that are compared. `early` says that it is a preprint, a version or a copy, or may be one."""

    title: str
    authors: tuple[Author, ...]
    year: int
    kind: str
    venue: str
    volume: str
    number: str
    page: str
    edition: str
    doi: str
    arxiv: str
    early: bool


Difference = Callable[[Traits, Traits], str]
"""Returns what differs between two rows, or ""."""


def traits_of(row: Record) -> Traits:
    """Return what is compared of a row."""
    facts = row.facts
    second = is_second_doi(facts.doi)
    published = facts.venue or facts.publisher or (facts.doi and not second)
    return Traits(
        title=row.title,
        authors=facts.authors,
        year=int(facts.year) if facts.year.isdecimal() else 0,
        kind=_CLASSES.get(facts.kind, ""),
        venue=facts.venue,
        volume=_number(facts.volume),
        number=_number(facts.number),
        page=_number(facts.pages),
        edition=_edition(facts.edition),
        doi="" if second else facts.doi,
        arxiv=facts.arxiv.casefold(),
        early=is_preprint(facts) or second or not published,
    )


_CLASSES = {
    "book": "a book", "chapter": "a chapter", "thesis": "a thesis", "dataset": "a dataset", "software": "software",
    "article-journal": "a paper", "paper-conference": "a paper",
}  # fmt: skip
"""Kinds of works that are not each other; `a paper` and `a chapter` are not told apart."""
_ORDINALS = ("first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth")


def _number(text: str) -> str:
    """Return the first number of a text, or the text if it has none."""
    if not text:
        return ""
    found = re.search(r"\d+", text)
    return found[0].lstrip("0") or "0" if found else text.casefold().strip()


def _edition(text: str) -> str:
    word = text.casefold().split()[0] if text.split() else ""
    return str(_ORDINALS.index(word) + 1) if word in _ORDINALS else _number(text)


def other_dois(one: Traits, other: Traits) -> str:
    """Return the DOIs of two publications."""
    return f"the DOIs are {one.doi} and {other.doi}" if one.doi and other.doi and one.doi != other.doi else ""


def other_arxivs(one: Traits, other: Traits) -> str:
    """Return two identifiers of arXiv."""
    differ = one.arxiv and other.arxiv and one.arxiv != other.arxiv
    return f"the arXiv identifiers are {one.arxiv} and {other.arxiv}" if differ else ""


def other_authors(one: Traits, other: Traits) -> str:
    """Return that no author, or hardly one, is the same."""
    return "the authors differ" if _shared(one, other) is Shared.NONE else ""


def some_authors(one: Traits, other: Traits) -> str:
    """Return that only some of the authors are the same."""
    return "only some authors are the same" if _shared(one, other) is Shared.SOME else ""


def _shared(one: Traits, other: Traits) -> Shared:
    return shared_authors(one.authors, other.authors)


def other_years(one: Traits, other: Traits) -> str:
    """Return two years that are further apart than a preprint and its publication may be, or two publications."""
    if not one.year or not other.year or one.year == other.year:
        return ""
    first, last = sorted((one, other), key=lambda traits: traits.year)
    return f"the years are {first.year} and {last.year}" if last.year - first.year > _distance(first, last) else ""


def _distance(first: Traits, last: Traits) -> int:
    """Return how many years may lie between two rows of one work."""
    if first.early or last.early:
        longest = LATER if first.early else _EARLIER
        return longest if _shared(first, last) is Shared.MOST else _UNSUPPORTED
    same = _is_placed(first, last) and _shared(first, last) is Shared.MOST and similar_venues(first.venue, last.venue)
    return 1 if same else 0  # a paper may appear online in the year before its issue


def _is_placed(one: Traits, other: Traits) -> bool:
    """Return whether two rows state the same volume or the same first page."""
    return one.page == other.page != "" or one.volume == other.volume != ""


def across_years(one: Traits, other: Traits) -> str:
    """Return two years, unless the earlier one is that of a preprint of the same authors."""
    if not one.year or not other.year or one.year == other.year:
        return ""
    first, last = sorted((one, other), key=lambda traits: traits.year)
    expected = first.early and not last.early and _shared(one, other) is Shared.MOST
    return "" if expected else f"the years are {first.year} and {last.year}"


def other_places(one: Traits, other: Traits) -> str:
    """Return two places in one journal or book: volumes, numbers or pages."""
    if one.early or other.early or not similar_venues(one.venue, other.venue):
        return ""
    for name, mine, others in (
        ("volumes", one.volume, other.volume),
        ("numbers", one.number, other.number),
        ("pages", one.page, other.page),
    ):
        beginning = name == "pages" and "1" in {mine, others}  # pages of a copy are counted from 1
        if mine and others and mine != others and not beginning:
            return f"the {name} are {mine} and {others}"
    return ""


def other_editions(one: Traits, other: Traits) -> str:
    """Return two editions of a book."""
    differ = one.edition and other.edition and one.edition != other.edition
    return f"the editions are {one.edition} and {other.edition}" if differ else ""


def other_kinds(one: Traits, other: Traits) -> str:
    """Return two kinds of works, such as a thesis and a paper; a chapter is not its book."""
    kinds = {one.kind, other.kind} - {""}
    if len(kinds) < 2 or kinds == {"a paper", "a chapter"}:  # noqa: PLR2004 (two kinds)
        return ""
    return f"one is {one.kind}, the other {other.kind}"


def other_venues(one: Traits, other: Traits) -> str:
    """Return two places of publication of different names, unless volume or first page is the same."""
    if one.early or other.early or _is_placed(one, other) or similar_venues(one.venue, other.venue):
        return ""
    return f"they appeared in “{one.venue[:_SHOWN]}” and “{other.venue[:_SHOWN]}”"


def generic(one: Traits, other: Traits) -> str:
    """Return that a title of many works needs the same authors and year; a row without any fact needs nothing."""
    known = (traits.authors or traits.year or traits.venue or traits.doi or traits.arxiv for traits in (one, other))
    if not is_generic(one.title) or not all(known):
        return ""
    alike = _shared(one, other) is Shared.MOST and one.year == other.year
    return "" if alike else "many works have this title"


def other_work(one: Traits, other: Traits) -> str:
    """Return that both title and authors differ, or the title and another identifier, the year or the place."""
    if _shared(one, other) is Shared.NONE and not similar_titles(one.title, other.title):
        return "titles and authors differ"
    if related_titles(one.title, other.title):
        return ""
    differences = (other_dois, other_arxivs, other_publication_years, other_places, other_venues)
    found = next(filter(None, (differs(one, other) for differs in differences)), "")
    return f"the titles differ, and {found}" if found else ""


def other_publication_years(one: Traits, other: Traits) -> str:
    """Return the years of two publications."""
    differ = one.year and other.year and one.year != other.year and not (one.early or other.early)
    return f"the years are {one.year} and {other.year}" if differ else ""


def part_of_book(one: Traits, other: Traits) -> str:
    """Return that one is a chapter of the other, or both are parts of one book."""
    if title_key(one.title) == title_key(other.title):
        return ""
    for part, whole in ((one, other), (other, one)):
        if part.venue and title_key(part.venue) == title_key(whole.title):
            return "one is a part of the other"
    if {one.kind, other.kind} == {"a book", "a chapter"}:
        return "one is a chapter, the other a book"
    apart = one.kind == other.kind == "a chapter" or (one.page and other.page and one.page != other.page)
    parts = apart and title_key(one.venue) == title_key(other.venue) and not related_titles(one.title, other.title)
    return "they are parts of one book" if parts else ""


def other_titles(one: Traits, other: Traits) -> str:
    """Return that the titles are quite different."""
    return "" if related_titles(one.title, other.title) else "the titles differ"


_FILLING = frozenset(
    """
    a acm an and annual at conf conference de der des die et for ieee in int international j journal la lecture meeting
    nd notes of on papers proc proceedings rd st symposium th the to trans transactions und vol volume workshop
    """.split()  # noqa: SIM905 (a list of words reads best as words)
)
"""Words that most names of venues have."""
_WORD = re.compile(r"[^\W\d_]+")
_PREFIX = 3  # letters of an abbreviation


@lru_cache(maxsize=1 << 16)
def similar_venues(one: str, other: str) -> bool:
    """Return whether two names may be of one venue: they share a word, or one abbreviates the other."""
    first, second = (_WORD.findall(plain(name).casefold()) for name in (one, other))
    if not first or not second or first == second:
        return True
    mine, others = ([word for word in words if word not in _FILLING] or words for words in (first, second))
    if any(_abbreviates(word, term) or _abbreviates(term, word) for word in mine for term in others):
        return True
    return any(_is_acronym(word, second) for word in mine) or any(_is_acronym(word, first) for word in others)


def _abbreviates(word: str, longer: str) -> bool:
    return word == longer or (len(word) >= _PREFIX and longer.startswith(word))


def _is_acronym(word: str, words: list[str]) -> bool:
    """Return whether a word is made of the beginnings of several words, such as `icml` or `neurips`."""
    if len(word) < _PREFIX or len(words) < _PREFIX:
        return False
    terms = [term for term in words if term not in {"of", "the", "on", "in", "and", "for"}]
    return any(_spells(word, terms[start:]) for start in range(len(terms)))


def _spells(word: str, terms: list[str]) -> bool:
    """Return whether a word is made of beginnings of these words in their order, each with at least one letter."""
    if not word:
        return True
    if not terms:
        return False
    head = terms[0]
    lengths = range(1, min(len(word), len(head)) + 1)
    return any(head.startswith(word[:length]) and _spells(word[length:], terms[1:]) for length in lengths)
