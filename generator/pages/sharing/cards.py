"""The cards of pages: the images that social networks and messengers show for a link. They are drawn when written."""

import hashlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

import PIL

from ..context import Context, listing_path, paper_path, path_path, tag_path
from ..escape import one_line
from ..formatting import count, listing_day, one_sentence
from ..page import Page
from .head import HOME_CARD, card_path, has_card


@dataclass(frozen=True, slots=True, kw_only=True)
class ShareCard:
    """The content of a card. A chip is its text and the colour of its facet, 0 without one."""

    site: str
    kind: str
    title: str
    sentence: str
    chips: tuple[tuple[str, int], ...]

    @property
    def key(self) -> str:
        """A hash of everything that the image depends on: the texts, the font and the program."""
        words = (self.site, self.kind, self.title, self.sentence, self.chips)
        return hashlib.sha256(f"{_program()}{words!r}".encode("utf-8", "replace")).hexdigest()[:16]

    def draw(self) -> bytes:
        """Return the image as PNG."""
        from .drawing import draw  # noqa: PLC0415 (loading numpy takes longer than most builds draw)

        return draw(self.site, self.kind, self.title, self.sentence, self.chips)


@lru_cache(maxsize=1)
def _program() -> str:
    files = sorted(path for path in Path(__file__).parent.iterdir() if path.suffix in {".py", ".ttf"})
    return hashlib.sha256(b"".join(path.read_bytes() for path in files)).hexdigest() + PIL.__version__


def paper_card_pages(context: Context) -> Iterator[Page]:
    """Yield the card of each paper. Cards are drawn when they are written."""
    if not context.settings.cards:
        return
    tags = context.catalog.vocabulary.tags
    for paper in context.catalog.papers.values():
        chips = [(tags[slug].name, context.colours[tags[slug].facet]) for slug in paper.tags]
        sentence = one_sentence(paper) if paper.summarized else ""
        yield from _pages(context, paper_path(paper.slug), _card(context, "Paper", paper.title_plain, sentence, chips))


def card_pages(context: Context) -> Iterator[Page]:
    """Yield the cards of all other pages."""
    if not context.settings.cards:
        return
    catalog, settings = context.catalog, context.settings
    numbers = (("paper", catalog.papers), ("tag", catalog.vocabulary.tags), ("reading path", catalog.paths))
    chips = [(count(len(things), noun), 0) for noun, things in numbers]
    yield _page(HOME_CARD, _card(context, "", settings.name, settings.description, chips))
    facets = {facet.slug: facet.title for facet in catalog.vocabulary.facets}
    for tag in catalog.vocabulary.tags.values():
        chips = [(count(context.number_with(tag.slug), "paper"), context.colours[tag.facet])]
        card = _card(context, f"Tag · {facets[tag.facet]}", tag.name, tag.description, chips)
        yield from _pages(context, tag_path(tag.slug), card)
    for path in catalog.paths:
        chips = [(count(len(path.steps), "paper"), 0)]
        card = _card(context, "Reading path", path.title, path.description, chips)
        yield from _pages(context, path_path(path.slug), card)
    for listing in catalog.listings:
        chips = [(count(len(listing.papers), "paper"), 0)]
        card = _card(context, "Listing", listing.title, listing_day(listing), chips)
        yield from _pages(context, listing_path(listing.slug), card)


def _pages(context: Context, path: str, card: ShareCard) -> Iterator[Page]:
    """Yield the card of the page at a path, if the font can draw its title."""
    if has_card(context, card.title):
        yield _page(card_path(path), card)


def _page(path: str, card: ShareCard) -> Page:
    return Page(path=path, key=card.key, make=card.draw)


def _card(context: Context, kind: str, title: str, sentence: str, chips: Iterable[tuple[str, int]]) -> ShareCard:
    return ShareCard(
        site=one_line(context.settings.name),
        kind=one_line(kind),
        title=one_line(title),
        sentence=one_line(sentence),
        chips=tuple((one_line(text), colour) for text, colour in chips),
    )
