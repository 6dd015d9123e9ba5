"""Front matter for the head of a page: `citation_*` tags, linked data (schema.org), the card and the newest day.

Reference managers, Google Scholar and search engines read it. Nothing in it is guessed.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from itertools import islice

from ...catalog.model import Paper
from ...settings import Settings
from ...sources.facts.links import identifier_links
from ...sources.model import Author
from ..context import EXPLORE, Context, paper_path
from ..escape import Address, FrontMatter, Json, in_script, quoted
from ..exports.reference import PAPER
from ..formatting import description
from ..page import address_of
from .lettering import drawable

_VENUES = {
    "article-journal": "citation_journal_title", "article-magazine": "citation_journal_title",
    "paper-conference": "citation_conference_title", "chapter": "citation_inbook_title",
    "thesis": "citation_dissertation_institution", "report": "citation_technical_report_institution",
}  # fmt: skip


def _inverted(person: Author) -> str:
    return f"{person.family}, {person.given}" if person.family and person.given else person.name


def citation_tags(paper: Paper, keywords: tuple[str, ...]) -> dict[str, list[str]]:
    """Return the `citation_*` tags of a paper with their values, in order; none without a date.

    Google Scholar requires title, authors and date, and would search the text of the page for a missing date, where it
    finds the day of a listing. The date of a first version has a tag of its own.
    """
    facts = paper.facts
    if not facts.date:
        return {}
    online = facts.preprint.published if facts.preprint else facts.published
    first, _, last = facts.pages.partition("–")
    has_volume = not facts.kind and facts.volume and facts.number  # what has both stands in a journal
    number = "citation_technical_report_number" if facts.kind == "report" else "citation_issue"
    tags = {
        "citation_title": [paper.title_plain],
        "citation_author": list(map(_inverted, facts.authors)),
        "citation_editor": list(map(_inverted, facts.editors)),
        "citation_publication_date": [facts.date.replace("-", "/")],
        "citation_online_date": [online.replace("-", "/")] if online != facts.date else [],
        "citation_journal_title" if has_volume else _VENUES.get(facts.kind, ""): [facts.venue],
        "citation_volume": [facts.volume],
        number: [facts.number],
        "citation_firstpage": [first],
        "citation_lastpage": [last],
        "citation_publisher": [facts.publisher],
        "citation_isbn": [facts.isbn],
        "citation_issn": [facts.issn],
        "citation_doi": [facts.doi],
        "citation_arxiv_id": [facts.arxiv],
        "citation_pdf_url": [quoted(one.url) for one in paper.links if one.rel == "pdf"][:1],
        "citation_keywords": list(keywords),
    }
    return {name: values for name, values in tags.items() if name and any(values)}


HOME_CARD = "card.png"
"""The path of the card of the home page, and of all pages without a card of their own."""


def card_path(page: str) -> str:
    """Return the path of the card of a page: beside the page itself."""
    return f"{address_of(page)[1:]}card.png"


def has_card(context: Context, title: str) -> bool:
    """Return whether a page of this title has a card: cards are on, and the font has every letter of the title."""
    return context.settings.cards and bool(drawable(title))


WIDE: FrontMatter = {"hide": ["navigation", "toc"]}
"""The front matter of a page without columns beside its text."""

UNSEARCHED: FrontMatter = {"search": {"exclude": True}}
"""The front matter of a page that the search of the theme leaves out."""


def paper_head(context: Context, paper: Paper) -> FrontMatter:
    """Return the front matter for the head of a paper's page."""
    tags, here = context.catalog.vocabulary.tags, paper_path(paper.slug)
    keywords = tuple(dict.fromkeys((*(tags[slug].name for slug in paper.tags), *paper.facts.keywords)))
    trail = (("Explore", EXPLORE), (paper.title_plain, here))
    cite = citation_tags(paper, keywords)
    return {
        "title": paper.title_plain,
        "description": description(paper),
        **_card(context, here, paper.title_plain),
        **_day(seen.listed for seen in paper.appearances),
        "ld": linked_paper(paper, keywords, trail),
        **({"cite": cite} if cite else {}),
    }


def collection_head(context: Context, trail: _Trail, about: str, papers: Sequence[Paper]) -> FrontMatter:
    """Return the front matter for the head of the page of a tag, a listing or a path, with its papers in order.

    `about` is the description of the page; `trail` leads to it, and ends in its title.
    """
    title, here = trail[-1]
    entries = ((paper.title_plain, paper_path(paper.slug)) for paper in papers)
    return {
        **_named(trail, about),
        **_card(context, here, title),
        **_day(seen.listed for paper in papers for seen in paper.appearances),
        "ld": linked_collection(context.settings, trail, about, len(papers), entries),
    }


def later_head(context: Context, trail: _Trail, about: str, papers: Sequence[Paper]) -> FrontMatter:
    """Return the front matter for the head of a later page of a list, or of the digest of a listing.

    `trail` leads over the first page of the list, whose card it has; `papers` are those that it shows.
    """
    title, first = trail[-2]
    return {
        **_named(trail, about),
        **_card(context, first, title),
        **_day(seen.listed for paper in papers for seen in paper.appearances),
        "ld": _graph(_breadcrumbs(trail)),
    }


def index_head(context: Context, trail: _Trail, about: str, entries: Sequence[tuple[str, str]]) -> FrontMatter:
    """Return the front matter for the head of a page that lists other pages, as `(title, path)`."""
    return {
        **_named(trail, about),
        **_whole_list(context),
        "ld": linked_collection(context.settings, trail, about, len(entries), entries),
    }


def page_head(context: Context, about: str, *trail: tuple[str, str]) -> FrontMatter:
    """Return the front matter for the head of any other page about the whole list; `trail` leads to it."""
    return {**undated_head(about, *trail), **_whole_list(context)}


def undated_head(about: str, *trail: tuple[str, str]) -> FrontMatter:
    """Return the front matter for the head of a page that does not change with the listings; `trail` leads to it."""
    return {**_named(trail, about), "ld": _graph(_breadcrumbs(trail))}


def home_head(context: Context) -> FrontMatter:
    """Return the front matter for the head of the home page, whose linked data is the site itself."""
    ld = _graph({**_site(context.settings), "description": context.settings.description})
    return {"title": "Home", **_whole_list(context), "ld": ld}


def _named(trail: _Trail, about: str) -> FrontMatter:
    return {"title": trail[-1][0], "description": about}


def _whole_list(context: Context) -> FrontMatter:
    return _day(listing.listed for listing in context.catalog.listings)


def _card(context: Context, page: str, title: str) -> FrontMatter:
    return {"card": card_path(page)} if has_card(context, title) else {}


def _day(days: Iterable[date | None]) -> FrontMatter:
    """Return the newest of the days that are known, or nothing where none is."""
    newest = max(filter(None, days), default=None)
    return {"day": newest.isoformat()} if newest else {}


NAMED = 20
"""How many entries of a list the linked data names; the number of all is there too."""

_Trail = Sequence[tuple[str, str]]
"""The breadcrumbs of a page: `(title, path)` of each page below home, the page itself last."""

_Node = dict[str, object]
_PERIODICALS = {"article-journal", "article-magazine", "article-newspaper"}


def linked_paper(paper: Paper, keywords: Sequence[str], trail: _Trail) -> Json:
    """Return the linked data of a paper's page: an article, without the facts that are not known."""
    here = _address(trail[-1][1])
    facts = paper.facts
    venue_type = "Periodical" if facts.kind in _PERIODICALS else "CreativeWork"
    article: _Node = {
        "@type": "ScholarlyArticle",
        "headline": paper.title_plain,
        "abstract": paper.abstract_text,
        "author": [_author(author) for author in facts.authors],
        "datePublished": facts.date,
        "keywords": list(keywords),
        "identifier": [*_identifier("DOI", facts.doi), *_identifier("arXiv", facts.arxiv)],
        "sameAs": _same(paper),
        "url": here,
        "isPartOf": {"@type": venue_type, "name": facts.venue} if facts.venue else {},
        "mainEntityOfPage": {"@type": "WebPage", "@id": here, "isPartOf": {"@id": Address()}},
    }
    return _graph(article, _breadcrumbs(trail))


def linked_collection(
    settings: Settings, trail: _Trail, about: str, number: int, entries: Iterable[tuple[str, str]]
) -> Json:
    """Return the linked data of a page with a list: the number of entries, and the first as `(title, path)`."""
    title, path = trail[-1]
    listed = [
        {"@type": "ListItem", "position": position, "name": name, "url": _address(of)}
        for position, (name, of) in enumerate(islice(entries, NAMED), 1)
    ]
    page: _Node = {
        "@type": "CollectionPage",
        "name": title,
        "description": about,
        "url": _address(path),
        "isPartOf": _site(settings),
        "mainEntity": {"@type": "ItemList", "numberOfItems": number, "itemListElement": listed},
    }
    return _graph(page, _breadcrumbs(trail))


def _graph(*nodes: _Node) -> Json:
    return in_script({"@context": "https://schema.org", "@graph": nodes})


def _address(path: str) -> Address:
    return Address(address_of(path)[1:])


def _site(settings: Settings) -> _Node:
    return {"@type": "WebSite", "@id": Address(), "name": settings.name, "url": Address()}


def _author(author: Author) -> _Node:
    institution = bool(author.family and not author.given)  # or, seldom, a person with one name
    return {
        "@type": "Organization" if institution else "Person",
        "name": author.name,
        "givenName": author.given,
        "familyName": author.family if author.given else "",
    }


def _identifier(name: str, value: str) -> list[_Node]:
    return [{"@type": "PropertyValue", "propertyID": name, "value": value}] if value else []


def _same(paper: Paper) -> list[str]:
    """Return the addresses of the paper elsewhere, the permanent ones first."""
    identified = [link.url for link in identifier_links(paper.facts)]
    others = [link.url for link in paper.links if link.rel.casefold() in PAPER and link.rel.casefold() != "pdf"]
    return list(dict.fromkeys(map(quoted, (*identified, *others))))


def _breadcrumbs(trail: _Trail) -> _Node:
    pages = (("Home", "index.md"), *trail)
    steps = [
        # The last step is the page itself, which needs no address.
        {"@type": "ListItem", "position": at, "name": title, "item": _address(path) if at < len(pages) else ""}
        for at, (title, path) in enumerate(pages, 1)
    ]
    return {"@type": "BreadcrumbList", "itemListElement": steps}
