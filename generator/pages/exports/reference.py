"""The facts of a paper that citations and exports use. Unknown facts are empty, never guessed."""

from collections.abc import Mapping
from dataclasses import dataclass

from ...catalog.model import Paper, Tag
from ...sources.facts.links import identifier_links
from ...sources.model import Author, Facts, Link
from ...text.spans import Span
from ..escape import one_line, quoted

PAPER = ("paper", "doi", "arxiv", "pdf")
"""The kinds of links that lead to the paper itself; others lead to code, a video, and so on."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Reference(Facts):
    """The facts of a paper, title and abstract among them; all texts are one line. `key` is its slug.

    `heading` and `body` are the title and the abstract with their mathematics. `url` is the paper's own address;
    `links` are the other ones, without those of its identifiers, and their `rel` is a label. `summary` is empty if no
    curator wrote one. `tags` are the slugs of its tags, and `subjects` their names, then the keywords of its sources.
    `listed` is the day on which it was first listed.
    """

    key: str
    title: str
    heading: tuple[Span, ...]
    abstract: str = ""
    body: tuple[Span, ...] = ()
    subjects: tuple[str, ...] = ()
    summary: str = ""
    url: str = ""
    tags: tuple[str, ...] = ()
    listed: str = ""

    @property
    def remarks(self) -> tuple[str, ...]:
        """The remarks for a note: the curator's summary, then the other links."""
        links = (f"{link.rel}: {link.url}" for link in self.links)
        return (*((self.summary,) if self.summary else ()), *links)


def reference(paper: Paper, tags: Mapping[str, Tag]) -> Reference:
    """Return the facts of a paper for citations."""
    own = next((link for link in paper.links if link.rel.casefold() in PAPER), None)
    keywords = tuple(map(one_line, paper.facts.keywords))
    cited = identifier_links(paper.facts)  # these have fields of their own
    return Reference(
        key=paper.slug,
        title=one_line(paper.title_plain),
        heading=paper.heading,
        abstract=one_line(paper.abstract_text),
        body=paper.abstract,
        subjects=tuple(dict.fromkeys((*(one_line(tags[slug].name) for slug in paper.tags), *keywords))),
        summary=one_line(paper.summary) if paper.summarized else "",
        url=quoted(own.url) if own else "",
        kind=paper.facts.kind,
        authors=tuple(map(_one_line, paper.facts.authors)),
        published=paper.facts.published,
        venue=one_line(paper.facts.venue),
        doi=one_line(paper.facts.doi),
        arxiv=one_line(paper.facts.arxiv),
        keywords=keywords,
        links=tuple(map(_labelled, (link for link in paper.links if link not in {own, *cited}))),
        tags=paper.tags,
        listed=paper.first_listed.isoformat() if paper.first_listed else "",
    )


def _one_line(author: Author) -> Author:
    name, family, given, suffix = map(one_line, (author.name, author.family, author.given, author.suffix))
    return Author(name=name, family=family, given=given, suffix=suffix)


def _labelled(link: Link) -> Link:
    return Link(rel=one_line(link.rel).capitalize(), url=quoted(link.url))
