"""The table of rules by which rows are one paper or several.

A merge that loses a work is worse than two pages for one work: what rows share makes them one paper only if nothing
else says that they are two.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from ...sources.model import Record
from .abstracts import is_note
from .differences import (
    Difference,
    across_years,
    generic,
    other_arxivs,
    other_authors,
    other_dois,
    other_editions,
    other_kinds,
    other_places,
    other_titles,
    other_venues,
    other_work,
    other_years,
    part_of_book,
    some_authors,
)
from .people import Shared, shared_authors
from .titles import related_titles, title_key

Token = tuple[str, str]
"""A property that rows of one paper may share: its kind in words, and its value."""

_LONG = 200  # characters; an abstract of this length is that of one paper, if the title is the same
_SENTENCE = 40  # characters; a shorter abstract says nothing of a row with authors or a year
_MOST_TITLES = 3  # an abstract of more titles, such as "No abstract available.", identifies no paper
_MOST_NAMED = 2  # quite different works under one identifier, which may be one if no authors are known


def _nothing(_: Record) -> str:
    return ""


def _never(_: Sequence[Record]) -> bool:
    return False


@dataclass(frozen=True, slots=True, eq=False)
class Rule:
    """Rows with one `value` are one paper, unless a difference of `unless` keeps them apart; "" is no value.

    The `doubts` are differences that are reported. A rule with `same` False is a decision that rows are several papers.
    Values are not compared if the rows that share one show that it is `vague`, that is, names no paper.
    """

    rank: int
    name: str
    same: bool = True
    value: Callable[[Record], str] = _nothing
    unless: tuple[Difference, ...] = ()
    doubts: tuple[Difference, ...] = ()
    vague: Callable[[Sequence[Record]], bool] = _never


def _title_and_long_abstract(row: Record) -> str:
    return f"{title_key(row.title)}\n{row.abstract}" if len(row.abstract) >= _LONG else ""


def _arxiv(row: Record) -> str:
    return row.facts.arxiv.casefold()


def _abstract(row: Record) -> str:
    bare = not row.facts.authors and not row.facts.published
    return row.abstract if bare or len(row.abstract) >= _SENTENCE else ""


def _is_common(rows: Sequence[Record]) -> bool:
    """Return whether the abstract of these rows identifies no paper: a note, or one of many titles or people."""
    known = [row.facts.authors for row in rows if row.facts.authors]
    return (
        is_note(rows[0].abstract)
        or len({title_key(row.title) for row in rows}) > _MOST_TITLES
        or any(shared_authors(known[0], authors) is Shared.NONE for authors in known[1:])
    )


def _names_many(rows: Sequence[Record]) -> bool:
    """Return whether an identifier of these rows names none of them: they are more than two quite different works."""
    works: list[Record] = []
    for row in rows:
        if not any(_may_be_one(row, work) for work in works):
            works.append(row)
        if len(works) > _MOST_NAMED:
            return True
    return False


def _may_be_one(one: Record, other: Record) -> bool:
    same = shared_authors(one.facts.authors, other.facts.authors) is Shared.MOST
    return same or related_titles(one.title, other.title)


_TITLED = (
    *(
        other_dois,
        other_arxivs,
        other_kinds,
        other_editions,
        other_authors,
        other_places,
        generic,
        other_years,
        other_venues,
    ),
)
"""Reasons why rows of one title are different papers, the surest first."""

RULES = (
    Rule(1, "not_same_as", same=False),
    Rule(2, "same_as"),
    Rule(
        3,
        "DOI",
        value=lambda row: row.facts.doi,
        unless=(other_work, part_of_book),
        doubts=(other_titles, other_authors),
        vague=_names_many,
    ),
    Rule(
        3,
        "arXiv identifier",
        value=_arxiv,
        unless=(other_work,),
        doubts=(other_titles, other_authors),
        vague=_names_many,
    ),
    Rule(
        4,
        "title and long abstract",
        value=_title_and_long_abstract,
        unless=(other_kinds, other_editions, other_authors, other_places),
        doubts=(some_authors, across_years),
        vague=_is_common,
    ),
    Rule(
        5,
        "abstract",
        value=_abstract,
        unless=_TITLED,
        doubts=(other_titles, some_authors, across_years),
        vague=_is_common,
    ),
    Rule(
        6,
        "title",
        value=lambda row: title_key(row.title),
        unless=_TITLED,
        doubts=(some_authors, across_years),
    ),
)
"""The rules by rank: each holds unless one of a lower rank has decided otherwise.

Rules of one rank hold in the order of the rows. A row that could belong to several papers goes to the one whose
authors, year and venue are most like its own, and of equal ones to the first.
"""

NOT_SAME_AS, SAME_AS, _DOI, _ARXIV, _, _ABSTRACT, _TITLE = RULES
TOKENS = (_DOI, _ARXIV, _TITLE, _ABSTRACT)
"""The rules by what rows share, the surest first."""


def tokens_of(row: Record, rules: Iterable[Rule] = TOKENS) -> list[Token]:
    """Return the tokens that a row may share with others of its paper, the strongest first."""
    return [(rule.name, value) for rule in rules if (value := rule.value(row))]


def identifiers_of(row: Record) -> list[Token]:
    """Return the known identifiers of a row."""
    return tokens_of(row, (_DOI, _ARXIV))
