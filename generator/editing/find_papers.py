"""Finds papers of the library by a key, an address, a part of the title, or words to search for.

`pages` makes the pages of papers; this module finds those that a command names.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from ..catalog.curation import read_curation
from ..catalog.identity.addresses import PaperRows
from ..catalog.identity.naming import name_papers
from ..catalog.identity.titles import title_key
from ..catalog.library import CURATION, LIBRARY, SOURCES
from ..diagnostics import Diagnostic, Location
from ..sources.read import read_sources
from ..sources.register import read_register
from ..text.repairs import plain_title, readable


@dataclass(frozen=True, slots=True, kw_only=True)
class LibraryPaper:
    """A paper of the library: its key in curation.yml, its slug, its titles, and the text to search in.

    `entry` is the place of its entry, or None; `former` are its former slugs.
    """

    key: str
    slug: str
    title: str
    titles: tuple[str, ...]
    text: str
    entry: Location | None
    former: tuple[str, ...] = ()
    where: Location


def library_papers(root: Path) -> tuple[LibraryPaper, ...]:
    """Return all papers of the project's library, hidden ones too; nothing wrong in it is reported here."""
    return tuple(map(_library_paper, read_named(root / LIBRARY)))


def read_named(library: Path) -> tuple[PaperRows, ...]:
    """Return all papers of a library with their rows; nothing wrong in it is reported here."""

    def ignore(_: Diagnostic) -> None:
        """Drop a finding: the whole library is judged elsewhere."""

    register = read_register(library / "sources.yml", "", ignore)
    sources = read_sources(library / "sources", register, SOURCES, ignore)
    curation = read_curation(library / "curation.yml", CURATION, None, ignore)
    return name_papers(sources, curation or (), ignore)


def _library_paper(paper: PaperRows) -> LibraryPaper:
    title = plain_title(paper.title)
    abstract = "".join(span.text for span in readable(paper.rows[0].abstract, ()))
    tldr = paper.curation.tldr if paper.curation else ""
    return LibraryPaper(
        key=paper.key,
        slug=paper.slug,
        title=title,
        titles=tuple(row.title for row in paper.rows),
        text="\n".join((title, paper.title, tldr, abstract)).casefold(),
        entry=paper.curation.where if paper.curation else None,
        former=paper.former_slugs,
        where=paper.rows[0].where,
    )


def matching_papers(word: str, papers: Sequence[LibraryPaper]) -> tuple[LibraryPaper, ...]:
    """Return the papers that a word may name: that of this key or slug, else all with it in title or key."""
    exact = [paper for paper in papers if word == paper.key] or [paper for paper in papers if word == paper.slug]
    if exact:
        return tuple(exact)
    former = tuple(paper for paper in papers if word in paper.former)
    part = word.casefold()
    return former or tuple(paper for paper in papers if part in _names(paper))


def _names(paper: LibraryPaper) -> str:
    """Return all that a paper may be called in a command: its titles, as shown and as written, and its key."""
    return "\n".join((paper.title, *paper.titles, paper.key)).casefold()


def papers_with_words(words: str, papers: Iterable[LibraryPaper]) -> tuple[LibraryPaper, ...]:
    """Return the papers whose title, summary or abstract contain all of the words, in any case and order."""
    parts = words.casefold().split()
    return tuple(paper for paper in papers if parts and all(part in paper.text for part in parts))


def paper_titled(title: str, papers: Iterable[LibraryPaper]) -> LibraryPaper | None:
    """Return the paper that a row with this title would be merged with, or None."""
    key = title_key(title)
    return next((paper for paper in papers if key in map(title_key, paper.titles)), None)
