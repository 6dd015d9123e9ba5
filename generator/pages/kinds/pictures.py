"""The map of all papers, and the page of charts: pairs of tags, papers per listing, and the share of tags by day."""

from collections.abc import Iterator
from datetime import date
from math import ceil, hypot

from markupsafe import Markup

from ...catalog.model import Paper, Tag
from ...insights.model import SIDE, Label
from ...insights.usage import TagPairs, TagsByDay, TagShare, coloured_tags, tag_pairs, tags_by_day
from ..charts import FEW, RowLabel, bars, columns, matrix
from ..context import Card, Context, tag_path
from ..escape import element, page_link, table
from ..formatting import count, day, listing_day
from ..page import Page, data_file
from ..sharing.head import UNSEARCHED, WIDE, page_head
from .listings import newest_listings

_MAP = "map/index.md"
_REACH = SIDE * 0.12
"""The largest distance between a paper of a region and the label of the region."""

_NEAREST = 6
"""How many papers of a region the page lists."""

_PICTURES = "pictures.md"
_IN_MATRIX = 24
"""How many of the most frequent tags the matrix has."""
_BY_DAY = 12
"""How many of the most frequent tags have a chart by day."""


def picture_pages(context: Context) -> Iterator[Page]:
    """Yield `/pictures/`."""
    together = tag_pairs(context.catalog, context.insights.usage, _IN_MATRIX)
    days = tags_by_day(context.catalog, context.insights.usage, _BY_DAY)
    about = "Which tags go together, how many papers each listing has, and what each day was about."
    meta = {**page_head(context, about, ("Pictures", _PICTURES)), "kind": "pictures", **WIDE}
    yield context.page(
        _PICTURES,
        "pictures",
        meta,
        together=_together(context, together) if together.papers else "",
        tags=count(len(together.tags), "tag"),
        listings=_listings(context),
        over_time=_over_time(days) if days.shares and days.days else "",
        followed=count(len(days.shares), "tag"),
    )


def _together(context: Context, together: TagPairs) -> Markup:
    tags, papers = together.tags, together.papers
    at = {tag.slug: number for number, tag in enumerate(tags)}
    names = [RowLabel(text=tag.name, href=_address(tag), colour=context.colours[tag.facet]) for tag in tags]

    def title(row: int, column: int) -> str:
        number = papers[tags[row].slug, tags[column].slug]
        return f"{tags[row].name} and {tags[column].name}: {count(number, 'paper')}"

    picture = matrix(names, {(at[one], at[other]): number for (one, other), number in papers.items()}, title)
    pairs = sorted(
        ((one, other) for one, other in papers if at[one] < at[other]), key=lambda pair: (-papers[pair], pair)
    )
    rows = ((tags[at[one]].name, tags[at[other]].name, str(papers[one, other])) for one, other in pairs)
    caption = "The number of papers that have both tags. Tags of one facet are side by side, in its colour."
    wide = element("div", picture, class_="rl-scroll", tabindex="0", role="group", aria_label="Matrix of tags")
    return _figure(wide, caption, table(("Tag", "And", "Papers"), rows))


def _listings(context: Context) -> Markup:
    listings = newest_listings(context)
    rows = [(listing.title, len(listing.papers)) for listing in listings]
    label = "; ".join(f"{title}: {number}" for title, number in rows)
    shown = ((listing.title, listing_day(listing), f"{len(listing.papers):,}") for listing in listings)
    caption = "Papers of each listing, the newest listing first. A paper that was listed twice counts in both."
    return _figure(bars(rows, f"Papers per listing. {label}"), caption, table(("Listing", "Day", "Papers"), shown))


def _over_time(days: TagsByDay) -> Markup:
    shares = {share.tag.slug: _shares(share, days) for share in days.shares}
    top = max(ceil(10 * max((part for line in shares.values() for part in line if part), default=0)) / 10, 0.1)
    ends = (_short(days.days[0]), _short(days.days[-1]))
    multiples = (
        element(
            "div",
            element("a", share.tag.name, href=_address(share.tag)),
            _scrolled(columns(shares[share.tag.slug], top, ends, _label(share, days)), share, len(days.days)),
        )
        for share in days.shares
    )
    caption = (
        "Share of the papers of each listing day that have the tag or a narrower one, among those that a curator has "
        "looked at. One column a day, in order; the time between days is not drawn. All charts have the same scale."
    )
    rows = ((share.tag.name, *_cells(share, days)) for share in days.shares)
    return _figure(
        element("div", *multiples, class_="rl-multiples" if len(days.days) <= FEW else ""),
        caption,
        table(("Tag", *map(day, days.days)), rows),
    )


def _scrolled(chart: Markup, share: TagShare, days: int) -> Markup:
    """Return a chart in a part of the page that scrolls by itself, if it has many columns."""
    if days <= FEW:
        return chart
    return element("div", chart, class_="rl-scroll", tabindex="0", role="group", aria_label=share.tag.name)


def _shares(share: TagShare, days: TagsByDay) -> list[float | None]:
    return [part / whole if whole else None for part, whole in zip(share.papers, days.tagged, strict=True)]


def _cells(share: TagShare, days: TagsByDay) -> Iterator[str]:
    """Yield the share of each day in words; it is not known if no curator has looked at a paper of that day."""
    for part, whole in zip(share.papers, days.tagged, strict=True):
        yield f"{part / whole:.0%} ({part} of {whole})" if whole else "not known"


def _label(share: TagShare, days: TagsByDay) -> str:
    cells = zip(days.days, _cells(share, days), strict=True)
    return f"{share.tag.name}. " + "; ".join(f"{day(at)}: {cell}" for at, cell in cells)


def _short(value: date) -> str:
    number, month, year = day(value).split()
    return f"{number} {month[:3]} {year}"


def _figure(picture: Markup, caption: str, figures: Markup) -> Markup:
    behind = element("details", element("summary", "The figures as a table"), figures)
    shown = element("figure", picture, element("figcaption", caption), class_="rl-figure")
    # An extension of Markdown looks for braces even in HTML.
    return Markup(f"{shown}\n\n{behind}".replace("{", "&#123;"))


def _address(tag: Tag) -> str:
    """Return the address of a tag relative to this page, since MkDocs does not resolve links inside HTML."""
    return f"../tags/{tag.slug}/"


def map_pages(context: Context) -> Iterator[Page]:
    """Yield the page of the map."""
    tags = context.catalog.vocabulary.tags
    regions = tuple(
        (
            page_link(_MAP, tag_path(label.tag), tags[label.tag].name),
            _figures(label, papers),
            _region_cards(context, label, papers),
        )
        for label, papers in _regions(context)
    )
    about = "A map of the whole reading list: similar papers are close together."
    meta = {**page_head(context, about, ("Map", _MAP)), "kind": "map", **WIDE, **UNSEARCHED}
    yield context.page(_MAP, "map", meta, papers=count(len(context.numbered), "paper"), regions=regions)


def map_file(context: Context) -> Page:
    """Return the data of the map: the position of each paper by number, the labels, the coloured tags of each facet."""
    numbers = {slug: number for number, slug in enumerate(context.catalog.vocabulary.tags)}
    places = [context.insights.map.places[paper.slug] for paper in context.numbered]
    facets = [facet.slug for facet in context.catalog.vocabulary.facets]
    facet = context.insights.map.facet
    value = {
        "x": [x for x, _ in places],
        "y": [y for _, y in places],
        "labels": [[numbers[label.tag], label.x, label.y, label.level] for label in context.insights.map.labels],
        "colours": [[numbers[tag] for tag in tags] for tags in coloured_tags(context.catalog).values()],
        "facet": facets.index(facet) if facet in facets else 0,
    }
    return data_file("map", value)


def _regions(context: Context) -> Iterator[tuple[Label, tuple[Paper, ...]]]:
    """Yield the labels of the first level, each with the papers that are near it and nearer to no other label.

    The labels are sorted by their number of papers, the largest first, and the papers by distance.
    """
    labels = [label for label in context.insights.map.labels if label.level == 0]
    regions: dict[Label, list[tuple[float, int]]] = {label: [] for label in labels}
    for number, paper in enumerate(context.numbered):
        distances = [(_distance(context, paper, label), place) for place, label in enumerate(labels)]
        distance, place = min(distances, default=(_REACH, 0))
        if distance < _REACH:
            regions[labels[place]].append((distance, number))
    for label in sorted(labels, key=lambda label: -len(regions[label])):
        yield label, tuple(context.numbered[number] for _, number in sorted(regions[label]))


def _distance(context: Context, paper: Paper, label: Label) -> float:
    x, y = context.insights.map.places[paper.slug]
    return hypot(x - label.x, y - label.y)


def _figures(label: Label, papers: tuple[Paper, ...]) -> str:
    tagged = sum(label.tag in paper.tags for paper in papers)
    return f"{count(len(papers), 'paper')} in this region, {tagged} with the tag"


def _region_cards(context: Context, label: Label, papers: tuple[Paper, ...]) -> tuple[Card, ...]:
    """Return the papers nearest to the label of a region, those with its tag first."""
    ranked = sorted(papers, key=lambda paper: label.tag not in paper.tags)
    return tuple(context.card(_MAP, paper, chips=False) for paper in ranked[:_NEAREST])
