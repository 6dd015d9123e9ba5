"""The curator's desk: coverage, the queue, and what looks wrong in the vocabulary and the listings."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from markupsafe import Markup

from ...catalog.model import Catalog, Paper, Tag
from ...diagnostics import Severity
from ...insights.compute import desk_queue
from ...insights.model import Insights
from ..charts import stacked
from ..context import Chip, Context, paper_link
from ..escape import FrontMatter, page_link
from ..formatting import count
from ..page import Page
from ..paginate import ListPage, list_pages
from ..sharing.head import UNSEARCHED, undated_head

_DESK = "desk/index.md"
_HERE = ("The curator’s desk", _DESK)
SHOWN = 100
"""How many pairs of look-alikes, and how many findings, the desk lists; it counts the others."""

BROAD = 0.25
"""The share of the tagged papers from which on a tag is too broad."""

NEAR = 0.5
"""The overlap of their papers (Jaccard index) from which on two tags may mean the same."""

_FEW = 3  # papers in common, the least number to compare two tags

_META: FrontMatter = {"kind": "desk", "hide": ["navigation"], **UNSEARCHED}


@dataclass(frozen=True, slots=True, kw_only=True)
class Desk:
    """The curator's desk. Every paper is either `curated` (a curator has seen its tags), `suggested` (not curated,
    but at least one tag is suggested) or `neither`; `queue` are the papers not curated, the most uncertain first.
    """

    curated: int
    suggested: int
    neither: int
    queue: tuple[Paper, ...]
    rare: tuple[tuple[Tag, int], ...]
    near: tuple[tuple[Tag, Tag, int], ...]
    broad: tuple[tuple[Tag, int], ...]


def desk(catalog: Catalog, insights: Insights) -> Desk:
    """Return the desk of a catalog."""
    queue = desk_queue(catalog, insights.suggestions)
    curated = len(catalog.papers) - len(queue)
    suggested = sum(any(found.shown for found in insights.suggestions.get(paper.slug, ())) for paper in queue)
    counts = [(tag, len(insights.usage.papers[tag.slug])) for tag in catalog.vocabulary.tags.values()]
    return Desk(
        curated=curated,
        suggested=suggested,
        neither=len(queue) - suggested,
        queue=queue,
        rare=tuple((tag, count) for tag, count in counts if count <= 1),
        near=tuple(_near(catalog, insights)),
        broad=tuple((tag, count) for tag, count in counts if curated and count > BROAD * curated),
    )


def _near(catalog: Catalog, insights: Insights) -> Iterator[tuple[Tag, Tag, int]]:
    """Yield pairs of tags that mostly the same papers have, with the number of common papers."""
    tags = catalog.vocabulary.tags
    for slug, companions in insights.usage.together.items():
        for other, shared in companions:
            either = len(insights.usage.papers[slug]) + len(insights.usage.papers[other]) - shared
            if slug < other and shared >= _FEW and shared >= NEAR * either:
                yield tags[slug], tags[other], shared


def desk_pages(context: Context) -> Iterator[Page]:
    """Yield `/desk/`, then the later pages of its queue."""
    overview = desk(context.catalog, context.insights)
    first, *further = list_pages(_DESK, overview.queue)
    yield _desk(context, overview, first)
    for chunk in further:
        title = chunk.title("The queue")
        about = f"{chunk.range} that no curator has looked at, the most informative first."
        meta = {**undated_head(about, _HERE, (title, chunk.path)), **_META, **chunk.neighbours}
        yield context.page(
            chunk.path,
            "queue",
            meta,
            title=title,
            range=chunk.range,
            first=page_link(chunk.path, _DESK, "the desk"),
            queue=_queue(context, chunk),
            pager=chunk.pager,
        )


def _desk(context: Context, overview: Desk, chunk: ListPage[Paper]) -> Page:
    total = len(context.catalog.papers)
    shares = [
        ("curated", "Curated", overview.curated),
        ("suggested", "Suggested only", overview.suggested),
        ("neither", "Neither", overview.neither),
    ]
    serious = [finding for finding in context.findings if finding.severity > Severity.INFO]
    return context.page(
        _DESK,
        "desk",
        {**undated_head(f"{overview.curated} of {count(total, 'paper')} are curated.", _HERE), **_META},
        bar=stacked(
            [(name, number) for name, _, number in shares],
            ", ".join(f"{words}: {number:,}" for _, words, number in shares),
        ),
        shares=tuple((name, words, number, _percent(number, total)) for name, words, number in shares),
        curating=page_link(_DESK, "guide/curating.md", "Curating"),
        messages=page_link(_DESK, "guide/messages.md", "Messages"),
        queue=_queue(context, chunk),
        pager=chunk.pager,
        rare=tuple(context.chip(_DESK, tag, number) for tag, number in overview.rare),
        near=tuple(
            (context.chip(_DESK, one), context.chip(_DESK, two), count(shared, "paper"))
            for one, two, shared in overview.near
        ),
        broad=tuple(context.chip(_DESK, tag, number) for tag, number in overview.broad),
        alike=tuple((paper_link(_DESK, one), paper_link(_DESK, two)) for one, two in context.insights.alike[:SHOWN]),
        more_alike=_more(context.insights.alike, "pair"),
        findings=tuple(
            (finding.severity.word, finding.code, str(finding.where), finding.message) for finding in serious[:SHOWN]
        ),
        more_findings=_more(serious, "finding"),
        notes=count(sum(finding.severity is Severity.INFO for finding in context.findings), "note"),
    )


def _percent(number: int, total: int) -> str:
    """Return a share in percent, which is 0 % only for none and 100 % only for all."""
    percent = round(100 * number / total) if total else 0
    if percent == 0 and number:
        return "under 1 %"
    return "over 99 %" if percent == 100 and number < total else f"{percent} %"  # noqa: PLR2004 (percent)


def _more(items: Sequence[object], one: str) -> str:
    """Return how many items the desk leaves out, or an empty text for none."""
    return count(len(items) - SHOWN, f"more {one}") if len(items) > SHOWN else ""


def _queue(context: Context, chunk: ListPage[Paper]) -> tuple[tuple[Markup, tuple[Chip, ...]], ...]:
    return tuple((paper_link(chunk.path, paper), _suggested(context, chunk.path, paper)) for paper in chunk.entries)


def _suggested(context: Context, page: str, paper: Paper) -> tuple[Chip, ...]:
    tags = context.catalog.vocabulary.tags
    return tuple(context.chip(page, tags[suggestion.tag]) for suggestion in context.suggestions(paper))
