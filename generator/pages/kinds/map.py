"""The map of all papers: its page with a list of regions, and the data from which a script draws it."""

from collections.abc import Iterator
from math import hypot

from ...catalog.model import Paper
from ...insights.model import SIDE, Label
from ...insights.usage import coloured_tags
from ..context import Card, Context, tag_path
from ..escape import FrontMatter, page_link
from ..formatting import count
from ..page import Page, data_file
from ..sharing.head import UNSEARCHED, WIDE, page_head

_MAP = "map/index.md"
_REACH = SIDE * 0.12
"""The largest distance between a paper of a region and the label of the region."""

_NEAREST = 6
"""How many papers of a region the page lists."""


def map_pages(context: Context) -> Iterator[Page]:
    """Yield the page of the map."""
    tags = context.catalog.vocabulary.tags
    regions = tuple(
        (
            page_link(_MAP, tag_path(label.tag), tags[label.tag].name),
            _figures(label, papers),
            _cards(context, label, papers),
        )
        for label, papers in _regions(context)
    )
    meta: FrontMatter = {
        **page_head(
            context, "The whole reading list at a glance: papers that are alike stand side by side.", ("Map", _MAP)
        ),
        "kind": "map",
        **WIDE,
        **UNSEARCHED,
    }
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


def _cards(context: Context, label: Label, papers: tuple[Paper, ...]) -> tuple[Card, ...]:
    """Return the papers nearest to the label of a region, those with its tag first."""
    ranked = sorted(papers, key=lambda paper: label.tag not in paper.tags)
    return tuple(context.card(_MAP, paper, chips=False) for paper in ranked[:_NEAREST])
