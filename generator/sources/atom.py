"""Reads answers of arXiv's interface, which are Atom feeds, and other Atom feeds whose entries are papers.

Source: https://info.arxiv.org/help/api/user-manual.html. arXiv says an error as an entry: then the file is refused.
"""

from __future__ import annotations

from generator.diagnostics import Location, Report, error, info, warning
from generator.sources.atom_feed import Feed, FeedEntry, read_feed
from generator.sources.authors import people
from generator.sources.identifiers import arxiv_of, doi_of, published_of
from generator.sources.links import sort_out
from generator.sources.record import Facts, Reading, Record
from generator.sources.values import one_line, title_of

_ERRORS = "arxiv.org/api/errors"


def read(text: str, file: str, source: str, report: Report) -> Reading | None:
    """Return the rows of a feed in their order, or None with the reason reported."""
    feed = read_feed(text, file, report)
    if feed is None:
        return None
    wrong = next(filter(_is_error, feed.entries), None)
    if wrong is not None:
        message = f"this is no list of papers, but an error of arXiv: {one_line(wrong.texts.get('summary'))[:300]}"
        error(report, "arxiv-error", wrong.where, message, "mend the query, and fetch the file again")
        return None
    if not feed.entries:
        where = Location(file=file)
        error(report, "empty-listing", where, "the feed has no entries", "fetch it again, or remove the file")
        return None
    records: list[Record] = []
    for position, entry in enumerate(feed.entries, 1):
        record = _record(entry, source, position)
        if record is not None:
            records.append(record)
        else:
            hint = "give it a title where it came from, or leave it"
            warning(report, "no-title", entry.where, "this entry has no title, so that it is no paper", hint)
    _report_more(feed, file, report)
    return Reading(records=tuple(records), entries=len(feed.entries))


def _is_error(entry: FeedEntry) -> bool:
    key = entry.texts.get("id", "")
    return _ERRORS in key or (
        "arxiv.org/" in key and one_line(entry.texts.get("title")) == "Error" and not arxiv_of(key)
    )


def _report_more(feed: Feed, file: str, report: Report) -> None:
    total = one_line(feed.total)
    if total.isdecimal() and len(total) < len("1000000000") and int(total) > len(feed.entries):
        message = f"the search has {int(total):,} results, and this file holds {len(feed.entries):,} of them"
        hint = "fetch the others with `start` and `max_results`, if they are wanted, into files of their own"
        info(report, "more-results", Location(file=file), message, hint)


def _record(entry: FeedEntry, source: str, position: int) -> Record | None:
    texts = {name: one_line(text) for name, text in entry.texts.items()}
    title = title_of(texts.get("title"))
    if not title:
        return None
    abstract = texts.get("summary", "")
    return Record(
        source=source,
        position=position,
        title=title,
        abstract=abstract,
        where=entry.where,
        abstract_where=entry.abstract_where if abstract else entry.where,
        key=arxiv_of(texts.get("id", "")) or texts.get("id", ""),
        facts=_facts(entry, texts),
    )


def _facts(entry: FeedEntry, texts: dict[str, str]) -> Facts:
    arxiv = arxiv_of(texts.get("id", ""))
    found = sort_out((_rel(rel, title), address) for rel, title, address in entry.links)
    return Facts(
        kind="article" if arxiv else "",
        authors=people(list(entry.authors)),
        published=published_of(texts.get("published", "")),
        venue=title_of(texts.get("journal_ref")),
        doi=doi_of(texts.get("doi", "")) or found.doi,
        arxiv=arxiv or found.arxiv,
        keywords=(entry.primary,) if entry.primary else (),
        links=found.links,
    )


def _rel(rel: str, title: str) -> str:
    """Return what is at a link: an alternate is the paper itself, and a related one says it by its title."""
    return title or ("paper" if rel in {"", "alternate"} else rel)
