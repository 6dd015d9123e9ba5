"""Gives each paper its key and its address: the natural slug of its title, or another one if that is taken.

Addresses depend only on the sources, in the order of trust: a less trusted file never changes the address of a paper.
A paper that is only in dumps always gets the natural address: if two have the same, the curator has to decide.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import count

from slugify import slugify

from ...diagnostics import Report, error, info, warning
from ...located.validate import RESERVED, unfit_name
from ...sources.model import Facts, Record
from ...text.repairs import title_of_address
from ..model import NO_ENTRY, Curation, Paper
from .titles import LONGEST_SLUG, has_tex, slug_of, title_key

_NO_FACTS = Facts()
_LONGEST_SUFFIX = 32  # characters of the year or key at the end of an address


@dataclass(frozen=True, slots=True, kw_only=True)
class PaperRows:
    """A paper from the grouping of its rows to the catalog: its rows, most trusted first, its key and its address.

    `numbers` are those of the rows among all rows. `natural` is the natural address if that is taken, else None.
    `curation` is its entry in `curation.yml`. `moved` are addresses of papers that were joined with it, `apart` those
    of papers that the curator keeps apart from it.
    """

    numbers: tuple[int, ...]
    rows: tuple[Record, ...]
    key: str
    slug: str
    natural: str | None = None
    curation: Curation | None = None
    moved: tuple[str, ...] = ()
    apart: frozenset[str] = frozenset()

    @property
    def title(self) -> str:
        """The title of the sources: the first, or its plain form from another row."""
        return self.rows[title_row(self.rows)].title

    @property
    def curated(self) -> Curation:
        """The entry of the curator for it, perhaps an empty one."""
        return self.curation or NO_ENTRY

    @property
    def hidden(self) -> bool:
        """Whether the curator keeps the paper off the site."""
        return self.curated.hidden

    @property
    def formerly(self) -> tuple[str, ...]:
        """The addresses that lead to it: those that the curator lists, and those of papers joined with it."""
        return tuple(dict.fromkeys((*(word.value for word in self.curated.formerly), *self.moved)))

    @property
    def former_slugs(self) -> tuple[str, ...]:
        """The addresses that lead to it, with the natural one if the curator chose another and a page can have it."""
        natural = self.key != self.slug and _can_be_address(self.key)
        return (*self.formerly, self.key) if natural else self.formerly


def title_row(rows: Sequence[Record]) -> int:
    """Return the row that gives a paper its title: the first or, if that has TeX, one with its plain form.

    If the TeX has no plain form, it is the first row without TeX.
    """
    if not has_tex(rows[0].title):
        return 0
    plain = title_of_address(rows[0].title)
    key = "" if has_tex(plain) else title_key(plain)
    titles = ((index, row.title) for index, row in enumerate(rows) if not has_tex(row.title))
    return next((index for index, title in titles if not key or title_key(title) == key), 0)


def natural_slug(rows: Sequence[Record]) -> str:
    """Return the slug of the title of a paper."""
    return slug_of(title_of_address(rows[title_row(rows)].title))


def row_name(row: Record) -> str:
    """Return the part of a row's name after the slug and `@`: `source:key`, or `source:position`."""
    return f"{row.source}:{row.key if row.key and not row.key.isdecimal() else row.position}"


def is_bibliographic(row: Record) -> bool:
    """Return whether a row is an entry of a bibliography: only such a row has a key or facts."""
    return bool(row.key) or row.facts != _NO_FACTS


def _is_dumped(rows: Sequence[Record]) -> bool:
    """Return whether a paper is only in dumps."""
    return not any(map(is_bibliographic, rows))


class Naming:
    """Gives each paper a name that no other has; the more trusted papers come first."""

    def __init__(self, papers: Iterable[Sequence[Record]]) -> None:
        dumped = Counter(natural_slug(rows) for rows in papers if _is_dumped(rows))
        self._ambiguous = {slug for slug, count in dumped.items() if count > 1}
        self._taken: set[str] = set()

    def name(self, numbers: tuple[int, ...], rows: tuple[Record, ...]) -> PaperRows:
        """Return the next paper."""
        natural = natural_slug(rows)
        if _is_dumped(rows):
            alone = natural and natural not in self._taken and natural not in self._ambiguous
            self._taken.add(natural)
            key = natural if alone else f"{natural}@{row_name(rows[0])}"
            return PaperRows(numbers=numbers, rows=rows, key=key, slug=natural)
        free = (slug for slug in _candidates(rows, natural) if slug not in self._taken and _can_be_address(slug))
        slug = next(free)
        self._taken.add(slug)
        taken = None if slug == natural else natural
        return PaperRows(numbers=numbers, rows=rows, key=slug, slug=slug, natural=taken)


def _can_be_address(slug: str) -> bool:
    """Return whether a slug can be an address: it is not that of an overview, and a valid file name on every system."""
    return slug != "" and slug not in RESERVED and not unfit_name(slug)


def _candidates(rows: Sequence[Record], natural: str) -> Iterator[str]:
    """Yield addresses for a paper, the natural one first, without limit."""
    yield natural
    year = next((row.facts.published[:4] for row in rows if row.facts.published), "")
    key = next((row.key for row in rows if row.key), "")
    identifier = next(filter(None, (row.facts.doi or row.facts.arxiv for row in rows)), "")
    place = f"{rows[0].source}-{rows[0].position}"
    words = (year if natural else "", key, identifier, place)
    suffixes = [slugify(word, max_length=_LONGEST_SUFFIX, word_boundary=True, save_order=True) for word in words]
    known = list(dict.fromkeys(filter(None, suffixes))) or ["paper"]
    yield from (_joined(natural, suffix) for suffix in known)
    yield from (_joined(natural, f"{known[-1]}-{number}") for number in count(2))


def _joined(natural: str, suffix: str) -> str:
    room = LONGEST_SLUG - len(suffix) - 1
    head = slugify(natural, max_length=room, word_boundary=True, save_order=True)
    return "-".join(filter(None, (head, suffix)))


def report_addresses(papers: Sequence[PaperRows], report: Report) -> None:
    """Report addresses of two papers, titles without an address, and addresses other than the natural one."""
    taken: dict[str, PaperRows] = {}
    naturals = {paper.slug: paper for paper in papers if paper.natural is None}
    for paper in papers:
        where = paper.rows[0].where
        other = taken.setdefault(paper.slug, paper)
        hint = f'give one of them a `slug:` of its own in curation.yml, under the key `"{paper.key}"`'
        if paper.slug in RESERVED:
            error(report, "reserved-slug", where, f"the address of `{paper.slug}` is that of an overview", hint)
        elif reason := unfit_name(paper.slug):
            hint = f'write `slug:` under the key `"{paper.key}"` in curation.yml to give it another address'
            message = f"the address of “{paper.title}” would be `{paper.slug}`, which {reason}"
            error(report, "bad-name", where, message, hint)
        elif not paper.slug:
            error(report, "no-slug", where, f"the title “{paper.title}” gives no address", hint)
        elif other is not paper:
            _report_conflict(other, paper, hint, report)
        elif paper.natural is not None and not paper.curated.slug:
            _report_chosen(paper, naturals.get(paper.natural), report)
    _report_former(papers, taken, report)


def _report_conflict(other: PaperRows, paper: PaperRows, hint: str, report: Report) -> None:
    places = (one.curated.slug_where for one in (paper, other) if one.curated.slug)
    chosen = next(places, None)
    message = f"two papers would have the address `{paper.slug}`: {_place(other)} and {_place(paper)}"
    error(report, "slug-clash", chosen or paper.rows[0].where, message, "choose another `slug:`" if chosen else hint)


def _report_chosen(paper: PaperRows, holder: PaperRows | None, report: Report) -> None:
    """Report that a paper has another address than its title gives, and how to choose one."""
    why = f"`{paper.natural}` is that of {_place(holder)}" if holder else f"`{paper.natural}` is taken"
    why = why if paper.natural else "its title gives none"
    message = f"the address of “{paper.title}” is `{paper.slug}`, for {why}"
    hint = f"to choose another, write `slug:` under the key `{paper.key}` in curation.yml"
    info(report, "chosen-address", paper.rows[0].where, message, hint)


def _place(paper: PaperRows) -> str:
    return f"“{paper.title}” ({paper.rows[0].where.file}:{paper.rows[0].where.line})"


def _report_former(papers: Sequence[PaperRows], taken: dict[str, PaperRows], report: Report) -> None:
    """Report former addresses that a paper has, or that two papers list."""
    former: dict[str, PaperRows] = {}
    listed = [(word, paper) for paper in papers for word in paper.curated.formerly]
    for word, paper in sorted(listed, key=lambda one: one[0].where):
        holder = taken.get(word.value) or former.setdefault(word.value, paper)
        if holder is not paper or word.value == paper.slug:
            message = f"`{word.value}` cannot be a former address: “{holder.title}” has it"
            error(report, "formerly-collision", word.where, message, "remove it from `formerly`")


def report_identifiers(papers: Iterable[Paper], report: Report) -> None:
    """Report different papers with the same identifier, which the curator stated without joining them."""
    holders: dict[tuple[str, str], Paper] = {}
    for paper in papers:
        for name, value in (("DOI", paper.facts.doi), ("arXiv identifier", paper.facts.arxiv.casefold())):
            other = holders.setdefault((name, value), paper) if value else paper
            if other is not paper and other.slug not in paper.apart:
                where = paper.entry or paper.appearances[0].where
                message = f"`{paper.key}` and `{other.key}` both have the {name} {value}"
                hint = f"write `same_as: {other.key}` under `{paper.key}`, or `not_same_as:`, or correct one of the two"
                warning(report, "shared-identifier", where, message, hint)
