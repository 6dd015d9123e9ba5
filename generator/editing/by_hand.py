"""Adds a paper that no listing has: a row in the one listing that a program may write.

Listings as received are never edited. `library/sources/by-hand.txt` is not received from anywhere: it holds the
papers that curators typed in, in the grammar of every other listing, and belongs to this module.
"""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

from generator.build import LIBRARY
from generator.diagnostics import Diagnostic, Location, Report, error
from generator.editing.change import Change, Outcome
from generator.editing.curation import apply, current, grave
from generator.editing.papers import Known, known_papers, titled
from generator.editing.register import with_entry
from generator.editing.saving import FILE, diff, judge, save
from generator.editing.tree import Leaf, Pairs, parse
from generator.editing.words import one_line
from generator.located import read_yaml
from generator.site.files import write_whole
from generator.sources.dump import MONTHS

NAME = "by-hand.txt"
LISTING = f"{LIBRARY}/sources/{NAME}"
REGISTER = f"{LIBRARY}/sources.yml"
_FILES = (LISTING, REGISTER, FILE)


@dataclass(frozen=True, slots=True, kw_only=True)
class Handmade:
    """A paper as typed: its row, the day of the listing (needed for the first one), and what is said of it."""

    title: str
    abstract: str
    listed: date | None = None
    url: str = ""
    tags: tuple[str, ...] = ()
    tldr: str | None = None


def add_paper(root: Path, paper: Handmade, *, write: bool = True) -> Outcome:
    """Add a paper to the project's library, all of it or, with an error, nothing.

    The row goes to the end of `by-hand.txt`, which is made with its entry in sources.yml if it is not there; tags,
    summary and link go into curation.yml. The change is made in a copy of the library first and judged there.
    """
    paper = replace(paper, title=one_line(paper.title), abstract=one_line(paper.abstract))
    found: list[Diagnostic] = []
    _refuse_known(paper, known_papers(root), found.append)
    before = {name: current(root / name) for name in _FILES}
    if read_yaml(before[REGISTER] or root / REGISTER, REGISTER, found.append) is None or grave(found):
        return Outcome(found=tuple(found), written=False)
    with tempfile.TemporaryDirectory() as folder:
        draft = Path(folder)
        shutil.copytree(root / LIBRARY, draft / LIBRARY)
        _write_row(draft, paper, before, found.append)
        if not grave(found):
            found += _curate(draft, paper)
        after = {name: current(draft / name) for name in _FILES}
    lines = tuple(line for name in _FILES for line in diff(_text(before[name]), _text(after[name]), name))
    written = write and not grave(found) and _save(root, before, after, found.append)
    return Outcome(found=tuple(sorted(set(found), key=lambda finding: finding.place)), written=written, lines=lines)


def _refuse_known(paper: Handmade, known: Sequence[Known], report: Report) -> None:
    """Report a row without words, and one whose paper is there."""
    for name, text in (("title", paper.title), ("abstract", paper.abstract)):
        if not text:
            hint = f"give its {name}"
            error(report, "incomplete-paper", Location(file=LISTING), f"the paper has no {name}", hint)
    there = titled(paper.title, known)
    if there is not None:
        hint = f"tag it: reading-list tag {there.key} +…"
        error(report, "paper-there", there.where, f"“{there.title}” is in the library: `{there.slug}`", hint)


def _write_row(draft: Path, paper: Handmade, before: dict[str, bytes | None], report: Report) -> None:
    listing, register = before[LISTING], _text(before[REGISTER])
    entry = parse(register).root
    sources = entry.get("sources") if isinstance(entry, Pairs) else None
    listings = sources.value if sources and isinstance(sources.value, Pairs) else None
    known = listings.get(NAME) if listings else None
    if (listing is None or known is None) and paper.listed is None:
        hint = "give the day of the listing: --listed YYYY-MM-DD"
        error(report, "no-day", Location(file=LISTING), "the listing of papers typed by hand is not there yet", hint)
    elif listing is not None and known is not None and paper.listed is not None:
        hint = "leave --listed out: one listing has one day"
        error(report, "no-day", Location(file=LISTING), "the listing of papers typed by hand has a day already", hint)
    if paper.listed is None and (listing is None or known is None):
        return
    row = f"\n{paper.title}\n\n{paper.abstract}\n"
    old = _text(listing).replace("\r\n", "\n") if listing is not None else _heading(paper.listed)
    write_whole(draft / LISTING, (old.rstrip("\n") + "\n" + row).encode("utf-8", "surrogatepass"))
    rows = _rows(draft / LISTING)
    new = _with_rows(register, rows) if known else _with_entry(register, paper.listed, rows)
    write_whole(draft / REGISTER, new.encode())


def _heading(day: date | None) -> str:
    """Return the head of the listing: its name, and the day that the grammar asks for."""
    return f"Papers added by hand\n\n{MONTHS[day.month - 1].capitalize()} {day.day}\n" if day else ""


def _rows(listing: Path) -> int:
    """Return how many rows the listing has: pairs of blocks behind the heading's two."""
    blocks = [block for block in listing.read_text(encoding="utf-8", errors="replace").split("\n\n") if block.strip()]
    return len(blocks) // 2 - 1


def _with_entry(text: str, day: date | None, rows: int) -> str:
    """Return sources.yml with an entry for the listing, below the others: what was received is trusted more."""
    fields = (("title", "Added by hand"), ("listed", str(day)), ("year", "stated"), ("rows", str(rows)))
    return with_entry(text, NAME, fields)


def _with_rows(text: str, rows: int) -> str:
    """Return sources.yml with the right number of rows, if it names one."""
    tree = parse(text)
    sources = tree.root.get("sources") if isinstance(tree.root, Pairs) else None
    entry = sources.value.get(NAME) if sources and isinstance(sources.value, Pairs) else None
    count = entry.value.get("rows") if entry and isinstance(entry.value, Pairs) else None
    if count is None or not isinstance(count.value, Leaf):
        return text
    return text[: count.value.start] + str(rows) + text[count.value.end :]


def _curate(draft: Path, paper: Handmade) -> tuple[Diagnostic, ...]:
    """Say in the copy's curation.yml what is said of the paper, and judge the copy."""
    there = titled(paper.title, known_papers(draft))
    links = (paper.url,) if paper.url else ()
    if there is not None and (paper.tags or paper.tldr or links):
        return apply(draft, [Change(key=there.key, add=paper.tags, tldr=paper.tldr, links=links)]).found
    curation = current(draft / FILE)
    return tuple(finding for finding in judge(draft, curation or b"", None) if grave([finding]))


def _save(root: Path, before: dict[str, bytes | None], after: dict[str, bytes | None], report: Report) -> bool:
    """Save the files that differ, the listing first; stop at the first that cannot be saved."""
    for name in _FILES:
        data = after[name]
        if data is not None and data != before[name] and not save(root / name, before[name], data, name, report):
            return False
    return True


def _text(data: bytes | None) -> str:
    return (data or b"").decode("utf-8", "replace").lstrip("\ufeff")
