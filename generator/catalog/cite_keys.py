"""Gives each paper a key to cite it by, as a person would choose it: `qiu2024closer`."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date
from itertools import count

from slugify import slugify

from ..sources.model import Author, Facts
from ..text.repairs import title_of_address
from ..text.tokens import STOP
from .model import Paper

_LETTERS = "abcdefghijklmnopqrstuvwxyz"


def with_cite_keys(papers: Sequence[Paper]) -> list[Paper]:
    """Return papers with their keys; those that have one already keep it.

    A key is the family name of the first author, the year and the first word of the title that says something. Of
    papers with the same, the first listed has this key, and the others `b`, `c` … after it.
    """
    taken = {paper.cite_key.casefold() for paper in papers if paper.cite_key}
    keys: dict[str, str] = {}
    for paper in sorted(papers, key=lambda paper: paper.first_listed or date.max):  # of one day, in their order
        if not paper.cite_key:
            keys[paper.slug] = next(key for key in _suffixed(_natural(paper)) if key not in taken)
            taken.add(keys[paper.slug])
    return [replace(paper, cite_key=paper.cite_key or keys[paper.slug]) for paper in papers]


def _natural(paper: Paper) -> str:
    words = _words(title_of_address(paper.title))
    word = next((word for word in words if word not in STOP and not word.isdecimal()), next(iter(words), ""))
    family = _family(paper.facts)
    key = f"{family}{paper.facts.year}{word}" if family else f"{word}{paper.facts.year}"
    return key or paper.slug


def _family(facts: Facts) -> str:
    """Return the family name of the first author or editor, without particles; of an institution, its first word."""
    person = next(iter((*facts.authors, *facts.editors)), None)
    return "".join(_words(_name(person))) if person else ""


def _name(person: Author) -> str:
    if person.family and person.given:
        words = person.surname.split()
        return " ".join(words[next((at for at, word in enumerate(words) if not word[:1].islower()), 0) :])
    words = person.name.split()
    return words[0] if person.family else words[-1]


def _words(text: str) -> list[str]:
    return [word for word in slugify(text).split("-") if word]


def _suffixed(key: str) -> Iterator[str]:
    """Yield a key, then the key with `b` to `z` after it, and with numbers."""
    yield key
    yield from (f"{key}{letter}" for letter in _LETTERS[1:])
    yield from (f"{key}-{number}" for number in count(len(_LETTERS) + 1))
