"""The home page, the page about the collection, and the pages that scripts fill: bookmarks and comparison."""

from collections.abc import Collection, Iterable, Iterator

from markupsafe import Markup

from ...catalog.model import Paper
from ...insights.model import SIDE
from ...insights.news import newest_of
from ...insights.usage import coloured_tags
from ..context import EXPLORE, Context, listing_link, listing_path
from ..escape import FrontMatter, element, link, page_link
from ..exports.export_files import WHOLE_LIBRARY, export_links
from ..feeds.feed_files import feed_meta, follow_links, list_subject
from ..formatting import count, listing_day, tagged_of
from ..page import Page
from ..sharing.head import UNSEARCHED, WIDE, home_head, page_head, undated_head
from .listings import newest_listings, path_line

_HOME = "index.md"
_ABOUT = "about.md"
_KEPT = "kept.md"
_COMPARE = "compare.md"

_UNINDEXED: FrontMatter = {**WIDE, **UNSEARCHED, "noindex": True}
_NEWEST = 6
"""How many papers of the newest listing are on the home page."""

_DOTS = 1000
"""The most papers that the small map shows."""

_FEWEST_DOTS = 20
_MAP_SIDE = 300


def home_pages(context: Context) -> Iterator[Page]:
    """Yield the home page."""
    catalog = context.catalog
    figures = (
        *tagged_of(catalog.papers.values()),
        link(count(len(catalog.vocabulary.tags), "tag"), "tags/"),
        link(count(len(catalog.paths), "reading path"), "paths/"),
        link(count(len(catalog.listings), "listing"), "listings/"),
    )
    facets = tuple(
        (facet.title, tuple(context.chip(_HOME, tag, context.number_with(tag.slug)) for tag in facet.tags))
        for facet in catalog.vocabulary.facets
        if facet.tags
    )
    feed = feed_meta(context, list_subject(context))
    meta = {**home_head(context), "kind": "home", **WIDE, **UNSEARCHED, **feed}
    yield context.page(
        _HOME,
        "home",
        meta,
        figures=figures,
        papers=count(len(catalog.papers), "paper"),
        **_newest(context),
        follow=follow_links(_HOME, list_subject(context)),
        facets=facets,
        map=_small_map(context),
        paths=tuple(path_line(path, _HOME, catalog) for path in catalog.paths),
    )


def _newest(context: Context) -> dict[str, object]:
    """Return the values for the newest papers: of the newest listing or, if no listing has a day, of the whole list."""
    newest = next((listing for listing in newest_listings(context) if listing.listed), None)
    if newest is None:
        papers: Iterable[Paper] = context.numbered[: -_NEWEST - 1 : -1]
        heading, day, named = "Newest papers", "", ""
        every = page_link(_HOME, EXPLORE, f"All {count(len(context.numbered), 'paper')}", class_="rl-button")
    else:
        papers = newest_of(context.catalog, newest)[:_NEWEST]
        heading, day, named = "Newest listing", listing_day(newest), listing_link(_HOME, newest)
        words = f"All {count(len(newest.papers), 'paper')} of this listing"
        every = page_link(_HOME, listing_path(newest.slug), words, class_="rl-button")
    cards = tuple(context.card(_HOME, paper) for paper in papers)
    return {"heading": heading, "newest": named, "cards": cards, "all_newest": every, "day": day}


def _small_map(context: Context) -> Markup:
    """Return the map as a picture: a dot for each paper or, of many papers, for some; nothing for a few papers."""
    drawn, papers = context.insights.map, context.numbered[:: len(context.numbered) // _DOTS + 1]
    if len(papers) < _FEWEST_DOTS:
        return Markup()
    colours = {tag: number for number, tag in enumerate(coloured_tags(context.catalog).get(drawn.facet, ()), 1)}
    dots: dict[int, list[str]] = {}
    for paper in papers:
        colour = next((colours[tag] for tag in paper.tags if tag in colours), 0)
        if place := drawn.places.get(paper.slug):
            dots.setdefault(colour, []).append("M{} {}h0".format(*(round(at * _MAP_SIDE / SIDE) for at in place)))
    paths = (element("path", class_=f"f{colour}", d="".join(dots[colour])) for colour in sorted(dots))
    return element("svg", *paths, viewBox=f"0 0 {_MAP_SIDE} {_MAP_SIDE}", aria_hidden="true")


def about_pages(context: Context) -> Iterator[Page]:
    """Yield `/about/`."""
    catalog = context.catalog
    papers = catalog.papers.values()
    waiting = sum(not paper.tagged for paper in papers)
    about = "Where the papers of this reading list come from, and what was done to them."
    meta = {**page_head(context, about, ("About", _ABOUT)), "kind": "about"}
    yield context.page(
        _ABOUT,
        "about",
        meta,
        papers=count(len(catalog.papers), "paper"),
        rows=count(catalog.rows, "row"),
        titles=count(catalog.titles, "different title"),
        listings=count(len(catalog.listings), "listing"),
        tags=count(len(catalog.vocabulary.tags), "tag"),
        facets=count(len(catalog.vocabulary.facets), "facet"),
        tagged=count(sum(paper.tagged for paper in papers), "paper"),
        waiting=count(waiting, "paper") if waiting else "",
        known=_known_facts(papers),
        exports=export_links(_ABOUT, context.numbered[::-1], stem=WHOLE_LIBRARY, name="reading-list"),
        inferred=tuple(listing.title for listing in newest_listings(context) if listing.inferred),
    )


def _known_facts(papers: Collection[Paper]) -> str:
    """Return in words for how many papers facts are known, or an empty text."""
    numbers = (
        ("authors", sum(bool(paper.facts.authors) for paper in papers)),
        ("a venue", sum(bool(paper.facts.venue) for paper in papers)),
        ("a DOI or an arXiv identifier", sum(bool(paper.facts.doi or paper.facts.arxiv) for paper in papers)),
    )
    parts = [f"{name} of {number:,}" for name, number in numbers if number]
    return ", ".join(parts[:-1]) + " and " * (len(parts) > 1) + "".join(parts[-1:])


def kept_pages(context: Context) -> Iterator[Page]:
    """Yield `/kept/`."""
    about = "Your lists of papers on this site, your notes, and the papers you read or hid. Only your browser knows."
    meta = {**undated_head(about, ("Saved", _KEPT)), "kind": "saved", **_UNINDEXED}
    yield context.page(_KEPT, "saved", meta, compare=page_link(_KEPT, _COMPARE, "compared side by side"))


def compare_pages(context: Context) -> Iterator[Page]:
    """Yield `/compare/`."""
    head = undated_head("Two to four papers side by side.", ("Compare", _COMPARE))
    yield context.page(_COMPARE, "compare", {**head, "kind": "compare", **_UNINDEXED})
