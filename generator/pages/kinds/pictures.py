"""The page of charts: pairs of tags, papers per listing, and the share of tags by day."""

from collections.abc import Iterator
from datetime import date
from math import ceil

from markupsafe import Markup

from ...catalog.model import Tag
from ...insights.usage import TagPairs, TagsByDay, TagShare, tag_pairs, tags_by_day
from ..charts import RowLabel, bars, columns, legend, matrix
from ..context import Context
from ..escape import FrontMatter, element, joined, table
from ..formatting import count, day, listing_day
from ..page import Page
from ..sharing.head import WIDE, page_head
from .listings import newest_listings

_PICTURES = "pictures.md"
_IN_MATRIX = 24
"""How many of the most frequent tags the matrix has."""
_BY_DAY = 12
"""How many of the most frequent tags have a chart by day."""


def picture_pages(context: Context) -> Iterator[Page]:
    """Yield `/pictures/`."""
    together = tag_pairs(context.catalog, context.insights.usage, _IN_MATRIX)
    days = tags_by_day(context.catalog, context.insights.usage, _BY_DAY)
    meta: FrontMatter = {
        **page_head(
            context,
            "Which tags go together, how many papers each listing has, and what each day was about.",
            ("Pictures", _PICTURES),
        ),
        "kind": "pictures",
        **WIDE,
    }
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
    caption = (
        "The stronger a square, the more papers carry both tags. Tags of one facet stand together and have its colour."
    )
    wide = element("div", picture, class_="rl-scroll", tabindex="0", role="group", aria_label="Matrix of tags")
    return _figure(joined((wide, legend(max(papers.values())))), caption, table(("Tag", "And", "Papers"), rows))


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
            columns(shares[share.tag.slug], top, ends, _label(share, days)),
        )
        for share in days.shares
    )
    caption = (
        "Share of the papers of each listing day that carry the tag or a narrower one, among those that a curator has "
        f"looked at. One column a day, in order; the time between days is not drawn. All scales end at {top:.0%}."
    )
    rows = ((share.tag.name, *_cells(share, days)) for share in days.shares)
    return _figure(
        element("div", *multiples, class_="rl-multiples"), caption, table(("Tag", *map(day, days.days)), rows)
    )


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
