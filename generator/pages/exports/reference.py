"""The facts of a paper that citations and exports use. Unknown facts are empty, never guessed."""

from collections.abc import Mapping
from dataclasses import dataclass

from ...catalog.facts import identifiers
from ...catalog.model import Paper, Tag
from ...sources.facts.dates import cited_date
from ...sources.model import Author, Link
from ...text.spans import Span
from ..escape import one_line, quoted

PAPER = ("paper", "doi", "arxiv", "pdf")
"""The kinds of links that lead to the paper itself; others lead to code, a video, and so on."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Reference:
    """The facts of a paper; all texts are one line. `key` is its slug.

    `heading` and `body` are the title and the abstract with their mathematics. `url` is the paper's own address;
    `others` are further links as `(label, address)`. `summary` is empty if no curator wrote one. `kind` is a type of
    CSL, `published` an ISO date, which may lack the day or the month. `keywords` are the names of its tags and the
    keywords of its sources; `tags` has the slugs of the former, `words` the latter. `listed` is the day on which it was
    first listed.
    """

    key: str
    title: str
    heading: tuple[Span, ...]
    abstract: str = ""
    body: tuple[Span, ...] = ()
    keywords: tuple[str, ...] = ()
    summary: str = ""
    url: str = ""
    others: tuple[tuple[str, str], ...] = ()
    kind: str = ""
    authors: tuple[Author, ...] = ()
    published: str = ""
    venue: str = ""
    doi: str = ""
    arxiv: str = ""
    tags: tuple[str, ...] = ()
    words: tuple[str, ...] = ()
    listed: str = ""

    @property
    def date(self) -> str:
        """The date to cite: `published`, or the year of the venue if that differs."""
        return cited_date(self.published, self.venue)

    @property
    def year(self) -> str:
        """The year to cite, as four digits."""
        return self.date[:4]

    @property
    def remarks(self) -> tuple[str, ...]:
        """The remarks for a note: the curator's summary, then the other links."""
        links = (f"{rel}: {url}" for rel, url in self.others)
        return (*((self.summary,) if self.summary else ()), *links)


def reference(paper: Paper, tags: Mapping[str, Tag]) -> Reference:
    """Return the facts of a paper for citations."""
    own = next((link for link in paper.links if link.rel.casefold() in PAPER), None)
    words = tuple(map(one_line, paper.facts.keywords))
    cited = identifiers(paper.facts)  # these have fields of their own
    return Reference(
        key=paper.slug,
        title=one_line(paper.title_plain),
        heading=paper.heading,
        abstract=one_line(paper.abstract_text),
        body=paper.abstract,
        keywords=tuple(dict.fromkeys((*(one_line(tags[slug].name) for slug in paper.tags), *words))),
        summary=one_line(paper.summary) if paper.summarized else "",
        url=quoted(own.url) if own else "",
        others=tuple((_label(link), quoted(link.url)) for link in paper.links if link not in {own, *cited}),
        kind=paper.facts.kind,
        authors=tuple(map(_one_line, paper.facts.authors)),
        published=paper.facts.published,
        venue=one_line(paper.facts.venue),
        doi=one_line(paper.facts.doi),
        arxiv=one_line(paper.facts.arxiv),
        tags=paper.tags,
        words=words,
        listed=paper.first_listed.isoformat() if paper.first_listed else "",
    )


def _one_line(author: Author) -> Author:
    parts = (author.name, author.family, author.given, author.suffix)
    name, family, given, suffix = map(one_line, parts)
    return Author(name=name, family=family, given=given, suffix=suffix)


def _label(link: Link) -> str:
    return one_line(link.rel).capitalize()
