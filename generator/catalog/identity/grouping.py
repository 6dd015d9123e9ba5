"""Decides which rows are one paper: a table of rules on pairs of rows, and the groups that follow from it."""

import re
import unicodedata
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import groupby

from slugify import slugify

from ...sources.facts.identifiers import is_second_doi
from ...sources.model import Record

Pair = tuple[frozenset[int], frozenset[int]]
"""Two sets of rows, by their numbers."""
Token = tuple[str, str]
"""A property that rows of one paper may share: its kind in words, and its value."""

LONGEST_SLUG = 72
_LONG = 200  # characters; an abstract of this length is that of one paper, if the title is the same
_MOST_TITLES = 3  # an abstract of more titles, such as "No abstract available.", identifies no paper

_PLACEHOLDER = re.compile(
    r"na|nil|none|null|tb[ad]|notavailable|(?:no)?abstract(?:is)?(?:not|un)?(?:available|provided)?"
)
"""Text in the place of an abstract, in letters and digits; it identifies no paper."""
_TEX = re.compile(r"[$\\]")


@lru_cache(maxsize=1 << 16)  # a preview reads the same titles at each edit
def slug_of(title_plain: str) -> str:
    """Return the natural slug of a plain title: its key in every file of the library, at most 72 characters."""
    return slugify(title_plain, max_length=LONGEST_SLUG, word_boundary=True, save_order=True)


@lru_cache(maxsize=1 << 16)  # a preview reads the same titles at each edit
def title_key(title: str) -> str:
    """Return a key that is equal for titles of one paper: letters and digits after NFKC and case folding.

    A title without any letter or digit is its own key.
    """
    folded = unicodedata.normalize("NFKC", title).casefold()
    return "".join(filter(str.isalnum, folded)) or title


def has_tex(title: str) -> bool:
    """Return whether a title contains TeX."""
    return _TEX.search(title) is not None


def _nothing(_: Record) -> str:
    return ""


def _never(_: Sequence[Record]) -> bool:
    return False


@dataclass(frozen=True, slots=True, eq=False)
class Rule:
    """A rule on pairs of rows.

    If `same`, two rows with the same `value` are one paper; if not, two rows with different values are two papers. The
    rule says nothing about a row with an empty value, nor about rows whose common value is `vague`. Without `value`, it
    is about rows that the curator names.
    """

    rank: int
    name: str
    same: bool
    value: Callable[[Record], str] = _nothing
    vague: Callable[[Sequence[Record]], bool] = _never


def _title_and_long_abstract(row: Record) -> str:
    return f"{title_key(row.title)}\n{row.abstract}" if len(row.abstract) >= _LONG else ""


def _published_doi(row: Record) -> str:
    return "" if is_second_doi(row.facts.doi) else row.facts.doi


def _arxiv(row: Record) -> str:
    return row.facts.arxiv.casefold()


def _is_common(rows: Sequence[Record]) -> bool:
    """Return whether the abstract of these rows identifies no paper: a placeholder, or an abstract of many titles."""
    text = rows[0].abstract
    if len(text) < _LONG and (_PLACEHOLDER.fullmatch(title_key(text)) or not any(map(str.isalnum, text))):
        return True
    return len({title_key(row.title) for row in rows}) > _MOST_TITLES


RULES = (
    Rule(1, "not_same_as", same=False),
    Rule(2, "same_as", same=True),
    Rule(3, "DOI", same=True, value=lambda row: row.facts.doi),
    Rule(3, "arXiv identifier", same=True, value=_arxiv),
    Rule(3, "title and long abstract", same=True, value=_title_and_long_abstract),
    Rule(4, "DOI of a publication", same=False, value=_published_doi),
    Rule(4, "arXiv identifier", same=False, value=_arxiv),
    Rule(5, "abstract", same=True, value=lambda row: row.abstract, vague=_is_common),
    Rule(6, "title", same=True, value=lambda row: title_key(row.title)),
)
"""The rules by rank: each holds unless one of a lower rank has decided otherwise.

Rules of one rank hold in the order of the rows: a row that could belong to several papers goes to the first of them. A
rule that makes two papers of different values comes after one that makes one paper of equal values.
"""

NOT_SAME_AS, SAME_AS, _DOI, _ARXIV, *_, _ABSTRACT, _TITLE = RULES


def group_rows(rows: Sequence[Record], decisions: Sequence[tuple[Rule, Pair]] = ()) -> tuple[tuple[int, ...], ...]:
    """Return the numbers of the rows of each paper by `RULES`, papers and rows in ascending order.

    `decisions` are those of the curator: `SAME_AS` or `NOT_SAME_AS`, with the rows of both papers. The time is
    near-linear in the rows.
    """
    groups = _Groups(len(rows))
    for _, rules in groupby(RULES, key=lambda rule: rule.rank):
        for rule, (ones, others) in _pairs(tuple(rules), rows, decisions):
            if rule.same:
                groups.join((*ones, *others))
            else:
                groups.part(ones, others)
    return groups.rows()


def _pairs(
    rules: Sequence[Rule], rows: Sequence[Record], decisions: Iterable[tuple[Rule, Pair]]
) -> Iterator[tuple[Rule, tuple[Iterable[int], Iterable[int]]]]:
    """Yield the rules of one rank, each with rows that it makes one paper, or keeps apart, with other rows."""
    yield from (decision for decision in decisions if decision[0] in rules)
    shared = [(rule, found) for rule in rules for found in _sharing(rule, rows)]
    for rule, found in sorted(shared, key=lambda one: one[1][0]):
        yield rule, (found, () if rule.same else found)


def _sharing(rule: Rule, rows: Sequence[Record]) -> Iterator[list[int]]:
    """Yield the rows with one value of a rule, for each value of several rows.

    Where different values part papers, rows with any value count: those with the same one are one paper already.
    """
    firsts: dict[str, int] = {}
    found: dict[int, list[int]] = {}
    for number, row in enumerate(rows):
        if value := rule.value(row):
            first = firsts.setdefault(value if rule.same else "", number)
            if first != number:
                found.setdefault(first, [first]).append(number)
    return (numbers for numbers in found.values() if not rule.vague([rows[number] for number in numbers]))


class _Groups:
    """Groups of rows, each represented by its first row, and which of them must stay apart."""

    def __init__(self, size: int) -> None:
        self._earlier = list(range(size))  # for each row an earlier one of its group, or itself
        self._sides = [frozenset[int]()] * size  # of each group; n and -n are the sides of the parting n
        self._partings = 0

    def rows(self) -> tuple[tuple[int, ...], ...]:
        """Return the rows of each group, groups and rows in ascending order."""
        found: dict[int, list[int]] = {}
        for row in range(len(self._earlier)):
            found.setdefault(self._first(row), []).append(row)
        return tuple(map(tuple, found.values()))

    def part(self, ones: Iterable[int], others: Iterable[int]) -> None:
        """Never join two groups from now on if one has a row of `ones`, and the other a row of `others`."""
        self._partings += 1
        known: dict[frozenset[int], frozenset[int]] = {}  # many groups are on the same sides: they share one set
        for side, rows in ((self._partings, ones), (-self._partings, others)):
            for first in map(self._first, rows):
                sides = self._sides[first] | {side}
                self._sides[first] = known.setdefault(sides, sides)

    def join(self, rows: Iterable[int]) -> None:
        """Join the group of each row with the first one before it from which no parting keeps it."""
        found: list[int] = []
        starts: dict[frozenset[int], int] = {}  # the groups before it stay barred, as a group only gains sides
        for first in sorted(set(map(self._first, rows))):
            sides = self._sides[first]
            barred = {-side for side in sides}
            place = starts.get(sides, 0)
            while place < len(found) and not barred.isdisjoint(self._sides[found[place]]):
                place += 1
            starts[sides] = place
            if place == len(found):
                found.append(first)
            else:
                self._earlier[first] = found[place]
                self._sides[found[place]] |= sides

    def _first(self, row: int) -> int:
        while self._earlier[row] != row:
            self._earlier[row] = self._earlier[self._earlier[row]]
            row = self._earlier[row]
        return row


def tokens_of(row: Record, rules: Iterable[Rule] = (_DOI, _ARXIV, _TITLE, _ABSTRACT)) -> list[Token]:
    """Return the tokens that a row may share with others of its paper, the strongest first."""
    return [(rule.name, value) for rule in rules if (value := rule.value(row))]


def identifiers_of(row: Record) -> list[Token]:
    """Return the known identifiers of a row."""
    return tokens_of(row, (_DOI, _ARXIV))


def shared_tokens(rows: Sequence[Record]) -> Iterator[tuple[Record, Record, Token]]:
    """Yield each row of a paper but the first, with another row and the strongest token that both share.

    The order is DOI, arXiv identifier, title, abstract. A row that only a decision of the curator joined comes with the
    first row and an empty token.
    """
    held = [tokens_of(row) for row in rows]
    holders: dict[Token, list[Record]] = {}
    for row, tokens in zip(rows, held, strict=True):
        for token in tokens:
            holders.setdefault(token, []).append(row)
    for row, tokens in zip(rows[1:], held[1:], strict=True):
        found = ((other, token) for token in tokens for other in holders[token] if other is not row)
        other, token = next(found, (rows[0], ("", "")))
        yield row, other, token
