"""The share card of each paper, tag, path and listing, and of the site."""

from __future__ import annotations

from collections.abc import Iterator

from generator.catalog.model import Paper, Path, Source, Tag
from generator.pages.escape import one_line
from generator.pages.listings import stated
from generator.pages.page import Drawing, Page
from generator.pages.sharing.drawing import ShareCard, draw
from generator.pages.sharing.head import HOME_CARD, card_path, has_card
from generator.pages.site import Site, listing_path, paper_path, path_path, tag_path
from generator.pages.words import count, one_sentence


def paper_card_pages(site: Site) -> Iterator[Page]:
    """Yield the card of each paper; cards are drawn when they are written."""
    if site.settings.cards:
        for paper in site.papers:
            yield from _cards(site, paper_path(paper.slug), _of_paper(site, paper))


def card_pages(site: Site) -> Iterator[Page]:
    """Yield every other card."""
    if not site.settings.cards:
        return
    yield _page(HOME_CARD, _of_site(site))
    catalog = site.catalog
    facets = {facet.slug: facet.title for facet in catalog.vocabulary.facets}
    cards = (
        *((tag_path(tag.slug), _of_tag(site, tag, facets[tag.facet])) for tag in catalog.vocabulary.tags.values()),
        *((path_path(path.slug), _of_path(site, path)) for path in catalog.paths),
        *((listing_path(source.slug), _of_listing(site, source)) for source in catalog.sources),
    )
    for path, card in cards:
        yield from _cards(site, path, card)


def _cards(site: Site, path: str, card: ShareCard) -> Iterator[Page]:
    """Yield the card of the page at a path, if its title can be drawn."""
    if has_card(site, card.title):
        yield _page(card_path(path), card)


def _page(path: str, card: ShareCard) -> Page:
    return Page(path=path, drawing=Drawing(key=card.key, draw=lambda: draw(card)))


def _card(site: Site, kind: str, title: str, sentence: str, chips: tuple[tuple[str, int], ...]) -> ShareCard:
    return ShareCard(
        site=one_line(site.settings.name),
        kind=one_line(kind),
        title=one_line(title),
        sentence=one_line(sentence),
        chips=tuple((one_line(text), colour) for text, colour in chips),
    )


def _of_site(site: Site) -> ShareCard:
    catalog = site.catalog
    figures = (
        (count(len(catalog.papers), "paper"), 0),
        (count(len(catalog.vocabulary.tags), "tag"), 0),
        (count(len(catalog.paths), "reading path"), 0),
    )
    return _card(site, "", site.settings.name, site.settings.description, figures)


def _of_paper(site: Site, paper: Paper) -> ShareCard:
    tags = site.catalog.vocabulary.tags
    chips = tuple((tags[slug].name, site.colours[tags[slug].facet]) for slug in paper.tags)
    return _card(site, "Paper", paper.title_plain, one_sentence(paper) if paper.summarized else "", chips)


def _of_tag(site: Site, tag: Tag, facet: str) -> ShareCard:
    number = count(len(site.known.usage.within[tag.slug]), "paper")
    return _card(site, f"Tag · {facet}", tag.name, tag.description, ((number, site.colours[tag.facet]),))


def _of_path(site: Site, path: Path) -> ShareCard:
    return _card(site, "Reading path", path.title, path.description, ((count(len(path.steps), "paper"), 0),))


def _of_listing(site: Site, source: Source) -> ShareCard:
    return _card(site, "Listing", source.title, stated(source), ((count(len(source.papers), "paper"), 0),))
