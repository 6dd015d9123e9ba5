"""Reads entries of JSON, YAML and tables as papers, by the names that DIALECTS gives to their fields."""

import re
from collections.abc import Iterable, Iterator, Mapping

from ..diagnostics import Diagnostic, Severity
from ..text.repairs import with_subtitle
from .dialects import ANY, COMMON, DIALECTS, DOCUMENTS, KINDS, Dialect
from .facts.authors import people
from .facts.dates import agreed, date_of_parts, day_of, joined_date, month_and_day
from .facts.identifiers import arxiv_of, doi_of, named_doi
from .facts.links import RELATIONS, is_arxiv, sort_out
from .facts.pages import page_range, pages_of
from .items import Item, Value, fields_of, items_of, one_line, plain, text_of, title_of, words_of
from .model import Author, Facts, Record
from .rows import row

_ONLY_PAPERS = {"containertitle", "issued", "citationkey", "titleshort"}
_NO_PAPERS = {"attachment", "note", "annotation"}
"""Types of entries of Zotero that belong to a paper and are no papers."""
_PREPRINT_NOTE = re.compile(r"^\s*arxiv:\s*(\S+)(?:\s+\[[\w.-]+\])?\s*$", re.IGNORECASE | re.MULTILINE)
_SHORT_DOI = re.compile(r"10/[a-z0-9]{3,10}")
_BEFORE_TITLE = re.compile(
    r"\[(?:arxiv:)?(\d{4}\.\d{4,5})(?:v\d+)?\]\s+(?=\S)|(?:\[(?:HTML|PDF|BOOK|CITATION|B|C)\]\s*)+(?=\S)",
    re.IGNORECASE,
)
"""The text that a browser shows before the title of a page of arXiv, and Google Scholar before a result."""
_BY_ITSELF = {"report", "thesis"}
"""Types of papers that appear at their institution, which is their publisher."""


class _Entry:
    """The facts of an entry, in its dialect."""

    def __init__(self, value: Value) -> None:
        fields = plain_fields(value)
        self.dialect = _dialect_of(fields)
        self.fields = {**fields, **plain_fields(fields.get(self.dialect.inside))}

    def values(self, fact: str) -> list[Value]:
        """Return the values of a fact that are not empty, in the order of its names."""
        names = self.dialect.names.get(fact, COMMON[fact])
        return [value for name in names if (value := _value(self.fields, name))]

    def text(self, fact: str) -> str:
        """Return the first value of a fact as a text on one line."""
        return next(filter(None, (title_of(text_of(value)) for value in self.values(fact))), "")

    def lines(self, fact: str) -> Iterator[str]:
        """Yield all texts of a fact, each on one line."""
        yield from (one_line(item) for value in self.values(fact) for item in items_of(value))


def plain_name(name: str) -> str:
    """Return the name of a field in lower case, without anything but letters."""
    return "".join(filter(str.isalpha, name)).casefold()


def plain_fields(value: Value) -> dict[str, Value]:
    """Return the fields by their plain names: `Project Page` and `project_page` are the same."""
    return {plain_name(name): item for name, item in reversed(list(fields_of(value).items()))}


def _dialect_of(fields: Mapping[str, Value]) -> Dialect:
    return next((dialect for dialect in DIALECTS if _is_in(dialect, fields)), ANY)


def _is_in(dialect: Dialect, fields: Mapping[str, Value]) -> bool:
    has_all = all(_value(fields, name) is not None if "." in name else name in fields for name in dialect.needs)
    has_some = not dialect.some or not fields.keys().isdisjoint(dialect.some)
    return has_all and has_some and fields.keys().isdisjoint(dialect.lacks)


def _value(value: "Value | Mapping[str, Value]", path: str) -> Value:
    """Return the value at a path, such as `authors.name`; that of a list has the values of its items."""
    name, _, rest = path.partition(".")
    name, _, condition = name.partition("?")
    if "+" in name:
        return [item for one in name.split("+") for item in items_of(_value(value, one)) if item]
    fields = value if isinstance(value, Mapping) else {}
    found = fields.get(name)
    if condition:
        key, _, wanted = condition.partition("=")
        found = [item for item in items_of(found) if one_line(plain_fields(item).get(key)) == wanted]
    if not rest:
        return found["value"] if isinstance(found, dict) and "value" in found else found
    inner = [_value(plain_fields(item), rest) for item in items_of(found)]
    if not isinstance(found, list):
        return inner[0] if inner else None
    return [item for part in inner for item in items_of(part)]


def matches(item: Item) -> bool:
    """Return whether an entry looks like a paper: it has a title, or a field that only papers have."""
    entry = _Entry(item.value)
    return bool(entry.text("title")) or not _ONLY_PAPERS.isdisjoint(entry.fields)


def names_titles(columns: Iterable[str]) -> bool:
    """Return whether one of the columns of a table has titles."""
    fields: dict[str, Value] = dict.fromkeys(map(plain_name, columns), "")
    return not fields.keys().isdisjoint(_dialect_of(fields).names.get("title", COMMON["title"]))


def no_paper(item: Item) -> Diagnostic | None:
    """Return the finding that an entry of Zotero is an attachment or a note, or None."""
    fields = plain_fields(item.value)
    kind = one_line(_value(fields, "itemtype") or _value(fields, "data.itemtype"))
    if kind not in _NO_PAPERS:
        return None
    message = f"this row is {'a note' if kind == 'note' else f'an {kind}'}, not a paper"
    return Diagnostic(severity=Severity.INFO, code="not-a-paper", where=item.where, message=message)


def record(item: Item, position: int) -> Record | None:
    """Return an entry as a row, or None if it has no title."""
    entry = _Entry(item.value)
    title = entry.text("title")
    tab = _BEFORE_TITLE.match(title)
    return row(
        position,
        item.where,
        title=with_subtitle(title[tab.end() if tab else 0 :], entry.text("subtitle") if title else ""),
        abstract=_abstract(entry),
        abstract_where=item.abstract_where,
        key=entry.text("key") or item.name,
        facts=_facts(entry, (tab[1] or "") if tab else ""),
        listed=next(filter(None, map(day_of, entry.lines("listed"))), None),
    )


def _abstract(entry: _Entry) -> str:
    """Return the abstract; an index of its words has the places of each."""
    for value in entry.values("abstract"):
        if isinstance(value, dict):
            places = [(one_line(at), word) for word, places in value.items() for at in items_of(places)]
            return plain(" ".join(word for _, word in sorted((int(at), word) for at, word in places if at.isdecimal())))
        if text := plain(text_of(value)):
            return text
    return ""


def _facts(entry: _Entry, tab: str) -> Facts:
    kind = _kind(entry)
    note = next(iter(entry.values("note")), None)
    lines = note.split("\n") if isinstance(note, str) else []
    arxiv = next(filter(None, map(arxiv_of, (*entry.lines("arxiv"), *_preprints(entry), *preprints_in(note), tab))), "")
    doi = next(filter(None, (*map(doi_of, entry.lines("doi")), *map(named_doi, lines))), "")
    found = sort_out(_addresses(entry), doi, arxiv)
    publisher = entry.text("publisher")
    venues = [*map(title_of, map(text_of, entry.values("venue"))), *([publisher] if kind in _BY_ITSELF else ())]
    number, volume = entry.text("number"), entry.text("volume").removeprefix(f"abs/{arxiv}" if arxiv else "")
    return Facts(
        kind=kind,
        genre=entry.text("genre"),
        authors=_people(entry, "authors"),
        editors=_people(entry, "editors"),
        published=_published(entry),
        venue=next(
            (text for text in (*venues, publisher if kind in _BY_ITSELF else "") if text and not is_arxiv(text)), ""
        ),
        volume=volume,
        number="" if arxiv_of(number) else number,
        pages=page_range(entry.text("first page"), entry.text("last page")) or pages_of(entry.text("pages")),
        publisher="" if kind in _BY_ITSELF or is_arxiv(publisher) else publisher,
        edition=entry.text("edition"),
        series=entry.text("series"),
        isbn=entry.text("isbn"),
        issn=entry.text("issn"),
        doi=found.doi,
        arxiv=found.arxiv,
        keywords=tuple(dict.fromkeys(_keywords(entry))),
        links=found.links,
    )


def _kind(entry: _Entry) -> str:
    if entry.dialect.kind:
        return entry.dialect.kind
    kind = plain_name(entry.text("type"))
    return (
        entry.dialect.kinds.get(kind) or KINDS.get(kind) or DOCUMENTS.get(plain_name(entry.text("document type")), "")
    )


def _people(entry: _Entry, fact: str) -> tuple[Author, ...]:
    """Return the people of a fact; in a dialect of whole names, one without a comma is one piece."""
    value = next(iter(entry.values(fact)), None)
    if isinstance(value, list) and any("+" in name for name in entry.dialect.names.get(fact, ())):
        return tuple(author for item in value for author in people(item))
    if entry.dialect.whole_names and isinstance(value, str):
        value = [part if "," in part else {"literal": part} for part in map(str.strip, value.split(";")) if part]
    return people(value)


def _published(entry: _Entry) -> str:
    year = next(filter(None, map(date_of_parts, entry.values("year"))), "")
    dated = next(filter(None, map(_date, entry.values("date"))), "")
    month, day = month_and_day(entry.text("month"))
    return agreed(dated, year) if dated or not month else joined_date(year, month, day)


def _date(value: Value) -> str:
    day = day_of(one_line(value))
    return day.isoformat() if day else date_of_parts(value)


def _keywords(entry: _Entry) -> Iterator[str]:
    value = next(iter(entry.values("keywords")), None)
    names = entry.dialect.names.get("keywords", COMMON["keywords"])
    if entry.dialect.words and isinstance(value, str):
        yield from value.split(entry.dialect.words)
    elif isinstance(value, list) and "manualtags" in entry.fields and any("+" in name for name in names):
        yield from (word for item in value for word in words_of(item))
    else:
        yield from words_of(value)


def _preprints(entry: _Entry) -> Iterator[str]:
    """Yield the fields for identifiers of any kind, if the entry says that they are of arXiv."""
    fields = {name: one_line(entry.fields.get(name)) for name in ("number", "archivelocation", "archive", "publisher")}
    of_arxiv = "arxiv" in f"{fields['archive']} {fields['publisher']}".casefold()
    numbers = (fields["number"], fields["archivelocation"])
    yield from (number for number in numbers if of_arxiv or number[:5].casefold() == "arxiv")


def preprints_in(note: Value) -> list[str]:
    """Return the identifiers of lines such as `arXiv:2301.00001 [cs]`, by which Zotero notes the paper's preprint."""
    return _PREPRINT_NOTE.findall(note) if isinstance(note, str) else []


def _addresses(entry: _Entry) -> Iterator[tuple[str, str]]:
    """Yield pairs of a relation and an address: first of fields with a known name, then of lists and mappings."""
    for name, rel in (*entry.dialect.links.items(), *RELATIONS.items()):
        for url in items_of(_value(entry.fields, name)):
            yield rel, one_line(url)
    for stated in entry.lines("doi"):
        if _SHORT_DOI.fullmatch(stated):
            yield "paper", f"https://doi.org/{stated}"  # a link to the paper, but not its DOI
    for name in () if entry.dialect.inside else ("links", "urls", "resources"):  # those of a service are its own
        yield from _listed_addresses(entry.fields.get(name))
    page = re.sub(r"\{(\w+)\}", lambda name: one_line(entry.fields.get(name[1])), entry.dialect.page)
    yield "paper", "" if page.endswith("=") else page


def _listed_addresses(value: Value) -> Iterator[tuple[str, str]]:
    for name, url in fields_of(value).items():
        yield _rel(name), one_line(url)
    for item in value if isinstance(value, list) else ():
        parts = {name: one_line(part) for name, part in plain_fields(item).items()}
        name = next(filter(None, map(parts.get, ("rel", "type", "name", "title", "label"))), "")
        yield _rel(name), one_line(item) or parts.get("url", "") or parts.get("href", "")


def _rel(name: str) -> str:
    return RELATIONS.get(plain_name(name)) or one_line(name).casefold() or "link"
