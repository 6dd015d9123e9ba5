"""Makes entries into the rows of one file: each becomes a row or is reported, and a file of none is refused."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import date

from ..diagnostics import Diagnostic, Location, Report, error, warning
from .facts.authors import people
from .facts.dates import agreed, date_of, day_of
from .facts.identifiers import arxiv_of, doi_of
from .facts.links import sort_out
from .items import Item, Value, fields_of, items_of, one_line, plain, title_of, words_of
from .model import Facts, Reading, Record

Read = Callable[[Item, str, int], Record | None]
"""Makes an entry of a source, with its position, into a row; None if it has no title."""

UNDERSTOOD = "CSL-JSON and CSL-YAML, daily papers of Hugging Face, and lists of papers that have a `title` each"

_SHOWN = 8  # names in a message, and the letters of each
_LETTERS = 40


def reading_of(
    items: Sequence[Item], read: Read, source: str, file: str, report: Report, *, refused: Sequence[Diagnostic] = ()
) -> Reading | None:
    """Return the rows of a file, or None if it has none; `refused` says of each further entry why it could not be read.

    One finding tells that there is no row, else each entry that became none has a finding of its own.
    """
    found = list(refused)
    records: list[Record] = []
    for position, item in enumerate(items, 1):
        record = read(item, source, position)
        if record is not None:
            records.append(record)
        else:
            message = f"this entry has no title{_called(item)}, so that it is no paper"
            warning(found.append, "no-title", item.where, message, "give it a title where it came from, or leave it")
    if not records:
        _report_none(items, refused, Location(file=file), report)
        return None
    for finding in found:
        report(finding)
    return Reading(records=tuple(records), entries=len(items) + len(refused))


def _report_none(items: Sequence[Item], refused: Sequence[Diagnostic], where: Location, report: Report) -> None:
    names = [f"`{one_line(name)[:_LETTERS]}`" for name in list(fields_of(items[0].value))[:_SHOWN]] if items else []
    hint = f"understood are {UNDERSTOOD}"
    if items:
        has = f"the first one has {', '.join(names)}" if names else "the first one has no fields"
        message = f"none of the {len(items) + len(refused)} entries is a paper: {has}"
        error(report, "unknown-shape", items[0].where, message, hint)
    elif refused:
        message = f"none of the {len(refused)} entries is a paper: {refused[0].message}"
        error(report, "unknown-shape", refused[0].where, message, hint)
    else:
        error(report, "empty-listing", where, "the listing is empty", "export it again, or remove the file")


def _called(item: Item) -> str:
    name = item.name or next(
        filter(None, (one_line(fields_of(item.value).get(name)) for name in ("citation-key", "id", "key"))), ""
    )
    return f" (`{name[:_LETTERS]}`)" if name else ""


TITLES = ("title", "papertitle")
"""The names of the field that makes an entry a paper, small and without anything but letters."""

_AUTHORS = ("authors", "author", "authorlist")
_ABSTRACTS = ("abstract", "summary")
_YEARS = ("year", "publicationyear")
_DATES = ("published", "publicationdate", "date", "publishedat")
_ADDED = ("listed", "listedat", "added", "addedat", "addedon", "dateadded", "timeadded", "bookmarkedat", "savedat")
"""Names of the day on which a list took a paper in; `created` or `time` alone may be the day of its publication."""

_RAINDROP = {"created", "cover", "excerpt", "folder"}
"""Fields by which an export of Raindrop is known, where `created` is the day of the bookmark."""

_VENUES = ("venue", "journal", "conference", "booktitle", "containertitle", "publicationtitle", "proceedings")
_KEYWORDS = ("tags", "keywords", "tag", "keyword", "topics", "categories", "labels", "subjects", "category", "topic")
_ARXIV = ("arxiv", "arxivid", "eprint", "paperid", "id")
_KEYS = ("key", "id", "citekey", "citationkey", "bibkey")
_LINKS = {
    **dict.fromkeys(("paper", "url", "paperurl", "link", "paperlink", "openreview", "doiurl", "landingpage"), "paper"),
    **dict.fromkeys(("pdf", "pdfurl", "pdflink", "openaccesspdf"), "pdf"),
    **dict.fromkeys(("code", "github", "repo", "repository", "codeurl", "githuburl", "codelink", "githubrepo"), "code"),
    **dict.fromkeys(("project", "projectpage", "website", "homepage", "projecturl", "webpage", "page"), "project"),
    **dict.fromkeys(("video", "youtube", "videourl", "talk"), "video"),
    **dict.fromkeys(("data", "dataset", "datasets"), "data"),
    **{name: name for name in ("demo", "slides", "poster", "model", "models", "blog", "arxiv", "doi")},
}


def knows(item: Item) -> bool:
    """Tell whether an entry has a title."""
    return bool(_first(_fields(item.value), TITLES))


def record(item: Item, source: str, position: int) -> Record | None:
    """Return an entry as a row, or None if it has no title."""
    fields = _fields(item.value)
    title = title_of(_first(fields, TITLES))
    if not title:
        return None
    abstract = plain(_first(fields, _ABSTRACTS))
    return Record(
        source=source,
        position=position,
        title=title,
        abstract=abstract,
        where=item.where,
        abstract_where=item.abstract_where if abstract else item.where,
        key=one_line(_first(fields, _KEYS)) or item.name,
        facts=_facts(fields),
        listed=_listed(fields),
    )


def _fields(value: Value) -> dict[str, Value]:
    """Return the fields by their names' letters: `Project Page` and `project_page` are one."""
    return {plain_name(name): item for name, item in reversed(list(fields_of(value).items()))}


def plain_name(name: str) -> str:
    """Return the letters of a field's name, small."""
    return "".join(filter(str.isalpha, name)).casefold()


def _first(fields: Mapping[str, Value], names: tuple[str, ...]) -> Value:
    return next((fields[name] for name in names if fields.get(name)), None)


def _facts(fields: Mapping[str, Value]) -> Facts:
    found = sort_out(_addresses(fields))
    return Facts(
        authors=people(_first(fields, _AUTHORS)),
        published=agreed(date_of(one_line(_first(fields, _DATES))), date_of(one_line(_first(fields, _YEARS)))),
        venue=title_of(_first(fields, _VENUES)),
        doi=doi_of(one_line(fields.get("doi"))) or found.doi,
        arxiv=_arxiv(fields) or found.arxiv,
        keywords=words_of(_first(fields, _KEYWORDS)),
        links=found.links,
    )


def _listed(fields: Mapping[str, Value]) -> date | None:
    names = (*_ADDED, "created") if fields.keys() >= _RAINDROP else _ADDED
    return next(filter(None, (day_of(one_line(fields.get(name))) for name in names)), None)


def _arxiv(fields: Mapping[str, Value]) -> str:
    return next(filter(None, (arxiv_of(one_line(fields.get(name))) for name in (*_ARXIV, "doi"))), "")


def _addresses(fields: Mapping[str, Value]) -> Iterator[tuple[str, str]]:
    """Yield what is where: fields that are named after it, then a list or mapping of links."""
    for name, rel in _LINKS.items():
        for url in items_of(fields.get(name)):
            yield rel, one_line(url)
    for value in (fields.get("links"), fields.get("urls"), fields.get("resources")):
        for name, url in fields_of(value).items():
            yield _rel(name), one_line(url)
        for item in value if isinstance(value, list) else ():
            parts = {plain_name(name): one_line(part) for name, part in fields_of(item).items()}
            what = next((parts[name] for name in ("rel", "type", "name", "title", "label") if parts.get(name)), "")
            yield _rel(what), one_line(item) or parts.get("url", "") or parts.get("href", "")


def _rel(name: str) -> str:
    return _LINKS.get(plain_name(name)) or one_line(name).casefold() or "link"
