"""Makes entries into the rows of one file: each becomes a row or is reported, and a file of none is refused."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from generator.diagnostics import Diagnostic, Location, Report, error, warning
from generator.sources.record import Reading, Record
from generator.sources.values import Item, fields_of, one_line

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
