"""Adds a paper that no listing has, as an entry at the end of `library/sources/added.bib`.

That file holds the papers that curators typed in, each with the day on which it was added. Entries are appended to it,
and it is never rewritten. Other listings stay as received.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

from ..catalog.identity.rules import identifiers_of
from ..catalog.identity.titles import slug_of
from ..catalog.library import CURATION, LIBRARY, REGISTER, SOURCES
from ..diagnostics import Diagnostic, Location, Report, error, errors_in
from ..located.nodes import TextNode, read_yaml
from ..located.validate import is_url
from ..pages.exports.bibtex import tex
from ..sources.bibtex import reader
from ..sources.model import Record
from ..storage.files import write_whole
from ..storage.transaction import Replacement
from ..text.repairs import title_of_address
from .curation_file import apply
from .entries import add_source, source_entries
from .entry_changes import Change
from .find_papers import LibraryPaper, library_papers, paper_titled
from .saving import Outcome, conclude, copy_of, current, decoded, judge, repeated
from .tree import one_line

NAME = "added.bib"
LISTING = f"{SOURCES}/{NAME}"
_FILES = (LISTING, REGISTER, CURATION)
_SHOWN = 40  # letters of a title in a message
_HEADING = "% Papers added by hand: `reading-list paper add` appends an entry for each.\n"


@dataclass(frozen=True, slots=True, kw_only=True)
class NewPaper:
    """A paper as typed: the fields of its entry, the day on which it is added, and its tags and summary."""

    title: str
    abstract: str
    listed: date | None = None
    url: str = ""
    tags: tuple[str, ...] = ()
    tldr: str | None = None


def add_paper(root: Path, paper: NewPaper, *, write: bool = True) -> Outcome:
    """Add a paper to the project's library, all of it or, with an error, nothing.

    Its entry goes to the end of `added.bib`, which is made with its entry in sources.yml if it is not there; tags and
    summary go into curation.yml. The change is made in a copy of the library first and judged there.
    """
    paper = replace(paper, title=one_line(paper.title), abstract=one_line(paper.abstract))
    return repeated(lambda: _add(root, paper, write=write))


def _add(root: Path, paper: NewPaper, *, write: bool) -> Outcome:
    found: list[Diagnostic] = []
    _refuse(paper, library_papers(root), found.append)
    before = {name: current(root / name) for name in _FILES}
    if read_yaml(before[REGISTER] or root / REGISTER, REGISTER, found.append) is None or errors_in(found):
        return Outcome(found=tuple(found))
    with copy_of(root) as draft:
        _write_entry(draft, paper, before, found.append)
        if not errors_in(found):
            found += _curate(draft, paper)
        changes = [
            Replacement(path=name.removeprefix(f"{LIBRARY}/"), before=before[name], after=after)
            for name in _FILES
            if (after := current(draft / name)) is not None
        ]
    return conclude(root, changes, found, write=write)


def _refuse(paper: NewPaper, papers: Sequence[LibraryPaper], report: Report) -> None:
    """Report a paper without title or abstract, one with an invalid address, and one that the library has."""
    where = Location(file=LISTING)
    for name, text in (("title", paper.title), ("abstract", paper.abstract)):
        if not text:
            error(report, "incomplete-paper", where, f"the paper has no {name}", f"give its {name}")
    if paper.url:
        is_url(TextNode(value=paper.url, where=where), report)
    there = paper_titled(paper.title, papers)
    if there is not None:
        hint = f"tag it: reading-list tag {there.key} +…"
        error(report, "paper-there", there.where, f"“{there.title}” is in the library: `{there.slug}`", hint)


def _write_entry(draft: Path, paper: NewPaper, before: dict[str, bytes | None], report: Report) -> None:
    """Append the entry in the copy, and add the file to sources.yml if it is not there."""
    there = before[LISTING]
    old = _HEADING.encode() if there is None else there
    earlier = _records(old)
    gap = b"\n" if old.endswith(b"\n") else b"\n\n"
    new = old + gap + entry(paper, len(earlier) + 1).encode("utf-8", "surrogatepass")
    if not _reads_as_typed(_records(new), earlier, paper):
        message = f"the paper cannot be appended so that it reads as typed: {paper.title[:_SHOWN]!a}"
        hint = "leave out control characters, and look at the end of the file: is an entry broken there?"
        error(report, "cannot-edit", Location(file=LISTING), message, hint)
        return
    write_whole(draft / LISTING, new)
    register = before[REGISTER] or b""
    if NAME not in source_entries(decoded(register)):
        write_whole(draft / REGISTER, add_source(register, NAME, [("title", "Added by hand")], report))


def _records(bibliography: bytes) -> tuple[Record, ...]:
    """Return the rows of the bibliography; errors in it are reported when the copy is judged."""
    reading = reader.read(decoded(bibliography), LISTING, lambda _: None)
    return reading.records if reading else ()


def _reads_as_typed(now: Sequence[Record], earlier: Sequence[Record], paper: NewPaper) -> bool:
    """Return whether the last row is the paper as it was typed, and the others are as they were."""
    if not now or tuple(now[:-1]) != tuple(earlier):
        return False
    row = now[-1]
    leads = not paper.url or any(link.url == paper.url for link in row.facts.links) or bool(identifiers_of(row))
    return leads and (row.title, row.abstract, row.listed) == (paper.title, paper.abstract, paper.listed)


def entry(paper: NewPaper, number: int) -> str:
    """Return a paper as an entry of BibTeX that reads as typed; `number` names it where its title gives no key."""
    key = slug_of(title_of_address(paper.title)) or f"added-{number}"
    fields = "".join(f"  {name} = {{{value}}},\n" for name, value in _fields(paper) if value)
    return f"@misc{{{key},\n{fields}}}\n"


def _fields(paper: NewPaper) -> Iterator[tuple[str, str]]:
    yield "title", tex(paper.title)
    yield "abstract", tex(paper.abstract)
    yield "url", paper.url
    yield "added", paper.listed.isoformat() if paper.listed else ""


def _curate(draft: Path, paper: NewPaper) -> Sequence[Diagnostic]:
    """Add tags and summary of the paper to curation.yml in the copy, and return the findings about the copy."""
    there = paper_titled(paper.title, library_papers(draft))
    if there is not None and (paper.tags or paper.tldr):
        return apply(draft, [Change(key=there.key, add=paper.tags, tldr=paper.tldr)]).found
    return errors_in(judge(draft, current(draft / CURATION) or b"", None))
