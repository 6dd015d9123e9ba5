"""Renders the generated pages, to the bytes of MkDocs but in a fraction of its time, and stages the generated files.

The fast renderer makes HTML of our own Markdown and fills it into a shell, which is the output of the theme for pages
of one shape. Pages that it cannot render are left to MkDocs. MkDocs also renders a sample of the others, and if one of
them differs, it renders all pages.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from textwrap import shorten

import jinja2
from mkdocs.commands.build import _build_page, _populate_page, get_context
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import File, Files
from mkdocs.structure.nav import Navigation
from mkdocs.structure.pages import Page
from mkdocs.structure.toc import AnchorLink, TableOfContents
from mkdocs.utils.meta import get_data

from ..build.publish import stage_files, write_staged
from ..build.state import SiteFile
from ..pages.escape import one_line
from ..pages.page import address_of, as_published
from ..parallel import gc_paused, run_parallel, worker_count
from .assets import DATA_HEAD, WITH_DATA
from .markdown import Body, Heading, OutsideError, body
from .report import log
from .shell import Meta, Shell, make_shell, shape, texts
from .sitemap import note_of

Shells = dict[object, Shell | None]
"""The shell of each shape of pages, or None if the theme does more than fill in the words of a page."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Renderer:
    """All that rendering a page needs, after MkDocs has read the files and loaded the theme.

    The site is built in the folder `staging`. If the renderer is `thorough`, the sample that MkDocs renders too
    includes pages that share their shape with no other.
    """

    config: MkDocsConfig
    files: Files
    nav: Navigation
    env: jinja2.Environment
    staging: Path
    thorough: bool = True

    def file(self, path: str) -> File:
        """Return the file of a page of `docs/`."""
        found = self.files.get_file_from_path(path)
        assert found is not None, path
        return found

    def render_by_mkdocs(self, path: str) -> Meta:
        """Let MkDocs render a page into the staging folder, and return its front matter."""
        file = self.file(path)
        page = file.page or Page(None, file, self.config)
        _populate_page(page, self.config, self.files)
        _build_page(page, self.config, (), self.nav, self.env)
        return page.meta

    def with_theme(self, path: str, meta: Meta, rendered: Body) -> str:
        """Return the HTML of a page, given its body. There need not be a file at the path."""
        config = self.config
        file = self.files.get_file_from_path(path)
        file = file or File(path, config.docs_dir, config.site_dir, config.use_directory_urls)
        page = file.page or Page(None, file, config)
        page.markdown, page.meta, page.content = "", dict(meta), rendered.html
        page.toc = TableOfContents(_nested(rendered.toc))
        page.active = True
        context = get_context(self.nav, (), config, page)
        text = self.env.get_template(meta.get("template", "main.html")).render(context)
        page.active = False
        return text

    def html(self, path: str, meta: Meta, rendered: Body, form: object | None, shells: Shells) -> str:
        """Return the HTML of a page of a shape, or of a page without one. A new shell is added to `shells`."""
        if form and form not in shells:
            shells[form] = make_shell(path, meta, self._with_theme) if rendered.toc else None
        shell = shells[form] if form else None
        if shell:
            return shell.fill(texts(path, meta, rendered.html, rendered.toc[0].id if rendered.toc else ""))
        return self.with_theme(path, meta, rendered)

    def _with_theme(self, path: str, meta: Meta, html: str, first_id: str) -> str:
        toc = (Heading(title="", id=first_id, level=1),)
        return self.with_theme(path, meta, Body(html=html, toc=toc, title=None))


def _nested(headings: Iterable[Heading]) -> list[AnchorLink]:
    """Return headings below those of a higher level, as in a table of contents."""
    top: list[AnchorLink] = []
    above: list[AnchorLink] = []
    for heading in headings:
        while above and above[-1].level >= heading.level:
            above.pop()
        link = AnchorLink(heading.title, heading.id, heading.level)
        (above[-1].children if above else top).append(link)
        above.append(link)
    return top


@dataclass(frozen=True, slots=True, kw_only=True)
class RenderedPages:
    """The notes on rendered pages by path, and one page of each shape without a shell so far.

    `left` are the pages left to MkDocs, each with the first line of a block that the fast renderer does not know.
    `unshared` are the pages that share their shape with no other.
    """

    notes: dict[str, str] = field(default_factory=dict)
    left: dict[str, str] = field(default_factory=dict)
    shapes: dict[object, str] = field(default_factory=dict)
    unshared: list[str] = field(default_factory=list)


def render_fast(renderer: Renderer, paths: Iterable[str], shells: Shells) -> RenderedPages:
    """Render pages into the staging folder by the fast renderer. New shells are added to `shells`."""
    done = RenderedPages()
    for path in paths:
        file = renderer.file(path)
        text, meta = get_data(file.content_string)
        try:
            rendered = body(text)
        except OutsideError as block:
            done.left[path] = str(block)
            continue
        form = shape(path, meta)
        if form is None:
            done.unshared.append(path)
        elif form not in shells:
            done.shapes[form] = path
        html = renderer.html(path, meta, rendered, form, shells)
        write_staged(file.abs_dest_path, html.encode("utf-8", "xmlcharrefreplace"))
        done.notes[path] = note_of(meta)
    return done


def first_difference(renderer: Renderer, paths: Iterable[str]) -> str:
    """Let MkDocs render pages that are staged already; return the path of the first that changes, or ''."""
    for path in paths:
        staged = Path(renderer.file(path).abs_dest_path)
        before = staged.read_bytes()
        renderer.render_by_mkdocs(path)
        if before != staged.read_bytes():
            return path
    return ""


_FEW = 250
"""Files; starting a process takes longer than handling fewer."""


def stage_changed(renderer: Renderer, digests: Mapping[str, str], shells: Shells) -> tuple[dict[str, str], str]:
    """Stage generated files, given by path with their digests, and render the pages among them.

    Returns the notes on the pages, and the path of a page of the sample that differs from what MkDocs renders, or ''.
    """
    pages = [path for path in digests if path.endswith(".md")]
    others = [path for path in digests if not path.endswith(".md")]
    parts = max(1, min(worker_count(), len(digests) // _FEW))
    work = (partial(_stage_part, renderer, pages[at::parts], others[at::parts], shells) for at in range(parts))
    done = run_parallel(tuple(work))
    differs = first_difference(renderer, _sample(done, digests, thorough=renderer.thorough))
    if differs:
        shells.clear()
    notes = {} if differs else {path: note for part in done for path, note in part.notes.items()}
    left = {path: block for part in done for path, block in part.left.items()}
    if left:
        log.info(_left_to_mkdocs(left))
    for path in pages if differs else left:
        notes[path] = note_of(renderer.render_by_mkdocs(path))
    return notes, differs


def _stage_part(renderer: Renderer, pages: Sequence[str], others: Sequence[str], shells: Shells) -> RenderedPages:
    stage_files(Path(renderer.config.docs_dir), renderer.staging, ((path, as_published(path)) for path in others))
    return render_fast(renderer, pages, shells)


def _left_to_mkdocs(left: Mapping[str, str]) -> str:
    """Return a message on the pages left to MkDocs, in one line."""
    path, block = next(iter(left.items()))
    others = f" and {len(left) - 1:,} more" if len(left) > 1 else ""
    shown = shorten(one_line(block), _SHOWN, placeholder=" …")
    known = "a heading, a paragraph of one line or an element"
    return f"MkDocs builds {path}{others}, which is slower: “{shown}” is not {known}."


_SHOWN = 80
"""How many characters of a block a message shows."""


def _sample(done: Sequence[RenderedPages], digests: Mapping[str, str], *, thorough: bool) -> list[str]:
    """Return one page of each kind. Digests choose it, so that another page is compared after a change of the pages."""
    of_shapes = {form: path for part in done for form, path in part.shapes.items()}.values()
    unshared = (path for part in done for path in part.unshared) if thorough else ()
    found = sorted((*of_shapes, *unshared), key=lambda path: digests[path], reverse=True)
    return list({path.rpartition("/")[0].partition("/")[0]: path for path in found}.values())


def site_path(path: str) -> str:
    """Return the path in the site of the file at a path under `docs/`."""
    return f"{address_of(path)[1:]}index.html" if path.endswith(".md") else as_published(path)


def stage_generated(
    renderer: Renderer, digests: Mapping[str, str], published: Mapping[str, SiteFile], environment: str, shells: Shells
) -> tuple[dict[str, SiteFile], str]:
    """Stage the generated files, given by path with their digests, that are not `published` as they are now.

    Returns all of them by their paths in the site, staged or not, and what `stage_changed` says about a difference.
    """
    data = digests.get(DATA_HEAD, "")
    files: dict[str, SiteFile] = {}
    changed: dict[str, str] = {}
    for path, digest in digests.items():
        target, source = site_path(path), f"{digest} {environment}" if path.endswith(".md") else digest
        source += data * (path in WITH_DATA)
        current = published.get(target)
        if current and current.source == source:
            files[target] = current
        else:
            files[target], changed[path] = SiteFile(source), digest
    with gc_paused():
        notes, differs = stage_changed(renderer, changed, shells)
    for path, note in notes.items():
        files[site_path(path)] = files[site_path(path)]._replace(note=note)
    return files, differs
