"""Reads entries of the daily papers of Hugging Face, in both versions of their JSON.

In 2024, the outer `publishedAt` was the day of the listing. Since then, `submittedOnDailyAt` is; the outer
`publishedAt` is the day of the preprint, and the summary is repeated outside `paper`.
"""

from collections.abc import Mapping
from datetime import date

from .facts.authors import people
from .facts.dates import day_of, published_of
from .facts.identifiers import arxiv_of
from .facts.links import PREPRINT, sort_out
from .items import Item, Value, fields_of, one_line, title_of, words_of
from .model import Facts, Record
from .rows import row


def matches(item: Item) -> bool:
    """Return whether an entry is one of the daily papers."""
    paper = fields_of(fields_of(item.value).get("paper"))
    return "title" in paper or ("id" in paper and "authors" in paper)


def record(item: Item, position: int) -> Record | None:
    """Return an entry as a row, or None if it has no title. Machine-written texts (`ai_summary`) are left out."""
    outer = fields_of(item.value)
    paper = fields_of(outer.get("paper"))
    return row(
        position,
        item.where,
        title=title_of(paper.get("title")) or title_of(outer.get("title")),
        abstract=one_line(paper.get("summary")) or one_line(outer.get("summary")),
        abstract_where=item.abstract_where,
        key=one_line(paper.get("id")),
        facts=_facts(paper),
        listed=_listed(outer, paper),
    )


def _facts(paper: Mapping[str, Value]) -> Facts:
    links = (("code", paper.get("githubRepo")), ("project", paper.get("projectPage")))
    return Facts(
        kind=PREPRINT,
        authors=people(paper.get("authors")),
        published=published_of(one_line(paper.get("publishedAt"))),
        arxiv=arxiv_of(one_line(paper.get("id"))),
        keywords=words_of(paper.get("ai_keywords")),
        links=sort_out((rel, one_line(url)) for rel, url in links).links,
    )


def _listed(outer: Mapping[str, Value], paper: Mapping[str, Value]) -> date | None:
    day = one_line(paper.get("submittedOnDailyAt")) or one_line(outer.get("submittedOnDailyAt"))
    if not day and "summary" not in outer:
        day = one_line(outer.get("publishedAt"))
    return day_of(day)
