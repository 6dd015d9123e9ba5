"""The context that every kind of page is made from: the catalog, its insights, the settings and the templates.

A kind of page is a module in `kinds/` with a function from a `Context` to an iterator of `Page`s, and an entry in
`registry.KINDS`.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import jinja2
from markupsafe import Markup

from ..catalog.model import Catalog, Listing, Paper, Tag
from ..diagnostics import Diagnostic
from ..insights.model import Insights, Suggestion
from ..insights.news import numbered
from ..settings import Settings
from .escape import FrontMatter, HeadingIds, front_matter, link, page_link
from .exports.formats import ExportedPapers
from .formatting import meta_line
from .page import Page, finished, relative
from .paginate import ListPage
from .templates import UnrenderableError, page_templates, template_fault
from .views import Keys, ListingView, PaperView, paper_views

COLOURS = 8
"""How many colours facets have; the ninth facet begins again with the first."""


CHIPS = 3
"""How many tags of a paper a list shows."""

_FIRST = "first page, with feeds and files"


@dataclass(frozen=True, slots=True, kw_only=True)
class Chip:
    """A tag in a line of tags: a link in the colour of its facet, and a number to show beside it."""

    link: Markup
    count: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Card:
    """A paper in a list.

    `meta` names its authors, venue and year, and says whether it has code. `summary` is a sentence; `summarized` is
    False where that is the first one of the abstract. Both are empty where nothing is known. `chips` are its first
    tags, and `more` counts the others. `position` is its number in the list, 0 for none.
    """

    link: Markup
    meta: str
    summary: str
    summarized: bool
    chips: tuple[Chip, ...]
    more: int = 0
    position: int = 0


Groups = tuple[tuple[str, tuple[Card, ...]], ...]
"""The papers of a list in groups, each with its heading, which may be empty."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Context:
    """Everything that the pages of a site are made from.

    `numbered` are the papers by number, the oldest first; the data for the browser refer to papers by these numbers.
    `exports` has each paper, by its slug, in every export format, and `views` what its page shows. `findings` are those
    that the desk shows. `colours` are those of the facets, by slug. `keys` makes the keys of pages. `root` is the
    folder of the project. `observe` is called with each page that a template made, and with the name of the template
    and the values.
    """

    settings: Settings
    catalog: Catalog
    numbered: tuple[Paper, ...]
    exports: ExportedPapers
    views: Mapping[str, PaperView]
    insights: Insights
    findings: tuple[Diagnostic, ...]
    templates: jinja2.Environment
    colours: Mapping[str, int]
    keys: Keys
    root: Path
    observe: Callable[[jinja2.Environment, str, Mapping[str, object], Page], None] | None = None

    def number_with(self, tag: str) -> int:
        """Return how many papers have a tag or a narrower one."""
        return len(self.insights.usage.within[tag])

    def suggestions(self, paper: Paper) -> tuple[Suggestion, ...]:
        """Return the suggested tags of a paper that are probable enough to be shown."""
        return tuple(suggestion for suggestion in self.insights.suggestions.get(paper.slug, ()) if suggestion.shown)

    def keyed(self, path: str, make: Callable[[], Page], *shown: object) -> Page:
        """Return the page at a path that is made only if anything has changed of what it shows."""
        return Page(path=path, make=lambda: make().data, key=self.keys.key(path, *shown))

    def page(self, path: str, template: str, meta: FrontMatter, /, **values: object) -> Page:
        """Return the page that a template makes of its front matter and values.

        `anchor`, in the template, returns the id of a heading that is written as HTML.
        """
        ids = HeadingIds(str(meta.get("title", "")))
        return self.text(path, template, front=front_matter(meta), anchor=ids.id_of, **values)

    def later_page(
        self, chunk: ListPage[Any], meta: FrontMatter, groups: Groups, *, order: str = "", first: str = _FIRST
    ) -> Page:
        """Return the second or a later page of a long list.

        `groups` are its papers under their headings, `order` says how they are ordered, and `first` is the text of the
        link to the first page.
        """
        return self.page(
            chunk.path,
            "later",
            meta,
            title=meta["title"],
            range=f"{chunk.range}{order}",
            first=page_link(chunk.path, chunk.first, first),
            groups=groups,
            pager=chunk.pager,
        )

    def text(self, path: str, template: str, /, **values: object) -> Page:
        """Return the file that a template makes of its values."""
        name = f"{template}.md.j2"
        try:
            text = self.templates.get_template(name).render(**values)
        except jinja2.TemplateError as reason:
            hint = "fix the template; the values it may use are in the module of its page in generator/pages/"
            raise UnrenderableError(template_fault(reason, self.root, "pages", hint)) from reason
        page = finished(path, text.encode("utf-8"))
        if self.observe:
            self.observe(self.templates, name, values, page)
        return page

    def chip(self, page: str, tag: Tag, count: int = 0) -> Chip:
        """Return a tag as a chip on `page`, in the colour of its facet."""
        colour = f"t f{self.colours[tag.facet]}"
        return Chip(link=page_link(page, tag_path(tag.slug), tag.name, class_=colour), count=count)

    def chips(self, page: str, paper: Paper, without: str = "") -> tuple[Chip, ...]:
        """Return the tags of a paper as chips in the curator's order, `without` one of them."""
        tags = self.catalog.vocabulary.tags
        return tuple(self.chip(page, tags[slug]) for slug in paper.tags if slug != without)

    def card(
        self, page: str, paper: Paper, *, without: str = "", position: int = 0, chips: bool = True, paths: bool = True
    ) -> Card:
        """Return a paper as an entry of a list on `page`, `without` a chip for one of its tags.

        Without `chips` it shows no tags, and without `paths` not that it is on a reading path.
        """
        shown = self.chips(page, paper, without) if chips else ()
        return Card(
            link=paper_link(page, paper),
            meta=self.meta_line(paper, paths=paths),
            summary=paper.summary,
            summarized=paper.summarized,
            chips=shown[:CHIPS],
            more=len(shown[CHIPS:]),
            position=position,
        )

    def meta_line(self, paper: Paper, *, paths: bool = True) -> str:
        """Return the line below the title of a paper in a list."""
        return meta_line(paper, len(self.views[paper.slug].steps) if paths else 0)


def make_context(
    settings: Settings,
    catalog: Catalog,
    insights: Insights,
    findings: tuple[Diagnostic, ...],
    root: Path,
    program: str = "",
) -> Context:
    """Return the context of a catalog with the templates of the project in the folder `root`.

    `program` is a hash of the templates and of all else by which pages are made, besides the settings.
    """
    vocabulary, views = catalog.vocabulary, paper_views(catalog, insights)
    paths = {slug: len(view.steps) for slug, view in views.items()}
    colours = {facet.slug: index % COLOURS + 1 for index, facet in enumerate(vocabulary.facets)}
    return Context(
        settings=settings,
        catalog=catalog,
        numbered=numbered(catalog),
        exports=ExportedPapers(catalog),
        views=views,
        insights=insights,
        findings=findings,
        templates=page_templates(root),
        colours=colours,
        keys=Keys(f"{program}{settings!r}", vocabulary.tags, colours, paths),
        root=root,
    )


def paper_path(slug: str) -> str:
    """Return the path of a paper's page."""
    return f"papers/{slug}.md"


def tag_path(slug: str) -> str:
    """Return the path of a tag's page."""
    return f"tags/{slug}.md"


def path_path(slug: str) -> str:
    """Return the path of a reading path's page."""
    return f"paths/{slug}.md"


def listing_path(slug: str) -> str:
    """Return the path of a listing's page."""
    return f"listings/{slug}.md"


def digest_path(slug: str) -> str:
    """Return the path of the page of what was new in a listing."""
    return f"digests/{slug}.md"


EXPLORE = "explore/index.md"


def paper_link(page: str, paper: Paper, **attributes: str) -> Markup:
    """Return a link from a page to that of a paper."""
    return page_link(page, paper_path(paper.slug), paper.title_plain, **attributes)


def listing_link(page: str, listing: Listing | ListingView) -> Markup:
    """Return a link from a page to that of a listing."""
    return page_link(page, listing_path(listing.slug), listing.title)


def combine_link(page: str, choice: str) -> Markup:
    """Return a link from a page to the explorer with a filter set, such as `tag=kv-cache`."""
    return link("Combine with other tags", f"{relative(page, EXPLORE)}?{choice}")
