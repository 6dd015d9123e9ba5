"""What a page is, in the words of schema.org, for search engines and reference managers; nothing is guessed."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import islice

from ...catalog.facts import ARXIV, doi_address
from ...catalog.model import Paper
from ...settings import Settings
from ...sources.model import Author
from ..escape import Address, Json, in_script
from ..exports.reference import PAPER, address
from ..page import address_of

NAMED = 20
"""How many entries of a list are named; a list says how many there are."""

Trail = Sequence[tuple[str, str]]
"""Pages from the first below home to the page itself, as `(title, path)`."""

_Node = dict[str, object]
_PERIODICALS = {"article-journal", "article-magazine", "article-newspaper"}


def of_paper(paper: Paper, keywords: Sequence[str], trail: Trail) -> Json:
    """Return a paper as an article: what is not known of it is left out."""
    here = _address(trail[-1][1])
    facts = paper.facts
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
        "isPartOf": _venue(facts.venue, facts.kind) if facts.venue else {},
        "mainEntityOfPage": {"@type": "WebPage", "@id": here, "isPartOf": {"@id": Address()}},
    }
    return _graph(article, _breadcrumbs(trail))


def of_collection(
    settings: Settings, trail: Trail, about: str, number: int, entries: Iterable[tuple[str, str]]
) -> Json:
    """Return a page that lists things: how many there are, and the first of them as `(title, path)`."""
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


def of_page(trail: Trail) -> Json:
    """Return where a page stands on the site."""
    return _graph(_breadcrumbs(trail))


def of_home(settings: Settings) -> Json:
    """Return the site itself."""
    return _graph({**_site(settings), "description": settings.description})


def _graph(*nodes: _Node) -> Json:
    return in_script({"@context": "https://schema.org", "@graph": nodes})


def _address(path: str) -> Address:
    return Address(address_of(path)[1:])


def _site(settings: Settings) -> _Node:
    return {"@type": "WebSite", "@id": Address(), "name": settings.name, "url": Address()}


def _author(author: Author) -> _Node:
    whole = bool(author.family and not author.given)  # an institution; seldom somebody with one name
    return {
        "@type": "Organization" if whole else "Person",
        "name": author.name,
        "givenName": author.given,
        "familyName": author.family if author.given else "",
    }


def _identifier(name: str, value: str) -> list[_Node]:
    return [{"@type": "PropertyValue", "propertyID": name, "value": value}] if value else []


def _same(paper: Paper) -> list[str]:
    """Return the addresses of the paper itself elsewhere, those that last first."""
    facts = paper.facts
    known = [*([doi_address(facts.doi)] if facts.doi else []), *([f"{ARXIV}{facts.arxiv}"] if facts.arxiv else [])]
    others = [link.url for link in paper.links if link.rel.casefold() in PAPER and link.rel.casefold() != "pdf"]
    return list(dict.fromkeys(map(address, (*known, *others))))


def _venue(name: str, kind: str) -> _Node:
    return {"@type": "Periodical" if kind in _PERIODICALS else "CreativeWork", "name": name}


def _breadcrumbs(trail: Trail) -> _Node:
    whole = (("Home", "index.md"), *trail)
    steps = [
        # The last step is the page itself, which needs no address.
        {"@type": "ListItem", "position": at, "name": title, "item": _address(path) if at < len(whole) else ""}
        for at, (title, path) in enumerate(whole, 1)
    ]
    return {"@type": "BreadcrumbList", "itemListElement": steps}
