"""Reads entries of lists of papers: of those that people keep, and of the daily papers of Hugging Face.

The fields of a list that people keep are known by their common names.
"""

from collections.abc import Iterable, Iterator, Mapping
from datetime import date

from .facts.authors import people
from .facts.dates import agreed, date_of, day_of, published_of
from .facts.identifiers import arxiv_of, doi_of
from .facts.links import PREPRINT, RELATIONS, sort_out
from .items import Item, Value, fields_of, items_of, one_line, plain, title_of, words_of
from .model import Facts, Record
from .rows import row

TITLES = ("title", "papertitle")
"""The names of the field that makes an entry a paper, as `plain_name` returns them."""

_AUTHORS = ("authors", "author", "authorlist")
ABSTRACTS = ("abstract", "summary")
_YEARS = ("year", "publicationyear")
_DATES = ("published", "publicationdate", "date", "publishedat")
_ADDED = ("listed", "listedat", "added", "addedat", "addedon", "dateadded", "timeadded", "bookmarkedat", "savedat")
"""Names of the day on which a paper was added to a list; `created` or `time` alone may be the day it was published."""

_RAINDROP = {"created", "cover", "excerpt", "folder"}
"""Fields of an export of Raindrop, where `created` is the day of the bookmark."""

_VENUES = ("venue", "journal", "conference", "booktitle", "containertitle", "publicationtitle", "proceedings")
_KEYWORDS = ("tags", "keywords", "tag", "keyword", "topics", "categories", "labels", "subjects", "category", "topic")
_ARXIV = ("arxiv", "arxivid", "eprint", "paperid", "id", "doi")
_KEYS = ("key", "id", "citekey", "citationkey", "bibkey")


def matches(item: Item) -> bool:
    """Return whether an entry has a title."""
    return bool(_first(_fields(item.value), TITLES))


def record(item: Item, position: int) -> Record | None:
    """Return an entry as a row, or None if it has no title."""
    fields = _fields(item.value)
    return row(
        position,
        item.where,
        title=title_of(_first(fields, TITLES)),
        abstract=plain(_first(fields, ABSTRACTS)),
        abstract_where=item.abstract_where,
        key=one_line(_first(fields, _KEYS)) or item.name,
        facts=_facts(fields),
        listed=_listed(fields),
    )


def _fields(value: Value) -> dict[str, Value]:
    """Return the fields by their plain names: `Project Page` and `project_page` are the same."""
    return {plain_name(name): item for name, item in reversed(list(fields_of(value).items()))}


def plain_name(name: str) -> str:
    """Return the name of a field in lower case, without anything but letters."""
    return "".join(filter(str.isalpha, name)).casefold()


def _first(fields: Mapping[str, Value], names: Iterable[str]) -> Value:
    return next((fields[name] for name in names if fields.get(name)), None)


def _facts(fields: Mapping[str, Value]) -> Facts:
    found = sort_out(_addresses(fields))
    return Facts(
        authors=people(_first(fields, _AUTHORS)),
        published=agreed(date_of(one_line(_first(fields, _DATES))), date_of(one_line(_first(fields, _YEARS)))),
        venue=title_of(_first(fields, _VENUES)),
        doi=doi_of(one_line(fields.get("doi"))) or found.doi,
        arxiv=next(filter(None, (arxiv_of(one_line(fields.get(name))) for name in _ARXIV)), "") or found.arxiv,
        keywords=words_of(_first(fields, _KEYWORDS)),
        links=found.links,
    )


def _listed(fields: Mapping[str, Value]) -> date | None:
    names = (*_ADDED, "created") if fields.keys() >= _RAINDROP else _ADDED
    return next(filter(None, (day_of(one_line(fields.get(name))) for name in names)), None)


def _addresses(fields: Mapping[str, Value]) -> Iterator[tuple[str, str]]:
    """Yield pairs of a relation and an address: first of fields with a known name, then of lists and mappings."""
    for name, rel in RELATIONS.items():
        for url in items_of(fields.get(name)):
            yield rel, one_line(url)
    for value in (fields.get("links"), fields.get("urls"), fields.get("resources")):
        for name, url in fields_of(value).items():
            yield _rel(name), one_line(url)
        for item in value if isinstance(value, list) else ():
            parts = {plain_name(name): one_line(part) for name, part in fields_of(item).items()}
            name = one_line(_first(parts, ("rel", "type", "name", "title", "label")))
            yield _rel(name), one_line(item) or one_line(_first(parts, ("url", "href")))


def _rel(name: str) -> str:
    return RELATIONS.get(plain_name(name)) or one_line(name).casefold() or "link"


def is_daily_paper(item: Item) -> bool:
    """Return whether an entry is one of the daily papers of Hugging Face."""
    paper = fields_of(fields_of(item.value).get("paper"))
    return "title" in paper or ("id" in paper and "authors" in paper)


def daily_paper(item: Item, position: int) -> Record | None:
    """Return a daily paper as a row, or None if it has no title. Machine-written texts (`ai_summary`) are left out."""
    outer = fields_of(item.value)
    paper = fields_of(outer.get("paper"))
    return row(
        position,
        item.where,
        title=title_of(paper.get("title")) or title_of(outer.get("title")),
        abstract=one_line(paper.get("summary")) or one_line(outer.get("summary")),
        abstract_where=item.abstract_where,
        key=one_line(paper.get("id")),
        facts=_daily_facts(paper),
        listed=_daily_listed(outer, paper),
    )


def _daily_facts(paper: Mapping[str, Value]) -> Facts:
    links = (("code", paper.get("githubRepo")), ("project", paper.get("projectPage")))
    return Facts(
        kind=PREPRINT,
        authors=people(paper.get("authors")),
        published=published_of(one_line(paper.get("publishedAt"))),
        arxiv=arxiv_of(one_line(paper.get("id"))),
        keywords=words_of(paper.get("ai_keywords")),
        links=sort_out((rel, one_line(url)) for rel, url in links).links,
    )


def _daily_listed(outer: Mapping[str, Value], paper: Mapping[str, Value]) -> date | None:
    """Return the day of the listing.

    In 2024, that was the outer `publishedAt`. Since then, it is `submittedOnDailyAt`; the outer `publishedAt` is the
    day of the preprint, and the summary is repeated outside `paper`.
    """
    day = one_line(paper.get("submittedOnDailyAt")) or one_line(outer.get("submittedOnDailyAt"))
    if not day and "summary" not in outer:
        day = one_line(outer.get("publishedAt"))
    return day_of(day)
