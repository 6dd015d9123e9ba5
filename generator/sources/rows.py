"""Makes the rows of a source file, and reports what readers of every format have to report."""

import re
import unicodedata
from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import date
from functools import lru_cache
from pathlib import Path
from typing import TypeVar

from ..diagnostics import Diagnostic, Location, Report, error, warning
from .items import Item, fields_of, one_line
from .model import Facts, FileContent, Record

MOST_ENTRIES = 100_000
"""The number of entries that a file may have; lists that people keep are smaller."""

READABLE = "CSL-JSON and CSL-YAML, answers of services such as OpenAlex, and lists of papers that have a `title` each"
"""The kinds of papers that JSON and YAML may hold, as messages name them."""

_NO_ABSTRACT = re.compile(
    r"\W*(?:no abstract(?: is| was)?(?: available| provided| found)?|abstract (?:is )?not available|n/a|none|null)\W*",
    re.IGNORECASE,
)
"""Text that databases write if a paper has no abstract."""
_MOST_LINES = 2_000_000  # 50 MB of references have half as many
_NO_FACTS = Facts()
_SHOWN = 10  # names in a message
LETTERS = 40
"""The length to which a name in a message is shortened."""

_T = TypeVar("_T")


class TooManyError(Exception):
    """Raised where a file has more entries than MOST_ENTRIES."""


def limited(entries: Iterable[_T]) -> Iterator[_T]:
    """Yield up to MOST_ENTRIES entries; raise TooManyError if there are more."""
    for number, entry in enumerate(entries):
        if number == MOST_ENTRIES:
            raise TooManyError
        yield entry


@lru_cache(maxsize=1024)  # every row of a file asks for it
def source_name(file: str) -> str:
    """Return the name of the source that a file holds: the name of the file without its suffix."""
    return unicodedata.normalize("NFC", Path(file).stem)


def row(  # noqa: PLR0913 (the fields of a record, by name)
    position: int,
    where: Location,
    *,
    title: str,
    abstract: str,
    facts: Facts = _NO_FACTS,
    key: str = "",
    abstract_where: Location | None = None,
    listed: date | None = None,
) -> Record | None:
    """Return an entry of a file as a row, or None if it has no title. `position` counts the entries from 1."""
    if not title:
        return None
    abstract = "" if _NO_ABSTRACT.fullmatch(abstract) else abstract
    return Record(
        source=source_name(where.file),
        position=position,
        title=title,
        abstract=abstract,
        where=where,
        abstract_where=abstract_where if abstract and abstract_where else where,
        key=key,
        facts=facts,
        listed=listed,
    )


def report_no_title(
    where: Location, key: str, report: Report, hint: str = "give it a title where it came from, or leave it"
) -> None:
    """Report that an entry is left out because it has no title."""
    named = f" (`{key[:LETTERS]}`)" if key else ""
    warning(report, "no-title", where, f"this entry has no title{named}, so it cannot become a paper", hint)


def quoted(names: Sequence[str]) -> str:
    """Return names of fields for a message: the first of them, each shortened and in backquotes."""
    more = " …" if len(names) > _SHOWN else ""
    return ", ".join(f"`{one_line(name)[:LETTERS]}`" for name in names[:_SHOWN]) + more


def report_empty(file: str, report: Report) -> None:
    """Report that a file has no entries at all."""
    error(report, "empty-listing", Location(file=file), "the listing is empty", "export it again, or remove the file")


def report_no_entry(text: str, format_name: str, beginning: str, file: str, report: Report) -> None:
    """Report that no entry was found in a text: it is blank, or in another format than the file's name says."""
    if not text.strip():
        report_empty(file, report)
        return
    hint = f"an entry begins with `{beginning}`: export the list again, as {format_name}"
    message = f"this is not {format_name}: it has no entry"
    error(report, "unknown-shape", Location(file=file), message, hint)


def report_too_many(file: str, report: Report, count: str = f"{MOST_ENTRIES:,} entries") -> None:
    """Report that a file is larger than any list of papers; `count` says how many of what it may have."""
    hint = "split the file, or remove what does not belong"
    error(report, "too-large", Location(file=file), f"the file has more than {count}", hint)


def has_too_many(text: str, beginning: str, file: str, report: Report) -> bool:
    """Return whether a text has too many lines, or too many entries that begin with `beginning`; report it."""
    if text.count(beginning) > MOST_ENTRIES:
        report_too_many(file, report)
    elif text.count("\n") > _MOST_LINES:
        report_too_many(file, report, f"{_MOST_LINES:,} lines")
    else:
        return False
    return True


def content_of(
    entries: Iterable[Item | Diagnostic], read: Callable[[Item, int], Record | None], file: str, report: Report
) -> FileContent | None:
    """Return the rows that `read` makes of the entries of a file, or None with the one reason reported.

    A Diagnostic stands for an entry that could not be read, and is reported. So is an entry without a title, for
    which `read` returns None. A file without any row is refused.
    """
    try:
        entries = list(limited(entries))
    except TooManyError:
        report_too_many(file, report)
        return None
    items = [entry for entry in entries if isinstance(entry, Item)]
    found = [entry for entry in entries if isinstance(entry, Diagnostic)]
    rows = [read(item, position) for position, item in enumerate(items, 1)]
    if not any(rows):
        _report_no_paper(items, found, file, report)
        return None
    for finding in found:
        report(finding)
    for item, record in zip(items, rows, strict=True):
        if record is None:
            report_no_title(item.where, _key(item), report)
    return FileContent(records=tuple(filter(None, rows)), entries=len(entries))


def _report_no_paper(items: list[Item], found: list[Diagnostic], file: str, report: Report) -> None:
    if not items and not found:
        report_empty(file, report)
        return
    if items:
        names = quoted(list(fields_of(items[0].value)))
        where, reason = items[0].where, f"the first one has {names or 'no fields'}"
    else:
        where, reason = found[0].where, found[0].message
    message = f"none of the {len(items) + len(found)} entries is a paper: {reason}"
    error(report, "unknown-shape", where, message, f"supported: {READABLE}")


def _key(item: Item) -> str:
    fields = fields_of(item.value)
    return item.name or next(filter(None, (one_line(fields.get(name)) for name in ("citation-key", "id", "key"))), "")
