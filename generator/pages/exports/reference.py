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
    """The facts of a paper, title and abstract among them; all texts are one line. `key` is that to cite it by.

    `heading` and `body` are the title and the abstract with their mathematics. `url` is the paper's own address;
    `links` are the other ones, without those of its identifiers, and their `rel` is a label. `summary` is empty if no
    curator wrote one. `tags` are the slugs of its tags, and `subjects` their names, then the keywords of its sources.
    `listed` is the day on which it was first listed, `slug` its address.
    """

    key: str
    slug: str = ""
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
    def type(self) -> str:
        """The type of CSL; a paper with volume and number of an unknown type stands in a journal."""
        in_journal = not self.kind and self.venue and self.volume and self.number
        return "article-journal" if in_journal else self.kind

    @property
    def page_range(self) -> tuple[str, str]:
        """The first and the last page; pages that are no single range are the first."""
        first, dash, last = self.pages.partition("–")
        return (first, last) if dash and "–" not in last and "," not in self.pages else (self.pages, "")

    @property
    def remarks(self) -> tuple[str, ...]:
        """The remarks for a note: the curator's summary, then the other links."""
        links = (f"{link.rel}: {link.url}" for link in self.links)
        return (*((self.summary,) if self.summary else ()), *links)


def reference(paper: Paper, tags: Mapping[str, Tag]) -> Reference:
    """Return the facts of a paper for citations."""
    facts = paper.facts
    own = next((link for link in paper.links if link.rel.casefold() in PAPER), None)
    keywords = tuple(map(one_line, facts.keywords))
    cited = identifier_links(facts)  # these have fields of their own
    return Reference(
        key=paper.cite_key,
        slug=paper.slug,
        title=one_line(paper.title_plain),
        heading=paper.heading,
        abstract=one_line(paper.abstract_text),
        body=paper.abstract,
        subjects=tuple(dict.fromkeys((*(one_line(tags[slug].name) for slug in paper.tags), *keywords))),
        summary=one_line(paper.summary) if paper.summarized else "",
        url=quoted(own.url) if own else "",
        kind=facts.kind,
        genre=one_line(facts.genre),
        venue=one_line(facts.venue),
        volume=one_line(facts.volume),
        number=one_line(facts.number),
        pages=one_line(facts.pages),
        publisher=one_line(facts.publisher),
        edition=one_line(facts.edition),
        series=one_line(facts.series),
        isbn=one_line(facts.isbn),
        issn=one_line(facts.issn),
        doi=one_line(facts.doi),
        arxiv=one_line(facts.arxiv),
        authors=tuple(map(_one_line, facts.authors)),
        editors=tuple(map(_one_line, facts.editors)),
        published=facts.published,
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
