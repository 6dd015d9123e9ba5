"""Reads a dump: the text of a web page of papers, saved as it was copied.

The grammar, found in real files: blocks of one line, separated by one blank line; a heading that ends with the day
(`Mar 14`); then title, abstract, title, abstract … to the end. Nothing but this order distinguishes a title from an
abstract, so a file that breaks it is refused.
"""

import re
from dataclasses import dataclass

from ..diagnostics import Diagnostic, Location, Report, closest, error
from .facts.dates import LAST_DAYS, MONTHS, month_of
from .model import Day, FileContent, LineCount, Record
from .rows import row

_LONGEST_TITLE = 400  # characters; a longer title is a misplaced abstract: the longest title seen has 178
_DATE_LINE = re.compile(r"([^\W\d_]{3,9})\.? ([0-9]{1,2})")
_GAP = 3  # blank lines: an empty block between two blank lines
_HEADING_BLOCKS = 8  # five or six have been seen, the day last


@dataclass(frozen=True, slots=True, kw_only=True)
class _Block:
    """Lines without a blank line between them; `line` counts from 1, `blanks` counts the blank lines before it."""

    line: int
    lines: tuple[str, ...]
    blanks: int

    @property
    def text(self) -> str:
        return " ".join(line.strip() for line in self.lines)


def read(text: str, file: str, report: Report) -> FileContent | None:
    """Return the rows of a dump; all places where titles and abstracts do not alternate are reported."""
    lines = [line.removesuffix("\r") for line in text.split("\n")]
    if not lines[-1]:
        lines.pop()  # nothing follows the final line feed
    blocks = _blocks(lines)
    if not blocks:
        hint = "copy the listing again, or remove the file"
        error(report, "empty-listing", Location(file=file), "the listing is empty", hint)
        return None
    date_at = _find_date(blocks)
    if date_at is None:
        hint = "the heading must end with the day of the listing, for example `Mar 14`"
        error(report, "no-date-line", Location(file=file), "there is no date line above the papers", hint)
        return None
    day = _day(blocks[date_at], file, report)
    rows = blocks[date_at + 1 :]
    if not _alternate(rows, blocks[date_at], file, report) or day is None:
        return None
    pairs = zip(rows[::2], rows[1::2], strict=True)
    records = [_record(position, title, abstract, file) for position, (title, abstract) in enumerate(pairs, 1)]
    heading = sum(len(block.lines) for block in blocks[: date_at + 1])
    in_rows = sum(len(block.lines) for block in rows)
    count = LineCount(heading=heading, rows=in_rows, blank=len(lines) - heading - in_rows)
    found = tuple(filter(None, records))
    return FileContent(records=found, entries=len(found), day=day, lines=count, suspects=_suspects(rows, file))


def _record(position: int, title: _Block, abstract: _Block, file: str) -> Record | None:
    return row(
        position,
        Location(file=file, line=title.line),
        title=title.text,
        abstract=abstract.text,
        abstract_where=Location(file=file, line=abstract.line),
    )


def _blocks(lines: list[str]) -> list[_Block]:
    blocks: list[_Block] = []
    start, blanks = None, 0
    for number, line in enumerate([*lines, ""]):
        if line.strip():
            start = number if start is None else start
        elif start is not None:
            blocks.append(_Block(line=start + 1, lines=tuple(lines[start:number]), blanks=blanks))
            start, blanks = None, 1
        else:
            blanks += 1
    return blocks


def _find_date(blocks: list[_Block]) -> int | None:
    """Return the index of the date line: the first block that looks like `Mar 14`."""
    head = enumerate(blocks[:_HEADING_BLOCKS])
    return next((index for index, block in head if _DATE_LINE.fullmatch(block.text)), None)


def _day(block: _Block, file: str, report: Report) -> Day | None:
    where = Location(file=file, line=block.line)
    match = _DATE_LINE.fullmatch(block.text)
    word, number = (match[1], int(match[2])) if match else ("", 0)
    month = month_of(word)
    if not month:
        hint = closest(word.lower(), MONTHS, "write the month in English, for example `Mar`")
        error(report, "bad-date", where, f"`{word}` is not a month", hint)
        return None
    if not 1 <= number <= LAST_DAYS[month - 1]:
        error(report, "bad-date", where, f"`{block.text}` is not a day of the year", "look at the page it came from")
        return None
    return Day(month=month, day=number, where=where)


def _alternate(rows: list[_Block], date_line: _Block, file: str, report: Report) -> bool:
    """Return whether titles and abstracts alternate; report every place where they do not seem to."""
    if not rows:
        where = Location(file=file, line=date_line.line)
        error(report, "empty-listing", where, "there are no papers below the date line", "copy the listing again")
        return False
    odd = len(rows) % 2 == 1
    too_long = next((block for block in rows[::2] if len(block.text) > _LONGEST_TITLE), None)
    if not odd and too_long is None:
        return True
    suspects = _suspects(rows, file)
    for suspect in suspects:
        report(suspect)
    if too_long is not None:
        message = f"this title has {len(too_long.text)} characters: it seems to be an abstract"
        hint = "here or above, a title, an abstract or a blank line is missing: compare with the page"
        error(report, "long-title", Location(file=file, line=too_long.line), message, hint)
    if odd:
        places = [suspect.where.line for suspect in suspects] + ([too_long.line] if too_long else [])
        at = f"; look at line {' and '.join(map(str, sorted(places)[:5]))}" if places else ", here or above"
        message = f"{len(rows)} blocks cannot be pairs of title and abstract: the last title has no abstract"
        hint = f"a blank line, a title or an abstract is missing{at}: compare with the page"
        error(report, "odd-blocks", Location(file=file, line=rows[-1].line), message, hint)
    return False


def _suspects(rows: list[_Block], file: str) -> tuple[Diagnostic, ...]:
    """Return findings for several blank lines in a row, and for lines without a blank line between them.

    Both are harmless in a file whose titles and abstracts alternate, and likely causes in another one.
    """
    found: list[Diagnostic] = []
    for block in rows:
        if block.blanks >= _GAP:
            where = Location(file=file, line=block.line - block.blanks // 2 - 1)
            message = "a title or an abstract is empty here"
            error(found.append, "empty-block", where, message, "restore the text, or remove the row")
        if len(block.lines) > 1:
            where = Location(file=file, line=block.line + 1)
            message = "there is no blank line between this line and the one above"
            error(found.append, "lost-blank-line", where, message, "restore the blank line")
    return tuple(found)
