"""What every kind of page is made from: the catalog, who carries which tag, and the templates."""

from __future__ import annotations

import traceback
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from types import CodeType
from typing import Any

import jinja2
from jinja2.bccache import Bucket

from ..catalog.model import Catalog, Paper, Tag
from ..diagnostics import Diagnostic, Location, error
from ..insights.model import Insights
from ..insights.news import newest_first
from ..settings import Settings
from .affected import AffectedSlugs
from .escape import FrontMatter, Markdown, escape, front_matter, link
from .exports.formats import WrittenPapers
from .facts import byline
from .formatting import relative
from .page import Page
from .paginate import ListPage

COLOURS = 8
"""How many colours facets have; the ninth facet begins again with the first."""


class CompiledTemplates(jinja2.BytecodeCache):
    """Keeps in memory what Jinja made of a template, by its name and its text: a preview builds many times."""

    def __init__(self) -> None:
        self._code: dict[tuple[str, str], CodeType | None] = {}

    def get_cache_key(self, name: str, filename: str | None = None) -> str:
        """Return the name of the template, wherever it lies."""
        return name

    def load_bytecode(self, bucket: Bucket) -> None:
        """Fill the bucket of a template, if its text is known."""
        bucket.code = self._code.get((bucket.key, bucket.checksum))

    def dump_bytecode(self, bucket: Bucket) -> None:
        """Keep what the bucket of a template holds."""
        self._code[bucket.key, bucket.checksum] = bucket.code


_COMPILED = CompiledTemplates()


@dataclass(frozen=True, slots=True, kw_only=True)
class Chip:
    """A tag as it stands in a line of tags: a link in the colour of its facet, and a number beside it."""

    link: Markdown
    count: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Card:
    """A paper as it stands in a list; `summarized` is False where the abstract had to lend a sentence.

    `byline` is who wrote it, where and when, `summary` what it does; either may be unknown, and empty.
    """

    link: Markdown
    byline: str
    summary: str
    summarized: bool
    chips: tuple[Chip, ...]
    position: int = 0


Groups = tuple[tuple[str, tuple[Card, ...]], ...]
"""Papers in a list, those that stand together below one heading, which may be empty."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Context:
    """The catalog with what was computed from it and found in it, and the means to make pages of it.

    `numbered` are the papers by number, the oldest first: where a browser is sent numbers, they are these. `texts`
    is each paper, by its slug, as it is taken away. `guide` is the folder of the guide, which people
    write. `settings` say what the site is called, and where it is; `part` says of which papers own
    files are made, as the first one and the step to the next, and `wanted` names them after a change.
    """

    settings: Settings
    catalog: Catalog
    numbered: tuple[Paper, ...]
    texts: WrittenPapers
    known: Insights
    found: tuple[Diagnostic, ...]
    templates: jinja2.Environment
    colours: Mapping[str, int]
    guide: Path
    part: tuple[int, int] = (0, 1)
    wanted: AffectedSlugs | None = None

    @property
    def papers(self) -> Iterator[Paper]:
        """The papers whose own files are made: those of the part that are wanted."""
        first, step = self.part
        papers = tuple(self.catalog.papers.values())[first::step]
        return (paper for paper in papers if self.wanted is None or paper.slug in self.wanted.papers)

    @property
    def tags(self) -> Iterator[Tag]:
        """The tags whose own pages are made."""
        tags = self.catalog.vocabulary.tags
        return (tag for slug, tag in tags.items() if self.wanted is None or slug in self.wanted.tags)

    def page(self, at: str, template: str, meta: FrontMatter, /, **values: object) -> Page:
        """Return the page that a template makes of its front matter and values."""
        return self.text(at, template, front=front_matter(meta), **values)

    def further(self, leaf: ListPage[Any], title: str, meta: FrontMatter, groups: Groups) -> Page:
        """Return a page of a long list but the first; `groups` are its papers below their headings."""
        return self.page(
            leaf.path,
            "further",
            meta,
            title=title,
            range=leaf.range,
            begin=link("first page, with feeds and files", relative(leaf.path, leaf.first)),
            groups=groups,
            pager=leaf.pager,
        )

    def text(self, at: str, template: str, /, **values: object) -> Page:
        """Return the file that a template makes of its values."""
        text = self.templates.get_template(f"{template}.md.j2").render(**values)
        return Page(path=at, data=text.encode("utf-8"))

    def chip(self, page: str, tag: Tag, count: int = 0) -> Chip:
        """Return a tag as a chip on `page`; its colour tells its facet."""
        classes = f"{{ .t .f{self.colours[tag.facet]} }}"
        return Chip(link=link(tag.name, relative(page, tag_path(tag.slug)), classes), count=count)

    def chips(self, page: str, paper: Paper, without: str = "") -> tuple[Chip, ...]:
        """Return the tags of a paper in the curator's order."""
        tags = self.catalog.vocabulary.tags
        return tuple(self.chip(page, tags[slug]) for slug in paper.tags if slug != without)

    def card(self, page: str, paper: Paper, *, without: str = "", position: int = 0, chips: bool = True) -> Card:
        """Return a paper as an entry of a list on `page`."""
        return Card(
            link=link(paper.title_plain, relative(page, paper_path(paper.slug))),
            byline=byline(paper.facts),
            summary=paper.summary,
            summarized=paper.summarized,
            chips=self.chips(page, paper, without) if chips else (),
            position=position,
        )


def make_context(
    settings: Settings,
    catalog: Catalog,
    known: Insights,
    found: tuple[Diagnostic, ...],
    root: Path,
) -> Context:
    """Return the site of a catalog with the templates and the guide of the project in the folder `root`.

    In a template, every value is escaped unless it is `Markdown` already; an unknown name is an error.
    """
    environment = jinja2.Environment(
        loader=jinja2.FileSystemLoader(root / "templates" / "pages", encoding="utf-8"),
        undefined=jinja2.StrictUndefined,
        finalize=escape,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
        auto_reload=False,  # a template does not change while a site is made
        bytecode_cache=_COMPILED,
    )
    facets = catalog.vocabulary.facets
    colours = {facet.slug: index % COLOURS + 1 for index, facet in enumerate(facets)}
    return Context(
        settings=settings,
        catalog=catalog,
        numbered=numbered(catalog),
        texts=WrittenPapers(catalog),
        known=known,
        found=found,
        templates=environment,
        colours=colours,
        guide=root / "docs" / "guide",
    )


def context_after(
    site: Context, catalog: Catalog, known: Insights, found: tuple[Diagnostic, ...], wanted: AffectedSlugs
) -> Context:
    """Return the site after a change of the catalog that touches what is `wanted`."""
    return replace(
        site,
        catalog=catalog,
        numbered=numbered(catalog),
        texts=site.texts.after(catalog, wanted.changed),
        known=known,
        found=found,
        wanted=wanted,
    )


def numbered(catalog: Catalog) -> tuple[Paper, ...]:
    """Return the papers by number: the newest has the highest, so a list of the newest first counts down."""
    return tuple(sorted(catalog.papers.values(), key=newest_first, reverse=True))


def template_place(reason: jinja2.TemplateError, templates: Path) -> Location:
    """Return where a template is at fault, as far as Jinja knows: the last line of a template on the way there."""
    if isinstance(reason, jinja2.TemplateNotFound):
        return Location(file=f"{templates.name}/pages/{reason.name}")
    if isinstance(reason, jinja2.TemplateSyntaxError):
        return Location(file=f"{templates.name}/pages/{reason.name}", line=reason.lineno)
    frames = (frame for frame in traceback.extract_tb(reason.__traceback__) if frame.filename.endswith(".j2"))
    last = next(reversed(list(frames)), None)
    name = f"/pages/{Path(last.filename).name}" if last else ""
    return Location(file=f"{templates.name}{name}", line=(last.lineno if last else 0) or 1)


def theme_fault(reason: jinja2.TemplateError, root: Path) -> Diagnostic:
    """Return the finding that a template of the theme is at fault."""
    if isinstance(reason, jinja2.TemplateSyntaxError):
        places = [(reason.filename or "", reason.lineno)]
    else:
        places = [(frame.filename, frame.lineno or 1) for frame in traceback.extract_tb(reason.__traceback__)]
    ours = [(Path(name), line) for name, line in places if Path(name).is_relative_to(root / "templates")]
    path, line = ours[-1] if ours else (root / "templates" / "theme", 1)
    found: list[Diagnostic] = []
    where = Location(file=path.relative_to(root).as_posix(), line=line)
    error(found.append, "template-error", where, reason.message or type(reason).__name__, "mend the template")
    return found[0]


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
    """Return the path of the page that says what was new in a listing."""
    return f"digests/{slug}.md"


EXPLORE = "explore/index.md"


def combine_link(page: str, choice: str) -> Markdown:
    """Return a link from a page to the explorer with something chosen, such as `tag=kv-cache`."""
    return link("Combine with other tags", f"{relative(page, EXPLORE)}?{choice}")
