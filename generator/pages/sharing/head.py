"""The `citation_*` tags that reference managers and Google Scholar read in the head of a page."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date

from ...catalog.model import Paper
from ...sources.model import Author
from ..context import EXPLORE, Context, paper_path
from ..escape import FrontMatter
from ..page import address_of
from .lettering import drawable
from .linked_data import Trail, of_collection, of_home, of_page, of_paper

_VENUES = {"article-journal": "citation_journal_title", "paper-conference": "citation_conference_title"}


def citation(paper: Paper, keywords: tuple[str, ...]) -> dict[str, list[str]]:
    """Return the tags of a paper with their values, in order; none at all without an author and a date.

    Google Scholar wants title, authors and date or nothing, and would look for what is missing in the text of the
    page: there it finds the day of a listing. A first version of another year than the one cited stands apart.
    """
    facts = paper.facts
    if not facts.authors or not facts.date:
        return {}
    tags = {
        "citation_title": [paper.title_plain],
        "citation_author": [_name(author) for author in facts.authors],
        "citation_publication_date": [facts.date.replace("-", "/")],
        "citation_online_date": [facts.published.replace("-", "/")] if facts.published != facts.date else [],
        _VENUES.get(facts.kind, ""): [facts.venue],
        "citation_doi": [facts.doi],
        "citation_arxiv_id": [facts.arxiv],
        "citation_keywords": list(keywords),
    }
    return {name: values for name, values in tags.items() if name and any(values)}


def _name(author: Author) -> str:
    return f"{author.family}, {author.given}" if author.family and author.given else author.name


HOME_CARD = "card.png"
"""The card of the home page, and of every page that has none of its own."""


def card_path(page: str) -> str:
    """Return where the card of a page lies: beside the page itself."""
    return f"{address_of(page)[1:]}card.png"


def has_card(site: Context, title: str) -> bool:
    """Tell whether a page of this title has a card of its own: cards are wanted, and the font knows every letter."""
    return site.settings.cards and bool(drawable(title))


def paper_head(site: Context, paper: Paper) -> FrontMatter:
    """Return what the page of a paper says for its head."""
    tags, here = site.catalog.vocabulary.tags, paper_path(paper.slug)
    keywords = tuple(dict.fromkeys((*(tags[slug].name for slug in paper.tags), *paper.facts.keywords)))
    trail = (("Explore", EXPLORE), (paper.title_plain, here))
    cite = citation(paper, keywords)
    return {
        **_card(site, here, paper.title_plain),
        **_day(seen.listed for seen in paper.appearances),
        "ld": of_paper(paper, keywords, trail),
        **({"cite": cite} if cite else {}),
    }


def collection_head(site: Context, trail: Trail, about: str, papers: Sequence[Paper]) -> FrontMatter:
    """Return what the page of a tag, a listing or a path says for its head; `papers` are in its order."""
    title, here = trail[-1]
    entries = ((paper.title_plain, paper_path(paper.slug)) for paper in papers)
    return {
        **_card(site, here, title),
        **_day(seen.listed for paper in papers for seen in paper.appearances),
        "ld": of_collection(site.settings, trail, about, len(papers), entries),
    }


def further_head(site: Context, trail: Trail, papers: Sequence[Paper]) -> FrontMatter:
    """Return what a page says for its head that goes with another: a further one of its list, or the digest of it.

    `trail` leads over the other page, whose card it has; `papers` are those that it shows.
    """
    title, first = trail[-2]
    return {
        **_card(site, first, title),
        **_day(seen.listed for paper in papers for seen in paper.appearances),
        "ld": of_page(trail),
    }


def index_head(site: Context, trail: Trail, about: str, entries: Sequence[tuple[str, str]]) -> FrontMatter:
    """Return what a page says for its head that names other pages, as `(title, path)`."""
    return {**_whole(site), "ld": of_collection(site.settings, trail, about, len(entries), entries)}


def page_head(site: Context, *trail: tuple[str, str]) -> FrontMatter:
    """Return what any other page about the whole list says for its head; `trail` leads to it."""
    return {**_whole(site), "ld": of_page(trail)}


def undated_head(*trail: tuple[str, str]) -> FrontMatter:
    """Return what a page says for its head that changes with other things than listings; `trail` leads to it."""
    return {"ld": of_page(trail)}


def home_head(site: Context) -> FrontMatter:
    """Return what the home page says for its head."""
    return {**_whole(site), "ld": of_home(site.settings)}


def _whole(site: Context) -> FrontMatter:
    return _day(source.listed for source in site.catalog.sources)


def _card(site: Context, page: str, title: str) -> FrontMatter:
    return {"card": card_path(page)} if has_card(site, title) else {}


def _day(days: Iterable[date | None]) -> FrontMatter:
    """Return the newest day known of what a page shows. A page of which none is known says nothing."""
    newest = max(filter(None, days), default=None)
    return {"day": newest.isoformat()} if newest else {}
